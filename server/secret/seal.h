/*
 * The audit's chain: digests of entries, heads of seals, and the Ed25519 key that
 * signs them (RFC 8032). Written once for the sealer and for the verifier, so that
 * both mean the same octets; nothing here trusts what the database says of itself.
 *
 *   digest = BLAKE2b-256("madang entry 1\0", then each field of the entry in the
 *            order below: four octets of length, big-endian, and the octets; a
 *            length of ffffffff and none for SQL's NULL)
 *   head   = BLAKE2b-256("madang seal 1\0", previous head, number and time as
 *            eight octets each, big-endian, then of each entry its 16-octet id and
 *            its digest); the first one's previous head is 32 zeros
 *   signature = Ed25519 of the head
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
#define SEAL_HEX(n)    (2 * (n) + 3) /* "\x", the digits and a NUL */

/* id, at, actor, action, object, site, codes, digest, network: as AUDIT_UNSEALED gives them. */
#define SEAL_FIELDS 9

/* fields: text or NULL. */
void seal_entry(const char *const fields[SEAL_FIELDS], unsigned char out[SEAL_HASH]);

struct seal_head; /* a head being made */
struct seal_head *seal_begin(const unsigned char previous[SEAL_HASH], uint64_t number, uint64_t at_us) MUST_USE;
void seal_add(struct seal_head *, const unsigned char id[16], const unsigned char digest[SEAL_HASH]);
/* Frees it. */
void seal_end(struct seal_head *, unsigned char out[SEAL_HASH]);

/* SHA-256 of salt and payload: what an entry says of its private part. */
void seal_private(const void *salt, size_t nsalt, const void *payload, size_t npayload, unsigned char out[SEAL_HASH]);

struct seal_key {
	unsigned char secret[64];
	unsigned char public[SEAL_PUBLIC];
};

/* A new key in a new file of mode 0600. False with errno; EEXIST: it never goes over an old one. */
bool seal_key_make(const char *path, struct seal_key *) MUST_USE;
/* False after one line in why: no such file, readable by others, no key. */
bool seal_key_read(const char *path, struct seal_key *, char why[256]) MUST_USE;
void seal_key_wipe(struct seal_key *);

void seal_sign(const struct seal_key *, const unsigned char head[SEAL_HASH], unsigned char out[SEAL_SIGNATURE]);
bool seal_signed(const unsigned char head[SEAL_HASH], const unsigned char signature[SEAL_SIGNATURE],
    const unsigned char public[SEAL_PUBLIC]) MUST_USE;

/* PostgreSQL's bytea text; out has SEAL_HEX(n). seal_unhex takes it with or without "\x"; false unless it is n octets. */
void seal_hex(const void *p, size_t n, char *out);
bool seal_unhex(const char *hex, void *out, size_t n) MUST_USE;

#endif
