/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /v1/articles/{article}/events?since=V
 *
 * The first listener of an article in a worker reads the journal before its answer begins, so an unknown article is 404. A
 * later listener costs no query.
 */
#include <stdlib.h>
#include <string.h>

#include "live/internal.h"

static then_fn events_loaded;
static handler_fn events_unasked;

#define VERSION_MAX 999999999999999999L /* 18 digits, as v of a page */

struct joining {
	struct uuid id;
	long since;
};

/* Last-Event-ID is newer than the address that the browser connects to again. An invalid one is ignored. */
static bool
since_read(struct request *rq, long *since)
{
	const char *last = rq_field(rq, "last-event-id");
	char *end;

	if (!rq_query_int(rq, "since", 0, VERSION_MAX, AT_NOW, since))
		return (false);
	if (last != NULL && *last >= '0' && *last <= '9' && strlen(last) <= 18) {
		long n = strtol(last, &end, 10);

		*since = *end == '\0' ? n : *since;
	}
	return (true);
}

const char *
live_retry_text(struct request *rq)
{
	return (rq_printf(rq, "retry: %ld\n\n", retry_ms()));
}

void
live_reply_busy(struct request *rq)
{
	const char *text = live_retry_text(rq);

	live.figures.busy++;
	reply_stream_ended(rq, text, strlen(text));
}

bool
live_is_full(struct request *rq, const struct followed *a)
{
	return (live.draining || live.figures.streams >= (unsigned long)setting_int(LIVE_STREAMS_WORKER) ||
	    live.figures.streams + live.elsewhere >= (unsigned long)setting_int(LIVE_STREAMS_MAX) ||
	    (a != NULL && a->n >= (unsigned long)setting_int(LIVE_STREAMS_ARTICLE)) ||
	    rq_streams_full(rq, setting_int(LIVE_STREAMS_ADDRESS)));
}

/* The browser comes back after the time in the first line if the connection is lost. */
static void
events_join(struct request *rq, struct followed *a, long since)
{
	const char *text = live_retry_text(rq);
	struct live_listener *l = listener_new(a, since);
	struct stream *stream = reply_stream(rq, text, strlen(text), &listener_handler, l);

	if (stream != NULL) {
		listener_begin(l, stream);
		return;
	}
	listener_cancel(l);
	followed_leave(a);
}

static void
events_load(struct request *rq, struct joining *j)
{
	(void)followed_new(&j->id);
	live.figures.reads++;
	rq_set_state(rq, j);
	ask(rq, JOURNAL_READ, events_loaded, rq_path(rq, 0), j->since == AT_NOW ? NULL : rq_int(rq, j->since),
	    rq_int(rq, setting_int(LIVE_REPLAY)));
	rq_if_unasked(rq, events_unasked);
}

void
events_get(struct request *rq)
{
	struct joining *j = rq_alloc(rq, sizeof(*j));
	struct followed *a;

	if (!since_read(rq, &j->since))
		return;
	if (!setting_on(LIVE_ON) || !uuid_parse(rq_path(rq, 0), &j->id)) {
		reply_empty(rq, 204); /* the answer after which EventSource does not come back */
		return;
	}
	a = followed_find(&j->id);
	if (live_is_full(rq, a) || (a != NULL && a->gone)) /* gone, or its first read failed: the next request reads again */
		live_reply_busy(rq);
	else if (a == NULL)
		events_load(rq, j);
	else
		events_join(rq, a, j->since);
}

static void
events_loaded(struct request *rq, const struct answer *answer)
{
	struct joining *j = rq_state(rq);
	struct followed *a = followed_find(&j->id);

	followed_take(a, answer, j->since);
	if (a->gone) {
		followed_leave(a);
		reply_problem(rq, PROBLEM_NOT_FOUND);
		return;
	}
	if (j->since > a->ring.to)
		j->since = AT_RESET;
	events_join(rq, a, j->since);
}

static void
events_unasked(struct request *rq)
{
	struct joining *j = rq_state(rq);
	struct followed *a = followed_find(&j->id);

	followed_unread(a, ASK_UNAVAILABLE);
	followed_leave(a);
	live_reply_busy(rq);
}
