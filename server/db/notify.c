/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends article versions to all workers by NOTIFY and receives theirs.
 *
 * A transaction with NOTIFY holds a cluster-wide lock until it has committed. So a connection of its own sends them, one
 * statement at a time, without waiting for the disk (synchronous_commit = off, connect.c), and writers never wait.
 * A payload is "uuid:version uuid:version …".
 */
#include <limits.h>

#include "base/clock.h"
#include "base/uuid.h"
#include "db/internal.h"
#include "settings/settings.h"

#define BUCKETS	     1024
#define PAYLOAD_MAX  7900	      /* PostgreSQL's limit is 7999 bytes */
#define ENTRY_MAX    (UUID_TEXT + 21) /* space, uuid, colon, version */
#define PAYLOADS_MAX 8		      /* in one statement */

LIST_HEAD(pending_bucket, pending_version);

struct pending_version {
	TAILQ_ENTRY(pending_version) on;  /* pending, oldest first */
	LIST_ENTRY(pending_version) same; /* the bucket's */
	struct uuid article;
	long version;
};

struct notify {
	struct pool *pool;
	pool_version_fn *listener; /* NULL: none */
	void *arg;
	TAILQ_HEAD(, pending_version) pending;
	struct pending_bucket buckets[BUCKETS];
	long count;
	struct event *timer;
	int64_t sent; /* clock_ms() of the last statement */
	bool in_flight;
};

static void notify_arm(struct notify *);
static void listener_call(struct notify *, const char *article, long version);
static event_fn notify_due;
static answer_fn notify_replied;

struct notify *
notify_new(struct pool *p)
{
	struct notify *n = mem_zero(1, sizeof(*n));

	n->pool = p;
	TAILQ_INIT(&n->pending);
	n->timer = evtimer_new(p->base, notify_due, n);
	if (n->timer == NULL)
		abort();
	return (n);
}

static void
pending_drop(struct notify *n, struct pending_version *t)
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
		pending_drop(n, TAILQ_FIRST(&n->pending));
	event_free(n->timer);
	free(n);
}

/* ---- send */

static struct pending_bucket *
bucket_of(struct notify *n, const struct uuid *id)
{
	return (&n->buckets[(id->b[14] << 8 | id->b[15]) % BUCKETS]);
}

void
pool_send_version(struct pool *p, const char *article, long version)
{
	struct notify *n = p->notify;
	struct pending_bucket *bucket;
	struct uuid id;
	struct pending_version *t;

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
		pending_drop(n, TAILQ_FIRST(&n->pending));
	notify_arm(n);
}

/* Sets the timer of the next statement: now, or notify.interval after the last one. */
static void
notify_arm(struct notify *n)
{
	const struct db_conn *c = n->pool->conns[DB_NOTIFY];
	int64_t ms = n->sent + setting_int(NOTIFY_INTERVAL) - clock_ms();
	struct timeval tv = { 0, 0 };

	if (n->in_flight || TAILQ_EMPTY(&n->pending) || c->state != DB_UP || c->mismatched[NOTIFY_VERSIONS] ||
	    evtimer_pending(n->timer, NULL))
		return;
	if (ms > 0) {
		tv.tv_sec = ms / 1000;
		tv.tv_usec = (ms % 1000) * 1000;
	}
	(void)event_add(n->timer, &tv);
}

/* Writes one payload as a quoted array element and drops its entries from the pending list. */
static void
payload_put(struct notify *n, struct buf *out)
{
	size_t begun = out->len;
	char id[UUID_TEXT];
	struct pending_version *t;

	while ((t = TAILQ_FIRST(&n->pending)) != NULL && out->len - begun < PAYLOAD_MAX - ENTRY_MAX) {
		uuid_text(&t->article, id);
		buf_printf(out, "%s%s:%ld", out->len == begun ? "\"" : " ", id, t->version);
		n->pool->figures.versions_sent++;
		pending_drop(n, t);
	}
	buf_putc(out, '"');
}

static void
notify_due(evutil_socket_t fd, short what, void *arg)
{
	struct notify *n = arg;
	struct db_conn *c = n->pool->conns[DB_NOTIFY];
	const char *params[1];
	struct buf list;
	int i;

	(void)fd;
	(void)what;
	if (n->in_flight || c->state != DB_UP)
		return; /* the reply, or the next connect, sets the timer again */
	buf_init(&list, NULL);
	for (i = 0; i < PAYLOADS_MAX && !TAILQ_EMPTY(&n->pending); i++) {
		buf_putc(&list, i == 0 ? '{' : ',');
		payload_put(n, &list);
	}
	if (i > 0) {
		buf_putc(&list, '}');
		params[0] = list.data;
		n->in_flight = true;
		n->sent = clock_ms();
		n->pool->figures.notify_statements++;
		(void)internal_query_new(c, NOTIFY_VERSIONS, params, notify_replied, n);
	}
	buf_end(&list);
}

/* A failed statement is not repeated, because the page caches compare versions. */
static void
notify_replied(void *arg, enum ask_status status, const struct answer *a)
{
	struct notify *n = arg;

	(void)status;
	(void)a;
	n->in_flight = false;
	notify_arm(n);
}

void
notify_up(struct db_conn *c)
{
	if (c->kind == DB_NOTIFY)
		notify_arm(c->pool->notify);
	if (c->kind == DB_LISTEN) /* all later versions arrive */
		listener_call(c->pool->notify, NULL, 0);
}

/* ---- receive */

void
pool_listen(struct pool *p, pool_version_fn *listener, void *arg)
{
	p->notify->listener = listener;
	p->notify->arg = arg;
}

static void
listener_call(struct notify *n, const char *article, long version)
{
	if (n->listener != NULL)
		n->listener(n->arg, article, version);
}

/* Any role that may connect may notify, so entries that are not uuid:version are skipped. */
static void
versions_received(struct notify *n, const char *p)
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
		listener_call(n, id, version);
	}
}

void
notify_receive(struct db_conn *c)
{
	PGnotify *notice;

	while (c->state == DB_UP && (notice = PQnotifies(c->pg)) != NULL) {
		if (strcmp(notice->relname, "madang_versions") == 0)
			versions_received(c->pool->notify, notice->extra);
		PQfreemem(notice);
	}
}
