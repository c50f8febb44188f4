#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/conn.h"
#include "settings.h"

#define ACCEPT_MOST 64 /* connections taken in one go, so that those there get their turn */

static void on_connection(evutil_socket_t, short, void *);

struct http *
http_new(struct event_base *base, const struct http_handler *handler, void *arg)
{
	struct http *http = mem_zero(1, sizeof(*http));

	http->base = base;
	http->handler = handler;
	http->arg = arg;
	http_clock(http);
	http->peers = peers_new();
	for (unsigned s = 0; s < CONN_STATES; s++)
		TAILQ_INIT(&http->lists[s]);
	TAILQ_INIT(&http->ready);
	SLIST_INIT(&http->listeners);
	buf_init(&http->out, NULL);
	buf_reserve(&http->out, 4096);
	(void)event_assign(&http->turn, base, -1, 0, http_turn_end, http);
	later_init(http);
	deadline_init(http);
	return (http);
}

void
http_listen(struct http *http, int fd, bool ours)
{
	struct listener *l = mem_zero(1, sizeof(*l));
	int on = 1;

	l->ours = ours;
	/* Accepted sockets inherit it on Linux: one call instead of one per connection. A unix socket has none. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	(void)event_assign(&l->event, http->base, fd, EV_READ | EV_PERSIST, on_connection, http);
	(void)event_add(&l->event, NULL);
	SLIST_INSERT_HEAD(&http->listeners, l, link);
}

/* Takes up to most waiting connections; false when there are no more. */
static bool
accept_some(struct http *http, int fd, unsigned most)
{
	struct sockaddr_storage ss;
	struct sockaddr *sa = (struct sockaddr *)&ss;
	struct address peer;
	socklen_t len;
	int s;

	for (; most > 0; most--) {
		len = sizeof(ss);
		ss.ss_family = AF_UNSPEC;
		s = accept4(fd, sa, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (s < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) {
			log_line(LOG_ERROR, "accepting rests", "why", strerror(errno), NULL);
			listen_pause(http, true);
			return (false);
		}
		if (s < 0 && errno != EINTR && errno != ECONNABORTED)
			return (false);
		if (s < 0)
			continue;
		if (len < sizeof(sa_family_t) || !address_of(sa, &peer))
			peer = (struct address){ .local = true };
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
	(void)accept_some(http, fd, ACCEPT_MOST);
}

void
listen_pause(struct http *http, bool pause)
{
	struct listener *l;

	http->resting = pause;
	SLIST_FOREACH(l, &http->listeners, link) {
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

/* Whoever had connected may have sent a request already. */
static void
take_all(struct http *http, const struct listener *l)
{
	while (accept_some(http, event_get_fd(&l->event), ACCEPT_MOST))
		;
}

/*
 * A connection whose handshake ends after our last accept() would be reset with
 * the request it may have sent. So nobody new gets in first (a filter drops
 * SYNs; the client asks again a second later and is refused), then those on the
 * threshold are waited for. A unix socket knows no threshold: whoever connected
 * stands in its queue, which outlives the end of its listening. False: no wait
 * is needed.
 */
static bool
door_shut(const struct listener *l)
{
	struct sock_filter drop_syn[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 13), /* flags of the TCP header */
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x12),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x02, 0, 1), /* SYN without ACK */
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
	};
	struct sock_fprog program = { LENGTH(drop_syn), drop_syn };
	int domain = 0, fd = event_get_fd(&l->event);
	socklen_t len = sizeof(domain);

	if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len) != 0)
		return (false);
	if (domain == AF_UNIX) {
		(void)shutdown(fd, SHUT_RDWR);
		return (false);
	}
	return (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) == 0);
}

void
http_drain(struct http *http, bool for_good, void (*done)(void *), void *arg)
{
	struct listener *l, *next;

	http_clock(http);
	http->drained = done;
	http->drained_arg = arg;
	if (http->resting)
		listen_pause(http, false);
	for (l = SLIST_FIRST(&http->listeners); l != NULL; l = next) {
		next = SLIST_NEXT(l, link);
		if (for_good && l->ours && door_shut(l))
			continue; /* listen_over() ends it */
		take_all(http, l);
		listener_end(http, l);
	}
	http->draining = http->now;
	deadline_start(http);
	http_turn(http); /* there may be nobody left to wait for */
}

void
listen_over(struct http *http)
{
	struct listener *l;

	while ((l = SLIST_FIRST(&http->listeners)) != NULL) {
		take_all(http, l);
		(void)shutdown(event_get_fd(&l->event), SHUT_RDWR); /* for every process that holds it */
		listener_end(http, l);
	}
	http_turn(http);
}

void
http_end(struct http *http)
{
	struct conn *c;

	while (!SLIST_EMPTY(&http->listeners))
		listener_end(http, SLIST_FIRST(&http->listeners));
	http->resting = false;
	http->drained = NULL;
	for (unsigned s = 0; s < CONN_DEAD; s++)
		while ((c = TAILQ_FIRST(&http->lists[s])) != NULL)
			conn_end(c);
	http_turn_end(-1, 0, http);
	later_end(http);
	(void)event_del(&http->turn);
	(void)event_del(&http->tick);
	http->ending = true;
	http_free_if_over(http);
}

/* Exchanges that a handler still holds keep this much alive. */
void
http_free_if_over(struct http *http)
{
	if (http->exchanges > 0)
		return;
	peers_end(http->peers);
	trusted_end(http->trusted);
	free(http->trusted_text);
	buf_end(&http->out);
	free(http);
}

/* The setting may have been reloaded since. */
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

	f.connections = http_open(http);
	f.idle = http->counts[CONN_IDLE];
	f.exchanges = http->exchanges;
	return (f);
}
