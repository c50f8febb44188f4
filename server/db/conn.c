/*
 * The life of one connection, in the order it happens: attempt, shaking hands,
 * preparing, up, lost, and again after a while.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/inside.h"
#include "settings/settings.h"

#define BACKOFF_MIN 50 /* ms */

static void attempt(struct link *);
static event_fn shaking;
static void connected(struct link *);
static event_fn readable;
static event_fn writable;
static event_fn turn;
static event_fn retry;
static event_fn clock_rings;
static void up(struct link *);

static void
ring_in(struct link *l, long ms)
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

struct link *
link_new(struct pool *p, enum link_kind kind)
{
	struct link *l = mem_zero(1, sizeof(*l));

	l->pool = p;
	l->kind = kind;
	l->since = clock_ms();
	l->backoff = BACKOFF_MIN;
	TAILQ_INIT(&l->queue);
	TAILQ_INIT(&l->flight);
	TAILQ_INIT(&l->locked);
	buf_init(&l->why, NULL);
	buf_init(&l->trouble, NULL);
	buf_printf(&l->why, "%s link: not connected yet", link_name(l));
	l->clock = event_or_die(evtimer_new(p->base, clock_rings, l));
	l->turn = event_or_die(event_new(p->base, -1, 0, turn, l));
	l->retry = event_or_die(evtimer_new(p->base, retry, l));
	ring_in(l, 0);
	return (l);
}

bool
link_is_slow(const struct link *l)
{
	return (l->kind == LINK_WORK || l->kind == LINK_HEAVY);
}

const char *
link_name(const struct link *l)
{
	static const char *const names[] = { "read", "write", "work", "notify", "listen", "heavy" };

	return (names[l->kind]);
}

bool
link_away(const struct link *l)
{
	return (l->state != LINK_UP && l->failed && clock_ms() - l->since > GRACE_MS);
}

/* ---- the attempt */

static void
attempt(struct link *l)
{
	const char *fault = connect_fault(setting_text(DATABASE_URL));

	l->state = LINK_CONNECTING;
	if (fault != NULL) {
		link_lost(l, fault);
		return;
	}
	l->conn = connect_start(l);
	if (l->conn == NULL || PQstatus(l->conn) == CONNECTION_BAD) {
		link_lost(l, l->conn != NULL ? PQerrorMessage(l->conn) : "out of memory");
		return;
	}
	ring_in(l, setting_int(DATABASE_CONNECT_TIMEOUT));
	l->writable = event_or_die(event_new(l->pool->base, PQsocket(l->conn), EV_WRITE, shaking, l));
	(void)event_add(l->writable, NULL);
}

/* The socket may be another one after every PQconnectPoll. */
static void
shaking(evutil_socket_t fd, short what, void *arg)
{
	struct link *l = arg;
	PostgresPollingStatusType next;

	(void)fd;
	(void)what;
	event_free(l->writable);
	l->writable = NULL;
	next = PQconnectPoll(l->conn);
	if (next == PGRES_POLLING_OK)
		connected(l);
	else if (next == PGRES_POLLING_FAILED)
		link_lost(l, PQerrorMessage(l->conn));
	else {
		l->writable = event_or_die(event_new(l->pool->base, PQsocket(l->conn),
		    next == PGRES_POLLING_READING ? EV_READ : EV_WRITE, shaking, l));
		(void)event_add(l->writable, NULL);
	}
}

/* PostgreSQL's warnings have an SQLSTATE; libpq's own say that it got what it cannot place. */
static void
noticed(void *arg, const PGresult *notice)
{
	struct link *l = arg;
	const char *message = PQresultErrorMessage(notice);
	const char *state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
	char *line = mem_copy(message, strcspn(message, "\n"));
	long more;

	if (repeat_due("database says", link_name(l), state, &more))
		log_line(LOG_WARN, "database says", "link", link_name(l), "text", line, more > 0 ? "repeated" : NULL,
		    log_num(more), NULL);
	free(line);
	l->odd |= !error_is_servers(notice);
}

static void
connected(struct link *l)
{
	l->state = LINK_PREPARING;
	l->odd = false;
	(void)PQsetNoticeReceiver(l->conn, noticed, l);
	l->readable = event_or_die(
	    event_new(l->pool->base, PQsocket(l->conn), EV_READ | EV_PERSIST, readable, l));
	l->writable = event_or_die(event_new(l->pool->base, PQsocket(l->conn), EV_WRITE, writable, l));
	(void)event_add(l->readable, NULL);
	if (PQsetnonblocking(l->conn, 1) != 0 || PQenterPipelineMode(l->conn) != 1 || !prepare_send(l)) {
		link_lost(l, PQerrorMessage(l->conn));
		return;
	}
	(void)link_flush(l);
}

/* ---- up */

/* Asked before we knew. */
static void
answer_unfit(struct link *l)
{
	struct question *q, *next;

	for (q = TAILQ_FIRST(&l->queue); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->st >= STATEMENT_COUNT || !l->unfit[q->st])
			continue;
		link_remove(l, q);
		question_end(q, ASK_AWAY);
	}
}

static void
up(struct link *l)
{
	l->state = LINK_UP;
	l->since = clock_ms();
	l->failed = false;
	health_up(l);
	if (l->misfits == 0)
		buf_drop(&l->why, l->why.len);
	log_line(LOG_INFO, "link up", "link", link_name(l), "misfits", log_num((long)l->misfits), NULL);
	/* A misfit is mended by migrating: look again, by connecting anew. */
	ring_in(l, l->misfits == 0 ? CLOCK_MS : setting_int(DATABASE_BACKOFF_MAX));
	if (l->misfits > 0)
		answer_unfit(l);
	notify_up(l);
}

/*
 * Where libpq runs out of memory it may wait for what came already: then its message tells, for it is emptied before
 * each result. And what it cannot place it reports as a notice.
 */
static void
check_libpq(struct link *l)
{
	if (l->odd && l->state != LINK_DOWN)
		link_doubted(l, "a message that nothing had asked for");
	if ((l->state == LINK_PREPARING || (l->state == LINK_UP && l->flying > 0)) && PQisBusy(l->conn) &&
	    *PQerrorMessage(l->conn) != '\0')
		link_lost(l, PQerrorMessage(l->conn));
}

static void
readable(evutil_socket_t fd, short what, void *arg)
{
	struct link *l = arg;

	(void)fd;
	(void)what;
	l->heard = clock_ms();
	if (PQconsumeInput(l->conn) != 1) {
		/* What it said before it hung up may be read still, and is what PQerrorMessage repeats. */
		link_lost(l, PQerrorMessage(l->conn));
		return;
	}
	if (l->state == LINK_PREPARING && prepare_results(l))
		up(l);
	if (l->state == LINK_UP)
		flight_results(l);
	if (l->state == LINK_UP && l->kind == LINK_LISTEN)
		notify_heard(l);
	check_libpq(l);
	flight_fill(l);
}

static void
writable(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)link_flush(arg);
}

bool
link_flush(struct link *l)
{
	int left = PQflush(l->conn);

	if (left < 0) {
		link_lost(l, PQerrorMessage(l->conn));
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
	flight_fill(arg);
}

static void
retry(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	flight_fill(arg);
	locked_wake(arg);
}

void
link_add(struct link *l, struct question *q)
{
	TAILQ_INSERT_TAIL(&l->queue, q, on);
	l->queued++;
	if (l->state == LINK_UP)
		event_active(l->turn, EV_TIMEOUT, 0);
}

void
link_remove(struct link *l, struct question *q)
{
	TAILQ_REMOVE(q->behind != NULL ? &q->behind->list : &l->queue, q, on);
	l->parked -= q->behind != NULL;
	q->behind = NULL;
	l->queued--;
}

/* Who only listens asks too: a silent link might be a dead one. */
static void
ask_clock(struct link *l)
{
	if (l->kind == LINK_WRITE || l->kind == LINK_LISTEN)
		(void)question_own(l, ASK_CLOCK, NULL, NULL, NULL);
	ring_in(l, CLOCK_MS);
}

static void
clock_rings(evutil_socket_t fd, short what, void *arg)
{
	struct link *l = arg;

	(void)fd;
	(void)what;
	if (l->state == LINK_DOWN)
		attempt(l);
	else if (l->state != LINK_UP)
		link_lost(l, "connecting took too long");
	else if (l->misfits == 0) {
		link_check(l);
		if (l->state == LINK_UP)
			ask_clock(l);
	} else if (l->flying == 0)
		link_lost(l, "looking whether the statements fit now");
	else
		ring_in(l, BACKOFF_MIN);
}

/* ---- lost */

/* Nothing was heard for longer than any statement may take, though something is in flight. */
void
link_check(struct link *l)
{
	long most = setting_int(link_is_slow(l) ? DATABASE_WORK_TIMEOUT : DATABASE_STATEMENT_TIMEOUT) + 1000;

	if (most < setting_int(DATABASE_ASK_TIMEOUT))
		most = setting_int(DATABASE_ASK_TIMEOUT);
	if (l->state == LINK_UP && l->flying > 0 && clock_ms() - l->heard >= most)
		link_lost(l, "the database has fallen silent");
}

/* Those that were never sent and now would wait for nothing. */
static void
answer_away(struct link *l)
{
	struct question *q, *next;

	for (q = TAILQ_FIRST(&l->queue); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->losses > 0)
			continue;
		link_remove(l, q);
		question_end(q, ASK_AWAY);
	}
}

static void
disconnect(struct link *l)
{
	if (l->readable != NULL)
		event_free(l->readable);
	if (l->writable != NULL)
		event_free(l->writable);
	l->readable = l->writable = NULL;
	(void)event_del(l->clock);
	PQfinish(l->conn);
	l->conn = NULL;
}

void
link_lost(struct link *l, const char *why)
{
	bool was_up = l->state == LINK_UP;
	const char *event = was_up ? "link lost" : "link failed";
	size_t n = strcspn(why, "\n");
	long more;

	if (l->state == LINK_DOWN)
		return;
	buf_drop(&l->why, l->why.len);
	buf_printf(&l->why, "%s link: %.*s", link_name(l), (int)n, why);
	if (repeat_due(event, link_name(l), why, &more))
		log_line(LOG_WARN, event, "link", link_name(l), "why", l->why.data, more > 0 ? "repeated" : NULL,
		    log_num(more), NULL);
	if (was_up) {
		l->pool->figures.lost++;
		if (clock_ms() - l->since > GRACE_MS)
			l->backoff = BACKOFF_MIN;
		l->since = clock_ms();
	} else
		l->failed = true;
	l->state = LINK_DOWN;
	disconnect(l);
	ring_in(l, l->backoff / 2 + (long)arc4random_uniform((uint32_t)(l->backoff / 2 + 1)));
	l->backoff = l->backoff * 2 > setting_int(DATABASE_BACKOFF_MAX) ? setting_int(DATABASE_BACKOFF_MAX)
									: l->backoff * 2;
	flight_lost(l);
	if (link_away(l))
		answer_away(l);
}

void
link_doubted(struct link *l, const char *why)
{
	log_line(LOG_ERROR, "answers out of step", "link", link_name(l), "why", why, NULL);
	link_lost(l, why);
	if (l->pool->doubted != NULL)
		l->pool->doubted(l->pool->doubted_arg);
	settled_doubted(l);
}

void
link_end(struct link *l)
{
	struct question *q;

	disconnect(l);
	l->state = LINK_DOWN;
	event_free(l->clock);
	event_free(l->turn);
	event_free(l->retry);
	flight_lost(l);
	while ((q = TAILQ_FIRST(&l->queue)) != NULL) {
		link_remove(l, q);
		question_end(q, ASK_AWAY);
	}
}

void
link_free(struct link *l)
{
	buf_end(&l->why);
	buf_end(&l->trouble);
	free(l);
}
