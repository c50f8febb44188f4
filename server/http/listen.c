/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listening, accepting and draining. One struct http listens on every socket of its worker.
 *
 * A drain has three steps. First, while requests from before the drain are pending, new connections are accepted
 * and get one answer each; refusing them would help no request. Then new handshakes are refused
 * (listener_refuse_handshakes()). After HANDSHAKE_MS the last connections are accepted and listening ends for every
 * process that holds the socket. Sockets that another process goes on accepting on are left at once.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "http/conn.h"
#include "settings/settings.h"

#define ACCEPT_FAILED 8	 /* errors in one event before accept pauses */
#define ACCEPT_MAX    64 /* connections accepted in one event, so that open ones are served too */

static void on_connection(evutil_socket_t, short, void *);
static void ttl_min_clear(int fd, const struct address *peer);

struct http *
http_new(struct event_base *base, const struct http_handler *handler, void *arg)
{
	struct http *http = mem_zero(1, sizeof(*http));

	http->base = base;
	http->handler = handler;
	http->arg = arg;
	arc4random_buf(&http->id_counter, sizeof(http->id_counter));
	arc4random_buf(&http->id_key, sizeof(http->id_key));
	http_clock(http);
	http->peers = peers_new();
	http->stream_peers = peers_new();
	for (unsigned s = 0; s < CONN_STATES; s++)
		TAILQ_INIT(&http->lists[s]);
	TAILQ_INIT(&http->ready);
	SLIST_INIT(&http->listeners);
	buf_init(&http->out, NULL);
	buf_reserve(&http->out, 4096);
	(void)event_assign(&http->iteration_end, base, -1, 0, http_iteration_end, http);
	deferred_init(http);
	deadline_init(http);
	return (http);
}

void
http_listen(struct http *http, int fd, bool ours)
{
	struct listener *l = mem_zero(1, sizeof(*l));
	int on = 1, max = (int)setting_int(HTTP_SEND_BUFFER);

	l->ours = ours;
	/*
	 * Accepted sockets inherit both options on Linux, which saves system calls per connection. A unix socket
	 * ignores them.
	 */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &max, sizeof(max)); /* a fixed size also disables the kernel's growth */
	(void)event_assign(&l->event, http->base, fd, EV_READ | EV_PERSIST, on_connection, http);
	(void)event_add(&l->event, NULL);
	SLIST_INSERT_HEAD(&http->listeners, l, link);
}

/* Listening has ended, here or in another worker, and the accept queue is empty. */
static void
listener_stop(struct http *http, int fd)
{
	struct listener *l;

	SLIST_FOREACH(l, &http->listeners, link)
	if (event_get_fd(&l->event) == fd)
		(void)event_del(&l->event);
}

/*
 * accept4() failed. True: try the next connection. Some errors concern one connection (accept(2)); one that persists
 * would make us retry forever, so accept pauses after ACCEPT_FAILED of them, and after any other error.
 */
static bool
accept_failed(struct http *http, int fd, int why, unsigned *failed)
{
	long more;

	if (why == EINTR)
		return (true);
	if (why == EINVAL && http->draining != 0)
		listener_stop(http, fd);
	if (why == EAGAIN || (why == EINVAL && http->draining != 0))
		return (false);
	if (why != EMFILE && why != ENFILE && why != ENOBUFS && why != ENOMEM && ++*failed < ACCEPT_FAILED)
		return (true);
	if (repeat_due("accept paused", "listener", strerrorname_np(why), &more))
		log_error("accept paused", log_text("why", strerror(why)), log_repeated(more));
	listen_pause(http, true);
	return (false);
}

/* Accepts up to max connections; false when none is left. */
static bool
accept_some(struct http *http, int fd, unsigned max)
{
	unsigned failed = 0;
	struct sockaddr_storage ss;
	struct sockaddr *sa = (struct sockaddr *)&ss;
	struct address peer;
	socklen_t len;
	int s;

	for (; max > 0; max--) {
		len = sizeof(ss);
		ss.ss_family = AF_UNSPEC;
		s = accept4(fd, sa, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (s < 0 && !accept_failed(http, fd, errno, &failed))
			return (false);
		if (s < 0)
			continue;
		if (len < sizeof(sa_family_t) || !address_of(sa, &peer))
			peer = (struct address) { .local = true };
		if (http->refusing_ms != 0)
			ttl_min_clear(s, &peer);
		conn_new(http, s, &peer);
	}
	return (true);
}

static void
on_connection(evutil_socket_t fd, short what, void *arg)
{
	struct http *http = arg;

	(void)what;
	http_clock(http);
	(void)accept_some(http, fd, ACCEPT_MAX);
}

void
listen_pause(struct http *http, bool pause)
{
	struct listener *l;

	http->accept_paused = pause;
	SLIST_FOREACH(l, &http->listeners, link)
	{
		if (pause)
			(void)event_del(&l->event);
		else
			(void)event_add(&l->event, NULL);
	}
	if (pause)
		deadline_start(http);
}

static void
listener_end(struct http *http, struct listener *l)
{
	(void)event_del(&l->event);
	SLIST_REMOVE(&http->listeners, l, listener, link);
	free(l);
}

/* A connection in the accept queue may already carry a request. */
static void
listener_accept_all(struct http *http, const struct listener *l)
{
	while (accept_some(http, event_get_fd(&l->event), ACCEPT_MAX))
		;
}

/*
 * A handshake that ends after the last accept() would be reset together with a request that the client may have sent.
 * So new handshakes are refused first, by a minimum TTL that no client's SYN has: the client retries after a second
 * and is refused then. A handshake under way completes, and the drain waits for it. Unlike a socket filter this needs
 * no privilege. A unix socket has no handshake: its accept queue outlives listening.
 */
static void
listener_refuse_handshakes(const struct listener *l)
{
	int fd = event_get_fd(&l->event), max = 255, domain = 0;
	socklen_t len = sizeof(domain);

	(void)getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len);
	if (domain == AF_INET)
		(void)setsockopt(fd, IPPROTO_IP, IP_MINTTL, &max, sizeof(max));
	else if (domain == AF_INET6)
		(void)setsockopt(fd, IPPROTO_IPV6, IPV6_MINHOPCOUNT, &max, sizeof(max));
	else
		(void)shutdown(fd, SHUT_RDWR);
}

/* A connection inherits the minimum TTL of its listener. */
static void
ttl_min_clear(int fd, const struct address *peer)
{
	int any = 0;

	if (!peer->local && setsockopt(fd, IPPROTO_IP, IP_MINTTL, &any, sizeof(any)) != 0)
		(void)setsockopt(fd, IPPROTO_IPV6, IPV6_MINHOPCOUNT, &any, sizeof(any));
}

void
http_drain(struct http *http, bool for_good, void (*done)(void *), void *arg)
{
	struct listener *l, *next;

	http_clock(http);
	http->drained = done;
	http->drained_arg = arg;
	if (http->accept_paused)
		listen_pause(http, false);
	http->draining = http->now;
	for (l = SLIST_FIRST(&http->listeners); l != NULL; l = next) {
		next = SLIST_NEXT(l, link);
		if (for_good && l->ours)
			continue;
		listener_accept_all(http, l);
		listener_end(http, l);
	}
	listen_refuse_new(http);
	deadline_sooner(http);
	http_schedule_end(http); /* there may be no connection to wait for */
}

/* True while a request from before the drain is pending. */
static bool
drain_has_requests(const struct http *http)
{
	static const enum conn_state states[] = { CONN_HEAD, CONN_BODY, CONN_WAIT, CONN_WRITE };
	const struct conn *c;

	for (size_t i = 0; i < LENGTH(states); i++)
		TAILQ_FOREACH(c, &http->lists[states[i]], state_link)
	if (c->born < http->draining)
		return (true);
	return (false);
}

void
listen_refuse_new(struct http *http)
{
	struct listener *l;

	/* The last quarter of the time is for connections that arrive until then. */
	if (http->refusing_ms != 0 || SLIST_EMPTY(&http->listeners) ||
	    (drain_has_requests(http) && http->now - http->draining < setting_int(SERVER_DRAIN) * 1000 / 4 * 3))
		return;
	http->refusing_ms = http->now;
	SLIST_FOREACH(l, &http->listeners, link)
	listener_refuse_handshakes(l);
}

void
listen_end(struct http *http)
{
	struct listener *l;

	while ((l = SLIST_FIRST(&http->listeners)) != NULL) {
		listener_accept_all(http, l);
		(void)shutdown(event_get_fd(&l->event), SHUT_RDWR); /* also ends it in other processes that hold the socket */
		listener_end(http, l);
	}
	http_schedule_end(http);
}

void
http_end(struct http *http)
{
	struct conn *c;

	while (!SLIST_EMPTY(&http->listeners))
		listener_end(http, SLIST_FIRST(&http->listeners));
	http->accept_paused = false;
	http->drained = NULL;
	for (unsigned s = 0; s < CONN_DEAD; s++)
		while ((c = TAILQ_FIRST(&http->lists[s])) != NULL)
			conn_end(c);
	http_iteration_end(-1, 0, http);
	deferred_end(http);
	(void)event_del(&http->iteration_end);
	(void)event_del(&http->tick);
	http->ending = true;
	http_free_if_unused(http);
}

/* Exchanges that a handler still has keep http alive. */
void
http_free_if_unused(struct http *http)
{
	if (http->exchanges > 0)
		return;
	peers_end(http->peers);
	peers_end(http->stream_peers);
	trusted_end(http->trusted);
	free(http->trusted_text);
	buf_end(&http->out);
	free(http);
}

/* Built again when a reload changed the setting. */
const struct trusted *
http_trusted(struct http *http)
{
	const char *text = setting_text(SERVER_TRUSTED);

	if (http->trusted == NULL || strcmp(text, http->trusted_text) != 0) {
		trusted_end(http->trusted);
		free(http->trusted_text);
		http->trusted = trusted_new(text);
		http->trusted_text = mem_copy(text, strlen(text));
	}
	return (http->trusted);
}

struct http_figures
http_figures(const struct http *http)
{
	struct http_figures f = http->figures;

	f.connections = http_count_open(http);
	f.idle = http->counts[CONN_SENT] + http->counts[CONN_IDLE];
	f.writing = http->counts[CONN_WRITE];
	f.streams = http->counts[CONN_STREAM];
	f.exchanges = http->exchanges;
	return (f);
}
