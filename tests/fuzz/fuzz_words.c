/*
 * Goal: no text makes the judge read outside it or write what is not JSON; spans
 * lie inside the body and are at most sixteen a hit.
 */
#include <stdbool.h>
#include <stdint.h>

#include "text/json.h"
#include "text/judge.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char rules[] =
    "[{\"id\":\"s\",\"rules_version\":1,\"origins\":[\"https://own.example\"],\"rules\":{"
    "\"length\":{\"least\":2},\"links\":{\"most\":1,\"allowed\":[\"ok.example\"],\"refused\":[\"bad.example\"]},"
    "\"shouting\":{\"share\":0.5,\"least\":4},\"words\":["
    "{\"list\":\"a\",\"match\":\"word\",\"words\":[\"idiot\",\"ass\",\"1488\",\"go back\"]},"
    "{\"list\":\"b\",\"match\":\"prefix\",\"words\":[\"바보\",\"ㅂㅅ\",\"시발\"]},"
    "{\"list\":\"c\",\"match\":\"substring\",\"words\":[\"cunt\",\"傻逼\",\"aa\"]}],\"allow\":[\"scunthorpe\",\"시발점\"]}}]";

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
spans_sound(const json_t *hits, size_t n)
{
	size_t i, k;

	for (i = 0; i < json_array_size(hits); i++) {
		const json_t *spans = json_object_get(json_array_get(hits, i), "spans");

		check(json_array_size(spans) <= 16);
		for (k = 0; k < json_array_size(spans); k++) {
			json_int_t from = json_integer_value(json_array_get(json_array_get(spans, k), 0));
			json_int_t to = json_integer_value(json_array_get(json_array_get(spans, k), 1));

			check(from >= 0 && from <= to && (size_t)to <= n);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct judge *judge;
	json_t *sites, *signals;
	struct buf b;
	char *copy;

	buf_init(&b, NULL);
	if (judge == NULL) {
		sites = json_loads(rules, 0, NULL);
		judge = judge_new(sites, &b);
		json_decref(sites);
		check(judge != NULL);
		b.len = 0;
	}
	if (size <= 8192 && memchr(data, 0, size) == NULL && utf8_valid((const char *)data, size)) {
		copy = mem_zero(size, 1);
		if (size > 0)
			memcpy(copy, data, size);
		judge_text(judge, NULL, copy, size, &b);
		signals = json_read(b.data, b.len, JSON_DEPTH, NULL);
		check(signals != NULL);
		spans_sound(json_object_get(json_object_get(json_object_get(signals, "sites"), "s"), "hits"), size);
		json_decref(signals);
		free(copy);
	}
	buf_end(&b);
	return (0);
}
