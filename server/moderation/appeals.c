/* Appeals as the desk has them: the list, and the decision by somebody who did not take part. */
#include <stdlib.h>

#include "moderation/moderation.h"
#include "text/json.h"

#define KIND_OPEN    'a'
#define KIND_DECIDED 'A'

struct draft {
	const char *outcome, *note;
};

static then_fn listed, decided;
static const struct field fields[] = {
	{ "outcome", FIELD_WORD, true, offsetof(struct draft, outcome), .words = "upheld overturned" },
	{ "note", FIELD_TEXT, false, offsetof(struct draft, note), 0, 4000 },
};
static const struct outcome list_says[] = { { "ok", 200, NULL, NULL }, { NULL, 0, NULL, NULL } };
static const struct outcome decide_says[] = {
	{ "ok", 200, NULL, NULL },
	{ "conflict", 409, "This appeal has been decided.", NULL },
	{ "text_erased", 409, "The text has been erased; it cannot be shown again.", NULL },
	{ "forbidden", 403, "Who took part before does not decide the appeal.", NULL },
	{ NULL, 0, NULL, NULL },
};
static const struct uuid no_list;

static char
kind_of(struct request *rq)
{
	const char *state = rq_query(rq, "state");

	return (state == NULL || strcmp(state, "open") == 0 ? KIND_OPEN :
		strcmp(state, "decided") == 0		    ? KIND_DECIDED :
							      '\0');
}

/* GET /v1/moderation/appeals */
void
appeal_list(struct request *rq)
{
	const char *cursor = rq_query(rq, "cursor");
	char *id = rq_alloc(rq, UUID_TEXT), kind = kind_of(rq);
	struct uuid at;
	long limit;

	if (kind == '\0') {
		reply_problem(rq, 400, "bad_query", "state is open or decided.");
		return;
	}
	if (!rq_query_int(rq, "limit", 1, 100, 20, &limit))
		return;
	memset(&at, kind == KIND_OPEN ? 0 : 0xff, sizeof(at));
	if (cursor != NULL && !id_cursor_read(cursor, kind, &no_list, &at)) {
		reply_problem(rq, 400, "bad_cursor", "The cursor is not one of this list's.");
		return;
	}
	uuid_text(&at, id);
	ask(rq, APPEAL_LIST, listed, rq_viewer(rq), kind == KIND_OPEN ? "true" : "false", rq_int(rq, limit), id);
}

static void
listed(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL));
	const char *next = json_string_value(json_object_get(doc, "next"));
	struct uuid id;
	struct buf text;
	char *out;

	if (next != NULL && uuid_parse(next, &id)) {
		buf_init(&text, rq_arena(rq));
		id_cursor_put(&text, kind_of(rq), &no_list, &id);
		(void)json_object_set_new(doc, "next", json_stringn(text.data, text.len));
	}
	out = answer_is(a, "ok") ? json_dumps(doc, JSON_COMPACT) : NULL;
	if (out == NULL)
		reply_outcome(rq, list_says, a);
	else
		reply_json(rq, 200, out, strlen(out));
	free(out);
}

/* POST /v1/moderation/appeals/{appeal}/decide */
void
appeal_decide(struct request *rq)
{
	struct draft d = { 0 };

	if (rq_read(rq, fields, LENGTH(fields), &d))
		ask(rq, APPEAL_DECIDE, decided, rq_viewer(rq), rq_path(rq, 0), d.outcome, d.note, rq_id(rq));
}

static void
decided(struct request *rq, const struct answer *a)
{
	json_t *doc = answer_is(a, "ok") ?
	    rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL)) : NULL;
	const json_t *appeal = json_object_get(doc, "appeal");
	const char *article = json_string_value(json_object_get(appeal, "article")), *span = json_string_value(json_object_get(doc, "span"));
	char *out = doc != NULL ? json_dumps(appeal, JSON_COMPACT) : NULL;

	if (out == NULL) {
		reply_outcome(rq, decide_says, a);
		return;
	}
	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
	if (span != NULL)
		span_run(rq, span, 200, rq_printf(rq, "%s", out));
	else
		reply_json(rq, 200, out, strlen(out));
	free(out);
}
