/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. followed_schedule() is called whenever something may have to happen, and decides by the versions alone:
 *
 *	known > ring.to      the journal has changes that this worker has not read. Read it, at most once in live.collect.
 *	ring.to > sent       votes were read that are not due yet. Send them when live.votes has passed since the last ones.
 *	want, doubtful       a listener has a version that the ring does not cover. Read the journal.
 *
 * A read that brings anything but votes is followed by an event at once. So a listener costs no query. An article costs
 * one when its first listener comes, and one for each event.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "live/internal.h"

#define BUCKETS	   4096
#define FRAMES_MAX 16 /* events kept for listeners at different versions */

static LIST_HEAD(bucket, followed) buckets[BUCKETS];

static void on_followed_timer(evutil_socket_t, short, void *);

static struct bucket *
bucket_of_article(const struct uuid *id)
{
	return (&buckets[(id->b[14] << 8 | id->b[15]) % BUCKETS]);
}

struct followed *
followed_find(const struct uuid *id)
{
	struct followed *a;

	LIST_FOREACH(a, bucket_of_article(id), same)
	if (memcmp(&a->id, id, sizeof(*id)) == 0)
		return (a);
	return (NULL);
}

struct followed *
followed_new(const struct uuid *id)
{
	struct followed *a = mem_zero(1, sizeof(*a));

	a->id = *id;
	a->floor = AT_NOW;
	a->want = LONG_MAX;
	a->asking = a->loading = a->measured = true;
	a->asked_ms = clock_ms();
	a->votes_ms = a->read_ms = LONG_MIN / 2;
	(void)event_assign(&a->timer, live.base, -1, 0, on_followed_timer, a);
	LIST_INSERT_HEAD(bucket_of_article(id), a, same);
	TAILQ_INSERT_TAIL(&live.articles, a, all);
	live.figures.articles++;
	live.figures.bytes += sizeof(*a);
	return (a);
}

static void
frames_drop(struct followed *a)
{
	struct frame *f;

	while ((f = SLIST_FIRST(&a->frames)) != NULL) {
		SLIST_REMOVE_HEAD(&a->frames, link);
		frame_leave(f);
	}
	a->nframes = 0;
}

void
followed_leave(struct followed *a)
{
	if (a->n > 0 || a->asking || a->is_busy)
		return;
	(void)event_del(&a->timer);
	frames_drop(a);
	live.figures.bytes -= a->ring.capacity * sizeof(struct change) + sizeof(*a);
	live.figures.articles--;
	ring_end(&a->ring);
	LIST_REMOVE(a, same);
	TAILQ_REMOVE(&live.articles, a, all);
	free(a);
}

void
followed_gone(struct followed *a)
{
	a->gone = true;
	fanout_wake(a);
}

/* ---- events */

/* Bytes of an event, made once for all listeners at this version. */
struct frame *
followed_frame(struct followed *a, long since)
{
	struct frame *f;
	struct buf b;

	SLIST_FOREACH(f, &a->frames, link)
	if (f->since == since)
		break;
	if (f == NULL) {
		buf_init(&b, NULL);
		ring_event(&a->ring, since, &b);
		f = frame_new(b.data, b.len);
		f->since = since;
		f->to = a->ring.to;
		buf_end(&b);
		if (a->nframes == FRAMES_MAX)
			return (f);
		SLIST_INSERT_HEAD(&a->frames, f, link);
		a->nframes++;
	}
	f->refs++;
	return (f);
}

struct frame *
followed_reset_frame(struct followed *a)
{
	struct frame *f;
	struct buf b;

	SLIST_FOREACH(f, &a->frames, link)
	if (f->since == AT_RESET)
		break;
	if (f == NULL) {
		buf_init(&b, NULL);
		ring_reset_event(&a->ring, &b);
		f = frame_new(b.data, b.len);
		f->since = AT_RESET;
		f->to = a->ring.to;
		buf_end(&b);
		SLIST_INSERT_HEAD(&a->frames, f, link);
	}
	f->refs++;
	return (f);
}

static void
followed_flush(struct followed *a)
{
	if (ring_has(&a->ring, a->sent, true))
		a->votes_ms = clock_ms();
	frames_drop(a);
	a->sent = a->ring.to;
	a->measured = false;
	fanout_wake(a);
}

/* ---- when */

/* There is more than votes to tell; a version that the journal does not explain is. */
static bool
followed_has_news(const struct followed *a)
{
	return (a->ring.to > a->sent && (ring_has(&a->ring, a->sent, false) || !ring_covers(&a->ring, a->sent)));
}

/* Milliseconds until the votes read are due; 0 or less: now. */
static int64_t
votes_due(const struct followed *a, int64_t now)
{
	return (a->votes_ms + setting_int(LIVE_VOTES) - now);
}

static void
journal_replied(void *arg, enum ask_status status, const struct answer *answer)
{
	struct followed *a = arg;

	if (status == ASK_OK)
		followed_take(a, answer, a->asked_since);
	else
		followed_unread(a, status);
	followed_leave(a);
}

static void
journal_ask(struct followed *a)
{
	char id[UUID_TEXT], since[24], max[24];

	a->asking = true;
	a->asked_since = a->want < a->ring.from ? a->want : a->ring.to;
	if (a->unproven && a->ring.n > 0 && a->asked_since == a->ring.to) /* the last change is read again */
		a->asked_since = a->ring.changes[a->ring.n - 1].version - 1;
	a->asked_known = a->known;
	a->asked_ms = clock_ms();
	if (a->doubtful) /* clients may invent versions: such reads are bounded too */
		a->read_ms = a->asked_ms;
	a->doubtful = false;
	uuid_text(&a->id, id);
	(void)snprintf(since, sizeof(since), "%ld", a->asked_since);
	(void)snprintf(max, sizeof(max), "%ld", setting_int(LIVE_REPLAY));
	live.figures.reads++;
	pool_ask(live.pool, JOURNAL_READ, (const char *const[]) { id, since, max }, journal_replied, a);
}

static void
followed_arm(struct followed *a, int64_t ms)
{
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	(void)event_add(&a->timer, &tv);
}

void
followed_schedule(struct followed *a)
{
	int64_t now = clock_ms(), wait;

	if (a->asking || a->gone || a->n == 0)
		return;
	if (followed_has_news(a))
		followed_flush(a);
	if (a->want < a->ring.from) {
		journal_ask(a);
		return;
	}
	if (a->known > a->ring.to || a->doubtful) {
		wait = a->read_ms + setting_int(LIVE_COLLECT) - now;
		if (wait > 0)
			followed_arm(a, wait);
		else
			journal_ask(a);
		return;
	}
	if (a->ring.to <= a->sent)
		return;
	wait = votes_due(a, now);
	if (wait > 0)
		followed_arm(a, wait);
	else
		followed_flush(a);
}

static void
on_followed_timer(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	followed_schedule(arg);
}

/* ---- the journal's answer */

/* Adds the changes above this version. */
static void
ring_take_rows(struct followed *a, const struct answer *answer, long above)
{
	static const struct uuid none;
	struct change c;

	for (int i = 1; i < answer_rows(answer); i++) {
		c = (struct change) { .version = answer_long(answer, i, 1),
			.up = (int)answer_long(answer, i, 8),
			.down = (int)answer_long(answer, i, 9) };
		if (c.version <= above || !change_kind_of(answer_text(answer, i, 5), &c.kind))
			continue;
		if (!uuid_parse(answer_text(answer, i, 6), &c.comment))
			c.comment = none;
		if (!uuid_parse(answer_text(answer, i, 7), &c.parent))
			c.parent = none;
		ring_add(&a->ring, &c, (size_t)setting_int(LIVE_REPLAY));
	}
}

/*
 * After a restore, or a crash that lost commits, the database has a lower version, or other changes at the same versions:
 * what the listeners were told may never have happened.
 */
static void
listeners_reset(struct followed *a)
{
	const struct listeners *lists[] = { &a->current, &a->behind, &a->waiting };
	struct live_listener *l;

	for (size_t i = 0; i < LENGTH(lists); i++)
		LIST_FOREACH(l, lists[i], link)
	l->at = AT_RESET;
}

/* The last change that was read is in the answer, unless the answer does not reach back to it. */
static bool
is_proven(const struct followed *a, const struct answer *answer, long since)
{
	const struct change *last = a->ring.n > 0 ? &a->ring.changes[a->ring.n - 1] : NULL;
	char id[UUID_TEXT];
	static const struct uuid none;

	if (last == NULL || since >= last->version || memcmp(&last->comment, &none, sizeof(none)) == 0)
		return (true);
	uuid_text(&last->comment, id);
	for (int i = 1; i < answer_rows(answer); i++)
		if (answer_long(answer, i, 1) == last->version && strcmp(answer_text(answer, i, 6), id) == 0)
			return (true);
	return (false);
}

static void
waiting_continue(struct followed *a)
{
	struct live_listener *l;

	while ((l = LIST_FIRST(&a->waiting)) != NULL) {
		if (l->at > a->ring.to)
			l->at = AT_RESET;
		LIST_REMOVE(l, link);
		LIST_INSERT_HEAD(&a->behind, l, link);
	}
	a->want = LONG_MAX;
	fanout_wake(a);
}

static void
journal_take(struct followed *a, const struct answer *answer, long since)
{
	long version = answer_long(answer, 0, 1), complete = answer_long(answer, 0, 3), old = a->ring.to;
	bool lost = !a->loading && (version < old || !is_proven(a, answer, since));
	bool anew = a->loading || lost || since < a->ring.from || complete > old;

	live.figures.bytes -= a->ring.capacity * sizeof(struct change);
	if (since != AT_NOW && complete > since)
		a->floor = complete;
	if (anew) {
		ring_end(&a->ring);
		ring_init(&a->ring, complete, 0);
	}
	ring_take_rows(a, answer, anew ? complete : old);
	a->ring.to = version;
	a->ring.count = answer_long(answer, 0, 2);
	live.figures.bytes += a->ring.capacity * sizeof(struct change);
	if (a->loading || lost)
		a->sent = a->pass = version;
	if (lost) {
		a->floor = version;
		frames_drop(a);
		listeners_reset(a);
		a->pass = AT_RESET; /* all listeners are served once */
	}
	a->loading = a->unproven = false;
	a->commit_ms = clock_ms() - answer_long(answer, 0, 4);
	if (a->known <= a->asked_known) /* it was wrong if it is higher */
		a->known = version;
	if (version > old || a->known > version)
		a->read_ms = a->asked_ms;
}

void
followed_take(struct followed *a, const struct answer *answer, long since)
{
	bool first = a->loading;

	a->asking = false;
	if (!answer_is(answer, "ok")) {
		a->loading = false;
		followed_gone(a);
		waiting_continue(a);
		return;
	}
	journal_take(a, answer, since);
	if (first) /* a listener that has just come is no reason to wait with the next change */
		a->read_ms = LONG_MIN / 2;
	waiting_continue(a);
	followed_schedule(a);
}

/* The database is away or busy: waiting listeners get a reset, so they load the page from the cache. */
void
followed_unread(struct followed *a, enum ask_status status)
{
	struct live_listener *l;

	(void)status;
	a->asking = false;
	a->read_ms = clock_ms();
	if (a->loading) {
		a->loading = false;
		followed_gone(a);
	}
	LIST_FOREACH(l, &a->waiting, link)
	l->at = AT_RESET;
	waiting_continue(a);
	followed_schedule(a);
}
