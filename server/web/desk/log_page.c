/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/log: the decisions of moderators, newest first. */
#include "moderation/moderation.h"
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn log_page_loaded;

void
web_log(struct request *rq)
{
	list_ask(rq, &decision_log_def, log_page_loaded);
}

static void
log_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_log, view_log };

	show_answer(rq, &page, a, list_json);
}
