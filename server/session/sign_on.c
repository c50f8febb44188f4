/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: issuer and audience are read before the signature is verified, only to find the provider. The database
 * gives the time too, because it decides whether a token was used, and for how long that is remembered.
 */
#include "session/sign_on.h"

#include <string.h>

#include "base/log.h"
#include "secret/jwt.h"
#include "secret/token.h"

#define LIFE_MAX_S 600 /* of a token, unless the provider's settings say another */

static then_fn sign_on_provider_answered;
static const char *sign_on_verify(struct sign_on *, const char *type);
static const char *sign_on_take(struct request *, struct sign_on *);

struct sign_on_state {
	struct sign_on s;
	const char *type;
	sign_on_fn *done;
};

/* ---- reasons */
static const struct {
	const char *reason, *why;
} reasons[] = {
	{ "malformed", "its token is not complete" },
	{ "header", "its token asks for a key of its own" },
	{ "algorithm", "its token is signed in a way that is not allowed here" },
	{ "key_unknown", "its token is signed with a key that is not known here" },
	{ "signature", "the signature of its token is wrong" },
	{ "type", "its token is of another kind" },
	{ "issuer", "its token comes from a system that is not known here" },
	{ "audience", "its token is meant for another site" },
	{ "expired", "its token has expired" },
	{ "early", "its token is not valid yet" },
	{ "subject", "its token does not say who you are" },
	{ "replayed", "its token was used before" },
	{ "erased", "the account was erased" },
	{ "return", "it names a page of another site" },
	/* of OpenID Connect */
	{ "state", "it took too long, or this answer was used before" },
	{ "browser", "it began in another browser" },
	{ "mixed", "the answer is not from the system that was asked" },
	{ "denied", "it ended there without a sign-in" },
	{ "provider_error", "that system reported a fault" },
	{ "code", "its answer is not valid any more" },
	{ "answer", "its answer has no token" },
	{ "issued", "its token does not say when it was made" },
	{ "nonce", "its token was made for another sign-in" },
	{ "at_hash", "its tokens do not belong together" },
	{ "auth_time", "you signed in there too long ago" },
	{ "acr", "it did not check as thoroughly as was asked who you are" },
	{ "userinfo", "it describes another person" },
};

static const char *
sign_on_why(const char *reason)
{
	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (strcmp(reasons[i].reason, reason) == 0)
			return (reasons[i].why);
	return ("");
}

const char *
sign_on_sentence(struct request *rq, const char *reason)
{
	const struct problem_value why = { "why", sign_on_why(reason) };

	return (rq_fill(rq, problem_detail(PROBLEM_BAD_TOKEN), &why, 1));
}

void
sign_on_refuse(struct request *rq, const char *reason)
{
	reply_problem_with(rq, PROBLEM_BAD_TOKEN, sign_on_sentence(rq, reason), rq_printf(rq, "\"reason\":\"%s\"", reason));
}

void
sign_on_log(const char *reason, const char *provider)
{
	log_info("sign-on refused", log_text("reason", reason), log_text("provider", provider));
}

const char *
sign_on_refusal(const struct answer *a)
{
	static const char *const outcomes[][2] = { { "replayed", "replayed" }, { "not_found", "issuer" },
		{ "erased", "erased" } };

	for (size_t i = 0; i < LENGTH(outcomes); i++)
		if (answer_is(a, outcomes[i][0])) {
			sign_on_log(outcomes[i][1], NULL);
			return (outcomes[i][1]);
		}
	return (NULL);
}

/* ---- the provider */
void
sign_on_check(struct request *rq, const char *token, const char *type, sign_on_fn *done)
{
	struct sign_on_state *e = rq_alloc(rq, sizeof(*e));
	json_t *claims = rq_json_own(rq, jwt_unverified(token, strlen(token)));
	const char *issuer = json_string_value(json_object_get(claims, "iss")), *audience = jwt_audience(claims);

	e->s.token = token;
	e->type = type;
	e->done = done;
	rq_set_state(rq, e);
	if (issuer != NULL && audience != NULL) {
		ask(rq, SIGN_ON_PROVIDER, sign_on_provider_answered, issuer, audience);
		return;
	}
	e->s.refused = claims == NULL ? "malformed" : issuer == NULL ? "issuer" : "audience";
	sign_on_log(e->s.refused, NULL);
	done(rq, &e->s);
}

static void
sign_on_provider_answered(struct request *rq, const struct answer *a)
{
	struct sign_on_state *e = rq_state(rq);

	e->s.provider = rq_answer_json(rq, a, "ok");
	e->s.refused = e->s.provider == NULL ? "issuer" : sign_on_verify(&e->s, e->type);
	if (e->s.refused != NULL && strcmp(e->s.refused, "no_memory") == 0) {
		reply_problem(rq, PROBLEM_BUSY);
		return;
	}
	(void)rq_json_own(rq, e->s.claims);
	if (e->s.refused == NULL)
		e->s.refused = sign_on_take(rq, &e->s);
	if (e->s.refused != NULL)
		sign_on_log(e->s.refused, json_string_value(json_object_get(e->s.provider, "name")));
	e->done(rq, &e->s);
}

/* ---- the token */
static unsigned
sign_on_algorithms(const json_t *settings)
{
	unsigned algs = 0;
	enum jws_alg alg;
	size_t i;
	json_t *name;

	json_array_foreach (json_object_get(settings, "algorithms"), i, name)
		if (json_is_string(name) && jws_alg_parse(json_string_value(name), &alg))
			algs |= 1u << alg;
	return (algs);
}

/* The stored keys were read before, so they can be unreadable for want of memory only. */
static const char *
sign_on_verify(struct sign_on *s, const char *type)
{
	const json_t *settings = json_object_get(s->provider, "settings"), *keys = json_object_get(s->provider, "keys");
	const json_t *life = json_object_get(settings, "life_max");
	struct jwt_expected expected = {
		.algs = sign_on_algorithms(settings),
		.type = type,
		.issuer = json_string_value(json_object_get(s->provider, "issuer")),
		.audience = json_string_value(json_object_get(s->provider, "audience")),
		.now_s = json_integer_value(json_object_get(s->provider, "now")),
		.life_max_s = json_is_integer(life) ? json_integer_value(life) : LIFE_MAX_S,
	};
	enum jwt_result result = JWT_NO_MEMORY;
	char why[256];
	struct jwks *set = jwks_parse(json_string_value(keys), json_string_length(keys), true, why);

	if (set != NULL)
		result = jwt_verify(set, &expected, s->token, strlen(s->token), &s->claims);
	jwks_end(set);
	return (result == JWT_GOOD ? NULL : jwt_result_name(result));
}

const json_t *
sign_on_claim(const struct sign_on *s, const char *what)
{
	const json_t *settings = json_object_get(s->provider, "settings");
	const json_t *path = json_object_get(json_object_get(settings, "claims"), what), *value = s->claims;

	if (path == NULL)
		return (json_object_get(value, strcmp(what, "subject") == 0 ? "sub" : what));
	if (json_is_string(path))
		return (json_object_get(value, json_string_value(path)));
	for (size_t i = 0; i < json_array_size(path); i++)
		value = json_object_get(value, json_string_value(json_array_get(path, i)));
	return (value);
}

/* A token with an id is known by it; see jwt_signed_part() for one without. */
static const char *
sign_on_digest(struct request *rq, const struct sign_on *s)
{
	const json_t *id = json_object_get(s->claims, "jti");
	const char *jti = json_string_value(id), *issuer = json_string_value(json_object_get(s->provider, "issuer"));
	char *digest = rq_alloc(rq, DIGEST_TEXT);
	const char *known = jti != NULL ? rq_printf(rq, "%s %s", issuer, jti) : s->token;

	digest_text(known, jti != NULL ? strlen(known) : jwt_signed_part(s->token, strlen(s->token)), digest);
	return (digest);
}

/* Some systems number their readers. */
static const char *
sign_on_subject(struct request *rq, const json_t *subject)
{
	if (json_is_integer(subject))
		return (rq_printf(rq, "%" JSON_INTEGER_FORMAT, json_integer_value(subject)));
	return (json_string_value(subject));
}

/* Takes what names the token and its reader; returns a reason, or NULL. */
static const char *
sign_on_take(struct request *rq, struct sign_on *s)
{
	s->digest = sign_on_digest(rq, s);
	s->expires = (int64_t)json_number_value(json_object_get(s->claims, "exp"));
	s->subject = sign_on_subject(rq, sign_on_claim(s, "subject"));
	return (s->subject == NULL || *s->subject == '\0' || strlen(s->subject) > SIGN_ON_SUBJECT_MAX ? "subject" : NULL);
}
