/* SPDX-License-Identifier: Apache-2.0 */
#include "process/worker.h"

#include <event2/event.h>
#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "process/scheduler.h"
#include "guard/guard.h"
#include "guard/idle.h"
#include "guard/rate.h"
#include "live/live.h"
#include "sites/sites.h"
#include "fetch/fetch.h"
#include "hash/hash.h"
#include "secret/token.h"
#include "settings/settings.h"
#include "web/web.h"

struct worker {
	const struct child_arguments *arguments;
	struct event_base *base;
	struct event *heartbeat, *check, *late, *sites, *rules, *start_listening, *term, *hup, *deadline;
	struct http *http;
	struct services services;
	struct scheduler *scheduler; /* slot 0 only */
	enum worker_state state;
	bool open; /* accepts connections */
	unsigned reload;
};

#define LISTEN_WAIT_MS 1000 /* how long it waits for the rules before it listens */

/* ---- heartbeat */

/* Ready: the database answers, the audit is sealed in time, and the rules are loaded. */
static bool
worker_ready(const struct worker *w, const char **why)
{
	if (!pool_ready(w->services.pool, why) || !sealer_ready(why))
		return (false);
	*why = "the rules of the sites are not loaded yet";
	return (sites_figures().loaded);
}

static void
publish(struct worker *w)
{
	struct worker_figures f;
	const char *why = NULL;

	memset(&f, 0, sizeof(f));
	f.pid = getpid();
	f.state = w->state;
	f.heartbeat_ms = clock_ms();
	f.reload = w->reload;
	f.ready = worker_ready(w, &why);
	(void)snprintf(f.why, sizeof(f.why), "%s", !f.ready && why != NULL ? why : "");
	(void)snprintf(f.sweep, sizeof(f.sweep), "%s", scheduler_clock_doubt());
	f.hash_client = hash_client_figures(w->services.hash_client);
	f.fetch_client = fetch_client_figures(w->services.fetch_client);
	f.http = http_figures(w->http);
	f.pool = pool_figures(w->services.pool);
	f.request = request_figures();
	f.sealer = sealer_figures();
	f.newsroom = newsroom_figures();
	f.page = page_figures();
	f.sites = sites_figures();
	f.live = live_figures();
	scoreboard_write(w->arguments->scoreboard, w->arguments->slot, &f);
}

static void
on_heartbeat(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	publish(w);
	live_count_elsewhere(scoreboard_streams(w->arguments->scoreboard, w->arguments->slot));
	idle_flush(w->services.pool);
}

/* Publishes more often until the worker is ready for the first time, so that a start does not wait for a heartbeat. */
static void
on_eager(evutil_socket_t fd, short what, void *arg)
{
	static const struct timeval soon = { 0, 20000 };
	struct worker *w = arg;
	const char *why;

	(void)fd;
	(void)what;
	publish(w);
	if (!worker_ready(w, &why) && w->state == WORKER_SERVING)
		(void)event_base_once(w->base, -1, EV_TIMEOUT, on_eager, w, &soon);
}

static struct timeval
ms_time(long ms)
{
	return ((struct timeval) { ms / 1000, (ms % 1000) * 1000 });
}

static void
on_sites(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;
	struct timeval again = ms_time(setting_int(RULES_REFRESH));

	(void)fd;
	(void)what;
	sites_refresh(w->services.pool);
	(void)event_add(w->sites, &again);
}

static void
worker_listen(void *arg, int fd, bool own)
{
	struct worker *w = arg;

	http_listen(w->http, fd, own);
}

/*
 * A worker listens when it has loaded the rules, because it cannot judge comments before. Connections wait in the
 * kernel's queue meanwhile. Without a database it listens after LISTEN_WAIT_MS.
 */
static void
on_start_listening(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	(void)event_del(w->start_listening);
	if (w->open || w->state != WORKER_SERVING)
		return;
	w->open = true;
	listeners_each(w->arguments->listeners, (int)w->arguments->slot, worker_listen, w);
}

/* Each iteration of the event loop compiles a part of new rules, so that requests do not wait for the whole. */
static void
on_rules(evutil_socket_t fd, short what, void *arg)
{
	static const struct timeval next_turn = { 0, 0 };
	struct worker *w = arg;

	(void)fd;
	(void)what;
	if (sites_compile_some())
		(void)event_add(w->rules, &next_turn);
	else
		on_start_listening(-1, 0, w);
}

static void
rules_busy(void *arg)
{
	on_rules(-1, 0, arg);
}

/* ---- signals */

static void
follow_log_level(void)
{
	enum log_level level;

	if (log_level_parse(setting_text(LOG_LEVEL), &level))
		log_set_level(level);
}

bool
reload_settings(const char *config)
{
	char *messages = NULL, *line, *rest;
	size_t n;
	FILE *err = open_memstream(&messages, &n);
	bool fine = settings_reload(config, err);

	(void)fclose(err);
	for (rest = messages; (line = strsep(&rest, "\n")) != NULL;)
		if (*line != '\0' && fine)
			log_warn("settings questioned", log_text("why", line));
		else if (*line != '\0')
			log_error("settings not reloaded", log_text("why", line));
	free(messages);
	if (fine)
		follow_log_level();
	return (fine);
}

static void
worker_on_hup(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	w->reload = atomic_load(&w->arguments->scoreboard->reload);
	if (reload_settings(w->arguments->config))
		page_forget_html();
	live_reload();
	sites_refresh(w->services.pool);
	publish(w);
	scoreboard_wake(w->arguments->scoreboard);
}

static void
drained(void *arg)
{
	struct worker *w = arg;

	(void)event_base_loopbreak(w->base);
}

static void
on_deadline(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	log_warn("drain deadline passed", log_int("requests", http_figures(w->http).exchanges));
	(void)event_base_loopbreak(w->base);
}

static void
on_term(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;
	struct timeval limit = ms_time(setting_int(SERVER_DRAIN) * 1000);

	(void)fd;
	(void)what;
	if (w->state == WORKER_DRAINING)
		return;
	w->state = WORKER_DRAINING;
	publish(w);
	scoreboard_wake(w->arguments->scoreboard);
	(void)event_add(w->deadline, &limit);
	live_drain();
	/* If only this worker stops, its successor keeps listening. */
	http_drain(w->http, atomic_load(&w->arguments->scoreboard->stopping), drained, w);
}

/* ---- life */

/* request/ may not include guard/, so it gets the guard's functions as pointers. */
static void
services_fill(struct services *services, const struct child_arguments *arguments)
{
	services->admit = guard_admit;
	services->needs_session_first = guard_needs_session_first;
	services->ask_session = guard_ask_session;
	services->admit_body = guard_admit_body;
	services->cors = guard_cors;
	services->no_session = rate_owner_forget;
	services->preflight = guard_preflight;
	services->error_framers = sites_all_framers;
	services->page_mark = sites_digest;
	services->page = page_problem;
	services->used = idle_mark_used;
	services->changed = live_version_known;
	services->key = *rate_key();
	if (*setting_text(AUDIT_NETWORK_KEY) != '\0')
		secret_key_derive(&services->key, setting_text(AUDIT_NETWORK_KEY), strlen(setting_text(AUDIT_NETWORK_KEY)),
		    "network");
	services->passwords = arguments->passwords;
}

/*
 * A version from another worker. Without an article the listening connection is new: the version checks find lost
 * versions, and sites_refresh() asks for the epoch, because the database may have been restored.
 */
static void
on_version(void *arg, const char *article, long version)
{
	struct worker *w = arg;

	if (article != NULL) {
		page_version_known(article, version);
		live_version_known(article, version);
	} else {
		sites_refresh(w->services.pool);
		live_reconnected();
	}
}

/* A database connection returned an unexpected result, so cached answers may be wrong. */
static void
on_distrust(void *arg)
{
	(void)arg;
	page_forget();
	sites_mark_stale();
}

static void
on_check(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	page_check();
}

static void
on_late(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	page_answer_late();
}

static void
page_timer_set(void *arg, long ms)
{
	struct worker *w = arg;
	struct timeval in = ms_time(ms);

	(void)event_add(w->late, &in);
}

static void
worker_begin(struct worker *w, const struct child_arguments *arguments)
{
	struct timeval heartbeat = ms_time(setting_int(SERVER_HEARTBEAT_INTERVAL)), check = ms_time(setting_int(CACHE_CHECK));
	struct timeval start_listening = ms_time(LISTEN_WAIT_MS);
	sigset_t none;

	w->arguments = arguments;
	w->reload = atomic_load(&arguments->scoreboard->reload);
	w->base = event_base_new();
	if (w->base == NULL)
		abort();
	services_fill(&w->services, arguments);
	w->services.pool = pool_new(w->base);
	w->services.hash_client = hash_client_new(w->base, arguments->hash_path);
	w->services.fetch_client = fetch_client_new(w->base, setting_text(FETCH_SOCKET));
	w->late = event_new(w->base, -1, 0, on_late, w);
	page_open(w->services.pool, page_timer_set, w);
	live_open(w->base, w->services.pool);
	pool_listen(w->services.pool, on_version, w);
	pool_on_distrust(w->services.pool, on_distrust, NULL);
	if (arguments->slot == 0)
		pool_log_risks(w->services.pool);
	w->http = http_new(w->base, &request_handler, &w->services);
	w->heartbeat = event_new(w->base, -1, EV_PERSIST, on_heartbeat, w);
	w->sites = event_new(w->base, -1, 0, on_sites, w);
	w->rules = event_new(w->base, -1, 0, on_rules, w);
	sites_open(rules_busy, w);
	w->start_listening = event_new(w->base, -1, 0, on_start_listening, w);
	(void)event_add(w->start_listening, &start_listening);
	w->deadline = event_new(w->base, -1, 0, on_deadline, w);
	w->term = event_new(w->base, SIGTERM, EV_SIGNAL | EV_PERSIST, on_term, w);
	w->hup = event_new(w->base, SIGHUP, EV_SIGNAL | EV_PERSIST, worker_on_hup, w);
	(void)event_add(w->heartbeat, &heartbeat);
	w->check = event_new(w->base, -1, EV_PERSIST, on_check, w);
	(void)event_add(w->check, &check);
	(void)event_add(w->term, NULL);
	(void)event_add(w->hup, NULL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (arguments->slot == 0)
		w->scheduler = scheduler_new(w->base, w->services.pool);
	w->state = WORKER_SERVING;
	on_sites(-1, 0, w);
	if (arguments->slot == 0)
		sealer_start(w->base, w->services.pool, arguments->heads);
	on_eager(-1, 0, w);
	scoreboard_wake(arguments->scoreboard);
}

static void
worker_end(struct worker *w)
{
	struct event *const events[] = { w->heartbeat, w->check, w->late, w->sites, w->rules, w->start_listening, w->deadline,
		w->term, w->hup };
	size_t i;

	pool_deliver(w->services.pool); /* while everything that the callbacks use exists */
	http_resume_deferred(w->http);
	sealer_end();
	sites_end();
	hash_client_end(w->services.hash_client); /* answers waiting requests 503 while their connections exist */
	fetch_client_end(w->services.fetch_client);
	pool_end(w->services.pool);
	page_close();
	scheduler_end(w->scheduler);
	http_end(w->http);
	live_end();
	for (i = 0; i < LENGTH(events); i++)
		event_free(events[i]);
	event_base_free(w->base);
}

_Noreturn void
worker_run(const struct child_arguments *arguments)
{
	static struct worker w;
	struct worker_figures gone;

	worker_begin(&w, arguments);
	http_loop(w.base);
	worker_end(&w);
	memset(&gone, 0, sizeof(gone));
	scoreboard_write(arguments->scoreboard, arguments->slot, &gone);
	listeners_keep(arguments->listeners, LISTENERS_NONE);
	log_info("worker drained");
	exit(0);
}
