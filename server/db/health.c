/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readiness is measured, not assumed: a probe query runs on the read, write and work connections.
 *
 * How this works: every TICK_MS, a connection whose last success is older than database.probe_interval is probed; a
 * write proves the write connection as well. An error that is the database's fault makes the probe due at once. A full
 * disk makes the write probe write FILLER bytes until that succeeds. pool_ready() combines the results.
 *
 * A packet filter may drop a query without closing the connection, and libpq would wait. So when a connection is silent
 * for database.silence_max, another connection asks pg_stat_activity whether its backend waits for the client. If so,
 * the query never arrived, and the connection is closed.
 */
#include <errno.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

#define TICK_MS 250	/* how often connections are checked, and so the resolution of the settings' times */
#define FILLER	"65536" /* bytes that the write probe writes after a full disk */

static event_fn health_tick;
static void probe_send(struct db_conn *);
static answer_fn probe_replied;
static answer_fn idle_replied;
static answer_fn risks_replied;

void
health_begin(struct pool *p)
{
	static const struct timeval every = { 0, TICK_MS * 1000 };

	p->tick = event_new(p->base, -1, EV_PERSIST, health_tick, p);
	if (p->tick == NULL)
		abort();
	(void)event_add(p->tick, &every);
}

void
health_up(struct db_conn *c)
{
	c->answered_ms = clock_ms();
	c->probed_ms = 0;
	c->probe_due = false;
	if (c->kind < DB_CONNS_NEEDED)
		probe_send(c);
	if (c->kind == DB_WRITE && c->pool->logs_risks)
		(void)internal_query_new(c, INTERNAL_RISKS, NULL, risks_replied, c);
}

/* ---- probes */

/* For the connections that readiness needs. */
static enum statement
probe_statement(const struct db_conn *c)
{
	static const enum statement
	    probes[DB_CONNS_NEEDED] = { [DB_READ] = PROBE_READ, [DB_WRITE] = PROBE_WRITE, [DB_WORK] = PROBE_WORK };

	return (probes[c->kind]);
}

static void
probe_send(struct db_conn *c)
{
	struct query *q;
	const char *params[1] = { c->disk_full ? FILLER : "0" };
	bool due = c->probe_due || c->disk_full || c->probe_error.len > 0 ||
	    clock_ms() - c->probed_ms >= setting_int(DATABASE_PROBE_INTERVAL);

	if (!due || c->probing || c->state != DB_UP || c->mismatched[probe_statement(c)])
		return;
	c->probing = true;
	c->probe_due = false;
	q = internal_query_new(c, (int)probe_statement(c), params, probe_replied, c);
	q->alone = true; /* so another query's error cannot fail the probe */
	TAILQ_REMOVE(&c->queue, q, on);
	TAILQ_INSERT_HEAD(&c->queue, q, on);
}

/* An error was recorded by health_error(), or the connection is lost. */
static void
probe_replied(void *arg, enum ask_status status, const struct answer *a)
{
	struct db_conn *c = arg;

	(void)a;
	c->probing = false;
	if (status != ASK_OK)
		return;
	if (c->probe_error.len > 0)
		log_info("connection recovered", log_text("connection", db_conn_name(c)));
	buf_drop(&c->probe_error, c->probe_error.len);
	c->disk_full = false;
	c->probed_ms = clock_ms();
}

static void
probe_failed(struct db_conn *c, const PGresult *error)
{
	const char *text = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);

	if (c->probe_error.len == 0)
		log_error("connection degraded", log_text("connection", db_conn_name(c)),
		    log_text("sqlstate", PQresultErrorField(error, PG_DIAG_SQLSTATE)), log_text("why", text));
	buf_drop(&c->probe_error, c->probe_error.len);
	buf_printf(&c->probe_error, "%s connection: %s (%s)", db_conn_name(c), text != NULL ? text : "an error",
	    PQresultErrorField(error, PG_DIAG_SQLSTATE));
}

/* A probe that failed by a lock or a timeout proves nothing; without a success, pool_ready() reports the delay. */
void
health_error(struct db_conn *c, const struct query *q, const PGresult *error)
{
	bool databases = error_is_databases(error);

	if (error_is_full(error)) {
		c->disk_full = c->kind == DB_WRITE;
		probe_failed(c, error);
	} else if (c->kind < DB_CONNS_NEEDED && q->st == (int)probe_statement(c) &&
	    (databases || error_status(error) == ASK_ERROR))
		probe_failed(c, error);
	else if (databases)
		c->probe_due = true;
}

/* ---- lost queries */

static bool
is_silent(const struct db_conn *c)
{
	return (c->state == DB_UP && c->in_flight_count > 0 && clock_ms() - c->received_ms >= setting_int(DATABASE_SILENCE_MAX));
}

/* The connection that asks about silent ones, in order of the least load. */
static struct db_conn *
idle_witness(const struct pool *p)
{
	static const enum db_conn_kind order[] = { DB_LISTEN, DB_NOTIFY, DB_WRITE, DB_WORK, DB_READ };
	size_t i;

	for (i = 0; i < LENGTH(order); i++)
		if (p->conns[order[i]] != NULL && p->conns[order[i]]->state == DB_UP && !is_silent(p->conns[order[i]]))
			return (p->conns[order[i]]);
	return (NULL);
}

static void
ask_idle(struct pool *p)
{
	struct db_conn *by = idle_witness(p);
	const char *params[1];
	struct buf pids;
	int kind;

	if (p->idle_pending || by == NULL)
		return;
	buf_init(&pids, NULL);
	for (kind = 0; kind < DB_CONNS; kind++)
		if (is_silent(p->conns[kind]))
			buf_printf(&pids, "%c%d", pids.len == 0 ? '{' : ',', PQbackendPID(p->conns[kind]->pg));
	if (pids.len > 0) {
		buf_putc(&pids, '}');
		params[0] = pids.data;
		p->idle_pending = true;
		(void)internal_query_new(by, INTERNAL_IDLE, params, idle_replied, p);
	}
	buf_end(&pids);
}

/* The answer may have arrived in the meantime. */
static bool
has_news(const struct db_conn *c)
{
	char byte;

	return (recv(PQsocket(c->pg), &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK));
}

/* The backend waits for the client while the client waits for the backend: the query was lost on the way. */
static void
idle_replied(void *arg, enum ask_status status, const struct answer *a)
{
	struct pool *p = arg;
	const char *at = status == ASK_OK ? answer_text(a, 0, 0) : "";
	struct db_conn *c;
	long pid;
	int kind;

	p->idle_pending = false;
	for (at += strcspn(at, "0123456789"); *at != '\0'; at += strcspn(at, "0123456789")) {
		pid = strtol(at, (char **)(uintptr_t)&at, 10);
		for (kind = 0; kind < DB_CONNS; kind++) {
			c = p->conns[kind];
			if (is_silent(c) && PQbackendPID(c->pg) == pid && !has_news(c))
				db_conn_lost(c, "a query did not reach the database");
		}
	}
}

/* ---- risks */

void
pool_log_risks(struct pool *p)
{
	p->logs_risks = true;
}

static void
risks_replied(void *arg, enum ask_status status, const struct answer *a)
{
	(void)arg;
	if (status == ASK_OK && !answer_null(a, 0, 0))
		log_warn("unsafe database settings found", log_text("why", answer_text(a, 0, 0)));
}

/* ---- readiness */

static void
health_tick(evutil_socket_t fd, short what, void *arg)
{
	struct pool *p = arg;
	int kind;

	(void)fd;
	(void)what;
	for (kind = 0; kind < DB_CONNS_NEEDED; kind++)
		if (p->conns[kind] != NULL)
			probe_send(p->conns[kind]);
	ask_idle(p);
	repeat_flush();
}

/* A query of the work connection may take longer, so only an idle one can be late. */
static bool
is_late(const struct db_conn *c)
{
	return (
	    clock_ms() - c->answered_ms > setting_int(DATABASE_PROBE_TIMEOUT) && !(c->kind == DB_WORK && c->in_flight_count > 0));
}

bool
pool_ready(const struct pool *p, const char **why)
{
	static char late[80];
	const struct db_conn *c;
	int kind;

	for (kind = 0; kind < DB_CONNS_NEEDED; kind++) {
		c = p->conns[kind];
		*why = NULL;
		if (c->state != DB_UP || c->mismatches > 0)
			*why = c->why.data;
		else if (c->probe_error.len > 0)
			*why = c->probe_error.data;
		else if (c->probed_ms == 0)
			*why = "a connection is up, but its first probe is not answered yet";
		else if (is_late(c)) {
			(void)snprintf(late, sizeof(late), "%s connection: no answer for %ld s", db_conn_name(c),
			    (long)((clock_ms() - c->answered_ms) / 1000));
			*why = late;
		}
		if (*why != NULL)
			return (false);
	}
	*why = p->skewed ? "the clocks of this machine and the database differ by more than database.skew_max" : NULL;
	return (!p->skewed);
}
