/*
 * Versions of articles, told to all workers and heard from them. Telling has a
 * link of its own because a transaction that notifies locks the whole cluster
 * until it has committed: never a writer's, one at a time, and without waiting
 * for the disk (synchronous_commit=off, connect.c).
 */
#include <limits.h>

#include "base/clock.h"
#include "base/uuid.h"
#include "db/internal.h"
#include "settings/settings.h"

#define BUCKETS	     1024
#define PAYLOAD_MAX  7900 /* PostgreSQL takes less than 8000 octets */
#define ENTRY_MAX    (UUID_TEXT + 21) /* blank, uuid, colon, version */
#define PAYLOADS_MAX 8 /* in one statement */

LIST_HEAD(bucket, told);

struct told {
	TAILQ_ENTRY(told) on; /* pending, oldest first */
	LIST_ENTRY(told) same; /* its bucket's */
	struct uuid article;
	long version;
};

struct notify {
	struct pool *pool;
	pool_version_fn *heard; /* NULL: nobody listens */
	void *arg;
	TAILQ_HEAD(, told) pending;
	struct bucket buckets[BUCKETS];
	long count;
	struct event *timer;
	int64_t sent; /* clock_ms() of the last statement */
	bool in_flight_count;
};

static void arm(struct notify *);
static void hear(struct notify *, const char *article, long version);
static event_fn due;
static answer_fn told;

struct notify *
notify_new(struct pool *p)
{
	struct notify *n = mem_zero(1, sizeof(*n));

	n->pool = p;
	TAILQ_INIT(&n->pending);
	n->timer = evtimer_new(p->base, due, n);
	if (n->timer == NULL)
		abort();
	return (n);
}

static void
forget(struct notify *n, struct told *t)
{
	TAILQ_REMOVE(&n->pending, t, on);
	LIST_REMOVE(t, same);
	n->count--;
	free(t);
}

void
notify_end(struct notify *n)
{
	while (!TAILQ_EMPTY(&n->pending))
		forget(n, TAILQ_FIRST(&n->pending));
	event_free(n->timer);
	free(n);
}

/* ---- telling */

static struct bucket *
bucket_of(struct notify *n, const struct uuid *id)
{
	return (&n->buckets[(id->b[14] << 8 | id->b[15]) % BUCKETS]);
}

void
pool_send_version(struct pool *p, const char *article, long version)
{
	struct notify *n = p->notify;
	struct bucket *bucket;
	struct uuid id;
	struct told *t;

	if (version <= 0 || !uuid_parse(article, &id))
		return;
	bucket = bucket_of(n, &id);
	LIST_FOREACH(t, bucket, same)
		if (memcmp(&t->article, &id, sizeof(id)) == 0)
			break;
	if (t == NULL) {
		t = mem_zero(1, sizeof(*t));
		t->article = id;
		LIST_INSERT_HEAD(bucket, t, same);
		TAILQ_INSERT_TAIL(&n->pending, t, on);
		n->count++;
	}
	if (version > t->version)
		t->version = version;
	for (; n->count > setting_int(NOTIFY_ARTICLES); p->figures.versions_dropped++)
		forget(n, TAILQ_FIRST(&n->pending));
	arm(n);
}

/* The next statement, if one may and can be sent: on this turn's end or when notify.interval has passed. */
static void
arm(struct notify *n)
{
	const struct db_conn *l = n->pool->links[DB_NOTIFY];
	int64_t ms = n->sent + setting_int(NOTIFY_INTERVAL) - clock_ms();
	struct timeval tv = { 0, 0 };

	if (n->in_flight_count || TAILQ_EMPTY(&n->pending) || l->state != DB_UP || l->mismatched[NOTIFY_VERSIONS] ||
	    evtimer_pending(n->timer, NULL))
		return;
	if (ms > 0) {
		tv.tv_sec = ms / 1000;
		tv.tv_usec = (ms % 1000) * 1000;
	}
	(void)event_add(n->timer, &tv);
}

/* One payload, quoted as an array's element; the entries that fit. */
static void
payload(struct notify *n, struct buf *out)
{
	size_t begun = out->len;
	char id[UUID_TEXT];
	struct told *t;

	while ((t = TAILQ_FIRST(&n->pending)) != NULL && out->len - begun < PAYLOAD_MAX - ENTRY_MAX) {
		uuid_text(&t->article, id);
		buf_printf(out, "%s%s:%ld", out->len == begun ? "\"" : " ", id, t->version);
		n->pool->figures.versions_sent++;
		forget(n, t);
	}
	buf_putc(out, '"');
}

static void
due(evutil_socket_t fd, short what, void *arg)
{
	struct notify *n = arg;
	struct db_conn *l = n->pool->links[DB_NOTIFY];
	const char *params[1];
	struct buf list;
	int i;

	(void)fd;
	(void)what;
	if (n->in_flight_count || l->state != DB_UP)
		return; /* armed again when that ends */
	buf_init(&list, NULL);
	for (i = 0; i < PAYLOADS_MAX && !TAILQ_EMPTY(&n->pending); i++) {
		buf_putc(&list, i == 0 ? '{' : ',');
		payload(n, &list);
	}
	if (i > 0) {
		buf_putc(&list, '}');
		params[0] = list.data;
		n->in_flight_count = true;
		n->sent = clock_ms();
		n->pool->figures.notify_statements++;
		(void)query_own(l, NOTIFY_VERSIONS, params, told, n);
	}
	buf_end(&list);
}

/* What failed is not told again: who keeps pages compares versions. */
static void
told(void *arg, enum ask_status status, const struct answer *a)
{
	struct notify *n = arg;

	(void)status;
	(void)a;
	n->in_flight_count = false;
	arm(n);
}

void
notify_up(struct db_conn *l)
{
	if (l->kind == DB_NOTIFY)
		arm(l->pool->notify);
	if (l->kind == DB_LISTEN) /* from here on nothing is missed */
		hear(l->pool->notify, NULL, 0);
}

/* ---- hearing */

void
pool_listen(struct pool *p, pool_version_fn *heard, void *arg)
{
	p->notify->heard = heard;
	p->notify->arg = arg;
}

static void
hear(struct notify *n, const char *article, long version)
{
	if (n->heard != NULL)
		n->heard(n->arg, article, version);
}

/* Anybody who may connect may notify: what is no list of versions is passed over. */
static void
take(struct notify *n, const char *p)
{
	char id[UUID_TEXT];
	struct uuid u;
	char *end;
	long version;

	for (; *p != '\0'; p += strcspn(p, " "), p += *p == ' ') {
		if (strlen(p) < UUID_TEXT || p[UUID_TEXT - 1] != ':')
			continue;
		memcpy(id, p, UUID_TEXT - 1);
		id[UUID_TEXT - 1] = '\0';
		version = strtol(p + UUID_TEXT, &end, 10);
		if (version <= 0 || version == LONG_MAX || (*end != ' ' && *end != '\0') || !uuid_parse(id, &u))
			continue;
		n->pool->figures.versions_received++;
		hear(n, id, version);
	}
}

void
notify_heard(struct db_conn *l)
{
	PGnotify *notice;

	while (l->state == DB_UP && (notice = PQnotifies(l->pg)) != NULL) {
		if (strcmp(notice->relname, "madang_versions") == 0)
			take(l->pool->notify, notice->extra);
		PQfreemem(notice);
	}
}
