/* SPDX-License-Identifier: Apache-2.0 */
/* PATCH /v1/moderation/comments/{comment}: sets the marks that the body has: locked, pinned, featured. */
#include "moderation/moderation.h"

struct mark_body {
	json_t *locked, *pinned, *featured;
};

static then_fn comment_mark_answered;
static const struct field fields[] = {
	{ "locked", FIELD_JSON, false, offsetof(struct mark_body, locked) },
	{ "pinned", FIELD_JSON, false, offsetof(struct mark_body, pinned) },
	{ "featured", FIELD_JSON, false, offsetof(struct mark_body, featured) },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "not_shown" },
	{ "marks_max" },
	{ NULL },
};

/* "true", "false", or NULL for a mark that stays as it is. */
static const char *
mark_text(struct request *rq, const char *name, const json_t *v)
{
	if (v == NULL || json_is_null(v))
		return (NULL);
	if (!json_is_boolean(v))
		rq_bad(rq, name, "bad_type");
	return (json_is_true(v) ? "true" : "false");
}

void
comment_mark(struct request *rq)
{
	const char *locked, *pinned, *featured;
	struct mark_body b = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	locked = mark_text(rq, "locked", b.locked);
	pinned = mark_text(rq, "pinned", b.pinned);
	featured = mark_text(rq, "featured", b.featured);
	if (reply_if_bad(rq))
		return;
	ask(rq, COMMENT_MARK, comment_mark_answered, rq_viewer(rq), rq_path(rq, 0), locked, pinned, featured, rq_id(rq));
}

void
mark_wrote(struct request *rq, const struct answer *a)
{
	const char *article = json_string_value(json_object_get(rq_answer_json(rq, a, "ok"), "article"));

	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
}

static void
comment_mark_answered(struct request *rq, const struct answer *a)
{
	mark_wrote(rq, a);
	reply_outcome(rq, outcomes, a);
}
