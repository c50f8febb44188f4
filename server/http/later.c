/*
 * What memory cannot answer takes its time: texts are rendered and judged, questions asked, pages drawn. A turn
 * of the loop spends at most server.turn on that; what is left goes on in the next turn, behind everybody whose
 * answer is at hand, so that a burst of comments costs readers little.
 */
#include "base/clock.h"
#include "http/conn.h"
#include "settings.h"

static void on_more(evutil_socket_t, short, void *);

void
later_init(struct http *http)
{
	TAILQ_INIT(&http->later);
	(void)event_assign(&http->more, http->base, -1, 0, on_more, http);
}

/* The loop reads the time once a turn and keeps it: another time is another turn. */
static void
turn_look(struct http *http)
{
	struct timeval tv;
	int64_t turn;

	(void)event_base_gettimeofday_cached(http->base, &tv);
	turn = (int64_t)tv.tv_sec * 1000000 + tv.tv_usec;
	if (turn != http->turn_us)
		http->spent_us = 0;
	http->turn_us = turn;
}

static bool
spent(const struct http *http)
{
	return (http->spent_us >= setting_int(SERVER_TURN));
}

static void
run(struct http *http, struct exchange *ex)
{
	int64_t began = clock_us();

	http->handler->request(http->arg, ex);
	http->spent_us += clock_us() - began;
}

/* A timer of no length is served after the sockets have been looked at once more. */
void
later_turn(struct http *http)
{
	static const struct timeval none = { 0, 0 };

	(void)event_add(&http->more, &none);
}

void
later_take(struct http *http, struct exchange *ex)
{
	turn_look(http);
	if (TAILQ_EMPTY(&http->later) && !spent(http)) {
		run(http, ex);
		return;
	}
	TAILQ_INSERT_TAIL(&http->later, ex, later);
	http->figures.later++;
	later_turn(http);
}

/* One at the least: there is progress however little a turn may spend. */
static void
on_more(evutil_socket_t fd, short what, void *arg)
{
	struct http *http = arg;
	struct exchange *ex;

	(void)fd;
	(void)what;
	turn_look(http);
	while ((ex = TAILQ_FIRST(&http->later)) != NULL) {
		TAILQ_REMOVE(&http->later, ex, later);
		http_clock(http);
		run(http, ex);
		if (spent(http))
			break;
	}
	if (!TAILQ_EMPTY(&http->later))
		later_turn(http);
	if (!TAILQ_EMPTY(&http->ready))
		http_turn(http);
}

/* Nobody is there any more to hear what these asked for. */
void
later_end(struct http *http)
{
	struct exchange *ex;

	(void)event_del(&http->more);
	while ((ex = TAILQ_FIRST(&http->later)) != NULL) {
		TAILQ_REMOVE(&http->later, ex, later);
		exchange_end(ex);
	}
}
