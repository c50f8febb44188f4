/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server that answers 200 to anything sound, for tests and measurements of
 * the HTTP room alone:
 *   wire_server PORT [FILE]    prints "ready" and the port (PORT 0: any) on standard output
 * FILE is a settings file; SIGTERM drains, which is said too. A body of at most 64 KiB is echoed.
 * /early answers in the head's step, /slow after 50 ms, /big sends 4 MiB, /who the client's address; /busy takes the
 * processor for 2 ms, and /memory says from the head's step how often that was so far.
 */
#include <arpa/inet.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "http/http.h"
#include "settings/settings.h"

#define BIG (4 << 20)

static struct event_base *base;
static char big[BIG], busy[24] = "0", turns[24];
static long turn;

void __real_loop_budget_begin(void);
void __wrap_loop_budget_begin(void);

void
__wrap_loop_budget_begin(void)
{
	turn++;
	__real_loop_budget_begin();
}

static void
answer(struct exchange *ex)
{
	struct span body = exchange_body(ex);

	exchange_add(ex, "Content-Type", "text/plain");
	if (strcmp(exchange_path(ex), "/big") == 0)
		exchange_send(ex, 200, big, BIG);
	else if (strcmp(exchange_path(ex), "/who") == 0)
		exchange_send(ex, 200, exchange_network(ex), strlen(exchange_network(ex)));
	else if (strcmp(exchange_path(ex), "/brief") == 0)
		exchange_send(ex, 200, turns, strlen(turns));
	else if (body.n > 0)
		exchange_send(ex, 200, body.p, body.n);
	else
		exchange_send(ex, 200, "hello\n", 6);
}

static long
on_head(void *arg, struct exchange *ex)
{
	(void)arg;
	if (strcmp(exchange_path(ex), "/early") == 0) {
		exchange_send(ex, 401, "no\n", 3);
		return (-1);
	}
	if (strcmp(exchange_path(ex), "/memory") == 0) {
		exchange_send(ex, 200, busy, strlen(busy));
		return (-1);
	}
	return (65536);
}

static void
on_later(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	answer(arg);
}

static void
work(long us)
{
	int64_t until = clock_us() + us;

	while (clock_us() < until)
		;
	(void)snprintf(busy, sizeof(busy), "%ld", strtol(busy, NULL, 10) + 1);
	(void)snprintf(turns, sizeof(turns), "%ld", turn);
}

static void
on_request(void *arg, struct exchange *ex)
{
	struct timeval tv = { .tv_usec = 50000 };

	(void)arg;
	if (strcmp(exchange_path(ex), "/busy") == 0)
		work(2000);
	else if (strcmp(exchange_path(ex), "/brief") == 0)
		work(50);
	if (strcmp(exchange_path(ex), "/slow") == 0)
		(void)event_base_once(base, -1, EV_TIMEOUT, on_later, ex, &tv);
	else
		answer(ex);
}

static void
say(const char *word, unsigned port)
{
	(void)printf("%s %u\n", word, port);
	(void)fflush(stdout);
}

static void
on_drained(void *arg)
{
	(void)arg;
	(void)event_base_loopbreak(base);
}

static void
on_term(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	http_drain(arg, true, on_drained, NULL);
	say("draining", 0);
}

static int
listen_on(uint16_t *port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_port = htons(*port) };
	socklen_t len = sizeof(sin);
	int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
	    bind(fd, (struct sockaddr *)&sin, sizeof(sin)) != 0 || listen(fd, 511) != 0 ||
	    getsockname(fd, (struct sockaddr *)&sin, &len) != 0) {
		perror("listen");
		exit(1);
	}
	*port = ntohs(sin.sin_port);
	return (fd);
}

int
main(int argc, char **argv)
{
	static const struct http_handler handler = { on_head, on_request };
	struct http *http;
	struct event *term;
	uint16_t port;
	int fd;

	if (argc < 2 || !settings_load(argc > 2 ? argv[2] : NULL, stderr))
		return (2);
	memset(big, 'x', sizeof(big));
	base = event_base_new();
	http = http_new(base, &handler, NULL);
	port = (uint16_t)strtol(argv[1], NULL, 10);
	fd = listen_on(&port);
	http_listen(http, fd, true);
	term = evsignal_new(base, SIGTERM, on_term, http);
	(void)event_add(term, NULL);
	say("ready", port);
	http_loop(base);
	http_end(http);
	event_free(term);
	event_base_free(base);
	(void)close(fd);
	return (0);
}
