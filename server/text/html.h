/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Escaping for HTML. The result is safe as text and inside a quoted attribute
 * (& < > " ' become references).
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buf.h"

/* Appends the n bytes of p, escaped, to the buffer. */
void html_escape(struct buf *, const char *p, size_t n);

#endif
