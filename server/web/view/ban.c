/* SPDX-License-Identifier: Apache-2.0 */
/* The form of a sanction from the card of a case: what, how long, where, why, and what goes with it. */
#include "web/view/view.h"

/* clang-format off */
static const struct view_option kinds[] = {
	{ "warn", "Warn" }, { "mute", "Mute" }, { "premoderate", "Premoderate" }, { "ban", "Ban" },
};
static const struct view_option times[] = {
	{ "1", "One day" }, { "7", "One week" }, { "30", "30 days" }, { "90", "90 days" }, { "365", "One year" },
	{ "", "Until it is lifted" },
};
static const struct view_option places[] = { { "site", "On the site of this case" }, { "everywhere", "On all sites" } };
static const struct view_option spans[] = {
	{ "none", "None" }, { "day", "Last day" }, { "week", "Last week" }, { "month", "Last 30 days" }, { "all", "All" },
};
/* clang-format on */

bool
view_ban_days(const char *days)
{
	return (view_label(times, LENGTH(times), days, NULL) != NULL);
}

static json_t *
ban_kinds(const char *kind)
{
	json_t *list = view_options(kinds, LENGTH(kinds), kind), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		view_put(one, "name", json_string("kind"));
		view_put(one, "checked", json_incref(json_object_get(one, "selected")));
	}
	return (json_pack("{s:s,s:s,s:o}", "name", "kind", "legend", "Sanction", "list", list));
}

/* "12", or "12 here, 14 on all sites"; the count of all may be a bound. */
static json_t *
ban_count(const json_t *doc, const char *span)
{
	const json_t *all = json_object_get(doc, "everywhere");
	const char *more = strcmp(span, "all") == 0 && json_is_true(json_object_get(doc, "more")) ? " or more" : "";
	long here = view_int(json_object_get(doc, "here"), span);

	if (!json_is_object(all) || view_int(all, span) == here)
		return (view_string("%ld%s", here, more));
	return (view_string("%ld%s here, %ld%s on all sites", here, more, view_int(all, span), more));
}

/* The spans with the number of comments that each would take down, so that nothing has to be tried. */
static json_t *
ban_spans(const json_t *doc, const char *chosen)
{
	json_t *list = view_options(spans, LENGTH(spans), chosen), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		const char *span = view_get(one, "value", "");
		json_t *n;

		if (strcmp(span, "none") == 0)
			continue;
		n = ban_count(doc, span);
		view_put(one, "label", view_string("%s: %s", view_get(one, "label", ""), json_string_value(n)));
		json_decref(n);
	}
	return (list);
}

/* Can this moderator reject the case in the same act? An appealed case and one that is rejected already cannot. */
static bool
ban_decides(const struct page_context *l, const json_t *one)
{
	const json_t *comment = json_object_get(one, "comment");

	return (view_may(l, view_get(json_object_get(one, "article"), "site", NULL), "cases") &&
	    !json_is_object(json_object_get(one, "appeal")) &&
	    (view_is(comment, "state", "published") || view_is(comment, "state", "held") || view_is(one, "state", "open")));
}

/* The reason of a report or a rule, else of the last decision. */
static const char *
ban_reason(const json_t *one)
{
	const char *likely = view_likely_reason(one);

	return (likely != NULL ? likely : view_get(json_object_get(one, "last"), "reason", NULL));
}

static void
ban_put_fields(const struct page_context *l, json_t *root, const json_t *doc, const struct ban_draft *d)
{
	const json_t *one = json_object_get(doc, "case");
	const char *site = view_get(json_object_get(one, "article"), "site", NULL);
	json_t *f;

	view_select(root, "days", "For how long", view_options(times, LENGTH(times), d->days));
	if (json_is_object(json_object_get(doc, "everywhere")))
		view_select(root, "where", "Where", view_options(places, LENGTH(places), d->where));
	view_select(root, "reason", "Reason", view_reasons(l, site, NO_REASON, d->reason != NULL ? d->reason : ban_reason(one)));
	view_select(root, "comments", "Other comments to remove", ban_spans(doc, d->comments));
	if (ban_decides(l, one))
		view_optional(view_choice(root, "decide", "Reject the comment of this case too, for the same reason", d->decide));
	f = view_text(root, "message", "Message to the author", d->message, 2);
	view_optional(f);
	f = view_text(root, "note", "Note for colleagues", d->note, 2);
	view_optional(f);
}

json_t *
view_ban(const struct page_context *l, const json_t *doc, const struct ban_draft *d)
{
	const json_t *one = json_object_get(doc, "case"), *author = json_object_get(one, "author");
	const char *id = view_get(one, "case", "");
	json_t *root = view_form(l, "Sanction the author", "", "Impose the sanction"), *excerpt;

	excerpt = view_excerpt(view_get(json_object_get(one, "comment"), "body", "(The text was erased.)"));
	view_nav(root, l, "/desk/");
	view_put(root, "action", view_string("/desk/%s/ban", id));
	view_put(root, "button_class", json_string("danger"));
	view_put(root, "lead",
	    view_string("%s wrote: “%s” The author gets one notice of all this, and it says how to appeal.",
		view_get(author, "username", ""), json_string_value(excerpt)));
	json_decref(excerpt);
	view_put(root, "radios", ban_kinds(d->kind));
	view_put(root, "radios_first", json_true());
	ban_put_fields(l, root, doc, d);
	view_hidden(root, "version", d->version);
	if (d->view != NULL)
		view_hidden(root, "view", d->view);
	if (d->article != NULL)
		view_hidden(root, "article", d->article);
	view_put(root, "cancel", view_string("%s", d->back));
	return (root);
}
