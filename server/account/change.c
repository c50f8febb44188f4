/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changes of an account. A new address needs the password, which is verified under the same limits as a sign-in. One query
 * makes all changes, or none.
 */
#include <stdint.h>
#include <string.h>

#include "account/account.h"
#include "guard/rate.h"
#include "settings/settings.h"
#include "text/name.h"

static then_fn change_secret_answered, change_password_failed, change_stored;
static hashed_fn change_verified;
static void change_store(struct request *);

const struct field account_change_fields[ACCOUNT_CHANGE_FIELDS] = {
	{ "username", FIELD_TEXT, false, offsetof(struct account_change, username), 1, 512 },
	{ "email", FIELD_TEXT, false, offsetof(struct account_change, email), 1, 512 },
	{ "password", FIELD_SECRET, false, offsetof(struct account_change, password), 1, 0 },
	{ "language", FIELD_WORD, false, offsetof(struct account_change, language), .words = "en ko" },
	{ "terms", FIELD_LOOKUP, false, offsetof(struct account_change, terms), 1, 64 },
	{ "notifications", FIELD_JSON, false, offsetof(struct account_change, notifications) },
};

struct change_state {
	struct account_change change;
	const char *skeleton; /* of the name */
	const char *account;
	const char *hash; /* that the password was verified against */
	struct login_attempt *attempt;
	then_fn *done;
};

static void
change_check_notifications(struct request *rq, struct account_change *c)
{
	const char *kind;
	json_t *choice;
	char *text;

	if (!json_is_object(c->notifications)) {
		rq_bad(rq, "notifications", "bad_type");
		return;
	}
	json_object_foreach (c->notifications, kind, choice)
		if (!word_in("reply mention follow pick report", kind) || !json_is_string(choice) ||
		    !word_in(MAIL_CHOICES, json_string_value(choice))) {
			rq_bad(rq, "notifications", "unknown_value");
			return;
		}
	text = json_dumps(c->notifications, JSON_COMPACT);
	c->choices = text != NULL ? arena_string(rq_arena(rq), text) : NULL;
	free(text);
}

void
account_change_check(struct request *rq, struct account_change *c)
{
	struct buf name, email;
	enum name_result named;

	buf_init(&name, rq_arena(rq));
	buf_init(&email, rq_arena(rq));
	if (c->username != NULL) {
		named = name_check(c->username, strlen(c->username), (unsigned)setting_int(ACCOUNTS_NAME_MIN),
		    (unsigned)setting_int(ACCOUNTS_NAME_MAX), &name, NULL);
		if (named != NAME_OK)
			rq_bad(rq, "username", name_code(named));
		else
			c->username = name.data;
	}
	if (c->terms != NULL)
		terms_check(rq, c->terms);
	if (c->email != NULL) {
		if (!email_fold(c->email, strlen(c->email), &email))
			rq_bad(rq, "email", "bad_email");
		else
			c->email = email.data;
		if (c->password == NULL)
			rq_bad(rq, "password", "missing");
	}
	if (c->notifications != NULL)
		change_check_notifications(rq, c);
}

static void
change_wipe(struct request *rq, void *arg)
{
	struct change_state *s = arg;

	(void)rq;
	if (s->change.password != NULL)
		secret_wipe((void *)(uintptr_t)s->change.password, strlen(s->change.password));
}

void
account_change(struct request *rq, const struct account_change *c, then_fn *done)
{
	struct change_state *s = rq_alloc(rq, sizeof(*s));
	struct buf skeleton;

	*s = (struct change_state) { .change = *c, .done = done };
	rq_set_state(rq, s);
	rq_at_end(rq, change_wipe, s);
	buf_init(&skeleton, rq_arena(rq));
	if (c->username != NULL && login_fold(c->username, strlen(c->username), &skeleton))
		s->skeleton = skeleton.data;
	if (c->email != NULL)
		ask(rq, VIEWER_SECRET, change_secret_answered, rq_viewer(rq));
	else
		change_store(rq);
}

static void
change_secret_answered(struct request *rq, const struct answer *a)
{
	struct change_state *s = rq_state(rq);

	if (!answer_is(a, "ok")) { /* sign_in: the session ended meanwhile */
		s->done(rq, a);
		return;
	}
	s->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
	if (strcmp(s->hash, ACCOUNT_NO_PASSWORD) == 0) {
		reply_problem(rq, PROBLEM_NO_PASSWORD);
		return;
	}
	s->account = arena_string(rq_arena(rq), answer_text(a, 0, 1));
	if (password_attempt_begin(rq, s->account, &s->attempt))
		ask_verify(rq, NULL, s->change.password, s->hash, change_verified);
}

static void
change_verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct change_state *s = rq_state(rq);

	(void)rehash;
	(void)text;
	login_attempt_end(s->attempt, good);
	if (good)
		change_store(rq);
	else
		password_attempt_failed(rq, s->account, change_password_failed);
}

static void
change_password_failed(struct request *rq, const struct answer *a)
{
	const struct change_state *s = rq_state(rq);

	(void)a;
	rq_bad(rq, "password", "wrong_password");
	s->done(rq, NULL);
}

static void
change_store(struct request *rq)
{
	const struct change_state *s = rq_state(rq);
	const struct account_change *c = &s->change;
	bool mail = c->email != NULL && rate_mail_address(c->email);

	ask(rq, ACCOUNT_CHANGE, change_stored, rq_viewer(rq), rq_id(rq), c->username, s->skeleton,
	    rq_int(rq, setting_int(ACCOUNTS_NAME_WAIT) * 86400), s->hash, c->email, mail ? "t" : "f", c->language,
	    setting_filled(TERMS_VERSION) != NULL ? c->terms : NULL, c->choices);
}

static void
change_stored(struct request *rq, const struct answer *a)
{
	const struct change_state *s = rq_state(rq);

	s->done(rq, a);
}
