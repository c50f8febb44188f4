/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /sso/oidc/{provider}/logout: the provider signs a reader out (OpenID Connect Back-Channel Logout 1.0). It answers 200, or
 * 400 with an error as in RFC 6749 5.2, both without a page, because no browser asks.
 *
 * How this works: SIGN_ON_NAMED finds the provider, the worker verifies the token with the provider's keys, and SIGN_ON_LOGOUT ends
 * the sessions. An unknown key id has the keys fetched again, once, as in a sign-in.
 */
#include <string.h>

#include "secret/jwt.h"
#include "secret/token.h"
#include "session/oidc_flow.h"
#include "session/session.h"
#include "session/sign_on.h"

#define EVENT	   "http://schemas.openid.net/event/backchannel-logout"
#define LIFE_MAX_S 86400 /* of a token: so long its use is remembered */
#define JTI_MAX	   255

static then_fn logout_provider_known, logout_answered;
static oidc_ready_fn logout_metadata_known, logout_keys_known;

struct logout_state {
	struct oidc_source source; /* first, see oidc_provider.h */
	const char *token;
	const json_t *provider;
	json_t *claims;
	bool asked_again; /* for the keys */
};

/* ---- replies */
static void
logout_error(struct request *rq, const char *error, const char *reason)
{
	const char *body = rq_printf(rq, "{\"error\":\"%s\",\"error_description\":\"%s\"}", error, reason);

	reply_bytes(rq, 400, "application/json", body, strlen(body), NULL);
}

static void
logout_denied(struct request *rq, const char *reason)
{
	sign_on_log(reason, rq_path(rq, 0));
	logout_error(rq, "invalid_request", reason);
}

/* Without metadata or keys nothing can be verified. Section 2.8 knows 400 alone; the provider may try again. */
static void
logout_away(struct request *rq)
{
	logout_error(rq, "temporarily_unavailable", "the provider's keys cannot be fetched now");
}

/* ---- the provider */
void
session_oidc_logout(struct request *rq)
{
	struct logout_state *o = rq_alloc(rq, sizeof(*o));

	if (!rq_form_read(rq))
		return;
	*o = (struct logout_state) { .token = rq_form(rq, "logout_token") };
	rq_set_state(rq, o);
	if (o->token == NULL)
		logout_denied(rq, "malformed");
	else
		ask(rq, SIGN_ON_NAMED, logout_provider_known, rq_path(rq, 0));
}

static void
logout_provider_known(struct request *rq, const struct answer *a)
{
	struct logout_state *o = rq_state(rq);

	o->provider = rq_answer_json(rq, a, "ok");
	if (o->provider == NULL) {
		logout_denied(rq, "issuer");
		return;
	}
	o->source = oidc_source_of(o->provider);
	oidc_ask_metadata(rq, logout_metadata_known);
}

static void
logout_metadata_known(struct request *rq, const struct oidc_provider *p, const char *fault)
{
	(void)p;
	if (fault != NULL)
		logout_away(rq);
	else
		oidc_ask_keys(rq, false, logout_keys_known);
}

/* ---- the token */
static const char *
logout_text(const struct logout_state *o, const char *claim, size_t max)
{
	const json_t *value = json_object_get(o->claims, claim);
	size_t n = json_string_length(value);

	return (n > 0 && n <= max ? json_string_value(value) : NULL);
}

/* The type is recommended only (2.4), so a token of none is verified by its claims alone. */
static enum jwt_result
logout_verify(struct logout_state *o, const struct jwks *keys)
{
	struct jwt_expected expected = {
		.algs = OIDC_ALGS,
		.type = SIGN_ON_TYPE_END,
		.issuer = o->source.issuer,
		.audience = json_string_value(json_object_get(o->provider, "audience")),
		.now_s = json_integer_value(json_object_get(o->provider, "now")),
		.life_max_s = LIFE_MAX_S,
	};
	enum jwt_result result = jwt_verify(keys, &expected, o->token, strlen(o->token), &o->claims);

	if (result != JWT_TYPE)
		return (result);
	expected.type = NULL;
	return (jwt_verify(keys, &expected, o->token, strlen(o->token), &o->claims));
}

/* What a logout token must say beyond what jwt_verify() checks (2.6). NULL, or the reason. */
static const char *
logout_claims_fault(const struct logout_state *o)
{
	const char *sub = logout_text(o, "sub", SIGN_ON_SUBJECT_MAX), *sid = logout_text(o, "sid", SIGN_ON_SUBJECT_MAX);

	if (!json_is_number(json_object_get(o->claims, "iat")))
		return ("issued");
	if (!json_is_object(json_object_get(json_object_get(o->claims, "events"), EVENT)))
		return ("events");
	if (json_object_get(o->claims, "nonce") != NULL)
		return ("nonce");
	if (logout_text(o, "jti", JTI_MAX) == NULL)
		return ("jti");
	if ((sub == NULL && json_object_get(o->claims, "sub") != NULL) ||
	    (sid == NULL && json_object_get(o->claims, "sid") != NULL))
		return ("subject");
	return (sub == NULL && sid == NULL ? "subject" : NULL);
}

static void
logout_end_sessions(struct request *rq)
{
	const struct logout_state *o = rq_state(rq);
	const char *id = rq_printf(rq, "%s %s", o->source.issuer, logout_text(o, "jti", JTI_MAX));
	char *digest = rq_alloc(rq, DIGEST_TEXT);

	digest_text(id, strlen(id), digest);
	ask(rq, SIGN_ON_LOGOUT, logout_answered, o->source.id, digest,
	    rq_printf(rq, "%lld", (long long)json_number_value(json_object_get(o->claims, "exp"))),
	    logout_text(o, "sub", SIGN_ON_SUBJECT_MAX), logout_text(o, "sid", SIGN_ON_SUBJECT_MAX), rq_id(rq));
}

static void
logout_keys_known(struct request *rq, const struct oidc_provider *p, const char *fault)
{
	struct logout_state *o = rq_state(rq);
	enum jwt_result result;
	const char *reason;

	if (fault != NULL) {
		logout_away(rq);
		return;
	}
	result = logout_verify(o, p->keys);
	if (result == JWT_KEY_UNKNOWN && !o->asked_again) {
		o->asked_again = true;
		oidc_ask_keys(rq, true, logout_keys_known);
		return;
	}
	(void)rq_json_own(rq, o->claims);
	if (result == JWT_NO_MEMORY) {
		reply_problem(rq, PROBLEM_BUSY);
		return;
	}
	reason = result == JWT_GOOD ? logout_claims_fault(o) : jwt_result_name(result);
	if (reason != NULL)
		logout_denied(rq, reason);
	else
		logout_end_sessions(rq);
}

static void
logout_answered(struct request *rq, const struct answer *a)
{
	const char *refused = sign_on_refusal(a);

	if (refused != NULL)
		logout_error(rq, "invalid_request", refused);
	else if (answer_is(a, "ok"))
		reply_empty(rq, 200);
	else
		reply_outcome(rq, NULL, a);
}
