/* SPDX-License-Identifier: Apache-2.0 */
/* A comment is published after a decision. */
#include "courier/mail/records.h"

const struct mail_record mail_notice_restored = {
	.name = "notice_restored",
	.link = "/account/notices",
	.fields = { { "site", FIELD_TEXT }, { "article", FIELD_TEXT } },
};
