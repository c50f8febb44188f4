/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "courier/mail.h"
#include "courier/mail/records.h"

const struct mail_record *const mails[] = {
	&mail_digest,
	&mail_email_new,
	&mail_email_old,
	&mail_email_set,
	&mail_factor_changed,
	&mail_factor_failed,
	&mail_illegal_outcome,
	&mail_illegal_received,
	&mail_invite,
	&mail_notice_appeal,
	&mail_notice_held,
	&mail_notice_lifted,
	&mail_notice_rejected,
	&mail_notice_restored,
	&mail_notice_sanction,
	&mail_notification,
	&mail_factor_changed,
	&mail_password_changed,
	&mail_reset,
	&mail_role_offer,
	&mail_sign_in_limited,
	&mail_sign_in_new,
	&mail_test,
	&mail_verify,
};
const size_t nmails = LENGTH(mails);

const struct mail_record *
mail_find(const char *name)
{
	for (size_t i = 0; i < nmails; i++)
		if (strcmp(mails[i]->name, name) == 0)
			return (mails[i]);
	return (NULL);
}
