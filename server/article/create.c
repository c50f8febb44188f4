/* POST /v1/articles: made once per key and site; the second time it is found. */
#include "article/article.h"
#include "text/url.h"

struct piece {
	const char *key, *url, *title, *site;
};

static then_fn created;
static const struct field fields[] = {
	{ "key", FIELD_TEXT, true, offsetof(struct piece, key), 1, ARTICLE_KEY_MAX },
	{ "url", FIELD_TEXT, true, offsetof(struct piece, url), 1, URL_MAX },
	{ "title", FIELD_TEXT, true, offsetof(struct piece, title), 1, ARTICLE_TITLE_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct piece, site), 1, 100 },
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
	struct piece p = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &p))
		return;
	if (!article_url_read(rq, &p.url) && reply_if_bad(rq))
		return;
	ask(rq, ARTICLE_CREATE, created, rq_viewer(rq), rq_id(rq), p.site, p.key, p.url, p.title);
}

static void
created(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
