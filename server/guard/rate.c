#include <string.h>

#include "base/clock.h"
#include "guard/rate.h"
#include "settings.h"

#define PARALLEL 16 /* attempts for one login that may run side by side before any has failed */

static uint64_t
tag_of(const char *purpose, const char *what)
{
	char hex[DIGEST_TEXT];

	keyed_digest(rates_key(), purpose, what, strlen(what), hex);
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
