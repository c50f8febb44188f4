/*
 * A new password: the current one is proved first, as often as a sign-in may be
 * tried; then the new one is hashed and set, which ends all other sessions.
 */
#include <stdint.h>
#include <string.h>

#include "account/account.h"
#include "guard/rate.h"
#include "sites/sites.h"
#include "settings/settings.h"

static then_fn found;
static hashed_fn verified;
static hashed_fn hashed;
static then_fn set;

const struct field new_password_fields[NEW_PASSWORD_FIELDS] = {
	{ "current", FIELD_SECRET, true, offsetof(struct new_password, current), 1, 0 },
	{ "new", FIELD_SECRET, true, offsetof(struct new_password, new), 1, 0 },
};

struct change {
	struct new_password given;
	const char *hash;
	struct login_attempt *attempts;
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
fits(struct request *rq, const struct new_password *p, const char *name, const char *email)
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
		(void)fits(rq, p, NULL, NULL);
}

static void
wipe(struct request *rq, void *arg)
{
	struct change *c = arg;

	(void)rq;
	secret_wipe((void *)(uintptr_t)c->given.current, strlen(c->given.current));
	secret_wipe((void *)(uintptr_t)c->given.new, strlen(c->given.new));
}

void
new_password_set(struct request *rq, const struct new_password *p, then_fn *done)
{
	struct change *c = rq_alloc(rq, sizeof(*c));

	c->given = *p;
	c->done = done;
	rq_set_state(rq, c);
	rq_at_end(rq, wipe, c);
	ask(rq, VIEWER_SECRET, found, rq_viewer(rq));
}

static void
found(struct request *rq, const struct answer *a)
{
	struct change *c = rq_state(rq);

	if (!answer_is(a, "ok")) { /* sign_in: the session ended meanwhile */
		c->done(rq, a);
		return;
	}
	if (!fits(rq, &c->given, answer_text(a, 0, 3), answer_null(a, 0, 4) ? NULL : answer_text(a, 0, 4))) {
		c->done(rq, NULL);
		return;
	}
	c->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
	if (login_attempt_begin(rq, answer_text(a, 0, 1), &c->attempts))
		ask_verify(rq, NULL, c->given.current, c->hash, verified);
}

static void
verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct change *c = rq_state(rq);

	(void)rehash;
	(void)text;
	login_attempt_end(c->attempts, good);
	if (good)
		ask_hash(rq, c->given.new, hashed);
	else {
		rq_bad(rq, "current", "wrong_password");
		c->done(rq, NULL);
	}
}

static void
hashed(struct request *rq, bool good, bool rehash, const char *text)
{
	struct change *c = rq_state(rq);

	(void)good;
	(void)rehash;
	ask(rq, PASSWORD_SET, set, rq_viewer(rq), c->hash, text);
}

static void
set(struct request *rq, const struct answer *a)
{
	struct change *c = rq_state(rq);

	c->done(rq, a);
}
