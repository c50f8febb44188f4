/*
 * Whether the database can be asked, found out by asking it: each link that readiness needs gets its probe every
 * database.probe_interval, and at once where an answer was an error of the database's own. And whether what was sent has come there.
 */
#include <errno.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

#define TICK_MS 250 /* between two looks at the connections: what the times of the settings are rounded up to */
#define FILLER	"65536" /* octets that a disk must have room for, once it had none */

static event_fn tick;
static void probe(struct db_conn *);
static answer_fn probed;
static answer_fn idle_told;
static answer_fn risks_told;

void
health_begin(struct pool *p)
{
	static const struct timeval every = { 0, TICK_MS * 1000 };

	p->tick = event_new(p->base, -1, EV_PERSIST, tick, p);
	if (p->tick == NULL)
		abort();
	(void)event_add(p->tick, &every);
}

void
health_up(struct db_conn *l)
{
	l->good = clock_ms();
	l->proven = 0;
	l->suspect = false;
	if (l->kind < DB_CONNS_NEEDED)
		probe(l);
	if (l->kind == DB_WRITE && l->pool->warns)
		(void)query_own(l, ASK_RISKS, NULL, risks_told, l);
}

/* ---- probes */

/* The probe of each link that readiness needs. */
static enum statement
probe_of(const struct db_conn *l)
{
	static const enum statement probes[DB_CONNS_NEEDED] = {
		[DB_READ] = PROBE_READ, [DB_WRITE] = PROBE_WRITE, [DB_WORK] = PROBE_WORK
	};

	return (probes[l->kind]);
}

static void
probe(struct db_conn *l)
{
	struct query *q;
	const char *params[1] = { l->full ? FILLER : "0" };
	bool due = l->suspect || l->full || l->trouble.len > 0 || clock_ms() - l->proven >= setting_int(DATABASE_PROBE_INTERVAL);

	if (!due || l->probing || l->state != DB_UP || l->mismatched[probe_of(l)])
		return;
	l->probing = true;
	l->suspect = false;
	q = query_own(l, (int)probe_of(l), params, probed, l);
	q->alone = true; /* what hangs beside it says nothing of the link */
	TAILQ_REMOVE(&l->queue, q, on);
	TAILQ_INSERT_HEAD(&l->queue, q, on);
}

/* What went wrong health_error() knows, or the link is lost, which tells by itself. */
static void
probed(void *arg, enum ask_status status, const struct answer *a)
{
	struct db_conn *l = arg;

	(void)a;
	l->probing = false;
	if (status != ASK_OK)
		return;
	if (l->trouble.len > 0)
		log_info("connection recovered", log_text("connection", db_conn_name(l)));
	buf_drop(&l->trouble, l->trouble.len);
	l->full = false;
	l->proven = clock_ms();
}

static void
troubled(struct db_conn *l, const PGresult *error)
{
	const char *text = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);

	if (l->trouble.len == 0)
		log_error("connection degraded", log_text("connection", db_conn_name(l)),
		    log_text("sqlstate", PQresultErrorField(error, PG_DIAG_SQLSTATE)), log_text("why", text));
	buf_drop(&l->trouble, l->trouble.len);
	buf_printf(&l->trouble, "%s link: %s (%s)", db_conn_name(l), text != NULL ? text : "an error",
	    PQresultErrorField(error, PG_DIAG_SQLSTATE));
}

/* A probe that a lock or a time limit stopped says nothing; without a good answer the link will be late. */
void
health_error(struct db_conn *l, const struct query *q, const PGresult *error)
{
	bool databases = error_is_databases(error);

	if (error_is_full(error)) {
		l->full = l->kind == DB_WRITE;
		troubled(l, error);
	} else if (l->kind < DB_CONNS_NEEDED && q->st == (int)probe_of(l) && (databases || error_status(error) == ASK_ERROR))
		troubled(l, error);
	else if (databases)
		l->suspect = true;
}

/* ---- what never came there */

static bool
is_silent(const struct db_conn *l)
{
	return (l->state == DB_UP && l->in_flight_count > 0 && clock_ms() - l->heard >= setting_int(DATABASE_SILENCE_MAX));
}

/* Whom to ask about the others: who has least to do. */
static struct db_conn *
witness(const struct pool *p)
{
	static const enum db_conn_kind order[] = { DB_LISTEN, DB_NOTIFY, DB_WRITE, DB_WORK, DB_READ };
	size_t i;

	for (i = 0; i < LENGTH(order); i++)
		if (p->links[order[i]]->state == DB_UP && !is_silent(p->links[order[i]]))
			return (p->links[order[i]]);
	return (NULL);
}

static void
ask_idle(struct pool *p)
{
	struct db_conn *by = witness(p);
	const char *params[1];
	struct buf pids;
	int kind;

	if (p->idle_asked || by == NULL)
		return;
	buf_init(&pids, NULL);
	for (kind = 0; kind < DB_CONNS; kind++)
		if (is_silent(p->links[kind]))
			buf_printf(&pids, "%c%d", pids.len == 0 ? '{' : ',', PQbackendPID(p->links[kind]->pg));
	if (pids.len > 0) {
		buf_putc(&pids, '}');
		params[0] = pids.data;
		p->idle_asked = true;
		(void)query_own(by, ASK_IDLE, params, idle_told, p);
	}
	buf_end(&pids);
}

/* Its answer may have come while we asked. */
static bool
has_news(const struct db_conn *l)
{
	char c;

	return (recv(PQsocket(l->pg), &c, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK));
}

/* A backend that waits for us while we wait for it: the kernel dropped what we sent, which libpq keeps to itself. */
static void
idle_told(void *arg, enum ask_status status, const struct answer *a)
{
	struct pool *p = arg;
	const char *at = status == ASK_OK ? answer_text(a, 0, 0) : "";
	struct db_conn *l;
	long pid;
	int kind;

	p->idle_asked = false;
	for (at += strcspn(at, "0123456789"); *at != '\0'; at += strcspn(at, "0123456789")) {
		pid = strtol(at, (char **)(uintptr_t)&at, 10);
		for (kind = 0; kind < DB_CONNS; kind++) {
			l = p->links[kind];
			if (is_silent(l) && PQbackendPID(l->pg) == pid && !has_news(l))
				db_conn_lost(l, "what was sent has not come there");
		}
	}
}

/* ---- risks */

void
pool_log_risks(struct pool *p)
{
	p->warns = true;
}

static void
risks_told(void *arg, enum ask_status status, const struct answer *a)
{
	(void)arg;
	if (status == ASK_OK && !answer_null(a, 0, 0))
		log_warn("unsafe database settings found", log_text("why", answer_text(a, 0, 0)));
}

/* ---- how it goes */

static void
tick(evutil_socket_t fd, short what, void *arg)
{
	struct pool *p = arg;
	int kind;

	(void)fd;
	(void)what;
	for (kind = 0; kind < DB_CONNS_NEEDED; kind++)
		probe(p->links[kind]);
	ask_idle(p);
	repeat_flush();
}

/* A piece of work may take its time. */
static bool
is_late(const struct db_conn *l)
{
	return (clock_ms() - l->good > setting_int(DATABASE_PROBE_TIMEOUT) && !(l->kind == DB_WORK && l->in_flight_count > 0));
}

bool
pool_ready(const struct pool *p, const char **why)
{
	static char late[80];
	const struct db_conn *l;
	int kind;

	for (kind = 0; kind < DB_CONNS_NEEDED; kind++) {
		l = p->links[kind];
		*why = NULL;
		if (l->state != DB_UP || l->mismatches > 0)
			*why = l->why.data;
		else if (l->trouble.len > 0)
			*why = l->trouble.data;
		else if (l->proven == 0)
			*why = "a link is up, and was not asked anything yet";
		else if (is_late(l)) {
			(void)snprintf(late, sizeof(late), "%s link: no answer for %ld s", db_conn_name(l),
			    (long)((clock_ms() - l->good) / 1000));
			*why = late;
		}
		if (*why != NULL)
			return (false);
	}
	*why = p->skewed ? "the clocks of this machine and the database disagree" : NULL;
	return (!p->skewed);
}
