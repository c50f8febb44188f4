/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/articles/{article} and /v1/articles?url=… or ?key=…[&site=…] */
#include "article/article.h"

void
article_get(struct request *rq)
{
	ask(rq, ARTICLE_GET, reply_ok, rq_path(rq, 0));
}

void
article_find(struct request *rq)
{
	const char *url = rq_query(rq, "url"), *key = rq_query(rq, "key");

	if ((url == NULL) == (key == NULL)) {
		reply_bad_query(rq, "Ask by url or by key, one of them.");
		return;
	}
	if (url != NULL && rq_url(rq, url) == NULL) {
		reply_bad_query(rq, "url is an http or https address.");
		return;
	}
	ask(rq, ARTICLE_FIND, reply_ok, rq_query(rq, "site"), key, rq_url(rq, url));
}
