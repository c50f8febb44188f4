/* SPDX-License-Identifier: Apache-2.0 */
/* The link by which the new address confirms a change of the address. */
#include "courier/mail/records.h"

const struct mail_record mail_email_new = {
	.name = "email_new",
	.link = "/email?token={token}",
};
