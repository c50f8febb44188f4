/* SPDX-License-Identifier: Apache-2.0 */
/* A sign-in from an unknown device. */
#include "courier/mail/records.h"

const struct mail_record mail_sign_in_new = {
	.name = "sign_in_new",
	.link = "/account",
	.fields = { { "at", FIELD_DATE } },
};
