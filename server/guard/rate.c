#include "guard/rate.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "base/clock.h"
#include "base/log.h"
#include "guard/table.h"
#include "settings.h"

#define PARALLEL 16 /* attempts for one login that may run side by side before any has failed */

struct block {
	struct secret_key key;
	struct table buckets; /* word: theoretical arrival time, ms * 1024 */
	struct table waits;   /* word: struct wait, packed */
};

static struct block *block;

void
rates_start(void)
{
	void *p = mmap(NULL, sizeof(*block), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED) {
		log_line(LOG_ERROR, "no shared memory for rates", NULL);
		abort();
	}
	block = p;
	secret_key_new(&block->key);
}

const struct secret_key *
rates_key(void)
{
	return (&block->key);
}

/* ---- buckets */

long
bucket_take(uint64_t tag, long most, long period_ms, int64_t now_ms)
{
	_Atomic uint64_t *word = table_word(&block->buckets, tag);
	uint64_t now = (uint64_t)now_ms << 10, period = (uint64_t)period_ms << 10;
	uint64_t step = period / (uint64_t)most, old = atomic_load(word), next;

	do {
		next = (old > now ? old : now) + step;
		if (next > now + period)
			return ((long)((next - now - period) >> 10) + 1);
	} while (!atomic_compare_exchange_weak(word, &old, next));
	return (0);
}

/* ---- waits */

/* Packed so that what ends first compares least: until 40 bits, failures 12, running 12. */
struct wait {
	int64_t until; /* ms; before any wait: of the last attempt */
	long failures;
	long running;
};

static struct wait
unpacked(uint64_t w, int64_t now, long wait_max)
{
	struct wait t = { (int64_t)(w >> 24), (long)(w >> 12 & 0xfff), (long)(w & 0xfff) };

	return (now > t.until + wait_max ? (struct wait){ 0, 0, 0 } : t);
}

static uint64_t
packed(struct wait t)
{
	t.failures = t.failures > 0xfff ? 0xfff : t.failures;
	t.running = t.running > 0xfff ? 0xfff : t.running < 0 ? 0 : t.running;
	return ((uint64_t)t.until << 24 | (uint64_t)t.failures << 12 | (uint64_t)t.running);
}

/* 1 s after the last free try, then doubling. */
static long
wait_of(long failures, long free_tries, long wait_max)
{
	long over = failures - free_tries, ms = over > 20 ? wait_max : 1000L << over;

	return (ms > wait_max ? wait_max : ms);
}

long
wait_begin(uint64_t tag, long free_tries, long parallel, long wait_max_ms, int64_t now_ms)
{
	_Atomic uint64_t *word = table_word(&block->waits, tag);
	uint64_t old = atomic_load(word);
	struct wait t;

	do {
		t = unpacked(old, now_ms, wait_max_ms);
		if (t.failures >= free_tries) {
			if (now_ms < t.until)
				return ((long)(t.until - now_ms));
			/* One at a time: whoever comes while this one runs waits already. */
			t.until = now_ms + wait_of(t.failures, free_tries, wait_max_ms);
		} else {
			if (t.failures + t.running >= free_tries + parallel)
				return (1000);
			t.until = now_ms;
		}
		t.running++;
	} while (!atomic_compare_exchange_weak(word, &old, packed(t)));
	return (0);
}

void
wait_end(uint64_t tag, enum attempt how, long free_tries, long wait_max_ms, int64_t now_ms)
{
	_Atomic uint64_t *word = table_word(&block->waits, tag);
	uint64_t old = atomic_load(word);
	struct wait t;

	do {
		t = unpacked(old, now_ms, wait_max_ms);
		t.running--;
		switch (how) {
		case ATTEMPT_BAD:
			t.failures++;
			t.until = now_ms;
			if (t.failures >= free_tries)
				t.until += wait_of(t.failures, free_tries, wait_max_ms);
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
	} while (!atomic_compare_exchange_weak(word, &old, packed(t)));
}

/* ---- for requests */

static uint64_t
tag_of(const char *purpose, const char *what)
{
	char hex[DIGEST_TEXT];

	keyed_digest(&block->key, purpose, what, strlen(what), hex);
	hex[2 + 16] = '\0';
	return (strtoull(hex + 2, NULL, 16));
}

static bool
too_fast(struct request *rq, long ms)
{
	if (ms <= 0)
		return (false);
	rq_add(rq, "Retry-After", rq_int(rq, (ms + 999) / 1000));
	reply_problem(rq, 429, "too_fast", "Too many requests of this kind. Wait, then try again.");
	return (true);
}

bool
rate_admit(struct request *rq, enum rate rate)
{
	const char *session = rq_viewer(rq), *whose = session != NULL ? session : rq_client(rq);
	long most, period = 60000;

	switch (rate) {
	case RATE_READ:
		whose = rq_client(rq);
		most = setting_int(LIMITS_READS);
		break;
	case RATE_WRITE:
		most = setting_int(LIMITS_WRITES);
		break;
	case RATE_VOTE:
		most = setting_int(LIMITS_VOTES);
		break;
	case RATE_SIGN_UP:
		whose = rq_client(rq);
		most = setting_int(LIMITS_SIGN_UPS);
		period = 3600000;
		break;
	default:
		return (true);
	}
	if (!setting_on(LIMITS_RATES))
		return (true);
	return (!too_fast(rq, bucket_take(tag_of(rate_name(rate), whose), most, period, clock_ms())));
}

struct attempts {
	uint64_t login, network;
	bool settled;
};

static long
wait_max(void)
{
	return (setting_int(LIMITS_WAIT_MAX) * 1000);
}

static void
settle(struct attempts *a, enum attempt how)
{
	long tries = setting_int(LIMITS_FREE_TRIES);

	a->settled = true;
	wait_end(a->login, how, tries, wait_max(), clock_ms());
	/* A good sign-in does not wash a network clean: anybody can make one. */
	wait_end(a->network, how == ATTEMPT_GOOD ? ATTEMPT_NEITHER : how, 10 * tries, wait_max(), clock_ms());
}

static void
unsettled(struct request *rq, void *arg)
{
	struct attempts *a = arg;

	(void)rq;
	if (!a->settled)
		settle(a, ATTEMPT_NEITHER);
}

bool
attempt_begin(struct request *rq, const char *login, struct attempts **out)
{
	long tries = setting_int(LIMITS_FREE_TRIES), ms;
	struct attempts *a;

	*out = NULL;
	if (!setting_on(LIMITS_RATES))
		return (true);
	a = rq_alloc(rq, sizeof(*a));
	a->login = tag_of("login", login);
	a->network = tag_of("network", rq_client(rq));
	if (too_fast(rq, wait_begin(a->network, 10 * tries, 10 * PARALLEL, wait_max(), clock_ms())))
		return (false);
	ms = wait_begin(a->login, tries, PARALLEL, wait_max(), clock_ms());
	if (ms > 0)
		wait_end(a->network, ATTEMPT_NEITHER, 10 * tries, wait_max(), clock_ms());
	if (too_fast(rq, ms))
		return (false);
	rq_at_end(rq, unsettled, a);
	*out = a;
	return (true);
}

void
attempt_settle(struct attempts *a, bool good)
{
	if (a != NULL && !a->settled)
		settle(a, good ? ATTEMPT_GOOD : ATTEMPT_BAD);
}
