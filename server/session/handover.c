/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/sessions/handover: a one-time code that opens a session inside a frame. The window of the sign-in gets it and
 * hands it to the frame that opened the window (server/web/script/signed-in.js); exchange.c takes it.
 */
#include "guard/origin.h"
#include "session/session.h"
#include "settings/settings.h"
#include "text/json.h"

static then_fn handover_answered;
static const struct outcome outcomes[] = { { "ok", 201 }, { NULL } };

void
session_handover(struct request *rq)
{
	char *code = rq_alloc(rq, TOKEN_TEXT), *digest = rq_alloc(rq, DIGEST_TEXT);

	if (!origin_is_own(rq)) {
		reply_problem(rq, PROBLEM_BAD_ORIGIN);
		return;
	}
	token_new_digest(code, digest);
	rq_set_state(rq, code);
	ask(rq, SESSION_HANDOVER, handover_answered, rq_viewer(rq), rq_id(rq), digest,
	    rq_int(rq, setting_int(SESSION_CODE_LIFE)));
}

static void
handover_answered(struct request *rq, const struct answer *a)
{
	struct buf b;

	if (!answer_is(a, "ok") || answer_len(a, 0, 2) < 2) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	buf_init(&b, rq_arena(rq));
	buf_putc(&b, '{');
	json_pair_text(&b, "code", rq_state(rq));
	buf_putc(&b, ',');
	buf_add(&b, answer_text(a, 0, 2) + 1, answer_len(a, 0, 2) - 1);
	reply_json(rq, 201, b.data, b.len);
}
