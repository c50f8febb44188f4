/* SPDX-License-Identifier: Apache-2.0 */
/* The decision on an appeal. */
#include "courier/mail/records.h"

const struct mail_record mail_notice_appeal = {
	.name = "notice_appeal",
	.link = "/account/notices",
	.fields = { { "site", FIELD_TEXT }, { "article", FIELD_TEXT }, { "outcome", FIELD_WORD } },
};
