/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: a token's claims become one JSON document for SIGN_ON. The database takes the first free name of a list:
 * the token's own, the same with a number behind it, and at last a name without any of it, which also stands in for a name that
 * no reader may have.
 */
#include <string.h>

#include "guard/rate.h"
#include "request/names.h"
#include "secret/token.h"
#include "session/sign_on.h"
#include "settings/settings.h"
#include "text/locale.h"
#include "text/name.h"

#define NAME_BYTES 512
#define NUMBERS	   9 /* a name with -2 to -9 behind it, then with random ones */
#define RANDOMS	   3
#define VALUES_MAX 32 /* roles or badges of a token */

static then_fn sign_on_opened;

struct sign_on_opening {
	struct session_grant grant;
	const struct sign_on *s;
	session_granted_fn *done;
};

static json_t *
sign_on_names(struct request *rq, const char *name)
{
	json_t *names = json_array();

	if (name == NULL || strlen(name) > NAME_BYTES)
		return (names);
	names_add(rq, names, name);
	for (int i = 2; i <= NUMBERS; i++)
		names_add(rq, names, rq_printf(rq, "%s-%d", name, i));
	for (int i = 0; i < RANDOMS; i++)
		names_add(rq, names, rq_printf(rq, "%s-%u", name, names_number(rq)));
	return (names);
}

/* A list of texts: an array, or a text with spaces between, as scopes are written. */
static json_t *
values_of(const json_t *claim)
{
	json_t *values = json_array(), *value;
	const char *text = json_string_value(claim);
	size_t i;

	json_array_foreach (claim, i, value)
		if (json_is_string(value) && json_array_size(values) < VALUES_MAX)
			(void)json_array_append(values, value);
	while (text != NULL && *(text += strspn(text, " ,")) != '\0' && json_array_size(values) < VALUES_MAX) {
		size_t n = strcspn(text, " ,");

		(void)json_array_append_new(values, json_stringn(text, n));
		text += n;
	}
	return (values);
}

static const char *
address_of(struct request *rq, const json_t *claim)
{
	struct buf email;

	buf_init(&email, rq_arena(rq));
	return (
	    json_is_string(claim) && email_fold(json_string_value(claim), json_string_length(claim), &email) ? email.data : NULL);
}

/* The parameter `who` of SIGN_ON. */
static const char *
who_of(struct request *rq, const struct sign_on *s)
{
	const char *name = json_string_value(sign_on_claim(s, "name"));
	const json_t *verified = sign_on_claim(s, "email_verified");
	const char *word = json_string_value(verified);
	json_t *who = rq_json_own(rq,
	    json_pack("{s:s,s:s?,s:o,s:o,s:s?,s:b,s:o,s:o,s:b,s:s?,s:I}", "subject", s->subject, "name", name, "names",
		sign_on_names(rq, name), "others", names_neutral(rq), "email", address_of(rq, sign_on_claim(s, "email")),
		"email_verified", json_is_true(verified) || (word != NULL && strcmp(word, "true") == 0), "roles",
		values_of(sign_on_claim(s, "roles")), "badges", values_of(sign_on_claim(s, "badge")), "factor", s->factor, "sid",
		s->sid, "proved", s->proved_s));

	return (rq_json_text(rq, who));
}

void
sign_on_open(struct request *rq, const struct sign_on *s, session_granted_fn *done)
{
	struct sign_on_opening *o = rq_alloc(rq, sizeof(*o));
	const char *who = who_of(rq, s);

	if (who == NULL) {
		reply_problem(rq, PROBLEM_BUSY);
		return;
	}
	session_grant_new(rq, &o->grant);
	o->s = s;
	o->done = done;
	rq_set_state(rq, o);
	ask(rq, SIGN_ON, sign_on_opened, json_string_value(json_object_get(s->provider, "id")), s->digest,
	    rq_printf(rq, "%lld", (long long)s->expires), who, rq_id(rq), o->grant.session, o->grant.digest, o->grant.life,
	    o->grant.staff_life, o->grant.network, o->grant.agent, o->grant.device, locale_of(rq_field(rq, "accept-language")),
	    rq_id(rq), o->grant.factor_required);
}

static void
sign_on_opened(struct request *rq, const struct answer *a)
{
	struct sign_on_opening *o = rq_state(rq);

	o->done(rq, &o->grant, a);
}

const struct sign_on *
sign_on_current(struct request *rq)
{
	return (((const struct sign_on_opening *)rq_state(rq))->s);
}
