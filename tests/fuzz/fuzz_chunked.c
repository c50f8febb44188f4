/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: a chunked body reads the same however it is cut into pieces, never
 * gives more than was allowed, and never reads outside its bytes. The first
 * byte of the input says how large the pieces are.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/chunked.h"

#define MAX 4096

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

static int
feed(const char *p, size_t n, size_t step, struct buf *body, size_t *used)
{
	struct chunked c = CHUNKED_START;
	struct span piece;
	size_t took, room;
	int says = CHUNKED_MORE;

	for (*used = 0; *used < n && says <= CHUNKED_DATA; *used += took) {
		took = 0;
		room = n - *used < step ? n - *used : step;
		says = chunked_feed(&c, p + *used, room, MAX, &took, &piece);
		if (says <= CHUNKED_END)
			check(took > 0 && took <= room);
		if (says == CHUNKED_DATA) {
			check(piece.n > 0 && piece.p >= p && piece.p + piece.n <= p + n);
			buf_add(body, piece.p, piece.n);
		}
	}
	check(body->len <= MAX);
	return (says == CHUNKED_DATA ? CHUNKED_MORE : says);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole, parts;
	size_t used_whole, used_parts;
	char *p;
	int a, b;

	if (size < 2)
		return (0);
	p = mem_grow(NULL, size - 1);
	memcpy(p, data + 1, size - 1);
	buf_init(&whole, NULL);
	buf_init(&parts, NULL);
	a = feed(p, size - 1, size, &whole, &used_whole);
	b = feed(p, size - 1, (size_t)data[0] % 16 + 1, &parts, &used_parts);
	check(a == b && whole.len == parts.len);
	check(whole.len == 0 || memcmp(whole.data, parts.data, whole.len) == 0);
	if (a == CHUNKED_END)
		check(used_whole == used_parts);
	buf_end(&whole);
	buf_end(&parts);
	free(p);
	return (0);
}
