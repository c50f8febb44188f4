/*
 * What may follow a Korean word inside its Hangul: particles, endings, nouns that insults end in. Without it
 * 급식충 is found in 급식충전, 한녀 in 한녀석. For words.c and word_fit.c.
 */
#ifndef RULES_WORD_END_H
#define RULES_WORD_END_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "rules/fold.h"

/* Can a Korean word end before letter i: at the end of the Hangul, before letters written alone (ㅋㅋ), or before what follows words? */
bool word_ends_before(const struct folded *, size_t i) MUST_USE;

#endif
