/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /desk/{comment}/ban: sanctions the author from the card of a case, in one act with the decision of the case
 * and the author's comments of a span. POST /desk/accounts/{account}/sanctions/{sanction}/undo takes all of it back.
 */
#include "base/clock.h"
#include "moderation/moderation.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn ban_form_loaded, ban_form_imposed, ban_form_undone;
static draw_fn ban_form_draw, ban_form_draw_conflict;
static span_see_fn ban_form_see, pardon_see;

struct ban_state {
	struct ban_draft draft;
	struct case_sanction sanction;
	struct queue queue;
	const char *field, *code; /* the failed check; code NULL: none */
	json_t *doc;		  /* of SANCTION_PREVIEW; after a conflict the case */
};

static const char *
ban_value(struct request *rq, const char *name, const char *first)
{
	const char *value = rq_form(rq, name);

	return (value != NULL ? value : first);
}

static struct ban_state *
ban_state_of(struct request *rq)
{
	struct ban_state *s = rq_alloc(rq, sizeof(*s));
	bool sent = !rq_is_safe(rq);

	*s = (struct ban_state) { .queue = desk_queue(rq) };
	s->draft = (struct ban_draft) { .kind = ban_value(rq, "kind", "ban"),
		.days = ban_value(rq, "days", ""),
		.where = ban_value(rq, "where", "site"),
		.reason = ban_value(rq, "reason", NULL),
		.comments = ban_value(rq, "comments", "none"),
		.message = ban_value(rq, "message", ""),
		.note = ban_value(rq, "note", ""),
		.version = ban_value(rq, "version", NULL),
		.decide = !sent || form_filled(rq, "decide") != NULL,
		.view = s->queue.view,
		.article = s->queue.article,
		.back = desk_queue_path(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 0)), &s->queue) };
	rq_set_state(rq, s);
	return (s);
}

/* ---- the form, and the form again with a failed check */

void
web_ban(struct request *rq)
{
	(void)ban_state_of(rq);
	ask(rq, SANCTION_PREVIEW, ban_form_loaded, rq_viewer(rq), rq_path(rq, 0));
}

static void
ban_form_refuse(struct request *rq, struct ban_state *s, const char *field, const char *code)
{
	s->field = field;
	s->code = code;
	ask(rq, SANCTION_PREVIEW, ban_form_loaded, rq_viewer(rq), rq_path(rq, 0));
}

static void
ban_form_loaded(struct request *rq, const struct answer *a)
{
	struct ban_state *s = rq_state(rq);

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	s->doc = page_json(rq, a);
	if (s->draft.version == NULL)
		s->draft.version = rq_int(rq, view_int(json_object_get(s->doc, "case"), "version"));
	show_drawn(rq, "desk", ban_form_draw);
}

static void
ban_form_draw(struct request *rq, struct page_context *l)
{
	const struct ban_state *s = rq_state(rq);
	json_t *root = view_ban(l, s->doc, &s->draft);

	if (s->code != NULL)
		view_form_error(root, s->field, view_sentence(s->code));
	page_reply(rq, s->code != NULL ? 422 : 200, &template_form, root);
}

/* ---- sent */

static const char *
ban_until(struct request *rq, const struct ban_draft *d)
{
	char *out = rq_alloc(rq, CLOCK_RFC3339);

	if (*d->days == '\0' || strcmp(d->kind, "warn") == 0) /* a warning ends when it is read */
		return (NULL);
	clock_rfc3339(clock_wall_ms() + strtol(d->days, NULL, 10) * 86400000, out);
	return (out);
}

/* The first failed check of the fields, and its field; NULL: none. */
static const char *
ban_fault(struct request *rq, const struct ban_draft *d, const char **field)
{
	static const char *const texts[] = { "message", "note" };
	const char *fault;

	for (size_t i = 0; i < LENGTH(texts); i++)
		if ((fault = page_text_fault(rq, *field = texts[i], false, DECISION_TEXT_MAX)) != NULL)
			return (fault);
	if (!word_in(SANCTION_KINDS, d->kind))
		return (*field = "kind", "unknown_value");
	if (!view_ban_days(d->days))
		return (*field = "days", "unknown_value");
	if (!word_in("site everywhere", d->where))
		return (*field = "where", "unknown_value");
	if (!word_in(SANCTION_SPANS, d->comments))
		return (*field = "comments", "unknown_value");
	if (d->reason == NULL || *d->reason == '\0')
		return (*field = "reason", "missing_reason");
	return (NULL);
}

void
web_ban_form(struct request *rq)
{
	struct ban_state *s = ban_state_of(rq);
	const struct ban_draft *d = &s->draft;
	const char *field, *fault = ban_fault(rq, d, &field);

	if (fault != NULL) {
		ban_form_refuse(rq, s, field, fault);
		return;
	}
	s->sanction = (struct case_sanction) {
		.s = { .kind = d->kind,
		    .reason = d->reason,
		    .until = ban_until(rq, d),
		    .note = form_filled(rq, "note"),
		    .message = form_filled(rq, "message") },
		.version = d->version != NULL && strlen(d->version) < 10 ? strtol(d->version, NULL, 10) : 0,
		.comments = d->comments,
		.everywhere = strcmp(d->where, "everywhere") == 0,
		.decide = d->decide
	};
	case_sanction_ask(rq, &s->sanction, ban_form_imposed, "ban_form_imposed");
}

/* To the list, whose top line offers to take all of it back. */
static void
ban_form_see(struct request *rq, const char *said)
{
	struct queue q = desk_queue(rq);

	page_see(rq, desk_queue_path(rq, "/desk", &q), said, 0, NULL);
}

static void
ban_form_imposed(struct request *rq, const struct answer *a)
{
	static const struct {
		const char *outcome, *field;
	} fields[] = { { "time_past", "days" }, { "unknown_reason", "reason" }, { "second_needed", "decide" },
		{ "appealed", "decide" }, { "not_decidable", "decide" } };
	struct ban_state *s = rq_state(rq);
	const json_t *one;
	const char *left, *said;

	for (size_t i = 0; i < LENGTH(fields); i++)
		if (answer_is(a, fields[i].outcome)) {
			ban_form_refuse(rq, s, fields[i].field, fields[i].outcome);
			return;
		}
	if (answer_is(a, "conflict")) {
		s->doc = page_json(rq, a);
		show_drawn(rq, "desk", ban_form_draw_conflict);
		return;
	}
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	left = case_sanction_wrote(rq, a, &one);
	said = rq_printf(rq, "banned&undo=%s.%s", view_get(one, "account", ""), view_get(one, "id", ""));
	if (left != NULL)
		span_run_see(rq, left, said, ban_form_see);
	else
		ban_form_see(rq, said);
}

/* Shows the case as it is now; the note and the message stay. */
static void
ban_form_draw_conflict(struct request *rq, struct page_context *l)
{
	const struct ban_state *s = rq_state(rq);
	json_t *why = view_conflict(l, s->doc, 0), *root, *decide;

	l->here = s->draft.back;
	root = view_case_page(l, s->doc);
	view_put(root, "conflict", json_pack("{s:s,s:o}", "title", "Nothing was done: the case has changed", "text", why));
	decide = json_object_get(json_object_get(root, "one"), "decide");
	if (json_is_object(decide) && (*s->draft.message != '\0' || *s->draft.note != '\0')) {
		view_put(decide, "words", json_true());
		view_put(decide, "message", view_string("%s", s->draft.message));
		view_put(decide, "note", view_string("%s", s->draft.note));
	}
	page_reply(rq, 409, &template_case, root);
}

/* ---- taken back */

void
web_pardon(struct request *rq)
{
	sanction_undo_ask(rq, ban_form_undone, "ban_form_undone");
}

static void
pardon_see(struct request *rq, const char *said)
{
	page_see(rq, page_back(rq, "/desk"), said, 0, NULL);
}

static void
ban_form_undone(struct request *rq, const struct answer *a)
{
	const json_t *one;
	const char *left, *said;

	if (answer_is(a, "conflict")) {
		reply_problem(rq, PROBLEM_SANCTION_LIFTED);
		return;
	}
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	left = case_sanction_wrote(rq, a, &one);
	said = view_int(json_object_get(one, "comments"), "kept") > 0 ? "pardoned_partly" : "pardoned";
	if (left != NULL)
		span_run_see(rq, left, said, pardon_see);
	else
		pardon_see(rq, said);
}
