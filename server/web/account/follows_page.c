/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account/follows, /account/mutes, /account/replies: the reader's own lists. POST /a/{article}/follow: value yes or no. */
#include "notification/notification.h"
#include "request/list.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn follows_loaded, mutes_loaded, follow_form_done;

void
web_follows(struct request *rq)
{
	list_ask(rq, &follow_list_def, follows_loaded);
}

static void
follows_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_follows, view_follows };

	show_answer(rq, &page, a, list_json);
}

void
web_mutes(struct request *rq)
{
	list_ask(rq, &mute_list_def, mutes_loaded);
}

static void
mutes_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_mutes, view_mutes };

	show_answer(rq, &page, a, list_json);
}

static bool
follow_wanted(struct request *rq)
{
	const char *value = rq_form(rq, "value");

	return (value == NULL || strcmp(value, "no") != 0);
}

void
web_follow(struct request *rq)
{
	ask(rq, FOLLOW_SET, follow_form_done, rq_viewer(rq), rq_path(rq, 0), follow_wanted(rq) ? "true" : "false");
}

static void
follow_form_done(struct request *rq, const struct answer *a)
{
	const char *article = page_discussion(rq, rq_printf(rq, "%s/%s", page_root(rq), rq_path(rq, 0)));

	if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, article), follow_wanted(rq) ? "followed" : "unfollowed", 0, NULL);
	else
		page_refuse(rq, a);
}
