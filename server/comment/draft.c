#include "comment/draft.h"

#include "guard/sites.h"
#include "settings.h"
#include "text/json.h"
#include "text/markdown.h"
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

/* Is there anything left to read once the mark-up is gone? A link without text shows its address. */
static bool
seen_any(const char *body, size_t n)
{
	struct seen seen;
	bool any;

	seen_read(&seen, body, n);
	any = seen.nlinks > 0 || text_visible(seen.text.data, seen.text.len);
	seen_end(&seen);
	return (any);
}

const char *
draft_render(struct request *rq, struct draft *d)
{
	size_t n = strlen(d->body);
	struct buf html, signals;

	if (n > (size_t)setting_int(COMMENTS_BODY_MAX))
		return ("too_long");
	buf_init(&html, rq_arena(rq));
	if (markdown_html(&html, d->body, n, (size_t)setting_int(COMMENTS_HTML_MAX)) != MARKDOWN_OK)
		return ("too_big_rendered");
	if (!seen_any(d->body, n))
		return ("empty");
	buf_init(&signals, rq_arena(rq));
	if (!sites_judge(rq_path(rq, 0), d->body, n, &signals))
		return ("no_rules_yet");
	d->html = html.data;
	d->signals = signals.data;
	return (NULL);
}

static bool
rendered(struct request *rq, struct draft *d)
{
	const char *code = draft_render(rq, d);

	if (code == NULL)
		return (true);
	if (strcmp(code, "no_rules_yet") == 0) {
		rq_add(rq, "Retry-After", "1");
		reply_problem(rq, 503, code, "This server has not heard of the rules yet. Try again soon.");
	} else if (strcmp(code, "too_long") == 0)
		reply_problem(rq, 422, code, "The comment is longer than comments may be.");
	else if (strcmp(code, "empty") == 0)
		reply_problem(rq, 422, code, "The comment has no text.");
	else
		reply_problem(rq, 422, code, "The comment is too large once it is rendered.");
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
