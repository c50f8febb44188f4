/* POST /desk/{comment}/decide: one decision, by the version the moderator saw. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/page.h"
#include "web/web.h"

#define NOTE_MAX 2000 /* octets */

static then_fn decided;
static void refused(struct request *, const struct decision *, long status, json_t *current);

void
web_decide(struct request *rq)
{
	struct decision *d = rq_alloc(rq, sizeof(*d));
	const char *version = rq_form(rq, "version"), *note = rq_form(rq, "note"), *reason = rq_form(rq, "reason");

	d->comment = rq_path(rq, 0);
	d->version = version != NULL && strlen(version) < 10 ? strtol(version, NULL, 10) : 0;
	d->action = rq_form(rq, "action");
	if (d->action == NULL || !word_in(DECISION_ACTIONS, d->action) || (note != NULL && strlen(note) > NOTE_MAX)) {
		reply_problem(rq, 422, note != NULL && strlen(note) > NOTE_MAX ? "too_long" : "bad_value", NULL);
		return;
	}
	if (strcmp(d->action, "reject") == 0)
		d->reason = reason;
	if (note != NULL && *note != '\0')
		d->note = note;
	rq_keep(rq, d);
	decide_one(rq, d, decided, "decided");
}

static void
decided(struct request *rq, const struct answer *a)
{
	const struct decision *d = rq_kept(rq);
	json_t *result;
	long status;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	result = json_array_get(json_object_get(page_json(rq, a), "results"), 0);
	status = (long)json_integer_value(json_object_get(result, "status"));
	if (status != 200) {
		refused(rq, d, status, json_object_get(result, "current"));
		return;
	}
	/* The next case is on the list; the undo stands above it. */
	page_see(rq, "/desk", rq_printf(rq, "%s&undo=%s", d->action, view_get(result, "decision", "")), 0, NULL);
}

/* A stale version, or a colleague's claim: the case as it is now, and the note not lost. */
static void
refused(struct request *rq, const struct decision *d, long status, json_t *current)
{
	struct look *l = page_look(rq, "desk");
	json_t *root, *decide;

	if (status != 409 || !json_is_object(json_object_get(current, "comment"))) {
		reply_problem(rq, status >= 400 ? (int)status : 500, status == 403 ? "forbidden" : "conflict",
		    status == 403 ? "This is your own comment: a colleague decides it." :
		    status == 409 ? "A colleague has decided or holds this case. Open it again to see how it stands." : NULL);
		return;
	}
	root = view_case_page(l, current);
	view_put(root, "conflict", json_pack("{s:s,s:s}", "title", "Nothing was decided: this case changed meanwhile", "text",
	    "A colleague decided or holds it, its author edited it, or something new was said about it. This is how it "
	    "stands now. Decide again if it still needs it."));
	decide = json_object_get(json_object_get(root, "one"), "decide");
	if (decide != NULL && d->note != NULL)
		view_put(decide, "note", view_string("%s", d->note));
	page_reply(rq, 409, &template_case, root);
}
