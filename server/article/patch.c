/* SPDX-License-Identifier: Apache-2.0 */
/* PATCH /v1/articles/{article}: changes the members that the body has. The article is still found by its old url. */
#include "article/article.h"
#include "text/url.h"

struct article_change {
	const char *state, *title, *url, *closes_at;
	long slow, closes_after; /* -1: unchanged */
};

static then_fn article_patch_answered;
static const struct field fields[] = {
	{ "state", FIELD_WORD, false, offsetof(struct article_change, state), .words = ARTICLE_STATES },
	{ "title", FIELD_TEXT, false, offsetof(struct article_change, title), 1, ARTICLE_TITLE_MAX },
	{ "url", FIELD_TEXT, false, offsetof(struct article_change, url), 1, URL_MAX },
	{ "slow_mode", FIELD_LONG, false, offsetof(struct article_change, slow), 0, 86400 },
	{ "closes_at", FIELD_TEXT, false, offsetof(struct article_change, closes_at), 0, 40 },
	{ "closes_after", FIELD_LONG, false, offsetof(struct article_change, closes_after), 0, ARTICLE_SECONDS_MAX },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "url_taken", .field = "url" },
	{ "time_past", .field = "closes_at" },
	{ NULL },
};

void
article_patch(struct request *rq)
{
	struct article_change c = { .slow = -1, .closes_after = -1 };
	const char *closes_at;
	bool closing_bad;

	if (!rq_read(rq, fields, LENGTH(fields), &c))
		return;
	closes_at = c.closes_at != NULL && strcmp(c.closes_at, "never") == 0 ? "infinity" : rq_time(rq, c.closes_at);
	closing_bad = c.closes_at != NULL && closes_at == NULL;
	if (closing_bad)
		rq_bad(rq, "closes_at", "bad_time");
	if ((!article_url_read(rq, &c.url) || closing_bad) && reply_if_bad(rq))
		return;
	ask(rq, ARTICLE_PATCH, article_patch_answered, rq_viewer(rq), rq_path(rq, 0), c.state, c.title, c.url,
	    c.slow < 0 ? NULL : rq_int(rq, c.slow), closes_at, c.closes_after < 0 ? NULL : rq_int(rq, c.closes_after), rq_id(rq));
}

static void
article_patch_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
