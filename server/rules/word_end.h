/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Korean words end inside their Hangul, before particles, endings and nouns that insults end in. Without this check 급식충
 * matches 급식충전, and 한녀 matches 한녀석. Used by words.c and word_fit.c.
 */
#ifndef RULES_WORD_END_H
#define RULES_WORD_END_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "rules/fold.h"

/* Can a Korean word end before letter i: at the end of the Hangul, before lone letters (ㅋㅋ), or before endings? */
bool word_ends_before(const struct folded *, size_t i) MUST_USE;

#endif
