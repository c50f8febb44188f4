/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts: sign-up, the public profile, passwords and roles. */
#ifndef ACCOUNT_ACCOUNT_H
#define ACCOUNT_ACCOUNT_H

#include "guard/session_grant.h"
#include "request/request.h"
#include "secret/password.h"

handler_fn account_create;  /* POST /v1/accounts */
handler_fn account_profile; /* GET /v1/accounts/{account} */
handler_fn account_role;    /* PUT /v1/accounts/{account}/role */
handler_fn password_set;    /* PUT /v1/account/password */
handler_fn account_get;	    /* GET /v1/account */
handler_fn account_patch;   /* PATCH /v1/account */
handler_fn reset_create;    /* POST /v1/password-resets */
handler_fn reset_confirm;   /* POST /v1/password-resets/confirm */
handler_fn role_answer;	    /* POST /v1/account/role-offers/{offer} */
handler_fn email_confirm;   /* POST /v1/account/email/confirm */
handler_fn email_verify;    /* POST /v1/account/email/verification */

#define ACCOUNT_ROLES "reader staff moderator admin auditor"
/* The areas of the desk to which a role can be limited, see core.role_permissions(). */
#define ROLE_PERMISSIONS "cases sanctions appeals jobs articles rules settings staff audit"

/* ---- sign-up, for the API and for the page's form */
struct sign_up {
	const char *username;
	const char *email;
	const char *password;
	const char *terms; /* the accepted version; NULL: none */
};
#define SIGN_UP_FIELDS 4
extern const struct field sign_up_fields[SIGN_UP_FIELDS];

/*
 * Checks the fields; failures are left for reply_if_bad() or rq_failures(). Fields without a failure are replaced by
 * the form that is stored: the name in NFC, the address folded.
 */
void sign_up_check(struct request *, struct sign_up *);
/*
 * Makes the account. done gets the answer of ACCOUNT_CREATE: ok or username_taken. Refusals by rate limits and by
 * accounts.sign_up are answered here.
 */
void account_sign_up(struct request *, const struct sign_up *, session_granted_fn *done);
/* In done: was the mail that verifies the address queued? limits.mails may forbid it. */
bool sign_up_mailed(struct request *);

/* Leaves the failure "not_confirmed" of the field terms unless version is the one in force. No terms: any is fine. */
void terms_check(struct request *, const char *version);

/* ---- changes of an account, for the API and for the pages; NULL: unchanged */
struct account_change {
	const char *username;
	const char *email;
	const char *password; /* the current one; an address needs it */
	const char *language;
	const char *terms;     /* the accepted version */
	json_t *notifications; /* of the API: {kind: choice} */
	const char *choices;   /* the same as text */
};
#define ACCOUNT_CHANGE_FIELDS 6
#define MAIL_CHOICES	      "now daily never"
extern const struct field account_change_fields[ACCOUNT_CHANGE_FIELDS];

/* Checks the fields, and replaces those without a failure by the form that is stored, as sign_up_check() does. */
void account_change_check(struct request *, struct account_change *);
/*
 * Makes the changes. done gets the answer of ACCOUNT_CHANGE, or NULL with a failure: the password is wrong. Rate limits are
 * answered 429 here.
 */
void account_change(struct request *, const struct account_change *, then_fn *done);

/* ---- links of mails */

/* The digest of a link's token, for a query; NULL if it is malformed. */
const char *link_digest(struct request *, const char *token) MUST_USE;
/* 202: a mail is on its way. */
void reply_check_mail(struct request *);
/* Passes the versions of the articles whose comments appeared to the caches; body: of EMAIL_CONFIRM. Before replying. */
void email_confirm_wrote(struct request *, const json_t *body);

/* ---- a forgotten password, for the API and for the pages */

/* Asks for the mail with the link. The answer, RESET_ASK's, does not depend on the account. Refusals by limits.resets are answered here. */
void reset_ask(struct request *, const char *login, then_fn *done);
/*
 * Checks and hashes the new password and stores it by the digest of the link's token. done gets the answer of
 * PASSWORD_RESET, or of LINK_GET for a link that does not work, or NULL with a failure of the field: see rq_failures().
 */
void reset_set(struct request *, const char *digest, const char *password, const char *field, then_fn *done);

/* ---- a new password, for the API and for the page's form */
struct new_password {
	const char *current;
	const char *new;
};
#define NEW_PASSWORD_FIELDS 2
extern const struct field new_password_fields[NEW_PASSWORD_FIELDS];

/* Checks a new password against the password list, the account's name and address (NULL: unknown), and the titles of sites. */
enum password_fault new_password_fault(struct request *, const char *p, const char *name, const char *email) MUST_USE;

/* Checks the new password; failures are left for reply_if_bad() or rq_failures(). */
void new_password_check(struct request *, const struct new_password *);
/*
 * Verifies the current password and stores the new one. done gets the answer of PASSWORD_SET, or NULL with failures:
 * current is wrong, or new is the name or address. Rate limits are answered 429 here.
 */
void new_password_set(struct request *, const struct new_password *, then_fn *done);

/* ---- staff */
handler_fn staff_list, staff_invite, invitation_resend, invitation_withdraw;
struct id_list;
extern const struct id_list staff_list_def; /* site, limit, cursor */

/* Areas as a JSON list; *words: separated by spaces, NULL for null and NULL. False after answering 422. */
bool role_permissions_read(struct request *, const json_t *list, const char **words) MUST_USE;

struct invitation {
	const char *name, *email, *role, *site; /* site NULL: all sites */
	json_t *permissions;
};
#define INVITATION_FIELDS 4 /* of the page's form; the endpoint has one more */
extern const struct field invitation_fields[INVITATION_FIELDS + 1];
/* Checks name and address and folds them; failures are left for reply_if_bad() or rq_failures(). */
void invitation_check(struct request *, struct invitation *);
/* Asks STAFF_INVITE, or answers 429. permissions: as of role_permissions_read(). */
void invitation_ask(struct request *, const struct invitation *, const char *permissions, then_fn *, const char *step);

/* In place of a hash, as core.no_password(): the account signs in at a publisher. */
#define ACCOUNT_NO_PASSWORD "!"

#endif
