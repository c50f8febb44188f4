/*
 * Passwords: Argon2id (RFC 9106) by libsodium, checks for new ones, and the list
 * of common ones. Hashing takes tens of milliseconds and maps `memory` octets:
 * hashers and command-line tools only, never a worker's loop.
 */
#ifndef SECRET_PASSWORD_H
#define SECRET_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define PASSWORD_HASH 128 /* "$argon2id$…" and its NUL */

enum password_result {
	PASSWORD_GOOD,
	PASSWORD_WRONG,
	PASSWORD_NO_MEMORY, /* not a verdict: 503, never "wrong password" */
};

/* memory in octets (at least 8192), passes at least 1. PASSWORD_GOOD or PASSWORD_NO_MEMORY. */
enum password_result password_hash(const char *p, size_t n, size_t memory, unsigned passes, char out[PASSWORD_HASH])
    MUST_USE;
/*
 * hash NULL or one that is not Argon2id's: a dummy of equal cost (memory, passes)
 * is verified, never good. rehash (may be NULL): good, but made with other costs. One made with
 * lower costs takes as long as the dummy all the same where the password is wrong; with higher
 * ones, longer, until its owner signs in.
 */
enum password_result password_verify(const char *p, size_t n, const char *hash, size_t memory, unsigned passes,
    bool *rehash) MUST_USE;

/* ---- checks for a new password */
enum password_fault {
	PASSWORD_FINE,
	PASSWORD_TOO_SHORT, /* "too_short" */
	PASSWORD_TOO_LONG,  /* "too_long" */
	PASSWORD_COMMON,    /* "common_password": a listed word with little added, a walk over the keyboard, or one piece over and over */
	PASSWORD_PERSONAL,  /* "same_as_name": a name or an address with little added */
};
const char *password_code(enum password_fault);

struct password_list;
/*
 * One password a line; lines that begin with "#!comment:" are skipped. NULL if the file
 * cannot be read (errno) or lists nothing (errno 0). Eight bytes an entry; load before forking to share it.
 */
struct password_list *password_list_load(const char *path) MUST_USE;
void password_list_end(struct password_list *); /* NULL is fine */
size_t password_list_count(const struct password_list *);

/*
 * Refused are: a listed word, however written (case, full width, @ 0 1 3 4 5 7 $ for letters), with up to four digits
 * or marks around it; one of the names, or an address's part before the @, with up to four characters around
 * it; walks over the keyboard; one piece over and over.
 * least in characters, most in bytes; names may hold NULLs, list may be NULL. p is valid UTF-8.
 */
enum password_fault password_check(const char *p, size_t n, unsigned min, size_t max, const char *const *names,
    size_t nnames, const struct password_list *) MUST_USE;

#endif
