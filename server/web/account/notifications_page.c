/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account/notifications; POST …/{notification}/read, …/read: the account's notifications and notices in one list. */
#include "notification/notification.h"
#include "request/list.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

#define NOTIFICATIONS "/account/notifications"

static then_fn notifications_loaded, replies_loaded, notification_opened, notifications_marked;

void
web_notifications(struct request *rq)
{
	list_ask(rq, &notification_list_def, notifications_loaded);
}

static void
notifications_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_notifications, view_notifications };

	show_answer(rq, &page, a, list_json);
}

/* GET /account/replies: only the answers. */
void
web_replies(struct request *rq)
{
	list_ask(rq, &notification_replies_def, replies_loaded);
}

static void
replies_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_notifications, view_replies };

	show_answer(rq, &page, a, list_json);
}

/* The button that is a notification's title marks it and leads to its comment. */
void
web_notification_read(struct request *rq)
{
	ask(rq, NOTIFICATION_READ, notification_opened, rq_viewer(rq), rq_path(rq, 0));
}

static void
notification_opened(struct request *rq, const struct answer *a)
{
	const char *article, *comment;
	const json_t *doc;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	doc = page_json(rq, a);
	article = view_get(doc, "article", NULL);
	comment = view_get(doc, "comment", NULL);
	if (article == NULL)
		page_see(rq, NOTIFICATIONS, NULL, 0, NULL);
	else if (comment == NULL)
		page_see(rq, rq_printf(rq, "/a/%s", article), NULL, 0, NULL);
	else
		page_see(rq, rq_printf(rq, "/a/%s/c/%s", article, comment), NULL, 0, NULL);
}

void
web_notifications_read(struct request *rq)
{
	const char *upto = rq_form(rq, "upto");

	if (upto == NULL || !view_is_id(upto))
		page_see(rq, NOTIFICATIONS, NULL, 0, NULL);
	else
		ask(rq, NOTIFICATIONS_READ, notifications_marked, rq_viewer(rq), upto);
}

static void
notifications_marked(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, NOTIFICATIONS, "all_read", 0, NULL);
	else
		page_refuse(rq, a);
}
