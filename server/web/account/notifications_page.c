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

/* "id,id" as an array literal; NULL: it is anything else. The database takes no more than a thousand. */
static const char *
notifications_ids(struct request *rq, const char *text)
{
	char *ids = text != NULL ? rq_printf(rq, "%s", text) : NULL;

	for (char *one = ids, *end; one != NULL; one = end) {
		if ((end = strchr(one, ',')) != NULL)
			*end++ = '\0';
		if (!view_is_id(one))
			return (NULL);
	}
	return (ids != NULL ? rq_printf(rq, "{%s}", text) : NULL);
}

/* upto: from the list of all. ids: from the page of a discussion, which shows these. */
void
web_notifications_read(struct request *rq)
{
	const char *upto = rq_form(rq, "upto"), *ids = notifications_ids(rq, rq_form(rq, "ids"));

	if (upto != NULL && !view_is_id(upto))
		upto = NULL;
	if (upto == NULL && ids == NULL)
		page_see(rq, NOTIFICATIONS, NULL, 0, NULL);
	else
		ask(rq, NOTIFICATIONS_READ, notifications_marked, rq_viewer(rq), upto, ids);
}

static void
notifications_marked(struct request *rq, const struct answer *a)
{
	const char *list = rq_form(rq, "upto") != NULL ? NOTIFICATIONS : NULL;

	if (!answer_is(a, "ok"))
		page_refuse(rq, a);
	else
		page_see(rq, list != NULL ? list : page_back(rq, NOTIFICATIONS), list != NULL ? "all_read" : NULL, 0, NULL);
}
