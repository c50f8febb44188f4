/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Streams: answers without a length, which end with their connection. A stream is a connection in CONN_STREAM. The edge
 * keeps no bytes for it: stream_send() reports how many bytes the socket took, and the handler, whose frames are shared by
 * many streams, sends the rest when the socket is writable again. Bytes from the client are discarded.
 */
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "http/conn.h"
#include "settings/settings.h"

struct stream {
	struct conn conn;
};

static struct stream *
stream_of(struct conn *c)
{
	return ((struct stream *)c);
}

bool
exchange_stream_full(struct exchange *ex, long max)
{
	struct address network = exchange_client_network(ex);

	return (peers_count(ex->http->stream_peers, &network) >= max);
}

/* The connection no longer counts for its address, but for the streams of the client's address behind a proxy. */
static void
stream_count(struct conn *c, const struct address *network)
{
	if (c->counted)
		peers_drop(c->http->peers, &c->network);
	c->network = *network;
	c->counted = peers_add(c->http->stream_peers, network, LONG_MAX);
}

struct stream *
exchange_stream(struct exchange *ex, const char *first, size_t n, const struct stream_handler *handler, void *arg)
{
	struct conn *c = ex->conn;
	struct address network;

	ex->with_handler = false;
	if (c == NULL) {
		exchange_end(ex);
		return (NULL);
	}
	ex->status = 200;
	ex->endless = true;
	ex->out[1] = (struct iovec) { (void *)(uintptr_t)first, n };
	c->closing = true;
	if (ex->method == HTTP_HEAD) {
		reply_now(ex);
		return (NULL);
	}
	network = exchange_client_network(ex);
	stream_count(c, &network);
	c->is_stream = true;
	reply_now(ex);
	if (c->state == CONN_DEAD)
		return (NULL);
	c->stream_handler = handler;
	c->stream_arg = arg;
	return (stream_of(c));
}

/* The kernel keeps little for a slow reader, and gives up a dead one. A unix socket ignores the second option. */
void
stream_begin(struct conn *c)
{
	int size = (int)setting_int(LIVE_SEND_BUFFER), ms = (int)setting_int(HTTP_WRITE_TIMEOUT);

	(void)setsockopt(c->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
	(void)setsockopt(c->fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &ms, sizeof(ms));
	buf_end(&c->unparsed);
	conn_move(c, CONN_STREAM);
	if (c->eof)
		conn_end(c);
	else if (c->stream_handler != NULL) /* the head had to wait for the socket */
		c->stream_handler->writable(c->stream_arg);
}

long
stream_send(struct stream *s, const char *p, size_t n)
{
	struct conn *c = &s->conn;
	ssize_t sent;

	if (c->state != CONN_STREAM) /* the head is still being written */
		return (c->state == CONN_DEAD ? -1 : 0);
	sent = send(c->fd, p, n, MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN && errno != EINTR) {
		conn_end(c);
		return (-1);
	}
	if (sent < 0)
		sent = 0;
	c->http->figures.sent_bytes += (unsigned long)sent;
	if ((size_t)sent < n)
		(void)event_add(&c->writes, NULL);
	return (sent);
}

void
stream_end(struct stream *s)
{
	conn_end(&s->conn);
}

size_t
stream_size(void)
{
	return (sizeof(struct stream));
}
