/* GET /v1/moderation/cases: open cases, most urgent first, by keyset. */
#include "moderation/moderation.h"
#include "text/json.h"

static then_fn listed;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

bool
case_page_read(struct request *rq, struct case_page *p)
{
	const char *view = rq_query(rq, "view"), *article = rq_query(rq, "article");
	const char *cursor = rq_query(rq, "cursor");
	struct uuid of = { { 0 } };

	memset(p, 0, sizeof(*p));
	p->of_article = article != NULL;
	if ((view != NULL && !case_view_parse(view, &p->from.view)) ||
	    (article != NULL && !uuid_parse(article, &of))) {
		reply_bad_query(rq, "view is one of the desk's views, article an id.");
		return (false);
	}
	if (cursor != NULL && !case_cursor_read(cursor, p->from.view, article != NULL ? &of : NULL, &p->from)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return (false);
	}
	if (cursor == NULL) { /* the place before the first */
		p->from.article = of;
		p->from.priority = 1e300;
		memset(p->from.id.b, 0xff, sizeof(p->from.id.b));
	}
	return (rq_query_int(rq, "limit", 1, 100, 20, &p->limit));
}

void
case_page_ask(struct request *rq, const struct case_page *p, then_fn *then, const char *step)
{
	char *id = rq_alloc(rq, UUID_TEXT), *article = rq_alloc(rq, UUID_TEXT);

	uuid_text(&p->from.id, id);
	uuid_text(&p->from.article, article);
	ask_list(rq, CASE_LIST, then, step,
	    (const char *const[]){ rq_viewer(rq), case_view_name(p->from.view), p->of_article ? article : NULL,
		rq_int(rq, p->limit), rq_printf(rq, "%.17g", p->from.priority), id }, 6);
}

json_t *
case_page_json(struct request *rq, const struct case_page *p, const struct answer *a)
{
	json_t *doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL), *next;
	struct case_cursor c = p->from;
	struct buf text;

	if (doc == NULL)
		return (NULL);
	next = json_object_get(doc, "next");
	if (json_is_object(next) && uuid_parse(json_string_value(json_object_get(next, "id")), &c.id)) {
		c.priority = json_number_value(json_object_get(next, "priority"));
		buf_init(&text, rq_arena(rq));
		case_cursor_put(&text, &c);
		(void)json_object_set_new(doc, "next", json_stringn(text.data, text.len));
	}
	return (rq_json_own(rq, doc));
}

void
case_list(struct request *rq)
{
	struct case_page *p = rq_alloc(rq, sizeof(*p));

	if (!case_page_read(rq, p))
		return;
	rq_set_state(rq, p);
	case_page_ask(rq, p, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	json_t *doc;
	char *text;

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	doc = case_page_json(rq, rq_state(rq), a);
	text = doc != NULL ? json_dumps(doc, JSON_COMPACT) : NULL;
	if (text == NULL) {
		reply_problem(rq, PROBLEM_INTERNAL);
		return;
	}
	reply_json(rq, 200, text, strlen(text));
	free(text);
}
