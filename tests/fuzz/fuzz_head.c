/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: head_parse() never reads outside its bytes. An accepted head is
 * consistent: offsets inside the head, the same result when it comes in two
 * pieces, one length only. The PROXY header and X-Forwarded-For come from the
 * same clients and are parsed too.
 */
#include <stdbool.h>
#include <stdint.h>

#include "http/address.h"
#include "http/parse.h"
#include "http/proxy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct head_limits limits = { .head = 2048, .target = 512, .fields = 20 };
static struct head whole, part;

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
offsets(const char *p, const struct head *h)
{
	check(h->size <= limits.head && h->nfields <= limits.fields && h->length >= 0);
	check(h->path + h->path_len < h->size && h->query + h->query_len < h->size);
	check(!h->chunked || h->length == 0);
	for (unsigned i = 0; i < h->nfields; i++) {
		const struct head_field *f = &h->fields[i];

		check(f->name_len > 0 && p[f->name + f->name_len] == ':');
		check(f->value + f->value_len < h->size);
		check(memchr(p + f->value, '\n', f->value_len) == NULL);
		check(memchr(p + f->value, '\0', f->value_len) == NULL);
	}
}

/* A path is decoded once: a second time changes nothing. */
static void
path_once(const char *p, const struct head *h)
{
	char *path = mem_copy(p + h->path, h->path_len), *again;
	size_t n = path_normalize(path, h->path_len);

	check(n <= h->path_len && (n == 0 || path[0] == '/'));
	again = mem_copy(path, n);
	check(path_normalize(again, n) == n && memcmp(path, again, n) == 0);
	free(again);
	free(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *p = mem_copy((const char *)data, size), *exact = mem_grow(NULL, size + 1);
	struct trusted *t = trusted_new(p);
	struct address a, peer = { .local = true };
	size_t half = size / 2;
	struct span origin;
	int status, first;
	bool known;

	memcpy(exact + 1, p, size); /* so that a read one byte past the end is found */
	status = head_parse(exact + 1, size, &limits, &whole);
	if (status == 0) {
		offsets(exact + 1, &whole);
		path_once(exact + 1, &whole);
	}
	if (head_origin(exact + 1, size, &origin))
		check(origin.n > 0 && origin.p > exact && origin.p + origin.n < exact + 1 + size && origin.p[0] > ' ');
	first = head_parse(p, half, &limits, &part);
	if (first > 0) /* the rest cannot mend it; a limit may be named differently */
		check(status > 0);
	if (status == HEAD_MORE)
		check(first == HEAD_MORE);
	if (first == HEAD_MORE && status != HEAD_MORE)
		check(head_needs_parse(p, half, size) || size - half < HEAD_STEP);
	check(proxy_parse(exact + 1, size, &known, &a) <= (int)size);
	a = trusted_client(t, &peer, p);
	check(!host_valid(p, size) || memchr(p, ' ', size) == NULL);
	trusted_end(t);
	free(exact);
	free(p);
	return (0);
}
