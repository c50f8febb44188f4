#include "http/conn.h"
#include "settings/settings.h"

static void body_may_come(struct exchange *, long max);
static void hand_over(struct conn *);
static void answer_asterisk(struct exchange *);
static size_t length_feed(struct conn *, const char *p, size_t n);
static size_t chunked_body_feed(struct conn *, const char *p, size_t n);
static void body_take(struct conn *, const char *p, size_t n);
static void body_over(struct conn *);

/* The head is sound: may it have a body, and how large? */
void
body_begin(struct conn *c)
{
	struct exchange *ex = c->ex;
	struct http *http = c->http;
	long max;

	c->chunked = CHUNKED_START;
	ex->body_max = (uint64_t)setting_int(HTTP_BODY_MAX);
	if (c->left > ex->body_max) { /* too large for any route: nobody need be asked */
		conn_refuse(c, 413);
		return;
	}
	ex->heading = true;
	if (ex->path == NULL) {
		answer_asterisk(ex);
		return;
	}
	max = http->handler->head(http->arg, ex);
	if (max >= 0)
		body_may_come(ex, max);
	else if (max == HEAD_WAITS) {
		ex->handed = true; /* it stays when the client leaves */
		conn_move(c, CONN_WAIT);
	} /* else answered: gone, or held until the body has come */
}

static void
body_may_come(struct exchange *ex, long max)
{
	struct conn *c = ex->conn;

	ex->heading = false;
	if (!c->body) {
		hand_over(c);
		return;
	}
	if ((uint64_t)max < ex->body_max)
		ex->body_max = (uint64_t)max;
	if (c->left > ex->body_max) {
		conn_refuse(c, 413);
		return;
	}
	conn_move(c, CONN_BODY);
	if (ex->expects && !c->more)
		reply_continue(c);
}

/* What has come of the body meanwhile lies in c->rest. */
void
exchange_read_on(struct exchange *ex, long max)
{
	struct conn *c = ex->conn;

	ex->handed = false;
	if (c == NULL) { /* the client has left */
		exchange_end(ex);
		return;
	}
	body_may_come(ex, max);
	if (c->state == CONN_BODY)
		conn_ready(c);
}

/* OPTIONS * asks about the server, not about a resource (RFC 9110 9.3.7). */
static void
answer_asterisk(struct exchange *ex)
{
	exchange_add(ex, "Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
	exchange_send(ex, 204, NULL, 0);
}

static void
hand_over(struct conn *c)
{
	struct http *http = c->http;

	conn_move(c, CONN_WAIT);
	c->ex->handed = true;
	deferred_take(http, c->ex);
}

/* Octets of the body; returns how many were its. */
size_t
body_feed(struct conn *c, const char *p, size_t n)
{
	size_t used = c->is_chunked ? chunked_body_feed(c, p, n) : length_feed(c, p, n);

	c->got += used;
	return (used);
}

static size_t
length_feed(struct conn *c, const char *p, size_t n)
{
	size_t take = n < c->left ? n : (size_t)c->left;

	body_take(c, p, take);
	c->left -= take;
	c->more = n > take;
	if (c->left == 0)
		body_over(c);
	return (take);
}

static size_t
chunked_body_feed(struct conn *c, const char *p, size_t n)
{
	size_t used = 0, step;
	struct span data;
	int says;

	while (used < n) {
		says = chunked_feed(&c->chunked, p + used, n - used, c->ex->body_max, &step, &data);
		if (says > CHUNKED_END) {
			conn_refuse(c, says);
			return (n);
		}
		used += step;
		if (says == CHUNKED_DATA)
			body_take(c, data.p, data.n);
		if (says == CHUNKED_END) {
			c->more = n > used;
			body_over(c);
			break;
		}
	}
	return (used);
}

static void
body_take(struct conn *c, const char *p, size_t n)
{
	/* What was only announced takes no memory. */
	if (!c->ex->held)
		buf_add(&c->ex->body, p, n);
}

static void
body_over(struct conn *c)
{
	c->body = false;
	c->closing = c->closing || conn_is_slow(c, SLOW_LAST);
	if (c->ex->held)
		reply_now(c->ex);
	else
		hand_over(c);
}
