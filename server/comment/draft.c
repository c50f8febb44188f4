#include "comment/draft.h"

#include "base/quote.h"
#include "sites/sites.h"
#include "settings/settings.h"
#include "text/json.h"
#include "text/markdown.h"
#include "text/utf8.h"
#include "text/visible.h"

const struct outcome draft_says[] = {
	{ "ok", 201, NULL, NULL },
	{ "article_closed", 409, "This discussion is closed.", NULL },
	{ "bad_parent", 422, "The comment you are replying to is not there any more, or too deep.", "parent_id" },
	{ "thread_locked", 409, "This thread takes no more replies.", NULL },
	{ "slow_mode", 429, "This discussion is slow: wait a while before your next comment.", NULL },
	{ NULL, 0, NULL, NULL },
};

static const struct field post_fields[] = {
	{ "body", FIELD_TEXT, true, offsetof(struct draft, body), 1, 0 },
	{ "parent_id", FIELD_UUID, false, offsetof(struct draft, parent) },
};
static const struct field edit_fields[] = {
	{ "body", FIELD_TEXT, true, offsetof(struct draft, body), 1, 0 },
	{ "revision", FIELD_LONG, true, offsetof(struct draft, revision), 1, 2147483647 },
};

static bool
too_large(struct draft *d, size_t size, enum setting max, bool in_bytes)
{
	d->size = size;
	d->size_max = (size_t)setting_int(max);
	d->in_bytes = in_bytes;
	return (size > d->size_max);
}

const char *
draft_render(struct request *rq, struct draft *d)
{
	struct buf html, signals, body;
	size_t n;

	buf_init(&body, rq_arena(rq));
	utf8_lines(&body, d->body, strlen(d->body));
	d->body = body.data;
	n = body.len;
	if (too_large(d, text_characters(d->body, n), COMMENTS_LENGTH_MAX, false)
	    || too_large(d, n, COMMENTS_BYTES_MAX, true))
		return ("too_long");
	if (!text_visible(d->body, n))
		return ("empty");
	buf_init(&html, rq_arena(rq));
	/* As an answer carries it: each quotation mark of the HTML is two bytes of JSON. */
	if (markdown_html(&html, d->body, n, (size_t)setting_int(COMMENTS_HTML_MAX)) != MARKDOWN_OK
	    || quote_size(html.data, html.len) > (size_t)setting_int(COMMENTS_HTML_MAX))
		return ("too_large_rendered");
	buf_init(&signals, rq_arena(rq));
	if (!sites_judge(rq_path(rq, 0), d->body, n, &signals))
		return ("no_rules_yet");
	d->html = html.data;
	d->signals = signals.data;
	return (NULL);
}

const char *
draft_sentence(struct request *rq, const struct draft *d, const char *code)
{
	if (strcmp(code, "too_long") == 0)
		return (rq_printf(rq, "Your comment has %zu of at most %zu %s. Please shorten it.", d->size, d->size_max,
		    d->in_bytes ? "bytes" : "characters"));
	if (strcmp(code, "empty") == 0)
		return ("Your comment has no visible text.");
	if (strcmp(code, "too_large_rendered") == 0)
		return ("With all its formatting your comment is larger than comments may be.");
	return ("The server has just started and cannot take a comment yet. Try again in a few seconds.");
}

bool
draft_is_early(struct request *rq, const struct draft *d, const char *code)
{
	if (strcmp(code, "no_rules_yet") != 0)
		return (false);
	rq_add(rq, "Retry-After", "1");
	reply_problem(rq, 503, code, draft_sentence(rq, d, code));
	return (true);
}

static bool
rendered(struct request *rq, struct draft *d)
{
	const char *code = draft_render(rq, d), *unit;

	if (code == NULL)
		return (true);
	if (draft_is_early(rq, d, code))
		return (false);
	if (strcmp(code, "too_long") == 0) {
		unit = d->in_bytes ? "bytes" : "characters";
		reply_problem_with(rq, 422, code, draft_sentence(rq, d, code),
		    rq_printf(rq, "\"%s\":%zu,\"%s_max\":%zu", unit, d->size, unit, d->size_max));
	} else
		reply_problem(rq, 422, code, draft_sentence(rq, d, code));
	return (false);
}

bool
draft_read(struct request *rq, struct draft *d)
{
	memset(d, 0, sizeof(*d));
	return (!reply_if_full(rq, COMMENT_POST) && rq_read(rq, post_fields, LENGTH(post_fields), d) && rendered(rq, d));
}

bool
draft_read_edit(struct request *rq, struct draft *d)
{
	memset(d, 0, sizeof(*d));
	return (!reply_if_full(rq, COMMENT_EDIT) && rq_read(rq, edit_fields, LENGTH(edit_fields), d) && rendered(rq, d));
}

void
draft_wait(struct request *rq, const struct answer *a)
{
	json_t *doc;

	if (!answer_is(a, "slow_mode"))
		return;
	doc = rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL));
	rq_add(rq, "Retry-After", rq_int(rq, (long)json_number_value(json_object_get(doc, "wait"))));
}
