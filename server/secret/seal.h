/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The audit's hash chain: digests of entries, heads of seals, and the Ed25519 key that signs them (RFC 8032). Sealer and
 * verifier share this code, so both hash the same bytes. The verifier trusts nothing that the database claims.
 *
 *   digest    = BLAKE2b-256 (RFC 7693) of "madang entry 1\0" and of each field in the order below:
 *               four bytes of length, big-endian, then the bytes; length ffffffff and no bytes for SQL's NULL.
 *   head      = BLAKE2b-256 of "madang seal 1\0", the previous head, number and time (eight bytes each, big-endian),
 *               and of each entry its id (16 bytes) and its digest. The first seal's previous head is 32 zeros.
 *   signature = Ed25519 of the head.
 */
#ifndef SECRET_SEAL_H
#define SECRET_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define SEAL_HASH      32
#define SEAL_SIGNATURE 64
#define SEAL_PUBLIC    32
#define SEAL_HEX(n)    (2 * (n) + 3) /* bytes: "\x", the digits and a NUL */

/* id, at, actor, action, object, site, codes, digest, network, as AUDIT_UNSEALED returns them. */
#define SEAL_FIELDS 9

/* fields: text or NULL. */
void seal_entry(const char *const fields[SEAL_FIELDS], unsigned char out[SEAL_HASH]);

struct seal_head; /* a head in progress */
struct seal_head *seal_begin(const unsigned char previous[SEAL_HASH], uint64_t number, uint64_t at_us) MUST_USE;
void seal_add(struct seal_head *, const unsigned char id[16], const unsigned char digest[SEAL_HASH]);
/* Writes the head and frees seal_head. */
void seal_end(struct seal_head *, unsigned char out[SEAL_HASH]);

/* SHA-256 of salt and payload: the digest by which an entry refers to its private part. */
void seal_private(const void *salt, size_t nsalt, const void *payload, size_t npayload, unsigned char out[SEAL_HASH]);

struct seal_key {
	unsigned char secret[64];
	unsigned char public[SEAL_PUBLIC];
};

/* Makes a key in a new file of mode 0600. False with errno; EEXIST: a key is never overwritten. */
bool seal_key_make(const char *path, struct seal_key *) MUST_USE;
/* False with a line in why: the file is missing, readable by others, or has no valid key. */
bool seal_key_read(const char *path, struct seal_key *, char why[256]) MUST_USE;
void seal_key_wipe(struct seal_key *);

void seal_sign(const struct seal_key *, const unsigned char head[SEAL_HASH], unsigned char out[SEAL_SIGNATURE]);
bool seal_signed(const unsigned char head[SEAL_HASH], const unsigned char signature[SEAL_SIGNATURE],
    const unsigned char public[SEAL_PUBLIC]) MUST_USE;

/*
 * PostgreSQL's bytea text; out has SEAL_HEX(n) bytes. seal_unhex() accepts it with or without "\x"; false unless
 * it has n bytes.
 */
void seal_hex(const void *p, size_t n, char *out);
bool seal_unhex(const char *hex, void *out, size_t n) MUST_USE;

#endif
