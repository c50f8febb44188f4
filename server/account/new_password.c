/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new password. The current one is verified first, under the same limits as a sign-in. Then the new one is hashed and
 * stored, and all other sessions of the account end.
 */
#include <stdint.h>
#include <string.h>

#include "account/account.h"
#include "guard/rate.h"
#include "sites/sites.h"
#include "settings/settings.h"

static then_fn new_password_secret_answered;
static hashed_fn new_password_verified;
static hashed_fn new_password_hashed;
static then_fn new_password_stored, new_password_failed;

const struct field new_password_fields[NEW_PASSWORD_FIELDS] = {
	{ "current", FIELD_SECRET, true, offsetof(struct new_password, current), 1, 0 },
	{ "new", FIELD_SECRET, true, offsetof(struct new_password, new), 1, 0 },
};

struct new_password_state {
	struct new_password typed;
	const char *account;
	const char *hash;
	struct login_attempt *attempt;
	then_fn *done;
};

enum password_fault
new_password_fault(struct request *rq, const char *p, const char *name, const char *email)
{
	json_t *sites = sites_list(), *site;
	const char **names = rq_alloc(rq, (json_array_size(sites) + 3) * sizeof(*names));
	size_t n = 0, i;

	names[n++] = "madang";
	names[n++] = name;
	names[n++] = email;
	json_array_foreach (sites, i, site)
		names[n++] = json_string_value(json_object_get(site, "title"));
	return (password_check(p, strlen(p), (unsigned)setting_int(ACCOUNTS_PASSWORD_MIN),
	    (size_t)setting_int(ACCOUNTS_PASSWORD_MAX), names, n, rq_services(rq)->passwords));
}

static bool
new_password_fits(struct request *rq, const struct new_password *p, const char *name, const char *email)
{
	enum password_fault fault = new_password_fault(rq, p->new, name, email);

	if (fault != PASSWORD_FINE)
		rq_bad(rq, "new", password_code(fault));
	return (fault == PASSWORD_FINE);
}

void
new_password_check(struct request *rq, const struct new_password *p)
{
	if (p->new != NULL)
		(void)new_password_fits(rq, p, NULL, NULL);
}

static void
new_password_wipe(struct request *rq, void *arg)
{
	struct new_password_state *c = arg;

	(void)rq;
	secret_wipe((void *)(uintptr_t)c->typed.current, strlen(c->typed.current));
	secret_wipe((void *)(uintptr_t)c->typed.new, strlen(c->typed.new));
}

void
new_password_set(struct request *rq, const struct new_password *p, then_fn *done)
{
	struct new_password_state *c = rq_alloc(rq, sizeof(*c));

	c->typed = *p;
	c->done = done;
	rq_set_state(rq, c);
	rq_at_end(rq, new_password_wipe, c);
	ask(rq, VIEWER_SECRET, new_password_secret_answered, rq_viewer(rq));
}

static void
new_password_secret_answered(struct request *rq, const struct answer *a)
{
	struct new_password_state *c = rq_state(rq);

	if (!answer_is(a, "ok")) { /* sign_in: the session ended meanwhile */
		c->done(rq, a);
		return;
	}
	c->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
	if (strcmp(c->hash, ACCOUNT_NO_PASSWORD) == 0) {
		reply_problem(rq, PROBLEM_NO_PASSWORD);
		return;
	}
	if (!new_password_fits(rq, &c->typed, answer_text(a, 0, 3), answer_null(a, 0, 4) ? NULL : answer_text(a, 0, 4))) {
		c->done(rq, NULL);
		return;
	}
	c->account = arena_string(rq_arena(rq), answer_text(a, 0, 1));
	if (password_attempt_begin(rq, c->account, &c->attempt))
		ask_verify(rq, NULL, c->typed.current, c->hash, new_password_verified);
}

static void
new_password_verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct new_password_state *c = rq_state(rq);

	(void)rehash;
	(void)text;
	login_attempt_end(c->attempt, good);
	if (good)
		ask_hash(rq, c->typed.new, new_password_hashed);
	else
		password_attempt_failed(rq, c->account, new_password_failed);
}

static void
new_password_failed(struct request *rq, const struct answer *a)
{
	const struct new_password_state *c = rq_state(rq);

	(void)a;
	rq_bad(rq, "current", "wrong_password");
	c->done(rq, NULL);
}

static void
new_password_hashed(struct request *rq, bool good, bool rehash, const char *text)
{
	struct new_password_state *c = rq_state(rq);

	(void)good;
	(void)rehash;
	ask(rq, PASSWORD_SET, new_password_stored, rq_viewer(rq), c->hash, text);
}

static void
new_password_stored(struct request *rq, const struct answer *a)
{
	struct new_password_state *c = rq_state(rq);

	c->done(rq, a);
}
