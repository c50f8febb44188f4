/* Forms, their errors, and problems as pages. */
#include "web/view/view.h"

static const struct {
	const char *code, *sentence;
} sentences[] = {
	{ "empty", "Write something first." },
	{ "missing", "This is needed." },
	{ "too_long", "This is longer than it may be; the limit stands beside the field." },
	{ "too_short", "This is too short." },
	{ "too_large_rendered", "With all its formatting this comment is larger than comments may be." },
	{ "bad_parent", "The comment you are replying to is not there any more." },
	{ "bad_character", "This holds a character that cannot be stored." },
	{ "mixed_scripts", "Please write the name in one script; mixed ones can look like somebody else's." },
	{ "reserved", "This name, or one that looks like it, is kept for the newsroom." },
	{ "bad_email", "This does not look like a mail address." },
	{ "common_password", "This password is easy to guess: a common one, a walk over the keyboard or one piece again and again, with little added. Choose another." },
	{ "same_as_name", "This is your name, your address or the name of this site, with little added. Choose another." },
	{ "wrong_password", "This is not your password now." },
	{ "missing_reason", "Choose a reason." },
	{ "unknown_reason", "Choose a reason from the list." },
	{ "appealed", "The author has appealed: somebody who did not take part decides, among the appeals." },
	{ "appealed_before", "You have appealed this before." },
	{ "appeal_window", "The time for an appeal is over: six months." },
	{ "nothing_to_appeal", "It no longer restricts anything." },
	{ "unknown_comment", "There is no published comment at this address. Copy the link behind its time." },
	{ "bad_time", "This is no time. Write it like 2026-11-23T15:00." },
	{ "second_needed", "Such decisions need two moderators; decide them one by one." },
	{ "bad_code", "A code is of small letters, digits and _, and begins with a letter." },
	{ "in_use", "A rule gives this reason. Take it out of the rules first." },
	{ "duplicate", "This stands there twice." },
	{ "too_many", "These are more than there may be." },
	{ "unknown_value", "This is none of those there are." },
	{ "bad_id", "This is no id." },
	{ "own_proposal", "You proposed this yourself. A second moderator confirms it." },
	{ "time_past", "That time is over already." },
	{ "missing_site", "You moderate several sites; name one." },
	{ "thread_locked", "This thread is locked: it takes no replies." },
	{ "slow_mode", "This discussion is in slow mode. Wait a little before you write here again." },
	{ "author_not_told", "Nothing changes for the author, who would not hear of it: leave the message out." },
	{ "not_decidable", "This cannot be decided so: the comment is not in a state for it." },
	{ "username_taken", "Somebody already has this name, or one that looks like it." },
	{ "bad_credentials", "Name and password do not belong together." },
	{ "sign_in", "Please sign in first." },
	{ "forbidden", "This is not yours to do." },
	{ "sanctioned", "You cannot do this for now." },
	{ "warning_unread", "A moderator left you a warning. Read it under Notices, then you can write again." },
	{ "article_closed", "This discussion is closed: it takes no new comments and no edits." },
	{ "thread_locked", "This thread takes no more replies." },
	{ "slow_mode", "This discussion is slow: please wait a while before your next comment." },
	{ "edit_window", "The time for editing this comment is over." },
	{ "not_editable", "This comment cannot be edited any more." },
	{ "conflict", "Somebody changed this while you were looking at it." },
	{ "text_erased", "The text is gone for good, so this cannot be undone." },
	{ "bad_origin", "This form was sent from somewhere else. Open the page again and repeat it there." },
	{ "key_reused", "This was sent before with other contents." },
	{ "bad_query", "The address holds something this page does not know." },
	{ "bad_cursor", "This page of the list does not exist any more. Start from its first page." },
	{ "too_fast", "That was too fast. Wait a little and try again." },
	{ "no_rules_yet", "The server has just started and cannot take a comment yet. Try again in a moment." },
};

const char *
view_sentence(const char *code)
{
	if (strchr(code, ' ') != NULL)
		return (code);
	for (size_t i = 0; i < LENGTH(sentences); i++)
		if (strcmp(sentences[i].code, code) == 0)
			return (sentences[i].sentence);
	return ("This did not work.");
}

json_t *
view_form(const struct page_context *l, const char *heading, const char *action, const char *button)
{
	json_t *root = view_root(l, heading);

	view_put(root, "heading", view_string("%s", heading));
	view_put(root, "action", view_string("%s", action));
	view_put(root, "button", view_string("%s", button));
	view_put(root, "button_class", json_string("primary"));
	view_put(root, "fields", json_array());
	view_put(root, "hidden", json_array());
	return (root);
}

static json_t *
field(json_t *root, const char *kind, const char *name, const char *label)
{
	json_t *f = json_object();

	view_put(f, kind, json_true());
	view_put(f, "name", view_string("%s", name));
	view_put(f, "label", view_string("%s", label));
	json_array_append_new(json_object_get(root, "fields"), f);
	return (f);
}

json_t *
view_text(json_t *root, const char *name, const char *label, const char *value, int rows)
{
	json_t *f = field(root, "text", name, label);

	view_put(f, "value", view_string("%s", value != NULL ? value : ""));
	view_put(f, "rows", json_integer(rows));
	return (f);
}

json_t *
view_select(json_t *root, const char *name, const char *label, json_t *options)
{
	json_t *f = field(root, "select", name, label);

	view_put(f, "options", options);
	return (f);
}

json_t *
view_choice(json_t *root, const char *name, const char *label, bool checked)
{
	json_t *f = field(root, "choice", name, label);

	view_put(f, "checked", json_boolean(checked));
	return (f);
}

void
view_optional(json_t *f)
{
	view_put(f, "optional", json_true());
}

json_t *
view_options(const struct option *list, size_t n, const char *chosen)
{
	json_t *options = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(options, json_pack("{s:s,s:s,s:b}", "value", list[i].value, "label", list[i].label,
		    "selected", chosen != NULL && strcmp(chosen, list[i].value) == 0));
	return (options);
}

json_t *
view_field(json_t *root, const char *name, const char *label, const char *type, const char *fill, const char *value)
{
	json_t *f = field(root, "input", name, label);

	view_put(f, "type", view_string("%s", type));
	view_put(f, "autocomplete", view_string("%s", fill));
	/* A password never goes back into a page. */
	view_put(f, "value", view_string("%s", value != NULL && strcmp(type, "password") != 0 ? value : ""));
	return (f);
}

/* What describes a field: hint and error, in this order. */
static void
described(json_t *field)
{
	const char *name = view_get(field, "name", "");
	bool hint = json_is_string(json_object_get(field, "hint"));
	bool error = json_is_string(json_object_get(field, "error"));

	view_put(field, "described", view_string("%s%s%s%s%s", hint ? name : "", hint ? "-hint" : "",
	    hint && error ? " " : "", error ? name : "", error ? "-error" : ""));
}

void
view_hint(json_t *field, const char *hint)
{
	view_put(field, "hint", view_string("%s", hint));
	described(field);
}

void
view_hidden(json_t *root, const char *name, const char *value)
{
	json_array_append_new(json_object_get(root, "hidden"), json_pack("{s:s,s:o}", "name", name, "value",
	    view_string("%s", value)));
}

json_t *
view_area(json_t *root, const char *name, const char *label, const char *value, int rows, bool needed)
{
	json_t *a = json_object();

	view_put(a, "name", view_string("%s", name));
	view_put(a, "label", view_string("%s", label));
	view_put(a, "value", view_string("%s", value != NULL ? value : ""));
	view_put(a, "rows", json_integer(rows));
	view_put(a, "required", json_boolean(needed));
	view_put(root, "area", a);
	return (a);
}

void
view_form_error(json_t *root, const char *field, const char *text)
{
	json_t *list = json_object_get(root, "fields"), *one;
	json_t *area = json_object_get(root, "area"), *radios = json_object_get(root, "radios");
	size_t i;

	view_error(root, field, text);
	json_array_foreach(list, i, one)
		if (strcmp(view_get(one, "name", ""), field) == 0) {
			view_put(one, "error", view_string("%s", text));
			described(one);
		}
	if (strcmp(view_get(area, "name", ""), field) == 0)
		view_put(area, "error", view_string("%s", text));
	if (strcmp(view_get(radios, "name", ""), field) == 0)
		view_put(radios, "error", view_string("%s", text));
}

void
view_other(json_t *root, const char *text, const char *href, const char *link)
{
	view_put(root, "other", json_pack("{s:o,s:o,s:o}", "text", view_string("%s", text), "href",
	    view_string("%s", href), "link", view_string("%s", link)));
}

/* ---- problems */

static const struct {
	int status;
	const char *heading, *text;
} problems[] = {
	{ 400, "That address does not work", "Something in it is not as it should be." },
	{ 401, "Please sign in", "You need to be signed in for this." },
	{ 403, "This is not yours to do", "You are not allowed to see or to do this." },
	{ 404, "There is nothing here", "It may have been removed, or the address has a mistake in it." },
	{ 405, "That cannot be done here", "This page takes no such request." },
	{ 409, "Something changed meanwhile", "What you were working on is no longer as it was." },
	{ 413, "That is too much at once", "What you sent is larger than it may be." },
	{ 422, "That did not work yet", "Something in the form needs another look." },
	{ 429, "A little slower, please", "That was too fast. Wait a moment and try again." },
	{ 500, "We made a mistake", "It is written down on our side. Please try again later." },
	{ 503, "Back in a moment", "The server is busy or its database is away. Please try again in a few seconds; nothing was lost." },
	{ 504, "Back in a moment", "This took too long. Please try again in a few seconds." },
};

json_t *
view_problem(const struct page_context *l, int status, const char *code, const char *detail)
{
	const char *heading = "That did not work", *text = "Please try again.";
	const char *sentence = view_sentence(code);
	json_t *root;

	for (size_t i = 0; i < LENGTH(problems); i++)
		if (problems[i].status == status) {
			heading = problems[i].heading;
			text = problems[i].text;
		}
	if (detail != NULL)
		text = detail;
	else if (strcmp(sentence, view_sentence("")) != 0)
		text = sentence;
	root = view_root(l, heading);
	view_put(root, "status", json_integer(status));
	view_put(root, "heading", json_string(heading));
	view_put(root, "text", view_string("%s", text));
	view_put(root, "links", json_array());
	view_put(root, "facts", json_array());
	return (root);
}

void
view_link(json_t *root, const char *text, const char *href)
{
	json_array_append_new(json_object_get(root, "links"), json_pack("{s:o,s:o}", "text", view_string("%s", text),
	    "href", view_string("%s", href)));
}

void
view_fact(json_t *root, const char *name, const char *value)
{
	json_array_append_new(json_object_get(root, "facts"), json_pack("{s:o,s:o}", "name", view_string("%s", name),
	    "value", view_string("%s", value)));
	view_put(root, "facts_list", json_true());
}
