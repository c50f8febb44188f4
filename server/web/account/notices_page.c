/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account/notices, POST …/{notice}/read: the account's notices: statements of reasons, outcomes, warnings. */
#include "notice/notice.h"
#include "request/list.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn notices_page_loaded, notices_page_marked;

void
web_notices(struct request *rq)
{
	list_ask(rq, &notice_list_def, notices_page_loaded);
}

static void
notices_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_notices, view_notices };

	show_answer(rq, &page, a, list_json);
}

void
web_notice_read(struct request *rq)
{
	ask(rq, NOTICE_READ, notices_page_marked, rq_viewer(rq), rq_path(rq, 0));
}

static void
notices_page_marked(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account/notices", NULL, 0, NULL);
	else
		page_refuse(rq, a);
}
