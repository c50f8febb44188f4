/*
 * Short texts in a normal form (Unicode Annex 15). For this room and for the checks of
 * passwords; text_nfkc() in name.h is for all.
 */
#ifndef TEXT_NORMAL_H
#define TEXT_NORMAL_H

#include <stdbool.h>

#include "base/buf.h"

#define NORMAL_MAX 1024 /* octets of a text that is looked at at all */

/* NFKC with case folding, invisible characters left out. False if not UTF-8, too long, or with U+0000. */
bool normal_fold(const char *text, size_t n, struct buf *out) MUST_USE;

/* NFC: what is shown of a text, for NFKC would turn letters into others (ㅋ, ㎏). False for the same. */
bool normal_composed(const char *text, size_t n, struct buf *out) MUST_USE;

#endif
