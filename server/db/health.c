/*
 * Whether the database can be asked, found out by asking it: each link that readiness needs gets its probe every
 * PROBE_MS, and at once where an answer was an error of the database's own. And whether what was sent has come there.
 */
#include <errno.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/inside.h"
#include "settings/settings.h"

#define TICK_MS	  250
#define PROBE_MS  2000 /* between two probes; a write that is committed is as good as one */
#define LATE_MS	  5000 /* without a good answer: then the link is not ready */
#define SILENT_MS 500  /* something is in flight, and nothing was heard: then it is asked whether it came there */
#define FILLER	  "65536" /* octets that a disk must have room for, once it had none */

static event_fn tick;
static void probe(struct link *);
static asked_fn probed;
static asked_fn idle_told;
static asked_fn risks_told;

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
health_up(struct link *l)
{
	l->good = clock_ms();
	l->proven = 0;
	l->suspect = false;
	if (l->kind < LINKS_NEEDED)
		probe(l);
	if (l->kind == LINK_WRITE && l->pool->warns)
		(void)question_own(l, ASK_RISKS, NULL, risks_told, l);
}

/* ---- probes */

/* The probe of each link that readiness needs. */
static enum statement
probe_of(const struct link *l)
{
	static const enum statement probes[LINKS_NEEDED] = {
		[LINK_READ] = PROBE_READ, [LINK_WRITE] = PROBE_WRITE, [LINK_WORK] = PROBE_WORK
	};

	return (probes[l->kind]);
}

static void
probe(struct link *l)
{
	struct question *q;
	const char *params[1] = { l->full ? FILLER : "0" };
	bool due = l->suspect || l->full || l->trouble.len > 0 || clock_ms() - l->proven >= PROBE_MS;

	if (!due || l->probing || l->state != LINK_UP || l->unfit[probe_of(l)])
		return;
	l->probing = true;
	l->suspect = false;
	q = question_own(l, (int)probe_of(l), params, probed, l);
	q->alone = true; /* what hangs beside it says nothing of the link */
	TAILQ_REMOVE(&l->queue, q, on);
	TAILQ_INSERT_HEAD(&l->queue, q, on);
}

/* What went wrong health_error() knows, or the link is lost, which tells by itself. */
static void
probed(void *arg, enum ask_status status, const struct answer *a)
{
	struct link *l = arg;

	(void)a;
	l->probing = false;
	if (status != ASK_OK)
		return;
	if (l->trouble.len > 0)
		log_line(LOG_INFO, "link answers again", "link", link_name(l), NULL);
	buf_drop(&l->trouble, l->trouble.len);
	l->full = false;
	l->proven = clock_ms();
}

static void
troubled(struct link *l, const PGresult *error)
{
	const char *text = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);

	if (l->trouble.len == 0)
		log_line(LOG_ERROR, "link answers with errors", "link", link_name(l), "sqlstate",
		    PQresultErrorField(error, PG_DIAG_SQLSTATE), "why", text, NULL);
	buf_drop(&l->trouble, l->trouble.len);
	buf_printf(&l->trouble, "%s link: %s (%s)", link_name(l), text != NULL ? text : "an error",
	    PQresultErrorField(error, PG_DIAG_SQLSTATE));
}

/* A probe that a lock or a time limit stopped says nothing; without a good answer the link will be late. */
void
health_error(struct link *l, const struct question *q, const PGresult *error)
{
	bool databases = error_is_databases(error);

	if (error_is_full(error)) {
		l->full = l->kind == LINK_WRITE;
		troubled(l, error);
	} else if (l->kind < LINKS_NEEDED && q->st == (int)probe_of(l) && (databases || error_status(error) == ASK_ERROR))
		troubled(l, error);
	else if (databases)
		l->suspect = true;
}

/* ---- what never came there */

static bool
is_silent(const struct link *l)
{
	return (l->state == LINK_UP && l->flying > 0 && clock_ms() - l->heard >= SILENT_MS);
}

/* Whom to ask about the others: who has least to do. */
static struct link *
witness(const struct pool *p)
{
	static const enum link_kind order[] = { LINK_LISTEN, LINK_NOTIFY, LINK_WRITE, LINK_WORK, LINK_READ };
	size_t i;

	for (i = 0; i < LENGTH(order); i++)
		if (p->links[order[i]]->state == LINK_UP && !is_silent(p->links[order[i]]))
			return (p->links[order[i]]);
	return (NULL);
}

static void
ask_idle(struct pool *p)
{
	struct link *by = witness(p);
	const char *params[1];
	struct buf pids;
	int kind;

	if (p->idle_asked || by == NULL)
		return;
	buf_init(&pids, NULL);
	for (kind = 0; kind < LINKS; kind++)
		if (is_silent(p->links[kind]))
			buf_printf(&pids, "%c%d", pids.len == 0 ? '{' : ',', PQbackendPID(p->links[kind]->conn));
	if (pids.len > 0) {
		buf_putc(&pids, '}');
		params[0] = pids.data;
		p->idle_asked = true;
		(void)question_own(by, ASK_IDLE, params, idle_told, p);
	}
	buf_end(&pids);
}

/* Its answer may have come while we asked. */
static bool
has_news(const struct link *l)
{
	char c;

	return (recv(PQsocket(l->conn), &c, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK));
}

/* A backend that waits for us while we wait for it: the kernel dropped what we sent, which libpq keeps to itself. */
static void
idle_told(void *arg, enum ask_status status, const struct answer *a)
{
	struct pool *p = arg;
	const char *at = status == ASK_OK ? answer_text(a, 0, 0) : "";
	struct link *l;
	long pid;
	int kind;

	p->idle_asked = false;
	for (at += strcspn(at, "0123456789"); *at != '\0'; at += strcspn(at, "0123456789")) {
		pid = strtol(at, (char **)(uintptr_t)&at, 10);
		for (kind = 0; kind < LINKS; kind++) {
			l = p->links[kind];
			if (is_silent(l) && PQbackendPID(l->conn) == pid && !has_news(l))
				link_lost(l, "what was sent has not come there");
		}
	}
}

/* ---- risks */

void
pool_warns(struct pool *p)
{
	p->warns = true;
}

static void
risks_told(void *arg, enum ask_status status, const struct answer *a)
{
	(void)arg;
	if (status == ASK_OK && !answer_null(a, 0, 0))
		log_line(LOG_WARN, "PostgreSQL's settings risk data", "why", answer_text(a, 0, 0), NULL);
}

/* ---- how it goes */

static void
tick(evutil_socket_t fd, short what, void *arg)
{
	struct pool *p = arg;
	int kind;

	(void)fd;
	(void)what;
	for (kind = 0; kind < LINKS_NEEDED; kind++)
		probe(p->links[kind]);
	ask_idle(p);
	repeat_flush();
}

/* A piece of work may take its time. */
static bool
is_late(const struct link *l)
{
	return (clock_ms() - l->good > LATE_MS && !(l->kind == LINK_WORK && l->flying > 0));
}

bool
pool_ready(const struct pool *p, const char **why)
{
	static char late[80];
	const struct link *l;
	int kind;

	for (kind = 0; kind < LINKS_NEEDED; kind++) {
		l = p->links[kind];
		*why = NULL;
		if (l->state != LINK_UP || l->misfits > 0)
			*why = l->why.data;
		else if (l->trouble.len > 0)
			*why = l->trouble.data;
		else if (l->proven == 0)
			*why = "a link is up, and was not asked anything yet";
		else if (is_late(l)) {
			(void)snprintf(late, sizeof(late), "%s link: no answer for %ld s", link_name(l),
			    (long)((clock_ms() - l->good) / 1000));
			*why = late;
		}
		if (*why != NULL)
			return (false);
	}
	*why = p->skewed ? "the clocks of this machine and the database disagree" : NULL;
	return (!p->skewed);
}
