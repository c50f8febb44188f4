/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /desk/accounts/{account}/sanction: warns, mutes, premoderates or bans an account. */
#include "base/clock.h"
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn sanction_form_imposed;

static const struct view_option kinds[] = {
	{ "warn", "Warn: the account must read it before its next comment" },
	{ "mute", "Mute: no comments for a while" },
	{ "premoderate", "Premoderate: a moderator reads each comment first" },
	{ "ban", "Ban: no comments, votes or reports" },
};
/* clang-format off */
static const struct view_option times[] = {
	{ "1", "One day" }, { "7", "One week" }, { "30", "30 days" }, { "90", "90 days" }, { "365", "One year" },
	{ "", "Until it is lifted" },
};
/* clang-format on */
/* clang-format off */
static const struct view_option spans[] = {
	{ "", "None" }, { "1", "Of the last day" }, { "7", "Of the last week" }, { "30", "Of the last 30 days" },
	{ "365", "Of the last year" },
};
/* clang-format on */

static const char *
sanction_value(struct request *rq, const char *name, const char *first)
{
	const char *value = rq_is_safe(rq) ? rq_query(rq, name) : rq_form(rq, name);

	return (value != NULL ? value : first);
}

static json_t *
sanction_radios(const char *kind)
{
	json_t *list = view_options(kinds, LENGTH(kinds), kind), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		view_put(one, "name", json_string("kind"));
		view_put(one, "checked", json_incref(json_object_get(one, "selected")));
	}
	return (json_pack("{s:s,s:s,s:o}", "name", "kind", "legend", "Sanction", "list", list));
}

static json_t *
sanction_form(struct request *rq, const struct page_context *l)
{
	const char *at = rq_printf(rq, "/desk/accounts/%s", rq_path(rq, 0)), *site = sanction_value(rq, "site", NULL);
	json_t *root = view_form(l, "Sanction this account", rq_printf(rq, "%s/sanction", at), "Impose the sanction"), *f;
	json_t *sites = view_sites(l, view_every_site(l), site);

	view_nav(root, l, "/desk/accounts");
	view_put(root, "button_class", json_string("danger"));
	view_put(root, "lead",
	    json_string("The account gets a notice with the sanction, its length, the reason, and how to appeal."));
	view_put(root, "radios", sanction_radios(sanction_value(rq, "kind", "warn")));
	view_put(root, "radios_first", json_true());
	if (sites != NULL)
		view_select(root, "site", "Where", sites);
	f = view_select(root, "days", "For how long", view_options(times, LENGTH(times), sanction_value(rq, "days", "7")));
	view_hint(f, "A warning ends when it is read.");
	view_select(root, "reason", "Reason", view_reasons(l, NULL, NO_REASON, sanction_value(rq, "reason", NULL)));
	f = view_text(root, "message", "Message to the account", sanction_value(rq, "message", ""), 3);
	view_optional(f);
	view_hint(f, "Optional. The account reads it.");
	f = view_text(root, "note", "Note for colleagues", sanction_value(rq, "note", ""), 3);
	view_optional(f);
	view_hint(f, "Optional. Only moderators read it.");
	f = view_select(root, "span", "Comments to take down with it",
	    view_options(spans, LENGTH(spans), sanction_value(rq, "span", "")));
	view_hint(f, "You can restore them together later.");
	view_put(root, "cancel", view_string("%s", at));
	return (root);
}

void
web_sanction(struct request *rq)
{
	desk_form(rq, sanction_form);
}

static bool
sanction_option(const struct view_option *list, size_t n, const char *value)
{
	return (view_label(list, n, value, NULL) != NULL);
}

static const char *
sanction_end(struct request *rq, const char *days)
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
	const char *days = sanction_value(rq, "days", ""), *span = form_filled(rq, "span");
	struct sanction *s = rq_alloc(rq, sizeof(*s));

	*s = (struct sanction) { .kind = sanction_value(rq, "kind", ""),
		.reason = sanction_value(rq, "reason", ""),
		.note = form_filled(rq, "note"),
		.message = form_filled(rq, "message"),
		.site = form_filled(rq, "site") };
	if (!sanction_option(kinds, LENGTH(kinds), s->kind))
		desk_form_refuse(rq, sanction_form, "kind", "unknown_value");
	else if (!sanction_option(times, LENGTH(times), days))
		desk_form_refuse(rq, sanction_form, "days", "unknown_value");
	else if (span != NULL && !sanction_option(spans, LENGTH(spans), span))
		desk_form_refuse(rq, sanction_form, "span", "unknown_value");
	else if (page_text_fault(rq, "note", false, DECISION_TEXT_MAX) != NULL)
		desk_form_refuse(rq, sanction_form, "note", page_text_fault(rq, "note", false, DECISION_TEXT_MAX));
	else if (page_text_fault(rq, "message", false, DECISION_TEXT_MAX) != NULL)
		desk_form_refuse(rq, sanction_form, "message", page_text_fault(rq, "message", false, DECISION_TEXT_MAX));
	else {
		s->until = strcmp(s->kind, "warn") == 0 ? NULL : sanction_end(rq, days); /* a warning ends when it is read */
		s->span = span != NULL ? rq_int(rq, strtol(span, NULL, 10) * 86400) : NULL;
		sanction_ask(rq, s, sanction_form_imposed, "sanction_form_imposed");
	}
}

static void
sanction_form_imposed(struct request *rq, const struct answer *a)
{
	static const struct {
		const char *outcome, *field;
	} fields[] = { { "time_past", "days" }, { "unknown_reason", "reason" }, { "missing_site", "site" },
		{ "second_needed", "span" } };
	const char *back = rq_printf(rq, "/desk/accounts/%s", rq_path(rq, 0)), *taken;

	for (size_t i = 0; i < LENGTH(fields); i++)
		if (answer_is(a, fields[i].outcome)) {
			desk_form_refuse(rq, sanction_form, fields[i].field, fields[i].outcome);
			return;
		}
	taken = answer_is(a, "ok") ? sanction_of(rq, a) : NULL;
	if (taken != NULL)
		span_run_see(rq, taken, rq_printf(rq, "%s?said=sanctioned", back), reply_see);
	else
		desk_done(rq, a, back, "sanctioned");
}
