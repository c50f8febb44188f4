/* SPDX-License-Identifier: Apache-2.0 */
/* Receipt for a notice of illegal content (Regulation (EU) 2022/2065, art. 16 (4)). */
#include "courier/mail/records.h"

const struct mail_record mail_illegal_received = {
	.name = "illegal_received",
	.link = "/notices/illegal/{reference}",
	.fields = { { "site", FIELD_TEXT }, { "article", FIELD_TEXT }, { "reference", FIELD_TEXT } },
};
