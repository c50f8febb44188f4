/* SPDX-License-Identifier: Apache-2.0 */
/* The shape of a character (Unicode TS 39), folded for case: for matching words and comparing names. */
#ifndef TEXT_SKELETON_H
#define TEXT_SKELETON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

#define SKELETON_MAX 18 /* letters of one character; U+FDFA is the longest */

/*
 * Writes the code points of c's skeleton and returns how many. It is NFKC with case folding (Unicode 3.13, R5), then
 * canonical decomposition. In scripts that share shapes with Latin, the Latin letter of the same shape replaces a letter;
 * either case may have that shape. ASCII is only folded for case. marks: accents are kept.
 */
unsigned skeleton_of(uint32_t c, bool marks, uint32_t out[SKELETON_MAX]);

/* An accent: a combining mark that belongs to no single script. */
bool skeleton_mark(uint32_t c);

/* Opens the tables of ICU; false: its data is missing. The server calls it before it serves. */
bool skeleton_start(void) MUST_USE;

#endif
