/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: any bytes are JSON or are refused, no read leaves them, and a value
 * that was read, written by our writer, reads back the same.
 */
#include <stdbool.h>
#include <stdint.h>

#include "text/json.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

/* Every string of the value through json_put_string() and back. */
static void
rewrite(const json_t *v)
{
	const char *key;
	json_t *member;
	size_t i;

	if (json_is_string(v)) {
		struct buf b;
		json_t *back;

		buf_init(&b, NULL);
		check(utf8_valid(json_string_value(v), json_string_length(v)));
		json_put_string(&b, json_string_value(v), json_string_length(v));
		back = json_read(b.data, b.len, 1, NULL);
		check(back != NULL && json_equal(v, back));
		json_decref(back);
		buf_end(&b);
	}
	json_array_foreach (v, i, member)
		rewrite(member);
	json_object_foreach ((json_t *)(uintptr_t)v, key, member)
		rewrite(member);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum json_result result;
	char *copy = mem_zero(size, 1); /* exactly as long, so that a read behind it is seen */
	json_t *v;

	if (size > 0)
		memcpy(copy, data, size);
	v = json_read(copy, size, JSON_DEPTH, &result);
	check((v != NULL) == (result == JSON_READ_OK));
	if (v != NULL)
		rewrite(v);
	json_decref(v);
	free(copy);
	return (0);
}
