/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts: the answers to requests of the scripts of discussions and of the desk (header Madang-Part). The handler, its query and the
 * templates are those of the page; only the frame around them is left out, and there is no redirect.
 */
#include "settings/settings.h"
#include "templates.h"
#include "web/kit/page.h"

bool
page_wants_part(struct request *rq)
{
	const char *field = rq_field(rq, "madang-part");

	return (field != NULL && strcmp(field, "1") == 0 && (page_is_discussion(rq) || page_is_desk(rq)));
}

const struct template *
page_part_of(const struct template *t)
{
	if (t == &template_form)
		return (&template_form_part);
	if (t == &template_error)
		return (&template_error_part);
	if (t == &template_case)
		return (&template_case_pane);
	if (t == &template_desk)
		return (&template_desk_list);
	if (t == &template_bulk_done)
		return (&template_bulk_results);
	return (t == &template_barred ? &template_barred_part : t);
}

const char *
page_said(const json_t *comment, const char *published)
{
	if (view_is(comment, "state", "published"))
		return (published);
	return (view_is(comment, "state", "held") ? "held" : "refused");
}

void
page_part(struct request *rq, int status, long version, const char *said, json_t *root)
{
	if (version > 0)
		rq_add(rq, "Madang-Version", rq_int(rq, version));
	page_put_said(root, said);
	page_reply(rq, status, &template_part, root);
}

/* said may name what to undo: "reject&undo=ID", as in an address (page_undo_path()). */
void
page_part_see(struct request *rq, const char *back, const char *said)
{
	const char *undo = said != NULL ? strstr(said, "&undo=") : NULL;
	struct page_context *l = page_context(rq, "desk");
	json_t *root = view_root(l, "");

	view_put(root, "to", view_string("%s", view_back(back)));
	if (said != NULL)
		page_put_said(root, undo != NULL ? rq_printf(rq, "%.*s", (int)(undo - said), said) : said);
	view_put(json_object_get(root, "flash"), "undo", page_undo_path(undo != NULL ? undo + strlen("&undo=") : NULL));
	page_reply(rq, 200, &template_said_part, root);
}

/* The number above the discussion, which a new comment changes. */
static void
part_put_count(json_t *root, const json_t *doc)
{
	const json_t *count = json_object_get(doc, "comment_count");

	if (json_is_integer(count))
		view_put(root, "count",
		    json_pack("{s:I,s:o}", "number", json_integer_value(count), "text",
			view_count((long)json_integer_value(count), "comment", "comments")));
}

void
page_part_comment(struct request *rq, int status, const struct answer *a, const char *said)
{
	const json_t *doc = page_json(rq, a);
	json_t *comment = json_object_get(doc, "comment"), *root;
	struct page_context *l = page_context(rq, "");
	struct node_context n = {
		.page = l,
		.article = rq_path(rq, 0),
		.back = page_back(rq, page_of_form(rq)),
		.sort = "",
		.window_ms = setting_int(COMMENTS_EDIT_WINDOW) * 1000,
	};

	l->account = json_object_get(comment, "author"); /* only authors post and edit */
	root = view_root(l, "");
	view_put(root, status == 201 ? "branch" : "comment", view_comment(&n, comment));
	part_put_count(root, doc);
	page_part(rq, status, answer_long(a, 0, 1), said, root);
}
