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

#define SWEEP_MAX  "500" /* of each kind in one call */
#define SPAN_MAX   "100" /* comments; the link is the desk's too */
#define SEARCH_MAX "200" /* texts */
#define DAY_S	    86400L
#define PARAMS_MAX  6

struct params {
	const char *list[PARAMS_MAX];
	char text[PARAMS_MAX][128];
};

/*
 * A question that does one batch. "ok" means that there may be more, and it is
 * asked again after the pause; anything else that there is not, or that it failed:
 * then after the rest. Its body names the articles it changed, as
 * [{"id","version"}] or {id: version}, and readers' pages are told.
 */
struct scheduled_work {
	const char *what;
	enum statement statement;
	void (*ask_with)(struct params *);
	void (*answered)(const json_t *body); /* NULL: there is nothing to remember */
	enum setting pause, rest; /* ms */
};

static void sweep_with(struct params *);
static void job_with(struct params *);
static void span_with(struct params *);
static void search_with(struct params *);
static void newsroom_with(struct params *);
static void swept(const json_t *);

static const struct scheduled_work list[] = {
	{ "sweep", SWEEP, sweep_with, swept, SWEEP_EVERY, SWEEP_EVERY },
	{ "jobs", JOB_STEP, job_with, NULL, JOBS_PAUSE, JOBS_POLL_INTERVAL },
	{ "spans of sanctions", SPAN_STEP, span_with, NULL, JOBS_PAUSE, JOBS_POLL_INTERVAL },
	{ "search", SEARCH_FILL, search_with, NULL, JOBS_PAUSE, JOBS_POLL_INTERVAL },
	{ "newsroom", NEWSROOM_FIGURES, newsroom_with, newsroom_take, NEWSROOM_INTERVAL, NEWSROOM_INTERVAL },
};

struct turn {
	const struct scheduled_work *chore;
	struct pool *pool;
	struct event *timer;
};

struct scheduler {
	struct turn turns[LENGTH(list)];
};

static char me[UUID_TEXT]; /* whose leases of jobs are ours */

/* What the last sweep said of the database's clock, and when. */
static struct {
	json_int_t ms, accepted;
	int64_t at; /* monotonic; 0: there was no sweep */
	char doubt[200];
} clock_told;

/* ---- what each is asked with */

static const char *
number(struct params *p, int i, long n)
{
	(void)snprintf(p->text[i], sizeof(p->text[i]), "%ld", n);
	return (p->text[i]);
}

static void
sweep_with(struct params *p)
{
	p->list[0] = SWEEP_MAX;
	p->list[1] = number(p, 1, setting_int(RETENTION_APPEAL) * DAY_S);
	p->list[2] = number(p, 2, setting_int(RETENTION_WITHDRAWN) * DAY_S);
	p->list[3] = number(p, 3, setting_int(RETENTION_OUTBOX) * DAY_S);
	p->list[4] = number(p, 4, setting_int(RETENTION_JOURNAL) * DAY_S);
	if (clock_told.at == 0)
		(void)snprintf(p->text[5], sizeof(p->text[5]), "{\"wall\":%lld}", (long long)clock_wall_ms());
	else
		(void)snprintf(p->text[5], sizeof(p->text[5]), "{\"wall\":%lld,\"ms\":%lld,\"accepted\":%lld,\"elapsed\":%lld}",
		    (long long)clock_wall_ms(), (long long)clock_told.ms, (long long)clock_told.accepted,
		    (long long)(clock_ms() - clock_told.at));
	p->list[5] = p->text[5];
}

static void
job_with(struct params *p)
{
	p->list[0] = me;
	p->list[1] = number(p, 1, setting_int(JOBS_LEASE));
	p->list[2] = number(p, 2, setting_int(JOBS_BATCH));
}

static void
span_with(struct params *p)
{
	p->list[0] = NULL; /* whichever is unfinished */
	p->list[1] = SPAN_MAX;
}

static void
search_with(struct params *p)
{
	p->list[0] = SEARCH_MAX;
}

static void
newsroom_with(struct params *p)
{
	(void)p; /* it takes none */
}

/* ---- what a sweep answers */

const char *
scheduler_clock_doubt(void)
{
	return (clock_told.doubt);
}

static void
swept(const json_t *body)
{
	const json_t *told = json_object_get(body, "clock");
	const char *doubt = json_string_value(json_object_get(told, "doubt"));
	bool doubted = doubt != NULL, was = clock_told.doubt[0] != '\0';

	clock_told.ms = json_integer_value(json_object_get(told, "ms"));
	clock_told.accepted = json_integer_value(json_object_get(told, "accepted"));
	clock_told.at = clock_ms();
	(void)snprintf(clock_told.doubt, sizeof(clock_told.doubt), "%s", doubted ? doubt : "");
	if (doubted && !was)
		log_error("deletion by time stopped", log_text("why", doubt));
	if (!doubted && was)
		log_info("deletion by time resumed");
}

/* ---- a turn */

static void
tell(struct pool *pool, const char *id, const json_t *version)
{
	long n = (long)json_integer_value(version);

	if (id != NULL && n > 0) {
		page_version_known(id, n);
		pool_send_version(pool, id, n);
	}
}

static void
take(const struct turn *t, const struct answer *a)
{
	json_t *doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);
	json_t *articles = json_object_get(doc, "articles"), *one;
	const char *id;
	size_t i;

	json_array_foreach(articles, i, one)
		tell(t->pool, json_string_value(json_object_get(one, "id")), json_object_get(one, "version"));
	json_object_foreach(articles, id, one)
		tell(t->pool, id, one);
	if (t->chore->answered != NULL)
		t->chore->answered(doc);
	json_decref(doc);
}

static void
again(const struct turn *t, enum setting ms)
{
	long n = setting_int(ms);
	struct timeval in = { n / 1000, (n % 1000) * 1000 };

	(void)event_add(t->timer, &in);
}

static void
done(void *arg, enum ask_status status, const struct answer *a)
{
	const struct turn *t = arg;
	bool more = status == ASK_OK && answer_is(a, "ok");
	long others;

	if (status != ASK_OK && status != ASK_UNAVAILABLE && repeat_due("scheduled work failed", t->chore->what, NULL, &others))
		log_warn("scheduled work failed", log_text("work", t->chore->what), log_repeated(others));
	if (more)
		take(t, a);
	again(t, more ? t->chore->pause : t->chore->rest);
}

static void
on_turn(evutil_socket_t fd, short what, void *arg)
{
	struct turn *t = arg;
	struct params p;

	(void)fd;
	(void)what;
	t->chore->ask_with(&p);
	pool_ask(t->pool, t->chore->statement, p.list, done, t);
}

/* ---- life */

struct scheduler *
scheduler_new(struct event_base *base, struct pool *pool)
{
	struct scheduler *c = mem_zero(1, sizeof(*c));
	struct uuid id = uuid_new();
	size_t i;

	uuid_text(&id, me);
	for (i = 0; i < LENGTH(list); i++) {
		struct turn *t = &c->turns[i];

		*t = (struct turn){ &list[i], pool, event_new(base, -1, 0, on_turn, t) };
		if (t->timer == NULL)
			abort();
		again(t, t->chore->rest);
	}
	return (c);
}

void
scheduler_end(struct scheduler *c)
{
	size_t i;

	for (i = 0; c != NULL && i < LENGTH(list); i++)
		event_free(c->turns[i].timer);
	free(c);
}
