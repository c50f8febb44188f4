/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: an event names each comment once, by what became of it, in at most EVENT_MAX bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "live/ring.h"

#define MAX 256

static struct uuid
id_of(unsigned n)
{
	struct uuid id = { { 1, 2, 3, 4 } };

	id.b[14] = (unsigned char)(n >> 8);
	id.b[15] = (unsigned char)n;
	return (id);
}

static void
add(struct ring *r, long version, enum change_kind kind, unsigned comment, unsigned parent)
{
	static const struct uuid none;
	struct change c = { .version = version, .kind = kind, .up = 3, .down = 1 };

	c.comment = comment > 0 ? id_of(comment) : none;
	c.parent = parent > 0 ? id_of(parent) : none;
	ring_add(r, &c, MAX);
}

/* The members of the event's data from "new" on. */
static char *
told(const struct ring *r, long since)
{
	struct buf b;
	char *at;

	buf_init(&b, NULL);
	ring_event(r, since, &b);
	assert_true(b.len <= EVENT_MAX);
	assert_string_equal(b.data + b.len - 3, "}\n\n");
	at = strstr(b.data, "\"new\"");
	assert_non_null(at);
	at = mem_copy(at, strlen(at) - 3);
	buf_end(&b);
	return (at);
}

#define ID(n)		  "01020304-0000-0000-0000-00000000000" n
#define NEW(n)		  "[\"" ID(n) "\",null]"
#define REPLY(n, p)	  "[\"" ID(n) "\",\"" ID(p) "\"]"
#define ONE(n)		  "\"" ID(n) "\""
#define VOTED(n)	  "[\"" ID(n) "\",3,1]"
#define LISTS(a, b, c, d) "\"new\":[" a "],\"gone\":[" b "],\"edited\":[" c "],\"votes\":[" d "],\"article\":false,\"more\":0"

static void
expect(const struct ring *r, long since, const char *wanted)
{
	char *got = told(r, since);

	assert_string_equal(got, wanted);
	free(got);
}

static void
each_comment_is_told_once_by_its_last_state(void **state)
{
	struct ring r;

	(void)state;
	ring_init(&r, 10, 0);
	add(&r, 11, CHANGE_NEW, 1, 0);
	add(&r, 12, CHANGE_NEW, 2, 1);
	add(&r, 13, CHANGE_EDIT, 1, 0); /* of a new one: still new */
	add(&r, 14, CHANGE_VOTES, 2, 1);
	add(&r, 15, CHANGE_NEW, 3, 0);
	add(&r, 16, CHANGE_GONE, 3, 0); /* came and went */
	add(&r, 17, CHANGE_EDIT, 4, 0);
	add(&r, 18, CHANGE_GONE, 5, 0);
	add(&r, 19, CHANGE_NEW, 5, 0); /* was restored */
	add(&r, 20, CHANGE_VOTES, 6, 0);
	add(&r, 21, CHANGE_GONE, 7, 0);
	expect(&r, 10, LISTS(NEW("1") "," REPLY("2", "1") "," NEW("5"), ONE("7"), ONE("4"), VOTED("6")));
	expect(&r, 12, LISTS(NEW("5"), ONE("7"), ONE("1") "," ONE("4"), VOTED("2") "," VOTED("6")));
	expect(&r, 15, LISTS(NEW("5"), ONE("3") "," ONE("7"), ONE("4"), VOTED("6")));
	expect(&r, 21, LISTS("", "", "", ""));
	ring_end(&r);
}

static void
a_mark_of_a_comment_is_a_change_of_the_article(void **state)
{
	struct ring r;
	char *got;

	(void)state;
	ring_init(&r, 1, 0);
	add(&r, 2, CHANGE_NEW, 1, 0);
	add(&r, 3, CHANGE_STATE, 1, 0);
	got = told(&r, 1);
	assert_string_equal(got, "\"new\":[" NEW("1") "],\"gone\":[],\"edited\":[],\"votes\":[],\"article\":true,\"more\":0");
	free(got);
	ring_end(&r);
}

static void
what_does_not_fit_is_counted_and_removals_come_first(void **state)
{
	struct ring r;
	struct buf b;
	long more;

	(void)state;
	ring_init(&r, 1000000000000000L, 999999999);
	for (unsigned n = 1; n <= 200; n++)
		add(&r, 1000000000000000L + n, n % 10 == 0 ? CHANGE_GONE : n % 10 == 5 ? CHANGE_EDIT : CHANGE_NEW, n, n + 1);
	add(&r, 1000000000000201L, CHANGE_VOTES, 300, 0);
	buf_init(&b, NULL);
	ring_event(&r, 1000000000000000L, &b);
	assert_true(b.len <= EVENT_MAX);
	assert_true(b.len > EVENT_MAX - 80); /* as many as fit */
	assert_non_null(strstr(b.data, "\"new\":[]"));
	more = strtol(strstr(b.data, "\"more\":") + 7, NULL, 10);
	for (const char *p = strstr(b.data, "\"gone\":["); *p != ']'; p++)
		more += *p == '-'; /* four in each id */
	assert_true(more > 200 - 20);
	buf_end(&b);
	ring_end(&r);
}

static void
a_full_ring_forgets_whole_versions(void **state)
{
	struct ring r;

	(void)state;
	ring_init(&r, 1, 0);
	for (unsigned n = 1; n <= MAX + 1; n++)
		add(&r, 2 + n / 3, CHANGE_VOTES, n, 0); /* three in each version */
	assert_true(r.n <= MAX);
	assert_false(ring_covers(&r, 1));
	assert_true(ring_covers(&r, r.from));
	assert_true(ring_covers(&r, r.to));
	assert_false(ring_covers(&r, r.to + 1));
	assert_int_equal(r.changes[0].version,
	    r.from + 1); /* nothing of the version before is left, and nothing of this is missing */
	assert_int_equal(r.changes[2].version, r.from + 1);
	assert_true(ring_has(&r, r.from, true));
	assert_false(ring_has(&r, r.from, false));
	assert_false(ring_has(&r, r.to, true));
	ring_end(&r);
}

static void
a_reset_has_the_version_and_the_count(void **state)
{
	struct ring r;
	struct buf b;

	(void)state;
	ring_init(&r, 7, 3);
	buf_init(&b, NULL);
	ring_reset_event(&r, &b);
	assert_string_equal(b.data, "id: 7\nevent: reset\ndata: {\"v\":7,\"count\":3}\n\n");
	buf_end(&b);
	ring_end(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_comment_is_told_once_by_its_last_state),
		cmocka_unit_test(a_mark_of_a_comment_is_a_change_of_the_article),
		cmocka_unit_test(what_does_not_fit_is_counted_and_removals_come_first),
		cmocka_unit_test(a_full_ring_forgets_whole_versions),
		cmocka_unit_test(a_reset_has_the_version_and_the_count),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
