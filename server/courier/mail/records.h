/* SPDX-License-Identifier: Apache-2.0 */
/* The records of courier/mail, for the table in courier/mails.c. */
#ifndef COURIER_MAIL_RECORDS_H
#define COURIER_MAIL_RECORDS_H

#include "courier/mail.h"

extern const struct mail_record mail_digest, mail_notification;
extern const struct mail_record mail_illegal_outcome, mail_illegal_received;
extern const struct mail_record mail_notice_appeal, mail_notice_held, mail_notice_lifted, mail_notice_rejected,
    mail_notice_restored, mail_notice_sanction;
extern const struct mail_record mail_email_new, mail_email_old, mail_email_set, mail_factor_changed, mail_factor_failed,
    mail_invite, mail_password_changed, mail_reset, mail_role_offer, mail_sign_in_limited, mail_sign_in_new, mail_verify;
extern const struct mail_record mail_test;

#endif
