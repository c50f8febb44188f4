/* SPDX-License-Identifier: Apache-2.0 */
/* Statement of reasons: a sanction on an account. */
#include "courier/mail/records.h"

const struct mail_record mail_notice_sanction = {
	.name = "notice_sanction",
	.link = "/account/notices",
	.fields = { { "site", FIELD_TEXT }, { "sanction", FIELD_WORD }, { "rule", FIELD_TEXT }, { "until", FIELD_DATE },
	    { "appeal_until", FIELD_DATE } },
};
