#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/loop_budget.h"
#include "http/conn.h"
#include "settings/settings.h"

#define TICK_SLOWEST 500 /* ms between two looks at the deadlines */
#define TICK_FASTEST 10
#define LAST_CALL    200 /* ms a drain waits for handshakes under way: a round trip, with room */
#define LAST_LINGER  300 /* ms a drain gives a client to take the last answer and close */

static void on_tick(evutil_socket_t, short, void *);

/* How long a connection may stay in a state, in ms; 0: as long as it likes (the handler's own limits end a wait). */
static int64_t
allowed(const struct http *http, enum conn_state s)
{
	switch (s) {
	case CONN_PROXY:
	case CONN_HEAD:
		return (setting_int(HTTP_HEAD_TIMEOUT));
	case CONN_SENT:
		if (http->draining == 0 && setting_int(HTTP_WRITE_TIMEOUT) < setting_int(HTTP_IDLE_TIMEOUT))
			return (setting_int(HTTP_WRITE_TIMEOUT));
		/* fallthrough */
	case CONN_IDLE:
		return (http->draining != 0 ? setting_int(HTTP_DRAIN_GRACE) : setting_int(HTTP_IDLE_TIMEOUT));
	case CONN_BODY:
		return (setting_int(HTTP_BODY_TIMEOUT));
	case CONN_WRITE:
		return (setting_int(HTTP_WRITE_TIMEOUT));
	case CONN_LINGER:
		if (http->draining != 0 && setting_int(HTTP_LINGER_TIMEOUT) > LAST_LINGER)
			return (LAST_LINGER);
		return (setting_int(HTTP_LINGER_TIMEOUT));
	default:
		return (0);
	}
}

/* Octets of answers that the client's side has not taken. */
static bool
is_unread(const struct conn *c)
{
	int n = 0;

	return (ioctl(c->fd, SIOCOUTQ, &n) == 0 && n > 0);
}

/* With a reset: what nobody reads must not fill the kernel's buffers. */
static void
give_up(struct conn *c)
{
	c->http->figures.timeouts++;
	(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &(struct linger){ .l_onoff = 1 }, sizeof(struct linger));
	conn_end(c);
}

/* Idle since the answer was with the kernel, not since now: the list stays in order, for every connection comes this way. */
static void
is_read(struct conn *c)
{
	int64_t since = c->since;

	conn_move(c, CONN_IDLE);
	c->since = since;
}

static void
expire(struct conn *c)
{
	if (c->state == CONN_SENT && c->http->draining == 0) {
		if (is_unread(c))
			give_up(c);
		else
			is_read(c);
		return;
	}
	switch (c->state) {
	case CONN_HEAD:
	case CONN_BODY:
		conn_refuse(c, 408);
		break;
	case CONN_WRITE:
		give_up(c);
		break;
	case CONN_SENT:
	case CONN_IDLE:
		/* What came since we last looked is answered; whoever said nothing for the whole grace needs no linger. */
		if (c->http->draining != 0 && conn_read_last(c))
			break;
		/* fallthrough */
	default:
		c->http->figures.timeouts += c->state == CONN_PROXY;
		conn_end(c);
		break;
	}
}

static void
look(struct http *http, enum conn_state s)
{
	int64_t max = allowed(http, s), since, at = clock_us();
	struct conn *c;

	while (max > 0 && (c = TAILQ_FIRST(&http->lists[s])) != NULL) {
		since = c->since;
		if ((s == CONN_SENT || s == CONN_IDLE) && since < http->draining)
			since = http->draining;
		if (http->now - since < max)
			break;
		expire(c);
		if (loop_budget_spent(&at, setting_int(SERVER_LOOP_BUDGET))) {
			http->overdue = true;
			break;
		}
	}
}

static bool
last_call(const struct http *http)
{
	return (http->draining != 0 && !SLIST_EMPTY(&http->listeners));
}

static void
tick_add(struct http *http)
{
	int64_t min = TICK_SLOWEST * 8;
	struct timeval tv;

	for (unsigned s = 0; s < CONN_DEAD; s++)
		if (http->counts[s] > 0 && allowed(http, s) > 0 && allowed(http, s) < min)
			min = allowed(http, s);
	if (last_call(http))
		min = LAST_CALL;
	min /= 8;
	if (min < TICK_FASTEST)
		min = TICK_FASTEST;
	if (http->overdue) /* the others' turn, then on */
		min = 0;
	tv = (struct timeval){ .tv_sec = min / 1000, .tv_usec = min % 1000 * 1000 };
	http->ticking = true;
	http->overdue = false;
	(void)event_add(&http->tick, &tv);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct http *http = arg;

	(void)fd;
	(void)what;
	http->ticking = false;
	http_clock(http);
	if (http->resting)
		listen_pause(http, false);
	if (last_call(http)) {
		listen_shut(http);
		if (http->shut_ms != 0 && http->now - http->shut_ms >= LAST_CALL)
			listen_over(http);
	}
	for (unsigned s = 0; s < CONN_DEAD; s++)
		look(http, s);
	if (http_open(http) > 0 || http->resting || last_call(http))
		tick_add(http);
}

void
deadline_init(struct http *http)
{
	(void)event_assign(&http->tick, http->base, -1, 0, on_tick, http);
}

void
deadline_start(struct http *http)
{
	if (!http->ticking)
		tick_add(http);
}

void
deadline_sooner(struct http *http)
{
	tick_add(http);
}
