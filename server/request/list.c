#include "request/list.h"

#include <string.h>

#include "base/uuid.h"
#include "text/cursor.h"
#include "text/json.h"

static const struct uuid no_list;

const char *
page_place(struct request *rq, char kind)
{
	const char *cursor = rq_query(rq, "cursor");
	char *id = rq_alloc(rq, UUID_TEXT);
	struct uuid at;

	memset(&at, 0xff, sizeof(at));
	if (cursor != NULL && !id_cursor_read(cursor, kind, &no_list, &at)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return (NULL);
	}
	uuid_text(&at, id);
	return (id);
}

bool
query_ids(struct request *rq, const char *names)
{
	char name[32];
	struct uuid u;
	size_t n;

	for (; *names != '\0'; names += n + (names[n] == ' ')) {
		n = strcspn(names, " ");
		(void)snprintf(name, sizeof(name), "%.*s", (int)n, names);
		if (rq_query(rq, name) != NULL && !uuid_parse(rq_query(rq, name), &u)) {
			reply_bad_query(rq, rq_printf(rq, "%s is an id.", name));
			return (false);
		}
	}
	return (true);
}

static bool
query_time(struct request *rq, const char *name, const char **out)
{
	*out = rq_time(rq, rq_query(rq, name));
	if (rq_query(rq, name) == NULL || *out != NULL)
		return (true);
	reply_bad_query(rq, rq_printf(rq, "%s is a day that exists or a time of RFC 3339, like 2026-11-23 or 2026-11-23T15:00:00Z.", name));
	return (false);
}

bool
query_period(struct request *rq, struct period *out)
{
	return (query_time(rq, "from", &out->from) && query_time(rq, "to", &out->to));
}

json_t *
list_doc(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok"))
		return (NULL);
	return (rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL)));
}

json_t *
list_cursor(struct request *rq, char kind, const char *id)
{
	struct buf text;
	struct uuid last;

	if (id == NULL || !uuid_parse(id, &last))
		return (json_null());
	buf_init(&text, rq_arena(rq));
	id_cursor_put(&text, kind, &no_list, &last);
	return (json_stringn(text.data, text.len));
}

json_t *
page_doc(struct request *rq, const struct answer *a, char kind)
{
	json_t *doc = list_doc(rq, a);

	if (doc != NULL)
		(void)json_object_set_new(doc, "next", list_cursor(rq, kind, json_string_value(json_object_get(doc, "next"))));
	return (doc);
}

static void
reply_doc(struct request *rq, const json_t *doc)
{
	char *out = json_dumps(doc, JSON_COMPACT);

	if (out == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else
		reply_json(rq, 200, out, strlen(out));
	free(out);
}

void
reply_list(struct request *rq, const struct outcome *outcomes, const struct answer *a, const json_t *doc)
{
	if (doc == NULL)
		reply_outcome(rq, outcomes, a);
	else
		reply_doc(rq, doc);
}

void
reply_page(struct request *rq, const struct outcome *outcomes, const struct answer *a, char kind)
{
	reply_list(rq, outcomes, a, page_doc(rq, a, kind));
}
