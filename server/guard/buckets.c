/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arithmetic of the rate limits (rate.h) on shared words. The time is an argument, so tests control it.
 *
 * Buckets. A bucket of `max` tokens that refills in `period` is one number, the theoretical arrival time (TAT) of the
 * next request. A request moves it by period / max and is refused if that takes it further than `period` into the
 * future. Example: max 60, period 60 s. An idle client may send 60 requests at once; each moves the TAT by 1 s, and the
 * 61st waits 1 s.
 *
 * Waits. A login may fail free_tries times. From then on one attempt runs at a time, and the next waits 1 s, 2 s, 4 s …
 * up to wait_max.
 *
 * Each update is a compare-and-swap loop on one word; no process waits for another.
 */
#include <string.h>

#include "base/shared.h"
#include "guard/rate.h"
#include "guard/table.h"

struct rate_memory {
	struct secret_key key;
	struct table buckets; /* word: theoretical arrival time, 1/1024 ms */
	struct table waits;   /* word: struct wait, packed */
	struct table owners;  /* of sessions; word: minute of the last update (20 bits), tag of the account (44) */
};

static struct rate_memory *memory;

void
rate_start(void)
{
	memory = shared_map(sizeof(*memory));
	secret_key_new(&memory->key);
}

const struct secret_key *
rate_key(void)
{
	return (&memory->key);
}

/* ---- buckets */

long
bucket_take(uint64_t tag, long max, long period_ms, int64_t now_ms)
{
	_Atomic uint64_t *word = table_word(&memory->buckets, tag);
	uint64_t now = (uint64_t)now_ms << 10, period = (uint64_t)period_ms << 10;
	uint64_t step = period / (uint64_t)max, old = atomic_load(word), next;

	do {
		next = (old > now ? old : now) + step;
		if (next > now + period)
			return ((long)((next - now - period) >> 10) + 1);
	} while (!atomic_compare_exchange_weak(word, &old, next));
	return (0);
}

/* ---- owners */

#define ACCOUNT_BITS 44
#define ACCOUNT_MASK ((UINT64_C(1) << ACCOUNT_BITS) - 1)
#define OWNER_MS     60000

/* The minute is in the high bits, so the oldest entry of a set is evicted first. */
static uint64_t
minute_of(int64_t now_ms)
{
	return ((uint64_t)(now_ms / OWNER_MS) + 1);
}

uint64_t
owner_of(uint64_t session, int64_t now_ms)
{
	uint64_t word = table_find(&memory->owners, session), learned = word >> ACCOUNT_BITS;

	return (learned + 1 >= minute_of(now_ms) ? word & ACCOUNT_MASK : 0);
}

void
owner_set(uint64_t session, uint64_t account, int64_t now_ms)
{
	atomic_store(table_word(&memory->owners, session), minute_of(now_ms) << ACCOUNT_BITS | (account & ACCOUNT_MASK));
}

/* ---- waits */

/* Packed so that the wait that ends first is the smallest: until 40 bits, failures 12, running 12. */
struct wait {
	int64_t until; /* ms; without a wait: time of the last attempt */
	long failures;
	long running;
};

static struct wait
wait_unpack(uint64_t w, int64_t now, long wait_max)
{
	struct wait t = { (int64_t)(w >> 24), (long)(w >> 12 & 0xfff), (long)(w & 0xfff) };

	return (now > t.until + wait_max ? (struct wait) { 0, 0, 0 } : t);
}

static uint64_t
wait_pack(struct wait t)
{
	t.failures = t.failures > 0xfff ? 0xfff : t.failures;
	t.running = t.running > 0xfff ? 0xfff : t.running < 0 ? 0 : t.running;
	return ((uint64_t)t.until << 24 | (uint64_t)t.failures << 12 | (uint64_t)t.running);
}

static long
wait_length(long failures, long free_tries, long wait_max)
{
	long over = failures - free_tries, ms = over > 20 ? wait_max : 1000L << over;

	return (ms > wait_max ? wait_max : ms);
}

long
wait_begin(uint64_t tag, long free_tries, long parallel, long wait_max_ms, int64_t now_ms)
{
	_Atomic uint64_t *word = table_word(&memory->waits, tag);
	uint64_t old = atomic_load(word);
	struct wait t;

	do {
		t = wait_unpack(old, now_ms, wait_max_ms);
		if (t.failures >= free_tries) {
			if (now_ms < t.until)
				return ((long)(t.until - now_ms));
			/* One at a time: other attempts already wait while this one runs. */
			t.until = now_ms + wait_length(t.failures, free_tries, wait_max_ms);
		} else {
			if (t.failures + t.running >= free_tries + parallel)
				return (1000);
			t.until = now_ms;
		}
		t.running++;
	} while (!atomic_compare_exchange_weak(word, &old, wait_pack(t)));
	return (0);
}

void
wait_end(uint64_t tag, enum attempt_result how, long free_tries, long wait_max_ms, int64_t now_ms)
{
	_Atomic uint64_t *word = table_word(&memory->waits, tag);
	uint64_t old = atomic_load(word);
	struct wait t;

	do {
		t = wait_unpack(old, now_ms, wait_max_ms);
		t.running--;
		switch (how) {
		case ATTEMPT_BAD:
			t.failures++;
			t.until = now_ms;
			if (t.failures >= free_tries)
				t.until += wait_length(t.failures, free_tries, wait_max_ms);
			break;
		case ATTEMPT_GOOD:
			t.failures = 0;
			t.until = now_ms;
			break;
		case ATTEMPT_NEITHER:
			if (t.running <= 0)
				t.until = now_ms;
			break;
		}
	} while (!atomic_compare_exchange_weak(word, &old, wait_pack(t)));
}
