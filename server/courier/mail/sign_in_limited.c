/* SPDX-License-Identifier: Apache-2.0 */
/* Too many wrong passwords: the link sets a new one. */
#include "courier/mail/records.h"

const struct mail_record mail_sign_in_limited = {
	.name = "sign_in_limited",
	.link = "/reset?token={token}",
	.fields = { { "failures", FIELD_TEXT } },
};
