/*
 * How a character looks, folded: for matching words and for names. For this room.
 */
#ifndef TEXT_LOOK_H
#define TEXT_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

#define SKELETON_MAX 18 /* letters of one character; U+FDFA is the longest */

/*
 * NFKC and case folding (Unicode 3.13, R5), canonical decomposition, then for
 * scripts that share shapes with Latin the Latin letter of the same look (TS 39),
 * taken from either case so that case never matters. ASCII is only folded for
 * case. marks: accents are kept, else left out. How many code points.
 */
unsigned skeleton_of(uint32_t c, bool marks, uint32_t out[SKELETON_MAX]);

/* An accent or the like: a mark that any letter may carry, in no script's own use. */
bool skeleton_mark(uint32_t c);

/* Opens what ICU has for it; false: it lacks its data. The server calls it before it serves. */
bool skeleton_start(void) MUST_USE;

#endif
