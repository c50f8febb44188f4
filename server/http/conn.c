/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. One read event per connection receives into a buffer that all connections share. The parser runs
 * on that buffer directly; only an incomplete rest is copied to c->unparsed. conn_run() applies the step of the
 * connection's state again and again.
 *
 *      parse      head_feed() fills an exchange, body_begin() calls the handler's head(), body_feed() reads the body.
 *      exchange   deferred.c calls the handler's request(), which answers now or in a later event.
 *      reply      reply.c writes the answer; conn_replied() continues with the next request or closes
 *
 * A handler may answer while conn_run() is on the stack (c->running). Such a connection continues in the loop of
 * conn_run(); otherwise conn_continue() queues it, so the stack depth does not depend on the number of requests.
 */
#include "http/conn.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/proxy.h"
#include "settings/settings.h"

#define REFUSALS_MAX 256  /* connections over a limit that may wait for their 503 */
#define SLOW_END     3000 /* ms: a request that is still slow gets 408 */

static void on_readable(evutil_socket_t, short, void *);
static void on_writable(evutil_socket_t, short, void *);
static bool conn_admit(struct conn *, bool full);
static void conn_received(struct conn *, const char *p, size_t n);
static void conn_input(struct conn *, const char *p, size_t n);
static void conn_run_unparsed(struct conn *);
static void conn_close_after_reply(struct conn *);
static void conn_resume_reads(struct conn *);
static size_t conn_run(struct conn *, const char *p, size_t n);
static size_t proxy_feed(struct conn *, const char *p, size_t n);
static size_t head_feed(struct conn *, const char *p, size_t n);
static void conn_eof(struct conn *);

/* ---- beginning */
static void
conn_enter_state(struct conn *c, enum conn_state to)
{
	c->state = (unsigned char)to;
	c->since = c->http->now;
	c->body_received = 0;
	TAILQ_INSERT_TAIL(&c->http->lists[to], c, state_link);
	c->http->counts[to]++;
}

void
conn_new(struct http *http, int fd, const struct address *peer)
{
	struct conn *c = mem_zero(1, sizeof(*c));
	bool full = (long)(http_count_open(http) - http->refusals - http->counts[CONN_STREAM]) >= setting_int(HTTP_CONNS_MAX);

	c->http = http;
	c->fd = fd;
	c->peer = *peer;
	c->born = http->now;
	c->trusted = trusted_has(http_trusted(http), peer);
	buf_init(&c->unparsed, NULL);
	(void)event_assign(&c->reads, http->base, fd, EV_READ | EV_PERSIST, on_readable, c);
	(void)event_assign(&c->writes, http->base, fd, EV_WRITE, on_writable, c);
	(void)event_add(&c->reads, NULL);
	conn_enter_state(c, c->trusted && setting_on(SERVER_PROXY_PROTOCOL) ? CONN_PROXY : CONN_SENT);
	http->figures.accepted++;
	deadline_start(http);
	(void)conn_admit(c, full);
}

/* Counts the connection for its network. False: over a limit, answered 503. */
static bool
conn_admit(struct conn *c, bool full)
{
	struct http *http = c->http;

	c->network = address_network(&c->peer);
	if (!full && (c->trusted || c->state == CONN_PROXY))
		return (true);
	if (!full && peers_add(http->peers, &c->network, setting_int(HTTP_CONNS_ADDRESS))) {
		c->counted = true;
		return (true);
	}
	http->figures.refused++;
	if (http->refusals >= REFUSALS_MAX) {
		conn_end(c);
		return (false);
	}
	c->refused = true;
	http->refusals++;
	conn_refuse(c, 503);
	return (false);
}

/* ---- between the states */
void
conn_move(struct conn *c, enum conn_state to)
{
	struct http *http = c->http;

	TAILQ_REMOVE(&http->lists[c->state], c, state_link);
	http->counts[c->state]--;
	conn_enter_state(c, to);
	conn_resume_reads(c);
}

/* Reads again after a pause, when the unparsed bytes are used up. */
static void
conn_resume_reads(struct conn *c)
{
	if (!c->paused || c->eof || c->unparsed.len >= sizeof(c->http->in) || c->state == CONN_WAIT || c->state == CONN_WRITE ||
	    c->state == CONN_DEAD)
		return;
	c->paused = false;
	(void)event_add(&c->reads, NULL);
}

static void
conn_enqueue(struct conn *c)
{
	if (c->is_queued)
		return;
	c->is_queued = true;
	TAILQ_INSERT_TAIL(&c->http->ready, c, ready_link);
	c->http->nready++;
}

static void
conn_dequeue(struct conn *c)
{
	if (!c->is_queued)
		return;
	c->is_queued = false;
	TAILQ_REMOVE(&c->http->ready, c, ready_link);
	c->http->nready--;
}

void
conn_continue(struct conn *c)
{
	conn_enqueue(c);
	http_schedule_end(c->http);
}

void
conn_replied(struct conn *c)
{
	if (c->closing) {
		conn_close_after_reply(c);
		return;
	}
	conn_move(c, CONN_SENT);
	if (!c->running && (c->unparsed.len > 0 || c->eof))
		conn_continue(c);
}

/* ---- ending */
void
conn_end(struct conn *c)
{
	struct http *http = c->http;
	struct exchange *ex = c->ex;

	if (c->state == CONN_DEAD)
		return;
	(void)event_del(&c->reads);
	(void)event_del(&c->writes);
	(void)close(c->fd);
	if (c->counted)
		peers_drop(c->is_stream ? http->stream_peers : http->peers, &c->network);
	if (c->refused)
		http->refusals--;
	conn_dequeue(c);
	c->ex = NULL;
	if (ex != NULL && ex->with_handler)
		ex->conn = NULL; /* the handler's answer will be dropped */
	else if (ex != NULL)
		exchange_end(ex);
	buf_end(&c->unparsed);
	conn_move(c, CONN_DEAD);
	if (c->stream_handler != NULL)
		c->stream_handler->closed(c->stream_arg);
	http_schedule_end(http);
}

/* A close with unread input would send a reset, which may overtake the last answer (RFC 9112 9.6). */
static void
conn_close_after_reply(struct conn *c)
{
	if (c->eof || (c->client_closes && !c->has_next && c->unparsed.len == 0)) {
		conn_end(c);
		return;
	}
	(void)shutdown(c->fd, SHUT_WR);
	c->body_pending = false;
	if (!c->running)
		buf_end(&c->unparsed);
	conn_move(c, CONN_LINGER);
}

void
conn_refuse(struct conn *c, int status)
{
	if (status == 408)
		c->http->figures.timeouts++;
	else if (status != 503)
		c->http->figures.bad++;
	c->closing = true;
	c->client_closes = false;
	c->body_pending = false;
	if (c->ex == NULL) {
		c->ex = exchange_new(c);
		exchange_fill_origin(c->ex, c->unparsed.data, c->unparsed.len);
	}
	reply_problem_as(c->ex, status);
}

/* ---- reading */
static void
on_readable(evutil_socket_t fd, short what, void *arg)
{
	struct conn *c = arg;
	struct http *http = c->http;
	ssize_t n = recv(fd, http->in, sizeof(http->in), 0);

	(void)what;
	http_clock(http);
	if (n > 0)
		conn_received(c, http->in, (size_t)n);
	else if (n == 0)
		conn_eof(c);
	else if (errno != EAGAIN && errno != EINTR)
		conn_end(c);
}

bool
conn_read_last(struct conn *c)
{
	on_readable(c->fd, EV_READ, c);
	return (!conn_is_between(c));
}

static void
on_writable(evutil_socket_t fd, short what, void *arg)
{
	struct conn *c = arg;

	(void)fd;
	(void)what;
	http_clock(c->http);
	if (c->state == CONN_STREAM)
		c->stream_handler->writable(c->stream_arg);
	else
		reply_more(c);
}

bool
conn_is_slow(const struct conn *c, int64_t ms)
{
	int64_t took = c->http->now - c->since;
	uint64_t got = c->state == CONN_HEAD ? c->unparsed.len : c->body_received;

	return ((c->state == CONN_HEAD || c->state == CONN_BODY) && took >= ms &&
	    (int64_t)got * 1000 < setting_int(HTTP_RATE_MIN) * took);
}

static void
conn_received(struct conn *c, const char *p, size_t n)
{
	conn_input(c, p, n);
	if (conn_is_slow(c, SLOW_END))
		conn_refuse(c, 408);
}

static void
conn_input(struct conn *c, const char *p, size_t n)
{
	size_t old = c->unparsed.len, used;

	if (c->state >= CONN_LINGER) {
		if ((c->discarded += n) > (uint64_t)setting_int(HTTP_LINGER_MAX))
			conn_end(c);
		return;
	}
	if (old == 0 && c->state != CONN_WAIT && c->state != CONN_WRITE) {
		used = conn_run(c, p, n);
		if (c->state < CONN_LINGER && used < n)
			buf_add(&c->unparsed, p + used, n - used);
		return;
	}
	buf_add(&c->unparsed, p, n);
	if (c->state == CONN_HEAD && !head_needs_parse(c->unparsed.data, old, c->unparsed.len))
		return;
	if (c->state != CONN_WAIT && c->state != CONN_WRITE && !c->is_queued)
		conn_run_unparsed(c);
	else if (c->unparsed.len >= sizeof(c->http->in)) {
		c->paused = true;
		(void)event_del(&c->reads);
	}
}

static void
conn_run_unparsed(struct conn *c)
{
	size_t used = c->unparsed.len > 0 ? conn_run(c, c->unparsed.data, c->unparsed.len) : 0;

	if (c->state == CONN_DEAD)
		return;
	if (used == c->unparsed.len || c->state >= CONN_LINGER)
		buf_end(&c->unparsed);
	else
		buf_drop(&c->unparsed, used);
	conn_resume_reads(c);
	if (c->eof)
		conn_eof(c);
}

/*
 * Runs steps as far as the bytes suffice, within one loop budget: a client that pipelines a thousand requests must
 * not delay all other clients. Returns how many bytes were used.
 */
static size_t
conn_run(struct conn *c, const char *p, size_t n)
{
	int64_t until = c->http->now_us + setting_int(SERVER_LOOP_BUDGET);
	size_t used = 0, had;
	unsigned char before;

	c->running = true;
	do {
		had = used;
		before = c->state;
		if (conn_is_between(c) || c->state == CONN_HEAD)
			used += head_feed(c, p + used, n - used);
		else if (c->state == CONN_BODY)
			used += body_feed(c, p + used, n - used);
		else if (c->state == CONN_PROXY)
			used += proxy_feed(c, p + used, n - used);
		if (used < n && conn_is_between(c) && clock_us() >= until) {
			conn_enqueue(c);
			deferred_schedule(c->http);
			break;
		}
	} while (used < n && (used > had || c->state != before));
	c->running = false;
	return (used);
}

static size_t
proxy_feed(struct conn *c, const char *p, size_t n)
{
	bool known;
	struct address client;
	int size = proxy_parse(p, n, &known, &client);

	if (size == PROXY_BAD) {
		c->http->figures.bad++;
		conn_end(c);
		return (n);
	}
	if (size == PROXY_MORE)
		return (0);
	conn_move(c, CONN_SENT);
	if (known) {
		c->peer = client;
		c->trusted = trusted_has(http_trusted(c->http), &client);
		if (!conn_admit(c, false))
			return (n);
	}
	return ((size_t)size);
}

static void
head_limits_read(struct head_limits *limits)
{
	limits->head = (size_t)setting_int(HTTP_HEAD_MAX);
	limits->target = (size_t)setting_int(HTTP_TARGET_MAX);
	limits->fields = (unsigned)setting_int(HTTP_FIELDS_MAX);
}

static size_t
head_feed(struct conn *c, const char *p, size_t n)
{
	struct http *http = c->http;
	struct head *h = &http->head;
	struct head_limits limits;
	size_t size;
	int status;

	head_limits_read(&limits);
	status = head_parse(p, n, &limits, h);
	if (status == HEAD_MORE) {
		if (conn_is_between(c))
			conn_move(c, CONN_HEAD);
		return (0);
	}
	c->ex = exchange_new(c);
	c->ex->method = h->method;
	if (status != 0) {
		exchange_fill_origin(c->ex, p, n);
		conn_refuse(c, status);
		return (n);
	}
	size = h->size;
	http->figures.requests++;
	exchange_fill(c->ex, p, h);
	c->is_chunked = h->chunked;
	c->body_pending = h->chunked || h->length > 0;
	c->left = (uint64_t)h->length;
	c->client_closes = !h->keep_alive;
	c->closing = c->client_closes || conn_is_slow(c, SLOW_LAST);
	c->has_next = n > size;
	body_begin(c);
	return (size);
}

/* The client sends no more, but may still read (RFC 9112 9.6): a complete request is answered. */
static void
conn_eof(struct conn *c)
{
	if (!c->eof) {
		c->eof = true;
		(void)event_del(&c->reads);
	}
	switch (c->state) {
	case CONN_SENT:
	case CONN_IDLE:
		if (c->unparsed.len == 0)
			conn_end(c);
		break;
	case CONN_HEAD:
	case CONN_BODY:
		conn_refuse(c, 400); /* a truncated request is never executed */
		break;
	case CONN_PROXY:
	case CONN_LINGER:
	case CONN_STREAM:
		conn_end(c);
		break;
	default:
		break;
	}
}

/* ---- the end of an iteration */
void
http_schedule_end(struct http *http)
{
	event_active(&http->iteration_end, EV_TIMEOUT, 0);
}

void
http_clock(struct http *http)
{
	http->now_us = clock_us();
	http->now = http->now_us / 1000;
}

unsigned
http_count_open(const struct http *http)
{
	unsigned n = 0;

	for (unsigned s = 0; s < CONN_DEAD; s++)
		n += http->counts[s];
	return (n);
}

static void
conns_free_dead(struct http *http)
{
	struct conn *c;

	while ((c = TAILQ_FIRST(&http->lists[CONN_DEAD])) != NULL) {
		TAILQ_REMOVE(&http->lists[CONN_DEAD], c, state_link);
		http->counts[CONN_DEAD]--;
		free(c);
	}
}

/* Continues queued connections and frees dead ones, when no handler and no parser is on the stack. */
void
http_iteration_end(evutil_socket_t fd, short what, void *arg)
{
	struct http *http = arg;
	struct conn *c;
	unsigned n;
	void (*drained)(void *) = http->drained;

	(void)fd;
	(void)what;
	for (n = http->nready; n > 0 && (c = TAILQ_FIRST(&http->ready)) != NULL; n--) {
		http_clock(http);
		conn_dequeue(c);
		conn_run_unparsed(c);
	}
	conns_free_dead(http);
	if (drained != NULL && http_count_open(http) == 0 && http->exchanges == 0 && SLIST_EMPTY(&http->listeners)) {
		http->drained = NULL;
		drained(http->drained_arg);
	}
}
