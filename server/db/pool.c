#include "db/pool.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/inside.h"
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
	TAILQ_INIT(&p->settled);
	p->turn = event_new(base, -1, 0, refuse_now, p);
	p->more = evtimer_new(base, answer_more, p);
	p->deadline = evtimer_new(base, expire, p);
	if (p->turn == NULL || p->more == NULL || p->deadline == NULL)
		abort();
	for (kind = 0; kind < LINKS; kind++)
		p->links[kind] = link_new(p, (enum link_kind)kind);
	p->notify = notify_new(p);
	p->nonce = arc4random(); /* another worker's results would not fit */
	health_begin(p);
	return (p);
}

void
pool_doubts(struct pool *p, pool_doubted_fn *fn, void *arg)
{
	p->doubted = fn;
	p->doubted_arg = arg;
}

static void
refuse_all(struct pool *p)
{
	struct question *q;

	while ((q = TAILQ_FIRST(&p->refused)) != NULL) {
		TAILQ_REMOVE(&p->refused, q, on);
		question_end(q, q->refused);
	}
}

void
pool_settle(struct pool *p)
{
	settled_answer(p, true);
	refuse_all(p);
}

void
pool_end(struct pool *p)
{
	struct question *q;
	int kind;

	p->ending = true;
	refuse_all(p);
	while ((q = TAILQ_FIRST(&p->settled)) != NULL) {
		TAILQ_REMOVE(&p->settled, q, on);
		q->link->settled--;
		question_end(q, ASK_AWAY);
	}
	for (kind = 0; kind < LINKS; kind++)
		link_end(p->links[kind]);
	refuse_all(p);
	for (kind = 0; kind < LINKS; kind++)
		link_free(p->links[kind]);
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
waiting(const struct link *l)
{
	return (l->queued + l->settled);
}

static bool
full(const struct link *l)
{
	return (waiting(l) >= (unsigned)setting_int(DATABASE_QUEUE_MAX));
}

bool
pool_pressed(const struct pool *p)
{
	return (waiting(p->links[LINK_READ]) * 2 >= (unsigned)setting_int(DATABASE_QUEUE_MAX));
}

bool
pool_full(struct pool *p, enum statement st)
{
	bool yes = full(p->links[statements[st].link]);

	p->figures.shed += yes;
	return (yes);
}

/* Whether it can be asked at all; ASK_OK if so. */
static enum ask_status
may_ask(const struct pool *p, const struct link *l, enum statement st)
{
	if (full(l))
		return (ASK_BUSY);
	if (p->ending || link_away(l))
		return (ASK_AWAY);
	if (l->state == LINK_UP && l->unfit[st])
		return (ASK_AWAY);
	if (p->skewed && l->kind != LINK_READ)
		return (ASK_SKEW);
	return (ASK_OK);
}

static void
arm_deadline(struct pool *p)
{
	struct question *first = TAILQ_FIRST(&p->open);
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
pool_ask(struct pool *p, enum statement st, const char *const *params, asked_fn *done, void *arg)
{
	struct link *l = p->links[statements[st].link];
	struct question *q = question_new(p, l, (int)st, params);

	q->done = done;
	q->arg = arg;
	p->figures.questions++;
	q->refused = may_ask(p, l, st);
	if (q->refused != ASK_OK) {
		TAILQ_INSERT_TAIL(&p->refused, q, on);
		event_active(p->turn, EV_TIMEOUT, 0);
		return;
	}
	link_add(l, q);
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
	settled_answer(arg, false);
}

/* ---- deadlines */

/* Still flying: its answer, when it comes, is for nobody; the place in the pipeline stays taken until then. */
static void
answer_early(struct question *q, enum ask_status status)
{
	asked_fn *done = q->done;

	question_close(q);
	q->done = NULL;
	done(q->arg, status, NULL);
}

static void
expire(evutil_socket_t fd, short what, void *arg)
{
	struct pool *p = arg;
	struct question *q;
	struct link *l;
	enum ask_status status;
	long more;

	(void)fd;
	(void)what;
	while ((q = TAILQ_FIRST(&p->open)) != NULL && q->deadline <= clock_ms()) {
		l = q->link;
		status = l->state == LINK_UP ? ASK_TIMEOUT : ASK_AWAY;
		if (repeat_due("question timed out", question_name(q), NULL, &more))
			log_line(LOG_WARN, "question timed out", "statement", question_name(q), "link", link_name(l), "was",
			    q->flying ? "in flight" : "waiting", more > 0 ? "repeated" : NULL, log_num(more), NULL);
		if (q->flying)
			answer_early(q, status);
		else if (q->refused != ASK_OK)
			break; /* is answered on this very turn */
		else {
			link_remove(l, q);
			question_end(q, status);
		}
		link_check(l);
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

	f.waiting_read = waiting(p->links[LINK_READ]) + p->links[LINK_READ]->flying;
	f.waiting_write = waiting(p->links[LINK_WRITE]) + p->links[LINK_WRITE]->flying;
	f.telling = p->links[LINK_NOTIFY]->state == LINK_UP;
	f.listening = p->links[LINK_LISTEN]->state == LINK_UP;
	f.heavy = p->links[LINK_HEAVY]->state == LINK_UP;
	f.waiting_heavy = waiting(p->links[LINK_HEAVY]) + p->links[LINK_HEAVY]->flying;
	f.waiting_work = waiting(p->links[LINK_WORK]) + p->links[LINK_WORK]->flying;
	return (f);
}
