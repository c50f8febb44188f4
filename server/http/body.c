/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the head to the handler. body_begin() calls the handler's head(), which limits the body or answers. Then the body
 * is read by Content-Length or by the chunked decoder into the exchange's arena, and the exchange goes to deferred.c.
 * Every way out that leaves bytes of a body unread closes the connection, because the next request could not be found.
 */
#include "http/conn.h"
#include "settings/settings.h"

static void body_admit(struct exchange *, long max);
static void exchange_hand_over(struct conn *);
static void reply_to_asterisk(struct exchange *);
static size_t length_body_feed(struct conn *, const char *p, size_t n);
static size_t chunked_body_feed(struct conn *, const char *p, size_t n);
static void body_store(struct conn *, const char *p, size_t n);
static void body_finish(struct conn *);

/* The head is valid: asks the handler whether the request may have a body, and how large. */
void
body_begin(struct conn *c)
{
	struct exchange *ex = c->ex;
	struct http *http = c->http;
	long max;

	c->chunked = CHUNKED_START;
	ex->body_max = (uint64_t)setting_int(HTTP_BODY_MAX);
	if (c->left > ex->body_max) { /* too large for every route: the handler is not asked */
		conn_refuse(c, 413);
		return;
	}
	ex->in_head = true;
	if (ex->path == NULL) {
		reply_to_asterisk(ex);
		return;
	}
	max = http->handler->head(http->arg, ex);
	if (max >= 0)
		body_admit(ex, max);
	else if (max == HEAD_WAITS) {
		ex->with_handler = true; /* the exchange stays if the client closes */
		conn_move(c, CONN_WAIT);
	} /* else answered: the exchange is gone, or waits for the end of the body */
}

static void
body_admit(struct exchange *ex, long max)
{
	struct conn *c = ex->conn;

	ex->in_head = false;
	if (!c->body_pending) {
		exchange_hand_over(c);
		return;
	}
	if ((uint64_t)max < ex->body_max)
		ex->body_max = (uint64_t)max;
	if (c->left > ex->body_max) {
		conn_refuse(c, 413);
		return;
	}
	conn_move(c, CONN_BODY);
	if (ex->expects && !c->has_next)
		reply_continue(c);
}

/* The part of the body that arrived meanwhile is in c->unparsed. */
void
exchange_read_body(struct exchange *ex, long max)
{
	struct conn *c = ex->conn;

	ex->with_handler = false;
	if (c == NULL) { /* the client has closed */
		exchange_end(ex);
		return;
	}
	body_admit(ex, max);
	if (c->state == CONN_BODY)
		conn_continue(c);
}

/* OPTIONS * asks about the server, not about a resource (RFC 9110 9.3.7). */
static void
reply_to_asterisk(struct exchange *ex)
{
	exchange_add(ex, "Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
	exchange_send(ex, 204, NULL, 0);
}

static void
exchange_hand_over(struct conn *c)
{
	struct http *http = c->http;

	conn_move(c, CONN_WAIT);
	c->ex->with_handler = true;
	deferred_hand_over(http, c->ex);
}

/* Returns how many of the n bytes belong to the body. */
size_t
body_feed(struct conn *c, const char *p, size_t n)
{
	size_t used = c->is_chunked ? chunked_body_feed(c, p, n) : length_body_feed(c, p, n);

	c->body_received += used;
	return (used);
}

static size_t
length_body_feed(struct conn *c, const char *p, size_t n)
{
	size_t take = n < c->left ? n : (size_t)c->left;

	body_store(c, p, take);
	c->left -= take;
	c->has_next = n > take;
	if (c->left == 0)
		body_finish(c);
	return (take);
}

static size_t
chunked_body_feed(struct conn *c, const char *p, size_t n)
{
	size_t used = 0, step;
	struct span data;
	int result;

	while (used < n) {
		result = chunked_feed(&c->chunked, p + used, n - used, c->ex->body_max, &step, &data);
		if (result > CHUNKED_END) {
			conn_refuse(c, result);
			return (n);
		}
		used += step;
		if (result == CHUNKED_DATA)
			body_store(c, data.p, data.n);
		if (result == CHUNKED_END) {
			c->has_next = n > used;
			body_finish(c);
			break;
		}
	}
	return (used);
}

static void
body_store(struct conn *c, const char *p, size_t n)
{
	/* The buffer grows with the bytes received, not with the length announced. */
	if (!c->ex->reply_waits)
		buf_add(&c->ex->body, p, n);
}

static void
body_finish(struct conn *c)
{
	c->body_pending = false;
	c->closing = c->closing || conn_is_slow(c, SLOW_LAST);
	if (c->ex->reply_waits)
		reply_now(c->ex);
	else
		exchange_hand_over(c);
}
