/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /v1/moderation/events
 *
 * How this works. Cases have no journal, and few people moderate. So a worker with such streams asks every live.desk for
 * the state of the queue: one query for all of its streams, which also checks each session, role and sanction. A stream
 * whose state has changed gets the whole state, so nothing is replayed: the first event after a reconnect has everything.
 * Streams of the same sites share an event. A stream whose session, role or standing has ended gets `event: end`.
 */
#include <stdlib.h>
#include <string.h>

#include "live/internal.h"

#define DESK_CASES "20"

struct desk_listener {
	TAILQ_ENTRY(desk_listener) link;
	struct stream *stream;
	struct frame *told;  /* the last state; NULL: none */
	struct frame *frame; /* partly sent; NULL: none */
	unsigned offset;
	unsigned long number; /* in answers, because the listener may be gone by then */
	int64_t sent_ms;
	char *viewer; /* an element of a bytea[] */
};

struct desk_question {
	unsigned n;
	unsigned long numbers[];
};

static TAILQ_HEAD(, desk_listener) desk_listeners = TAILQ_HEAD_INITIALIZER(desk_listeners);
static unsigned long desk_numbers;
static bool desk_asking;

static void on_desk_timer(evutil_socket_t, short, void *);
static void desk_writable(void *);
static void desk_closed(void *);
static then_fn desk_events_joined;

static const struct stream_handler desk_handler = { desk_writable, desk_closed };

/* ---- life */

static void
desk_arm(void)
{
	long ms = setting_int(LIVE_DESK);
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	(void)event_add(&live.desk_timer, &tv);
}

void
desk_streams_open(void)
{
	(void)event_assign(&live.desk_timer, live.base, -1, 0, on_desk_timer, NULL);
}

static void
desk_closed(void *arg)
{
	struct desk_listener *l = arg;

	TAILQ_REMOVE(&desk_listeners, l, link);
	live.figures.streams--;
	live.figures.bytes -= sizeof(*l) + stream_size();
	if (l->told != NULL)
		frame_leave(l->told);
	if (l->frame != NULL)
		frame_leave(l->frame);
	free(l->viewer);
	free(l);
}

void
desk_streams_end(void)
{
	char text[32];
	struct desk_listener *l, *next;

	for (l = TAILQ_FIRST(&desk_listeners); l != NULL; l = next) {
		int n = snprintf(text, sizeof(text), "retry: %ld\n\n", retry_ms());

		next = TAILQ_NEXT(l, link);
		if (l->frame != NULL || stream_send(l->stream, text, (size_t)n) >= 0)
			stream_end(l->stream);
	}
}

/* ---- sending */

/* False: the listener is gone. */
static bool
desk_send(struct desk_listener *l, struct frame *f)
{
	long n = stream_send(l->stream, f->bytes, f->len);

	if (n < 0)
		return (false);
	l->sent_ms = clock_ms();
	if ((size_t)n < f->len) {
		l->frame = f;
		l->offset = (unsigned)n;
		f->refs++;
	}
	return (true);
}

static void
desk_writable(void *arg)
{
	struct desk_listener *l = arg;
	long n = l->frame != NULL ? stream_send(l->stream, l->frame->bytes + l->offset, l->frame->len - l->offset) : 0;

	if (l->frame == NULL || n < 0)
		return;
	l->offset += (unsigned)n;
	l->sent_ms = clock_ms();
	if (l->offset < l->frame->len)
		return;
	frame_leave(l->frame);
	l->frame = NULL;
}

static void
desk_tell(struct desk_listener *l, struct frame *f)
{
	if (l->frame != NULL || (l->told != NULL && l->told->len == f->len && memcmp(l->told->bytes, f->bytes, f->len) == 0))
		return;
	if (l->told != NULL)
		frame_leave(l->told);
	l->told = f;
	f->refs++;
	live.figures.frames++;
	(void)desk_send(l, f);
}

static void
desk_dismiss(struct desk_listener *l, const char *outcome)
{
	char text[96];
	int n = snprintf(text, sizeof(text), "event: end\ndata: {\"outcome\":\"%.32s\"}\n\n", outcome);

	if (l->frame == NULL && stream_send(l->stream, text, (size_t)n) < 0)
		return;
	stream_end(l->stream);
}

/* ---- the state */

static struct frame *
desk_frame(const char *state, size_t len)
{
	struct frame *f;
	struct buf b;

	buf_init(&b, NULL);
	buf_puts(&b, "event: desk\ndata: ");
	buf_add(&b, state, len);
	buf_puts(&b, "\n\n");
	f = frame_new(b.data, b.len);
	buf_end(&b);
	return (f);
}

static struct desk_listener *
desk_find(unsigned long number)
{
	struct desk_listener *l;

	TAILQ_FOREACH(l, &desk_listeners, link)
	if (l->number == number)
		return (l);
	return (NULL);
}

/* The frame of an earlier row with the same scope, or a new one. */
static struct frame *
desk_row_frame(const struct answer *a, int row, struct frame **frames)
{
	for (int i = 0; i < row; i++)
		if (frames[i] != NULL && strcmp(answer_text(a, i, 3), answer_text(a, row, 3)) == 0) {
			frames[i]->refs++;
			return (frames[i]);
		}
	return (desk_frame(answer_text(a, row, 2), answer_len(a, row, 2)));
}

static void
desk_take(const struct desk_question *q, const struct answer *a)
{
	int rows = answer_rows(a);
	struct frame **frames = mem_zero((size_t)rows, sizeof(struct frame *));

	for (int row = 0; row < rows && (unsigned)row < q->n; row++) {
		struct desk_listener *l = desk_find(q->numbers[row]);

		if (l == NULL)
			continue;
		if (strcmp(answer_text(a, row, 0), "ok") != 0) {
			desk_dismiss(l, answer_text(a, row, 0));
			continue;
		}
		frames[row] = desk_row_frame(a, row, frames);
		desk_tell(l, frames[row]);
	}
	for (int row = 0; row < rows; row++)
		if (frames[row] != NULL)
			frame_leave(frames[row]);
	free(frames);
}

static void
desk_state_replied(void *arg, enum ask_status status, const struct answer *a)
{
	struct desk_question *q = arg;

	desk_asking = false;
	if (status == ASK_OK)
		desk_take(q, a);
	free(q);
}

static void
desk_ask(void)
{
	struct desk_question *q = mem_zero(1, sizeof(*q) + live.figures.streams * sizeof(q->numbers[0]));
	struct desk_listener *l;
	struct buf viewers;

	buf_init(&viewers, NULL);
	TAILQ_FOREACH(l, &desk_listeners, link)
	{
		buf_printf(&viewers, "%c%s", q->n == 0 ? '{' : ',', l->viewer);
		q->numbers[q->n++] = l->number;
	}
	buf_putc(&viewers, '}');
	desk_asking = true;
	pool_ask(live.pool, DESK_STATE, (const char *const[]) { viewers.data, DESK_CASES }, desk_state_replied, q);
	buf_end(&viewers);
}

static void
desk_keep_alive(struct desk_listener *l)
{
	int64_t quiet = clock_ms() - l->sent_ms;

	if (l->frame != NULL && quiet >= setting_int(HTTP_WRITE_TIMEOUT)) {
		live.figures.slow++;
		stream_end(l->stream);
	} else if (l->frame == NULL && quiet >= setting_int(LIVE_KEEPALIVE))
		(void)desk_send(l, live.keepalive);
}

static void
on_desk_timer(evutil_socket_t fd, short what, void *arg)
{
	struct desk_listener *l, *next;

	(void)fd;
	(void)what;
	(void)arg;
	for (l = TAILQ_FIRST(&desk_listeners); l != NULL; l = next) {
		next = TAILQ_NEXT(l, link);
		desk_keep_alive(l);
	}
	if (TAILQ_EMPTY(&desk_listeners))
		return;
	if (!desk_asking)
		desk_ask();
	desk_arm();
}

/* ---- the endpoint */

void
desk_events_get(struct request *rq)
{
	if (!setting_on(LIVE_ON)) {
		reply_empty(rq, 204);
		return;
	}
	if (live_is_full(rq, NULL)) {
		live_reply_busy(rq);
		return;
	}
	rq_set_state(rq, rq_printf(rq, "\"\\%s\"", rq_viewer(rq)));
	ask(rq, DESK_STATE, desk_events_joined, rq_printf(rq, "{%s}", (const char *)rq_state(rq)), DESK_CASES);
	rq_if_unasked(rq, live_reply_busy);
}

static void
desk_listener_begin(struct desk_listener *l, struct stream *stream, struct frame *state)
{
	l->stream = stream;
	l->told = state;
	l->number = ++desk_numbers;
	l->sent_ms = clock_ms();
	live.figures.streams++;
	live.figures.bytes += sizeof(*l) + stream_size();
	if (TAILQ_EMPTY(&desk_listeners))
		desk_arm();
	TAILQ_INSERT_TAIL(&desk_listeners, l, link);
}

static void
desk_events_joined(struct request *rq, const struct answer *a)
{
	struct desk_listener *l;
	struct stream *stream;
	struct frame *state;
	const char *first;

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, NULL, a);
		return;
	}
	l = mem_zero(1, sizeof(*l));
	l->viewer = mem_copy(rq_state(rq), strlen(rq_state(rq)));
	state = desk_frame(answer_text(a, 0, 2), answer_len(a, 0, 2));
	first = rq_printf(rq, "%s%.*s", live_retry_text(rq), (int)state->len, state->bytes);
	stream = reply_stream(rq, first, strlen(first), &desk_handler, l);
	if (stream != NULL) {
		desk_listener_begin(l, stream, state);
		return;
	}
	frame_leave(state);
	free(l->viewer);
	free(l);
}
