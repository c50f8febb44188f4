/* SPDX-License-Identifier: Apache-2.0 */
/* Setting up an authenticator app, and making recovery codes. */
#include "account/factor.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "guard/factor_key.h"
#include "settings/settings.h"
#include "text/percent.h"

static then_fn totp_begun_answered, totp_confirm_answered;

struct confirmation {
	const char *code;
	struct session_grant grant;
	struct recovery_codes codes;
	totp_confirmed_fn *done;
};

/* ---- recovery codes */

static void
recovery_codes_wipe(struct request *rq, void *arg)
{
	(void)rq;
	secret_wipe(arg, sizeof(struct recovery_codes));
}

/* Fills codes. Returns their digests, as PostgreSQL writes bytea[]. */
static const char *
recovery_codes_new(struct request *rq, struct recovery_codes *codes)
{
	char digest[DIGEST_TEXT];
	struct buf b;

	rq_at_end(rq, recovery_codes_wipe, codes);
	buf_init(&b, rq_arena(rq));
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		recovery_code_new(codes->text[i]);
		if (!recovery_code_digest(codes->text[i], digest))
			abort(); /* a new code is always well formed */
		buf_printf(&b, "%s\"\\%s\"", i == 0 ? "{" : ",", digest);
	}
	buf_putc(&b, '}');
	return (b.data);
}

json_t *
recovery_codes_json(const struct recovery_codes *codes)
{
	json_t *list = json_array();

	for (size_t i = 0; i < RECOVERY_CODES; i++)
		(void)json_array_append_new(list, json_string(codes->text[i]));
	return (list);
}

void
recovery_codes_make(struct request *rq, then_fn *done)
{
	struct recovery_codes *codes = rq_alloc(rq, sizeof(*codes));
	const char *digests = recovery_codes_new(rq, codes);

	rq_set_state(rq, codes);
	ask(rq, RECOVERY_CODES_PUT, done, rq_viewer(rq), digests);
}

/* ---- the app */

void
totp_begin(struct request *rq, then_fn *done)
{
	struct totp_secret secret;
	struct secret_key key;
	const char *id = rq_id(rq);
	char *stored = rq_alloc(rq, TOTP_STORED);

	totp_secret_new(&secret);
	totp_secret_store(&secret, factor_key(&key), id, stored);
	secret_wipe(&secret, sizeof(secret));
	secret_wipe(&key, sizeof(key));
	ask(rq, TOTP_BEGIN, done, rq_viewer(rq), id, stored);
}

/* The answer of TOTP_BEGUN; NULL: its secret cannot be decrypted. */
static json_t *
totp_begun_read(struct request *rq, const struct answer *a, struct totp_secret *secret)
{
	json_t *doc = rq_json_own(rq, json_loadb(answer_text(a, 0, 2), answer_len(a, 0, 2), 0, NULL));
	struct secret_key key;
	bool good;

	good = totp_secret_open(json_string_value(json_object_get(doc, "totp")), factor_key(&key),
	    json_string_value(json_object_get(doc, "id")), secret);
	secret_wipe(&key, sizeof(key));
	return (good ? doc : NULL);
}

/* The host of server.base_url: apps show it above the account's name. */
static const char *
totp_issuer(struct request *rq)
{
	const char *host = strstr(setting_text(SERVER_BASE_URL), "://");

	host = host != NULL ? host + 3 : setting_text(SERVER_BASE_URL);
	return (arena_copy(rq_arena(rq), host, strcspn(host, "/:")));
}

/* The key URI of Google Authenticator, which other apps read too. */
static const char *
totp_link(struct request *rq, const char *secret, const char *username)
{
	const char *issuer = totp_issuer(rq);
	struct buf b;

	buf_init(&b, rq_arena(rq));
	buf_printf(&b, "otpauth://totp/%s:", issuer);
	percent_encode(&b, username, strlen(username));
	buf_printf(&b, "?secret=%s&issuer=%s", secret, issuer);
	return (b.data);
}

bool
totp_setup_read(struct request *rq, const struct answer *a, struct totp_setup *out)
{
	struct totp_secret secret;
	json_t *doc = totp_begun_read(rq, a, &secret);
	char *text = rq_alloc(rq, TOTP_TEXT);

	if (doc == NULL)
		return (false);
	totp_secret_text(&secret, text);
	secret_wipe(&secret, sizeof(secret));
	*out = (struct totp_setup) { text, totp_link(rq, text, json_string_value(json_object_get(doc, "username"))) };
	return (true);
}

void
totp_setup_confirm(struct request *rq, const char *code, totp_confirmed_fn *done)
{
	struct confirmation *c = rq_alloc(rq, sizeof(*c));

	c->code = arena_string(rq_arena(rq), code);
	c->done = done;
	rq_set_state(rq, c);
	ask(rq, TOTP_BEGUN, totp_begun_answered, rq_viewer(rq));
}

static void
totp_begun_answered(struct request *rq, const struct answer *a)
{
	struct confirmation *c = rq_state(rq);
	struct totp_secret secret;
	int64_t step = -1;
	json_t *doc;

	if (!answer_is(a, "ok")) {
		c->done(rq, NULL, NULL, a);
		return;
	}
	doc = totp_begun_read(rq, a, &secret);
	if (doc != NULL)
		step = totp_match(&secret, c->code, json_integer_value(json_object_get(doc, "now")), 0);
	secret_wipe(&secret, sizeof(secret));
	if (step < 0) {
		c->done(rq, NULL, NULL, NULL);
		return;
	}
	session_grant_new(rq, &c->grant);
	ask(rq, TOTP_CONFIRM, totp_confirm_answered, rq_viewer(rq), json_string_value(json_object_get(doc, "id")),
	    rq_printf(rq, "%lld", (long long)step), recovery_codes_new(rq, &c->codes), c->grant.digest);
}

static void
totp_confirm_answered(struct request *rq, const struct answer *a)
{
	struct confirmation *c = rq_state(rq);

	c->done(rq, &c->grant, &c->codes, a);
}
