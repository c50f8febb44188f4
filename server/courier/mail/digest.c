/* SPDX-License-Identifier: Apache-2.0 */
/* The daily mail: the unread notifications since the last one. */
#include "courier/mail/records.h"

const struct mail_record mail_digest = {
	.name = "digest",
	.notification = true,
	.link = "/account/notifications",
	.fields = { { "count", FIELD_TEXT }, { "more", FIELD_TEXT }, { "items", FIELD_LIST }, { "kind", FIELD_WORD },
	    { "from", FIELD_TEXT }, { "article", FIELD_TEXT }, { "path", FIELD_PATH } },
};
