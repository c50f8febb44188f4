#include <string.h>

#include "base/clock.h"
#include "guard/rate.h"
#include "settings.h"

#define PARALLEL  16 /* attempts for one login that may run side by side before any has failed */
#define MINUTE_MS 60000L
#define HOUR_MS	  3600000L

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

static bool
take(struct request *rq, const char *class, uint64_t whose, long most, long period_ms)
{
	if (!setting_on(LIMITS_RATES))
		return (true);
	return (!too_fast(rq, bucket_take(whose ^ tag_of("class", class), most, period_ms, clock_ms())));
}

/* An account's limit, set higher than its network's, is the network's too. */
static long
network_most(enum setting network, enum setting account)
{
	return (setting_int(network) > setting_int(account) ? setting_int(network) : setting_int(account));
}

bool
rate_admit(struct request *rq, const struct route *route)
{
	uint64_t network = tag_of("network", rq_client(rq));
	bool open = route->who < WHO_READER;

	switch (route->rate) {
	case RATE_READ:
		return (take(rq, "read", network, setting_int(LIMITS_READS), MINUTE_MS));
	case RATE_WRITE:
		return (take(rq, open ? "write" : "writes", network,
		    open ? setting_int(LIMITS_WRITES) : network_most(LIMITS_NETWORK_WRITES, LIMITS_WRITES), MINUTE_MS));
	case RATE_VOTE:
		return (take(rq, "votes", network, network_most(LIMITS_NETWORK_VOTES, LIMITS_VOTES), MINUTE_MS));
	case RATE_NONE: /* of the desk: only for tokens that nobody here knows */
		return (!rate_needs_owner(rq, route) ||
		    take(rq, "writes", network, network_most(LIMITS_NETWORK_WRITES, LIMITS_WRITES), MINUTE_MS));
	case RATE_SIGN_UP: /* once the account is sound; see account/sign_up.c */
	case RATE_SIGN_IN: /* by their failures; see below */
		break;
	}
	return (true);
}

bool
rate_sign_up(struct request *rq)
{
	return (take(rq, "sign_up", tag_of("network", rq_client(rq)), setting_int(LIMITS_SIGN_UPS), HOUR_MS));
}

/* ---- the accounts of sessions */

/* Behind the token's digest stands the network, which is no part of who it is. */
static uint64_t
session_tag(const char *digest)
{
	char own[DIGEST_TEXT];

	(void)snprintf(own, sizeof(own), "%s", digest);
	return (tag_of("session", own));
}

bool
rate_needs_owner(struct request *rq, const struct route *route)
{
	return (route->who >= WHO_READER && !rq_is_safe(rq) && setting_on(LIMITS_RATES) &&
	    owner_of(session_tag(rq_viewer(rq)), clock_ms()) == 0);
}

bool
rate_admit_account(struct request *rq, const struct route *route)
{
	bool votes = route->rate == RATE_VOTE;
	uint64_t account;

	if (route->who < WHO_READER || rq_is_safe(rq) || (!votes && route->rate != RATE_WRITE))
		return (true);
	account = owner_of(session_tag(rq_viewer(rq)), clock_ms());
	return (take(rq, votes ? "vote" : "write", account, setting_int(votes ? LIMITS_VOTES : LIMITS_WRITES), MINUTE_MS));
}

void
rate_learn(const char *digest, const char *account)
{
	owner_set(session_tag(digest), tag_of("account", account) | 1, clock_ms()); /* 0 is nobody's */
}

void
rate_forget(struct request *rq)
{
	if (rq_viewer(rq) != NULL && owner_of(session_tag(rq_viewer(rq)), clock_ms()) != 0)
		owner_set(session_tag(rq_viewer(rq)), 0, clock_ms());
}

/* ---- attempts to sign in */

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
