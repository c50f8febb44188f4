#include "text/mark.h"

#include <stdbool.h>
#include <stdint.h>

#include "text/utf8.h"

static const struct name {
	char name[32];
	uint32_t first, second;
} names[] = {
#define N(name, first, second) { name, first, second },
#include "text/entity_names.h"
#undef N
};

static void
put(struct buf *b, uint32_t c)
{
	char octets[4];

	buf_add(b, octets, utf8_put(octets, c));
}

/* p is behind "&#". */
static uint32_t
number(const char *p, size_t n)
{
	bool hex = n > 0 && (p[0] == 'x' || p[0] == 'X');
	uint32_t c = 0;
	size_t i;

	for (i = hex; i < n && p[i] != ';' && c <= 0x10ffff; i++) {
		unsigned d = (unsigned char)p[i];

		d = d <= '9' ? d - '0' : (d | 0x20u) - 'a' + 10;
		c = c * (hex ? 16 : 10) + d;
	}
	if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c <= 0xdfff)
	    || c > 0x10ffff)
		return (0xfffd);
	return (c);
}

static int
by_name(const void *key, const void *row)
{
	return (strcmp(key, ((const struct name *)row)->name));
}

void
entity_put(struct buf *b, const char *p, size_t n)
{
	const struct name *found = NULL;
	char name[32];

	if (n > 2 && p[1] == '#') {
		put(b, number(p + 2, n - 2));
		return;
	}
	if (n > 2 && n - 2 < sizeof(name)) {
		memcpy(name, p + 1, n - 2);
		name[n - 2] = '\0';
		found = bsearch(name, names, LENGTH(names), sizeof(names[0]), by_name);
	}
	if (found == NULL) {
		buf_add(b, p, n);
		return;
	}
	put(b, found->first);
	if (found->second != 0)
		put(b, found->second);
}

void
attribute_put(struct buf *b, const MD_ATTRIBUTE *a)
{
	unsigned i;

	for (i = 0; a->size > 0 && a->substr_offsets[i] < a->size; i++) {
		const char *p = a->text + a->substr_offsets[i];
		size_t n = a->substr_offsets[i + 1] - a->substr_offsets[i];

		if (a->substr_types[i] == MD_TEXT_ENTITY)
			entity_put(b, p, n);
		else if (a->substr_types[i] == MD_TEXT_NULLCHAR)
			put(b, 0xfffd);
		else
			buf_add(b, p, n);
	}
}
