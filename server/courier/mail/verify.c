/* SPDX-License-Identifier: Apache-2.0 */
/* The link by which a new account verifies its address. */
#include "courier/mail/records.h"

const struct mail_record mail_verify = {
	.name = "verify",
	.link = "/verify?token={token}",
};
