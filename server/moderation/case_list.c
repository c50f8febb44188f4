/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/cases: open cases, the most urgent first. */
#include "moderation/moderation.h"
#include "request/list.h"

static then_fn case_list_answered;

bool
case_page_read(struct request *rq, struct case_page *p)
{
	const char *view = rq_query(rq, "view"), *article = rq_query(rq, "article");
	const char *cursor = rq_query(rq, "cursor");
	struct uuid of = { { 0 } };

	memset(p, 0, sizeof(*p));
	p->of_article = article != NULL;
	if ((view != NULL && !case_view_parse(view, &p->from.view)) || (article != NULL && !uuid_parse(article, &of))) {
		reply_bad_query(rq, "view is one of the desk's views, article an id.");
		return (false);
	}
	if (cursor != NULL && !case_cursor_read(cursor, p->from.view, article != NULL ? &of : NULL, &p->from)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return (false);
	}
	if (cursor == NULL) { /* a place before the first case */
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
	    (const char *const[]) { rq_viewer(rq), case_view_name(p->from.view), p->of_article ? article : NULL,
		rq_int(rq, p->limit), rq_printf(rq, "%.17g", p->from.priority), id, list_site(rq) },
	    7);
}

json_t *
case_page_json(struct request *rq, const struct case_page *p, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok"), *next = json_object_get(doc, "next");
	struct case_cursor c = p->from;
	struct buf text;

	if (json_is_object(next) && uuid_parse(json_string_value(json_object_get(next, "id")), &c.id)) {
		c.priority = json_number_value(json_object_get(next, "priority"));
		buf_init(&text, rq_arena(rq));
		case_cursor_put(&text, &c);
		(void)json_object_set_new(doc, "next", json_stringn(text.data, text.len));
	}
	return (doc);
}

void
case_list(struct request *rq)
{
	struct case_page *p = rq_alloc(rq, sizeof(*p));

	if (!case_page_read(rq, p))
		return;
	rq_set_state(rq, p);
	case_page_ask(rq, p, case_list_answered, "case_list_answered");
}

static void
case_list_answered(struct request *rq, const struct answer *a)
{
	reply_list(rq, a, case_page_json(rq, rq_state(rq), a));
}
