/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sign-up: the fields are checked, the password is hashed, and one query writes the account with its first session.
 * Hashing comes first, so that no account without a password ever holds a name.
 */
#include <string.h>

#include "account/account.h"
#include "guard/rate.h"
#include "settings/settings.h"
#include "text/locale.h"
#include "text/name.h"

static hashed_fn sign_up_hashed;
static then_fn sign_up_answered;

const struct field sign_up_fields[SIGN_UP_FIELDS] = {
	{ "username", FIELD_TEXT, true, offsetof(struct sign_up, username), 1, 512 },
	{ "email", FIELD_TEXT, true, offsetof(struct sign_up, email), 1, 512 },
	{ "password", FIELD_SECRET, true, offsetof(struct sign_up, password), 1, 0 },
	{ "terms", FIELD_LOOKUP, false, offsetof(struct sign_up, terms), 1, 64 },
};

struct sign_up_state {
	const char *account;
	const char *name, *skeleton, *email;
	const char *terms;
	bool mail; /* the address may get the mail that verifies it */
	struct session_grant grant;
	session_granted_fn *done;
};

void
terms_check(struct request *rq, const char *version)
{
	const char *needed = setting_filled(TERMS_VERSION);

	if (needed != NULL && (version == NULL || strcmp(version, needed) != 0))
		rq_bad(rq, "terms", "not_confirmed");
}

void
sign_up_check(struct request *rq, struct sign_up *s)
{
	struct buf name, email;
	enum name_result named = NAME_OK;
	enum password_fault fault;

	buf_init(&name, rq_arena(rq));
	buf_init(&email, rq_arena(rq));
	if (s->username != NULL) {
		named = name_check(s->username, strlen(s->username), (unsigned)setting_int(ACCOUNTS_NAME_MIN),
		    (unsigned)setting_int(ACCOUNTS_NAME_MAX), &name, NULL);
		if (named != NAME_OK)
			rq_bad(rq, "username", name_code(named));
	}
	if (s->email != NULL && !email_fold(s->email, strlen(s->email), &email))
		rq_bad(rq, "email", "bad_email");
	if (s->password != NULL) {
		fault = new_password_fault(rq, s->password, s->username, s->email);
		if (fault != PASSWORD_FINE)
			rq_bad(rq, "password", password_code(fault));
	}
	terms_check(rq, s->terms);
	if (s->username != NULL && named == NAME_OK)
		s->username = name.data;
	if (email.len > 0)
		s->email = email.data;
}

void
account_sign_up(struct request *rq, const struct sign_up *s, session_granted_fn *done)
{
	struct sign_up_state *j = rq_alloc(rq, sizeof(*j));
	struct buf skeleton;

	if (!setting_on(ACCOUNTS_SIGN_UP)) {
		reply_problem(rq, PROBLEM_SIGN_UP_CLOSED);
		return;
	}
	if (!rate_sign_up(rq))
		return;
	buf_init(&skeleton, rq_arena(rq));
	if (!login_fold(s->username, strlen(s->username), &skeleton)) {
		reply_problem(rq, PROBLEM_INTERNAL); /* a checked name always has one */
		return;
	}
	rq_set_state(rq, j);
	j->account = rq_id(rq);
	j->name = s->username;
	j->skeleton = skeleton.data;
	j->email = s->email;
	j->terms = setting_filled(TERMS_VERSION) != NULL ? arena_string(rq_arena(rq), setting_text(TERMS_VERSION)) : NULL;
	j->mail = rate_mail_address(s->email);
	j->done = done;
	ask_hash(rq, s->password, sign_up_hashed);
}

static void
sign_up_hashed(struct request *rq, bool good, bool rehash, const char *text)
{
	struct sign_up_state *j = rq_state(rq);

	(void)good;
	(void)rehash;
	session_grant_new(rq, &j->grant);
	ask(rq, ACCOUNT_CREATE, sign_up_answered, j->account, j->name, j->skeleton, j->email, text, j->grant.session,
	    j->grant.digest, j->grant.life, j->grant.network, j->grant.agent, locale_of(rq_field(rq, "accept-language")),
	    j->mail ? "t" : "f", j->grant.device, j->terms, j->grant.factor_required);
}

bool
sign_up_mailed(struct request *rq)
{
	const struct sign_up_state *j = rq_state(rq);

	return (j->mail);
}

static void
sign_up_answered(struct request *rq, const struct answer *a)
{
	struct sign_up_state *j = rq_state(rq);

	if (answer_is(a, "ok"))
		rate_owner_set(j->grant.digest, j->account);
	j->done(rq, &j->grant, a);
}
