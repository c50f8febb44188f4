/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: no text makes the judge read outside it or write what is not JSON; spans
 * lie inside the body and are at most sixteen a hit; and what is added before or behind
 * a text (a unit separator parts the two) takes no list's hit from it, allowed words aside.
 */
#include <stdbool.h>
#include <stdint.h>

#include "text/json.h"
#include "rules/judge.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* clang-format off */
#define RULES(allow) \
	"[{\"id\":\"s\",\"rules_version\":1,\"origins\":[\"https://own.example\"],\"rules\":{" \
	"\"length\":{\"min\":2},\"links\":{\"max\":1,\"allowed\":[\"ok.example\"],\"refused\":[\"bad.example\"]}," \
	"\"shouting\":{\"share\":0.5,\"min\":4},\"words\":[" \
	"{\"list\":\"a\",\"language\":\"en\",\"match\":\"word\",\"words\":[\"idiot = fr\",\"ass\",\"1488\",\"go back\"]}," \
	"{\"list\":\"b\",\"match\":\"prefix\",\"language\":\"ko\",\"words\":[\"바보\",\"ㅂㅅ\",\"시발~\"]}," \
	"{\"list\":\"c\",\"match\":\"substring\",\"words\":[\"cunt\",\"傻逼\",\"aa\"]}]" allow "}}]"
/* clang-format on */

static const char rules[] = RULES(",\"allow\":[\"scunthorpe\",\"시발점\"]");
static const char strict[] = RULES("");

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

static struct judge *
judge_of(const char *document)
{
	json_t *sites = json_loads(document, 0, NULL);
	struct judge *j;
	struct buf b;

	buf_init(&b, NULL);
	j = judge_new(sites, &b);
	check(j != NULL);
	json_decref(sites);
	buf_end(&b);
	return (j);
}

/* A new reference. */
static json_t *
hits_of(const struct judge *j, const char *body, size_t n)
{
	json_t *signals, *hits;
	struct buf b;

	buf_init(&b, NULL);
	judge_text(j, NULL, body, n, &b);
	signals = json_read(b.data, b.len, JSON_DEPTH, NULL);
	check(signals != NULL);
	hits = json_incref(json_object_get(json_object_get(json_object_get(signals, "sites"), "s"), "hits"));
	json_decref(signals);
	buf_end(&b);
	return (hits);
}

/* The lists that were hit, a bit each. */
static unsigned
lists_hit(const struct judge *j, const char *body, size_t n)
{
	json_t *hits = hits_of(j, body, n), *hit;
	unsigned lists = 0;
	size_t i;

	json_array_foreach (hits, i, hit)
		if (strcmp(json_string_value(json_object_get(hit, "rule")), "words") == 0)
			lists |= 1u << (json_string_value(json_object_get(hit, "detail"))[0] - 'a');
	json_decref(hits);
	return (lists);
}

static void
nothing_hides(const struct judge *j, const char *base, size_t n, const char *more, size_t m)
{
	unsigned lists = lists_hit(j, base, n);
	struct buf both;

	buf_init(&both, NULL);
	buf_add(&both, base, n);
	buf_puts(&both, "\n\n");
	buf_add(&both, more, m);
	check((lists & ~lists_hit(j, both.data, both.len)) == 0);
	both.len = 0;
	buf_add(&both, more, m);
	buf_puts(&both, "\n\n");
	buf_add(&both, base, n);
	check((lists & ~lists_hit(j, both.data, both.len)) == 0);
	buf_end(&both);
}

/* Links, references and what is escaped can be changed by what stands elsewhere; then the reader sees other words too. */
static bool
plain(const char *text, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strchr("[]&<\\`", text[i]) != NULL)
			return (false);
	return (true);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct judge *judge, *without_allowed;
	const char *parted;
	json_t *hits;
	char *copy;

	if (judge == NULL) {
		judge = judge_of(rules);
		without_allowed = judge_of(strict);
	}
	if (size > 8192 || memchr(data, 0, size) != NULL || !utf8_valid((const char *)data, size))
		return (0);
	copy = mem_zero(size, 1);
	if (size > 0)
		memcpy(copy, data, size);
	hits = hits_of(judge, copy, size);
	spans_sound(hits, size);
	json_decref(hits);
	parted = memchr(copy, 0x1f, size);
	if (parted != NULL && plain(copy, size))
		nothing_hides(without_allowed, copy, (size_t)(parted - copy), parted + 1, size - (size_t)(parted - copy) - 1);
	free(copy);
	return (0);
}
