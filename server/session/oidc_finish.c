/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: each step ends in a query, in a call of the provider, or in the end of the sign-in.
 *
 *   SIGN_ON_TAKE -> metadata -> iss and error of the answer -> token endpoint -> keys -> verified
 *                                    |                                            ^        | an unknown key id, once
 *                                    v                                            +--------+
 *                                 refused                                                  -> userinfo, if a claim is missing -> SIGN_ON
 *
 * Nothing of the provider's answer counts before the ID token is verified.
 */
#include <string.h>

#include "base/log.h"
#include "guard/cookie.h"
#include "session/oidc_flow.h"
#include "session/oidc_id_token.h"
#include "session/oidc.h"
#include "secret/jwt.h"
#include "secret/token.h"
#include "text/base64url.h"
#include "text/percent.h"

#define CODE_MAX   4096 /* bytes of a code */
#define SECRET_MAX 1024

static then_fn finish_taken;
static oidc_ready_fn finish_metadata_known, finish_keys_known;
static fetched_fn finish_exchanged, finish_userinfo_fetched;

struct oidc_finish_state {
	struct oidc_source source; /* first, see oidc_provider.h */
	const char *name;
	const char *state, *browser; /* tokens */
	const json_t *settings;
	const char *id_token, *access_token;
	const char *userinfo; /* address; NULL: none */
	bool asked_again;     /* for the keys */
	struct sign_on s;
	session_granted_fn *done;
	oidc_end_fn *ended;
};

/* ---- ends */
static void
finish_denied(struct request *rq, const char *reason)
{
	const struct oidc_finish_state *o = rq_state(rq);

	sign_on_log(reason, o->name);
	o->ended(rq, &(struct oidc_end) { reason, o->name, o->s.next });
}

static void
finish_away(struct request *rq)
{
	const struct oidc_finish_state *o = rq_state(rq);

	o->ended(rq, &(struct oidc_end) { NULL, o->name, o->s.next });
}

/* ---- the state */
void
oidc_finish(struct request *rq, const char *name, session_granted_fn *done, oidc_end_fn *ended)
{
	struct oidc_finish_state *o = rq_alloc(rq, sizeof(*o));
	const char *state = rq_query(rq, "state"), *browser = cookie_sign_on(rq);
	char browser_digest[DIGEST_TEXT];
	char *digest = rq_alloc(rq, DIGEST_TEXT);

	*o = (struct oidc_finish_state) { .source.name = name,
		.name = name,
		.state = state,
		.browser = browser,
		.done = done,
		.ended = ended };
	o->s.digest = digest;
	rq_set_state(rq, o);
	if (state == NULL || !token_digest(state, strlen(state), digest))
		finish_denied(rq, "state");
	else if (browser == NULL || !token_digest(browser, strlen(browser), browser_digest))
		finish_denied(rq, "browser");
	else
		ask(rq, SIGN_ON_TAKE, finish_taken, name, digest, browser_digest);
}

static void
finish_taken(struct request *rq, const struct answer *a)
{
	struct oidc_finish_state *o = rq_state(rq);
	json_t *provider = rq_answer_json(rq, a, "ok");

	if (answer_is(a, "state") || answer_is(a, "browser") || answer_is(a, "mixed")) {
		finish_denied(rq, arena_string(rq_arena(rq), answer_outcome(a)));
		return;
	}
	if (provider == NULL) {
		oidc_reply_unread(rq, a);
		return;
	}
	o->source = oidc_source_of(provider);
	o->settings = json_object_get(provider, "settings");
	o->s.provider = provider;
	o->s.next = json_string_value(json_object_get(provider, "next"));
	o->s.expires = json_integer_value(json_object_get(provider, "now")) + OIDC_ANSWER_S;
	oidc_ask_metadata(rq, finish_metadata_known);
}

/* ---- the answer's query */
/* The reason to refuse it; NULL: it has a code. */
static const char *
finish_answer_fault(struct request *rq, const struct oidc_metadata *m)
{
	const struct oidc_finish_state *o = rq_state(rq);
	const char *issuer = rq_query(rq, "iss"), *error = rq_query(rq, "error"), *code = rq_query(rq, "code");

	if (issuer != NULL ? strcmp(issuer, o->source.issuer) != 0 : m->names_issuer)
		return ("mixed");
	if (error != NULL)
		return (word_in("access_denied login_required interaction_required consent_required", error) ?
			"denied" :
			"provider_error");
	return (code == NULL || strlen(code) > CODE_MAX ? "code" : NULL);
}

static void
form_put(struct buf *form, const char *name, const char *value)
{
	buf_printf(form, "%s%s=", form->len > 0 ? "&" : "", name);
	percent_encode(form, value, strlen(value));
}

static const char *
encoded(struct request *rq, const char *text)
{
	struct buf b;

	buf_init(&b, rq_arena(rq));
	percent_encode(&b, text, strlen(text));
	return (b.data);
}

/* Our secret, which core.provider.keys has as a key of type oct; NULL: none. */
static const char *
finish_client_secret(struct request *rq)
{
	const struct oidc_finish_state *o = rq_state(rq);
	const char *keys = json_string_value(json_object_get(o->s.provider, "keys"));
	json_t *set = rq_json_own(rq, json_loads(keys != NULL ? keys : "", 0, NULL));
	const json_t *k = json_object_get(json_array_get(json_object_get(set, "keys"), 0), "k");
	size_t n = json_string_length(k) / 4 * 3 + (json_string_length(k) % 4 > 0 ? json_string_length(k) % 4 - 1 : 0);
	char *secret = rq_alloc(rq, n + 1);

	secret[n] = '\0';
	if (n == 0 || n > SECRET_MAX || !base64url_read(json_string_value(k), json_string_length(k), secret, n))
		return (NULL);
	return (secret);
}

/* RFC 6749 2.3.1 and 4.1.3, RFC 7636 4.5. */
static void
finish_exchange(struct request *rq, const char *endpoint)
{
	const struct oidc_finish_state *o = rq_state(rq);
	const char *client = json_string_value(json_object_get(o->s.provider, "audience")), *secret = finish_client_secret(rq);
	const char *method = json_string_value(json_object_get(o->settings, "client_auth"));
	bool posted = secret == NULL || (method != NULL && strcmp(method, "client_secret_basic") != 0);
	struct fetch_call call = { FETCH_POST, endpoint, .accept = "application/json",
		.inside = o->source.inside ? o->source.issuer : NULL };
	struct buf form;

	buf_init(&form, rq_arena(rq));
	form_put(&form, "grant_type", "authorization_code");
	form_put(&form, "code", rq_query(rq, "code"));
	form_put(&form, "redirect_uri", oidc_redirect_uri(rq, o->name));
	form_put(&form, "code_verifier", oidc_secret(rq, "verifier", o->browser, o->state));
	if (posted)
		form_put(&form, "client_id", client);
	if (posted && secret != NULL)
		form_put(&form, "client_secret", secret);
	call.form = form.data;
	call.user = posted ? NULL : encoded(rq, client);
	call.password = posted ? NULL : encoded(rq, secret);
	ask_fetch(rq, &call, finish_exchanged);
}

static void
finish_metadata_known(struct request *rq, const struct oidc_provider *p, const char *fault)
{
	struct oidc_finish_state *o = rq_state(rq);
	const char *reason = p != NULL ? finish_answer_fault(rq, &p->metadata) : NULL;

	if (fault != NULL) {
		finish_away(rq);
		return;
	}
	o->userinfo = p->metadata.userinfo != NULL ? arena_string(rq_arena(rq), p->metadata.userinfo) : NULL;
	if (reason != NULL)
		finish_denied(rq, reason);
	else
		finish_exchange(rq, p->metadata.token);
}

/* ---- the tokens */
/* The word of an error answer (RFC 6749 5.2); NULL: there is none. */
static const char *
finish_token_error(struct request *rq, const struct fetched *f)
{
	json_t *doc = f->result == FETCHED && f->status != 200 ? rq_json_own(rq, json_loadb(f->body, f->len, 0, NULL)) : NULL;
	const char *error = json_string_value(json_object_get(doc, "error"));

	return (error != NULL && strspn(error, "abcdefghijklmnopqrstuvwxyz_") == strlen(error) ? error : NULL);
}

static void
finish_exchanged(struct request *rq, const struct fetched *f)
{
	struct oidc_finish_state *o = rq_state(rq);
	const char *error = finish_token_error(rq, f);
	json_t *doc;

	if (error != NULL && strcmp(error, "invalid_grant") == 0) { /* the code is unknown, used or too old */
		finish_denied(rq, "code");
		return;
	}
	if (oidc_fetch_fault(f) != NULL) {
		log_warn("identity provider not usable", log_text("provider", o->name), log_text("what", "token"),
		    log_text("why", error != NULL ? error : oidc_fetch_fault(f)));
		finish_away(rq);
		return;
	}
	doc = rq_json_own(rq, json_loadb(f->body, f->len, JSON_REJECT_DUPLICATES, NULL));
	o->id_token = json_string_value(json_object_get(doc, "id_token"));
	o->access_token = json_string_value(json_object_get(doc, "access_token"));
	if (o->id_token == NULL)
		finish_denied(rq, "answer");
	else
		oidc_ask_keys(rq, false, finish_keys_known);
}

static const char *
finish_claims_fault(struct request *rq)
{
	const struct oidc_finish_state *o = rq_state(rq);
	const json_t *age = json_object_get(o->settings, "max_age");
	const struct oidc_expected expected = {
		.client_id = json_string_value(json_object_get(o->s.provider, "audience")),
		.nonce = oidc_secret(rq, "nonce", o->browser, o->state),
		.alg = jwt_alg(o->id_token, strlen(o->id_token)),
		.access_token = o->access_token,
		.now_s = json_integer_value(json_object_get(o->s.provider, "now")),
		.begun_s = json_integer_value(json_object_get(o->s.provider, "begun")),
		.max_age_s = oidc_is_fresh(o->s.next) ? 0 :
		    age != NULL			      ? json_integer_value(age) :
							-1,
		.acr_values = json_object_get(o->settings, "acr_values"),
	};
	const json_t *subject = json_object_get(o->s.claims, "sub");
	const char *reason = oidc_claims_fault(o->s.claims, &expected);

	if (reason == NULL && (json_string_length(subject) == 0 || json_string_length(subject) > SIGN_ON_SUBJECT_MAX))
		reason = "subject";
	return (reason);
}

static enum jwt_result
finish_verify(struct request *rq, const struct jwks *keys)
{
	struct oidc_finish_state *o = rq_state(rq);
	const struct jwt_expected expected = {
		.algs = OIDC_ALGS,
		.issuer = o->source.issuer,
		.audience = json_string_value(json_object_get(o->s.provider, "audience")),
		.now_s = json_integer_value(json_object_get(o->s.provider, "now")),
	};
	enum jwt_result result = jwt_verify(keys, &expected, o->id_token, strlen(o->id_token), &o->s.claims);

	(void)rq_json_own(rq, o->s.claims);
	return (result);
}

/* Is a claim missing that the settings use, so that the userinfo endpoint may have it? */
static bool
finish_lacks_claims(const struct oidc_finish_state *o)
{
	return (sign_on_claim(&o->s, "name") == NULL || sign_on_claim(&o->s, "email") == NULL ||
	    (json_object_get(o->settings, "roles") != NULL && sign_on_claim(&o->s, "roles") == NULL) ||
	    (json_object_get(o->settings, "badges") != NULL && sign_on_claim(&o->s, "badge") == NULL));
}

static const char *
finish_sid(const json_t *claims)
{
	const json_t *sid = json_object_get(claims, "sid");

	return (json_string_length(sid) > 0 && json_string_length(sid) <= SIGN_ON_SUBJECT_MAX ? json_string_value(sid) : NULL);
}

/* When the reader proved there who they are; 0: it does not say. */
static json_int_t
finish_proved(const struct oidc_finish_state *o)
{
	json_int_t at = json_integer_value(json_object_get(o->s.claims, "auth_time"));
	json_int_t now = json_integer_value(json_object_get(o->s.provider, "now"));

	return (at < 0 ? 0 : at > now ? now : at);
}

static void
finish_open(struct request *rq)
{
	struct oidc_finish_state *o = rq_state(rq);

	sign_on_open(rq, &o->s, o->done);
}

static void
finish_ask_userinfo(struct request *rq)
{
	const struct oidc_finish_state *o = rq_state(rq);
	struct fetch_call call = { FETCH_POST, o->userinfo, .accept = "application/json",
		.inside = o->source.inside ? o->source.issuer : NULL };
	struct buf form;

	buf_init(&form, rq_arena(rq));
	form_put(&form, "access_token", o->access_token);
	call.form = form.data;
	ask_fetch(rq, &call, finish_userinfo_fetched);
}

static void
finish_keys_known(struct request *rq, const struct oidc_provider *p, const char *fault)
{
	struct oidc_finish_state *o = rq_state(rq);
	enum jwt_result result;
	const char *reason;

	if (fault != NULL) {
		finish_away(rq);
		return;
	}
	result = finish_verify(rq, p->keys);
	if (result == JWT_KEY_UNKNOWN && !o->asked_again) {
		o->asked_again = true;
		oidc_ask_keys(rq, true, finish_keys_known);
		return;
	}
	if (result == JWT_NO_MEMORY) {
		reply_problem(rq, PROBLEM_BUSY);
		return;
	}
	reason = result == JWT_GOOD ? finish_claims_fault(rq) : jwt_result_name(result);
	if (reason != NULL) {
		finish_denied(rq, reason);
		return;
	}
	o->s.subject = json_string_value(json_object_get(o->s.claims, "sub"));
	o->s.sid = finish_sid(o->s.claims);
	o->s.proved_s = finish_proved(o);
	o->s.factor = oidc_second_factor(o->s.claims, json_object_get(o->settings, "second_factor"));
	if (o->userinfo != NULL && o->access_token != NULL && finish_lacks_claims(o))
		finish_ask_userinfo(rq);
	else
		finish_open(rq);
}

/* ---- userinfo (Core 5.3, with the token in the body: RFC 6750 2.2) */
/*
 * Its claims stand in for those that the ID token lacks. Only the ID token says who signs in, and how. An endpoint that refuses, or
 * whose answer is signed, adds no claim.
 */
static void
finish_userinfo_fetched(struct request *rq, const struct fetched *f)
{
	struct oidc_finish_state *o = rq_state(rq);
	const char *fault = oidc_fetch_fault(f);
	json_t *doc = fault == NULL ? rq_json_own(rq, json_loadb(f->body, f->len, JSON_REJECT_DUPLICATES, NULL)) : NULL;

	if (!json_is_object(doc))
		log_warn("identity provider not usable", log_text("provider", o->name), log_text("what", "userinfo"),
		    log_text("why", fault != NULL ? fault : "unreadable"));
	if (f->result != FETCHED)
		finish_away(rq);
	else if (!json_is_object(doc))
		finish_open(rq);
	else if (!json_equal(json_object_get(doc, "sub"), json_object_get(o->s.claims, "sub")))
		finish_denied(rq, "userinfo");
	else {
		(void)json_object_update_missing(o->s.claims, doc);
		finish_open(rq);
	}
}
