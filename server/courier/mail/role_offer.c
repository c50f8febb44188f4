/* SPDX-License-Identifier: Apache-2.0 */
/* A role that waits for the consent of the account. */
#include "courier/mail/records.h"

const struct mail_record mail_role_offer = {
	.name = "role_offer",
	.link = "/account",
	.fields = { { "role", FIELD_WORD }, { "site", FIELD_TEXT } },
};
