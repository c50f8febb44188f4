/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody typed the right password and five wrong codes: the link sets a new password. */
#include "courier/mail/records.h"

const struct mail_record mail_factor_failed = {
	.name = "factor_failed",
	.link = "/reset?token={token}",
};
