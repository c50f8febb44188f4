/* SPDX-License-Identifier: Apache-2.0 */
/* An operator gave the account another address; to both addresses. */
#include "courier/mail/records.h"

const struct mail_record mail_email_set = {
	.name = "email_set",
	.link = "/reset",
	.fields = { { "address", FIELD_TEXT } },
};
