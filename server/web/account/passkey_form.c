/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/passkeys, sent by the script with the answer of an authenticator; POST …/{passkey}/name and …/{passkey}/remove. */
#include "session/passkey.h"
#include "web/kit/page.h"
#include "web/web.h"

#define PASSKEYS "/account/passkeys"

static passkey_added_fn passkey_form_added;
static then_fn passkey_form_renamed, passkey_form_removed;

static void
passkey_form_see(struct request *rq, const struct answer *a, const char *said)
{
	if (answer_is(a, "ok"))
		page_see(rq, PASSKEYS, said, 0, "set-passkeys");
	else
		page_refuse(rq, a);
}

void
web_passkey_make(struct request *rq)
{
	struct passkey_new b = { NULL };

	if (rq_read(rq, passkey_new_fields, PASSKEY_NEW_FIELDS, &b))
		passkey_add(rq, &b, passkey_form_added);
}

static void
passkey_form_added(struct request *rq, const struct answer *a)
{
	if (a == NULL || answer_is(a, "expired"))
		reply_problem(rq, PROBLEM_PASSKEY_REFUSED);
	else
		passkey_form_see(rq, a, "passkey");
}

void
web_passkey_name(struct request *rq)
{
	struct passkey_name b = { NULL };

	if (rq_read(rq, passkey_name_fields, PASSKEY_NAME_FIELDS, &b))
		ask(rq, PASSKEY_RENAME, passkey_form_renamed, rq_viewer(rq), rq_path(rq, 0), passkey_host(rq), b.name);
}

static void
passkey_form_renamed(struct request *rq, const struct answer *a)
{
	passkey_form_see(rq, a, "passkey_named");
}

void
web_passkey_remove(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, PASSKEY_REMOVE, passkey_form_removed, rq_viewer(rq), rq_path(rq, 0), key != NULL ? key : rq_id(rq));
}

static void
passkey_form_removed(struct request *rq, const struct answer *a)
{
	passkey_form_see(rq, a, "passkey_gone");
}
