/*
 * What the renderer and the reader of Markdown share: one dialect, so that the
 * rules judge exactly what is shown, and character references. For this room.
 */
#ifndef TEXT_MARK_H
#define TEXT_MARK_H

#include <md4c.h>

#include "base/buf.h"

#define MARK_DIALECT                                                                                     \
	(MD_FLAG_NOHTML | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS)

/*
 * Appends what a character reference ("&amp;", "&#44032;", "&#xAC00;") stands for.
 * A name HTML does not know is text as it is; a number that is no character, or a
 * control other than tab and line feed, is U+FFFD.
 */
void entity_put(struct buf *, const char *p, size_t n);

/* The same for an attribute, which md4c hands out as runs of text and references. */
void attribute_put(struct buf *, const MD_ATTRIBUTE *);

#endif
