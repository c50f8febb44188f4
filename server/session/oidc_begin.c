/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "session/oidc_flow.h"
#include "session/oidc.h"
#include "session/oidc_provider.h"
#include "secret/sha2.h"
#include "secret/token.h"
#include "guard/cookie.h"
#include "text/percent.h"

static then_fn begin_stored;
static oidc_ready_fn begin_metadata_known;

struct oidc_begin_state {
	struct oidc_source source; /* first, see oidc_provider.h */
	const char *name, *next;
	const char *state, *browser; /* tokens */
	const char *client_id;
	const json_t *settings;
	oidc_end_fn *ended;
};

/* The cookie of a sign-in that is under way stays, so that two tabs can sign in at once. */
static const char *
begin_browser(struct request *rq, char digest[DIGEST_TEXT])
{
	const char *token = cookie_sign_on(rq);
	char *fresh;

	if (token == NULL) {
		fresh = rq_alloc(rq, TOKEN_TEXT);
		token_new_digest(fresh, digest);
		return (fresh);
	}
	if (!token_digest(token, strlen(token), digest))
		abort(); /* cookie_sign_on() checked its form */
	return (token);
}

void
oidc_begin(struct request *rq, const char *name, const char *next, oidc_end_fn *ended)
{
	struct oidc_begin_state *o = rq_alloc(rq, sizeof(*o));
	char *state = rq_alloc(rq, TOKEN_TEXT), digest[DIGEST_TEXT], browser[DIGEST_TEXT];

	token_new_digest(state, digest);
	*o = (struct oidc_begin_state) { .name = name, .next = next, .state = state, .ended = ended };
	o->browser = begin_browser(rq, browser);
	rq_set_state(rq, o);
	ask(rq, SIGN_ON_BEGIN, begin_stored, name, digest, browser, next, rq_int(rq, OIDC_ANSWER_S));
}

static void
begin_stored(struct request *rq, const struct answer *a)
{
	struct oidc_begin_state *o = rq_state(rq);
	const json_t *provider = rq_answer_json(rq, a, "ok");

	if (provider == NULL) {
		oidc_reply_unread(rq, a);
		return;
	}
	o->source = oidc_source_of(provider);
	o->client_id = json_string_value(json_object_get(provider, "audience"));
	o->settings = json_object_get(provider, "settings");
	oidc_ask_metadata(rq, begin_metadata_known);
}

static void
url_put(struct buf *url, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(url, "%c%s=", strchr(url->data, '?') == NULL ? '?' : '&', name);
	percent_encode(url, value, strlen(value));
}

/* The address of the authentication request (Core 3.1.2.1). */
static const char *
begin_url(struct request *rq, const struct oidc_begin_state *o, const char *endpoint)
{
	const json_t *scopes = json_object_get(o->settings, "scopes"), *age = json_object_get(o->settings, "max_age");
	const char *verifier = oidc_secret(rq, "verifier", o->browser, o->state);
	bool fresh = oidc_is_fresh(o->next);
	char challenge[SHA2_TEXT];
	struct buf url;

	sha256_text(verifier, strlen(verifier), challenge);
	buf_init(&url, rq_arena(rq));
	buf_puts(&url, endpoint);
	url_put(&url, "response_type", "code");
	url_put(&url, "client_id", o->client_id);
	url_put(&url, "redirect_uri", oidc_redirect_uri(rq, o->name));
	url_put(&url, "scope", scopes != NULL ? json_string_value(scopes) : OIDC_SCOPES);
	url_put(&url, "state", o->state);
	url_put(&url, "nonce", oidc_secret(rq, "nonce", o->browser, o->state));
	url_put(&url, "code_challenge", challenge);
	url_put(&url, "code_challenge_method", "S256");
	url_put(&url, "acr_values", json_string_value(json_object_get(o->settings, "acr_values")));
	url_put(&url, "max_age", fresh ? "0" : age != NULL ? rq_int(rq, json_integer_value(age)) : NULL);
	url_put(&url, "prompt", fresh ? "login" : NULL);
	return (url.data);
}

static void
begin_metadata_known(struct request *rq, const struct oidc_provider *p, const char *fault)
{
	const struct oidc_begin_state *o = rq_state(rq);

	if (fault != NULL) {
		o->ended(rq, &(struct oidc_end) { NULL, o->name, o->next });
		return;
	}
	cookie_set_sign_on(rq, o->browser, OIDC_ANSWER_S);
	reply_see(rq, begin_url(rq, o, p->metadata.authorization));
}
