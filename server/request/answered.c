/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Metrics and the log line of each answer. An answer from memory has no struct request. It is counted with as little work
 * as possible, because a worker gives a hundred thousand of them a second.
 */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "request/page_cache.h"
#include "settings/settings.h"

const int64_t latency_bounds_us[LATENCY_BOUNDS] = { 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000,
	2500000, 5000000, 10000000 };

static struct request_figures figures;

/* One answer, as it is logged. */
struct answered {
	struct exchange *ex;
	const struct services *services;
	const struct route *route; /* NULL: no such path or method */
	const char *object;	   /* the value of the path's first {name}; NULL: none */
	int status;
	size_t bytes;
	int64_t took_us;
};

const char *route_class_name(enum route_class class)
{
	static const char *const names[] = { "api_read", "api_write", "page", "form", "moderation", "sign_in", "other" };

	return (names[class]);
}

static enum route_class
route_class(const struct route *route)
{
	bool reads;

	if (route == NULL)
		return (CLASS_OTHER);
	if (route->rate == RATE_SIGN_IN || route->rate == RATE_SIGN_UP)
		return (CLASS_SIGN_IN);
	if (strncmp(route->path, "/v1/moderation", 14) == 0 || strncmp(route->path, "/desk", 5) == 0)
		return (CLASS_MODERATION);
	reads = strcmp(route->method, "GET") == 0;
	if (strncmp(route->path, "/v1/", 4) == 0)
		return (reads ? CLASS_API_READ : CLASS_API_WRITE);
	return (reads ? CLASS_PAGE : CLASS_FORM);
}

static void
count_answer(enum route_class class, const struct answered *a)
{
	struct latency *l = &figures.latency[class];
	size_t i = 0;

	while (i < LATENCY_BOUNDS && a->took_us > latency_bounds_us[i])
		i++;
	l->count[i]++;
	l->sum_us += (unsigned long)a->took_us;
	figures.status[a->status / 100 % 6]++;
}

/* ---- what people do */

const char *
action_name(enum action action)
{
	static const char *const names[] = { "sign_up", "sign_in", "comment", "report" };

	return (names[action]);
}

const char *
action_outcome_name(enum action_outcome outcome)
{
	static const char *const names[] = { "ok", "refused", "invalid", "limited", "failed" };

	return (names[outcome]);
}

static enum action_outcome
outcome_of(int status)
{
	if (status < 400)
		return (OUTCOME_OK);
	if (status == 401 || status == 403)
		return (OUTCOME_REFUSED);
	if (status == 429)
		return (OUTCOME_LIMITED);
	return (status < 500 ? OUTCOME_INVALID : OUTCOME_FAILED);
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return (n >= m && strcmp(s + n - m, end) == 0);
}

static enum action
action_of(const struct route *route)
{
	if (strcmp(route->method, "POST") != 0)
		return (ACTION_COUNT);
	if (route->rate == RATE_SIGN_UP)
		return (ACTION_SIGN_UP);
	if (route->rate == RATE_SIGN_IN)
		return (ACTION_SIGN_IN);
	if (ends_with(route->path, "}/comments"))
		return (ACTION_COMMENT);
	if (ends_with(route->path, "}/reports") || ends_with(route->path, "}/report"))
		return (ACTION_REPORT);
	return (ACTION_COUNT);
}

static void
count_action(const struct route *route, int status)
{
	enum action action = route != NULL ? action_of(route) : ACTION_COUNT;

	if (action != ACTION_COUNT)
		figures.actions[action][outcome_of(status)]++;
}

/* ---- the log */

static bool
is_logged(bool cached)
{
	const char *which = setting_text(LOG_REQUESTS);

	return (strcmp(which, "all") == 0 || (!cached && strcmp(which, "uncached") == 0));
}

static const char *
method(const struct exchange *ex)
{
	static const char *const names[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", NULL };

	return (names[exchange_method(ex)]);
}

/* The first 16 digits of the audit's digest: enough to distinguish networks. */
static const char *
network(const struct answered *a)
{
	return (arena_copy(exchange_arena(a->ex), client_digest(a->services, a->ex) + 2, 16));
}

static void
log_answer(const struct answered *a, bool cached)
{
	struct log_request outer = log_request_enter(exchange_request_id(a->ex));

	log_info("request answered", log_text("method", method(a->ex)),
	    log_text("route", a->route != NULL ? a->route->path : NULL), log_text("object", a->object),
	    log_int("status", a->status), log_int("bytes", (int64_t)a->bytes), log_ms("duration_ms", a->took_us),
	    log_bool("cached", cached), log_text("network", network(a)));
	log_request_leave(&outer);
}

static void
log_slow_answer(const struct answered *a, const struct request *rq)
{
	struct log_request outer = log_request_enter(exchange_request_id(a->ex));

	log_warn("slow request answered", log_text("method", method(a->ex)),
	    log_text("route", a->route != NULL ? a->route->path : NULL), log_text("object", a->object),
	    log_int("status", a->status), log_int("bytes", (int64_t)a->bytes), log_ms("duration_ms", a->took_us),
	    log_text("step", rq->slow_step != NULL ? rq->slow_step : rq->step), log_ms("step_ms", rq->slow_us),
	    log_text("network", network(a)));
	log_request_leave(&outer);
}

/* ---- the three kinds of answers */

void
answered_cached(const struct services *services, struct exchange *ex, const struct page *p, int status, size_t bytes)
{
	const struct answered a = { ex, services, p->route, NULL, status, bytes, clock_us() - exchange_began(ex) };
	enum route_class class = route_class(p->route);

	figures.cached[class]++;
	count_answer(class, &a);
	if (is_logged(true))
		log_answer(&a, true);
}

void
answered(struct request *rq, int status, size_t bytes)
{
	const struct answered a = { rq->ex, rq->services, rq->route, rq->path[0], status, bytes,
		clock_us() - exchange_began(rq->ex) };

	count_answer(route_class(rq->route), &a);
	count_action(rq->route, status);
	if (a.took_us > (int64_t)setting_int(LOG_SLOW) * 1000) {
		figures.slow++;
		log_slow_answer(&a, rq);
	} else if (is_logged(false))
		log_answer(&a, false);
}

void
answered_refusal(const struct services *services, struct exchange *ex, int status)
{
	const struct answered a = { .ex = ex, .services = services };
	struct log_request outer;
	char code[8];
	long more;

	figures.status[status / 100 % 6]++;
	(void)snprintf(code, sizeof(code), "%d", status);
	if (!is_logged(false) || !repeat_due("request refused", "parser", code, &more))
		return;
	outer = log_request_enter(exchange_request_id(ex));
	log_info("request refused", log_int("status", status), log_text("network", network(&a)), log_repeated(more));
	log_request_leave(&outer);
}

/* ---- metrics that request.c changes */

void
answered_open(int change)
{
	figures.open += (unsigned)change;
}

void
answered_shed(void)
{
	figures.shed++;
}

struct request_figures
request_figures(void)
{
	return (figures);
}
