/*
 * What a character is to the folding of texts. Worked out by ICU once per process
 * and character, then looked up. For this room.
 */
#ifndef RULES_CHARS_H
#define RULES_CHARS_H

#include <stdint.h>

#include "base/mem.h"

enum char_class {
	CHAR_UNKNOWN,	/* not looked at yet */
	CHAR_LETTER,	/* has letters */
	CHAR_MARK,	/* an accent on the letter before */
	CHAR_INVISIBLE, /* cannot be seen */
	CHAR_SPACE,
	CHAR_JOIN,  /* may stand inside a word: . - _ * and symbols */
	CHAR_PUNCT, /* separates words */
};

struct char_info {
	uint8_t class;
	uint8_t kind;  /* enum letter_kind */
	uint8_t n;     /* letters */
	uint8_t ascii; /* the ASCII character it is a form of, if it has no letters */
	uint32_t at;   /* of the letters; see char_letters() */
};

struct char_info char_info(uint32_t c);
const uint32_t *char_letters(struct char_info);

#endif
