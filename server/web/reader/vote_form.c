/* SPDX-License-Identifier: Apache-2.0 */
/* POST /a/{article}/c/{comment}/vote: value 1, -1, or 0, which removes the vote. */
#include "web/kit/page.h"
#include "web/web.h"

static then_fn vote_form_done;

void
web_vote(struct request *rq)
{
	const char *value = rq_form(rq, "value");

	if (reply_if_full(rq, VOTE_SET))
		return;
	if (value == NULL || !word_in("1 0 -1", value)) {
		reply_problem(rq, PROBLEM_INVALID);
		return;
	}
	ask(rq, VOTE_SET, vote_form_done, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), value);
}

static void
vote_form_part(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "");
	struct node_context n = { .page = l, .article = rq_path(rq, 0), .back = page_back(rq, page_of_form(rq)), .sort = "" };
	const json_t *counts = json_object_get(page_json(rq, a), "votes");
	json_t *root = view_root(l, "");

	view_put(root, "vote", view_vote(&n, rq_path(rq, 1), counts, strtol(rq_form(rq, "value"), NULL, 10)));
	page_part(rq, 200, answer_long(a, 0, 1), NULL, root);
}

static void
vote_form_done(struct request *rq, const struct answer *a)
{
	const char *id = rq_path(rq, 1);

	if (answer_is(a, "ok") && page_wants_part(rq))
		vote_form_part(rq, a);
	else if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), id)), NULL,
		    answer_long(a, 0, 1), rq_printf(rq, "c-%s", id));
	else
		page_refuse(rq, a);
}
