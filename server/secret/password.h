/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passwords: Argon2id (RFC 9106) by libsodium, checks for new passwords, and the list of common ones. One hash takes
 * tens of milliseconds and maps `memory` bytes, so only hashers and command-line tools may compute it, never a
 * worker's event loop.
 */
#ifndef SECRET_PASSWORD_H
#define SECRET_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define PASSWORD_HASH 128 /* bytes: "$argon2id$…" and its NUL */

enum password_result {
	PASSWORD_GOOD,
	PASSWORD_WRONG,
	PASSWORD_NO_MEMORY, /* no result: 503, never "wrong password" */
};

/* memory: bytes, at least 8192; passes: at least 1. Returns PASSWORD_GOOD or PASSWORD_NO_MEMORY. */
enum password_result password_hash(const char *p, size_t n, size_t memory, unsigned passes, char out[PASSWORD_HASH]) MUST_USE;
/*
 * Compares a password with a hash in time that does not reveal whether the account exists.
 * hash NULL or not Argon2id: verifies a dummy of the given costs, never good. A wrong password against a hash of lower
 * costs takes as long as the dummy; against one of higher costs it takes longer, until the owner signs in.
 * *rehash (NULL is allowed): good, but made with other costs.
 */
enum password_result password_verify(const char *p, size_t n, const char *hash, size_t memory, unsigned passes,
    bool *rehash) MUST_USE;

/* ---- checks for a new password */
enum password_fault {
	PASSWORD_FINE,
	PASSWORD_TOO_SHORT, /* "too_short" */
	PASSWORD_TOO_LONG,  /* "too_long" */
	PASSWORD_COMMON,    /* "common_password": a listed word with little added, a row of keys, or one piece repeated */
	PASSWORD_PERSONAL,  /* "same_as_name": a name or an address with little added */
};
const char *password_code(enum password_fault);

struct password_list;
/*
 * Reads one password a line; lines that begin with "#!comment:" are skipped. NULL if the file cannot be read (errno)
 * or lists nothing (errno 0). Eight bytes an entry; a load before fork() is shared.
 */
struct password_list *password_list_load(const char *path) MUST_USE;
void password_list_end(struct password_list *); /* NULL is allowed */
size_t password_list_count(const struct password_list *);

/*
 * Refuses:
 * - a listed word with up to four digits or punctuation characters around it, also in other spellings (case, full
 *   width, @ 0 1 3 4 5 7 $ for letters);
 * - one of the names, or the part of an address before the @, with up to four characters around it;
 * - rows of keys (qwerty), and one piece repeated.
 * min in characters, max in bytes; names may contain NULLs; list may be NULL. p is valid UTF-8.
 */
enum password_fault password_check(const char *p, size_t n, unsigned min, size_t max, const char *const *names, size_t nnames,
    const struct password_list *) MUST_USE;

#endif
