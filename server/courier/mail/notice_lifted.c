/* SPDX-License-Identifier: Apache-2.0 */
/* A sanction has ended. */
#include "courier/mail/records.h"

const struct mail_record mail_notice_lifted = {
	.name = "notice_lifted",
	.link = "/account/notices",
	.fields = { { "site", FIELD_TEXT }, { "sanction", FIELD_WORD } },
};
