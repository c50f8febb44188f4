/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Visible characters. One rule for comments, names and every other text from clients: a text without a visible character
 * is "empty".
 *
 * A character is visible unless it is one of these:
 *   - white space, a separator, a control or a noncharacter;
 *   - Default_Ignorable_Code_Point (Unicode 5.21): joiners, fillers, variation selectors, bidi controls, tags;
 *   - a format character without a glyph of its own;
 *   - a character with an empty glyph: U+2800, U+FFFC and four more;
 *   - a nonspacing or enclosing mark, as marks alone are no text.
 * Unassigned characters count as visible: a newer Unicode may draw them.
 */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

bool char_visible(uint32_t c) MUST_USE;

/* Has it a visible character? p is valid UTF-8. */
bool text_visible(const char *p, size_t n) MUST_USE;

/* Characters as a reader counts them: extended grapheme clusters (Unicode Annex 29). p is valid UTF-8. */
size_t text_characters(const char *p, size_t n) MUST_USE;

/* Opens the break iterator of ICU; false: its data is missing. The server calls it before it serves. */
bool visible_start(void) MUST_USE;

#endif
