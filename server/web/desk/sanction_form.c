/* GET, POST /desk/accounts/{account}/sanction: warn, mute, premoderate or ban, with what the account is told. */
#include "base/clock.h"
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

#define WORDS_MAX 2000 /* octets of a note or a message */

static then_fn imposed;
static draw_fn draw, draw_again;

struct refusal {
	const char *field, *code;
};

static const struct option kinds[] = {
	{ "warn", "Warn: it must be read before the next comment" },
	{ "mute", "Mute: no comments for a while" },
	{ "premoderate", "Premoderate: every comment is read first" },
	{ "ban", "Ban: no use of the account" },
};
static const struct option times[] = {
	{ "1", "One day" }, { "7", "One week" }, { "30", "30 days" }, { "90", "90 days" }, { "365", "One year" },
	{ "", "Until it is lifted" },
};
static const struct option spans[] = {
	{ "", "None" }, { "1", "Of the last day" }, { "7", "Of the last week" }, { "30", "Of the last 30 days" },
	{ "365", "Of the last year" },
};

static const char *
chosen(struct request *rq, const char *name, const char *first)
{
	const char *value = rq_is_safe(rq) ? rq_query(rq, name) : rq_form(rq, name);

	return (value != NULL ? value : first);
}

static json_t *
radios(const char *kind)
{
	json_t *list = view_options(kinds, LENGTH(kinds), kind), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		view_put(one, "name", json_string("kind"));
		view_put(one, "checked", json_incref(json_object_get(one, "selected")));
	}
	return (json_pack("{s:s,s:s,s:o}", "name", "kind", "legend", "What is imposed", "list", list));
}

static json_t *
form(struct request *rq, const struct page_context *l)
{
	const char *at = rq_printf(rq, "/desk/accounts/%s", rq_path(rq, 0)), *site = chosen(rq, "site", NULL);
	json_t *root = view_form(l, "Sanction this account", rq_printf(rq, "%s/sanction", at), "Impose it"), *f;
	json_t *sites = view_sites(l, view_every_site(l), site);

	view_nav(root, l, "/desk/accounts");
	view_put(root, "button_class", json_string("danger"));
	view_put(root, "lead", json_string("The account is told what, for how long, why, and how to appeal."));
	view_put(root, "radios", radios(chosen(rq, "kind", "warn")));
	view_put(root, "radios_first", json_true());
	if (sites != NULL)
		view_select(root, "site", "Where", sites);
	f = view_select(root, "days", "For how long", view_options(times, LENGTH(times), chosen(rq, "days", "7")));
	view_hint(f, "A warning ends when it is read.");
	view_select(root, "reason", "Reason", view_reasons(l, NULL, NO_REASON, chosen(rq, "reason", NULL)));
	f = view_text(root, "message", "Words to the account", chosen(rq, "message", ""), 3);
	view_optional(f);
	view_hint(f, "Optional. The account reads them.");
	f = view_text(root, "note", "Note for colleagues", chosen(rq, "note", ""), 3);
	view_optional(f);
	view_hint(f, "Optional. Only moderators read it.");
	f = view_select(root, "span", "Comments to take down with it", view_options(spans, LENGTH(spans), chosen(rq, "span", "")));
	view_hint(f, "They can be brought back as one.");
	view_put(root, "cancel", view_string("%s", at));
	return (root);
}

void
web_sanction(struct request *rq)
{
	desk_draw(rq, draw);
}

static void
draw(struct request *rq, struct page_context *l)
{
	if (view_moderates(l))
		page_reply(rq, 200, &template_form, form(rq, l));
	else
		reply_problem(rq, PROBLEM_FORBIDDEN);
}

/* The form as it was filled in, and what is wrong with it. */
static void
refuse(struct request *rq, const char *field, const char *code)
{
	struct refusal *r = rq_alloc(rq, sizeof(*r));

	*r = (struct refusal){ .field = field, .code = code };
	rq_set_state(rq, r);
	desk_draw(rq, draw_again);
}

static void
draw_again(struct request *rq, struct page_context *l)
{
	const struct refusal *r = rq_state(rq);
	json_t *root = form(rq, l);

	view_form_error(root, r->field, view_sentence(r->code));
	page_reply(rq, 422, &template_form, root);
}

/* ---- the form */

static bool
known(const struct option *list, size_t n, const char *value)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].value, value) == 0)
			return (true);
	return (false);
}

static const char *
until(struct request *rq, const char *days)
{
	char *out = rq_alloc(rq, CLOCK_RFC3339);

	if (*days == '\0')
		return (NULL);
	clock_rfc3339(clock_wall_ms() + strtol(days, NULL, 10) * 86400000, out);
	return (out);
}

void
web_sanction_form(struct request *rq)
{
	const char *days = chosen(rq, "days", ""), *span = form_filled(rq, "span");
	struct sanction *s = rq_alloc(rq, sizeof(*s));

	*s = (struct sanction){ .kind = chosen(rq, "kind", ""), .reason = chosen(rq, "reason", ""), .note = form_filled(rq, "note"),
		.message = form_filled(rq, "message"), .site = form_filled(rq, "site") };
	if (!known(kinds, LENGTH(kinds), s->kind))
		refuse(rq, "kind", "unknown_value");
	else if (!known(times, LENGTH(times), days))
		refuse(rq, "days", "unknown_value");
	else if (span != NULL && !known(spans, LENGTH(spans), span))
		refuse(rq, "span", "unknown_value");
	else if (page_text_fault(rq, "note", false, WORDS_MAX) != NULL)
		refuse(rq, "note", page_text_fault(rq, "note", false, WORDS_MAX));
	else if (page_text_fault(rq, "message", false, WORDS_MAX) != NULL)
		refuse(rq, "message", page_text_fault(rq, "message", false, WORDS_MAX));
	else {
		s->until = strcmp(s->kind, "warn") == 0 ? NULL : until(rq, days); /* it ends when it is read */
		s->span = span != NULL ? rq_int(rq, strtol(span, NULL, 10) * 86400) : NULL;
		sanction_ask(rq, s, imposed, "imposed");
	}
}

static void
imposed(struct request *rq, const struct answer *a)
{
	static const struct {
		const char *outcome, *field;
	} fields[] = { { "time_past", "days" }, { "unknown_reason", "reason" }, { "missing_site", "site" },
		{ "second_needed", "span" } };
	const char *back = rq_printf(rq, "/desk/accounts/%s", rq_path(rq, 0)), *taken;

	for (size_t i = 0; i < LENGTH(fields); i++)
		if (answer_is(a, fields[i].outcome)) {
			refuse(rq, fields[i].field, fields[i].outcome);
			return;
		}
	taken = answer_is(a, "ok") ? sanction_of(rq, a) : NULL;
	if (taken != NULL)
		span_run_see(rq, taken, rq_printf(rq, "%s?said=sanctioned", back));
	else
		desk_done(rq, a, back, "sanctioned");
}
