/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passkeys: what an authenticator says when it makes a key and when it uses one (Web Authentication Level 3, 7.1 and 7.2).
 * Functions of bytes: whether a challenge was used before, and whether a counter went back, is decided by the database.
 *
 * The maker's statement about the authenticator (attestation) is not asked for, and not verified where a browser sends one.
 */
#ifndef SECRET_PASSKEY_H
#define SECRET_PASSKEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Bytes; longer ones are refused. */
#define PASSKEY_CLIENT_DATA_MAX 4096
#define PASSKEY_ATTESTATION_MAX 8192
#define PASSKEY_DATA_MAX	1024 /* the authenticator's data when it uses a key */
#define PASSKEY_SIGNATURE_MAX	512
#define PASSKEY_ID_MAX		1023 /* WebAuthn 4, "Credential ID" */
#define PASSKEY_KEY_MAX		259  /* n and e of an RSA key of 2048 bits */

enum passkey_result {
	PASSKEY_GOOD,
	PASSKEY_MALFORMED,  /* not complete, more than complete, or too long */
	PASSKEY_TYPE,	    /* made for another ceremony: a key was made, not used, or the reverse */
	PASSKEY_CHALLENGE,  /* an answer to another challenge */
	PASSKEY_ORIGIN,	    /* made for a page of another origin */
	PASSKEY_FRAMED,	    /* made inside a frame of another site */
	PASSKEY_RP_ID,	    /* made for another host */
	PASSKEY_ABSENT,	    /* no person has touched the authenticator */
	PASSKEY_UNVERIFIED, /* the authenticator has not verified its person, though it must */
	PASSKEY_KEY,	    /* a key that no algorithm below fits, or no valid one */
	PASSKEY_SIGNATURE,  /* not made with the key */
	PASSKEY_NO_MEMORY,  /* no result: 503, never "refused" */
};
/* A word for the log, such as "signature". */
const char *passkey_result_name(enum passkey_result);

struct passkey_expected {
	const char *rp_id;     /* the host of our pages */
	const char *origin;    /* the origin of our pages, as in an Origin field */
	const char *challenge; /* base64url, as it was sent */
	bool verified;	       /* the authenticator must have verified its person, by PIN or body */
};

/* COSE's numbers (RFC 9053 2, RFC 8812 2), in the order in which we prefer them. */
enum passkey_alg { PASSKEY_EDDSA = -8, PASSKEY_ES256 = -7, PASSKEY_RS256 = -257 };

/* A public key. EDDSA: 32 bytes; ES256: x and y, 32 bytes each; RS256: n, 256 bytes, and e, 3 bytes. */
struct passkey_key {
	int alg;
	size_t n;
	unsigned char bytes[PASSKEY_KEY_MAX];
};

struct passkey_state {
	bool verified;	  /* the authenticator verified its person */
	bool may_sync;	  /* the key may be copied to other devices ("backup eligible") */
	bool synced;	  /* it was copied */
	uint32_t counter; /* grows with each use; 0: the authenticator does not count */
};

struct passkey_made {
	struct passkey_key key;
	struct passkey_state state;
	size_t nid;
	unsigned char id[PASSKEY_ID_MAX]; /* the credential id */
};

/* The answer to navigator.credentials.create(). client_data: clientDataJSON; attestation: attestationObject. */
enum passkey_result passkey_register(const struct passkey_expected *, struct span client_data, struct span attestation,
    struct passkey_made *) MUST_USE;

/* The answer to navigator.credentials.get(). data: authenticatorData. */
enum passkey_result passkey_verify(const struct passkey_expected *, const struct passkey_key *, struct span client_data,
    struct span data, struct span signature, struct passkey_state *) MUST_USE;

#endif
