/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>

#include "text/md_dialect.h"

/* md4c's offsets have 32 bits: a wrong pointer is at most this far behind the body's begin. */
#define OFFSET_MAX ((uintptr_t)UINT32_MAX)

bool
md_text_safe(const char *body, size_t nbody, MD_TEXTTYPE type, const char *p, size_t n)
{
	uintptr_t at = (uintptr_t)p, begin = (uintptr_t)body;

	if (at >= begin && at - begin <= nbody)
		return (n <= nbody - (at - begin));
	switch (type) {
	case MD_TEXT_NULLCHAR: /* their bytes are never read */
	case MD_TEXT_BR:
	case MD_TEXT_SOFTBR:
		return (true);
	case MD_TEXT_CODE: /* line ends and indentation */
		return (n <= 16 && (at < begin || at - begin > OFFSET_MAX));
	default:
		return (false);
	}
}

static size_t
skip_white_space(const char *p, size_t n, size_t i)
{
	while (i < n && (p[i] == ' ' || p[i] == '\t' || p[i] == '\n' || p[i] == '\r'))
		i++;
	return (i);
}

/* Up to the closing character, which a backslash escapes, or to a bracket. */
static size_t
link_part_end(const char *p, size_t n, size_t i, char close)
{
	for (; i < n && p[i] != close && p[i] != ']'; i++)
		i += p[i] == '\\' && i + 1 < n && p[i + 1] != ']';
	return (i < n ? i : n);
}

/* An address without angle brackets: no spaces, parentheses in pairs (CommonMark 6.3). */
static size_t
link_address_end(const char *p, size_t n, size_t i)
{
	unsigned open = 0;

	for (; i < n && (unsigned char)p[i] > ' ' && p[i] != ']'; i++) {
		if (p[i] == '\\' && i + 1 < n && p[i + 1] != ']')
			i++;
		else if (p[i] == '(')
			open++;
		else if (p[i] == ')' && open-- == 0)
			break;
	}
	return (i < n ? i : n);
}

/* Every search ends at the next bracket, so that all searches together read the body once. */
bool
md_bracket_inside(const char *p, size_t n, size_t i)
{
	char close;

	i = skip_white_space(p, n, i);
	if (i < n && p[i] == '<')
		i = link_part_end(p, n, i + 1, '>') + 1;
	else
		i = link_address_end(p, n, i);
	if (i <= n && (p[i - 1] == ']' || (i < n && p[i] == ']')))
		return (true);
	i = skip_white_space(p, n, i);
	if (i >= n || (p[i] != '"' && p[i] != '\'' && p[i] != '('))
		return (false);
	close = p[i] == '(' ? ')' : p[i];
	i = link_part_end(p, n, i + 1, close);
	return (i < n && p[i] == ']');
}

bool
md_safe(const char *body, size_t n)
{
	size_t i, opened = 0;

	for (i = 0; i + 1 < n; i++) {
		opened += body[i] == '[';
		if (body[i] == ']' && body[i + 1] == '(' && opened > 1 && md_bracket_inside(body, n, i + 2))
			return (false);
	}
	return (true);
}
