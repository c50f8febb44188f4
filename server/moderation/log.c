/* GET /v1/moderation/decisions: who decided what, newest first. */
#include "base/clock.h"
#include "moderation/moderation.h"
#include "text/json.h"

#define CURSOR_KIND 'd'

static then_fn logged;
static const struct outcome says[] = {
	{ "ok", 200, NULL, NULL },
	{ NULL, 0, NULL, NULL },
};
static const struct uuid no_list;

static bool
query_check(struct request *rq)
{
	static const char *const ids[] = { "account", "comment", "moderator" }, *const times[] = { "from", "to" };
	struct uuid u;
	bool good = true;

	for (size_t i = 0; i < LENGTH(ids); i++)
		good &= rq_query(rq, ids[i]) == NULL || uuid_parse(rq_query(rq, ids[i]), &u);
	for (size_t i = 0; i < LENGTH(times); i++)
		good &= rq_query(rq, times[i]) == NULL || clock_rfc3339_valid(rq_query(rq, times[i]));
	if (good)
		return (true);
	reply_problem(rq, 400, "bad_query", "account, comment and moderator are ids; from and to are times.");
	return (false);
}

void
decision_log(struct request *rq)
{
	decision_log_ask(rq, logged, "logged");
}

void
decision_log_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *cursor = rq_query(rq, "cursor");
	char *id = rq_alloc(rq, UUID_TEXT);
	struct uuid at;
	long limit;

	memset(&at, 0xff, sizeof(at));
	if (!rq_query_int(rq, "limit", 1, 100, 20, &limit) || !query_check(rq))
		return;
	if (cursor != NULL && !id_cursor_read(cursor, CURSOR_KIND, &no_list, &at)) {
		reply_problem(rq, 400, "bad_cursor", "The cursor is not one of this list's.");
		return;
	}
	uuid_text(&at, id);
	ask_list(rq, DECISION_LOG, then, step,
	    (const char *const[]){ rq_viewer(rq), rq_query(rq, "account"), rq_query(rq, "comment"),
		rq_query(rq, "moderator"), rq_query(rq, "from"), rq_query(rq, "to"), rq_int(rq, limit), id }, 8);
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
