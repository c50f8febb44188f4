/* PATCH /v1/articles/{article}: what is left out stays; an old url stays as an alias. */
#include "article/article.h"
#include "text/url.h"

struct change {
	const char *state, *title, *url;
};

static then_fn changed;
static const struct field fields[] = {
	{ "state", FIELD_WORD, false, offsetof(struct change, state), .words = ARTICLE_STATES },
	{ "title", FIELD_TEXT, false, offsetof(struct change, title), 1, ARTICLE_TITLE_MAX },
	{ "url", FIELD_TEXT, false, offsetof(struct change, url), 1, URL_MAX },
};
static const struct outcome says[] = {
	{ "ok", 200, NULL, NULL },
	{ "url_taken", 409, "Another article of the site has this url.", "url" },
	{ NULL, 0, NULL, NULL },
};

void
article_patch(struct request *rq)
{
	struct change c = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &c))
		return;
	if (!article_url_check(rq, c.url) && reply_if_bad(rq))
		return;
	ask(rq, ARTICLE_PATCH, changed, rq_viewer(rq), rq_path(rq, 0), c.state, c.title, c.url);
}

static void
changed(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, says, a);
}
