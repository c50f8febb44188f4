/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /v1/account/second-factors
 * POST /v1/account/totp: begins to set up an authenticator app. POST /v1/account/totp/confirm: a code of the app confirms it.
 * DELETE /v1/account/totp
 */
#include <string.h>

#include "account/factor.h"
#include "guard/origin.h"
#include "text/json.h"

static then_fn totp_created, totp_removed, totp_shown;
static totp_confirmed_fn totp_confirm_replied;
static const struct outcome remove_outcomes[] = { { "ok", 204 }, { "factor_needed", 0 }, { NULL } };
static const struct outcome confirm_outcomes[] = { { "ok", 201 }, { NULL } };

struct code_body {
	const char *code;
};
static const struct field fields[] = { { "code", FIELD_SECRET, true, offsetof(struct code_body, code), 1, FACTOR_CODE_MAX } };

void
factor_list(struct request *rq)
{
	ask(rq, FACTOR_LIST, reply_ok, rq_viewer(rq), NULL);
}

void
totp_create(struct request *rq)
{
	totp_begin(rq, totp_created);
}

static void
totp_created(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		ask(rq, TOTP_BEGUN, totp_shown, rq_viewer(rq));
	else
		reply_outcome(rq, confirm_outcomes, a);
}

static void
totp_shown(struct request *rq, const struct answer *a)
{
	struct totp_setup setup;
	struct buf b;

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, confirm_outcomes, a);
		return;
	}
	if (!totp_setup_read(rq, a, &setup)) {
		reply_problem(rq, PROBLEM_INTERNAL);
		return;
	}
	buf_init(&b, rq_arena(rq));
	buf_putc(&b, '{');
	json_pair_text(&b, "secret", setup.secret);
	json_pair_text(&b, "link", setup.link);
	buf_putc(&b, '}');
	reply_json(rq, 201, b.data, b.len);
}

void
totp_confirm(struct request *rq)
{
	struct code_body b = { NULL };

	if (rq_read(rq, fields, LENGTH(fields), &b))
		totp_setup_confirm(rq, b.code, totp_confirm_replied);
}

static void
totp_confirm_replied(struct request *rq, const struct session_grant *g, const struct recovery_codes *codes,
    const struct answer *a)
{
	json_t *doc;
	const char *text;

	if (a == NULL)
		rq_bad(rq, "code", "wrong_code");
	if (reply_if_bad(rq))
		return;
	if (!answer_is(a, "ok")) {
		reply_outcome(rq, confirm_outcomes, a);
		return;
	}
	if (origin_has_cookie(rq))
		session_grant_cookies(rq, g);
	doc = rq_json_own(rq, json_loadb(answer_text(a, 0, 2), answer_len(a, 0, 2), 0, NULL));
	(void)json_object_set_new(doc, "token", json_string(g->token));
	if (json_is_true(json_object_get(doc, "recovery")))
		(void)json_object_set_new(doc, "recovery_codes", recovery_codes_json(codes));
	(void)json_object_del(doc, "recovery");
	text = rq_json_text(rq, doc);
	reply_json(rq, 201, text, strlen(text));
}

void
totp_remove(struct request *rq)
{
	ask(rq, TOTP_REMOVE, totp_removed, rq_viewer(rq));
}

static void
totp_removed(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, remove_outcomes, a);
}
