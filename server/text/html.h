/*
 * Escaping for HTML: safe as text and inside a quoted attribute alike
 * (& < > " ' become references).
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buf.h"

void html_escape(struct buf *, const char *p, size_t n);

#endif
