/* SPDX-License-Identifier: Apache-2.0 */
/* PATCH /v1/account/passkeys/{passkey}: gives it another name. */
#include "session/passkey.h"
#include "session/session.h"

struct rename_body {
	const char *name;
};
static const struct field fields[] = { { "name", FIELD_TEXT, true, offsetof(struct rename_body, name), 1, PASSKEY_NAME_MAX } };

void
session_passkey_rename(struct request *rq)
{
	struct rename_body b = { NULL };

	if (rq_read(rq, fields, LENGTH(fields), &b))
		ask(rq, PASSKEY_RENAME, reply_ok, rq_viewer(rq), rq_path(rq, 0), passkey_host(rq), b.name);
}
