/* SPDX-License-Identifier: Apache-2.0 */
#include "db/pool.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

static event_fn refused_wakeup;
static event_fn deadline_passed;
static event_fn deliver_more;

static struct pool *
pool_new_of(struct event_base *base, enum db_conn_kind first, enum db_conn_kind last)
{
	struct pool *p = mem_zero(1, sizeof(*p));

	p->base = base;
	TAILQ_INIT(&p->open);
	TAILQ_INIT(&p->refused);
	TAILQ_INIT(&p->committed);
	p->wakeup = event_new(base, -1, 0, refused_wakeup, p);
	p->more = evtimer_new(base, deliver_more, p);
	p->deadline = evtimer_new(base, deadline_passed, p);
	if (p->wakeup == NULL || p->more == NULL || p->deadline == NULL)
		abort();
	for (enum db_conn_kind kind = first; kind <= last; kind++)
		p->conns[kind] = db_conn_new(p, kind);
	p->notify = notify_new(p);
	p->nonce = arc4random(); /* differs from every other worker's */
	health_begin(p);
	return (p);
}

struct pool *
pool_new(struct event_base *base)
{
	return (pool_new_of(base, DB_READ, DB_HEAVY));
}

struct pool *
pool_new_courier(struct event_base *base)
{
	return (pool_new_of(base, DB_MAIL, DB_MAIL));
}

void
pool_on_distrust(struct pool *p, pool_distrust_fn *fn, void *arg)
{
	p->distrusted = fn;
	p->distrusted_arg = arg;
}

static void
deliver_refused(struct pool *p)
{
	struct query *q;

	while ((q = TAILQ_FIRST(&p->refused)) != NULL) {
		TAILQ_REMOVE(&p->refused, q, on);
		query_end(q, q->refused);
	}
}

void
pool_deliver(struct pool *p)
{
	deliver_committed(p, true);
	deliver_refused(p);
}

void
pool_end(struct pool *p)
{
	struct query *q;
	int kind;

	p->ending = true;
	deliver_refused(p);
	while ((q = TAILQ_FIRST(&p->committed)) != NULL) {
		TAILQ_REMOVE(&p->committed, q, on);
		q->conn->committed--;
		query_end(q, ASK_UNAVAILABLE);
	}
	for (kind = 0; kind < DB_KINDS; kind++)
		if (p->conns[kind] != NULL)
			db_conn_end(p->conns[kind]);
	deliver_refused(p);
	for (kind = 0; kind < DB_KINDS; kind++)
		if (p->conns[kind] != NULL)
			db_conn_free(p->conns[kind]);
	notify_end(p->notify);
	event_free(p->wakeup);
	event_free(p->more);
	event_free(p->deadline);
	event_free(p->tick);
	free(p);
}

/* ---- one query */

/* Queries in flight do not count, because they wait for the database. Undelivered answers wait for this worker. */
static unsigned
queue_length(const struct db_conn *c)
{
	return (c->queued + c->committed);
}

static bool
queue_full(const struct db_conn *c)
{
	return (queue_length(c) >= (unsigned)setting_int(DATABASE_QUEUE_MAX));
}

bool
pool_half_full(const struct pool *p)
{
	return (queue_length(p->conns[DB_READ]) * 2 >= (unsigned)setting_int(DATABASE_QUEUE_MAX));
}

bool
pool_full(struct pool *p, enum statement st)
{
	bool yes = queue_full(p->conns[statements[st].conn]);

	p->figures.shed += yes;
	return (yes);
}

/* ASK_OK if the query may be queued. */
static enum ask_status
admit_query(const struct pool *p, const struct db_conn *c, enum statement st)
{
	if (queue_full(c))
		return (ASK_BUSY);
	if (p->ending || db_conn_is_down(c))
		return (ASK_UNAVAILABLE);
	if (c->state == DB_UP && c->mismatched[st])
		return (ASK_UNAVAILABLE);
	if (p->skewed && c->kind != DB_READ)
		return (ASK_SKEW);
	return (ASK_OK);
}

static void
deadline_arm(struct pool *p)
{
	struct query *first = TAILQ_FIRST(&p->open);
	int64_t ms = first != NULL ? first->deadline - clock_ms() : 0;
	struct timeval tv;

	if (first == NULL)
		return;
	ms = ms < 0 ? 0 : ms + 1;
	tv.tv_sec = ms / 1000;
	tv.tv_usec = (ms % 1000) * 1000;
	(void)event_add(p->deadline, &tv);
}

void
pool_ask(struct pool *p, enum statement st, const char *const *params, answer_fn *done, void *arg)
{
	struct db_conn *c = p->conns[statements[st].conn];
	struct query *q = query_new(p, c, (int)st, params);

	q->done = done;
	q->arg = arg;
	p->figures.queries++;
	q->refused = admit_query(p, c, st);
	if (q->refused != ASK_OK) {
		TAILQ_INSERT_TAIL(&p->refused, q, on);
		event_active(p->wakeup, EV_TIMEOUT, 0);
		return;
	}
	db_conn_add(c, q);
	if (!evtimer_pending(p->deadline, NULL))
		deadline_arm(p);
}

static void
refused_wakeup(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	deliver_refused(arg);
}

static void
deliver_more(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	deliver_committed(arg, false);
}

/* ---- deadlines */

/* The query is in flight and keeps its place in the pipeline; its result will be thrown away. */
static void
answer_at_deadline(struct query *q, enum ask_status status)
{
	answer_fn *done = q->done;

	query_deadline_stop(q);
	q->done = NULL;
	done(q->arg, status, NULL);
}

static void
log_timeout(const struct query *q, const struct db_conn *c)
{
	struct log_request outer = log_request_enter(q->request_id);
	long more;

	if (repeat_due("query timed out", query_name(q), NULL, &more))
		log_warn("query timed out", log_text("statement", query_name(q)), log_text("connection", db_conn_name(c)),
		    log_bool("sent", q->in_flight > 0), log_repeated(more));
	log_request_leave(&outer);
}

static void
deadline_passed(evutil_socket_t fd, short what, void *arg)
{
	struct pool *p = arg;
	struct query *q;
	struct db_conn *c;
	enum ask_status status;

	(void)fd;
	(void)what;
	while ((q = TAILQ_FIRST(&p->open)) != NULL && q->deadline <= clock_ms()) {
		c = q->conn;
		status = c->state == DB_UP ? ASK_TIMEOUT : ASK_UNAVAILABLE;
		log_timeout(q, c);
		if (q->in_flight)
			answer_at_deadline(q, status);
		else if (q->refused != ASK_OK)
			break; /* is answered in this iteration of the loop */
		else {
			db_conn_remove(c, q);
			query_end(q, status);
		}
		db_conn_check(c);
	}
	deadline_arm(p);
}

/* ---- figures */

unsigned
pool_waiting(const struct pool *p)
{
	return (p->waiting);
}

struct pool_figures
pool_figures(const struct pool *p)
{
	struct pool_figures f = p->figures;

	f.waiting_read = queue_length(p->conns[DB_READ]) + p->conns[DB_READ]->in_flight_count;
	f.waiting_write = queue_length(p->conns[DB_WRITE]) + p->conns[DB_WRITE]->in_flight_count;
	f.sender_up = p->conns[DB_NOTIFY]->state == DB_UP;
	f.listener_up = p->conns[DB_LISTEN]->state == DB_UP;
	f.heavy_up = p->conns[DB_HEAVY]->state == DB_UP;
	f.waiting_heavy = queue_length(p->conns[DB_HEAVY]) + p->conns[DB_HEAVY]->in_flight_count;
	f.waiting_work = queue_length(p->conns[DB_WORK]) + p->conns[DB_WORK]->in_flight_count;
	return (f);
}
