/*
 * The life of one connection, in the order it happens: attempt, shaking hands,
 * preparing, up, lost, and again after a while.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

#define BACKOFF_MIN 50 /* ms */

static void attempt(struct db_conn *);
static event_fn shaking;
static void connected(struct db_conn *);
static event_fn readable;
static event_fn writable;
static event_fn turn;
static event_fn retry;
static event_fn clock_rings;
static void up(struct db_conn *);

static void
ring_in(struct db_conn *l, long ms)
{
	struct timeval tv = { ms / 1000, (ms % 1000) * 1000 };

	(void)event_add(l->clock, &tv);
}

static struct event *
event_or_die(struct event *e)
{
	if (e == NULL)
		abort();
	return (e);
}

struct db_conn *
db_conn_new(struct pool *p, enum db_conn_kind kind)
{
	struct db_conn *l = mem_zero(1, sizeof(*l));

	l->pool = p;
	l->kind = kind;
	l->since = clock_ms();
	l->backoff = BACKOFF_MIN;
	TAILQ_INIT(&l->queue);
	TAILQ_INIT(&l->in_flight);
	TAILQ_INIT(&l->locked);
	buf_init(&l->why, NULL);
	buf_init(&l->trouble, NULL);
	buf_printf(&l->why, "%s link: not connected yet", db_conn_name(l));
	l->clock = event_or_die(evtimer_new(p->base, clock_rings, l));
	l->turn = event_or_die(event_new(p->base, -1, 0, turn, l));
	l->retry = event_or_die(evtimer_new(p->base, retry, l));
	ring_in(l, 0);
	return (l);
}

bool
db_conn_is_slow(const struct db_conn *l)
{
	return (l->kind == DB_WORK || l->kind == DB_HEAVY);
}

const char *
db_conn_name(const struct db_conn *l)
{
	static const char *const names[] = { "read", "write", "work", "notify", "listen", "heavy" };

	return (names[l->kind]);
}

bool
db_conn_away(const struct db_conn *l)
{
	return (l->state != DB_UP && l->failed && clock_ms() - l->since > setting_int(DATABASE_RECONNECT_WAIT));
}

/* ---- the attempt */

static void
attempt(struct db_conn *l)
{
	const char *fault = connect_fault(setting_text(DATABASE_URL));

	l->state = DB_CONNECTING;
	if (fault != NULL) {
		db_conn_lost(l, fault);
		return;
	}
	l->pg = connect_start(l);
	if (l->pg == NULL || PQstatus(l->pg) == CONNECTION_BAD) {
		db_conn_lost(l, l->pg != NULL ? PQerrorMessage(l->pg) : "out of memory");
		return;
	}
	ring_in(l, setting_int(DATABASE_CONNECT_TIMEOUT));
	l->writable = event_or_die(event_new(l->pool->base, PQsocket(l->pg), EV_WRITE, shaking, l));
	(void)event_add(l->writable, NULL);
}

/* The socket may be another one after every PQconnectPoll. */
static void
shaking(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *l = arg;
	PostgresPollingStatusType next;

	(void)fd;
	(void)what;
	event_free(l->writable);
	l->writable = NULL;
	next = PQconnectPoll(l->pg);
	if (next == PGRES_POLLING_OK)
		connected(l);
	else if (next == PGRES_POLLING_FAILED)
		db_conn_lost(l, PQerrorMessage(l->pg));
	else {
		l->writable = event_or_die(event_new(l->pool->base, PQsocket(l->pg),
		    next == PGRES_POLLING_READING ? EV_READ : EV_WRITE, shaking, l));
		(void)event_add(l->writable, NULL);
	}
}

/* PostgreSQL's warnings have an SQLSTATE; libpq's own say that it got what it cannot place. */
static void
noticed(void *arg, const PGresult *notice)
{
	struct db_conn *l = arg;
	const char *message = PQresultErrorMessage(notice);
	const char *state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
	char *line = mem_copy(message, strcspn(message, "\n"));
	long more;

	if (repeat_due("database notice received", db_conn_name(l), state, &more))
		log_warn("database notice received", log_text("connection", db_conn_name(l)), log_text("notice", line),
		    log_repeated(more));
	free(line);
	l->odd |= !error_is_servers(notice);
}

static void
connected(struct db_conn *l)
{
	l->state = DB_PREPARING;
	l->odd = false;
	(void)PQsetNoticeReceiver(l->pg, noticed, l);
	l->readable = event_or_die(
	    event_new(l->pool->base, PQsocket(l->pg), EV_READ | EV_PERSIST, readable, l));
	l->writable = event_or_die(event_new(l->pool->base, PQsocket(l->pg), EV_WRITE, writable, l));
	(void)event_add(l->readable, NULL);
	if (PQsetnonblocking(l->pg, 1) != 0 || PQenterPipelineMode(l->pg) != 1 || !prepare_send(l)) {
		db_conn_lost(l, PQerrorMessage(l->pg));
		return;
	}
	(void)db_conn_flush(l);
}

/* ---- up */

/* Asked before we knew. */
static void
answer_unfit(struct db_conn *l)
{
	struct query *q, *next;

	for (q = TAILQ_FIRST(&l->queue); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->st >= STATEMENT_COUNT || !l->mismatched[q->st])
			continue;
		db_conn_remove(l, q);
		query_end(q, ASK_UNAVAILABLE);
	}
}

static void
up(struct db_conn *l)
{
	l->state = DB_UP;
	l->since = clock_ms();
	l->failed = false;
	health_up(l);
	if (l->mismatches == 0)
		buf_drop(&l->why, l->why.len);
	log_info("connection established", log_text("connection", db_conn_name(l)), log_int("mismatches", l->mismatches));
	/* A misfit is mended by migrating: look again, by connecting anew. */
	ring_in(l, l->mismatches == 0 ? setting_int(DATABASE_CLOCK_CHECK) : setting_int(DATABASE_BACKOFF_MAX));
	if (l->mismatches > 0)
		answer_unfit(l);
	notify_up(l);
}

/*
 * Where libpq runs out of memory it may wait for what came already: then its message tells, for it is emptied before
 * each result. And what it cannot place it reports as a notice.
 */
static void
check_libpq(struct db_conn *l)
{
	if (l->odd && l->state != DB_DOWN)
		link_doubted(l, "a message that nothing had asked for");
	if ((l->state == DB_PREPARING || (l->state == DB_UP && l->in_flight_count > 0)) && PQisBusy(l->pg) &&
	    *PQerrorMessage(l->pg) != '\0')
		db_conn_lost(l, PQerrorMessage(l->pg));
}

static void
readable(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *l = arg;

	(void)fd;
	(void)what;
	l->heard = clock_ms();
	if (PQconsumeInput(l->pg) != 1) {
		/* What it said before it hung up may be read still, and is what PQerrorMessage repeats. */
		db_conn_lost(l, PQerrorMessage(l->pg));
		return;
	}
	if (l->state == DB_PREPARING && prepare_results(l))
		up(l);
	if (l->state == DB_UP)
		batch_results(l);
	if (l->state == DB_UP && l->kind == DB_LISTEN)
		notify_heard(l);
	check_libpq(l);
	batch_fill(l);
}

static void
writable(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)db_conn_flush(arg);
}

bool
db_conn_flush(struct db_conn *l)
{
	int left = PQflush(l->pg);

	if (left < 0) {
		db_conn_lost(l, PQerrorMessage(l->pg));
		return (false);
	}
	if (left > 0)
		(void)event_add(l->writable, NULL);
	return (true);
}

static void
turn(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	batch_fill(arg);
}

static void
retry(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	batch_fill(arg);
	locked_wake(arg);
}

void
db_conn_add(struct db_conn *l, struct query *q)
{
	TAILQ_INSERT_TAIL(&l->queue, q, on);
	l->queued++;
	if (l->state == DB_UP)
		event_active(l->turn, EV_TIMEOUT, 0);
}

void
db_conn_remove(struct db_conn *l, struct query *q)
{
	TAILQ_REMOVE(q->behind != NULL ? &q->behind->list : &l->queue, q, on);
	l->parked -= q->behind != NULL;
	q->behind = NULL;
	l->queued--;
}

/* Who only listens asks too: a silent link might be a dead one. */
static void
ask_clock(struct db_conn *l)
{
	if (l->kind == DB_WRITE || l->kind == DB_LISTEN)
		(void)query_own(l, ASK_CLOCK, NULL, NULL, NULL);
	ring_in(l, setting_int(DATABASE_CLOCK_CHECK));
}

static void
clock_rings(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *l = arg;

	(void)fd;
	(void)what;
	if (l->state == DB_DOWN)
		attempt(l);
	else if (l->state != DB_UP)
		db_conn_lost(l, "connecting took too long");
	else if (l->mismatches == 0) {
		db_conn_check(l);
		if (l->state == DB_UP)
			ask_clock(l);
	} else if (l->in_flight_count == 0)
		db_conn_lost(l, "looking whether the statements fit now");
	else
		ring_in(l, BACKOFF_MIN);
}

/* ---- lost */

/* Nothing was heard for longer than any statement may take, though something is in flight. */
void
db_conn_check(struct db_conn *l)
{
	long max = setting_int(db_conn_is_slow(l) ? DATABASE_WORK_TIMEOUT : DATABASE_STATEMENT_TIMEOUT) + 1000;

	if (max < setting_int(DATABASE_ASK_TIMEOUT))
		max = setting_int(DATABASE_ASK_TIMEOUT);
	if (l->state == DB_UP && l->in_flight_count > 0 && clock_ms() - l->heard >= max)
		db_conn_lost(l, "the database has fallen silent");
}

/* Those that were never sent and now would wait for nothing. */
static void
answer_away(struct db_conn *l)
{
	struct query *q, *next;

	for (q = TAILQ_FIRST(&l->queue); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->losses > 0)
			continue;
		db_conn_remove(l, q);
		query_end(q, ASK_UNAVAILABLE);
	}
}

static void
disconnect(struct db_conn *l)
{
	if (l->readable != NULL)
		event_free(l->readable);
	if (l->writable != NULL)
		event_free(l->writable);
	l->readable = l->writable = NULL;
	(void)event_del(l->clock);
	PQfinish(l->pg);
	l->pg = NULL;
}

void
db_conn_lost(struct db_conn *l, const char *why)
{
	bool was_up = l->state == DB_UP;
	size_t n = strcspn(why, "\n");
	long more;

	if (l->state == DB_DOWN)
		return;
	buf_drop(&l->why, l->why.len);
	buf_printf(&l->why, "%s link: %.*s", db_conn_name(l), (int)n, why);
	if (was_up && repeat_due("connection lost", db_conn_name(l), why, &more))
		log_warn("connection lost", log_text("connection", db_conn_name(l)), log_text("why", l->why.data),
		    log_repeated(more));
	if (!was_up && repeat_due("connection failed", db_conn_name(l), why, &more))
		log_warn("connection failed", log_text("connection", db_conn_name(l)), log_text("why", l->why.data),
		    log_repeated(more));
	if (was_up) {
		l->pool->figures.lost++;
		if (clock_ms() - l->since > setting_int(DATABASE_RECONNECT_WAIT))
			l->backoff = BACKOFF_MIN;
		l->since = clock_ms();
	} else
		l->failed = true;
	l->state = DB_DOWN;
	disconnect(l);
	ring_in(l, l->backoff / 2 + (long)arc4random_uniform((uint32_t)(l->backoff / 2 + 1)));
	l->backoff = l->backoff * 2 > setting_int(DATABASE_BACKOFF_MAX) ? setting_int(DATABASE_BACKOFF_MAX)
									: l->backoff * 2;
	batch_lost(l);
	if (db_conn_away(l))
		answer_away(l);
}

void
link_doubted(struct db_conn *l, const char *why)
{
	log_error("connection distrusted", log_text("connection", db_conn_name(l)), log_text("why", why));
	db_conn_lost(l, why);
	if (l->pool->doubted != NULL)
		l->pool->doubted(l->pool->doubted_arg);
	settled_doubted(l);
}

void
db_conn_end(struct db_conn *l)
{
	struct query *q;

	disconnect(l);
	l->state = DB_DOWN;
	event_free(l->clock);
	event_free(l->turn);
	event_free(l->retry);
	batch_lost(l);
	while ((q = TAILQ_FIRST(&l->queue)) != NULL) {
		db_conn_remove(l, q);
		query_end(q, ASK_UNAVAILABLE);
	}
}

void
db_conn_free(struct db_conn *l)
{
	buf_end(&l->why);
	buf_end(&l->trouble);
	free(l);
}
