/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/account/passkeys: the caller's passkeys, oldest first. */
#include "session/passkey.h"
#include "session/session.h"

void
session_passkey_list(struct request *rq)
{
	ask(rq, PASSKEY_LIST, reply_ok, rq_viewer(rq), passkey_host(rq));
}
