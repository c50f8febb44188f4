/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: each page knows since when it is outdated, due checks are taken in order, and every byte of a copy counts while it lives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "http/cache.h"

static struct uuid
article(unsigned char n)
{
	struct uuid u = { { 0 } };

	u.b[15] = n;
	return (u);
}

static struct page *
page(struct cache *c, const char *key, unsigned char n)
{
	struct uuid u = article(n);

	return (cache_page(c, key, strlen(key), &u));
}

static struct cached_response *
put(struct cache *c, struct page *p, long version, int64_t asked_ms)
{
	struct cached_response *copy = cached_response_new();

	copy->version = version;
	for (int i = 0; i < 1000; i++)
		buf_puts(&copy->body, "A few more bytes. ");
	cache_put(c, p, copy, asked_ms);
	return (copy);
}

static void
a_page_is_outdated_since_the_first_version_it_lacks(void **state)
{
	struct cache *c = cache_new();
	struct page *a = page(c, "/a", 1), *b = page(c, "/b", 1), *other = page(c, "/c", 2);

	(void)state;
	(void)put(c, a, 5, 100);
	(void)put(c, b, 5, 100);
	(void)put(c, other, 5, 100);
	cache_version_known(a->article, 5, 200);
	assert_int_equal(a->outdated_ms, 0);
	cache_version_known(a->article, 6, 300);
	cache_version_known(a->article, 7, 400);
	assert_int_equal(a->outdated_ms, 300);
	assert_int_equal(b->outdated_ms, 300);
	assert_int_equal(other->outdated_ms, 0);
	/* A fill of one page leaves the other outdated since the same time, for every later version. */
	(void)put(c, a, 7, 450);
	cache_version_known(a->article, 8, 500);
	assert_int_equal(a->outdated_ms, 500);
	assert_int_equal(b->outdated_ms, 300);
	/* A fill with an older version than known is outdated since its query began. */
	(void)put(c, b, 7, 480);
	assert_int_equal(b->outdated_ms, 480);
	/* A fill with a newer version than known makes the other pages stale. */
	(void)put(c, a, 8, 600);
	(void)put(c, b, 9, 700);
	assert_int_equal(b->outdated_ms, 0);
	assert_true(a->outdated_ms > 700);
	assert_int_equal(a->article->version_known, 9);
	cache_end(c);
}

static void
a_page_of_a_gone_article_is_outdated_until_a_later_fill(void **state)
{
	struct cache *c = cache_new();
	struct page *a = page(c, "/a", 1), *b = page(c, "/b", 1);

	(void)state;
	(void)put(c, a, 5, 100);
	cache_gone(a->article, 200);
	assert_int_equal(a->outdated_ms, 200);
	/* A fill whose query began before the change is no better. */
	(void)put(c, b, 5, 150);
	assert_int_equal(b->outdated_ms, 150);
	/* The article is back with the same version. */
	(void)put(c, b, 5, 300);
	assert_int_equal(b->outdated_ms, 0);
	assert_int_equal(a->article->version_known, 5);
	cache_end(c);
}

static void
due_articles_are_taken_in_order_and_once(void **state)
{
	struct cache *c = cache_new();
	struct page *one = page(c, "/1", 1), *two = page(c, "/2", 2), *three = page(c, "/3", 3);

	(void)state;
	cache_due(c, one->article, false);
	cache_due(c, two->article, false);
	cache_due(c, three->article, true);
	cache_due(c, one->article, false); /* is listed once, at its new place */
	assert_int_equal(cache_figures(c).due, 3);
	assert_ptr_equal(cache_due_take(c), three->article);
	cache_drop(c, two); /* the article ends with its last page */
	assert_int_equal(cache_figures(c).due, 1);
	assert_ptr_equal(cache_due_take(c), one->article);
	assert_null(cache_due_take(c));
	assert_int_equal(one->article->check, CHECK_ASKED);
	cache_due_done(one->article);
	assert_int_equal(one->article->check, CHECK_IDLE);
	/* The reply for an article that was evicted and cached again does not take it from the list. */
	cache_due(c, one->article, false);
	cache_due_done(one->article);
	assert_int_equal(one->article->check, CHECK_DUE);
	assert_int_equal(cache_figures(c).due, 1);
	cache_drop(c, one);
	cache_drop(c, three);
	cache_end(c);
}

static void
trim_evicts_the_oldest_pages_that_free_memory(void **state)
{
	struct cache *c = cache_new();
	struct page *p = page(c, "/p", 1), *q = page(c, "/q", 1);
	struct cached_response *slow = put(c, p, 1, 1);
	unsigned long one = cache_figures(c).bytes;

	(void)state;
	cached_response_hold(slow); /* a client reads it slowly */
	(void)put(c, p, 2, 2);
	assert_true(cache_figures(c).bytes >= 2 * one - 2000);
	(void)put(c, q, 2, 2);
	assert_true(cached_response_compress(q->copy));
	assert_int_equal(cache_figures(c).pages, 2);
	cache_trim(c, 2 * one); /* held responses count too: the oldest page is evicted */
	assert_int_equal(cache_figures(c).pages, 1);
	assert_ptr_equal(cache_find(c, "/q", 2), q);
	/* Evicting a page that is being sent or filled would free no memory. */
	cached_response_hold(q->copy);
	cache_trim(c, 0);
	assert_int_equal(cache_figures(c).pages, 1);
	cached_response_release(q->copy);
	q->fill = q;
	cache_trim(c, 0);
	assert_int_equal(cache_figures(c).pages, 1);
	q->fill = NULL;
	cache_trim(c, 0);
	assert_int_equal(cache_figures(c).pages, 0);
	assert_true(cache_figures(c).bytes >= one - 2000);
	cached_response_release(slow);
	assert_int_equal(cache_figures(c).bytes, 0);
	cache_end(c);
}

/* The page with the extra line is made once per response for all readers, and counts as long as the response lives. */
static void
readers_share_one_page_with_the_extra_line(void **state)
{
	struct cache *c = cache_new();
	struct page *p = page(c, "/p", 1);
	struct cached_response *copy = put(c, p, 1, 1);
	unsigned long plain = cache_figures(c).bytes;
	const char *made;

	(void)state;
	copy->line = "A line.";
	copy->line_at = 18;
	cached_response_hold(copy); /* the first of two readers */
	cached_response_share(copy);
	made = copy->shared.data;
	assert_int_equal(copy->shared.len, copy->body.len + 7);
	assert_memory_equal(made, "A few more bytes. A line.A few more bytes. ", 43);
	assert_true(cache_figures(c).bytes >= plain + copy->shared.len);
	plain = cache_figures(c).bytes;
	cached_response_share(copy);
	assert_ptr_equal(copy->shared.data, made);
	assert_int_equal(cache_figures(c).bytes, plain);
	cache_drop(c, p); /* the page is dropped; the response is still held */
	assert_true(cache_figures(c).bytes >= copy->body.len + copy->shared.len);
	cached_response_release(copy);
	assert_int_equal(cache_figures(c).bytes, 0);
	cache_end(c);
}

static void
tree_freed(void *tree)
{
	++*(int *)tree;
}

static void
a_tree_counts_and_is_freed_with_its_response(void **state)
{
	struct cache *c = cache_new();
	struct page *p = page(c, "/p", 1);
	struct cached_response *copy = cached_response_new();
	int freed = 0;

	(void)state;
	copy->version = 1;
	copy->tree = &freed;
	copy->tree_free = tree_freed;
	copy->tree_size = 50000;
	cache_put(c, p, copy, 1);
	assert_true(cache_figures(c).bytes >= 50000);
	cached_response_hold(copy); /* a request draws from it */
	cache_drop(c, p);
	assert_int_equal(freed, 0);
	cached_response_release(copy);
	assert_int_equal(freed, 1);
	assert_int_equal(cache_figures(c).bytes, 0);
	cache_end(c);
}

static void
forget_html_drops_cached_html_only(void **state)
{
	struct cache *c = cache_new();
	struct page *json = page(c, "/j", 1), *kept = page(c, "/h", 1), *filling = page(c, "/f", 1), *fragment = page(c, "/g", 1);

	(void)state;
	(void)put(c, json, 1, 1);
	(void)put(c, kept, 1, 1);
	(void)put(c, filling, 1, 1);
	(void)put(c, fragment, 1, 1);
	kept->html = filling->html = true;
	fragment->drawn = true;
	filling->fill = filling;
	cache_forget_html(c);
	assert_null(cache_find(c, "/h", 2));
	assert_null(cache_find(c, "/g", 2));
	assert_ptr_equal(cache_find(c, "/f", 2), filling);
	assert_null(filling->copy);
	assert_non_null(json->copy);
	cache_version_known(json->article, 2, 5);
	assert_int_equal(filling->outdated_ms, 0); /* a page without a response is never outdated */
	cache_forget(c);
	assert_null(cache_find(c, "/j", 2));
	assert_ptr_equal(cache_find(c, "/f", 2), filling);
	assert_int_equal(cache_figures(c).pages, 1);
	cache_end(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_outdated_since_the_first_version_it_lacks),
		cmocka_unit_test(a_page_of_a_gone_article_is_outdated_until_a_later_fill),
		cmocka_unit_test(due_articles_are_taken_in_order_and_once),
		cmocka_unit_test(trim_evicts_the_oldest_pages_that_free_memory),
		cmocka_unit_test(readers_share_one_page_with_the_extra_line),
		cmocka_unit_test(a_tree_counts_and_is_freed_with_its_response),
		cmocka_unit_test(forget_html_drops_cached_html_only),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
