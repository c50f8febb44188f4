/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deadlines of connections. One timer ticks at an eighth of the shortest timeout in use and looks at the first
 * connections of each state's list. A deadline is therefore met up to an eighth late, and a request costs no timer.
 * Expired connections share the loop budget of an iteration; the rest are handled in the next one (http->overdue).
 */
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/loop_budget.h"
#include "http/conn.h"
#include "settings/settings.h"

#define TICK_MS_MAX	500 /* ms between two ticks */
#define TICK_MS_MIN	10
#define HANDSHAKE_MS	200 /* ms that a drain waits for handshakes under way: one round trip, with reserve */
#define DRAIN_LINGER_MS 300 /* ms that a drain gives a client to receive the last answer and close */

static void on_tick(evutil_socket_t, short, void *);

/* Time limit of a state in ms; 0: none (a handler has limits of its own). */
static int64_t
state_timeout(const struct http *http, enum conn_state s)
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
	case CONN_STREAM:
		return (setting_int(HTTP_CONN_TIMEOUT));
	case CONN_LINGER:
		if (http->draining != 0 && setting_int(HTTP_LINGER_TIMEOUT) > DRAIN_LINGER_MS)
			return (DRAIN_LINGER_MS);
		return (setting_int(HTTP_LINGER_TIMEOUT));
	default:
		return (0);
	}
}

/* True while the client's side has not acknowledged all bytes. */
static bool
has_unsent_bytes(const struct conn *c)
{
	int n = 0;

	return (ioctl(c->fd, SIOCOUTQ, &n) == 0 && n > 0);
}

/* Closes with a reset, so that unread answers free the kernel's buffers. */
static void
conn_reset(struct conn *c)
{
	c->http->figures.timeouts++;
	(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &(struct linger) { .l_onoff = 1 }, sizeof(struct linger));
	conn_end(c);
}

/* Keeps the time since the answer was written. The list stays in order, because every connection comes through SENT. */
static void
conn_set_idle(struct conn *c)
{
	int64_t since = c->since;

	conn_move(c, CONN_IDLE);
	c->since = since;
}

static void
conn_expire(struct conn *c)
{
	if (c->state == CONN_SENT && c->http->draining == 0) {
		if (has_unsent_bytes(c))
			conn_reset(c);
		else
			conn_set_idle(c);
		return;
	}
	switch (c->state) {
	case CONN_HEAD:
	case CONN_BODY:
		conn_refuse(c, 408);
		break;
	case CONN_WRITE:
		conn_reset(c);
		break;
	case CONN_SENT:
	case CONN_IDLE:
		/* A request that arrived in the meantime is answered. A silent client needs no lingering close. */
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
list_expire(struct http *http, enum conn_state s)
{
	int64_t max = state_timeout(http, s), since, at = clock_us();
	struct conn *c;

	while (max > 0 && (c = TAILQ_FIRST(&http->lists[s])) != NULL) {
		since = c->since;
		if ((s == CONN_SENT || s == CONN_IDLE) && since < http->draining)
			since = http->draining;
		if (http->now - since < max)
			break;
		conn_expire(c);
		if (loop_budget_spent(&at, setting_int(SERVER_LOOP_BUDGET))) {
			http->overdue = true;
			break;
		}
	}
}

static bool
drain_accepts(const struct http *http)
{
	return (http->draining != 0 && !SLIST_EMPTY(&http->listeners));
}

static void
tick_schedule(struct http *http)
{
	int64_t min = TICK_MS_MAX * 8;
	struct timeval tv;

	for (unsigned s = 0; s < CONN_DEAD; s++)
		if (http->counts[s] > 0 && state_timeout(http, s) > 0 && state_timeout(http, s) < min)
			min = state_timeout(http, s);
	if (drain_accepts(http))
		min = HANDSHAKE_MS;
	min /= 8;
	if (min < TICK_MS_MIN)
		min = TICK_MS_MIN;
	if (http->overdue) /* other events first, then the rest */
		min = 0;
	tv = (struct timeval) { .tv_sec = min / 1000, .tv_usec = min % 1000 * 1000 };
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
	if (http->accept_paused)
		listen_pause(http, false);
	if (drain_accepts(http)) {
		listen_refuse_new(http);
		if (http->refusing_ms != 0 && http->now - http->refusing_ms >= HANDSHAKE_MS)
			listen_end(http);
	}
	for (unsigned s = 0; s < CONN_DEAD; s++)
		list_expire(http, s);
	if (http_count_open(http) > 0 || http->accept_paused || drain_accepts(http))
		tick_schedule(http);
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
		tick_schedule(http);
}

void
deadline_sooner(struct http *http)
{
	tick_schedule(http);
}
