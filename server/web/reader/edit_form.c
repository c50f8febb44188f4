/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /a/{article}/c/{comment}/edit: the author edits a comment's revision within comments.edit_window. */
#include "comment/draft.h"
#include "settings/settings.h"
#include "sites/sites.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn edit_form_loaded, edit_form_saved;
static draw_fn edit_form_show;

struct edit_state {
	const char *body;
	long revision;
	const char *until;
	const char *wrong;	   /* the failed check as a sentence, or NULL */
	const json_t *restriction; /* why the author may not edit; NULL: unknown */
};

static void
edit_form_draw(struct request *rq, const struct page_context *l, int status, const struct edit_state *e)
{
	const char *at = rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), rq_path(rq, 1));
	json_t *root = view_form(l, e->wrong != NULL ? "Your edit is not saved yet" : "Edit your comment",
	    page_discussion(rq, rq_printf(rq, "%s/edit", at)), "Save");
	json_t *area = view_area(root, "body", "Your comment", e->body, 10, true), *until = view_site_time(l, NULL, e->until);

	if (json_is_object(until))
		view_put(area, "hint",
		    view_string("You can edit until %s. Readers will see that it was edited.", view_get(until, "full", "")));
	json_decref(until);
	view_hidden(root, "revision", rq_int(rq, e->revision));
	at = page_discussion(rq, at);
	at = rq_is_safe(rq) ? page_came_from(rq, at) : page_back(rq, at);
	view_hidden(root, "back", at);
	view_put(root, "cancel", view_string("%s", at));
	if (e->wrong != NULL)
		view_form_error(root, "body", e->wrong);
	page_reply(rq, status, &template_form, root);
}

/* ---- the form */

/* For an edit that would be refused: the reason, and the text for copying. */
static void
edit_form_draw_barred(struct request *rq, const struct page_context *l, const struct edit_state *e)
{
	const char *at = rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), rq_path(rq, 1));
	json_t *root = view_form(l, "Edit your comment", at, ""), *area;

	view_put(root, "bar", view_restriction(l, NULL, e->restriction));
	area = view_text(root, "body", "Your comment", e->body, 10);
	view_optional(area);
	view_put(area, "readonly", json_true());
	view_put(root, "back", view_string("%s", page_discussion(rq, at)));
	page_reply(rq, 200, &template_barred, root);
}

static void
edit_form_show(struct request *rq, struct page_context *l)
{
	const struct edit_state *e = rq_state(rq);

	if (view_stops(e->restriction))
		edit_form_draw_barred(rq, l, e);
	else
		edit_form_draw(rq, l, 200, e);
}

void
web_edit(struct request *rq)
{
	ask(rq, COMMENT_SOURCE, edit_form_loaded, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1),
	    rq_int(rq, setting_int(COMMENTS_EDIT_WINDOW)));
}

static void
edit_form_loaded(struct request *rq, const struct answer *a)
{
	json_t *source;
	struct edit_state *e;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	source = page_json(rq, a);
	rq_framers_set(rq, sites_framers(view_get(source, "site", "")));
	e = rq_alloc(rq, sizeof(*e));
	e->body = view_get(source, "body", "");
	e->revision = (long)json_integer_value(json_object_get(source, "revision"));
	e->until = view_get(source, "editable_until", NULL);
	e->restriction = json_object_get(source, "restriction");
	rq_set_state(rq, e);
	show_drawn(rq, "", edit_form_show);
}

/* ---- the edit */

void
web_edit_form(struct request *rq)
{
	const char *body = rq_form(rq, "body"), *revision = rq_form(rq, "revision");
	struct edit_state *e = rq_alloc(rq, sizeof(*e));
	struct draft d = { .body = body != NULL ? body : "" };
	enum problem wrong;

	if (reply_if_full(rq, COMMENT_EDIT))
		return;
	e->body = d.body;
	e->revision = revision != NULL && strlen(revision) < 10 ? strtol(revision, NULL, 10) : 0;
	wrong = draft_render(rq, &d);
	if (wrong != PROBLEM_NONE) {
		e->wrong = draft_sentence(rq, &d, wrong);
		if (!draft_is_early(rq, wrong))
			edit_form_draw(rq, page_context(rq, ""), 422, e);
		return;
	}
	rq_set_state(rq, e);
	ask(rq, COMMENT_EDIT, edit_form_saved, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_int(rq, e->revision), d.body,
	    d.html, d.signals, rq_int(rq, setting_int(COMMENTS_EDIT_WINDOW)),
	    rq_int(rq, setting_int(NOTIFICATIONS_MENTIONS_MAX)));
}

static void
edit_form_saved(struct request *rq, const struct answer *a)
{
	const char *id = rq_path(rq, 1), *at = rq_printf(rq, "%s/%s", page_root(rq), rq_path(rq, 0)), *said;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a); /* that page shows the text again */
		return;
	}
	said = page_said(json_object_get(page_json(rq, a), "comment"), "edited");
	if (page_wants_part(rq))
		page_part_comment(rq, 200, a, said);
	else if (strcmp(said, "edited") == 0)
		page_see(rq, page_back(rq, rq_printf(rq, "%s/c/%s", at, id)), said, answer_long(a, 0, 1),
		    rq_printf(rq, "c-%s", id));
	else
		page_see(rq, page_discussion(rq, at), said, 0, rq_printf(rq, "mine-%s", id));
}
