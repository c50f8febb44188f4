/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The class and the folded letters of each character. ICU works them out once per process and character; later calls
 * look them up. Internal to rules/.
 */
#ifndef RULES_CHARS_H
#define RULES_CHARS_H

#include <stdint.h>

#include "base/mem.h"

enum char_class {
	CHAR_UNKNOWN,	/* not classified yet */
	CHAR_LETTER,	/* has letters */
	CHAR_MARK,	/* an accent on the letter before it */
	CHAR_INVISIBLE, /* shows nothing */
	CHAR_SPACE,
	CHAR_JOIN,  /* can be inside a word: . - _ * and symbols */
	CHAR_PUNCT, /* separates words */
};

struct char_info {
	uint8_t class;
	uint8_t kind;  /* enum letter_kind */
	uint8_t n;     /* number of letters */
	uint8_t ascii; /* without letters: the ASCII character of which it is a form, or 0 */
	uint32_t at;   /* index of the letters; see char_letters() */
};

struct char_info char_info(uint32_t c);
const uint32_t *char_letters(struct char_info);

#endif
