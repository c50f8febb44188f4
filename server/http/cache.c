/* SPDX-License-Identifier: Apache-2.0 */
#include "http/cache.h"

#include <sys/random.h>
#include <zlib.h>

#include "base/clock.h"

#define SPREAD	 0x9e3779b97f4a7c15u /* odd, its bits in no pattern */
#define BUCKETS	 4096		     /* at first; doubled when there are as many entries */
#define GZIP_MIN 512		     /* bytes; smaller bodies are one packet anyway */
#define LEVEL	 5		     /* of zlib: most of the gain at a third of the time of 9 */
#define OVERHEAD 712		     /* bytes of a page and its response without their buffers, malloc's overhead included */

TAILQ_HEAD(pages, page);
TAILQ_HEAD(articles, cached_article);

struct cache {
	struct page **page_buckets;
	struct cached_article **article_buckets;
	size_t npage_buckets, narticle_buckets;
	struct pages lru; /* most recent first */
	struct articles articles, due;
	struct cache_figures figures;
};

static uint64_t seed; /* secret, so that a client cannot choose targets that share a bucket */
static size_t copies; /* bytes of all responses, cached or only being written out */

static uint32_t
hash_of(const char *p, size_t n)
{
	uint64_t h = seed, word;

	for (; n >= sizeof(word); p += sizeof(word), n -= sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		h = (h ^ word) * SPREAD;
		h ^= h >> 32;
	}
	word = n;
	for (; n > 0; n--)
		word = word << 8 | (unsigned char)p[n - 1];
	h = (h ^ word) * SPREAD;
	return ((uint32_t)(h >> 32));
}

struct cache *
cache_new(void)
{
	struct cache *c = mem_zero(1, sizeof(*c));

	if (getrandom(&seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		abort();

	c->npage_buckets = c->narticle_buckets = BUCKETS;
	c->page_buckets = mem_zero(BUCKETS, sizeof(struct page *));
	c->article_buckets = mem_zero(BUCKETS, sizeof(struct cached_article *));
	TAILQ_INIT(&c->lru);
	TAILQ_INIT(&c->articles);
	TAILQ_INIT(&c->due);
	return (c);
}

/* ---- responses */

struct cached_response *
cached_response_new(void)
{
	struct cached_response *copy = mem_zero(1, sizeof(*copy));

	buf_init(&copy->fields, NULL);
	buf_init(&copy->tag, NULL);
	buf_init(&copy->gzip_tag, NULL);
	buf_init(&copy->body, NULL);
	buf_init(&copy->gzip, NULL);
	buf_init(&copy->shared, NULL);
	body_file_init(&copy->body_file);
	body_file_init(&copy->gzip_file);
	copy->refs = 1;
	return (copy);
}

static void
copy_weigh(struct cached_response *copy)
{
	copies -= copy->size;
	copy->size = copy->fields.capacity + copy->tag.capacity + copy->gzip_tag.capacity + copy->body.capacity +
	    copy->gzip.capacity + copy->shared.capacity + copy->tree_size;
	copies += copy->size;
}

/* Frees unused room: a response is made once and kept for long. */
static void
copy_fit(struct cached_response *copy)
{
	buf_fit(&copy->fields);
	buf_fit(&copy->tag);
	buf_fit(&copy->gzip_tag);
	buf_fit(&copy->body);
	copy_weigh(copy);
}

void
cached_response_hold(struct cached_response *copy)
{
	copy->refs++;
}

void
cached_response_release(void *arg)
{
	struct cached_response *copy = arg;

	if (copy == NULL || --copy->refs > 0)
		return;
	copies -= copy->size;
	body_file_end(&copy->body_file);
	body_file_end(&copy->gzip_file);
	buf_end(&copy->fields);
	buf_end(&copy->tag);
	buf_end(&copy->gzip_tag);
	buf_end(&copy->body);
	buf_end(&copy->gzip);
	buf_end(&copy->shared);
	if (copy->tree != NULL)
		copy->tree_free(copy->tree);
	free(copy);
}

void
cached_response_share(struct cached_response *copy)
{
	if (copy->shared.len > 0)
		return;
	buf_add(&copy->shared, copy->body.data, copy->line_at);
	if (copy->line != NULL)
		buf_puts(&copy->shared, copy->line);
	buf_add(&copy->shared, copy->body.data + copy->line_at, copy->body.len - copy->line_at);
	buf_fit(&copy->shared);
	copy_weigh(copy);
}

bool
cached_response_compress(struct cached_response *copy)
{
	z_stream z = { .next_in = (unsigned char *)copy->body.data, .avail_in = (unsigned)copy->body.len };
	int says;

	if (copy->gzip.len > 0)
		return (true);
	if (copy->body.len < GZIP_MIN || deflateInit2(&z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return (false);
	buf_reserve(&copy->gzip, copy->body.len / 2);
	do {
		buf_reserve(&copy->gzip, 4096);
		z.next_out = (unsigned char *)copy->gzip.data + copy->gzip.len;
		z.avail_out = (unsigned)(copy->gzip.capacity - copy->gzip.len);
		says = deflate(&z, Z_FINISH);
		copy->gzip.len = z.total_out;
	} while (says == Z_OK);
	(void)deflateEnd(&z);
	if (says == Z_STREAM_END && copy->gzip.len < copy->body.len) {
		buf_fit(&copy->gzip);
		copy_weigh(copy);
		return (true);
	}
	buf_end(&copy->gzip);
	return (false);
}

/* ---- articles */

static struct cached_article **
article_place(struct cache *c, const struct uuid *article)
{
	struct cached_article **at =
	    &c->article_buckets[hash_of((const char *)article->b, sizeof(article->b)) & (c->narticle_buckets - 1)];

	while (*at != NULL && memcmp(&(*at)->article, article, sizeof(*article)) != 0)
		at = &(*at)->next;
	return (at);
}

struct cached_article *
cache_article(struct cache *c, const struct uuid *article)
{
	return (*article_place(c, article));
}

static void
articles_grow(struct cache *c)
{
	struct cached_article *t;

	if (c->figures.articles < c->narticle_buckets)
		return;
	free(c->article_buckets);
	c->narticle_buckets *= 2;
	c->article_buckets = mem_zero(c->narticle_buckets, sizeof(struct cached_article *));
	TAILQ_FOREACH(t, &c->articles, link)
	{
		t->next = NULL;
		*article_place(c, &t->article) = t;
	}
}

static struct cached_article *
article_join(struct cache *c, const struct uuid *article)
{
	struct cached_article **at, *t;

	articles_grow(c);
	at = article_place(c, article);
	t = *at;
	if (t == NULL) {
		t = *at = mem_zero(1, sizeof(*t));
		t->article = *article;
		TAILQ_INSERT_TAIL(&c->articles, t, link);
		c->figures.articles++;
	}
	t->pages++;
	return (t);
}

static void
due_remove(struct cache *c, struct cached_article *t)
{
	TAILQ_REMOVE(&c->due, t, due_link);
	c->figures.due--;
}

static void
article_leave(struct cache *c, struct cached_article *t)
{
	struct cached_article **at;

	if (--t->pages > 0)
		return;
	at = article_place(c, &t->article);
	*at = t->next;
	TAILQ_REMOVE(&c->articles, t, link);
	if (t->check == CHECK_DUE)
		due_remove(c, t);
	c->figures.articles--;
	free(t);
}

void
cache_articles(struct cache *c, void (*fn)(struct cached_article *, void *), void *arg)
{
	struct cached_article *t;

	TAILQ_FOREACH(t, &c->articles, link)
	fn(t, arg);
}

void
cache_due(struct cache *c, struct cached_article *t, bool first)
{
	if (t->check == CHECK_DUE)
		due_remove(c, t);
	if (first)
		TAILQ_INSERT_HEAD(&c->due, t, due_link);
	else
		TAILQ_INSERT_TAIL(&c->due, t, due_link);
	t->check = CHECK_DUE;
	c->figures.due++;
}

struct cached_article *
cache_due_take(struct cache *c)
{
	struct cached_article *t = TAILQ_FIRST(&c->due);

	if (t != NULL) {
		due_remove(c, t);
		t->check = CHECK_ASKED;
	}
	return (t);
}

void
cache_due_done(struct cached_article *t)
{
	if (t->check == CHECK_ASKED)
		t->check = CHECK_IDLE;
}

static void
outdate(struct cached_article *t, int64_t now)
{
	struct page *p;

	while ((p = LIST_FIRST(&t->current)) != NULL) {
		LIST_REMOVE(p, same);
		p->outdated_ms = now;
	}
}

void
cache_version_known(struct cached_article *t, long version, int64_t now)
{
	if (version <= t->version_known)
		return;
	t->version_known = version;
	outdate(t, now);
}

void
cache_gone(struct cached_article *t, int64_t now)
{
	t->gone_ms = now;
	outdate(t, now);
}

/* ---- pages */

static bool
is_current(const struct page *p)
{
	return (p->copy != NULL && p->outdated_ms == 0);
}

static struct page **
page_place(struct cache *c, const char *key, size_t n, uint32_t hash)
{
	struct page **at = &c->page_buckets[hash & (c->npage_buckets - 1)];

	while (*at != NULL && ((*at)->hash != hash || (*at)->key_len != n || memcmp((*at)->key, key, n) != 0))
		at = &(*at)->next;
	return (at);
}

static void
pages_grow(struct cache *c)
{
	struct page *p;

	if (c->figures.pages < c->npage_buckets)
		return;
	free(c->page_buckets);
	c->npage_buckets *= 2;
	c->page_buckets = mem_zero(c->npage_buckets, sizeof(struct page *));
	TAILQ_FOREACH(p, &c->lru, lru)
	{
		struct page **at = &c->page_buckets[p->hash & (c->npage_buckets - 1)];

		p->next = *at;
		*at = p;
	}
}

static void
page_end(struct cache *c, struct page *p)
{
	struct page **at = page_place(c, p->key, p->key_len, p->hash);

	*at = p->next;
	TAILQ_REMOVE(&c->lru, p, lru);
	c->figures.pages--;
	c->figures.bytes -= p->size;
	if (is_current(p))
		LIST_REMOVE(p, same);
	article_leave(c, p->article);
	cached_response_release(p->copy);
	free(p->key);
	free(p);
}

struct page *
cache_find(struct cache *c, const char *key, size_t n)
{
	struct page *p = *page_place(c, key, n, hash_of(key, n));

	if (p != NULL && p != TAILQ_FIRST(&c->lru)) {
		TAILQ_REMOVE(&c->lru, p, lru);
		TAILQ_INSERT_HEAD(&c->lru, p, lru);
	}
	return (p);
}

struct page *
cache_page(struct cache *c, const char *key, size_t n, const struct uuid *article)
{
	struct page *p = cache_find(c, key, n), **at;

	if (p != NULL)
		return (p);
	pages_grow(c);
	p = mem_zero(1, sizeof(*p));
	p->key = mem_copy(key, n);
	p->key_len = n;
	p->hash = hash_of(key, n);
	p->article = article_join(c, article);
	at = &c->page_buckets[p->hash & (c->npage_buckets - 1)];
	p->next = *at;
	*at = p;
	TAILQ_INSERT_HEAD(&c->lru, p, lru);
	c->figures.pages++;
	return (p);
}

void
cache_put(struct cache *c, struct page *p, struct cached_response *copy, int64_t asked_ms)
{
	if (is_current(p))
		LIST_REMOVE(p, same);
	cached_response_release(p->copy);
	p->copy = copy;
	copy_fit(copy);
	c->figures.bytes -= p->size;
	p->size = OVERHEAD + p->key_len;
	c->figures.bytes += p->size;
	p->outdated_ms = copy->version >= p->article->version_known && asked_ms >= p->article->gone_ms ? 0 : asked_ms;
	cache_version_known(p->article, copy->version, clock_ms());
	if (p->outdated_ms == 0)
		LIST_INSERT_HEAD(&p->article->current, p, same);
}

/* Responses and files that are only being written out count too. */
static size_t
cache_bytes(const struct cache *c)
{
	return (c->figures.bytes + copies + body_file_figures().bytes);
}

void
cache_trim(struct cache *c, size_t max)
{
	struct page *last, *before;

	for (last = TAILQ_LAST(&c->lru, pages); last != NULL && cache_bytes(c) > max; last = before) {
		before = TAILQ_PREV(last, pages, lru);
		if (last->fill != NULL || (last->copy != NULL && last->copy->refs > 1))
			continue;
		page_end(c, last);
		c->figures.evicted++;
	}
}

void
cache_drop(struct cache *c, struct page *p)
{
	page_end(c, p);
}

static void
forget(struct cache *c, bool html_only)
{
	struct page *p, *next;

	for (p = TAILQ_FIRST(&c->lru); p != NULL; p = next) {
		next = TAILQ_NEXT(p, lru);
		if (html_only && !p->html && !p->drawn)
			continue;
		if (p->fill == NULL) {
			page_end(c, p);
			continue;
		}
		if (is_current(p))
			LIST_REMOVE(p, same);
		cached_response_release(p->copy);
		p->copy = NULL;
	}
}

void
cache_forget_html(struct cache *c)
{
	forget(c, true);
}

void
cache_forget(struct cache *c)
{
	forget(c, false);
}

void
cache_end(struct cache *c)
{
	struct page *p;

	while ((p = TAILQ_FIRST(&c->lru)) != NULL)
		page_end(c, p);
	free(c->page_buckets);
	free(c->article_buckets);
	free(c);
}

struct cache_figures
cache_figures(const struct cache *c)
{
	struct cache_figures f = c->figures;

	f.bytes = cache_bytes(c);
	f.files = body_file_figures().files;
	return (f);
}
