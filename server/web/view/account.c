/* SPDX-License-Identifier: Apache-2.0 */
/* The account's page: facts, sanctions, sessions, password. */
#include "web/view/view.h"

void
view_tabs(json_t *root, const char *here)
{
	static const struct view_option tabs[] = { { "/account", "Account" }, { "/account/notifications", "Notifications" },
		{ "/account/notices", "Notices" }, { "/account/appeals", "Appeals" } };
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(tabs); i++)
		json_array_append_new(list,
		    json_pack("{s:s,s:s,s:b}", "name", tabs[i].label, "href", tabs[i].value, "current",
			strcmp(tabs[i].value, here) == 0));
	view_put(root, "tabs", list);
}

static json_t *
account_facts(const json_t *account)
{
	const char *mail = view_get(account, "email", NULL), *role = view_get(account, "role", "reader");
	bool verified = json_is_true(json_object_get(account, "email_verified"));
	json_t *list = json_array(), *badge = view_badge(role);

	view_add_fact(list, "Name", view_string("%s", view_get(account, "username", "")));
	if (mail != NULL)
		view_add_fact(list, "E-mail address", view_string("%s%s", mail, verified ? "" : " (not verified)"));
	if (json_is_string(badge))
		view_add_fact(list, "Role", json_incref(badge));
	json_decref(badge);
	return (list);
}

const char *
view_sanction(const char *kind)
{
	if (strcmp(kind, "ban") == 0)
		return ("You are banned");
	if (strcmp(kind, "mute") == 0)
		return ("You are muted");
	if (strcmp(kind, "premoderate") == 0)
		return ("A moderator reads your comments before they appear");
	return ("You were warned");
}

static json_t *
account_sanctions(const struct page_context *l)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(l->account, "sanctions"), i, one) {
		json_t *until = view_time(view_get(one, "until", NULL), l->now_ms);
		bool ends = json_is_object(until);

		json_array_append_new(list,
		    view_string("%s%s%s. Reason: %s.", view_sanction(view_get(one, "kind", "")), ends ? " until " : "",
			ends ? view_get(until, "full", "") : "",
			view_reason(l, view_get(one, "site", NULL), view_get(one, "reason", "other"))));
		json_decref(until);
	}
	return (list);
}

static json_t *
account_sessions(const struct page_context *l, const json_t *sessions)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(sessions, "sessions"), i, one) {
		json_t *s = json_object();

		view_put(s, "id", view_string("%s", view_get(one, "id", "")));
		view_put(s, "agent", view_agent(view_get(one, "agent", "")));
		view_put(s, "current", json_boolean(json_is_true(json_object_get(one, "current"))));
		view_put(s, "framed", json_boolean(json_is_true(json_object_get(one, "framed"))));
		view_put(s, "since", view_time(view_get(one, "created_at", NULL), l->now_ms));
		view_put(s, "until", view_time(view_get(one, "expires_at", NULL), l->now_ms));
		json_array_append_new(list, s);
	}
	return (list);
}

void
view_put_verify(json_t *root, const char *text, const char *back)
{
	view_put(root, "verify", json_pack("{s:s,s:o}", "text", text, "back", view_string("%s", back)));
}

json_t *
view_account(const struct page_context *l, json_t *sessions)
{
	json_t *root = view_form(l, "Your account", "/account/password", "Change password");

	view_tabs(root, "/account");
	view_put(root, "facts", account_facts(l->account));
	if (view_get(l->account, "email", NULL) != NULL && !json_is_true(json_object_get(l->account, "email_verified")))
		view_put_verify(root, "Your address is not verified yet: open the link in the mail that we sent you.",
		    "/account");
	view_put(root, "sanctions", account_sanctions(l));
	view_put(root, "sessions", account_sessions(l, sessions));
	(void)view_field(root, "current", "Your password now", "password", "current-password", "");
	(void)view_field(root, "new", "The new password", "password", "new-password", "");
	return (root);
}
