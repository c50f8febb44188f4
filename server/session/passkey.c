/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: options carry a challenge that is bound to its purpose and to the session (secret/challenge.h). The answer is
 * verified in the worker (secret/passkey.h) with the key that a query finds. A second query uses the challenge and acts.
 */
#include "session/passkey.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "guard/rate.h"
#include "secret/challenge.h"
#include "secret/passkey.h"
#include "secret/seal.h"
#include "text/base64url.h"
#include "text/url.h"

#define BASE64(n) (((n)*8 + 5) / 6) /* characters of n bytes */

struct passkey_use_state;

static then_fn passkey_add_answered, passkey_found, passkey_opened;
static void passkey_use(struct request *, const struct passkey_proof *, const char *purpose, session_granted_fn *done);
static void passkey_act(struct request *, struct passkey_use_state *);

/* ---- our side */
const char *
passkey_host(struct request *rq)
{
	const char *base = rq_base_url(rq);
	char host[ORIGIN_TEXT];

	return (url_host(base, strlen(base), host) ? arena_string(rq_arena(rq), host) : "");
}

static const char *
passkey_origin(struct request *rq)
{
	const char *base = rq_base_url(rq);
	char origin[ORIGIN_TEXT];

	return (url_origin(base, strlen(base), origin) ? arena_string(rq_arena(rq), origin) : "");
}

/* A sign-in begins without a session; a session that the browser still has is none of its business. */
static const char *
passkey_whose(struct request *rq, const char *purpose)
{
	return (strcmp(purpose, PURPOSE_SIGN_IN) == 0 ? "" : rq_token(rq));
}

/* ---- options */
static json_t *
algorithms(void)
{
	static const int algs[] = { PASSKEY_EDDSA, PASSKEY_ES256, PASSKEY_RS256 };
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(algs); i++)
		(void)json_array_append_new(list, json_pack("{s:s, s:i}", "type", "public-key", "alg", algs[i]));
	return (list);
}

static void
options_make_put(json_t *doc, const char *host)
{
	(void)json_object_set_new(doc, "rp", json_pack("{s:s, s:s}", "id", host, "name", host));
	(void)json_object_set_new(doc, "pubKeyCredParams", algorithms());
	(void)json_object_set_new(doc, "attestation", json_string("none"));
	(void)json_object_set_new(doc, "authenticatorSelection",
	    json_pack("{s:s, s:s}", "residentKey", "preferred", "userVerification", "preferred"));
}

static void
options_use_put(json_t *doc, const char *host, const char *purpose)
{
	const bool alone = strcmp(purpose, PURPOSE_SIGN_IN) == 0;

	(void)json_object_set_new(doc, "rpId", json_string(host));
	(void)json_object_set_new(doc, "userVerification", json_string(alone ? "required" : "preferred"));
}

void
passkey_options_reply(struct request *rq, const char *purpose, json_t *doc)
{
	char challenge[CHALLENGE_TEXT];

	challenge_new(&rq_services(rq)->key, purpose, passkey_whose(rq, purpose), clock_wall_ms() / 1000 + PASSKEY_LIFE_S,
	    challenge);
	(void)json_object_set_new(doc, "challenge", json_string(challenge));
	(void)json_object_set_new(doc, "timeout", json_integer(PASSKEY_LIFE_S * 1000L));
	if (strcmp(purpose, PURPOSE_MAKE) == 0)
		options_make_put(doc, passkey_host(rq));
	else
		options_use_put(doc, passkey_host(rq), purpose);
	reply_doc(rq, 200, doc);
}

/* ---- answers */
const struct field passkey_new_fields[PASSKEY_NEW_FIELDS] = {
	{ "challenge", FIELD_LOOKUP, true, offsetof(struct passkey_new, challenge), 1, CHALLENGE_TEXT },
	{ "client_data", FIELD_LOOKUP, true, offsetof(struct passkey_new, client_data), 1, BASE64(PASSKEY_CLIENT_DATA_MAX) },
	{ "attestation", FIELD_LOOKUP, true, offsetof(struct passkey_new, attestation), 1, BASE64(PASSKEY_ATTESTATION_MAX) },
	{ "transports", FIELD_LOOKUP, false, offsetof(struct passkey_new, transports), 0, 64 },
	{ "name", FIELD_TEXT, true, offsetof(struct passkey_new, name), 1, PASSKEY_NAME_MAX },
};

const struct field passkey_name_fields[PASSKEY_NAME_FIELDS] = {
	{ "name", FIELD_TEXT, true, offsetof(struct passkey_name, name), 1, PASSKEY_NAME_MAX },
};

const struct field passkey_proof_fields[PASSKEY_PROOF_FIELDS] = {
	{ "challenge", FIELD_LOOKUP, true, offsetof(struct passkey_proof, challenge), 1, CHALLENGE_TEXT },
	{ "credential", FIELD_LOOKUP, true, offsetof(struct passkey_proof, credential), 1, BASE64(PASSKEY_ID_MAX) },
	{ "client_data", FIELD_LOOKUP, true, offsetof(struct passkey_proof, client_data), 1, BASE64(PASSKEY_CLIENT_DATA_MAX) },
	{ "authenticator_data", FIELD_LOOKUP, true, offsetof(struct passkey_proof, authenticator_data), 1,
	    BASE64(PASSKEY_DATA_MAX) },
	{ "signature", FIELD_LOOKUP, true, offsetof(struct passkey_proof, signature), 1, BASE64(PASSKEY_SIGNATURE_MAX) },
	{ "user_handle", FIELD_LOOKUP, false, offsetof(struct passkey_proof, user_handle), 0, 88 },
};

/* The bytes of a text in base64url; none for another text, which no check of an authenticator's answer accepts. */
static struct span
read_base64url(struct request *rq, const char *text)
{
	size_t n = strlen(text) * 6 / 8;
	char *bytes = rq_alloc(rq, n + 1);

	if (!base64url_read(text, strlen(text), bytes, n))
		return ((struct span) { "", 0 });
	return ((struct span) { bytes, n });
}

static const char *
hex_of(struct request *rq, const void *p, size_t n)
{
	char *hex = rq_alloc(rq, SEAL_HEX(n));

	seal_hex(p, n, hex);
	return (hex);
}

static const char *
flag(bool set)
{
	return (set ? "t" : "f");
}

static void
passkey_log(const char *act, const char *reason)
{
	log_info("passkey refused", log_text("act", act), log_text("reason", reason));
}

/* The challenge of an answer, if it is ours: what the database needs to use it up. */
struct passkey_challenge {
	char digest[DIGEST_TEXT];
	const char *expires;
	struct passkey_expected expected;
};

static bool
challenge_take(struct request *rq, const char *purpose, const char *challenge, struct passkey_challenge *c)
{
	int64_t expires;

	if (!challenge_read(&rq_services(rq)->key, purpose, passkey_whose(rq, purpose), challenge, &expires, c->digest))
		return (false);
	c->expires = rq_printf(rq, "%lld", (long long)expires);
	c->expected =
	    (struct passkey_expected) { passkey_host(rq), passkey_origin(rq), challenge, strcmp(purpose, PURPOSE_SIGN_IN) == 0 };
	return (true);
}

/* ---- a new passkey */
struct passkey_add_state {
	passkey_added_fn *done;
};

void
passkey_add(struct request *rq, const struct passkey_new *b, passkey_added_fn *done)
{
	struct passkey_add_state *e = rq_alloc(rq, sizeof(*e));
	struct passkey_made *made = rq_alloc(rq, sizeof(*made));
	struct passkey_challenge c;
	enum passkey_result result = PASSKEY_CHALLENGE;

	e->done = done;
	rq_set_state(rq, e);
	if (challenge_take(rq, PURPOSE_MAKE, b->challenge, &c))
		result =
		    passkey_register(&c.expected, read_base64url(rq, b->client_data), read_base64url(rq, b->attestation), made);
	if (result == PASSKEY_NO_MEMORY) {
		reply_problem(rq, PROBLEM_BUSY);
		return;
	}
	if (result != PASSKEY_GOOD) {
		passkey_log(PURPOSE_MAKE, passkey_result_name(result));
		done(rq, NULL);
		return;
	}
	ask(rq, PASSKEY_ADD, passkey_add_answered, rq_viewer(rq), rq_id(rq), c.expected.rp_id, hex_of(rq, made->id, made->nid),
	    rq_int(rq, made->key.alg), hex_of(rq, made->key.bytes, made->key.n), rq_int(rq, (long)made->state.counter), b->name,
	    b->transports == NULL ? "" : b->transports, flag(made->state.may_sync), flag(made->state.synced), c.digest, c.expires,
	    rq_id(rq));
}

static void
passkey_add_answered(struct request *rq, const struct answer *a)
{
	struct passkey_add_state *e = rq_state(rq);

	e->done(rq, a);
}

/* ---- a use of a passkey */
struct passkey_use_state {
	session_granted_fn *done;
	const char *purpose;
	const struct passkey_proof *proof;
	struct passkey_challenge challenge;
	struct passkey_state state;
	const char *passkey, *account;
	struct session_grant grant;
};

void
passkey_sign_in(struct request *rq, const struct passkey_proof *b, session_granted_fn *done)
{
	passkey_use(rq, b, PURPOSE_SIGN_IN, done);
}

void
passkey_prove(struct request *rq, const struct passkey_proof *b, session_granted_fn *done)
{
	passkey_use(rq, b, PURPOSE_PROVE, done);
}

static void
passkey_deny(struct request *rq, const char *reason)
{
	struct passkey_use_state *e = rq_state(rq);

	passkey_log(e->purpose, reason);
	e->done(rq, NULL, NULL);
}

static void
passkey_use(struct request *rq, const struct passkey_proof *b, const char *purpose, session_granted_fn *done)
{
	struct passkey_use_state *e = rq_alloc(rq, sizeof(*e));
	struct passkey_proof *proof = rq_alloc(rq, sizeof(*proof));
	struct span id = read_base64url(rq, b->credential);

	*proof = *b;
	*e = (struct passkey_use_state) { .done = done, .purpose = purpose, .proof = proof };
	rq_set_state(rq, e);
	if (!challenge_take(rq, purpose, b->challenge, &e->challenge))
		passkey_deny(rq, "challenge");
	else
		ask(rq, PASSKEY_FIND, passkey_found, strcmp(purpose, PURPOSE_SIGN_IN) == 0 ? NULL : rq_viewer(rq),
		    e->challenge.expected.rp_id, hex_of(rq, id.p, id.n));
}

/* Whose passkey it is, as its authenticator has kept it. One that signs in alone must say so (WebAuthn 7.2, step 6). */
static bool
handle_fits(const struct passkey_use_state *e, const json_t *key)
{
	const char *handle = e->proof->user_handle;

	if (handle == NULL || *handle == '\0')
		return (strcmp(e->purpose, PURPOSE_SIGN_IN) != 0);
	return (strcmp(handle, json_string_value(json_object_get(key, "user"))) == 0);
}

static enum passkey_result
passkey_proof_check(struct request *rq, struct passkey_use_state *e, const json_t *doc)
{
	struct span bytes = read_base64url(rq, json_string_value(json_object_get(doc, "key")));
	struct passkey_key key = { (int)json_integer_value(json_object_get(doc, "alg")), bytes.n, { 0 } };

	if (bytes.n > sizeof(key.bytes))
		return (PASSKEY_KEY);
	memcpy(key.bytes, bytes.p, bytes.n);
	return (passkey_verify(&e->challenge.expected, &key, read_base64url(rq, e->proof->client_data),
	    read_base64url(rq, e->proof->authenticator_data), read_base64url(rq, e->proof->signature), &e->state));
}

/* A word for the log, or NULL. A key that may be copied now, but not before, is another one (WebAuthn 7.2, step 19). */
static const char *
passkey_fault(const struct passkey_use_state *e, enum passkey_result result, const json_t *key)
{
	if (result != PASSKEY_GOOD)
		return (passkey_result_name(result));
	if (!handle_fits(e, key))
		return ("user_handle");
	return (e->state.may_sync != json_is_true(json_object_get(key, "may_sync")) ? "may_sync" : NULL);
}

static void
passkey_found(struct request *rq, const struct answer *a)
{
	struct passkey_use_state *e = rq_state(rq);
	const json_t *key = rq_answer_json(rq, a, "ok");
	enum passkey_result result;
	const char *fault;

	if (key == NULL) {
		passkey_deny(rq, "unknown");
		return;
	}
	result = passkey_proof_check(rq, e, key);
	if (result == PASSKEY_NO_MEMORY)
		reply_problem(rq, PROBLEM_BUSY);
	else if ((fault = passkey_fault(e, result, key)) != NULL)
		passkey_deny(rq, fault);
	else {
		e->passkey = json_string_value(json_object_get(key, "id"));
		e->account = json_string_value(json_object_get(key, "account"));
		passkey_act(rq, e);
	}
}

static void
passkey_act(struct request *rq, struct passkey_use_state *e)
{
	const char *counter = rq_int(rq, (long)e->state.counter), *synced = flag(e->state.synced);

	const struct session_grant *g = &e->grant;

	session_grant_new(rq, &e->grant);
	if (strcmp(e->purpose, PURPOSE_PROVE) == 0)
		ask(rq, PASSKEY_PROVE, passkey_opened, rq_viewer(rq), e->passkey, counter, synced, e->challenge.digest,
		    e->challenge.expires, g->digest, g->life, g->staff_life, g->network, g->agent, g->device, rq_id(rq));
	else
		ask(rq, PASSKEY_OPEN, passkey_opened, e->passkey, counter, synced, e->challenge.digest, e->challenge.expires,
		    g->session, g->digest, g->life, g->staff_life, g->network, g->agent, g->device, g->factor_required,
		    rq_id(rq));
}

static void
passkey_opened(struct request *rq, const struct answer *a)
{
	struct passkey_use_state *e = rq_state(rq);

	if (answer_is(a, "sign_in")) { /* the session ended meanwhile */
		e->done(rq, &e->grant, a);
		return;
	}
	if (!answer_is(a, "ok")) {
		passkey_deny(rq, answer_outcome(a));
		return;
	}
	rate_owner_set(e->grant.digest, e->account);
	e->done(rq, &e->grant, a);
}
