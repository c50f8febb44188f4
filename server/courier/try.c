/* SPDX-License-Identifier: Apache-2.0 */
/* One mail without the outbox, for `madang check --mail`. */
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/uuid.h"
#include "courier/courier.h"
#include "courier/maildir.h"
#include "courier/sender.h"
#include "courier/smtp.h"
#include "settings/settings.h"

static struct mail_trial {
	struct event_base *base;
	struct smtp_send *send;
	enum mail_result result;
	char reply[REPLY_TEXT];
} trial;

static void
trial_ready(void *arg)
{
	(void)arg;
	smtp_send_text(trial.send);
}

static void
trial_done(void *arg, enum mail_result result, const char *reply)
{
	(void)arg;
	trial.result = result;
	(void)snprintf(trial.reply, sizeof(trial.reply), "%s", reply);
	(void)event_base_loopbreak(trial.base);
}

static void
trial_smtp(const char *from, struct composed_mail *mail)
{
	static const struct smtp_fns fns = { trial_ready, trial_done };
	struct smtp *smtp;

	trial.base = event_base_new();
	if (trial.base == NULL)
		abort();
	smtp = smtp_new(trial.base);
	trial.send = smtp_send_start(smtp, from, mail->to.data, &mail->bytes, &fns, NULL);
	(void)event_base_dispatch(trial.base);
	smtp_end(smtp);
	event_base_free(trial.base);
}

static void
trial_run(const struct mail_texts *texts, const char *address)
{
	struct uuid fresh = uuid_new();
	char id[UUID_TEXT];
	struct composed_mail mail;
	struct buf from;
	json_t *row;

	uuid_text(&fresh, id);
	row = json_pack("{s:s,s:s,s:s,s:I,s:{}}", "id", id, "template", "test", "address", address, "at",
	    (json_int_t)clock_wall_ms(), "data");
	if (row == NULL)
		abort();
	buf_init(&from, NULL);
	if (!mail_compose(texts, row, NULL, &mail, &trial.result, trial.reply))
		;
	else if (!sender_envelope(&from))
		(void)snprintf(trial.reply, sizeof(trial.reply), "mail.from or mail.bounce_address is no address");
	else if (strcmp(setting_text(MAIL_TRANSPORT), "maildir") == 0)
		trial.result = maildir_put(id, &mail.bytes, trial.reply);
	else
		trial_smtp(from.data, &mail);
	composed_mail_end(&mail);
	buf_end(&from);
	json_decref(row);
}

bool
courier_test(const char *folder, const char *address, char why[REPLY_TEXT])
{
	char fault[256];
	struct mail_texts *texts = mail_texts_load(folder, fault);

	if (texts == NULL) {
		(void)snprintf(why, REPLY_TEXT, "%.*s", REPLY_TEXT - 1, fault);
		return (false);
	}
	trial.result = MAIL_RELAY;
	trial_run(texts, address);
	mail_texts_end(texts);
	(void)snprintf(why, REPLY_TEXT, "%s", trial.reply);
	return (trial.result == MAIL_SENT);
}
