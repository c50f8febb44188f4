/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/articles: one article per site and key; a repeated request returns the first one. */
#include "article/article.h"
#include "text/url.h"

struct article_body {
	const char *key, *url, *title, *site;
};

static then_fn article_create_answered;
static const struct field fields[] = {
	{ "key", FIELD_TEXT, true, offsetof(struct article_body, key), 1, ARTICLE_KEY_MAX },
	{ "url", FIELD_TEXT, true, offsetof(struct article_body, url), 1, URL_MAX },
	{ "title", FIELD_TEXT, true, offsetof(struct article_body, title), 1, ARTICLE_TITLE_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct article_body, site), 1, 100 },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "again", 200 },
	{ "url_taken", .field = "url" },
	{ "unknown_site", .field = "site", .check = "unknown_value" },
	{ NULL },
};

bool
article_url_read(struct request *rq, const char **url)
{
	const char *sent = *url;

	*url = rq_url(rq, sent);
	if (sent == NULL || *url != NULL)
		return (true);
	rq_bad(rq, "url", "bad_url");
	return (false);
}

void
article_create(struct request *rq)
{
	struct article_body b = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	if (!article_url_read(rq, &b.url) && reply_if_bad(rq))
		return;
	ask(rq, ARTICLE_CREATE, article_create_answered, rq_viewer(rq), rq_id(rq), b.site, b.key, b.url, b.title);
}

static void
article_create_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
