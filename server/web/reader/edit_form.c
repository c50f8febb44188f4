/* GET, POST /a/{article}/c/{comment}/edit: the author's own text, by revision, inside the window. */
#include "comment/draft.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn sourced, greeted, edited;

struct edit {
	const char *body;
	long revision;
	const char *until;
	const char *wrong; /* what is wrong with it; NULL: nothing */
	const json_t *restriction; /* what keeps its author from it; NULL: nothing is known */
};

/* d: what the author wrote; code: what is wrong with it, or NULL. */
static void
draw(struct request *rq, const struct page_context *l, int status, const struct edit *e)
{
	const char *at = rq_printf(rq, "/a/%s/c/%s", rq_path(rq, 0), rq_path(rq, 1));
	json_t *root = view_form(l, e->wrong != NULL ? "Your edit is not saved yet" : "Edit your comment",
	    rq_printf(rq, "%s/edit", at), "Save");
	json_t *area = view_area(root, "body", "Your comment", e->body, 10, true), *until = view_time(e->until, l->now_ms);

	if (json_is_object(until))
		view_put(area, "hint", view_string("You can edit until %s. Readers will see that it was edited.",
		    view_get(until, "full", "")));
	json_decref(until);
	view_hidden(root, "revision", rq_int(rq, e->revision));
	view_put(root, "cancel", view_string("%s", at));
	if (e->wrong != NULL)
		view_form_error(root, "body", e->wrong);
	page_reply(rq, status, &template_form, root);
}

/* ---- the form */

/* It would be refused: why, and the text to be copied. */
static void
draw_barred(struct request *rq, const struct page_context *l, const struct edit *e)
{
	const char *at = rq_printf(rq, "/a/%s/c/%s", rq_path(rq, 0), rq_path(rq, 1));
	json_t *root = view_form(l, "Edit your comment", at, ""), *area;

	view_put(root, "bar", view_restriction(l, NULL, e->restriction));
	area = view_text(root, "body", "Your comment", e->body, 10);
	view_optional(area);
	view_put(area, "readonly", json_true());
	view_put(root, "back", view_string("%s", at));
	page_reply(rq, 200, &template_barred, root);
}

static void
show(struct request *rq, const struct page_context *l)
{
	const struct edit *e = rq_state(rq);

	if (view_stops(e->restriction))
		draw_barred(rq, l, e);
	else
		draw(rq, l, 200, e);
}

void
web_edit(struct request *rq)
{
	ask(rq, COMMENT_SOURCE, sourced, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1),
	    rq_int(rq, setting_int(COMMENTS_EDIT_WINDOW)));
}

static void
sourced(struct request *rq, const struct answer *a)
{
	json_t *source;
	struct edit *e;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	source = page_json(rq, a);
	e = rq_alloc(rq, sizeof(*e));
	e->body = view_get(source, "body", "");
	e->revision = (long)json_integer_value(json_object_get(source, "revision"));
	e->until = view_get(source, "editable_until", NULL);
	e->restriction = json_object_get(source, "restriction");
	rq_set_state(rq, e);
	if (!page_ask_account(rq, greeted, "greeted"))
		show(rq, page_context(rq, ""));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "");

	page_account(rq, l, a);
	show(rq, l);
}

/* ---- the edit */

void
web_edit_form(struct request *rq)
{
	const char *body = rq_form(rq, "body"), *revision = rq_form(rq, "revision");
	struct edit *e = rq_alloc(rq, sizeof(*e));
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
			draw(rq, page_context(rq, ""), 422, e);
		return;
	}
	rq_set_state(rq, e);
	ask(rq, COMMENT_EDIT, edited, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_int(rq, e->revision), d.body, d.html,
	    d.signals, rq_int(rq, setting_int(COMMENTS_EDIT_WINDOW)));
}

static void
edited(struct request *rq, const struct answer *a)
{
	const char *id = rq_path(rq, 1), *state;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a); /* the text stands on that page too */
		return;
	}
	state = view_get(json_object_get(page_json(rq, a), "comment"), "state", "published");
	if (strcmp(state, "published") == 0)
		page_see(rq, rq_printf(rq, "/a/%s/c/%s", rq_path(rq, 0), id), "edited", answer_long(a, 0, 1),
		    rq_printf(rq, "c-%s", id));
	else
		page_see(rq, rq_printf(rq, "/a/%s", rq_path(rq, 0)), strcmp(state, "held") == 0 ? "held" : "refused", 0,
		    rq_printf(rq, "mine-%s", id));
}
