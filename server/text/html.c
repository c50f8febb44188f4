/* SPDX-License-Identifier: Apache-2.0 */
#include "text/html.h"

static const char *
html_reference(char c)
{
	switch (c) {
	case '&':
		return ("&amp;");
	case '<':
		return ("&lt;");
	case '>':
		return ("&gt;");
	case '"':
		return ("&quot;");
	case '\'':
		return ("&#39;");
	default:
		return (NULL);
	}
}

void
html_escape(struct buf *b, const char *p, size_t n)
{
	size_t i, from = 0;

	for (i = 0; i < n; i++) {
		const char *r = html_reference(p[i]);

		if (r == NULL)
			continue;
		buf_add(b, p + from, i - from);
		buf_puts(b, r);
		from = i + 1;
	}
	if (n > from)
		buf_add(b, p + from, n - from);
}
