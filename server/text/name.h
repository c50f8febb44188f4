/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of accounts, and logins. A name may be of any script. It is stored and shown in NFC, so that ㅋㅋ and ㎏ stay the same
 * characters. It is checked in NFKC. Its skeleton (Unicode TS 39, folded for case) must be unique: two names that look
 * alike have the same skeleton.
 */
#ifndef TEXT_NAME_H
#define TEXT_NAME_H

#include <stdbool.h>

#include "base/buf.h"

enum name_result {
	NAME_OK,
	NAME_EMPTY,	/* "empty": no visible character */
	NAME_TOO_SHORT, /* "too_short" */
	NAME_TOO_LONG,	/* "too_long" */
	NAME_BAD_CHARACTER, /* "bad_character": '@', control, invisible, bidi, a space at an end or two in a row, not a letter, digit or . _ - ' */
	NAME_MIXED_SCRIPTS, /* "mixed_scripts": scripts that TS 39 does not mix (highly restrictive) */
	NAME_RESERVED,	    /* "reserved": looks like admin, moderator, madang, … in any script */
};

/* The problem's field code; "ok" for NAME_OK. */
const char *name_code(enum name_result);

/*
 * Checks a username of min to max code points in NFKC. On NAME_OK appends the stored form to name and its skeleton to
 * skeleton; either may be NULL.
 */
enum name_result name_check(const char *text, size_t n, unsigned min, unsigned max, struct buf *name,
    struct buf *skeleton) MUST_USE;

/* The same without the reserved words, for `madang account create`. */
enum name_result name_check_staff(const char *text, size_t n, unsigned min, unsigned max, struct buf *name,
    struct buf *skeleton) MUST_USE;

/*
 * Checks an e-mail address without sending: one '@', a local part of 1 to 64 bytes without spaces and controls, a domain
 * with a dot and valid labels, at most 254 bytes (RFC 5321 4.5.3.1). Appends the folded form (NFKC, case folded) that is
 * stored and compared. False: "bad_email".
 */
bool email_fold(const char *text, size_t n, struct buf *folded) MUST_USE;

/*
 * Folds a login to the form that the database looks up: with an '@' the folded address, else the name's skeleton. Sign-in,
 * rate limits and look-up all use this form. False if no account can have this login; the reply must then take as long as
 * for a wrong password.
 */
bool login_fold(const char *text, size_t n, struct buf *out) MUST_USE;

/*
 * NFKC, for passwords before hashing (NIST SP 800-63B 3.1.1.2): the same keys give the same bytes on every system. False
 * for a text that is not UTF-8, has U+0000, or is longer than NORMAL_MAX.
 */
bool text_nfkc(const char *text, size_t n, struct buf *out) MUST_USE;

/* Opens the checker of ICU; false: its data is missing. The server calls it before it serves. */
bool name_start(void) MUST_USE;

#endif
