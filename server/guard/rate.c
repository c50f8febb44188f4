/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which limits apply to a class of routes (a public read, WHO_ANYONE, has none):
 *
 *   RATE_READ     reads of the network.
 *   RATE_HEAVY    reads of the network, then heavy reads of the account.
 *   RATE_WRITE    writes of the network, then writes of the account.
 *   RATE_VOTE     votes of the network, then votes of the account.
 *   RATE_NONE     writes of the network, only while the session's owner is unknown.
 *   RATE_FIRST_SIGHT  articles that the network makes at first sight.
 *   RATE_SIGN_UP  rate_sign_up(), when the fields are valid.
 *   RATE_SIGN_IN  login_attempt_begin(), by failures.
 *   RATE_SIGN_ON  sign-ins of the network by provider or passkey: many readers share the address of a carrier.
 */
#include <string.h>

#include "base/clock.h"
#include "guard/cookie.h"
#include "guard/rate.h"
#include "settings/settings.h"

#define PARALLEL  16 /* attempts for one login that may run at once before the first failure */
#define MINUTE_MS 60000L
#define HOUR_MS	  3600000L

static uint64_t
rate_tag(const char *purpose, const char *what)
{
	char hex[DIGEST_TEXT];

	keyed_digest(rate_key(), purpose, what, strlen(what), hex);
	hex[2 + 16] = '\0';
	return (strtoull(hex + 2, NULL, 16));
}

static bool
reply_too_fast(struct request *rq, long ms)
{
	if (ms <= 0)
		return (false);
	reply_problem_wait(rq, PROBLEM_TOO_FAST, (ms + 999) / 1000);
	return (true);
}

/* Takes one token. Returns 0, or ms to wait. */
static long
rate_wait(const char *class, uint64_t owner, long max, long period_ms)
{
	return (setting_on(LIMITS_RATES) ? bucket_take(owner ^ rate_tag("class", class), max, period_ms, clock_ms()) : 0);
}

static bool
rate_take(struct request *rq, const char *class, uint64_t owner, long max, long period_ms)
{
	return (!reply_too_fast(rq, rate_wait(class, owner, max, period_ms)));
}

/* The network's limit is never below that of one account. */
static long
network_max(enum setting network, enum setting account)
{
	return (setting_int(network) > setting_int(account) ? setting_int(network) : setting_int(account));
}

bool
rate_admit(struct request *rq, const struct route *route)
{
	uint64_t network = rate_tag("network", rq_client(rq));
	bool open = route->who < WHO_READER;

	switch (route->rate) {
	case RATE_READ:
	case RATE_HEAVY:
		return (rate_take(rq, "read", network, setting_int(LIMITS_READS), MINUTE_MS));
	case RATE_WRITE:
		return (rate_take(rq, open ? "write" : "writes", network,
		    open ? setting_int(LIMITS_WRITES) : network_max(LIMITS_NETWORK_WRITES, LIMITS_WRITES), MINUTE_MS));
	case RATE_VOTE:
		return (rate_take(rq, "votes", network, network_max(LIMITS_NETWORK_VOTES, LIMITS_VOTES), MINUTE_MS));
	case RATE_NONE: /* desk routes: limits tokens of unknown owners only */
		return (!rate_owner_unknown(rq, route) ||
		    rate_take(rq, "writes", network, network_max(LIMITS_NETWORK_WRITES, LIMITS_WRITES), MINUTE_MS));
	case RATE_SIGN_ON:
		return (rate_take(rq, "sign_on", network, network_max(LIMITS_NETWORK_WRITES, LIMITS_WRITES), MINUTE_MS));
	case RATE_FIRST_SIGHT:
		return (rate_take(rq, "first_sight", network, setting_int(LIMITS_FIRST_SIGHTS), HOUR_MS));
	case RATE_SIGN_UP: /* applied when the account's fields are valid; see account/sign_up.c */
	case RATE_SIGN_IN: /* limited by failures; see below */
		break;
	}
	return (true);
}

bool
rate_sign_up(struct request *rq)
{
	const char *network = rq_client(rq), *site = rq_client_site(rq);

	/* The narrower limit first: a network over its limit takes nothing from its neighbors. IPv4 has only one. */
	if (!rate_take(rq, "sign_up", rate_tag("network", network), setting_int(LIMITS_SIGN_UPS), HOUR_MS))
		return (false);
	return (strcmp(network, site) == 0 ||
	    rate_take(rq, "site_sign_up", rate_tag("network", site), setting_int(LIMITS_SITE_SIGN_UPS), HOUR_MS));
}

bool
rate_reset(struct request *rq)
{
	return (rate_take(rq, "reset", rate_tag("network", rq_client(rq)), setting_int(LIMITS_RESETS), HOUR_MS));
}

/* ---- owners of sessions */

/* rq_viewer() appends the network to the token's digest; it is not part of the session. */
static uint64_t
session_tag(const char *digest)
{
	char own[DIGEST_TEXT];

	(void)snprintf(own, sizeof(own), "%s", digest);
	return (rate_tag("session", own));
}

/* Cheap reads have only the network's limit. */
static bool
has_account_limit(struct request *rq, const struct route *route)
{
	return (route->who >= WHO_READER && (!rq_is_safe(rq) || route->rate == RATE_HEAVY));
}

bool
rate_owner_unknown(struct request *rq, const struct route *route)
{
	return (
	    has_account_limit(rq, route) && setting_on(LIMITS_RATES) && owner_of(session_tag(rq_viewer(rq)), clock_ms()) == 0);
}

bool
rate_admit_account(struct request *rq, const struct route *route)
{
	uint64_t account;

	if (!has_account_limit(rq, route))
		return (true);
	account = owner_of(session_tag(rq_viewer(rq)), clock_ms());
	switch (route->rate) {
	case RATE_WRITE:
		return (rate_take(rq, "write", account, setting_int(LIMITS_WRITES), MINUTE_MS));
	case RATE_VOTE:
		return (rate_take(rq, "vote", account, setting_int(LIMITS_VOTES), MINUTE_MS));
	case RATE_HEAVY:
		return (rate_take(rq, "heavy", account, setting_int(LIMITS_HEAVY), MINUTE_MS));
	default:
		return (true);
	}
}

void
rate_owner_set(const char *digest, const char *account)
{
	owner_set(session_tag(digest), rate_tag("account", account) | 1, clock_ms()); /* 0 means unknown */
}

void
rate_owner_forget(struct request *rq)
{
	if (rq_viewer(rq) != NULL && owner_of(session_tag(rq_viewer(rq)), clock_ms()) != 0)
		owner_set(session_tag(rq_viewer(rq)), 0, clock_ms());
}

bool
rate_mail_address(const char *address)
{
	return (rate_wait("mail", rate_tag("address", address), setting_int(LIMITS_MAILS), HOUR_MS) == 0);
}

bool
rate_mail(struct request *rq)
{
	return (rate_take(rq, "mail", owner_of(session_tag(rq_viewer(rq)), clock_ms()), setting_int(LIMITS_MAILS), HOUR_MS));
}

/* ---- attempts to sign in */

/*
 * An attempt counts for its network, for its login from its network, for its login from its device's cookie, and for its
 * login from all networks. The last limit stops guesses from very many networks; see rate.h for the attempts that it spares.
 */
enum { BY_NETWORK, BY_BOTH, BY_DEVICE, BY_LOGIN, SCOPES };

struct login_attempt {
	uint64_t tag[SCOPES];
	bool begun[SCOPES];
	bool ended;
	long wait_ms; /* of the login from all networks */
};

static long
free_tries(int scope)
{
	return (scope == BY_LOGIN ? setting_int(LIMITS_LOGIN_TRIES) :
				    (scope == BY_NETWORK ? 10 : 1) * setting_int(LIMITS_FREE_TRIES));
}

static long
parallel_max(int scope)
{
	return (scope == BY_BOTH || scope == BY_DEVICE ? PARALLEL : 10 * PARALLEL);
}

static long
wait_max(int scope)
{
	return (setting_int(scope == BY_LOGIN ? LIMITS_LOGIN_WAIT_MAX : LIMITS_WAIT_MAX) * 1000);
}

/* Returns 0, or ms to wait. */
static long
attempt_begin_one(struct login_attempt *a, int scope)
{
	long ms = wait_begin(a->tag[scope], free_tries(scope), parallel_max(scope), wait_max(scope), clock_ms());

	a->begun[scope] = ms <= 0;
	return (ms);
}

static void
attempt_end(struct login_attempt *a, enum attempt_result how)
{
	enum attempt_result of_scope;

	a->ended = true;
	for (int scope = 0; scope < SCOPES; scope++) {
		/* A good sign-in does not clear its network's failures: an attacker can have an account. */
		of_scope = scope == BY_NETWORK && how == ATTEMPT_GOOD ? ATTEMPT_NEITHER : how;
		if (a->begun[scope])
			wait_end(a->tag[scope], of_scope, free_tries(scope), wait_max(scope), clock_ms());
	}
}

static void
attempt_end_unknown(struct request *rq, void *arg)
{
	struct login_attempt *a = arg;

	(void)rq;
	if (!a->ended)
		attempt_end(a, ATTEMPT_NEITHER);
}

/* scopes: bits. False after answering 429. */
static bool
attempt_admit(struct request *rq, struct login_attempt *a, unsigned scopes)
{
	long ms;

	for (int scope = 0; scope < SCOPES; scope++)
		if ((scopes & 1U << scope) != 0 && (ms = attempt_begin_one(a, scope)) > 0) {
			attempt_end(a, ATTEMPT_NEITHER);
			return (!reply_too_fast(rq, ms));
		}
	return (true);
}

static struct login_attempt *
attempt_new(struct request *rq, const char *login)
{
	struct login_attempt *a = rq_alloc(rq, sizeof(*a));

	*a = (struct login_attempt) { .wait_ms = 0 };
	a->tag[BY_NETWORK] = rate_tag("network", rq_client(rq));
	a->tag[BY_LOGIN] = rate_tag("login", login);
	a->tag[BY_BOTH] = rate_tag("login", rq_printf(rq, "%s %s", rq_client(rq), login));
	rq_at_end(rq, attempt_end_unknown, a);
	return (a);
}

bool
login_attempt_begin(struct request *rq, const char *login, const char *device, struct login_attempt **out)
{
	struct login_attempt *a;

	*out = NULL;
	if (!setting_on(LIMITS_RATES))
		return (true);
	*out = a = attempt_new(rq, login);
	if (device == NULL)
		return (attempt_admit(rq, a, 1U << BY_NETWORK | 1U << BY_BOTH));
	/* Anybody can make up a cookie, so its query has a limit. */
	a->tag[BY_DEVICE] = rate_tag("device", rq_printf(rq, "%s %s", device, login));
	return (rate_take(rq, "device", a->tag[BY_NETWORK], network_max(LIMITS_NETWORK_WRITES, LIMITS_WRITES), MINUTE_MS) &&
	    attempt_admit(rq, a, 1U << BY_DEVICE));
}

bool
login_attempt_place(struct request *rq, struct login_attempt *a, enum sign_in_place place)
{
	if (a == NULL || place == PLACE_DEVICE)
		return (true);
	if (!a->begun[BY_NETWORK] && !attempt_admit(rq, a, 1U << BY_NETWORK | 1U << BY_BOTH))
		return (false);
	a->wait_ms = attempt_begin_one(a, BY_LOGIN);
	return (true);
}

long
login_attempt_wait(const struct login_attempt *a)
{
	return (a != NULL ? a->wait_ms : 0);
}

bool
password_attempt_begin(struct request *rq, const char *account, struct login_attempt **out)
{
	*out = NULL;
	if (!setting_on(LIMITS_RATES))
		return (true);
	*out = attempt_new(rq, account);
	return (attempt_admit(rq, *out, 1U << BY_NETWORK | 1U << BY_BOTH | 1U << BY_LOGIN));
}

void
login_attempt_end(struct login_attempt *a, bool good)
{
	if (a != NULL && !a->ended)
		attempt_end(a, good ? ATTEMPT_GOOD : ATTEMPT_BAD);
}

void
password_attempt_failed(struct request *rq, const char *account, then_fn *then)
{
	char device[DIGEST_TEXT];

	ask(rq, SIGN_IN_FAILED, then, account, rq_network(rq), rq_id(rq), cookie_device(rq, device) ? device : NULL,
	    rq_viewer(rq));
}
