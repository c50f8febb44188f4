/*
 * PUT /v1/account/password: the current one is proved first, as often as a sign-in
 * may be tried; the new one ends all other sessions.
 */
#include <string.h>

#include "account/account.h"
#include "guard/rate.h"
#include "secret/password.h"
#include "settings.h"

static then_fn found;
static hashed_fn verified;
static hashed_fn hashed;
static then_fn set;
static const struct outcome says[] = { { "ok", 204 }, { NULL } };

struct draft {
	const char *current;
	const char *new;
	const char *hash;
	struct attempts *attempts;
};
static const struct field fields[] = {
	{ "current", FIELD_SECRET, true, offsetof(struct draft, current), 1, 0 },
	{ "new", FIELD_SECRET, true, offsetof(struct draft, new), 1, 0 },
};

static void
wipe(struct request *rq, void *arg)
{
	struct draft *d = arg;

	(void)rq;
	secret_wipe((void *)(uintptr_t)d->current, strlen(d->current));
	secret_wipe((void *)(uintptr_t)d->new, strlen(d->new));
}

void
password_set(struct request *rq)
{
	struct draft *d = rq_alloc(rq, sizeof(*d));
	enum password_fault fault;

	rq_keep(rq, d);
	if (!rq_read(rq, fields, LENGTH(fields), d))
		return;
	rq_at_end(rq, wipe, d);
	fault = password_check(d->new, strlen(d->new), (unsigned)setting_int(ACCOUNTS_PASSWORD_MIN),
	    (size_t)setting_int(ACCOUNTS_PASSWORD_MAX), NULL, NULL, rq_house(rq)->passwords);
	if (fault != PASSWORD_FINE)
		rq_bad(rq, "new", password_code(fault));
	if (!reply_if_bad(rq))
		ask(rq, VIEWER_SECRET, found, rq_viewer(rq));
}

static void
found(struct request *rq, const struct answer *a)
{
	struct draft *d = rq_kept(rq);

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, says, a);
		return;
	}
	d->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
	if (attempt_begin(rq, answer_text(a, 0, 1), &d->attempts))
		ask_verify(rq, d->current, d->hash, verified);
}

static void
verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct draft *d = rq_kept(rq);

	(void)rehash;
	(void)text;
	attempt_settle(d->attempts, good);
	if (!good)
		rq_bad(rq, "current", "wrong_password");
	if (!reply_if_bad(rq))
		ask_hash(rq, d->new, hashed);
}

static void
hashed(struct request *rq, bool good, bool rehash, const char *text)
{
	struct draft *d = rq_kept(rq);

	(void)good;
	(void)rehash;
	ask(rq, PASSWORD_SET, set, rq_viewer(rq), d->hash, text);
}

static void
set(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, says, a);
}
