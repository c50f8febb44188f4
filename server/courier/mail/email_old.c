/* SPDX-License-Identifier: Apache-2.0 */
/* The link by which the former address approves a change of the address. */
#include "courier/mail/records.h"

const struct mail_record mail_email_old = {
	.name = "email_old",
	.link = "/email?token={token}",
	.fields = { { "address", FIELD_TEXT } },
};
