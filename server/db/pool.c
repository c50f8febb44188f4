#include "db/pool.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

static event_fn refuse_now;
static event_fn expire;
static event_fn answer_more;

struct pool *
pool_new(struct event_base *base)
{
	struct pool *p = mem_zero(1, sizeof(*p));
	int kind;

	p->base = base;
	TAILQ_INIT(&p->open);
	TAILQ_INIT(&p->refused);
	TAILQ_INIT(&p->committed);
	p->turn = event_new(base, -1, 0, refuse_now, p);
	p->more = evtimer_new(base, answer_more, p);
	p->deadline = evtimer_new(base, expire, p);
	if (p->turn == NULL || p->more == NULL || p->deadline == NULL)
		abort();
	for (kind = 0; kind < DB_CONNS; kind++)
		p->links[kind] = db_conn_new(p, (enum db_conn_kind)kind);
	p->notify = notify_new(p);
	p->nonce = arc4random(); /* another worker's results would not fit */
	health_begin(p);
	return (p);
}

void
pool_on_distrust(struct pool *p, pool_distrust_fn *fn, void *arg)
{
	p->doubted = fn;
	p->doubted_arg = arg;
}

static void
refuse_all(struct pool *p)
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
	refuse_all(p);
}

void
pool_end(struct pool *p)
{
	struct query *q;
	int kind;

	p->ending = true;
	refuse_all(p);
	while ((q = TAILQ_FIRST(&p->committed)) != NULL) {
		TAILQ_REMOVE(&p->committed, q, on);
		q->conn->committed--;
		query_end(q, ASK_UNAVAILABLE);
	}
	for (kind = 0; kind < DB_CONNS; kind++)
		db_conn_end(p->links[kind]);
	refuse_all(p);
	for (kind = 0; kind < DB_CONNS; kind++)
		db_conn_free(p->links[kind]);
	notify_end(p->notify);
	event_free(p->turn);
	event_free(p->more);
	event_free(p->deadline);
	event_free(p->tick);
	free(p);
}

/* ---- one question */

/* Not in flight: there the database sets the pace. What it has answered waits for us. */
static unsigned
waiting(const struct db_conn *l)
{
	return (l->queued + l->committed);
}

static bool
full(const struct db_conn *l)
{
	return (waiting(l) >= (unsigned)setting_int(DATABASE_QUEUE_MAX));
}

bool
pool_half_full(const struct pool *p)
{
	return (waiting(p->links[DB_READ]) * 2 >= (unsigned)setting_int(DATABASE_QUEUE_MAX));
}

bool
pool_full(struct pool *p, enum statement st)
{
	bool yes = full(p->links[statements[st].conn]);

	p->figures.shed += yes;
	return (yes);
}

/* Whether it can be asked at all; ASK_OK if so. */
static enum ask_status
may_ask(const struct pool *p, const struct db_conn *l, enum statement st)
{
	if (full(l))
		return (ASK_BUSY);
	if (p->ending || db_conn_away(l))
		return (ASK_UNAVAILABLE);
	if (l->state == DB_UP && l->mismatched[st])
		return (ASK_UNAVAILABLE);
	if (p->skewed && l->kind != DB_READ)
		return (ASK_SKEW);
	return (ASK_OK);
}

static void
arm_deadline(struct pool *p)
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
	struct db_conn *l = p->links[statements[st].conn];
	struct query *q = query_new(p, l, (int)st, params);

	q->done = done;
	q->arg = arg;
	p->figures.queries++;
	q->refused = may_ask(p, l, st);
	if (q->refused != ASK_OK) {
		TAILQ_INSERT_TAIL(&p->refused, q, on);
		event_active(p->turn, EV_TIMEOUT, 0);
		return;
	}
	db_conn_add(l, q);
	if (!evtimer_pending(p->deadline, NULL))
		arm_deadline(p);
}

static void
refuse_now(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	refuse_all(arg);
}

static void
answer_more(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	deliver_committed(arg, false);
}

/* ---- deadlines */

/* Still flying: its answer, when it comes, is for nobody; the place in the pipeline stays taken until then. */
static void
answer_early(struct query *q, enum ask_status status)
{
	answer_fn *done = q->done;

	query_close(q);
	q->done = NULL;
	done(q->arg, status, NULL);
}

static void
log_timeout(const struct query *q, const struct db_conn *l)
{
	struct log_request outer = log_request_enter(q->request_id);
	long more;

	if (repeat_due("query timed out", query_name(q), NULL, &more))
		log_warn("query timed out", log_text("statement", query_name(q)), log_text("connection", db_conn_name(l)),
		    log_bool("sent", q->in_flight_count > 0), log_repeated(more));
	log_request_leave(&outer);
}

static void
expire(evutil_socket_t fd, short what, void *arg)
{
	struct pool *p = arg;
	struct query *q;
	struct db_conn *l;
	enum ask_status status;

	(void)fd;
	(void)what;
	while ((q = TAILQ_FIRST(&p->open)) != NULL && q->deadline <= clock_ms()) {
		l = q->conn;
		status = l->state == DB_UP ? ASK_TIMEOUT : ASK_UNAVAILABLE;
		log_timeout(q, l);
		if (q->in_flight_count)
			answer_early(q, status);
		else if (q->refused != ASK_OK)
			break; /* is answered on this very turn */
		else {
			db_conn_remove(l, q);
			query_end(q, status);
		}
		db_conn_check(l);
	}
	arm_deadline(p);
}

/* ---- how it goes */

unsigned
pool_waiting(const struct pool *p)
{
	return (p->waiting);
}

struct pool_figures
pool_figures(const struct pool *p)
{
	struct pool_figures f = p->figures;

	f.waiting_read = waiting(p->links[DB_READ]) + p->links[DB_READ]->in_flight_count;
	f.waiting_write = waiting(p->links[DB_WRITE]) + p->links[DB_WRITE]->in_flight_count;
	f.sender_up = p->links[DB_NOTIFY]->state == DB_UP;
	f.listener_up = p->links[DB_LISTEN]->state == DB_UP;
	f.heavy_up = p->links[DB_HEAVY]->state == DB_UP;
	f.waiting_heavy = waiting(p->links[DB_HEAVY]) + p->links[DB_HEAVY]->in_flight_count;
	f.waiting_work = waiting(p->links[DB_WORK]) + p->links[DB_WORK]->in_flight_count;
	return (f);
}
