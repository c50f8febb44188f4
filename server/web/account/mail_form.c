/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/mail: when the account gets mail about each kind of notification. */
#include "account/account.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn mail_form_done;

struct mail_form {
	const char *reply, *mention, *follow, *pick, *report;
};
static const struct field fields[] = {
	{ "reply", FIELD_WORD, true, offsetof(struct mail_form, reply), .words = MAIL_CHOICES },
	{ "mention", FIELD_WORD, true, offsetof(struct mail_form, mention), .words = MAIL_CHOICES },
	{ "follow", FIELD_WORD, true, offsetof(struct mail_form, follow), .words = MAIL_CHOICES },
	{ "pick", FIELD_WORD, true, offsetof(struct mail_form, pick), .words = MAIL_CHOICES },
	{ "report", FIELD_WORD, true, offsetof(struct mail_form, report), .words = MAIL_CHOICES },
};

void
web_mail_choices(struct request *rq)
{
	struct account_change c = { NULL };
	struct mail_form f;

	if (!rq_read(rq, fields, LENGTH(fields), &f))
		return;
	c.choices = rq_printf(rq, "{\"reply\":\"%s\",\"mention\":\"%s\",\"follow\":\"%s\",\"pick\":\"%s\",\"report\":\"%s\"}",
	    f.reply, f.mention, f.follow, f.pick, f.report);
	account_change(rq, &c, mail_form_done);
}

static void
mail_form_done(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account", "saved", 0, "mail");
	else
		page_refuse(rq, a);
}
