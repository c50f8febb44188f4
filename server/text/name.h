/*
 * Names of accounts, and what people type to sign in. A name may be of any
 * script; it is stored and shown in NFC, so that ㅋㅋ and ㎏ stay what they are. It is
 * checked and compared in NFKC: its skeleton (Unicode TS 39, folded for case) is
 * what must be unique, and two names that look alike have one skeleton.
 */
#ifndef TEXT_NAME_H
#define TEXT_NAME_H

#include <stdbool.h>

#include "base/buf.h"

enum name_result {
	NAME_OK,
	NAME_EMPTY,	     /* "empty": nothing of it can be seen */
	NAME_TOO_SHORT,	     /* "too_short" */
	NAME_TOO_LONG,	     /* "too_long" */
	NAME_BAD_CHARACTER,  /* "bad_character": '@', control, invisible, bidi, blanks at an end or two in a row, not a letter, digit or . _ - ' */
	NAME_MIXED_SCRIPTS,  /* "mixed_scripts": letters that do not belong together (TS 39 highly restrictive) */
	NAME_RESERVED,	     /* "reserved": reads like admin, moderator, madang, … in any script */
};

/* The problem's field code; "ok" for NAME_OK. */
const char *name_code(enum name_result);

/*
 * Checks a username of `least` to `most` characters (user-perceived code points
 * after NFKC). On NAME_OK appends the name as it is stored to name and its
 * skeleton to skeleton; either may be NULL.
 */
enum name_result name_check(const char *text, size_t n, unsigned min, unsigned max, struct buf *name,
    struct buf *skeleton) MUST_USE;

/*
 * The same without the reserved words, for the command line's `account create`.
 */
enum name_result name_check_staff(const char *text, size_t n, unsigned min, unsigned max, struct buf *name,
    struct buf *skeleton) MUST_USE;

/*
 * An e-mail address as far as it can be checked without sending: one '@', local
 * part of 1 to 64 octets without blanks or controls, a domain with a dot and
 * sound labels; at most 254 octets (RFC 5321 4.5.3.1). Appends the folded form
 * (NFKC, case folded) that is stored and compared. False: "bad_email".
 */
bool email_fold(const char *text, size_t n, struct buf *folded) MUST_USE;

/*
 * What was typed as login, in the form the database is asked for: with an '@'
 * the folded address, else the name's skeleton. The only folding there is: sign-in,
 * waits and look-up all use this. False if it cannot be any account's login; an
 * answer must then cost as much as a wrong password.
 */
bool login_fold(const char *text, size_t n, struct buf *out) MUST_USE;

/*
 * NFKC, for passwords before hashing (NIST SP 800-63B 3.1.1.2): the same keys
 * give the same octets on every system. False if not UTF-8 or with U+0000.
 */
bool text_nfkc(const char *text, size_t n, struct buf *out) MUST_USE;

/* Opens what ICU has for it; false: it lacks its data. The server calls it before it serves. */
bool name_start(void) MUST_USE;

#endif
