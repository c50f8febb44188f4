/* SPDX-License-Identifier: Apache-2.0 */
/* One notification, at once: an answer, a mention, news of a followed discussion, a featured comment. */
#include "courier/mail/records.h"

const struct mail_record mail_notification = {
	.name = "notification",
	.notification = true,
	.fields = { { "kind", FIELD_WORD }, { "from", FIELD_TEXT }, { "article", FIELD_TEXT }, { "path", FIELD_PATH } },
};
