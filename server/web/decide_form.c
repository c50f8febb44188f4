/* POST /desk/{comment}/decide: one decision, by the version the moderator saw. */
#include "moderation/moderation.h"
#include "settings.h"
#include "templates.h"
#include "web/page.h"
#include "web/web.h"

#define NOTE_MAX 2000 /* octets */

static then_fn decided, looked, greeted;

struct choice {
	struct decision d;
	int status;	  /* of the refusal */
	const char *code; /* why, or NULL: somebody else was first */
	json_t *one;	  /* the case as it is now */
};

static void refused(struct request *, struct choice *, int status, const char *code);
static void ask_who(struct request *);
static void draw(struct request *, const struct look *);

void
web_decide(struct request *rq)
{
	struct choice *c = rq_alloc(rq, sizeof(*c));
	struct decision *d = &c->d;
	const char *version = rq_form(rq, "version"), *note = rq_form(rq, "note"), *message = rq_form(rq, "message"),
		   *reason = rq_form(rq, "reason");

	memset(c, 0, sizeof(*c));
	rq_keep(rq, c);
	d->comment = rq_path(rq, 0);
	d->version = version != NULL && strlen(version) < 10 ? strtol(version, NULL, 10) : 0;
	d->action = rq_form(rq, "action");
	if (note != NULL && *note != '\0')
		d->note = note;
	if (message != NULL && *message != '\0')
		d->message = message;
	if (d->action == NULL || !word_in(DECISION_ACTIONS, d->action)) {
		refused(rq, c, 422, "bad_value");
		return;
	}
	if ((note != NULL && strlen(note) > NOTE_MAX) || (message != NULL && strlen(message) > NOTE_MAX)) {
		refused(rq, c, 422, "too_long");
		return;
	}
	if (strcmp(d->action, "reject") == 0)
		d->reason = reason;
	decide_one(rq, d, decided, "decided");
}

static void
decided(struct request *rq, const struct answer *a)
{
	struct choice *c = rq_kept(rq);
	json_t *result, *current;
	int status;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	result = json_array_get(json_object_get(page_json(rq, a), "results"), 0);
	status = (int)json_integer_value(json_object_get(result, "status"));
	if (status == 200) {
		/* The next case is on the list; the undo stands above it. */
		page_see(rq, "/desk", rq_printf(rq, "%s&undo=%s", c->d.action, view_get(result, "decision", "")), 0, NULL);
		return;
	}
	if (status == 202) {
		page_see(rq, rq_printf(rq, "/desk/%s", c->d.comment), "proposed", 0, NULL);
		return;
	}
	current = json_object_get(result, "current");
	if (json_is_object(json_object_get(current, "comment")))
		c->one = current;
	refused(rq, c, status, status == 409 ? NULL : view_get(result, "code", "forbidden"));
}

/* Nothing was decided: the case as it is now, with note, message and reason not lost. */
static void
refused(struct request *rq, struct choice *c, int status, const char *code)
{
	c->status = status >= 400 ? status : 500;
	c->code = code;
	if (c->one != NULL)
		ask_who(rq);
	else
		ask(rq, CASE_GET, looked, rq_viewer(rq), c->d.comment, rq_int(rq, setting_int(MODERATION_LEASE)));
}

static void
looked(struct request *rq, const struct answer *a)
{
	struct choice *c = rq_kept(rq);

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	c->one = page_json(rq, a);
	ask_who(rq);
}

static void
ask_who(struct request *rq)
{
	if (!page_ask_account(rq, greeted, "greeted"))
		draw(rq, page_look(rq, "desk"));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct look *l = page_look(rq, "desk");

	page_account(rq, l, a);
	draw(rq, l);
}

static void
keep_choice(json_t *decide, const struct decision *d, const char *reason)
{
	json_t *one;
	size_t i;

	if (d->note != NULL)
		view_put(decide, "note", view_string("%s", d->note));
	if (d->message != NULL)
		view_put(decide, "message", view_string("%s", d->message));
	json_array_foreach(json_object_get(decide, "reasons"), i, one)
		if (reason != NULL)
			view_put(one, "selected", json_boolean(strcmp(view_get(one, "value", ""), reason) == 0));
}

static void
draw(struct request *rq, const struct look *l)
{
	const struct choice *c = rq_kept(rq);
	json_t *root = view_case_page(l, c->one), *decide = json_object_get(json_object_get(root, "one"), "decide");

	if (c->code == NULL)
		view_put(root, "conflict", json_pack("{s:s,s:s}", "title", "Nothing was decided: this case changed meanwhile",
		    "text", "A colleague decided or holds it, its author edited it, or something new was said about it. This is "
			    "how it stands now. Decide again if it still needs it."));
	else
		view_put(root, "conflict", json_pack("{s:s,s:s}", "title", "Nothing was decided", "text", c->status == 403 ?
		    "This is your own comment: a colleague decides it." : view_sentence(c->code)));
	if (json_is_object(decide))
		keep_choice(decide, &c->d, rq_form(rq, "reason"));
	page_reply(rq, c->status, &template_case, root);
}
