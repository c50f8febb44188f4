/* SPDX-License-Identifier: Apache-2.0 */
/* Statement of reasons: a comment waits for a moderator after a decision was undone. */
#include "courier/mail/records.h"

const struct mail_record mail_notice_held = {
	.name = "notice_held",
	.link = "/account/notices",
	.fields = { { "site", FIELD_TEXT }, { "article", FIELD_TEXT }, { "rule", FIELD_TEXT }, { "decider", FIELD_WORD },
	    { "appeal_until", FIELD_DATE } },
};
