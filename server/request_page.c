/*
 * Public pages from memory: when a kept answer is good enough, who fills it, who
 * waits. The journal's version decides, never the clock alone.
 *
 *   fresh    its version is the highest heard of, and that was checked lately
 *   stale    a higher one was heard of, or no check came through: good for
 *            another cache.stale_max while somebody fills it
 *   filling  one request asks the database, the others with its target wait
 *
 * The request that finds a page missing or stale is the one that fills it; there
 * is no work without a reader. Without a database the last copy goes on being
 * served, marked Age and Madang-Stale.
 */
#include "request.h"

#include <string.h>

#include "base/build.h"
#include "base/clock.h"
#include "base/uuid.h"
#include "db/pool.h"
#include "http/cache.h"
#include "request_impl.h"
#include "settings.h"

#define KEY_MAX	  512 /* longer targets are answered, not kept */
#define CHECK_MAX 1000 /* topics in one question of the check */
#define FETCHING  8    /* a page that changes all the time is being fetched an eighth of its time at most */

/* One question under way for a page, and who waits for its answer. */
struct fill {
	struct page *page;
	struct request *waiting; /* by ->wait_next */
	struct request **last;
	int64_t began_ms;
};

static struct cache *cache;
static struct page_figures figures;

struct target {
	char key[KEY_MAX];
	size_t n;
	long least; /* version asked for: Madang-Min-Version, or ?v= of a page */
	bool plain; /* can be kept, and its least was understood */
};

void
page_open(void)
{
	cache = cache_new();
}

void
page_close(void)
{
	if (cache != NULL)
		cache_end(cache);
	cache = NULL;
}

struct page_figures
page_figures(void)
{
	struct cache_figures c = { 0 };

	if (cache != NULL)
		c = cache_figures(cache);
	figures.pages = c.pages;
	figures.octets = c.octets;
	figures.evicted = c.evicted;
	return (figures);
}

/* ---- what is asked for */

static bool
version_parse(const char *s, size_t n, long *out)
{
	*out = 0;
	if (n == 0 || n > 18)
		return (false);
	for (; n > 0; s++, n--) {
		if (*s < '0' || *s > '9')
			return (false);
		*out = *out * 10 + (*s - '0');
	}
	return (true);
}

/* The key is the target without v=…, which asks for a version of the same page. */
static void
target_read(struct exchange *ex, struct target *t)
{
	const char *path = exchange_path(ex), *q = exchange_query(ex);
	const char *field = exchange_field(ex, "madang-min-version");
	size_t path_len = strlen(path), len;
	long v;

	t->n = 0;
	t->least = 0;
	t->plain = path_len + strlen(q) + 2 < sizeof(t->key);
	if (t->plain && field != NULL)
		t->plain = version_parse(field, strlen(field), &t->least);
	if (!t->plain)
		return;
	memcpy(t->key, path, path_len);
	t->n = path_len;
	for (; *q != '\0'; q += len + (q[len] == '&')) {
		len = strcspn(q, "&");
		if (len > 2 && q[0] == 'v' && q[1] == '=' && version_parse(q + 2, len - 2, &v)) {
			if (v > t->least)
				t->least = v;
			continue;
		}
		t->key[t->n] = t->n == path_len ? '?' : '&';
		memcpy(t->key + t->n + 1, q, len);
		t->n += len + 1;
	}
}

static bool
has_session(struct exchange *ex)
{
	const char *cookie = exchange_field(ex, "cookie");

	return (cookie != NULL && strstr(cookie, "madang=") != NULL);
}

static bool
takes_gzip(struct exchange *ex)
{
	const char *field = exchange_field(ex, "accept-encoding"), *p;

	if (field == NULL || (p = strstr(field, "gzip")) == NULL)
		return (false);
	p += strlen("gzip");
	p += strspn(p, " \t");
	return (*p == '\0' || *p == ',' || (*p == ';' && strstr(p, "q=0") == NULL));
}

/* ---- how good is a copy */

/* Milliseconds since we last could vouch for it; 0 or less: fresh. */
static int64_t
stale_for(const struct page *p, int64_t now)
{
	const struct topic *t = p->topic;
	int64_t unchecked = now - t->checked_ms - 2 * setting_int(CACHE_CHECK);
	int64_t known = now > t->stale_ms ? now - t->stale_ms : 0;

	if (p->copy->version < t->heard && known >= unchecked)
		return (known + 1);
	return (unchecked);
}

/* A quick database is asked often, one that is slow or busy no more often than the settings say. */
static int64_t
refill_after(const struct page *p)
{
	int64_t ms = FETCHING * (p->took_ms + 1);

	return (ms < setting_int(CACHE_REFILL_MIN) ? ms : setting_int(CACHE_REFILL_MIN));
}

static bool
good_enough(const struct page *p, long least, int64_t now)
{
	int64_t stale;

	if (p->copy == NULL || p->copy->version < least)
		return (false);
	stale = stale_for(p, now);
	if (stale <= 0)
		return (true);
	if (stale > setting_int(CACHE_STALE_MAX))
		return (false);
	return (p->fill != NULL || now - p->tried_ms < refill_after(p));
}

/* ---- answering from a copy */

static bool
same_etag(const char *asked, const struct copy *copy, bool *gzip)
{
	char other[sizeof(copy->etag)];
	size_t n = strlen(copy->etag);

	if (asked == NULL)
		return (false);
	if (etag_listed(asked, copy->etag)) {
		*gzip = false;
		return (true);
	}
	memcpy(other, copy->etag, n + 1);
	other[n - 2] = 'g'; /* …-i" and …-g" */
	return (etag_listed(asked, other) && (*gzip = true));
}

/* The page's copy, or one that it had. stale_ms < 0: not to be marked. */
static void
copy_send(struct exchange *ex, struct page *p, struct copy *copy, int64_t stale_ms)
{
	const struct buf *body, *tag;
	bool gzip = takes_gzip(ex), same;
	char age[24];

	if (gzip && ++copy->gzip_asked >= 2 && copy->gzip_asked < 4 && copy_compress(copy) && p->copy == copy)
		cache_weigh(cache, p);
	gzip = gzip && copy->gzip.len > 0;
	same = same_etag(exchange_field(ex, "if-none-match"), copy, &gzip);
	body = gzip ? &copy->gzip : &copy->body;
	tag = gzip ? &copy->gzip_tag : &copy->tag;
	exchange_add_none(ex);
	exchange_add_block(ex, copy->fields.data, copy->fields.len);
	exchange_add_block(ex, tag->data, tag->len);
	if (gzip && !same)
		exchange_add(ex, "Content-Encoding", "gzip");
	if (stale_ms >= 0) {
		(void)snprintf(age, sizeof(age), "%ld", (long)(stale_ms / 1000));
		exchange_add(ex, "Age", age);
		exchange_add(ex, "Madang-Stale", "1");
	}
	if (same) {
		exchange_send(ex, 304, "", 0);
		return;
	}
	copy_hold(copy);
	exchange_send_held(ex, 200, body->data, body->len, copy_release, copy);
}

bool
page_hit(struct exchange *ex)
{
	struct target t;
	struct page *p;
	int64_t now;

	if (cache == NULL || setting_int(CACHE_SIZE) == 0)
		return (false);
	target_read(ex, &t);
	if (!t.plain || (p = cache_find(cache, t.key, t.n)) == NULL || (p->html && has_session(ex)))
		return (false);
	p->topic->asked = true;
	now = exchange_began(ex) / 1000;
	if (good_enough(p, t.least, now)) {
		figures.hits++;
		copy_send(ex, p, p->copy, -1);
		return (true);
	}
	if (p->copy == NULL || p->copy->version < t.least || p->fill == NULL ||
	    now - p->tried_ms <= setting_int(CACHE_STALE_MAX))
		return (false);
	figures.stale++; /* the database hangs: better old and marked than late */
	copy_send(ex, p, p->copy, now - p->copy->made_ms);
	return (true);
}

/* ---- filling */

/* This request asks the database; true if it may go on to its handler. */
static void
fill_begin(struct request *rq, struct page *p)
{
	struct fill *f = mem_zero(1, sizeof(*f));

	f->page = p;
	f->last = &f->waiting;
	f->began_ms = clock_ms();
	p->fill = f;
	p->tried_ms = f->began_ms;
	rq->fill = f;
	figures.fills++;
}

bool
page_join(struct request *rq)
{
	struct target t;
	struct uuid article;
	struct page *p;
	struct fill *f;

	if (cache == NULL || setting_int(CACHE_SIZE) == 0 || !rq->route->kept || !uuid_parse(rq->path[0], &article))
		return (false);
	target_read(rq->ex, &t);
	if (!t.plain || (rq->route->who != WHO_ANYONE && (rq->token != NULL || has_session(rq->ex))))
		return (false); /* with something of its reader's on it */
	p = cache_page(cache, t.key, t.n, &article);
	p->html = rq->route->who != WHO_ANYONE;
	rq->least = t.least;
	f = p->fill;
	if (f == NULL) {
		fill_begin(rq, p);
		return (false);
	}
	rq->wait_next = NULL;
	*f->last = rq;
	f->last = &rq->wait_next;
	rq->step = "wait";
	figures.waits++;
	return (true);
}

/* Ends the fill; its waiters come back, in order of arrival. */
static struct request *
fill_end(struct request *rq, struct page **page)
{
	struct fill *f = rq->fill;
	struct request *waiting = f->waiting;

	*page = f->page;
	f->page->fill = NULL;
	rq->fill = NULL;
	free(f);
	return (waiting);
}

static struct copy *
copy_make(long version, const char *type, const char *body, size_t len)
{
	struct copy *copy = copy_new();

	copy->version = version;
	copy->made_ms = clock_ms();
	(void)snprintf(copy->etag, sizeof(copy->etag), "\"%ld-%s-i\"", version, build_id());
	buf_printf(&copy->fields, "Content-Type: %s\r\nMadang-Version: %ld\r\n", type, version);
	buf_printf(&copy->tag, "ETag: %s\r\n", copy->etag);
	buf_printf(&copy->gzip_tag, "ETag: %.*sg\"\r\n", (int)strlen(copy->etag) - 2, copy->etag);
	buf_add(&copy->body, body, len);
	return (copy);
}

static void
topic_filled(struct topic *t, long version, int64_t asked_ms)
{
	if (version >= t->heard) {
		t->heard = version;
		t->stale_ms = 0;
	}
	if (asked_ms > t->checked_ms)
		t->checked_ms = asked_ms;
}

/* A waiter that wants more than the fill found: the question began before it asked, so it asks itself. */
static void
ask_again(struct request *rq)
{
	if (!page_join(rq))
		request_run(rq);
}

bool
page_filled(struct request *rq, long version, const char *type, const char *fields, const char *body, size_t len)
{
	struct request *w, *next, *again = NULL;
	struct page *p;
	struct copy *copy;
	int64_t asked_ms;

	if (rq->fill == NULL)
		return (false);
	asked_ms = rq->fill->began_ms;
	rq->fill->page->took_ms = clock_ms() - asked_ms;
	w = fill_end(rq, &p);
	copy = copy_make(version, type, body, len);
	buf_puts(&copy->fields, fields);
	topic_filled(p->topic, version, asked_ms);
	copy_hold(copy); /* ours, while we answer */
	cache_put(cache, p, copy, (size_t)setting_int(CACHE_SIZE) * 1048576);
	if (version >= rq->least) {
		request_over(rq, 200, len);
		copy_send(rq->ex, p, copy, -1);
	} else
		reply_behind(rq);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		if (version < w->least) {
			w->wait_next = again;
			again = w;
			continue;
		}
		request_over(w, 200, len);
		copy_send(w->ex, p, copy, -1);
	}
	copy_release(copy);
	for (w = again; w != NULL; w = next) { /* the page may go with these */
		next = w->wait_next;
		ask_again(w);
	}
	return (true);
}

/* The last copy, if the database is what failed and the copy is not less than was asked for. */
static bool
stale_send(struct request *rq, struct page *p, struct copy *copy)
{
	if (copy == NULL || copy->version < rq->least)
		return (false);
	figures.stale++;
	request_over(rq, 200, copy->body.len);
	copy_send(rq->ex, p, copy, clock_ms() - copy->made_ms);
	return (true);
}

bool
page_failed(struct request *rq, int status, const char *code, const char *detail)
{
	struct request *w, *next;
	struct copy *copy;
	struct page *p;
	bool sent;

	if (rq->fill == NULL)
		return (false);
	w = fill_end(rq, &p);
	copy = status == 503 ? p->copy : NULL;
	if (copy != NULL)
		copy_hold(copy);
	sent = stale_send(rq, p, copy);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		if (stale_send(w, p, copy))
			continue;
		if (status == 503)
			rq_add(w, "Retry-After", "1");
		reply_problem(w, status, code, detail);
	}
	copy_release(copy);
	if (p->fill == NULL && (status != 503 || p->copy == NULL))
		cache_drop(cache, p); /* absent or hidden now: nothing to keep */
	return (sent);
}

void
page_abandon(struct request *rq)
{
	struct request *w, *next;
	struct page *p;

	if (rq->fill == NULL)
		return;
	w = fill_end(rq, &p);
	if (p->copy == NULL)
		cache_drop(cache, p);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		request_run(w);
	}
}

/* ---- what is heard */

void
page_heard(const char *article, long version)
{
	struct topic *t;
	struct uuid id;

	if (cache == NULL || !uuid_parse(article, &id) || (t = cache_topic(cache, &id)) == NULL || version <= t->heard)
		return;
	t->heard = version;
	if (t->stale_ms == 0)
		t->stale_ms = clock_ms();
}

/* ---- the check: lost notices are repaired by version */

struct check {
	struct buf ids;
	unsigned n;
};

struct checking {
	int64_t asked_ms;
};

static void
check_collect(struct topic *t, void *arg)
{
	struct check *c = arg;
	char id[UUID_TEXT];

	if (!t->asked || c->n == CHECK_MAX)
		return;
	t->asked = false;
	uuid_text(&t->article, id);
	buf_putc(&c->ids, c->n++ == 0 ? '{' : ',');
	buf_puts(&c->ids, id);
}

static void
checked(void *arg, enum ask_status status, const struct answer *a)
{
	struct checking *asked = arg;
	struct topic *t;
	struct uuid id;

	for (int i = 0; status == ASK_OK && i < answer_rows(a); i++) {
		const char *article = answer_text(a, i, 1);

		if (!uuid_parse(article, &id) || (t = cache_topic(cache, &id)) == NULL)
			continue;
		/* What is gone or hidden now is asked for anew, and answered so. */
		page_heard(article, strcmp(answer_text(a, i, 0), "ok") == 0 ? answer_long(a, i, 2) : t->heard + 1);
		if (asked->asked_ms > t->checked_ms)
			t->checked_ms = asked->asked_ms;
	}
	free(asked);
}

void
page_check(struct pool *pool)
{
	struct checking *asked;
	struct check c = { .n = 0 };

	if (cache == NULL)
		return;
	buf_init(&c.ids, NULL);
	cache_topics(cache, check_collect, &c);
	if (c.n > 0) {
		buf_putc(&c.ids, '}');
		asked = mem_zero(1, sizeof(*asked));
		asked->asked_ms = clock_ms();
		pool_ask(pool, VERSIONS, (const char *const[]){ c.ids.data }, checked, asked);
	}
	buf_end(&c.ids);
}
