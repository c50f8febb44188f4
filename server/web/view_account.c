/* The reader's own pages: sessions and password, notices. */
#include "web/view.h"

static void
tabs(json_t *root, bool notices)
{
	view_put(root, "tabs", json_pack("[{s:s,s:s,s:b},{s:s,s:s,s:b}]", "name", "Account", "href", "/account", "current",
	    !notices, "name", "Notices", "href", "/account/notices", "current", notices));
}

static void
fact(json_t *facts, const char *name, const char *value)
{
	json_array_append_new(facts, json_pack("{s:s,s:o}", "name", name, "value", view_string("%s", value)));
}

static json_t *
facts(const json_t *account)
{
	const char *mail = view_get(account, "email", NULL), *role = view_get(account, "role", "reader");
	bool verified = json_is_true(json_object_get(account, "email_verified"));
	json_t *list = json_array(), *badge = view_badge(role);

	fact(list, "Name", view_get(account, "username", ""));
	if (mail != NULL)
		json_array_append_new(list, json_pack("{s:s,s:o}", "name", "E-mail", "value",
		    view_string("%s%s", mail, verified ? "" : " (not verified)")));
	if (json_is_string(badge))
		fact(list, "Role", json_string_value(badge));
	json_decref(badge);
	return (list);
}

static const char *
sanction_text(const char *kind)
{
	if (strcmp(kind, "ban") == 0)
		return ("You are banned");
	if (strcmp(kind, "mute") == 0)
		return ("You cannot write");
	if (strcmp(kind, "premoderate") == 0)
		return ("Your comments are read before they appear");
	return ("You were warned");
}

static json_t *
sanctions(const struct look *l)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach(json_object_get(l->account, "sanctions"), i, one) {
		json_t *until = view_time(view_get(one, "until", NULL), l->now_ms);
		bool ends = json_is_object(until);

		json_array_append_new(list, view_string("%s%s%s. Reason: %s.", sanction_text(view_get(one, "kind", "")),
		    ends ? " until " : "", ends ? view_get(until, "full", "") : "", view_reason(view_get(one, "reason", "other"))));
		json_decref(until);
	}
	return (list);
}

static json_t *
sessions_view(const struct look *l, const json_t *sessions)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach(json_object_get(sessions, "sessions"), i, one) {
		json_t *s = json_object();

		view_put(s, "id", view_string("%s", view_get(one, "id", "")));
		view_put(s, "agent", view_agent(view_get(one, "agent", "")));
		view_put(s, "current", json_boolean(json_is_true(json_object_get(one, "current"))));
		view_put(s, "since", view_time(view_get(one, "created_at", NULL), l->now_ms));
		view_put(s, "until", view_time(view_get(one, "expires_at", NULL), l->now_ms));
		json_array_append_new(list, s);
	}
	return (list);
}

json_t *
view_account(const struct look *l, const json_t *sessions)
{
	json_t *root = view_form(l, "Your account", "/account/password", "Change password");

	tabs(root, false);
	view_put(root, "facts", facts(l->account));
	view_put(root, "sanctions", sanctions(l));
	view_put(root, "sessions", sessions_view(l, sessions));
	(void)view_field(root, "current", "Your password now", "password", "current-password", "");
	(void)view_field(root, "new", "The new password", "password", "new-password", "");
	return (root);
}

/* ---- notices: statements of reasons and outcomes */

static const char *
heading(const char *kind)
{
	static const struct {
		const char *kind, *heading;
	} list[] = {
		{ "rejected", "Your comment was not published, or was taken down" },
		{ "restored", "Your comment is published" },
		{ "held", "Your comment waits for a moderator" },
		{ "report", "Your report was decided" },
		{ "lifted", "A restriction of your account has ended" },
		{ "appeal", "An appeal was decided" },
		{ "illegal", "Your notice of illegal content was decided" },
		{ "sanction", "The moderators restricted your account" },
	};

	for (size_t i = 0; i < LENGTH(list); i++)
		if (strcmp(list[i].kind, kind) == 0)
			return (list[i].heading);
	return ("A note from the moderators");
}

/* The end of an appeal, or of a notice of illegal content. */
static const char *
outcome_text(const char *outcome)
{
	static const struct {
		const char *outcome, *text;
	} list[] = {
		{ "upheld", "The decision stands." },
		{ "overturned", "The decision was wrong and has been taken back." },
		{ "removed", "The comment was taken down." },
		{ "kept", "The comment stays." },
		{ "withdrawn", "The comment's author has withdrawn it." },
	};

	for (size_t i = 0; i < LENGTH(list); i++)
		if (strcmp(list[i].outcome, outcome) == 0)
			return (list[i].text);
	return ("It was decided.");
}

/* Why: the house rule in the site's words, what the moderator said, and until when an appeal may be made. */
static void
grounds(json_t *list, const json_t *body)
{
	const char *rule = view_get(json_object_get(body, "house_rule"), "text", NULL), *note = view_get(body, "note", NULL),
		   *until = view_get(json_object_get(body, "appeal"), "until", NULL);

	if (rule != NULL)
		json_array_append_new(list, view_string("The rule: %s", rule));
	if (note != NULL && *note != '\0')
		json_array_append_new(list, view_string("%s", note));
	if (until != NULL)
		json_array_append_new(list, view_string("You may appeal until %.10s.", until));
}

/* What happened, and who decided it. */
static json_t *
lines(const json_t *body)
{
	const char *kind = view_get(body, "kind", NULL);
	json_t *list = json_array();

	if (json_is_boolean(json_object_get(body, "upheld")))
		json_array_append_new(list, json_string(json_is_true(json_object_get(body, "upheld")) ?
		    "The comment you reported was taken down." : "The comment you reported stays: it keeps to the rules."));
	else if (view_get(body, "outcome", NULL) != NULL)
		json_array_append_new(list, json_string(outcome_text(view_get(body, "outcome", NULL))));
	else if (kind != NULL)
		json_array_append_new(list, view_string("%s.", sanction_text(kind)));
	if (json_is_true(json_object_get(body, "automated")))
		json_array_append_new(list, json_string("A rule of this site decided this, without a person."));
	else if (view_get(body, "by", NULL) != NULL)
		json_array_append_new(list, view_string("%s decided this.", view_get(body, "by", NULL)));
	else if (kind == NULL && view_get(body, "action", NULL) != NULL)
		json_array_append_new(list, json_string("A moderator decided this."));
	grounds(list, body);
	return (list);
}

static json_t *
reasons(const json_t *body)
{
	json_t *list = json_array(), *one;
	const char *reason = view_get(body, "reason", NULL);
	size_t i;

	if (reason != NULL)
		json_array_append_new(list, json_string(view_reason(reason)));
	json_array_foreach(json_object_get(body, "reasons"), i, one)
		if (json_is_string(one) || json_is_object(one))
			json_array_append_new(list, json_string(view_reason(json_is_string(one) ? json_string_value(one) :
			    view_get(one, "reason", ""))));
	if (json_array_size(list) == 0) {
		json_decref(list);
		return (json_null());
	}
	return (json_pack("{s:o}", "list", list));
}

json_t *
view_notices(const struct look *l, const json_t *list)
{
	json_t *root = view_root(l, "Notices"), *shown = json_array(), *one;
	size_t i;

	tabs(root, true);
	json_array_foreach(json_object_get(list, "notices"), i, one) {
		const json_t *body = json_object_get(one, "statement");
		const char *article = view_get(one, "article", NULL), *comment = view_get(one, "comment", NULL);
		json_t *n = json_object();

		view_put(n, "id", view_string("%s", view_get(one, "id", "")));
		view_put(n, "heading", json_string(heading(view_get(one, "kind", ""))));
		view_put(n, "unread", json_boolean(view_get(one, "read_at", NULL) == NULL));
		view_put(n, "lines", lines(body));
		view_put(n, "reasons", reasons(body));
		view_put(n, "excerpt", view_string("%s", view_get(body, "excerpt", "")));
		view_put(n, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
		if (article != NULL && comment != NULL)
			view_put(n, "href", view_string("/a/%s/c/%s", article, comment));
		json_array_append_new(shown, n);
	}
	view_put(root, "notices", shown);
	if (view_get(list, "next", NULL) != NULL)
		view_put(root, "more", view_string("/account/notices?cursor=%s", view_get(list, "next", NULL)));
	return (root);
}
