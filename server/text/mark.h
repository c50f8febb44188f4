/*
 * What the renderer and the reader of Markdown share: one dialect, so that the
 * rules judge exactly what is shown, and character references. For this room.
 */
#ifndef TEXT_MARK_H
#define TEXT_MARK_H

#include <md4c.h>
#include <stdbool.h>

#include "base/buf.h"

/* md4c's own bare links are off: see mark_text_sound(). */
#define MARK_DIALECT (MD_FLAG_NOHTML | MD_FLAG_STRIKETHROUGH)

/*
 * md4c 0.4.8 can hand out text that runs past the body's end, and spans that it
 * never entered, where its marks overlap (bare links did it at once). True if the
 * octets may be looked at: inside the body, or one of md4c's own short strings.
 */
bool mark_text_sound(const char *body, size_t nbody, const char *p, size_t n) MUST_USE;

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
