/* GET /v1/account/notices: mine, newest first, by keyset. */
#include <stdlib.h>

#include "notice/notice.h"
#include "text/cursor.h"
#include "text/json.h"

#define CURSOR_KIND 'n'

static then_fn listed;
static const struct outcome says[] = { { "ok", 200, NULL, NULL }, { NULL, 0, NULL, NULL } };
static const struct uuid no_list;

void
notice_list_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *cursor = rq_query(rq, "cursor");
	char *id = rq_alloc(rq, UUID_TEXT);
	struct uuid at;
	long limit;

	memset(&at, 0xff, sizeof(at));
	if (!rq_query_int(rq, "limit", 1, 100, 50, &limit))
		return;
	if (cursor != NULL && !id_cursor_read(cursor, CURSOR_KIND, &no_list, &at)) {
		reply_problem(rq, 400, "bad_cursor", "The cursor is not one of this list's.");
		return;
	}
	uuid_text(&at, id);
	ask_list(rq, NOTICE_LIST, then, step, (const char *const[]){ rq_viewer(rq), rq_int(rq, limit), id }, 3);
}

json_t *
notice_list_json(struct request *rq, const struct answer *a)
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

void
notice_list(struct request *rq)
{
	notice_list_ask(rq, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	json_t *doc = answer_is(a, "ok") ? notice_list_json(rq, a) : NULL;
	char *out = doc != NULL ? json_dumps(doc, JSON_COMPACT) : NULL;

	if (out == NULL) {
		reply_outcome(rq, says, a);
		return;
	}
	reply_json(rq, 200, out, strlen(out));
	free(out);
}
