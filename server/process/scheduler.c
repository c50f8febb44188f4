/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: each row of scheduled_work has a timer. task_run() asks its statement for one batch. The reply "ok"
 * means that more may follow, so the timer waits for `pause`; any other reply, or an error, makes it wait for `rest`.
 * So a long job proceeds in small transactions, and a row without work costs one query per `rest`.
 */
#include "process/scheduler.h"

#include <event2/event.h>
#include <stdlib.h>

#include "base/build.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "db/pool.h"
#include "process/newsroom.h"
#include "request/request.h"
#include "settings/settings.h"
#include "text/json.h"

#define SWEEP_MAX   "500" /* of each kind in one call */
#define SPAN_MAX    "100" /* comments; the desk uses the same connection */
#define RESET_MAX   "100" /* requests */
#define DIGESTS_MAX "100" /* readers */
#define SEARCH_MAX  "200" /* texts */
#define DAY_S	    86400L
#define PARAMS_MAX  7

struct params {
	const char *list[PARAMS_MAX];
	char text[PARAMS_MAX][256];
};

/*
 * The body of a reply may name the articles that the batch changed, as [{"id","version"}] or {id: version}; their
 * versions are sent to the page caches.
 */
struct scheduled_work {
	const char *what;
	enum statement statement;
	void (*ask_with)(struct params *);
	void (*answered)(const json_t *body); /* NULL: none */
	enum setting pause, rest;	      /* ms */
};

static void sweep_with(struct params *);
static void job_with(struct params *);
static void span_with(struct params *);
static void search_with(struct params *);
static void notifications_with(struct params *);
static void digests_with(struct params *);
static void newsroom_with(struct params *);
static void reset_with(struct params *);
static void sweep_replied(const json_t *);

static const struct scheduled_work scheduled_work[] = {
	{ "sweep", SWEEP, sweep_with, sweep_replied, SWEEP_EVERY, SWEEP_EVERY },
	{ "jobs", JOB_STEP, job_with, NULL, JOBS_PAUSE, JOBS_POLL_INTERVAL },
	{ "spans of sanctions", SPAN_STEP, span_with, NULL, JOBS_PAUSE, JOBS_POLL_INTERVAL },
	{ "search", SEARCH_FILL, search_with, NULL, JOBS_PAUSE, JOBS_POLL_INTERVAL },
	{ "notifications", NOTIFICATION_STEP, notifications_with, NULL, JOBS_PAUSE, NOTIFICATIONS_INTERVAL },
	{ "password resets", RESET_STEP, reset_with, NULL, JOBS_PAUSE, JOBS_POLL_INTERVAL },
	{ "daily mails", DIGEST_STEP, digests_with, NULL, JOBS_PAUSE, NOTIFICATIONS_DIGEST_INTERVAL },
	{ "newsroom", NEWSROOM_FIGURES, newsroom_with, newsroom_take, NEWSROOM_INTERVAL, NEWSROOM_INTERVAL },
};

struct scheduled_task {
	const struct scheduled_work *work;
	struct pool *pool;
	struct event *timer;
};

struct scheduler {
	struct scheduled_task tasks[LENGTH(scheduled_work)];
};

static char worker_id[UUID_TEXT]; /* names this worker in the leases of jobs */

/* The database's clock at the last sweep. The next sweep compares it with the monotonic clock. */
static struct {
	json_int_t ms, accepted;
	int64_t at; /* clock_ms(); 0: no sweep yet */
	char doubt[200];
} database_clock;

/* ---- parameters */

static const char *
print_number(struct params *p, int i, long n)
{
	(void)snprintf(p->text[i], sizeof(p->text[i]), "%ld", n);
	return (p->text[i]);
}

static void
sweep_with(struct params *p)
{
	p->list[0] = SWEEP_MAX;
	p->list[1] = print_number(p, 1, setting_int(RETENTION_APPEAL) * DAY_S);
	p->list[2] = print_number(p, 2, setting_int(RETENTION_WITHDRAWN) * DAY_S);
	p->list[3] = print_number(p, 3, setting_int(RETENTION_OUTBOX) * DAY_S);
	p->list[4] = print_number(p, 4, setting_int(RETENTION_JOURNAL) * DAY_S);
	if (database_clock.at == 0)
		(void)snprintf(p->text[5], sizeof(p->text[5]), "{\"wall\":%lld}", (long long)clock_wall_ms());
	else
		(void)snprintf(p->text[5], sizeof(p->text[5]), "{\"wall\":%lld,\"ms\":%lld,\"accepted\":%lld,\"elapsed\":%lld}",
		    (long long)clock_wall_ms(), (long long)database_clock.ms, (long long)database_clock.accepted,
		    (long long)(clock_ms() - database_clock.at));
	p->list[5] = p->text[5];
	(void)snprintf(p->text[6], sizeof(p->text[6]),
	    "{\"mail\":%ld,\"token\":%ld,\"notification\":%ld,\"name\":%ld,\"device\":%ld,\"first_sight\":%ld,\"skip\":%ld,\"unverified\":%ld}",
	    setting_int(MAIL_EXPIRE) * DAY_S, setting_int(RETENTION_TOKEN) * DAY_S, setting_int(RETENTION_NOTIFICATIONS) * DAY_S,
	    setting_int(RETENTION_NAMES) * DAY_S, setting_int(RETENTION_DEVICES) * DAY_S,
	    setting_int(RETENTION_FIRST_SIGHT) * DAY_S, setting_int(RETENTION_SKIP) * DAY_S,
	    setting_int(RETENTION_UNVERIFIED) * DAY_S);
	p->list[6] = p->text[6];
}

static void
job_with(struct params *p)
{
	p->list[0] = worker_id;
	p->list[1] = print_number(p, 1, setting_int(JOBS_LEASE));
	p->list[2] = print_number(p, 2, setting_int(JOBS_BATCH));
}

static void
span_with(struct params *p)
{
	p->list[0] = NULL; /* any unfinished one */
	p->list[1] = SPAN_MAX;
}

static void
search_with(struct params *p)
{
	p->list[0] = SEARCH_MAX;
}

static void
notifications_with(struct params *p)
{
	p->list[0] = print_number(p, 0, setting_int(NOTIFICATIONS_BATCH));
}

static void
digests_with(struct params *p)
{
	p->list[0] = DIGESTS_MAX;
	p->list[1] = print_number(p, 1, setting_int(NOTIFICATIONS_DIGEST_MAX));
}

static void
newsroom_with(struct params *p)
{
	(void)p; /* it takes none */
}

static void
reset_with(struct params *p)
{
	p->list[0] = RESET_MAX;
	p->list[1] = setting_on(LIMITS_RATES) ? print_number(p, 1, setting_int(LIMITS_MAILS)) : NULL;
}

/* ---- replies */

const char *
scheduler_clock_doubt(void)
{
	return (database_clock.doubt);
}

static void
sweep_replied(const json_t *body)
{
	const json_t *clock = json_object_get(body, "clock");
	const char *doubt = json_string_value(json_object_get(clock, "doubt"));
	long expired = (long)json_integer_value(json_object_get(body, "unverified"));
	bool doubted = doubt != NULL, was = database_clock.doubt[0] != '\0';

	database_clock.ms = json_integer_value(json_object_get(clock, "ms"));
	database_clock.accepted = json_integer_value(json_object_get(clock, "accepted"));
	database_clock.at = clock_ms();
	(void)snprintf(database_clock.doubt, sizeof(database_clock.doubt), "%s", doubted ? doubt : "");
	if (expired > 0)
		log_info("comments expired", log_int("comments", expired), log_text("why", "address not verified"));
	if (doubted && !was)
		log_error("deletion by time stopped", log_text("why", doubt));
	if (!doubted && was)
		log_info("deletion by time resumed");
}

/* ---- one batch */

static void
version_changed(struct pool *pool, const char *id, const json_t *version)
{
	long n = (long)json_integer_value(version);

	if (id != NULL && n > 0) {
		page_version_known(id, n);
		pool_send_version(pool, id, n);
	}
}

static void
versions_changed(const struct scheduled_task *t, const struct answer *a)
{
	json_t *doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);
	json_t *articles = json_object_get(doc, "articles"), *one;
	const char *id;
	size_t i;

	json_array_foreach (articles, i, one)
		version_changed(t->pool, json_string_value(json_object_get(one, "id")), json_object_get(one, "version"));
	json_object_foreach (articles, id, one)
		version_changed(t->pool, id, one);
	if (t->work->answered != NULL)
		t->work->answered(doc);
	json_decref(doc);
}

static void
task_wait(const struct scheduled_task *t, enum setting ms)
{
	long n = setting_int(ms);
	struct timeval in = { n / 1000, (n % 1000) * 1000 };

	(void)event_add(t->timer, &in);
}

static void
task_replied(void *arg, enum ask_status status, const struct answer *a)
{
	const struct scheduled_task *t = arg;
	bool more = status == ASK_OK && answer_is(a, "ok");
	long others;

	if (status != ASK_OK && status != ASK_UNAVAILABLE && repeat_due("scheduled work failed", t->work->what, NULL, &others))
		log_warn("scheduled work failed", log_text("work", t->work->what), log_repeated(others));
	if (more)
		versions_changed(t, a);
	task_wait(t, more ? t->work->pause : t->work->rest);
}

static void
task_run(evutil_socket_t fd, short what, void *arg)
{
	struct scheduled_task *t = arg;
	struct params p;

	(void)fd;
	(void)what;
	t->work->ask_with(&p);
	pool_ask(t->pool, t->work->statement, p.list, task_replied, t);
}

/* ---- life */

struct scheduler *
scheduler_new(struct event_base *base, struct pool *pool)
{
	struct scheduler *c = mem_zero(1, sizeof(*c));
	struct uuid id = uuid_new();
	size_t i;

	uuid_text(&id, worker_id);
	for (i = 0; i < LENGTH(scheduled_work); i++) {
		struct scheduled_task *t = &c->tasks[i];

		*t = (struct scheduled_task) { &scheduled_work[i], pool, event_new(base, -1, 0, task_run, t) };
		if (t->timer == NULL)
			abort();
		task_wait(t, t->work->rest);
	}
	return (c);
}

void
scheduler_end(struct scheduler *c)
{
	size_t i;

	for (i = 0; c != NULL && i < LENGTH(scheduled_work); i++)
		event_free(c->tasks[i].timer);
	free(c);
}
