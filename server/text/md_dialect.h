/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dialect that the renderer (markdown.c) and the reader of plain text (plain_text.c) share, so that rules judge the
 * text that readers see. Only for this folder.
 */
#ifndef TEXT_MD_DIALECT_H
#define TEXT_MD_DIALECT_H

#include <md4c.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* md4c's own bare links are off, as they overlap other marks: see md_safe(). prepared.h does the rest of the dialect. */
#define MD_DIALECT (MD_FLAG_NOHTML | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS)

/*
 * False for a text that must not be given to md4c. md4c 0.4.8 fails where links overlap, as in "![[x](a](b)": the address
 * of the inner link has the bracket that ends the outer one. It then leaves spans that it never entered, and returns
 * pointers outside of the body. The preparation (prepared.h) makes such links text; a text that still has one is shown as
 * it was typed.
 */
bool md_safe(const char *text, size_t n) MUST_USE;
/* i is behind "](". Does a bracket follow before the link would end? */
bool md_bracket_inside(const char *text, size_t n, size_t i) MUST_USE;

/* The second check: may these bytes from md4c be read? They are in the body, or for code one of md4c's constants. */
bool md_text_safe(const char *text, size_t ntext, MD_TEXTTYPE type, const char *p, size_t n) MUST_USE;

/* An http, https or mailto URL, without characters that browsers remove or replace. */
bool md_link_allowed(const struct buf *url) MUST_USE;

/*
 * Finds the next bare link (http://…, https://…, www.…) from byte *at on. Returns its length and moves *at to its begin;
 * 0: there is none, *at is n. Without the end of a sentence, a particle, or a bracket that was opened before it. url is
 * replaced by its address.
 */
size_t autolink_next(const char *p, size_t n, size_t *at, struct buf *url);

/*
 * Finds the next mention (@name) from byte *at on. Returns its length and moves *at to its '@'; 0: there is none, *at is n.
 * first: the character before p, 0 at the begin of a line.
 */
size_t mention_next(const char *p, size_t n, uint32_t first, size_t *at);

/* Is the info string of a code block the name of a language? All others are shown as text. */
bool code_language(const char *info, size_t n) MUST_USE;

/* Appends an attribute from md4c as its author typed it. */
void md_attribute_put(struct buf *, const MD_ATTRIBUTE *);

#define MD_NO_MEMORY (-1) /* of md_parse(); our callbacks give 0 or 1 */

#endif
