/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Short texts in a normal form (Unicode Annex 15). For this folder and for the checks of passwords; other code calls
 * text_nfkc() of name.h.
 */
#ifndef TEXT_NORMAL_H
#define TEXT_NORMAL_H

#include <stdbool.h>

#include "base/buf.h"

#define NORMAL_MAX 1024 /* bytes of the longest text that is normalized */

/* NFKC with case folding, without invisible characters. False for a text that is too long, not UTF-8, or has U+0000. */
bool normal_fold(const char *text, size_t n, struct buf *out) MUST_USE;

/* NFC, for display: NFKC would replace letters (ㅋ, ㎏). False for the same texts. */
bool normal_composed(const char *text, size_t n, struct buf *out) MUST_USE;

#endif
