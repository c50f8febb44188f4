/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/articles/{article} and /v1/articles?url=… or ?key=…[&site=…] */
#include "article/article.h"

void
article_get(struct request *rq)
{
	ask(rq, ARTICLE_GET, reply_ok, rq_path(rq, 0));
}

const char *
article_find_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *url = rq_query(rq, "url"), *key = rq_query(rq, "key"), *canonical = rq_url(rq, url);

	if ((url == NULL) == (key == NULL))
		return ("Ask by url or by key, one of them.");
	if (url != NULL && canonical == NULL)
		return ("url is an http or https address.");
	ask_list(rq, ARTICLE_FIND, then, step, (const char *const[]) { rq_query(rq, "site"), key, canonical }, 3);
	return (NULL);
}

void
article_find(struct request *rq)
{
	const char *fault = article_find_ask(rq, reply_ok, "reply_ok");

	if (fault != NULL)
		reply_bad_query(rq, fault);
}
