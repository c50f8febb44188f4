/* SPDX-License-Identifier: Apache-2.0 */
/* The decision on a notice of illegal content (Regulation (EU) 2022/2065, art. 16 (5)). */
#include "courier/mail/records.h"

const struct mail_record mail_illegal_outcome = {
	.name = "illegal_outcome",
	.link = "/notices/illegal/{reference}",
	.fields = { { "site", FIELD_TEXT }, { "article", FIELD_TEXT }, { "reference", FIELD_TEXT }, { "outcome", FIELD_WORD } },
};
