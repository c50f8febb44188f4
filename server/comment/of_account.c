/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/accounts/{account}/comments: an account's published comments, newest first. */
#include "comment/comment.h"
#include "request/list.h"

#define CURSOR_KIND 'o'
#define LIMIT	    20

static then_fn comments_of_account_answered;

void
comments_of_account_ask(struct request *rq, const char *viewer, then_fn *then, const char *step)
{
	const char *at = list_place(rq, CURSOR_KIND);
	long limit;

	if (at == NULL || !rq_query_int(rq, "limit", 1, 100, LIMIT, &limit))
		return;
	ask_list(rq, ACCOUNT_COMMENTS, then, step, (const char *const[]) { viewer, rq_path(rq, 0), rq_int(rq, limit), at }, 4);
}

json_t *
comments_of_account_json(struct request *rq, const struct answer *a)
{
	return (list_page(rq, a, CURSOR_KIND));
}

void
comments_of_account(struct request *rq)
{
	comments_of_account_ask(rq, NULL, comments_of_account_answered, "comments_of_account_answered");
}

static void
comments_of_account_answered(struct request *rq, const struct answer *a)
{
	reply_list(rq, a, comments_of_account_json(rq, a));
}
