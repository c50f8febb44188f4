/* SPDX-License-Identifier: Apache-2.0 */
/* Statement of reasons: a comment was not published, or was taken down (Regulation (EU) 2022/2065, art. 17). */
#include "courier/mail/records.h"

const struct mail_record mail_notice_rejected = {
	.name = "notice_rejected",
	.link = "/account/notices",
	.fields = { { "site", FIELD_TEXT }, { "article", FIELD_TEXT }, { "rule", FIELD_TEXT }, { "decider", FIELD_WORD },
	    { "appeal_until", FIELD_DATE } },
};
