/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this HTML within the contract's list? A second, independent reading of what
 * the renderer writes: tags, attributes, nesting and references, nothing else.
 */
#ifndef TESTS_HTML_ALLOWED_H
#define TESTS_HTML_ALLOWED_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define HTML_NESTING 8192
#define HTML_REL     "nofollow ugc noopener noreferrer"

struct html_walk {
	const char *p, *end;
	char open[HTML_NESTING][12];
	unsigned depth;
};

static inline bool
html_word(const char *p, size_t n, const char *words)
{
	char word[16];

	if (n + 3 > sizeof(word))
		return (false);
	(void)snprintf(word, sizeof(word), " %.*s ", (int)n, p);
	return (strstr(words, word) != NULL);
}

/* name="value" behind a tag's name; p moves behind it. */
static inline bool
html_attribute(const char **at, const char *end, const char *tag)
{
	const char *p = *at + 1, *eq = memchr(p, '=', (size_t)(end - p)), *stop;
	size_t n = eq != NULL ? (size_t)(eq - p) : 0;

	if (**at != ' ' || eq == NULL || eq + 1 >= end || eq[1] != '"')
		return (false);
	stop = memchr(eq + 2, '"', (size_t)(end - eq - 2));
	if (stop == NULL)
		return (false);
	*at = stop + 1;
	eq += 2;
	if (strcmp(tag, "a") == 0 && n == 3 && memcmp(p, "rel", 3) == 0)
		return ((size_t)(stop - eq) == strlen(HTML_REL) && memcmp(eq, HTML_REL, strlen(HTML_REL)) == 0);
	if (strcmp(tag, "a") == 0 && n == 4 && memcmp(p, "href", 4) == 0)
		return (strncasecmp(eq, "http://", 7) == 0 || strncasecmp(eq, "https://", 8) == 0 ||
		    strncasecmp(eq, "mailto:", 7) == 0);
	if (strcmp(tag, "a") == 0 && n == 5)
		return (memcmp(p, "title", 5) == 0);
	if (n == 3 && memcmp(p, "dir", 3) == 0)
		return (html_word(tag, strlen(tag), " p li h3 h4 ") && (size_t)(stop - eq) == 4 && memcmp(eq, "auto", 4) == 0);
	if (strcmp(tag, "code") == 0 && n == 5)
		return (memcmp(p, "class", 5) == 0 && strncmp(eq, "language-", 9) == 0);
	if (strcmp(tag, "span") == 0)
		return (n == 5 && memcmp(p, "class", 5) == 0 && stop - eq == 7 && memcmp(eq, "mention", 7) == 0);
	return (strcmp(tag, "ol") == 0 && n == 5 && memcmp(p, "start", 5) == 0);
}

static inline bool
html_tag(struct html_walk *w)
{
	const char *p = w->p + 1, *close = memchr(p, '>', (size_t)(w->end - p));
	bool ends = *p == '/';
	char tag[12];
	size_t n;

	if (close == NULL)
		return (false);
	p += ends;
	n = strcspn(p, " >");
	if (!html_word(p, n, " p br em strong del code pre blockquote ul ol li hr a h3 h4 span "))
		return (false);
	memcpy(tag, p, n);
	tag[n] = '\0';
	w->p = close + 1;
	if (ends)
		return (p + n == close && w->depth > 0 && strcmp(w->open[--w->depth], tag) == 0);
	for (p += n; p < close;)
		if (!html_attribute(&p, close, tag))
			return (false);
	if (strcmp(tag, "br") != 0 && strcmp(tag, "hr") != 0) {
		if (w->depth == HTML_NESTING)
			return (false);
		memcpy(w->open[w->depth++], tag, sizeof(tag));
	}
	return (true);
}

static inline bool
html_allowed(const char *html, size_t n)
{
	static struct html_walk w;

	w.p = html;
	w.end = html + n;
	w.depth = 0;
	while (w.p < w.end) {
		if (*w.p == '<') {
			if (!html_tag(&w))
				return (false);
		} else if (*w.p == '>' || *w.p == '"' || *w.p == '\0')
			return (false);
		else if (*w.p == '&') {
			size_t len = strcspn(w.p, ";");

			if (!html_word(w.p + 1, len - 1, " amp lt gt quot #39 "))
				return (false);
			w.p += len;
		} else
			w.p++;
	}
	return (w.depth == 0);
}

#endif
