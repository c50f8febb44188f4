/* SPDX-License-Identifier: Apache-2.0 */
/* The password was changed. */
#include "courier/mail/records.h"

const struct mail_record mail_password_changed = {
	.name = "password_changed",
	.link = "/reset",
};
