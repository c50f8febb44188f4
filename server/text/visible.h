/*
 * Is there anything to see in a text? One rule for comments, names and every
 * other text somebody types: a text without a visible character is "empty".
 *
 * A character is visible unless it is white space or a separator, a control, a
 * noncharacter, Default_Ignorable_Code_Point (Unicode 5.21: joiners, fillers,
 * variation selectors, bidi controls, tags), a format character without a glyph
 * of its own, or one whose glyph is blank (U+2800, U+FFFC and four others). A
 * nonspacing or enclosing mark is visible only on a visible character, so marks
 * alone are not text. Unassigned characters count: a newer Unicode draws them.
 */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

bool char_visible(uint32_t c) MUST_USE;

/* p is valid UTF-8. True as soon as one character is visible. */
bool text_visible(const char *p, size_t n) MUST_USE;

/* Characters as a reader counts them: extended grapheme clusters (Unicode Annex 29). p is valid UTF-8. */
size_t text_characters(const char *p, size_t n) MUST_USE;

/* Opens what ICU has for it; false: it lacks its data. The server calls it before it serves. */
bool visible_start(void) MUST_USE;

#endif
