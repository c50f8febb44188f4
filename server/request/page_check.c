/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compares the versions of cached articles with the database's. This repairs lost notifications, and revalidates a page
 * that is read seldom by its version alone. One query at a time asks for up to cache.check_batch articles, on the LISTEN
 * connection, so that slow page queries do not delay it.
 */
#include <string.h>

#include "base/uuid.h"
#include "request/page_cache.h"
#include "settings/settings.h"

static bool asking;

struct checking {
	int64_t asked_ms;
	unsigned n;
	struct uuid articles[];
};

static void check_ask(void);
static answer_fn check_replied;

static struct cached_article *
check_article(const struct uuid *article)
{
	return (page_cache.cache != NULL ? cache_article(page_cache.cache, article) : NULL);
}

static void
check_done(struct cached_article *t, enum ask_status status)
{
	struct fill *f = t->waiting, *next;

	cache_due_done(t);
	t->waiting = NULL;
	for (; f != NULL; f = next) { /* each may free the article */
		next = f->next;
		fill_checked(f, status);
	}
}

/* Pages of a deleted or hidden article are outdated, so their next request queries them and answers 404. */
static void
check_take_versions(const struct answer *a, int64_t asked_ms)
{
	struct cached_article *t;
	struct uuid id;

	for (int i = 0; i < answer_rows(a); i++) {
		if (!uuid_parse(answer_text(a, i, 1), &id) || (t = check_article(&id)) == NULL)
			continue;
		if (strcmp(answer_text(a, i, 0), "ok") != 0)
			cache_gone(t, clock_ms());
		else
			cached_article_checked(t, answer_long(a, i, 2), asked_ms);
		check_done(t, ASK_OK);
	}
}

/* The query failed. The articles still in the list would fail too, so their fills end now. */
static void
check_give_up(const struct checking *c, enum ask_status status)
{
	unsigned long due = page_cache.cache != NULL ? cache_figures(page_cache.cache).due : 0;
	struct cached_article *t;

	for (unsigned i = 0; i < c->n; i++)
		if ((t = check_article(&c->articles[i])) != NULL)
			check_done(t, status);
	for (; due > 0 && (t = cache_due_take(page_cache.cache)) != NULL; due--)
		check_done(t, status);
}

static void
check_replied(void *arg, enum ask_status status, const struct answer *a)
{
	struct checking *c = arg;

	if (status == ASK_OK)
		check_take_versions(a, c->asked_ms);
	else
		check_give_up(c, status);
	free(c);
	asking = false;
	if (status == ASK_OK)
		check_ask();
}

static void
check_ask(void)
{
	unsigned max = (unsigned)setting_int(CACHE_CHECK_BATCH), n;
	struct checking *c;
	struct cached_article *t;
	struct buf ids;
	char id[UUID_TEXT];

	if (asking || (n = (unsigned)cache_figures(page_cache.cache).due) == 0)
		return;
	n = n < max ? n : max;
	c = mem_zero(1, sizeof(*c) + n * sizeof(c->articles[0]));
	buf_init(&ids, NULL);
	while (c->n < n && (t = cache_due_take(page_cache.cache)) != NULL) {
		uuid_text(&t->article, id);
		buf_putc(&ids, c->n == 0 ? '{' : ',');
		buf_puts(&ids, id);
		c->articles[c->n++] = t->article;
	}
	buf_putc(&ids, '}');
	asking = true;
	c->asked_ms = clock_ms();
	pool_ask(page_cache.pool, VERSIONS, (const char *const[]) { ids.data }, check_replied, c);
	buf_end(&ids);
}

static void
check_collect(struct cached_article *t, void *arg)
{
	(void)arg;
	if (t->asked && t->check == CHECK_IDLE)
		cache_due(page_cache.cache, t, false);
	t->asked = false;
}

void
page_check(void)
{
	if (page_cache.cache == NULL)
		return;
	cache_articles(page_cache.cache, check_collect, NULL);
	check_ask();
}

bool
check_wait(struct fill *f)
{
	struct cached_article *t = f->page->article;

	if (!pool_figures(page_cache.pool).listener_up)
		return (false);
	f->next = t->waiting;
	t->waiting = f;
	if (t->check != CHECK_ASKED)
		cache_due(page_cache.cache, t, true);
	check_ask();
	return (true);
}
