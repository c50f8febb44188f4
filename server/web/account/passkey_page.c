/* SPDX-License-Identifier: Apache-2.0 */
/* POST /sign-in/passkey: the form of the sign-in page, sent by its script with the answer of an authenticator. */
#include "session/passkey.h"

#include "web/account/sign_in.h"
#include "web/account/window.h"
#include "web/web.h"

static session_granted_fn passkey_page_signed_in;

static json_t *
passkey_page_again(struct request *rq)
{
	return (sign_in_form(rq, rq_form(rq, "next"), rq_form(rq, "login")));
}

void
web_sign_in_passkey(struct request *rq)
{
	struct passkey_proof b = { NULL };

	if (!rq_form_read(rq) || window_refused(rq, passkey_page_again) ||
	    !rq_check(rq, passkey_proof_fields, PASSKEY_PROOF_FIELDS, &b)) /* has replied */
		return;
	if (rq_failures(rq) != NULL)
		sign_in_refuse_at(rq, "passkey", "bad_passkey");
	else
		passkey_sign_in(rq, &b, passkey_page_signed_in);
}

static void
passkey_page_signed_in(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		sign_in_refuse_at(rq, "passkey", "bad_passkey");
	else
		sign_in_entered(rq, e);
}
