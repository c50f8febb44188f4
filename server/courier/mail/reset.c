/* SPDX-License-Identifier: Apache-2.0 */
/* The link that sets a new password. */
#include "courier/mail/records.h"

const struct mail_record mail_reset = {
	.name = "reset",
	.link = "/reset?token={token}",
};
