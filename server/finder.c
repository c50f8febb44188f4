#include "finder.h"

#include <event2/event.h>

#include "base/mem.h"
#include "db/pool.h"

#define FILL_MOST  200	/* texts in one question: it shares its link with the desk's */
#define FILL_EVERY 1000 /* ms */

static struct {
	struct pool *pool;
	struct event *timer;
} finder;

static void
again(long ms)
{
	struct timeval tv = { ms / 1000, (ms % 1000) * 1000 };

	if (finder.timer != NULL)
		(void)event_add(finder.timer, &tv);
}

/* Full: there may be more; the pause in between lets others have the link. */
static void
filled(void *arg, enum ask_status status, const struct answer *a)
{
	bool full = status == ASK_OK && answer_long(a, 0, 1) == FILL_MOST;

	(void)arg;
	again(full ? 20 : FILL_EVERY);
}

static void
fill(evutil_socket_t fd, short what, void *arg)
{
	char most[16];

	(void)fd;
	(void)what;
	(void)arg;
	(void)snprintf(most, sizeof(most), "%d", FILL_MOST);
	pool_ask(finder.pool, SEARCH_FILL, (const char *const[]){ most }, filled, NULL);
}

void
finder_start(struct event_base *base, struct pool *pool)
{
	finder.pool = pool;
	finder.timer = event_new(base, -1, 0, fill, NULL);
	if (finder.timer == NULL)
		abort();
	again(FILL_EVERY);
}

void
finder_end(void)
{
	if (finder.timer != NULL)
		event_free(finder.timer);
	finder.timer = NULL;
}
