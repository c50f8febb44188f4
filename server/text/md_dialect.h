/*
 * What the renderer and the reader of Markdown share: one dialect, so that the
 * rules judge exactly what is shown. For this room.
 */
#ifndef TEXT_MARK_H
#define TEXT_MARK_H

#include <md4c.h>
#include <stdbool.h>

#include "base/buf.h"

/* md4c's own bare links are off: they overlap other marks; see mark_sound(). The rest of the dialect is prepared.h's. */
#define MD_DIALECT (MD_FLAG_NOHTML | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS)

/*
 * md4c 0.4.8 loses its way where links overlap, as in "![[x](a](b)": the address
 * of the inner link holds the bracket that ends the outer one. It then leaves
 * spans it never entered and hands out text that is not the body's. Such a link
 * is made text before (prepared.h), and what still is none is not given to md4c but
 * shown as it was written. False for one of those.
 */
bool md_sound(const char *text, size_t n) MUST_USE;
/* Behind "](", at i: does a bracket come while this can still be the rest of a link? */
bool md_bracket_inside(const char *text, size_t n, size_t i) MUST_USE;

/* The second wall: may these octets from md4c be looked at? Code may also be md4c's own short constants. */
bool md_text_sound(const char *text, size_t ntext, MD_TEXTTYPE type, const char *p, size_t n) MUST_USE;

/* http, https, mailto, without anything a browser would drop or turn round. */
bool md_link_allowed(const struct buf *url) MUST_USE;

/*
 * The next bare link (http://…, https://…, www.…) in text, from octet *at on. What
 * ends a sentence, a particle behind it and a bracket that was opened outside are left
 * out (autolink.c). *at moves to its begin; its length comes back, 0 if there is none
 * (*at is n then). url (emptied before) gets its address.
 */
size_t autolink_next(const char *p, size_t n, size_t *at, struct buf *url);

/* Is the word behind a code block's backticks a language's name? Anything else is text. */
bool code_language(const char *info, size_t n) MUST_USE;

/* Appends an attribute of md4c's, as its author wrote it. */
void md_attribute_put(struct buf *, const MD_ATTRIBUTE *);

#define MD_NO_MEMORY (-1) /* of md_parse(); our callbacks give 0 or 1 */

#endif
