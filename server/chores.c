#include "chores.h"

#include <event2/event.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "db/pool.h"
#include "request.h"
#include "settings.h"
#include "text/json.h"

#define SWEEP_MOST "500" /* of each kind in one call */
#define DAY_S	   86400L

struct chores {
	struct pool *pool;
	struct event *sweep, *job;
	char me[UUID_TEXT]; /* whose leases of jobs are ours */
};

static void
again(struct event *ev, long ms)
{
	struct timeval in = { ms / 1000, (ms % 1000) * 1000 };

	(void)event_add(ev, &in);
}

/* Readers' pages are told of every article that changed: {"articles":[{"id","version"}]}. */
static void
tell(struct pool *pool, const json_t *doc)
{
	const json_t *a;
	size_t i;

	json_array_foreach(json_object_get(doc, "articles"), i, a) {
		const char *id = json_string_value(json_object_get(a, "id"));
		long version = (long)json_integer_value(json_object_get(a, "version"));

		if (id != NULL && version > 0) {
			page_heard(id, version);
			pool_tell(pool, id, version);
		}
	}
}

static json_t *
said(enum ask_status status, const struct answer *a)
{
	if (status != ASK_OK || !answer_is(a, "ok"))
		return (NULL);
	return (json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL));
}

/* ---- the sweep */

static void
swept(void *arg, enum ask_status status, const struct answer *a)
{
	struct chores *c = arg;
	json_t *doc = said(status, a);

	if (doc == NULL && status != ASK_AWAY)
		log_line(LOG_WARN, "the sweep failed; it is tried again", NULL);
	tell(c->pool, doc);
	json_decref(doc);
	again(c->sweep, setting_int(SWEEP_EVERY));
}

static void
on_sweep(evutil_socket_t fd, short what, void *arg)
{
	struct chores *c = arg;
	char appeal[24], withdrawn[24];

	(void)fd;
	(void)what;
	(void)snprintf(appeal, sizeof(appeal), "%ld", setting_int(RETENTION_APPEAL) * DAY_S);
	(void)snprintf(withdrawn, sizeof(withdrawn), "%ld", setting_int(RETENTION_WITHDRAWN) * DAY_S);
	pool_ask(c->pool, SWEEP, (const char *const[]){ SWEEP_MOST, appeal, withdrawn }, swept, c);
}

/* ---- jobs */

static void
stepped(void *arg, enum ask_status status, const struct answer *a)
{
	struct chores *c = arg;
	json_t *doc = said(status, a);

	tell(c->pool, doc);
	again(c->job, doc != NULL ? setting_int(JOBS_PAUSE) : setting_int(JOBS_LOOK));
	json_decref(doc);
}

static void
on_job(evutil_socket_t fd, short what, void *arg)
{
	struct chores *c = arg;
	char lease[24], batch[24];

	(void)fd;
	(void)what;
	(void)snprintf(lease, sizeof(lease), "%ld", setting_int(JOBS_LEASE));
	(void)snprintf(batch, sizeof(batch), "%ld", setting_int(JOBS_BATCH));
	pool_ask(c->pool, JOB_STEP, (const char *const[]){ c->me, lease, batch }, stepped, c);
}

/* ---- life */

struct chores *
chores_new(struct event_base *base, struct pool *pool)
{
	struct chores *c = mem_zero(1, sizeof(*c));
	struct uuid me;

	c->pool = pool;
	c->sweep = event_new(base, -1, 0, on_sweep, c);
	again(c->sweep, setting_int(SWEEP_EVERY));
	me = uuid_new();
	uuid_text(&me, c->me);
	c->job = event_new(base, -1, 0, on_job, c);
	again(c->job, setting_int(JOBS_LOOK));
	return (c);
}

void
chores_end(struct chores *c)
{
	if (c == NULL)
		return;
	event_free(c->sweep);
	event_free(c->job);
	free(c);
}
