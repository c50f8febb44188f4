/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /healthz, /readyz and /metrics, from the scoreboard. They have a process of their own, so that they answer while a
 * worker hangs or the public listeners are overloaded.
 */
#include <event2/event.h>
#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/problem.h"
#include "process/metrics.h"
#include "settings/settings.h"
#include "text/json.h"
#include "process/worker.h"

struct admin_listener {
	const struct child_arguments *arguments;
	struct event_base *base;
	struct http *http;
};

static void
answer_send(struct exchange *x, int status, const char *type, struct buf *b)
{
	exchange_add_block(x, FIELDS_SECURITY, sizeof(FIELDS_SECURITY) - 1);
	exchange_add(x, "Content-Type", type);
	exchange_add(x, "Cache-Control", "no-store");
	exchange_send(x, status, b->data, b->len);
}

static void
answer_problem(struct exchange *x, enum problem problem)
{
	struct buf b;

	buf_init(&b, exchange_arena(x));
	http_problem_open(&b, problem, NULL);
	buf_putc(&b, '}');
	if (problem == PROBLEM_METHOD_NOT_ALLOWED)
		exchange_add(x, "Allow", "GET, HEAD");
	answer_send(x, problem_status(problem), "application/problem+json", &b);
}

static void
answer_readyz(struct admin_listener *w, struct exchange *x)
{
	char why[256];
	struct buf b;
	bool ready = scoreboard_ready(w->arguments->scoreboard, why);
	struct worker_figures first = scoreboard_read(w->arguments->scoreboard, 0);

	buf_init(&b, exchange_arena(x));
	buf_putc(&b, '{');
	json_pair_bool(&b, "ready", ready);
	if (ready) {
		json_pair_long(&b, "workers", w->arguments->scoreboard->workers);
		json_pair_text(&b, "audit",
		    atomic_load(&w->arguments->scoreboard->heads.waiting) > 0 ? "heads not written" : first.sealer.state);
	} else
		json_pair_text(&b, "why", why);
	if (first.sweep[0] != '\0')
		json_pair_text(&b, "deletion_stopped", first.sweep);
	buf_puts(&b, "}\n");
	answer_send(x, ready ? 200 : 503, "application/json", &b);
}

/* Prometheus lists the formats it accepts. Weights (RFC 9110 section 12.5.1) are ignored, because no scraper uses them. */
static bool
takes_open_metrics(const struct exchange *x)
{
	const char *accept = exchange_field(x, "accept");

	return (accept != NULL && strstr(accept, "application/openmetrics-text") != NULL);
}

static void
answer_metrics(struct admin_listener *w, struct exchange *x)
{
	bool open_metrics = takes_open_metrics(x);
	struct buf b;

	buf_init(&b, exchange_arena(x));
	metrics_write(w->arguments->scoreboard, open_metrics, &b);
	exchange_add(x, "Vary", "Accept");
	answer_send(x, 200, open_metrics ? METRICS_OPEN_TYPE : METRICS_TEXT_TYPE, &b);
}

static long
admin_on_head(void *arg, struct exchange *x)
{
	(void)arg;
	(void)x;
	return (0);
}

static void
admin_on_request(void *arg, struct exchange *x)
{
	struct admin_listener *w = arg;
	const char *path = exchange_path(x);
	enum http_method method = exchange_method(x);
	struct buf b;

	buf_init(&b, exchange_arena(x));
	if (strcmp(path, "/healthz") != 0 && strcmp(path, "/readyz") != 0 && strcmp(path, "/metrics") != 0) {
		answer_problem(x, PROBLEM_NOT_FOUND);
	} else if (method != HTTP_GET && method != HTTP_HEAD) {
		answer_problem(x, PROBLEM_METHOD_NOT_ALLOWED);
	} else if (strcmp(path, "/readyz") == 0) {
		answer_readyz(w, x);
	} else if (strcmp(path, "/healthz") == 0) {
		buf_puts(&b, "{\"alive\":true}\n");
		answer_send(x, 200, "application/json", &b);
	} else {
		answer_metrics(w, x);
	}
}

static const struct http_handler admin_handler = { .head = admin_on_head, .request = admin_on_request };

static void
admin_on_hup(evutil_socket_t fd, short what, void *arg)
{
	struct admin_listener *w = arg;

	(void)fd;
	(void)what;
	(void)reload_settings(w->arguments->config);
}

static void
admin_listen(void *arg, int fd, bool own)
{
	struct admin_listener *w = arg;

	http_listen(w->http, fd, own);
}

_Noreturn void
admin_listener_run(const struct child_arguments *arguments)
{
	static struct admin_listener w;
	struct event *hup;
	sigset_t none;

	w.arguments = arguments;
	w.base = event_base_new();
	if (w.base == NULL)
		abort();
	w.http = http_new(w.base, &admin_handler, &w);
	hup = event_new(w.base, SIGHUP, EV_SIGNAL | EV_PERSIST, admin_on_hup, &w);
	(void)event_add(hup, NULL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	listeners_each(arguments->listeners, LISTENERS_ADMIN, admin_listen, &w);
	http_loop(w.base);
	exit(0);
}
