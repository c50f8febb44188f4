/*
 * Accounts: making one, its public profile, its password and role.
 */
#ifndef ACCOUNT_ACCOUNT_H
#define ACCOUNT_ACCOUNT_H

#include "guard/session_grant.h"
#include "request/request.h"
#include "secret/password.h"

handler_fn account_create;  /* POST /v1/accounts */
handler_fn account_profile; /* GET /v1/accounts/{account} */
handler_fn account_role;    /* PUT /v1/accounts/{account}/role */
handler_fn password_set;    /* PUT /v1/account/password */

/* ---- sign-up, for the API and for the page's form */
struct sign_up {
	const char *username;
	const char *email;
	const char *password;
};
#define SIGN_UP_FIELDS 3
extern const struct field sign_up_fields[SIGN_UP_FIELDS];

/*
 * Checks what was read: failures are left for reply_if_bad() or rq_failures().
 * On success the fields are in the form that is stored.
 */
void sign_up_check(struct request *, struct sign_up *);
/*
 * Makes the account. done gets the answer of ACCOUNT_CREATE: ok, username_taken.
 * Refusals of rates and of accounts.sign_up are answered here.
 */
void sign_up_enter(struct request *, const struct sign_up *, session_granted_fn *done);

/* ---- a new password, for the API and for the page's form */
struct new_password {
	const char *current;
	const char *new;
};
#define NEW_PASSWORD_FIELDS 2
extern const struct field new_password_fields[NEW_PASSWORD_FIELDS];

/* The checks of every new password, against the list, the account's name and address (NULL: unknown) and the sites' titles. */
enum password_fault new_password_fault(struct request *, const char *p, const char *name, const char *email) MUST_USE;

/* Failures are left for reply_if_bad() or rq_failures(). */
void new_password_check(struct request *, const struct new_password *);
/*
 * done gets the answer of PASSWORD_SET, or NULL with failures: current is wrong, or new is the
 * name or address. Waits are answered 429 here.
 */
void new_password_set(struct request *, const struct new_password *, then_fn *done);

#endif
