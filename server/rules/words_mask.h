/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words with masked letters: f*ck, sh**, n****r. Each mask stands for one letter, so a text is compared with the entries
 * of its length, first and last letter. Used by words.c.
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
/* Adds an entry of 4 to 32 letters a to z; ignores other entries. pattern: the caller's number. */
void masks_add(struct masks *, const struct folded *, uint32_t pattern, bool whole);
void masks_end(struct masks *); /* NULL is fine */

typedef void mask_fn(void *arg, uint32_t pattern, uint32_t from, uint32_t to);

/*
 * Calls back for every listed word in p that has masks between its first and last letter; from and to are bytes. p is
 * the body as the author wrote it, because Markdown removes pairs of asterisks. All masks of a word are the same
 * character. The signs - _ ! ? ~ also separate words, so they mask vowels only.
 */
void masks_find(const struct masks *, const char *p, size_t n, mask_fn *, void *arg);

#endif
