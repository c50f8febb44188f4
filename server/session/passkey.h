/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passkeys, for the endpoints and for the pages of the same acts. A browser gets options with a challenge, asks the
 * authenticator, and sends its answer back (WebAuthn Level 3). Passkeys work on our own top-level pages only, and each on the
 * host where it was made.
 */
#ifndef SESSION_PASSKEY_H
#define SESSION_PASSKEY_H

#include "guard/session_grant.h"
#include "request/request.h"

#define PASSKEY_LIFE_S	 300 /* s from the options to the answer */
#define PASSKEY_NAME_MAX 100 /* bytes */

/* What a challenge is for; one for another purpose is refused. */
#define PURPOSE_MAKE	"passkey make"
#define PURPOSE_PROVE	"passkey prove"	  /* in a session, which may be pending */
#define PURPOSE_SIGN_IN "passkey sign in" /* without one: the passkey counts for both factors */

/* The host whose passkeys work here, without port. */
const char *passkey_host(struct request *);
/*
 * Replies with the options for navigator.credentials.create() or get(): those in doc and what they have in common. doc is
 * the request's.
 */
void passkey_options_reply(struct request *, const char *purpose, json_t *doc);

/* A new passkey, as a body or a form brings it. */
struct passkey_new {
	const char *challenge, *client_data, *attestation; /* base64url */
	const char *transports;				   /* the browser's words, separated by spaces; "" */
	const char *name;
};
#define PASSKEY_NEW_FIELDS 5
extern const struct field passkey_new_fields[PASSKEY_NEW_FIELDS];
/* The step that follows, with the answer of PASSKEY_ADD, or NULL if the authenticator's answer does not count. */
typedef void passkey_added_fn(struct request *, const struct answer *);
void passkey_add(struct request *, const struct passkey_new *, passkey_added_fn *done);

struct passkey_name {
	const char *name;
};
#define PASSKEY_NAME_FIELDS 1
extern const struct field passkey_name_fields[PASSKEY_NAME_FIELDS];

/* The use of a passkey, as a body or a form brings it; all base64url. */
struct passkey_proof {
	const char *challenge, *credential, *client_data, *authenticator_data, *signature;
	const char *user_handle; /* "" if the authenticator named no account */
};
#define PASSKEY_PROOF_FIELDS 6
extern const struct field passkey_proof_fields[PASSKEY_PROOF_FIELDS];
/*
 * Signs in, or proves the person of the session, which gets another token. done gets the answer of PASSKEY_OPEN or PASSKEY_PROVE, or NULL
 * for a proof that does not count; the log says why.
 */
void passkey_prove(struct request *, const struct passkey_proof *, session_granted_fn *done);
void passkey_sign_in(struct request *, const struct passkey_proof *, session_granted_fn *done);

#endif
