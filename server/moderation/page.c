#include "moderation/page.h"

#include <string.h>

#include "base/clock.h"
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
		reply_problem(rq, 400, "bad_cursor", "The cursor is not one of this list's.");
		return (NULL);
	}
	uuid_text(&at, id);
	return (id);
}

static bool
is_id(const char *text)
{
	struct uuid u;

	return (uuid_parse(text, &u));
}

static bool
query_all(struct request *rq, const char *names, bool (*is)(const char *), const char *what)
{
	char name[32];
	size_t n;

	for (; *names != '\0'; names += n + (names[n] == ' ')) {
		n = strcspn(names, " ");
		(void)snprintf(name, sizeof(name), "%.*s", (int)n, names);
		if (rq_query(rq, name) != NULL && !is(rq_query(rq, name))) {
			reply_problem(rq, 400, "bad_query", rq_printf(rq, "%s is %s.", name, what));
			return (false);
		}
	}
	return (true);
}

bool
query_ids(struct request *rq, const char *names)
{
	return (query_all(rq, names, is_id, "an id"));
}

bool
query_times(struct request *rq, const char *names)
{
	return (query_all(rq, names, clock_rfc3339_valid, "a time"));
}

json_t *
page_doc(struct request *rq, const struct answer *a, char kind)
{
	json_t *doc = answer_is(a, "ok") ? json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL) : NULL;
	const char *next = json_string_value(json_object_get(doc, "next"));
	struct buf text;
	struct uuid id;

	if (doc == NULL)
		return (NULL);
	if (next != NULL && uuid_parse(next, &id)) {
		buf_init(&text, rq_arena(rq));
		id_cursor_put(&text, kind, &no_list, &id);
		(void)json_object_set_new(doc, "next", json_stringn(text.data, text.len));
	}
	return (rq_json_own(rq, doc));
}

void
reply_page(struct request *rq, const struct outcome *says, const struct answer *a, char kind)
{
	json_t *doc = page_doc(rq, a, kind);
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
