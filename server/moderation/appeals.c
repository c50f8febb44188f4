/* Appeals as the desk has them: the list, and the decision by somebody who did not take part. */
#include <stdlib.h>

#include "moderation/moderation.h"
#include "request/list.h"
#include "text/json.h"

#define KIND_OPEN    'a'
#define KIND_DECIDED 'A'

struct draft {
	const char *outcome, *note;
};

static then_fn listed, decided;
static const struct field fields[] = {
	{ "outcome", FIELD_WORD, true, offsetof(struct draft, outcome), .words = APPEAL_OUTCOMES },
	{ "note", FIELD_TEXT, false, offsetof(struct draft, note), 0, APPEAL_NOTE_MAX },
};
static const struct outcome list_outcomes[] = { { "ok", 200 }, { NULL } };
static const struct outcome decide_outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_APPEAL_DECIDED },
	{ "text_erased" },
	{ "forbidden", .problem = PROBLEM_TOOK_PART },
	{ NULL },
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
	appeal_list_ask(rq, listed, "listed");
}

void
appeal_list_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *cursor = rq_query(rq, "cursor");
	char *id = rq_alloc(rq, UUID_TEXT), kind = kind_of(rq);
	struct uuid at;
	long limit;

	if (kind == '\0') {
		reply_bad_query(rq, "state is open or decided.");
		return;
	}
	if (!rq_query_int(rq, "limit", 1, 100, 20, &limit))
		return;
	memset(&at, kind == KIND_OPEN ? 0 : 0xff, sizeof(at));
	if (cursor != NULL && !id_cursor_read(cursor, kind, &no_list, &at)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return;
	}
	uuid_text(&at, id);
	ask_list(rq, APPEAL_LIST, then, step,
	    (const char *const[]){ rq_viewer(rq), kind == KIND_OPEN ? "true" : "false", rq_int(rq, limit), id }, 4);
}

json_t *
appeal_list_json(struct request *rq, const struct answer *a)
{
	return (page_doc(rq, a, kind_of(rq)));
}

static void
listed(struct request *rq, const struct answer *a)
{
	reply_page(rq, list_outcomes, a, kind_of(rq));
}

/* POST /v1/moderation/appeals/{appeal}/decide */
void
appeal_decide(struct request *rq)
{
	const char *key, *digest;
	struct draft d = { 0 };

	if (rq_read(rq, fields, LENGTH(fields), &d) && rq_idempotency(rq, &key, &digest))
		ask(rq, APPEAL_DECIDE, decided, rq_viewer(rq), rq_path(rq, 0), d.outcome, d.note, rq_id(rq), key, digest);
}

const char *
appeal_decided(struct request *rq, const struct answer *a, const json_t **appeal)
{
	json_t *doc = rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL));
	const json_t *one = json_object_get(doc, "appeal");
	const char *article = json_string_value(json_object_get(one, "article"));

	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
	if (appeal != NULL)
		*appeal = one;
	return (json_string_value(json_object_get(doc, "span")));
}

static void
decided(struct request *rq, const struct answer *a)
{
	const json_t *appeal = NULL;
	const char *span = answer_is(a, "ok") ? appeal_decided(rq, a, &appeal) : NULL;
	char *out = appeal != NULL ? json_dumps(appeal, JSON_COMPACT) : NULL;

	if (out == NULL)
		reply_outcome(rq, decide_outcomes, a);
	else if (span != NULL)
		span_run(rq, span, 200, rq_printf(rq, "%s", out));
	else
		reply_json(rq, 200, out, strlen(out));
	free(out);
}
