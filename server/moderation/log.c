/* GET /v1/moderation/decisions: who decided what, newest first. */
#include "moderation/moderation.h"
#include "moderation/page.h"
#include "text/json.h"

#define CURSOR_KIND 'd'

static then_fn logged;
static const struct outcome says[] = {
	{ "ok", 200, NULL, NULL },
	{ NULL, 0, NULL, NULL },
};
static const struct uuid no_list;

void
decision_log(struct request *rq)
{
	decision_log_ask(rq, logged, "logged");
}

void
decision_log_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *at = page_place(rq, CURSOR_KIND);
	struct period p;
	long limit;

	if (at == NULL || !rq_query_int(rq, "limit", 1, 100, 20, &limit) || !query_ids(rq, "account comment moderator") ||
	    !query_period(rq, &p))
		return;
	ask_list(rq, DECISION_LOG, then, step,
	    (const char *const[]){ rq_viewer(rq), rq_query(rq, "account"), rq_query(rq, "comment"),
		rq_query(rq, "moderator"), p.from, p.to, rq_int(rq, limit), at }, 8);
}

/* The function says the last id under next; a cursor goes out. */
json_t *
decision_log_json(struct request *rq, const struct answer *a)
{
	json_t *doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);
	const char *next = json_string_value(json_object_get(doc, "next"));
	struct uuid id;
	struct buf text;

	if (doc == NULL)
		return (NULL);
	if (next != NULL && uuid_parse(next, &id)) {
		buf_init(&text, rq_arena(rq));
		id_cursor_put(&text, CURSOR_KIND, &no_list, &id);
		(void)json_object_set_new(doc, "next", json_stringn(text.data, text.len));
	}
	return (rq_json_own(rq, doc));
}

static void
logged(struct request *rq, const struct answer *a)
{
	json_t *doc = answer_is(a, "ok") ? decision_log_json(rq, a) : NULL;
	char *out;

	if (doc == NULL) {
		reply_outcome(rq, says, a);
		return;
	}
	out = json_dumps(doc, JSON_COMPACT);
	if (out == NULL) {
		reply_problem(rq, 500, "internal", NULL);
		return;
	}
	reply_json(rq, 200, out, strlen(out));
	free(out);
}
