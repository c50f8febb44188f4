/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/account/recovery-codes: new recovery codes, shown once. */
#include <string.h>

#include "account/factor.h"

static then_fn recovery_codes_made;
static const struct outcome outcomes[] = { { "ok", 201 }, { "no_factor", 0 }, { NULL } };

void
recovery_codes(struct request *rq)
{
	recovery_codes_make(rq, recovery_codes_made);
}

static void
recovery_codes_made(struct request *rq, const struct answer *a)
{
	const char *text;

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	text = rq_json_text(rq, rq_json_own(rq, json_pack("{s:o}", "recovery_codes", recovery_codes_json(rq_state(rq)))));
	reply_json(rq, 201, text, strlen(text));
}
