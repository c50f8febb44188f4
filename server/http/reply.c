/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers. Head and body go out in one sendmsg(), or the body with sendfile() from a memory file. If the socket is
 * full, the rest waits in CONN_WRITE for a write event. The head is made in one buffer of the worker and copied to the
 * exchange's arena only if it has to wait.
 */
#include <errno.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "http/conn.h"
#include "http/problem.h"
#include "settings/settings.h"

static void reply_from_head(struct exchange *);
static void reply_head_write(struct exchange *);
static void reply_write(struct exchange *);
static bool reply_closes(const struct conn *, const struct exchange *);
static void reply_finish(struct conn *, struct exchange *);

void
exchange_add(struct exchange *ex, const char *name, const char *value)
{
	for (const char *p = value; *p != '\0'; p++)
		if (((unsigned char)*p < ' ' && *p != '\t') || *p == 0x7f)
			abort(); /* it would split one field into two */
	buf_puts(&ex->added, name);
	buf_add(&ex->added, ": ", 2);
	buf_puts(&ex->added, value);
	buf_add(&ex->added, "\r\n", 2);
}

void
exchange_add_block(struct exchange *ex, const char *fields, size_t n)
{
	buf_add(&ex->added, fields, n);
}

void
exchange_clear_fields(struct exchange *ex)
{
	ex->added.len = 0;
}

void
exchange_send(struct exchange *ex, int status, const char *body, size_t len)
{
	struct conn *c = ex->conn;

	ex->with_handler = false;
	ex->status = status;
	ex->out[1] = (struct iovec) { (void *)(uintptr_t)body, len };
	if (c == NULL) /* the client has closed */
		exchange_end(ex);
	else if (ex->in_head && c->body_pending)
		reply_from_head(ex);
	else
		reply_now(ex);
}

/*
 * The handler answered from the head, and a body is still to come. The body is read first (bounded by http.body_max)
 * and the answer waits: a malformed or truncated body is 400 for every request, and the connection stays usable.
 */
static void
reply_from_head(struct exchange *ex)
{
	struct conn *c = ex->conn;

	ex->in_head = false;
	if (ex->expects) { /* with 100-continue the client may never send the body */
		c->closing = true;
		c->client_closes = false;
		reply_now(ex);
		return;
	}
	ex->reply_waits = true;
	conn_move(c, CONN_BODY);
	if (!c->running) /* head() had waited: continue with the bytes that arrived meanwhile */
		conn_continue(c);
}

void
reply_now(struct exchange *ex)
{
	struct conn *c = ex->conn;

	if (!c->running) /* the answer comes from a later event */
		http_clock(c->http);
	if (reply_closes(c, ex))
		c->closing = true;
	reply_head_write(ex);
	ex->out[0] = (struct iovec) { ex->http->out.data, ex->http->out.len };
	if (ex->method == HTTP_HEAD || ex->status == 204 || ex->status == 304)
		ex->out[1].iov_len = 0;
	reply_write(ex);
}

void
exchange_send_shared(struct exchange *ex, int status, const char *body, size_t len, void (*release)(void *), void *arg)
{
	ex->release = release;
	ex->release_arg = arg;
	exchange_send(ex, status, body, len);
}

void
exchange_set_file(struct exchange *ex, struct body_file *file)
{
	body_file_enter(file);
	ex->file = file;
}

/* True if this is the connection's last answer. */
static bool
reply_closes(const struct conn *c, const struct exchange *ex)
{
	const struct http *http = c->http;
	bool more = c->running ? c->has_next : c->unparsed.len > 0;

	if (c->closing || ex->close || http->now - c->born > setting_int(HTTP_CONN_TIMEOUT))
		return (true);
	/* Requests received before the drain are still answered. */
	return (http->draining != 0 && !more);
}

static const char *
date_field(struct http *http)
{
	char date[CLOCK_HTTP];
	int64_t wall;

	if (http->now >= http->date_until) {
		wall = clock_wall_ms();
		http->date_until = http->now + 1000 - wall % 1000;
		clock_http(wall, date);
		(void)snprintf(http->date, sizeof(http->date), "\r\nDate: %s\r\n", date);
	}
	return (http->date);
}

static void
reply_head_write(struct exchange *ex)
{
	struct buf *b = &ex->http->out;
	int status = ex->status;

	b->len = 0;
	buf_add(b, "HTTP/1.1 ", 9);
	buf_long(b, status);
	buf_putc(b, ' ');
	buf_puts(b, http_reason(status));
	buf_puts(b, date_field(ex->http));
	if (status != 204 && status != 304 && !ex->endless) {
		buf_add(b, "Content-Length: ", 16);
		buf_long(b, (long)ex->out[1].iov_len);
		buf_add(b, "\r\n", 2);
	}
	if (ex->conn->closing)
		buf_puts(b, "Connection: close\r\n");
	else if (ex->http10)
		buf_puts(b, "Connection: keep-alive\r\n");
	buf_add(b, "X-Request-Id: ", 14);
	buf_puts(b, exchange_request_id(ex));
	buf_add(b, "\r\n", 2);
	buf_add(b, ex->added.data, ex->added.len);
	buf_add(b, "\r\n", 2);
}

/* Removes the n bytes that were written; false when nothing is left. */
static bool
out_consume(struct exchange *ex, size_t n)
{
	for (unsigned i = 0; i < LENGTH(ex->out); i++) {
		size_t take = n < ex->out[i].iov_len ? n : ex->out[i].iov_len;

		ex->out[i].iov_base = (char *)ex->out[i].iov_base + take;
		ex->out[i].iov_len -= take;
		n -= take;
	}
	return (ex->out[0].iov_len + ex->out[1].iov_len > 0);
}

static ssize_t
out_send_memory(struct exchange *ex)
{
	struct msghdr m = { .msg_iov = ex->out, .msg_iovlen = ex->out[1].iov_len > 0 ? 2 : 1 };

	return (sendmsg(ex->conn->fd, &m, MSG_NOSIGNAL));
}

/* The error concerns the connection, not the file. */
static bool
is_client_error(int error)
{
	return (error == EAGAIN || error == EINTR || error == EPIPE || error == ECONNRESET || error == ETIMEDOUT);
}

/* The kernel holds the head (MSG_MORE) until the body follows. If the file cannot be read, memory takes over. */
static ssize_t
out_send_file(struct exchange *ex)
{
	struct body_file *file = ex->file;
	size_t head = ex->out[0].iov_len;
	ssize_t n = 0;

	if (head > 0) {
		n = send(ex->conn->fd, ex->out[0].iov_base, head, MSG_NOSIGNAL | MSG_MORE);
		if (n < (ssize_t)head)
			return (n);
	}
	n = sendfile(ex->conn->fd, file->fd, &ex->file_at, ex->out[1].iov_len);
	if (n > 0)
		return ((ssize_t)head + n);
	if (n == 0 || !is_client_error(errno)) {
		body_file_fail(file, n == 0 ? ENODATA : errno);
		body_file_leave(file);
		ex->file = NULL;
		return (head > 0 ? (ssize_t)head : out_send_memory(ex));
	}
	return (head > 0 ? (ssize_t)head : -1);
}

/* -1: the connection is gone, 0: more to write, 1: all is written. */
static int
out_send(struct exchange *ex)
{
	struct conn *c = ex->conn;
	ssize_t n = ex->file != NULL && ex->out[1].iov_len > 0 ? out_send_file(ex) : out_send_memory(ex);

	if (n < 0 && errno != EAGAIN && errno != EINTR) {
		conn_end(c);
		return (-1);
	}
	if (n < 0)
		return (0);
	ex->http->figures.sent_bytes += (unsigned long)n;
	return (out_consume(ex, (size_t)n) ? 0 : 1);
}

static void
reply_write(struct exchange *ex)
{
	struct conn *c = ex->conn;
	int result = out_send(ex);

	if (result > 0)
		reply_finish(c, ex);
	if (result != 0)
		return;
	ex->out[0].iov_base = arena_copy(ex->arena, ex->out[0].iov_base, ex->out[0].iov_len);
	conn_move(c, CONN_WRITE);
	(void)event_add(&c->writes, NULL);
}

void
reply_more(struct conn *c)
{
	struct exchange *ex = c->ex;
	int result = out_send(ex);

	if (result > 0)
		reply_finish(c, ex);
	else if (result == 0)
		(void)event_add(&c->writes, NULL);
}

static void
reply_finish(struct conn *c, struct exchange *ex)
{
	c->ex = NULL;
	exchange_end(ex);
	if (c->is_stream)
		stream_begin(c);
	else
		conn_replied(c);
}

void
reply_continue(struct conn *c)
{
	static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
	ssize_t n = send(c->fd, line, sizeof(line) - 1, MSG_NOSIGNAL);

	/* The socket's buffer is empty here, so a connection that cannot take one line is dead. */
	if (n != (ssize_t)sizeof(line) - 1)
		conn_end(c);
}

/* ---- answers of the edge itself */

void
reply_problem_as(struct exchange *ex, int status)
{
	const struct http *http = ex->http;
	enum problem problem = problem_of_status(status);
	struct buf b;

	exchange_clear_fields(ex); /* fields that the handler may have added */
	ex->in_head = ex->reply_waits = false;
	if (http->handler->refuse != NULL && http->handler->refuse(http->arg, ex, problem))
		return;
	exchange_add_block(ex, FIELDS_SECURITY, sizeof(FIELDS_SECURITY) - 1);
	exchange_add(ex, "Content-Type", "application/problem+json");
	exchange_add(ex, "Cache-Control", "private, no-store");
	if (status == 503)
		exchange_add(ex, "Retry-After", "1");
	buf_init(&b, ex->arena);
	http_problem_open(&b, problem, NULL);
	buf_putc(&b, '}');
	exchange_send(ex, status, b.data, b.len);
}
