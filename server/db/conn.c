/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection, in the order of its states (enum db_conn_state): connect, handshake, prepare, up, lost, retry.
 *
 * How this works: db_conn_lost() is the only way down. It closes the socket, hands the queries in flight to
 * batch_lost() and sets the timer of the next attempt. The delay doubles from BACKOFF_MIN to database.backoff_max and
 * is random within its upper half, so that workers do not reconnect together. The delay starts over when a connection
 * lasted longer than database.reconnect_wait. Queued queries wait for the connection for database.reconnect_wait; then
 * they and all new ones are answered ASK_UNAVAILABLE until it is up.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

#define BACKOFF_MIN 50 /* ms */

static void connect_attempt(struct db_conn *);
static event_fn handshake_step;
static void handshake_done(struct db_conn *);
static event_fn conn_readable;
static event_fn conn_writable;
static event_fn fill_wakeup;
static event_fn lock_retry;
static event_fn timer_fired;
static void conn_up(struct db_conn *);

static void
timer_set(struct db_conn *c, long ms)
{
	struct timeval tv = { ms / 1000, (ms % 1000) * 1000 };

	(void)event_add(c->timer, &tv);
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
	struct db_conn *c = mem_zero(1, sizeof(*c));

	c->pool = p;
	c->kind = kind;
	c->since = clock_ms();
	c->backoff = BACKOFF_MIN;
	TAILQ_INIT(&c->queue);
	TAILQ_INIT(&c->in_flight);
	TAILQ_INIT(&c->locked);
	buf_init(&c->why, NULL);
	buf_init(&c->probe_error, NULL);
	buf_printf(&c->why, "%s connection: not connected yet", db_conn_name(c));
	c->timer = event_or_die(evtimer_new(p->base, timer_fired, c));
	c->wakeup = event_or_die(event_new(p->base, -1, 0, fill_wakeup, c));
	c->lock_timer = event_or_die(evtimer_new(p->base, lock_retry, c));
	timer_set(c, 0);
	return (c);
}

bool
db_conn_is_slow(const struct db_conn *c)
{
	return (c->kind == DB_WORK || c->kind == DB_HEAVY || c->kind == DB_MAIL);
}

const char *
db_conn_name(const struct db_conn *c)
{
	return (db_conn_kind_name(c->kind));
}

bool
db_conn_is_down(const struct db_conn *c)
{
	return (c->state != DB_UP && c->failed && clock_ms() - c->since > setting_int(DATABASE_RECONNECT_WAIT));
}

/* ---- connect */

static void
connect_attempt(struct db_conn *c)
{
	const char *fault = connect_fault(connect_url(c->kind));

	c->state = DB_CONNECTING;
	if (fault != NULL) {
		db_conn_lost(c, fault);
		return;
	}
	c->pg = connect_start(c);
	if (c->pg == NULL || PQstatus(c->pg) == CONNECTION_BAD) {
		db_conn_lost(c, c->pg != NULL ? PQerrorMessage(c->pg) : "out of memory");
		return;
	}
	timer_set(c, setting_int(DATABASE_CONNECT_TIMEOUT));
	c->writable = event_or_die(event_new(c->pool->base, PQsocket(c->pg), EV_WRITE, handshake_step, c));
	(void)event_add(c->writable, NULL);
}

/* PQconnectPoll() may change the socket, so each step registers a new event. */
static void
handshake_step(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *c = arg;
	PostgresPollingStatusType next;

	(void)fd;
	(void)what;
	event_free(c->writable);
	c->writable = NULL;
	next = PQconnectPoll(c->pg);
	if (next == PGRES_POLLING_OK)
		handshake_done(c);
	else if (next == PGRES_POLLING_FAILED)
		db_conn_lost(c, PQerrorMessage(c->pg));
	else {
		c->writable = event_or_die(event_new(c->pool->base, PQsocket(c->pg),
		    next == PGRES_POLLING_READING ? EV_READ : EV_WRITE, handshake_step, c));
		(void)event_add(c->writable, NULL);
	}
}

/* PostgreSQL's warnings have an SQLSTATE. A notice without one is libpq's own: it received a message that it did not expect. */
static void
notice_received(void *arg, const PGresult *notice)
{
	struct db_conn *c = arg;
	const char *message = PQresultErrorMessage(notice);
	const char *state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
	char *line = mem_copy(message, strcspn(message, "\n"));
	long more;

	if (repeat_due("database notice received", db_conn_name(c), state, &more))
		log_warn("database notice received", log_text("connection", db_conn_name(c)), log_text("notice", line),
		    log_repeated(more));
	free(line);
	c->unexpected |= !error_is_servers(notice);
}

static void
handshake_done(struct db_conn *c)
{
	c->state = DB_PREPARING;
	c->unexpected = false;
	(void)PQsetNoticeReceiver(c->pg, notice_received, c);
	c->readable = event_or_die(event_new(c->pool->base, PQsocket(c->pg), EV_READ | EV_PERSIST, conn_readable, c));
	c->writable = event_or_die(event_new(c->pool->base, PQsocket(c->pg), EV_WRITE, conn_writable, c));
	(void)event_add(c->readable, NULL);
	if (PQsetnonblocking(c->pg, 1) != 0 || PQenterPipelineMode(c->pg) != 1 || !prepare_send(c)) {
		db_conn_lost(c, PQerrorMessage(c->pg));
		return;
	}
	(void)db_conn_flush(c);
}

/* ---- up */

/* Answers queries that were queued before their statement proved to mismatch. */
static void
fail_mismatched(struct db_conn *c)
{
	struct query *q, *next;

	for (q = TAILQ_FIRST(&c->queue); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->st >= STATEMENT_COUNT || !c->mismatched[q->st])
			continue;
		db_conn_remove(c, q);
		query_end(q, ASK_UNAVAILABLE);
	}
}

static void
conn_up(struct db_conn *c)
{
	c->state = DB_UP;
	c->since = clock_ms();
	c->failed = false;
	health_up(c);
	if (c->mismatches == 0)
		buf_drop(&c->why, c->why.len);
	log_info("connection established", log_text("connection", db_conn_name(c)), log_int("mismatches", c->mismatches));
	/* `madang migrate` repairs a mismatch, so reconnect later and compare again. */
	timer_set(c, c->mismatches == 0 ? setting_int(DATABASE_CLOCK_CHECK) : setting_int(DATABASE_BACKOFF_MAX));
	if (c->mismatches > 0)
		fail_mismatched(c);
	notify_up(c);
}

/*
 * libpq without memory may wait for a message that it already received. Its error message shows this, because libpq
 * clears it before each result.
 */
static void
check_libpq(struct db_conn *c)
{
	if (c->unexpected && c->state != DB_DOWN)
		db_conn_distrust(c, "libpq received an unexpected message");
	if ((c->state == DB_PREPARING || (c->state == DB_UP && c->in_flight_count > 0)) && PQisBusy(c->pg) &&
	    *PQerrorMessage(c->pg) != '\0')
		db_conn_lost(c, PQerrorMessage(c->pg));
}

static void
conn_readable(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *c = arg;

	(void)fd;
	(void)what;
	c->received_ms = clock_ms();
	if (PQconsumeInput(c->pg) != 1) {
		/* PQerrorMessage() repeats the last words of the server, such as a shutdown. */
		db_conn_lost(c, PQerrorMessage(c->pg));
		return;
	}
	if (c->state == DB_PREPARING && prepare_results(c))
		conn_up(c);
	if (c->state == DB_UP)
		batch_results(c);
	if (c->state == DB_UP && c->kind == DB_LISTEN)
		notify_receive(c);
	check_libpq(c);
	batch_fill(c);
}

static void
conn_writable(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)db_conn_flush(arg);
}

bool
db_conn_flush(struct db_conn *c)
{
	int left = PQflush(c->pg);

	if (left < 0) {
		db_conn_lost(c, PQerrorMessage(c->pg));
		return (false);
	}
	if (left > 0)
		(void)event_add(c->writable, NULL);
	return (true);
}

static void
fill_wakeup(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	batch_fill(arg);
}

static void
lock_retry(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	batch_fill(arg);
	locked_wake(arg);
}

void
db_conn_add(struct db_conn *c, struct query *q)
{
	TAILQ_INSERT_TAIL(&c->queue, q, on);
	c->queued++;
	if (c->state == DB_UP)
		event_active(c->wakeup, EV_TIMEOUT, 0);
}

void
db_conn_remove(struct db_conn *c, struct query *q)
{
	TAILQ_REMOVE(q->locked_on != NULL ? &q->locked_on->list : &c->queue, q, on);
	c->parked -= q->locked_on != NULL;
	q->locked_on = NULL;
	c->queued--;
}

/* The listening connection is queried too, because a silent connection may be dead. */
static void
clock_query(struct db_conn *c)
{
	if (c->kind == DB_WRITE || c->kind == DB_LISTEN)
		(void)internal_query_new(c, INTERNAL_CLOCK, NULL, NULL, NULL);
	timer_set(c, setting_int(DATABASE_CLOCK_CHECK));
}

static void
timer_fired(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *c = arg;

	(void)fd;
	(void)what;
	if (c->state == DB_DOWN)
		connect_attempt(c);
	else if (c->state != DB_UP)
		db_conn_lost(c, "connecting took too long");
	else if (c->mismatches == 0) {
		db_conn_check(c);
		if (c->state == DB_UP)
			clock_query(c);
	} else if (c->in_flight_count == 0)
		db_conn_lost(c, "reconnecting to compare the statements again");
	else
		timer_set(c, BACKOFF_MIN);
}

/* ---- lost */

/* A query is in flight and nothing arrived for longer than any statement may take. */
void
db_conn_check(struct db_conn *c)
{
	long max = setting_int(db_conn_is_slow(c) ? DATABASE_WORK_TIMEOUT : DATABASE_STATEMENT_TIMEOUT) + 1000;

	if (max < setting_int(DATABASE_ASK_TIMEOUT))
		max = setting_int(DATABASE_ASK_TIMEOUT);
	if (c->state == DB_UP && c->in_flight_count > 0 && clock_ms() - c->received_ms >= max)
		db_conn_lost(c, "the database does not answer");
}

/* Answers queries that were never sent; they would wait in vain. */
static void
fail_unsent(struct db_conn *c)
{
	struct query *q, *next;

	for (q = TAILQ_FIRST(&c->queue); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->losses > 0)
			continue;
		db_conn_remove(c, q);
		query_end(q, ASK_UNAVAILABLE);
	}
}

static void
conn_close(struct db_conn *c)
{
	if (c->readable != NULL)
		event_free(c->readable);
	if (c->writable != NULL)
		event_free(c->writable);
	c->readable = c->writable = NULL;
	(void)event_del(c->timer);
	PQfinish(c->pg);
	c->pg = NULL;
}

void
db_conn_lost(struct db_conn *c, const char *why)
{
	bool was_up = c->state == DB_UP;
	size_t n = strcspn(why, "\n");
	long more;

	if (c->state == DB_DOWN)
		return;
	buf_drop(&c->why, c->why.len);
	buf_printf(&c->why, "%s connection: %.*s", db_conn_name(c), (int)n, why);
	if (was_up && repeat_due("connection lost", db_conn_name(c), why, &more))
		log_warn("connection lost", log_text("connection", db_conn_name(c)), log_text("why", c->why.data),
		    log_repeated(more));
	if (!was_up && repeat_due("connection failed", db_conn_name(c), why, &more))
		log_warn("connection failed", log_text("connection", db_conn_name(c)), log_text("why", c->why.data),
		    log_repeated(more));
	if (was_up) {
		c->pool->figures.lost++;
		if (clock_ms() - c->since > setting_int(DATABASE_RECONNECT_WAIT))
			c->backoff = BACKOFF_MIN;
		c->since = clock_ms();
	} else
		c->failed = true;
	c->state = DB_DOWN;
	conn_close(c);
	timer_set(c, c->backoff / 2 + (long)arc4random_uniform((uint32_t)(c->backoff / 2 + 1)));
	c->backoff = c->backoff * 2 > setting_int(DATABASE_BACKOFF_MAX) ? setting_int(DATABASE_BACKOFF_MAX) : c->backoff * 2;
	batch_lost(c);
	if (db_conn_is_down(c))
		fail_unsent(c);
}

void
db_conn_distrust(struct db_conn *c, const char *why)
{
	log_error("connection distrusted", log_text("connection", db_conn_name(c)), log_text("why", why));
	db_conn_lost(c, why);
	if (c->pool->distrusted != NULL)
		c->pool->distrusted(c->pool->distrusted_arg);
	deliver_distrust(c);
}

void
db_conn_end(struct db_conn *c)
{
	struct query *q;

	conn_close(c);
	c->state = DB_DOWN;
	event_free(c->timer);
	event_free(c->wakeup);
	event_free(c->lock_timer);
	batch_lost(c);
	while ((q = TAILQ_FIRST(&c->queue)) != NULL) {
		db_conn_remove(c, q);
		query_end(q, ASK_UNAVAILABLE);
	}
}

void
db_conn_free(struct db_conn *c)
{
	buf_end(&c->why);
	buf_end(&c->probe_error);
	free(c);
}
