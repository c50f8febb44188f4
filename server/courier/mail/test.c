/* SPDX-License-Identifier: Apache-2.0 */
/* madang check --mail ADDRESS. */
#include "courier/mail/records.h"

const struct mail_record mail_test = {
	.name = "test",
	.link = "/",
};
