/* SPDX-License-Identifier: Apache-2.0 */
/* GET /people/{account}: an account's comments; POST /people/{account}/mute: value yes or no. */
#include "comment/comment.h"
#include "notification/notification.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn profile_loaded, profile_muted;

void
web_profile(struct request *rq)
{
	comments_of_account_ask(rq, rq_viewer(rq), profile_loaded, "profile_loaded");
}

static void
profile_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "people", &template_profile, view_profile };

	show_answer(rq, &page, a, comments_of_account_json);
}

void
web_mute(struct request *rq)
{
	const char *value = rq_form(rq, "value");

	mute_ask(rq, rq_path(rq, 0), value == NULL || strcmp(value, "no") != 0, profile_muted, "profile_muted");
}

static void
profile_muted(struct request *rq, const struct answer *a)
{
	const char *value = rq_form(rq, "value");

	if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, rq_printf(rq, "/people/%s", rq_path(rq, 0))),
		    value != NULL && strcmp(value, "no") == 0 ? "unmuted" : "muted", 0, NULL);
	else
		page_refuse(rq, a);
}
