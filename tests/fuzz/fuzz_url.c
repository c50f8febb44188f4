/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: the canonical form of an address is an address and its own canonical form. It is the same
 * for spellings that differ in a fragment, a campaign or the case of the scheme.
 */
#include <stdbool.h>
#include <stdint.h>

#include "text/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
same(const struct buf *spelling, const struct buf *canonical)
{
	struct buf again;

	buf_init(&again, NULL);
	if (spelling->len <= URL_MAX) {
		check(url_canonical(spelling->data, spelling->len, &again));
		check(again.len == canonical->len && memcmp(again.data, canonical->data, again.len) == 0);
	}
	buf_end(&again);
}

static void
sound(const struct buf *c)
{
	static const char allowed[] = "-._~:/?[]@!$&'()*+,;=%";
	char origin[ORIGIN_TEXT];

	check(c->len <= URL_MAX && url_origin(c->data, c->len, origin) && strncmp(origin, "http", 4) == 0);
	for (size_t i = 0; i < c->len; i++) {
		char l = (char)(c->data[i] | 0x20);

		check((l >= 'a' && l <= 'z') || (c->data[i] >= '0' && c->data[i] <= '9') || strchr(allowed, c->data[i]) != NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf c, spelling;

	buf_init(&c, NULL);
	buf_init(&spelling, NULL);
	buf_puts(&c, "before");
	if (url_canonical((const char *)data, size, &c)) {
		buf_drop(&c, 6);
		sound(&c);
		same(&c, &c);
		buf_add(&spelling, c.data, c.len);
		memcpy(spelling.data, "HTTP", 4);
		buf_puts(&spelling, strchr(c.data, '?') != NULL ? "&&utm_x=%7b#%zz" : "?fbclid#?");
		same(&spelling, &c);
	}
	buf_end(&spelling);
	buf_end(&c);
	return (0);
}
