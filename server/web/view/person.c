/* SPDX-License-Identifier: Apache-2.0 */
/* An account at the desk: record, sanctions, decisions, notes. */
#include "web/view/view.h"

static json_t *
person_facts(const json_t *doc)
{
	const json_t *account = json_object_get(doc, "account"), *r = json_object_get(doc, "record");
	json_t *list = json_array(), *since = view_time(view_get(account, "created_at", NULL), 0), *one;
	size_t i;

	view_add_fact(list, "Role", view_string("%s", view_role(view_get(account, "role", "reader"))));
	if (!view_is(account, "state", "active"))
		view_add_fact(list, "State", view_string("%s", view_account_state(view_get(account, "state", ""))));
	json_array_foreach (json_object_get(doc, "names"), i, one) {
		json_t *until = view_time(view_get(one, "changed_at", NULL), 0);

		view_add_fact(list, "Former name",
		    view_string("%s, until %s", view_get(one, "username", ""), view_get(until, "text", "")));
		json_decref(until);
	}
	view_add_fact(list, "Since", view_string("%s", view_get(since, "text", "")));
	view_add_fact(list, "Comments",
	    view_string("%ld published, %ld held, %ld rejected, %ld taken back", view_int(r, "published"), view_int(r, "held"),
		view_int(r, "rejected"), view_int(r, "withdrawn")));
	json_decref(since);
	return (list);
}

const char *
view_sanction_label(const char *kind)
{
	static const struct view_option kinds[] = { { "warn", "Warned" }, { "mute", "Muted" }, { "premoderate", "Premoderated" },
		{ "ban", "Banned" }, { "rename", "Renamed" } };

	return (view_label(kinds, LENGTH(kinds), kind, kind));
}

/* The comments that a sanction took down, and whether they can be restored. */
static void
sanction_put_span(json_t *shown, const json_t *span, const char *at, const char *id, bool acts, bool live)
{
	int rejected = (int)json_integer_value(json_object_get(span, "rejected"));

	if (!json_is_object(span))
		return;
	view_put(shown, "span",
	    view_string("%d %s taken down with it, %d restored%s", rejected, rejected == 1 ? "comment" : "comments",
		(int)json_integer_value(json_object_get(span, "restored")),
		view_is(span, "state", "rejecting") || view_is(span, "state", "restoring") ? "; in progress" : ""));
	if (acts && live)
		view_put(shown, "undo", view_string("%s/sanctions/%s/undo", at, id));
	if (acts && (view_is(span, "state", "rejected") || view_is(span, "state", "rejecting")))
		view_put(shown, "restore", view_string("%s/sanctions/%s/restore", at, id));
}

static json_t *
person_sanctions(const struct page_context *l, const json_t *list, const char *at, bool acts)
{
	json_t *shown = json_array(), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		const char *id = view_get(one, "id", "");
		json_t *s = json_object(), *until = view_time(view_get(one, "until", NULL), 0);

		view_put(s, "what", json_string(view_sanction_label(view_get(one, "kind", ""))));
		view_put(s, "until",
		    view_is(one, "kind", "warn") || view_is(one, "kind", "rename") ? json_string("") :
			json_is_object(until) ? view_string("until %s", view_get(until, "text", "")) :
						json_string("until it is lifted"));
		view_put(s, "reason",
		    view_string("%s", view_reason(l, view_get(one, "site", NULL), view_get(one, "reason", ""))));
		view_put(s, "state",
		    view_is(one, "state", "live") ? json_string("") :
						    json_string(view_is(one, "state", "lifted") ? "Lifted" : "Ended"));
		view_put(s, "site", view_string("%s", view_get(one, "site", "all sites")));
		view_put(s, "by", view_string("%s", view_get(json_object_get(one, "by"), "username", "somebody")));
		view_put(s, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
		view_put(s, "note", view_string("%s", view_get(one, "note", "")));
		view_put(s, "message", view_string("%s", view_get(one, "message", "")));
		if (acts && view_is(one, "state", "live"))
			view_put(s, "lift", view_string("%s/sanctions/%s/lift", at, id));
		sanction_put_span(s, json_object_get(one, "comments"), at, id, acts, view_is(one, "state", "live"));
		json_decref(until);
		json_array_append_new(shown, s);
	}
	return (shown);
}

/* With the article's title, and with picks a box to tick. */
static json_t *
person_comments(const struct page_context *l, const json_t *list, bool picks)
{
	json_t *shown = json_array(), *reasons = view_reasons(l, NULL, NO_REASON, NULL), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		const json_t *c = json_object_get(one, "comment");
		json_t *s = json_object();

		view_put(s, "href", view_string("/desk/%s", view_get(c, "id", "")));
		view_put(s, "title", view_string("%s", view_get(one, "title", "")));
		view_put(s, "article", view_string("/a/%s", view_get(one, "article", "")));
		if (picks && !view_is(c, "state", "withdrawn"))
			view_put(s, "pick",
			    view_pick(view_get(c, "id", ""), view_int(one, "version"), view_picked(l, NULL), reasons));
		view_put(s, "state", view_string("%s", view_get(c, "state", "")));
		view_put(s, "state_text", view_string("%s", view_state(view_get(c, "state", ""))));
		view_put(s, "text", view_excerpt(view_get(c, "body", "(The text was erased.)")));
		view_put(s, "at", view_time(view_get(c, "created_at", NULL), l->now_ms));
		json_array_append_new(shown, s);
	}
	json_decref(reasons);
	return (shown);
}

static json_t *
person_notes(const struct page_context *l, const json_t *list)
{
	json_t *shown = json_array(), *one;
	size_t i;

	json_array_foreach (list, i, one)
		json_array_append_new(shown,
		    json_pack("{s:o,s:o,s:o}", "text", view_string("%s", view_get(one, "text", "")), "by",
			view_string("%s", view_get(json_object_get(one, "by"), "username", "somebody")), "at",
			view_time(view_get(one, "created_at", NULL), l->now_ms)));
	return (shown);
}

/* Empty unless the privacy policy of every site allows it. */
static void
person_put_related(json_t *root, const json_t *related)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (related, i, one)
		json_array_append_new(list,
		    json_pack("{s:o,s:o}", "href", view_string("/desk/accounts/%s", view_get(one, "id", "")), "name",
			view_string("%s", view_get(one, "username", ""))));
	view_put_list(root, "related", list);
}

static json_t *
person_appeals(const struct page_context *l, const json_t *list)
{
	json_t *shown = json_array(), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		const char *comment = view_get(one, "case", NULL);
		json_t *s = json_object();

		view_put(s, "against",
		    json_string(view_is(one, "kind", "sanction") ? "Against a sanction" :
			    view_is(one, "kind", "rule")	 ? "Against a rule's decision" :
								   "Against a decision"));
		view_put(s, "state", json_string(view_appeal_state(view_get(one, "state", ""))));
		view_put(s, "href", comment != NULL ? view_string("/desk/%s", comment) : json_null());
		view_put(s, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
		json_array_append_new(shown, s);
	}
	return (shown);
}

/* ---- forms */

/* The form of a note, with a refused note's text and error. */
static void
person_put_note(const struct page_context *l, json_t *root, const json_t *draft, const char *at)
{
	const char *code = view_get(draft, "code", NULL), *field = view_get(draft, "field", "");
	json_t *form = json_object(), *sites = view_sites(l, view_every_site(l), view_get(draft, "site", NULL));

	view_put(form, "action", view_string("%s/notes", at));
	view_put(form, "text", view_string("%s", view_get(draft, "text", "")));
	view_put(form, "site", sites != NULL ? json_pack("{s:o}", "options", sites) : json_null());
	if (code != NULL)
		view_put(strcmp(field, "site") == 0 && sites != NULL ? json_object_get(form, "site") : form, "error",
		    json_string(view_sentence(code)));
	if (code != NULL)
		view_error(root, field, view_sentence(code));
	view_put(root, "note", form);
}

static void
person_put_role(const struct page_context *l, json_t *root, const json_t *held, const char *at)
{
	static const struct view_option roles[] = { { "", "Choose a role" }, { "reader", "None: a reader" }, { "staff", "Staff" },
		{ "moderator", "Moderator" }, { "auditor", "Auditor" }, { "admin", "Admin" } };
	const json_t *now = json_array_size(held) == 1 ? json_array_get(held, 0) : NULL;
	json_t *sites = view_sites(l, view_every_site(l), view_get(now, "site", NULL)), *form = json_object();

	/* An admin of one site sets roles on that site only. */
	if (json_array_size(l->own) == 1)
		view_put(form, "only", json_incref(json_array_get(l->own, 0)));
	view_put(form, "action", view_string("%s/role", at));
	/* Only an admin of all sites makes admins. */
	view_put(form, "roles", view_options(roles, LENGTH(roles) - !json_is_null(l->own), view_get(now, "role", "")));
	view_put(form, "site", sites != NULL ? json_pack("{s:o}", "options", sites) : json_null());
	view_put_areas(l, form, now != NULL && !view_is(now, "role", "staff") ? json_object_get(now, "permissions") : NULL);
	view_put(root, "role", form);
}

static json_t *
person_roles(const struct page_context *l, const json_t *list)
{
	json_t *shown = json_array(), *one;
	size_t i;

	json_array_foreach (list, i, one)
		json_array_append_new(shown, view_role_held(l, one));
	return (shown);
}

/* The next page of each list. */
static void
person_put_older(const struct page_context *l, json_t *root, json_t *next)
{
	char older[40];
	const char *name;
	json_t *cursor;

	json_object_foreach (next, name, cursor) {
		(void)snprintf(older, sizeof(older), "older_%s", name);
		if (json_is_string(cursor))
			view_put(root, older, view_cursor(l->here, json_string_value(cursor)));
	}
}

json_t *
view_person(const struct page_context *l, json_t *doc)
{
	const json_t *account = json_object_get(doc, "account");
	const char *name = view_get(account, "username", "");
	json_t *root = view_root(l, name);
	bool other = strcmp(view_get(account, "id", ""), view_me(l)) != 0, acts = other && view_may(l, NULL, "sanctions");
	char at[80];

	snprintf(at, sizeof(at), "/desk/accounts/%s", view_get(account, "id", ""));
	view_nav(root, l, "/desk/accounts");
	view_put(root, "name", view_string("%s", name));
	view_put(root, "facts", person_facts(doc));
	view_put(root, "roles", person_roles(l, json_object_get(doc, "roles")));
	if (acts)
		view_put(root, "tools", json_pack("{s:s}", "sanction", at));
	if (other && view_may(l, NULL, "cases"))
		person_put_note(l, root, json_object_get(doc, "draft"), at);
	if (other && view_admin(l, NULL, "staff"))
		person_put_role(l, root, json_object_get(doc, "roles"), at);
	view_put(root, "sanctions", person_sanctions(l, json_object_get(doc, "sanctions"), at, acts));
	view_put_list(root, "appeals", person_appeals(l, json_object_get(doc, "appeals")));
	view_put(root, "decisions", view_decisions(l, json_object_get(doc, "decisions")));
	view_put(root, "log", view_string("/desk/log?account=%s", view_get(account, "id", "")));
	view_put(root, "comments", person_comments(l, json_object_get(doc, "comments"), other && view_may(l, NULL, "cases")));
	if (other && json_array_size(json_object_get(doc, "comments")) > 0)
		view_bulk(l, root, l->here);
	person_put_related(root, json_object_get(doc, "related"));
	view_put(root, "notes", person_notes(l, json_object_get(doc, "notes")));
	person_put_older(l, root, json_object_get(doc, "next"));
	return (root);
}
