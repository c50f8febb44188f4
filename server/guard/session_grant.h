/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The session that a sign-up or sign-in opens: parameters for the query, and the answer to the client. All memory
 * belongs to the request's arena.
 */
#ifndef GUARD_SESSION_GRANT_H
#define GUARD_SESSION_GRANT_H

#include "request/request.h"

/* Parameters of ACCOUNT_CREATE, SESSION_OPEN and SIGN_ON. */
struct session_grant {
	const char *session;	/* id */
	const char *token;	/* sent to the client once, never stored */
	const char *digest;	/* of the token; the database stores only this */
	const char *life;	/* s until it ends if it is not used */
	const char *staff_life; /* the same for an account with a role */
	const char *network;
	const char *agent;
	const char *device;	     /* digest of the device's cookie; NULL: a client without cookies */
	const char *new_device;	     /* the cookie, if the device had none */
	const char *factor_required; /* "t": roles give no rights before a second factor (accounts.staff_factor) */
};

void session_grant_new(struct request *, struct session_grant *);
/* Another token for the request's own session: only token and digest are set. */
void session_grant_renew(struct request *, struct session_grant *);
/* Sets device and new_device: a browser keeps a cookie that tells its sign-ins from those of other devices. */
void session_grant_device(struct request *, struct session_grant *);

/* The step that follows the query, with its answer. */
typedef void session_granted_fn(struct request *, const struct session_grant *, const struct answer *);

/* Adds the cookies of the session and of a new device to the answer; see cookie_set(). */
void session_grant_cookies(struct request *, const struct session_grant *);

/*
 * Answers `ok` and `pending` with 201, {account, expires_at} and the token, and with the cookie if the Origin is accepted and the answer
 * goes neither into a frame nor to a script (cookie.h). An outcome
 * other than these goes to reply_outcome().
 */
void session_grant_reply(struct request *, const struct outcome *outcomes, const struct session_grant *, const struct answer *);

/* Answers a query that renewed the session: 200 with {account, expires_at}, and the token in the cookie or, for a client
   without one, in the body. */
void session_grant_renewed(struct request *, const struct outcome *outcomes, const struct session_grant *, const struct answer *);

#endif
