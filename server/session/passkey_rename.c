/* SPDX-License-Identifier: Apache-2.0 */
/* PATCH /v1/account/passkeys/{passkey}: gives it another name. */
#include "session/passkey.h"
#include "session/session.h"

void
session_passkey_rename(struct request *rq)
{
	struct passkey_name b = { NULL };

	if (rq_read(rq, passkey_name_fields, PASSKEY_NAME_FIELDS, &b))
		ask(rq, PASSKEY_RENAME, reply_ok, rq_viewer(rq), rq_path(rq, 0), passkey_host(rq), b.name);
}
