/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a request: head, body, steps, end.
 *
 * How this works: request_on_head() matches the route and runs the guard. request_on_body() runs the handler as the first
 * step. query_replied() and hash_replied() run each next step. struct running counts the asks and replies of a step;
 * step_end() enforces that there was exactly one. Failures of the database and of the hashers are answered here, so a
 * feature sees only answers. request_over() is the one end of every request.
 */
#include "request/request.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/crash.h"
#include "base/log.h"
#include "db/pool.h"
#include "hash/hash.h"
#include "request/impl.h"
#include "settings/settings.h"
#include "text/name.h"

/* The current step. Steps nest when a reply lets the next pipelined request start. */
static struct running {
	struct request *rq;
	unsigned acts;
	unsigned long failures; /* mem_failures() when the step began */
	struct running *outer;
} * running;

static long request_on_head(void *, struct exchange *);
static void request_on_body(void *, struct exchange *);
static void request_on_resume(void *, struct exchange *);
static bool request_on_refuse(void *, struct exchange *, enum problem);
static void query_replied(void *, enum ask_status, const struct answer *);
static void shed(struct request *, enum problem);
static void hash_replied(void *, const struct hash_result *);

const struct http_handler request_handler = { request_on_head, request_on_body, request_on_resume, request_on_refuse };

/* ---- steps */

static void
step_begin(struct running *step, struct request *rq)
{
	*step = (struct running) { rq, 0, mem_failures(), running };
	running = step;
	crash_set_step(rq->route->path, rq->step);
}

/* A step without an ask or a reply would leave the client waiting forever. */
static void
step_end(struct running *step)
{
	running = step->outer;
	crash_set_step(NULL, NULL);
	if (step->acts == 1)
		return;
	log_error("step contract violated", log_int("acts", step->acts));
	assert(step->acts == 1);
	if (step->acts == 0)
		reply_problem(step->rq, PROBLEM_INTERNAL);
}

/* A library that had no memory may have returned wrong or partial data; an error made from that would blame the client. */
bool
step_starved(struct request *rq)
{
	if (running == NULL || running->rq != rq || running->failures == mem_failures())
		return (false);
	running->failures = mem_failures();
	log_warn("request memory exhausted", log_text("route", rq->route->path), log_text("step", rq->step));
	shed(rq, PROBLEM_BUSY);
	running->failures = mem_failures();
	mem_reserve();
	return (true);
}

bool
step_acts(struct request *rq)
{
	if (running == NULL || running->rq != rq)
		return (true); /* a refusal by this file, outside a feature's step */
	if (step_starved(rq))
		return (false);
	running->acts++;
	assert(running->acts == 1);
	return (running->acts == 1);
}

void
step_outside(struct request *rq, void (*fn)(struct request *))
{
	struct running *step = running;

	running = NULL;
	fn(rq);
	running = step;
}

/* ---- head and body */

static struct request *
request_new(const struct services *services, struct exchange *ex, enum mount_side side)
{
	struct arena *arena = exchange_arena(ex);
	struct request *rq = arena_alloc(arena, sizeof(*rq));

	rq->services = services;
	rq->ex = ex;
	rq->arena = arena;
	rq->side = side;
	rq->mount = mount_of(side);
	rq->step = "head";
	buf_init(&rq->bad, arena);
	exchange_set_state(ex, rq);
	return (rq);
}

static bool
admitted(struct request *rq)
{
	return (rq->services->admit(rq) && query_read(rq));
}

static long
head_take(const struct services *services, struct exchange *ex, enum mount_side side)
{
	struct request *rq = request_new(services, ex, side);
	enum http_method method = exchange_method(ex);
	struct match m;

	if (mount_redirected(rq))
		return (HEAD_ANSWERED);
	m = route_match(rq);
	rq->route = m.route;
	if (m.route == NULL && (method != HTTP_OPTIONS || m.allow == NULL))
		rq->services->cors(rq);
	if (m.route == NULL && m.allow == NULL) {
		reply_problem(rq, PROBLEM_NOT_FOUND);
		return (HEAD_ANSWERED);
	}
	if (method == HTTP_OPTIONS) {
		rq_add(rq, "Allow", m.allow);
		rq->services->preflight(rq, m.wanted);
		reply_empty(rq, 204);
		return (HEAD_ANSWERED);
	}
	if (m.route == NULL) {
		rq_add(rq, "Allow", m.allow);
		reply_problem(rq, PROBLEM_METHOD_NOT_ALLOWED);
		return (HEAD_ANSWERED);
	}
	rq->form_first = form_comes_first(rq);
	if (rq->form_first)
		return (route_body(m.route));
	if (!admitted(rq))
		return (HEAD_ANSWERED);
	if (!rq->services->needs_session_first(rq))
		return (route_body(m.route));
	rq->services->ask_session(rq);
	return (HEAD_WAITS);
}

static long
request_on_head(void *arg, struct exchange *ex)
{
	enum http_method method = exchange_method(ex);
	enum mount_side side = mount_enter(ex);
	struct log_request outer;
	long max;

	if (side == SIDE_PUBLIC && (method == HTTP_GET || method == HTTP_HEAD) && page_hit(arg, ex))
		return (HEAD_ANSWERED);
	outer = log_request_enter(exchange_request_id(ex));
	max = head_take(arg, ex, side);
	log_request_leave(&outer);
	return (max);
}

/* Refuses a body that is too large. */
static void
body_read_on(struct request *rq)
{
	exchange_read_body(rq->ex, route_body(rq->route));
}

void
rq_read_on(struct request *rq)
{
	if (step_acts(rq))
		step_outside(rq, body_read_on);
}

static void
request_take(struct request *rq)
{
	rq->step = "body";
	rq->handed = true;
	rq->next = rq->route->handler;
	answered_open(1);
	if (rq->form_first && !(rq_form_read(rq) && admitted(rq)))
		return;
	if (rq->services->admit_body(rq) && !page_join(rq))
		request_run(rq);
}

static void
request_on_body(void *arg, struct exchange *ex)
{
	struct log_request outer = log_request_enter(exchange_request_id(ex));

	(void)arg;
	request_take(exchange_state(ex));
	log_request_leave(&outer);
}

/*
 * Answers a refusal of the HTTP parser (too large, too slow, malformed body) as a problem with CORS fields, which scripts
 * can read. False for a malformed head, which server/http answers.
 */
static bool
request_on_refuse(void *arg, struct exchange *ex, enum problem problem)
{
	struct request *rq = exchange_state(ex);
	struct log_request outer;

	if (rq == NULL) {
		rq = request_new(arg, ex, exchange_path(ex) != NULL ? mount_enter(ex) : SIDE_PUBLIC);
		if (exchange_path(ex) != NULL)
			rq->route = route_match(rq).route;
	}
	rq->services->cors(rq);
	if (exchange_path(ex) == NULL || rq->over) {
		answered_refusal(arg, ex, problem_status(problem));
		return (false);
	}
	outer = log_request_enter(exchange_request_id(ex));
	reply_problem(rq, problem);
	log_request_leave(&outer);
	return (true);
}

void
rq_go_on(struct request *rq)
{
	if (step_acts(rq))
		exchange_defer(rq->ex);
}

static void
request_on_resume(void *arg, struct exchange *ex)
{
	struct log_request outer = log_request_enter(exchange_request_id(ex));

	(void)arg;
	request_run(exchange_state(ex));
	log_request_leave(&outer);
}

bool
rq_continue_as(struct request *rq, const char *path, const struct form *form, const char *token)
{
	const struct route *route = route_of_form(rq, path);

	if (route == NULL || route->who < WHO_READER || route->body == 0 || strncmp(path, "/v1/", 4) == 0)
		return (false);
	rq->route = route;
	rq->next = route->handler;
	rq->at = arena_string(rq->arena, path);
	rq->form = *form;
	rq->state = NULL;
	rq_take_token(rq, token, TOKEN_COOKIE);
	return (true);
}

static void
page_continue(struct request *rq)
{
	if (!page_join(rq))
		request_run(rq);
}

bool
rq_continue_at(struct request *rq, const char *path)
{
	const struct route *route = route_of_page(rq, rq_printf(rq, "%.*s", (int)strcspn(path, "?"), path));

	if (route == NULL || !route->cached || !step_acts(rq))
		return (false);
	rq->route = route;
	rq->next = route->handler;
	rq->at = arena_string(rq->arena, path);
	rq->state = NULL;
	step_outside(rq, page_continue);
	return (true);
}

void
request_run(struct request *rq)
{
	struct running step;

	step_begin(&step, rq);
	rq->next(rq);
	step_end(&step);
}

/* ---- queries */

void
ask_list(struct request *rq, enum statement st, then_fn *then, const char *step, const char *const *params, int n)
{
	if (!step_acts(rq))
		return;
	assert(n == statement_params(st));
	(void)n;
	rq->step = step;
	rq->then = then;
	rq->asked_us = clock_us();
	rq->asked_viewer = false;
	rq->unasked = NULL;
	for (int i = 0; i < n && rq->viewer != NULL; i++)
		rq->asked_viewer |= params[i] == rq->viewer;
	rq->wrote = statement_changed_article(st) >= 0 ? arena_string(rq->arena, params[statement_changed_article(st)]) : NULL;
	pool_ask(rq->services->pool, st, params, query_replied, rq);
}

void
rq_if_unasked(struct request *rq, handler_fn *unasked)
{
	rq->unasked = unasked;
}

/* After the commit: makes this worker's cached pages stale at once, the other workers' through the notifier. */
void
rq_wrote(struct request *rq, const char *article, long version)
{
	if (version <= 0)
		return;
	page_version_known(article, version);
	pool_send_version(rq->services->pool, article, version);
	if (rq->services->changed != NULL)
		rq->services->changed(article, version);
}

void
step_measure(struct request *rq)
{
	int64_t took = clock_us() - rq->asked_us;

	if (took > rq->slow_us) {
		rq->slow_us = took;
		rq->slow_step = rq->step;
	}
}

static void
shed(struct request *rq, enum problem problem)
{
	answered_shed();
	rq_add(rq, "Retry-After", "1");
	reply_problem(rq, problem);
}

static void
shed_busy(struct request *rq)
{
	shed(rq, PROBLEM_BUSY);
}

bool
rq_pressed(struct request *rq)
{
	return (pool_half_full(rq->services->pool));
}

bool
reply_if_full(struct request *rq, enum statement st)
{
	if (!pool_full(rq->services->pool, st))
		return (false);
	shed_busy(rq);
	return (true);
}

void
request_unasked(struct request *rq, enum ask_status status)
{
	switch (status) {
	case ASK_BUSY:
		shed_busy(rq);
		return;
	case ASK_UNAVAILABLE:
		shed(rq, PROBLEM_DATABASE_AWAY);
		return;
	case ASK_TIMEOUT:
		shed(rq, PROBLEM_DATABASE_TIMEOUT);
		return;
	case ASK_SKEW:
		shed(rq, PROBLEM_CLOCK_SKEW);
		return;
	case ASK_OK:
	case ASK_ERROR:
		break;
	}
	reply_problem(rq, PROBLEM_INTERNAL);
}

static void
reply_take(struct request *rq, enum ask_status status, const struct answer *a)
{
	struct running step;

	step_measure(rq);
	if (status != ASK_OK && rq->unasked != NULL) {
		rq->next = rq->unasked;
		request_run(rq);
		return;
	}
	if (status != ASK_OK) {
		request_unasked(rq, status);
		return;
	}
	if (rq->wrote != NULL)
		rq_wrote(rq, rq->wrote, answer_long(a, 0, 1));
	if (answer_is(a, "sign_in"))
		rq->services->no_session(rq);
	else if (rq->asked_viewer && rq->services->used != NULL)
		rq->services->used(rq);
	step_begin(&step, rq);
	rq->then(rq, a);
	step_end(&step);
}

static void
query_replied(void *arg, enum ask_status status, const struct answer *a)
{
	struct request *rq = arg;
	struct log_request outer = log_request_enter(exchange_request_id(rq->ex));

	reply_take(rq, status, a);
	log_request_leave(&outer);
}

static void
ask_hasher(struct request *rq, enum hash_kind kind, const char *whose, const char *secret, const char *hash, hashed_fn *then)
{
	struct buf same;

	if (!step_acts(rq))
		return;
	rq->step = kind == HASH_NEW ? "hash" : "verify";
	rq->hashed = then;
	rq->asked_us = clock_us();
	buf_init(&same, NULL);
	if (!text_nfkc(secret, strlen(secret), &same)) {
		buf_puts(&same, secret); /* not UTF-8: no account has it, but verifying costs the same */
		hash = NULL;
	}
	hash_ask(rq->services->hash_client, kind, whose, same.data != NULL ? same.data : "", hash, hash_replied, rq);
	secret_wipe((void *)(uintptr_t)secret, strlen(secret));
	secret_wipe(same.data, same.len);
	buf_end(&same);
}

void
ask_verify(struct request *rq, const char *whose, const char *secret, const char *hash, hashed_fn *then)
{
	ask_hasher(rq, HASH_VERIFY, whose, secret, hash, then);
}

void
ask_hash(struct request *rq, const char *secret, hashed_fn *then)
{
	ask_hasher(rq, HASH_NEW, NULL, secret, NULL, then);
}

bool
reply_if_hashing_full(struct request *rq)
{
	if (!hash_client_full(rq->services->hash_client))
		return (false);
	shed_busy(rq);
	return (true);
}

static void
hash_replied(void *arg, const struct hash_result *r)
{
	struct request *rq = arg;
	struct log_request outer = log_request_enter(exchange_request_id(rq->ex));
	struct running step;

	step_measure(rq);
	if (r->status != HASH_DONE) {
		shed_busy(rq);
		log_request_leave(&outer);
		return;
	}
	step_begin(&step, rq);
	rq->hashed(rq, r->good, r->rehash, arena_string(rq->arena, r->text));
	step_end(&step);
	log_request_leave(&outer);
}

/* ---- the end, and accessors */

void
request_over(struct request *rq, int status, size_t len)
{
	rq->over = true;
	for (struct at_end *e = rq->at_end; e != NULL; e = e->next)
		e->fn(rq, e->arg);
	if (rq->handed)
		answered_open(-1);
	if (!rq->detached)
		answered(rq, status, len);
	if (rq->wipe) {
		struct span body = exchange_body(rq->ex);

		secret_wipe((void *)(uintptr_t)body.p, body.n);
	}
}

void *
rq_alloc(struct request *rq, size_t n)
{
	return (arena_alloc(rq->arena, n));
}

struct arena *
rq_arena(struct request *rq)
{
	return (rq->arena);
}

char *
rq_printf(struct request *rq, const char *format, ...)
{
	va_list ap, again;
	char *out;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	assert(n >= 0);
	out = arena_alloc(rq->arena, (size_t)n + 1);
	(void)vsnprintf(out, (size_t)n + 1, format, again);
	va_end(again);
	va_end(ap);
	return (out);
}

void
rq_at_end(struct request *rq, void (*fn)(struct request *, void *), void *arg)
{
	struct at_end *e = arena_alloc(rq->arena, sizeof(*e));

	*e = (struct at_end) { fn, arg, rq->at_end };
	rq->at_end = e;
}

void
rq_set_state(struct request *rq, void *state)
{
	rq->state = state;
}

void *
rq_state(struct request *rq)
{
	return (rq->state);
}

const struct route *
rq_route(struct request *rq)
{
	return (rq->route);
}

const struct services *
rq_services(struct request *rq)
{
	return (rq->services);
}
