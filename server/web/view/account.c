/* SPDX-License-Identifier: Apache-2.0 */
/* The account's page: facts, sanctions, sessions, and a form for each change. */
#include "text/user_agent.h"
#include "web/view/view.h"

void
view_tabs(json_t *root, const char *here)
{
	static const struct view_option tabs[] = { { "/account", "Account" }, { "/account/notifications", "Notifications" },
		{ "/account/notices", "Notices" }, { "/account/appeals", "Appeals" }, { "/account/security", "Signing in" } };
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(tabs); i++)
		json_array_append_new(list,
		    json_pack("{s:s,s:s,s:b}", "name", tabs[i].label, "href", tabs[i].value, "current",
			strcmp(tabs[i].value, here) == 0));
	view_put(root, "tabs", list);
}

static json_t *
account_facts(const json_t *account, const char *signs_in_at)
{
	const char *mail = view_get(account, "email", NULL), *role = view_get(account, "role", "reader");
	bool verified = json_is_true(json_object_get(account, "email_verified"));
	json_t *list = json_array(), *badge = view_badge(role);

	view_add_fact(list, "Name", view_string("%s", view_get(account, "username", "")));
	if (mail != NULL)
		view_add_fact(list, "E-mail address", view_string("%s%s", mail, verified ? "" : " (not verified)"));
	if (signs_in_at != NULL)
		view_add_fact(list, "Sign-in", view_string("At %s. Your address and password are changed there.", signs_in_at));
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
	if (strcmp(kind, "rename") == 0)
		return ("The moderators replaced your name; you may choose another");
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
account_device(const json_t *session)
{
	char words[USER_AGENT_WORDS];

	(void)user_agent_words(view_get(session, "agent", NULL), words);
	return (json_string(words));
}

/* Of the sign-in; the session may have moved since. */
static json_t *
account_network(const json_t *session)
{
	const char *network = view_get(session, "network", NULL);

	if (network == NULL)
		return (json_null());
	return (json_string(strcmp(network, "same") == 0 ? "in the network you are using now" : "in another network"));
}

static json_t *
account_sessions(const struct page_context *l, const json_t *sessions)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(sessions, "sessions"), i, one) {
		json_t *s = json_object();

		view_put(s, "id", view_string("%s", view_get(one, "id", "")));
		view_put(s, "device", account_device(one));
		view_put(s, "network", account_network(one));
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

/* ---- forms */

void
view_name_field(json_t *form, const char *value)
{
	view_hint(view_field(form, "username", "The new name", "text", "username", value),
	    "Readers see it beside new comments. Moderators see your former names, and nobody else can take those for a year.");
}

void
view_email_fields(json_t *form, const char *value)
{
	(void)view_field(form, "email", "The new address", "email", "email", value);
	(void)view_field(form, "password", "Your password", "password", "current-password", "");
}

void
view_language_field(json_t *form, const char *value)
{
	static const struct view_option languages[] = { { "en", "English" }, { "ko", "한국어" } };

	(void)view_select(form, "language", "Language", view_options(languages, LENGTH(languages), value));
}

json_t *
view_terms_links(const struct page_context *l)
{
	json_t *links = json_array();

	if (l->terms_url != NULL)
		json_array_append_new(links, json_pack("{s:s,s:s}", "text", "Terms of use", "href", l->terms_url));
	if (l->privacy_url != NULL)
		json_array_append_new(links, json_pack("{s:s,s:s}", "text", "Privacy notice", "href", l->privacy_url));
	return (json_pack("{s:o}", "list", links));
}

void
view_terms_field(const struct page_context *l, json_t *form, bool checked)
{
	if (l->terms_version == NULL)
		return;
	view_put(view_choice(form, "terms", "I accept the terms of use", checked), "links", view_terms_links(l));
	view_hidden(form, "terms_version", l->terms_version);
}

/* id: the last part of the form's path. */
static json_t *
account_form(json_t *forms, const char *id, const char *title, const char *button)
{
	json_t *f = json_pack("{s:s,s:s,s:s,s:[]}", "id", id, "title", title, "button", button, "fields");

	json_array_append_new(forms, f);
	return (f);
}

static void
account_put_name(json_t *forms, const json_t *own, int64_t now_ms)
{
	json_t *f = account_form(forms, "name", "Change your name", "Change name");
	json_t *free_at = view_time(view_get(own, "name_change_at", NULL), now_ms);

	view_name_field(f, "");
	if (json_is_object(free_at))
		view_put(f, "waits", view_string("You can change your name again on %s.", view_get(free_at, "full", "")));
	json_decref(free_at);
}

static void
account_put_email(json_t *forms, const json_t *own)
{
	const json_t *change = json_object_get(own, "email_change");
	json_t *f = account_form(forms, "email", "Change your mail address", "Change address");

	view_email_fields(f, "");
	view_put(f, "note",
	    json_string(
		"The new address gets a mail with a link. A verified address has to approve the change in the same way."));
	if (json_is_object(change))
		view_put(f, "waits",
		    view_string("The change to %s waits for the link in the mail to %s. It ends after a week.",
			view_get(change, "email", ""),
			json_is_true(json_object_get(change, "confirmed"))    ? "your present address" :
			    json_is_true(json_object_get(change, "approved")) ? "the new address" :
										"each address"));
}

static void
account_put_mail(json_t *forms, const json_t *own)
{
	static const struct view_option when[] = { { "now", "At once" }, { "daily", "Once a day" }, { "never", "Never" } };
	static const struct view_option kinds[] = { { "reply", "Answers to your comments" },
		{ "mention", "Mentions of your name" }, { "follow", "New comments in discussions you follow" },
		{ "pick", "Comments of yours that are featured" }, { "report", "Results of your reports" } };
	const json_t *chosen = json_object_get(own, "notifications");
	json_t *f = account_form(forms, "mail", "Mails about notifications", "Save");

	for (size_t i = 0; i < LENGTH(kinds); i++)
		(void)view_select(f, kinds[i].value, kinds[i].label,
		    view_options(when, LENGTH(when), view_get(chosen, kinds[i].value, "now")));
	view_put(f, "note",
	    json_string("Mail goes to a verified address only. Statements about decisions on your comments are always sent."));
}

static json_t *
account_forms(const json_t *own, int64_t now_ms)
{
	bool has_password = view_get(own, "signs_in_at", NULL) == NULL;
	json_t *forms = json_array(), *f;

	account_put_name(forms, own, now_ms);
	if (has_password)
		account_put_email(forms, own);
	f = account_form(forms, "language", "Language of your mails", "Save");
	view_language_field(f, view_get(own, "language", "en"));
	account_put_mail(forms, own);
	if (!has_password)
		return (forms);
	f = account_form(forms, "password", "Change your password", "Change password");
	(void)view_field(f, "current", "Your password now", "password", "current-password", "");
	(void)view_field(f, "new", "The new password", "password", "new-password", "");
	view_put(f, "note", json_string("All your other sessions end when the password changes."));
	return (forms);
}

json_t *
view_role_offers(const struct page_context *l, const json_t *offers)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (offers, i, one)
		json_array_append_new(list,
		    json_pack("{s:o,s:o}", "id", view_string("%s", view_get(one, "id", "")), "what", view_role_held(l, one)));
	return (list);
}

json_t *
view_account(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Your account");

	view_put(root, "heading", json_string("Your account"));
	view_tabs(root, "/account");
	view_put(root, "facts", account_facts(l->account, view_get(json_object_get(doc, "own"), "signs_in_at", NULL)));
	if (view_get(l->account, "email", NULL) != NULL && !json_is_true(json_object_get(l->account, "email_verified")))
		view_put_verify(root, "Your address is not verified yet: open the link in the mail that we sent you.",
		    "/account");
	view_put(root, "page_href", view_string("/people/%s", view_me(l)));
	view_put(root, "offers", view_role_offers(l, json_object_get(json_object_get(doc, "own"), "role_offers")));
	view_put(root, "sanctions", account_sanctions(l));
	view_put(root, "sessions", account_sessions(l, doc));
	view_put(root, "other_sessions", json_boolean(json_array_size(json_object_get(doc, "sessions")) > 1));
	view_put(root, "forms", account_forms(json_object_get(doc, "own"), l->now_ms));
	return (root);
}
