/* SPDX-License-Identifier: Apache-2.0 */
#include "process/scoreboard.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/shared.h"
#include "settings/settings.h"

struct scoreboard *
scoreboard_new(unsigned workers)
{
	struct scoreboard *b = shared_map(sizeof(*b));

	b->workers = workers;
	b->wakeup_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (b->wakeup_fd < 0)
		abort();
	return (b);
}

/*
 * Each slot has one writer: its worker, or the supervisor after the worker exited. The release fence orders the words
 * after the odd number: a reader that sees a new word also sees the odd number, because its acquire fence precedes its
 * second read of seq. The store with release orders the words before the even number.
 */
void
scoreboard_write(struct scoreboard *b, unsigned slot, const struct worker_figures *f)
{
	struct scoreboard_slot *s = &b->slots[slot];
	unsigned seq =
	    atomic_load_explicit(&s->seq, memory_order_relaxed) | 1; /* a predecessor that was killed may have left it odd */
	uint64_t words[FIGURE_WORDS] = { 0 };

	memcpy(words, f, sizeof(*f));
	atomic_store_explicit(&s->seq, seq, memory_order_relaxed);
	atomic_thread_fence(memory_order_release);
	for (size_t i = 0; i < FIGURE_WORDS; i++)
		atomic_store_explicit(&s->words[i], words[i], memory_order_relaxed);
	atomic_store_explicit(&s->seq, seq + 1, memory_order_release);
}

/* True if all words belong to one write: seq was even before and is the same afterwards. */
static bool
read_once(struct scoreboard_slot *s, uint64_t words[FIGURE_WORDS])
{
	unsigned before = atomic_load_explicit(&s->seq, memory_order_acquire);

	for (size_t i = 0; i < FIGURE_WORDS; i++)
		words[i] = atomic_load_explicit(&s->words[i], memory_order_relaxed);
	atomic_thread_fence(memory_order_acquire);
	return (before % 2 == 0 && atomic_load_explicit(&s->seq, memory_order_relaxed) == before);
}

struct worker_figures
scoreboard_read(struct scoreboard *b, unsigned slot)
{
	uint64_t words[FIGURE_WORDS];
	struct worker_figures f;
	unsigned tries;

	for (tries = 0; tries < 1000 && !read_once(&b->slots[slot], words); tries++)
		;
	memcpy(&f, words, sizeof(f));
	f.why[sizeof(f.why) - 1] = '\0';
	return (f);
}

unsigned long
scoreboard_streams(struct scoreboard *b, unsigned slot)
{
	unsigned long n = 0;

	for (unsigned i = 0; i < b->workers; i++)
		if (i != slot)
			n += scoreboard_read(b, i).live.streams;
	return (n);
}

void
scoreboard_wake(struct scoreboard *b)
{
	const uint64_t one = 1;

	if (write(b->wakeup_fd, &one, sizeof(one)) < 0)
		return; /* the counter is full, so the supervisor will wake anyway */
}

bool
scoreboard_ready(struct scoreboard *b, char why[256])
{
	struct worker_figures f;
	unsigned i, serving = 0;

	*why = '\0';
	if (atomic_load(&b->stopping))
		(void)snprintf(why, 256, "the server is stopping");
	else if (!atomic_load(&b->started))
		(void)snprintf(why, 256, "the workers are starting");
	for (i = 0; i < b->workers && *why == '\0'; i++) {
		f = scoreboard_read(b, i);
		if (f.state != WORKER_SERVING)
			continue; /* it is being replaced, and other workers serve */
		serving++;
		if (clock_ms() - f.heartbeat_ms > setting_int(SERVER_HEARTBEAT_TIMEOUT))
			(void)snprintf(why, 256, "worker %u does not answer", i);
		else if (!f.ready)
			(void)snprintf(why, 256, "worker %u: %s", i, f.why);
		else if ((long)(f.pool.waiting_read + f.pool.waiting_write + f.pool.waiting_work) >
		    setting_int(DATABASE_QUEUE_MAX))
			(void)snprintf(why, 256, "worker %u: more queries wait than database.queue_max", i);
	}
	if (*why == '\0' && serving == 0)
		(void)snprintf(why, 256, "no worker serves");
	return (*why == '\0');
}
