/*
 * Coming in: the session that a sign-up or sign-in opens, as the questions want
 * it and as the answer tells it.
 */
#ifndef GUARD_SESSION_GRANT_H
#define GUARD_SESSION_GRANT_H

#include "request/request.h"

/* Parameters of ACCOUNT_CREATE and SESSION_OPEN; all of the request's arena. */
struct session_grant {
	const char *session; /* id */
	const char *token;   /* for the client, once */
	const char *digest;  /* of the token, for the database */
	const char *life;    /* s, unless it is used meanwhile */
	const char *staff_life; /* the same of an account that has a role */
	const char *network;
	const char *agent;
};

void session_grant_new(struct request *, struct session_grant *);

/* What a feature calls when somebody came in, or did not: a step of its own. */
typedef void session_granted_fn(struct request *, const struct session_grant *, const struct answer *);

/*
 * {account, expires_at} with the token added, and the cookie if the request has an
 * accepted Origin, as 201; what is not `ok` goes to reply_outcome().
 */
void session_grant_reply(struct request *, const struct outcome *outcomes, const struct session_grant *, const struct answer *);

#endif
