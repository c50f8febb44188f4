/* SPDX-License-Identifier: Apache-2.0 */
#include "comment/draft.h"

#include "base/quote.h"
#include "sites/sites.h"
#include "settings/settings.h"
#include "text/json.h"
#include "text/markdown.h"
#include "text/utf8.h"
#include "text/visible.h"

const struct outcome draft_outcomes[] = {
	{ "ok", 201 },
	{ "article_closed" },
	{ "bad_parent", .field = "parent_id" },
	{ "thread_locked" },
	{ "slow_mode" },
	{ "accept_terms" },
	{ "check_mail" },
	{ NULL },
};

static const struct field post_fields[] = {
	{ "body", FIELD_TEXT, true, offsetof(struct draft, body), 1, 0 },
	{ "parent_id", FIELD_UUID, false, offsetof(struct draft, parent) },
};
static const struct field preview_fields[] = {
	{ "body", FIELD_TEXT, true, offsetof(struct draft, body), 1, 0 },
};
static const struct field edit_fields[] = {
	{ "body", FIELD_TEXT, true, offsetof(struct draft, body), 1, 0 },
	{ "revision", FIELD_LONG, true, offsetof(struct draft, revision), 1, 2147483647 },
};

static bool
draft_too_large(struct draft *d, size_t size, enum setting max, bool in_bytes)
{
	d->size = size;
	d->size_max = (size_t)setting_int(max);
	d->in_bytes = in_bytes;
	return (size > d->size_max);
}

static enum problem
draft_html(struct request *rq, struct draft *d)
{
	struct buf html, body;
	size_t n;

	buf_init(&body, rq_arena(rq));
	utf8_lines(&body, d->body, strlen(d->body));
	d->body = body.data;
	n = body.len;
	if (draft_too_large(d, text_characters(d->body, n), COMMENTS_LENGTH_MAX, false) ||
	    draft_too_large(d, n, COMMENTS_BYTES_MAX, true))
		return (PROBLEM_TOO_LONG);
	if (!text_visible(d->body, n))
		return (PROBLEM_EMPTY);
	buf_init(&html, rq_arena(rq));
	/* The limit is for the HTML in JSON, where each of its quotation marks is two bytes. */
	if (markdown_html(&html, d->body, n, (size_t)setting_int(COMMENTS_HTML_MAX)) != MARKDOWN_OK ||
	    quote_size(html.data, html.len) > (size_t)setting_int(COMMENTS_HTML_MAX))
		return (PROBLEM_TOO_LARGE_RENDERED);
	d->html = html.data;
	return (PROBLEM_NONE);
}

enum problem
draft_render(struct request *rq, struct draft *d)
{
	enum problem problem = draft_html(rq, d);
	struct buf signals;

	if (problem != PROBLEM_NONE)
		return (problem);
	buf_init(&signals, rq_arena(rq));
	if (!sites_judge(rq_path(rq, 0), d->body, strlen(d->body), &signals))
		return (PROBLEM_NO_RULES_YET);
	d->signals = signals.data;
	return (PROBLEM_NONE);
}

const char *
draft_sentence(struct request *rq, const struct draft *d, enum problem problem)
{
	const struct problem_value values[] = { { "size", rq_int(rq, (long)d->size) }, { "max", rq_int(rq, (long)d->size_max) },
		{ "unit", d->in_bytes ? "bytes" : "characters" } };

	return (rq_fill(rq, problem_detail(problem), values, LENGTH(values)));
}

bool
draft_is_early(struct request *rq, enum problem problem)
{
	if (problem != PROBLEM_NO_RULES_YET)
		return (false);
	rq_add(rq, "Retry-After", "1");
	reply_problem(rq, problem);
	return (true);
}

/* True for PROBLEM_NONE; false after answering. */
static bool
draft_is_good(struct request *rq, const struct draft *d, enum problem problem)
{
	const char *unit = d->in_bytes ? "bytes" : "characters", *sizes = NULL;

	if (problem == PROBLEM_NONE)
		return (true);
	if (problem == PROBLEM_TOO_LONG)
		sizes = rq_printf(rq, "\"%s\":%zu,\"%s_max\":%zu", unit, d->size, unit, d->size_max);
	if (!draft_is_early(rq, problem))
		reply_problem_with(rq, problem, draft_sentence(rq, d, problem), sizes);
	return (false);
}

bool
draft_read(struct request *rq, struct draft *d)
{
	memset(d, 0, sizeof(*d));
	return (!reply_if_full(rq, COMMENT_POST) && rq_read(rq, post_fields, LENGTH(post_fields), d) &&
	    draft_is_good(rq, d, draft_render(rq, d)));
}

bool
draft_read_edit(struct request *rq, struct draft *d)
{
	memset(d, 0, sizeof(*d));
	return (!reply_if_full(rq, COMMENT_EDIT) && rq_read(rq, edit_fields, LENGTH(edit_fields), d) &&
	    draft_is_good(rq, d, draft_render(rq, d)));
}

bool
draft_read_preview(struct request *rq, struct draft *d)
{
	memset(d, 0, sizeof(*d));
	return (rq_read(rq, preview_fields, LENGTH(preview_fields), d) && draft_is_good(rq, d, draft_html(rq, d)));
}
