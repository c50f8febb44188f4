/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. An article with listeners behind is on live.fanout. A timer of zero length serves them, in turns by
 * article, until live.loop_budget is spent; libevent polls the sockets once more before it runs the timer again. So
 * requests wait for one budget at most, however many readers follow.
 */
#include <stdlib.h>
#include <string.h>

#include "live/internal.h"

#define KEEPALIVE  ":\n\n"
#define TICKS	   4 /* of the keepalive timer in live.keepalive */
#define RETRY_TEXT 32

static void listener_writable(void *);
static void listener_closed(void *);

const struct stream_handler listener_handler = { listener_writable, listener_closed };

/* ---- frames */

struct frame *
frame_new(const char *bytes, size_t n)
{
	struct frame *f = mem_zero(1, sizeof(*f) + n);

	f->refs = 1;
	f->len = (unsigned)n;
	memcpy(f->bytes, bytes, n);
	live.figures.bytes += sizeof(*f) + n;
	return (f);
}

void
frame_leave(struct frame *f)
{
	if (--f->refs > 0)
		return;
	live.figures.bytes -= sizeof(*f) + f->len;
	free(f);
}

/* ---- life */

struct live_listener *
listener_new(struct followed *a, long at)
{
	struct live_listener *l = mem_zero(1, sizeof(*l));

	l->article = a;
	l->at = at;
	return (l);
}

void
listener_cancel(struct live_listener *l)
{
	free(l);
}

static size_t
listener_size(void)
{
	return (sizeof(struct live_listener) + stream_size());
}

void
listener_begin(struct live_listener *l, struct stream *stream)
{
	struct followed *a = l->article;

	l->stream = stream;
	l->sent_ms = clock_ms();
	TAILQ_INSERT_TAIL(&live.quiet, l, quiet);
	a->n++;
	live.figures.streams++;
	live.figures.bytes += listener_size();
	if (a->loading) {
		LIST_INSERT_HEAD(&a->waiting, l, link);
		return;
	}
	LIST_INSERT_HEAD(&a->behind, l, link);
	fanout_wake(a);
	followed_schedule(a); /* a version may have been heard of before there was a listener */
}

static void
listener_closed(void *arg)
{
	struct live_listener *l = arg;
	struct followed *a = l->article;

	LIST_REMOVE(l, link);
	TAILQ_REMOVE(&live.quiet, l, quiet);
	if (l->frame != NULL)
		frame_leave(l->frame);
	live.figures.streams--;
	live.figures.bytes -= listener_size();
	a->n--;
	free(l);
	followed_leave(a);
}

/* ---- sending */

static void
listener_sent(struct live_listener *l)
{
	l->sent_ms = clock_ms();
	l->missed = false;
	TAILQ_REMOVE(&live.quiet, l, quiet);
	TAILQ_INSERT_TAIL(&live.quiet, l, quiet);
}

/* False: the listener is gone. */
static bool
listener_send(struct live_listener *l, struct frame *f)
{
	long n = stream_send(l->stream, f->bytes, f->len);

	if (n < 0)
		return (false);
	listener_sent(l);
	if ((size_t)n < f->len) {
		l->frame = f;
		l->offset = (unsigned)n;
		f->refs++;
	}
	return (true);
}

/* False: the listener is gone, or its socket is still full. */
static bool
listener_send_rest(struct live_listener *l)
{
	long n = stream_send(l->stream, l->frame->bytes + l->offset, l->frame->len - l->offset);

	if (n < 0)
		return (false);
	l->offset += (unsigned)n;
	if (l->offset < l->frame->len)
		return (false);
	frame_leave(l->frame);
	l->frame = NULL;
	listener_sent(l);
	return (true);
}

static void
listener_move(struct live_listener *l, struct listeners *to)
{
	LIST_REMOVE(l, link);
	LIST_INSERT_HEAD(to, l, link);
}

static void
listener_writable(void *arg)
{
	struct live_listener *l = arg;

	if (l->frame != NULL && !listener_send_rest(l))
		return;
	if (l->article->loading)
		return;
	listener_move(l, &l->article->behind);
	fanout_wake(l->article);
}

static void
listener_send_reset(struct live_listener *l)
{
	struct followed *a = l->article;
	struct frame *f = followed_reset_frame(a);

	l->at = f->to;
	listener_move(l, &a->current);
	live.figures.frames++;
	live.figures.resets++;
	if (listener_send(l, f) && a->gone)
		stream_end(l->stream);
	frame_leave(f);
}

static void
listener_send_event(struct live_listener *l)
{
	struct followed *a = l->article;
	struct frame *f = followed_frame(a, l->at);

	l->at = f->to;
	listener_move(l, &a->current);
	live.figures.frames++;
	(void)listener_send(l, f);
	frame_leave(f);
}

/* The journal is asked about this listener's version. */
static void
listener_wait(struct live_listener *l)
{
	struct followed *a = l->article;

	if (l->at > a->ring.to)
		a->doubtful = true;
	else if (l->at < a->want)
		a->want = l->at;
	listener_move(l, &a->waiting);
	followed_schedule(a);
}

/* Sends what a listener that is behind has to be told now. */
static void
listener_serve(struct live_listener *l)
{
	struct followed *a = l->article;

	if (l->at == AT_NOW)
		l->at = a->sent;
	if (l->frame != NULL && a->gone)
		stream_end(l->stream);
	else if (l->frame != NULL) /* listener_writable() continues */
		listener_move(l, &a->current);
	else if (a->gone || l->at == AT_RESET || l->at < a->floor)
		listener_send_reset(l);
	else if (l->at > a->ring.to || l->at < a->ring.from)
		listener_wait(l);
	else if (l->at < a->sent)
		listener_send_event(l);
	else
		listener_move(l, &a->current);
}

/* ---- in turns */

static void
fanout_continue(void)
{
	static const struct timeval none = { 0, 0 };

	(void)event_add(&live.fanout_timer, &none);
}

void
fanout_wake(struct followed *a)
{
	if (a->is_busy)
		return;
	a->is_busy = true;
	TAILQ_INSERT_TAIL(&live.fanout, a, busy);
	fanout_continue();
}

void
fanout_begin(void)
{
	fanout_continue();
}

/* All listeners that were current get the new event. False: nobody is behind. */
static bool
pass_begin(struct followed *a)
{
	if (a->pass == a->sent && !a->gone)
		return (false);
	a->pass = a->sent;
	a->behind = a->current;
	LIST_INIT(&a->current);
	if (!LIST_EMPTY(&a->behind))
		LIST_FIRST(&a->behind)->link.le_prev = &LIST_FIRST(&a->behind);
	return (!LIST_EMPTY(&a->behind));
}

static void
lag_measure(struct followed *a)
{
	struct latency *lag = &live.figures.lag;
	int64_t us = (clock_ms() - a->commit_ms) * 1000;
	size_t i = 0;

	if (a->measured)
		return;
	a->measured = true;
	while (i < LATENCY_BOUNDS && us > latency_bounds_us[i])
		i++;
	lag->count[i]++;
	lag->sum_us += us > 0 ? (unsigned long)us : 0;
}

/* Serves one listener of the first article on the list, or takes the article off it. */
static void
fanout_step(void)
{
	struct followed *a = TAILQ_FIRST(&live.fanout);

	if (!LIST_EMPTY(&a->behind)) {
		listener_serve(LIST_FIRST(&a->behind));
		return;
	}
	if (pass_begin(a))
		return;
	TAILQ_REMOVE(&live.fanout, a, busy);
	a->is_busy = false;
	lag_measure(a);
	followed_leave(a);
}

/* The next article's turn, if the first one was not finished within the budget. */
static void
fanout_rotate(void)
{
	struct followed *a = TAILQ_FIRST(&live.fanout);

	if (a == NULL)
		return;
	TAILQ_REMOVE(&live.fanout, a, busy);
	TAILQ_INSERT_TAIL(&live.fanout, a, busy);
}

long
retry_ms(void)
{
	long min = setting_int(LIVE_RETRY_MIN), max = setting_int(LIVE_RETRY_MAX);

	return (min + (max > min ? (long)arc4random_uniform((uint32_t)(max - min + 1)) : 0));
}

/* The browser tries again after a time of its own, so that not all come back at once. */
static void
listener_send_away(struct live_listener *l)
{
	char text[RETRY_TEXT];
	int n = snprintf(text, sizeof(text), "retry: %ld\n\n", retry_ms());

	if (l->frame == NULL && stream_send(l->stream, text, (size_t)n) < 0)
		return;
	stream_end(l->stream);
}

void
on_fanout(evutil_socket_t fd, short what, void *arg)
{
	int64_t until = clock_us() + setting_int(LIVE_LOOP_BUDGET);
	bool all_leave = live.draining || !setting_on(LIVE_ON);

	(void)fd;
	(void)what;
	(void)arg;
	do {
		if (all_leave && !TAILQ_EMPTY(&live.quiet))
			listener_send_away(TAILQ_FIRST(&live.quiet));
		else if (!TAILQ_EMPTY(&live.fanout))
			fanout_step();
	} while ((!TAILQ_EMPTY(&live.fanout) || (all_leave && !TAILQ_EMPTY(&live.quiet))) && clock_us() < until);
	fanout_rotate();
	if (!TAILQ_EMPTY(&live.fanout) || (all_leave && !TAILQ_EMPTY(&live.quiet)))
		fanout_continue();
}

/* ---- keepalive */

/* A listener that could not be sent anything for two intervals does not read. */
static void
listener_keep_alive(struct live_listener *l)
{
	bool full = l->frame != NULL;

	if (full && l->missed) {
		live.figures.slow++;
		stream_end(l->stream);
		return;
	}
	if (full) {
		listener_sent(l);
		l->missed = true;
		return;
	}
	(void)listener_send(l, live.keepalive);
}

static void
keepalive_arm(bool now)
{
	long ms = now ? 0 : setting_int(LIVE_KEEPALIVE) / TICKS;
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	(void)event_add(&live.keepalive_timer, &tv);
}

void
on_keepalive(evutil_socket_t fd, short what, void *arg)
{
	int64_t until = clock_us() + setting_int(LIVE_LOOP_BUDGET);
	int64_t before = clock_ms() - setting_int(LIVE_KEEPALIVE) / TICKS * (TICKS - 1);
	struct live_listener *l;
	bool more = false;

	(void)fd;
	(void)what;
	(void)arg;
	if (live.keepalive == NULL)
		live.keepalive = frame_new(KEEPALIVE, strlen(KEEPALIVE));
	while ((l = TAILQ_FIRST(&live.quiet)) != NULL && l->sent_ms <= before && !more) {
		listener_keep_alive(l);
		more = clock_us() >= until;
	}
	keepalive_arm(more);
}
