/*
 * Words with letters masked: f*ck, sh**, n****r. A mask stands for one letter
 * each, so a text is compared with the entries of its length, first and last
 * letter. For words.c.
 */
#ifndef RULES_WORDS_MASK_H
#define RULES_WORDS_MASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "rules/fold.h"

struct masks;

struct masks *masks_new(void) MUST_USE;
/* Entries of 4 to 32 letters a to z; others are not taken. pattern: the caller's number. */
void masks_add(struct masks *, const struct folded *, uint32_t pattern, bool whole);
void masks_end(struct masks *); /* NULL is fine */
size_t masks_size(const struct masks *);

typedef void mask_fn(void *arg, uint32_t pattern, uint32_t from, uint32_t to);

/*
 * Calls back for every listed word in p, from octet to octet, with masks inside, first and last
 * letter in sight. p is what the author wrote, for Markdown eats asterisks in pairs.
 * All masks of a word are one character; - and _ , ! and ? hide vowels only,
 * for they stand between words too.
 */
void masks_find(const struct masks *, const char *p, size_t n, mask_fn *, void *arg);

#endif
