/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. A request that a worker's cache cannot answer takes time: texts are rendered and judged, queries
 * sent, pages drawn. Such requests share the loop budget of an iteration (base/loop_budget.h, server.loop_budget).
 * When it is spent, the next ones wait in http->deferred for a later iteration, which first serves the sockets.
 * So a burst of comments delays cached answers by little more than one budget.
 *
 * A deferred request keeps its place: deferred_hand_over() queues behind the waiting ones even if the budget is free.
 * At least one request runs in every iteration, however small the budget.
 */
#include "base/clock.h"
#include "base/loop_budget.h"
#include "http/conn.h"
#include "settings/settings.h"

static void on_deferred_timer(evutil_socket_t, short, void *);

void
deferred_init(struct http *http)
{
	TAILQ_INIT(&http->deferred);
	(void)event_assign(&http->deferred_timer, http->base, -1, 0, on_deferred_timer, http);
}

static void
deferred_resume(struct exchange *ex)
{
	ex->resumes = false;
	ex->http->handler->resume(ex->http->arg, ex);
}

/* True if the budget of this iteration is spent. */
static bool
deferred_run_one(struct http *http, struct exchange *ex)
{
	int64_t since = clock_us();

	if (ex->resumes)
		deferred_resume(ex);
	else
		http->handler->request(http->arg, ex);
	return (loop_budget_spent(&since, setting_int(SERVER_LOOP_BUDGET)));
}

/* libevent polls the sockets once more before it runs a timer of zero length. */
void
deferred_schedule(struct http *http)
{
	static const struct timeval none = { 0, 0 };

	(void)event_add(&http->deferred_timer, &none);
}

static void
deferred_add(struct http *http, struct exchange *ex)
{
	TAILQ_INSERT_TAIL(&http->deferred, ex, deferred);
	http->figures.deferred++;
	deferred_schedule(http);
}

void
deferred_hand_over(struct http *http, struct exchange *ex)
{
	if (TAILQ_EMPTY(&http->deferred) && !loop_budget_over(setting_int(SERVER_LOOP_BUDGET))) {
		(void)deferred_run_one(http, ex);
		return;
	}
	deferred_add(http, ex);
}

void
exchange_defer(struct exchange *ex)
{
	ex->resumes = true;
	deferred_add(ex->http, ex);
}

void
http_resume_deferred(struct http *http)
{
	struct exchange *ex, *next;

	for (ex = TAILQ_FIRST(&http->deferred); ex != NULL; ex = next) {
		next = TAILQ_NEXT(ex, deferred);
		if (!ex->resumes)
			continue;
		TAILQ_REMOVE(&http->deferred, ex, deferred);
		deferred_resume(ex);
	}
}

static void
on_deferred_timer(evutil_socket_t fd, short what, void *arg)
{
	struct http *http = arg;
	struct exchange *ex;

	(void)fd;
	(void)what;
	while ((ex = TAILQ_FIRST(&http->deferred)) != NULL) {
		TAILQ_REMOVE(&http->deferred, ex, deferred);
		http_clock(http);
		if (deferred_run_one(http, ex))
			break;
	}
	if (!TAILQ_EMPTY(&http->deferred))
		deferred_schedule(http);
	if (!TAILQ_EMPTY(&http->ready))
		http_schedule_end(http);
}

void
http_loop(struct event_base *base)
{
	int status;

	do {
		loop_budget_begin();
		status = event_base_loop(base, EVLOOP_ONCE);
	} while (status == 0 && !event_base_got_break(base));
}

/* All connections are closed, so these requests have no client. */
void
deferred_end(struct http *http)
{
	struct exchange *ex;

	(void)event_del(&http->deferred_timer);
	while ((ex = TAILQ_FIRST(&http->deferred)) != NULL) {
		TAILQ_REMOVE(&http->deferred, ex, deferred);
		exchange_end(ex);
	}
}
