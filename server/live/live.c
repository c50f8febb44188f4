/* SPDX-License-Identifier: Apache-2.0 */
#include "live/live.h"

#include <string.h>

#include "live/internal.h"

struct live live;

static void on_live_check(evutil_socket_t, short, void *);
static void followed_check_some(void);
static void live_check(void);

static void
live_check_arm(void)
{
	long ms = setting_int(LIVE_CHECK);
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	(void)event_add(&live.check_timer, &tv);
}

void
live_open(struct event_base *base, struct pool *pool)
{
	live.base = base;
	live.pool = pool;
	TAILQ_INIT(&live.articles);
	TAILQ_INIT(&live.fanout);
	TAILQ_INIT(&live.quiet);
	(void)event_assign(&live.fanout_timer, base, -1, 0, on_fanout, NULL);
	(void)event_assign(&live.keepalive_timer, base, -1, 0, on_keepalive, NULL);
	(void)event_assign(&live.check_timer, base, -1, 0, on_live_check, NULL);
	desk_streams_open();
	on_keepalive(-1, 0, NULL);
	live_check_arm();
}

/* All streams have ended with their connections, so only articles that were being served are left. */
void
live_end(void)
{
	struct followed *a;

	(void)event_del(&live.fanout_timer);
	(void)event_del(&live.keepalive_timer);
	(void)event_del(&live.check_timer);
	(void)event_del(&live.desk_timer);
	while ((a = TAILQ_FIRST(&live.articles)) != NULL) {
		a->asking = a->is_busy = false;
		followed_leave(a);
	}
	frame_leave(live.keepalive);
}

void
live_version_known(const char *article, long version)
{
	struct followed *a;
	struct uuid id;

	if (TAILQ_EMPTY(&live.articles) || !uuid_parse(article, &id) || (a = followed_find(&id)) == NULL || version <= a->known)
		return;
	a->known = version;
	followed_schedule(a);
}

void
live_drain(void)
{
	live.draining = true;
	desk_streams_end();
	fanout_begin();
}

void
live_reload(void)
{
	if (!setting_on(LIVE_ON))
		desk_streams_end();
	fanout_begin();
}

void
live_count_elsewhere(unsigned long streams)
{
	live.elsewhere = streams;
}

struct live_figures
live_figures(void)
{
	return (live.figures);
}

/* ---- lost notifications */

static void
followed_check_row(const struct answer *answer, int row)
{
	struct followed *a;
	struct uuid id;
	long version = answer_long(answer, row, 2);

	if (!uuid_parse(answer_text(answer, row, 1), &id) || (a = followed_find(&id)) == NULL || a->loading)
		return;
	if (strcmp(answer_text(answer, row, 0), "ok") != 0) {
		followed_gone(a);
		return;
	}
	if (version > a->known) {
		live.figures.repairs++;
		a->known = version;
	} else if (version < a->ring.to || a->unproven) /* the answer is older than the last read, or the database was restored */
		a->doubtful = true;
	followed_schedule(a);
}

static void
followed_checked(void *arg, enum ask_status status, const struct answer *answer)
{
	(void)arg;
	live.checking = false;
	if (status != ASK_OK)
		return;
	for (int i = 0; i < answer_rows(answer); i++)
		followed_check_row(answer, i);
	followed_check_some();
}

/* Asks for the articles at the head of the list and moves them to its tail. */
static void
followed_check_some(void)
{
	unsigned n = (unsigned)setting_int(CACHE_CHECK_BATCH);
	struct followed *a;
	char id[UUID_TEXT];
	struct buf ids;

	if (live.checking || live.check_left == 0)
		return;
	n = n < live.check_left ? n : live.check_left;
	live.check_left -= n;
	buf_init(&ids, NULL);
	for (; n > 0 && (a = TAILQ_FIRST(&live.articles)) != NULL; n--) {
		uuid_text(&a->id, id);
		buf_putc(&ids, ids.len == 0 ? '{' : ',');
		buf_puts(&ids, id);
		TAILQ_REMOVE(&live.articles, a, all);
		TAILQ_INSERT_TAIL(&live.articles, a, all);
	}
	if (ids.len > 0) {
		buf_putc(&ids, '}');
		live.checking = true;
		pool_ask(live.pool, VERSIONS, (const char *const[]) { ids.data }, followed_checked, NULL);
	}
	buf_end(&ids);
}

void
live_reconnected(void)
{
	struct followed *a;

	TAILQ_FOREACH(a, &live.articles, all)
	a->unproven = true;
	live_check();
}

static void
live_check(void)
{
	live.check_left = live.figures.articles;
	followed_check_some();
}

static void
on_live_check(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	live_check();
	live_check_arm();
}
