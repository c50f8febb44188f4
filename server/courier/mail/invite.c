/* SPDX-License-Identifier: Apache-2.0 */
/* The link by which invited staff sets the first password. */
#include "courier/mail/records.h"

const struct mail_record mail_invite = {
	.name = "invite",
	.link = "/invite?token={token}",
	.fields = { { "role", FIELD_WORD } },
};
