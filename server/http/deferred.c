/*
 * What memory cannot answer takes its time: texts are rendered and judged, questions asked, pages drawn. What of it
 * goes beyond a turn's time (base/loop_budget.h) goes on in the next one, behind everybody whose answer is at hand, so that
 * a burst of comments costs readers little.
 */
#include "base/clock.h"
#include "base/loop_budget.h"
#include "http/conn.h"
#include "settings/settings.h"

static void on_more(evutil_socket_t, short, void *);

void
deferred_init(struct http *http)
{
	TAILQ_INIT(&http->later);
	(void)event_assign(&http->more, http->base, -1, 0, on_more, http);
}

static void
resume(struct exchange *ex)
{
	ex->resumes = false;
	ex->http->handler->resume(ex->http->arg, ex);
}

/* True if the turn is over. */
static bool
run(struct http *http, struct exchange *ex)
{
	int64_t since = clock_us();

	if (ex->resumes)
		resume(ex);
	else
		http->handler->request(http->arg, ex);
	return (loop_budget_spent(&since, setting_int(SERVER_LOOP_BUDGET)));
}

/* A timer of no length is served after the sockets have been looked at once more. */
void
deferred_run(struct http *http)
{
	static const struct timeval none = { 0, 0 };

	(void)event_add(&http->more, &none);
}

static void
later_add(struct http *http, struct exchange *ex)
{
	TAILQ_INSERT_TAIL(&http->later, ex, later);
	http->figures.later++;
	deferred_run(http);
}

void
deferred_take(struct http *http, struct exchange *ex)
{
	if (TAILQ_EMPTY(&http->later) && !loop_budget_over(setting_int(SERVER_LOOP_BUDGET))) {
		(void)run(http, ex);
		return;
	}
	later_add(http, ex);
}

void
exchange_later(struct exchange *ex)
{
	ex->resumes = true;
	later_add(ex->http, ex);
}

void
http_settle(struct http *http)
{
	struct exchange *ex, *next;

	for (ex = TAILQ_FIRST(&http->later); ex != NULL; ex = next) {
		next = TAILQ_NEXT(ex, later);
		if (!ex->resumes)
			continue;
		TAILQ_REMOVE(&http->later, ex, later);
		resume(ex);
	}
}

/* One at the least: there is progress however little a turn may spend. */
static void
on_more(evutil_socket_t fd, short what, void *arg)
{
	struct http *http = arg;
	struct exchange *ex;

	(void)fd;
	(void)what;
	while ((ex = TAILQ_FIRST(&http->later)) != NULL) {
		TAILQ_REMOVE(&http->later, ex, later);
		http_clock(http);
		if (run(http, ex))
			break;
	}
	if (!TAILQ_EMPTY(&http->later))
		deferred_run(http);
	if (!TAILQ_EMPTY(&http->ready))
		http_tick(http);
}

void
http_loop(struct event_base *base)
{
	int went;

	do {
		loop_budget_begin();
		went = event_base_loop(base, EVLOOP_ONCE);
	} while (went == 0 && !event_base_got_break(base));
}

/* Nobody is there any more to hear what these asked for. */
void
deferred_end(struct http *http)
{
	struct exchange *ex;

	(void)event_del(&http->more);
	while ((ex = TAILQ_FIRST(&http->later)) != NULL) {
		TAILQ_REMOVE(&http->later, ex, later);
		exchange_end(ex);
	}
}
