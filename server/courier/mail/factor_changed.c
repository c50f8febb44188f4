/* SPDX-License-Identifier: Apache-2.0 */
/* A second factor was set up or removed. */
#include "courier/mail/records.h"

const struct mail_record mail_factor_changed = {
	.name = "factor_changed",
	.link = "/account/security",
	.fields = { { "factor", FIELD_WORD }, { "at", FIELD_DATE } },
};
