/* SPDX-License-Identifier: Apache-2.0 */
/* POST /desk/{comment}/decide: makes one decision for the case version that the moderator saw, and may claim the next case. */
#include "moderation/moderation.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

#define NEXT "_next" /* ends the name of a line about a decision that went on to the next case */

static then_fn decide_form_decided, decide_form_claimed, decide_form_reloaded;

struct choice {
	struct decision d;
	const char *action; /* of the form: as in d, or "close" */
	struct queue queue;
	bool next;
	long revision;	  /* of the text that the moderator saw; 0: unknown */
	const char *done; /* the decision's id; NULL: a proposal */
	int status;	  /* HTTP status of the refusal */
	const char *code; /* the refusal's code or sentence; NULL: the case changed */
	json_t *one;	  /* the current case */
};

static void decide_form_refuse(struct request *, struct choice *, int status, const char *code);
static draw_fn decide_form_draw_refused, decide_form_draw_inserted;

static struct choice *
decide_choice(struct request *rq)
{
	struct choice *c = rq_alloc(rq, sizeof(*c));
	const char *version = rq_form(rq, "version"), *revision = rq_form(rq, "revision");

	rq_set_state(rq, c);
	c->queue = desk_queue(rq);
	c->d.comment = rq_path(rq, 0);
	c->d.version = version != NULL && strlen(version) < 10 ? strtol(version, NULL, 10) : 0;
	c->action = rq_form(rq, "action");
	c->next = form_filled(rq, "next") != NULL && !page_wants_part(rq); /* the script has the next case already */
	c->revision = revision != NULL && strlen(revision) < 10 ? strtol(revision, NULL, 10) : 0;
	c->d.note = form_filled(rq, "note");
	c->d.message = form_filled(rq, "message");
	return (c);
}

void
web_decide(struct request *rq)
{
	struct choice *c = decide_choice(rq);
	struct decision *d = &c->d;
	const char *fault = page_words_fault(rq, DECISION_TEXT_MAX);

	if (c->action != NULL && strcmp(c->action, "insert") == 0) {
		c->status = 200;
		ask(rq, CASE_GET, decide_form_reloaded, rq_viewer(rq), c->d.comment, "true");
		return;
	}
	if (c->action == NULL || !word_in(DECISION_ACTIONS, desk_decision_action(c->action))) {
		decide_form_refuse(rq, c, 422, "unknown_value");
		return;
	}
	if (fault != NULL) {
		decide_form_refuse(rq, c, 422, fault);
		return;
	}
	d->action = desk_decision_action(c->action);
	if (strcmp(d->action, "reject") == 0)
		d->reason = form_filled(rq, "reason");
	decide_all(rq, d, 1, decide_form_decided, "decide_form_decided");
}

/* ---- decided */

/* Goes to path, whose top line names the action and offers to undo it. A proposal has no undo. */
static void
decide_form_see(struct request *rq, const struct choice *c, const char *path, const char *next)
{
	page_see(rq, path, c->done == NULL ? "proposed" : rq_printf(rq, "%s%s&undo=%s", c->action, next, c->done), 0, NULL);
}

static void
decide_form_decided(struct request *rq, const struct answer *a)
{
	struct choice *c = rq_state(rq);
	json_t *result;
	int status;

	decide_wrote(rq, a);
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	result = json_array_get(json_object_get(page_json(rq, a), "results"), 0);
	status = (int)json_integer_value(json_object_get(result, "status"));
	c->done = view_get(result, "decision", NULL);
	if (status < 300 && c->next)
		desk_claim(rq, &c->queue, false, decide_form_claimed, "decide_form_claimed");
	else if (status == 200)
		decide_form_see(rq, c, page_back(rq, desk_queue_path(rq, "/desk", &c->queue)), "");
	else if (status == 202)
		decide_form_see(rq, c, desk_queue_path(rq, rq_printf(rq, "/desk/%s", c->d.comment), &c->queue), "");
	else
		decide_form_refuse(rq, c, status, status == 409 ? NULL : view_get(result, "code", "forbidden"));
}

/* The decision stands also without a next case. */
static void
decide_form_claimed(struct request *rq, const struct answer *a)
{
	const struct choice *c = rq_state(rq);
	bool held;
	const char *one = answer_is(a, "ok") ? desk_claimed(rq, a, &held) : NULL;

	if (one == NULL)
		decide_form_see(rq, c, desk_queue_path(rq, "/desk", &c->queue), "");
	else
		decide_form_see(rq, c, desk_queue_path(rq, rq_printf(rq, "/desk/%s", one), &c->queue), NEXT);
}

/* ---- refused: shows the current case with the note, message and reason that were sent */

static void
decide_form_refuse(struct request *rq, struct choice *c, int status, const char *code)
{
	c->status = status >= 400 ? status : 500;
	c->code = code;
	ask(rq, CASE_GET, decide_form_reloaded, rq_viewer(rq), c->d.comment, "false");
}

static void
decide_form_reloaded(struct request *rq, const struct answer *a)
{
	struct choice *c = rq_state(rq);

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	c->one = page_json(rq, a);
	show_drawn(rq, "desk", c->status == 200 ? decide_form_draw_inserted : decide_form_draw_refused);
}

static void
keep_choice(json_t *decide, const struct decision *d, const char *reason)
{
	json_t *one;
	size_t i;

	view_put(decide, "words", json_boolean(d->note != NULL || d->message != NULL));
	if (d->note != NULL)
		view_put(decide, "note", view_string("%s", d->note));
	if (d->message != NULL)
		view_put(decide, "message", view_string("%s", d->message));
	json_array_foreach (json_object_get(decide, "reasons"), i, one)
		if (reason != NULL)
			view_put(one, "selected", json_boolean(strcmp(view_get(one, "value", ""), reason) == 0));
}

/* The page of the case as it is now, with what its moderator wrote. */
static json_t *
decide_form_case(struct request *rq, struct page_context *l, const struct choice *c)
{
	json_t *root, *decide;

	l->here = desk_queue_path(rq, rq_printf(rq, "/desk/%s", c->d.comment), &c->queue);
	root = view_case_page(l, c->one);
	decide = json_object_get(json_object_get(root, "one"), "decide");
	if (json_is_object(decide))
		keep_choice(decide, &c->d, rq_form(rq, "reason"));
	return (root);
}

static void
decide_form_draw_refused(struct request *rq, struct page_context *l)
{
	const struct choice *c = rq_state(rq);
	json_t *why = c->code == NULL ? view_conflict(l, c->one, c->revision) : NULL, *root = decide_form_case(rq, l, c);

	if (c->code == NULL)
		view_put(root, "conflict",
		    json_pack("{s:s,s:o}", "title", "Nothing was decided: the case has changed", "text", why));
	else
		view_put(root, "conflict", json_pack("{s:s,s:s}", "title", "Nothing was decided", "text", view_refusal(c->code)));
	page_reply(rq, c->status, &template_case, root);
}

/* ---- insert, without the script: shows the case again with the saved message behind what was written */

static const char *
choice_message(struct request *rq, const struct choice *c)
{
	const char *n = form_filled(rq, "saved"), *saved;
	const json_t *messages = json_object_get(c->one, "messages");

	saved = n == NULL || strlen(n) > 4 || strspn(n, "0123456789") != strlen(n) ?
	    NULL :
	    view_get(json_array_get(messages, strtoul(n, NULL, 10)), "text", NULL);
	if (saved == NULL || c->d.message == NULL)
		return (saved != NULL ? saved : c->d.message);
	return (rq_printf(rq, "%s\n\n%s", c->d.message, saved));
}

static void
decide_form_draw_inserted(struct request *rq, struct page_context *l)
{
	struct choice *c = rq_state(rq);
	json_t *why = view_int(c->one, "version") != c->d.version ? view_conflict(l, c->one, c->revision) : NULL, *root;

	c->d.message = choice_message(rq, c);
	root = decide_form_case(rq, l, c);
	if (why != NULL)
		view_put(root, "conflict", json_pack("{s:s,s:o}", "title", "The case has changed", "text", why));
	page_reply(rq, c->status, &template_case, root);
}
