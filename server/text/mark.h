/*
 * What the renderer and the reader of Markdown share: one dialect, so that the
 * rules judge exactly what is shown, and character references. For this room.
 */
#ifndef TEXT_MARK_H
#define TEXT_MARK_H

#include <md4c.h>
#include <stdbool.h>

#include "base/buf.h"

/* md4c's own bare links are off: they overlap other marks; see mark_sound(). */
#define MARK_DIALECT (MD_FLAG_NOHTML | MD_FLAG_STRIKETHROUGH)

/*
 * md4c 0.4.8 loses its way where links overlap, as in "![[x](a](b)": the address
 * of the inner link holds the bracket that ends the outer one. It then leaves
 * spans it never entered and hands out text that is not the body's. Such a body
 * is not given to md4c but shown as it was written. False for one of those.
 */
bool mark_sound(const char *body, size_t n) MUST_USE;

/* The second wall: may these octets from md4c be looked at? Code may also be md4c's own short constants. */
bool mark_text_sound(const char *body, size_t nbody, MD_TEXTTYPE type, const char *p, size_t n) MUST_USE;

/* http, https, mailto, without anything a browser would drop or turn round. */
bool link_allowed(const struct buf *url) MUST_USE;

/*
 * The next bare link (http://…, https://…, www.…) in text, from octet *at on. What
 * ends a sentence, and a bracket that was opened outside, is left out. *at moves
 * to its begin; its length comes back, 0 if there is none (*at is n then). url
 * (emptied before) gets its address.
 */
size_t autolink_next(const char *p, size_t n, size_t *at, struct buf *url);

/*
 * Appends what a character reference ("&amp;", "&#44032;", "&#xAC00;") stands for.
 * A name HTML does not know is text as it is; a number that is no character, or a
 * control other than tab and line feed, is U+FFFD.
 */
void entity_put(struct buf *, const char *p, size_t n);

/* The same for an attribute, which md4c hands out as runs of text and references. */
void attribute_put(struct buf *, const MD_ATTRIBUTE *);

#endif
