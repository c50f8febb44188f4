/* PATCH /v1/moderation/comments/{comment}: locked, pinned, featured; what is left out stays. */
#include "moderation/moderation.h"
#include "text/json.h"

struct marks {
	json_t *locked, *pinned, *featured;
};

static then_fn marked;
static const struct field fields[] = {
	{ "locked", FIELD_JSON, false, offsetof(struct marks, locked) },
	{ "pinned", FIELD_JSON, false, offsetof(struct marks, pinned) },
	{ "featured", FIELD_JSON, false, offsetof(struct marks, featured) },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "not_shown" },
	{ "marks_max" },
	{ NULL },
};

static const char *
flag(struct request *rq, const char *name, const json_t *v)
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
	struct marks m = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &m))
		return;
	locked = flag(rq, "locked", m.locked);
	pinned = flag(rq, "pinned", m.pinned);
	featured = flag(rq, "featured", m.featured);
	if (reply_if_bad(rq))
		return;
	ask(rq, COMMENT_MARK, marked, rq_viewer(rq), rq_path(rq, 0), locked, pinned, featured, rq_id(rq));
}

void
mark_wrote(struct request *rq, const struct answer *a)
{
	json_t *doc = answer_is(a, "ok") ?
	    rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL)) : NULL;
	const char *article = json_string_value(json_object_get(doc, "article"));

	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
}

static void
marked(struct request *rq, const struct answer *a)
{
	mark_wrote(rq, a);
	reply_outcome(rq, outcomes, a);
}
