/* SPDX-License-Identifier: Apache-2.0 */
/* Forms, their errors, and the pages of problems. */
#include "base/problems.h"
#include "web/view/view.h"

const char *
view_sentence(const char *code)
{
	const char *sentence = strchr(code, ' ') != NULL ? code : check_sentence(code);

	return (sentence != NULL ? sentence : problem_detail(PROBLEM_INVALID));
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
form_add_field(json_t *root, const char *kind, const char *name, const char *label)
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
	json_t *f = form_add_field(root, "text", name, label);

	view_put(f, "value", view_string("%s", value != NULL ? value : ""));
	view_put(f, "rows", json_integer(rows));
	return (f);
}

json_t *
view_select(json_t *root, const char *name, const char *label, json_t *options)
{
	json_t *f = form_add_field(root, "select", name, label);

	view_put(f, "options", options);
	return (f);
}

json_t *
view_choice(json_t *root, const char *name, const char *label, bool checked)
{
	json_t *f = form_add_field(root, "choice", name, label);

	view_put(f, "checked", json_boolean(checked));
	return (f);
}

void
view_optional(json_t *f)
{
	view_put(f, "optional", json_true());
}

json_t *
view_options(const struct view_option *list, size_t n, const char *chosen)
{
	json_t *options = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(options,
		    json_pack("{s:s,s:s,s:b}", "value", list[i].value, "label", list[i].label, "selected",
			chosen != NULL && strcmp(chosen, list[i].value) == 0));
	return (options);
}

json_t *
view_field(json_t *root, const char *name, const char *label, const char *type, const char *fill, const char *value)
{
	json_t *f = form_add_field(root, "input", name, label);

	view_put(f, "type", view_string("%s", type));
	view_put(f, "autocomplete", view_string("%s", fill));
	/* Pages never contain a password. */
	view_put(f, "value", view_string("%s", value != NULL && strcmp(type, "password") != 0 ? value : ""));
	return (f);
}

/* aria-describedby: the hint, then the error. */
static void
form_describe(json_t *field)
{
	const char *name = view_get(field, "name", "");
	bool hint = json_is_string(json_object_get(field, "hint"));
	bool error = json_is_string(json_object_get(field, "error"));

	view_put(field, "described",
	    view_string("%s%s%s%s%s", hint ? name : "", hint ? "-hint" : "", hint && error ? " " : "", error ? name : "",
		error ? "-error" : ""));
}

void
view_hint(json_t *field, const char *hint)
{
	view_put(field, "hint", view_string("%s", hint));
	form_describe(field);
}

void
view_hidden(json_t *root, const char *name, const char *value)
{
	json_array_append_new(json_object_get(root, "hidden"),
	    json_pack("{s:s,s:o}", "name", name, "value", view_string("%s", value)));
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
	json_array_foreach (list, i, one)
		if (strcmp(view_get(one, "name", ""), field) == 0) {
			view_put(one, "error", view_string("%s", text));
			form_describe(one);
		}
	if (strcmp(view_get(area, "name", ""), field) == 0)
		view_put(area, "error", view_string("%s", text));
	if (strcmp(view_get(radios, "name", ""), field) == 0)
		view_put(radios, "error", view_string("%s", text));
}

void
view_other(json_t *root, const char *text, const char *href, const char *link)
{
	view_put(root, "other",
	    json_pack("{s:o,s:o,s:o}", "text", view_string("%s", text), "href", view_string("%s", href), "link",
		view_string("%s", link)));
}

/* ---- problems */

static const struct {
	int status;
	const char *heading;
} headings[] = {
	{ 400, "That address does not work" },
	{ 401, "Please sign in" },
	{ 403, "You may not do this" },
	{ 404, "There is nothing here" },
	{ 405, "This address does not allow that" },
	{ 409, "Something changed meanwhile" },
	{ 413, "That is too large" },
	{ 422, "That did not work yet" },
	{ 429, "Too many requests" },
	{ 500, "Something went wrong on our side" },
	{ 503, "Please try again in a moment" },
};

json_t *
view_problem(const struct page_context *l, int status, const char *detail)
{
	const char *heading = "That did not work";
	json_t *root;

	for (size_t i = 0; i < LENGTH(headings); i++)
		if (headings[i].status == status)
			heading = headings[i].heading;
	root = view_root(l, heading);
	view_put(root, "status", json_integer(status));
	view_put(root, "heading", json_string(heading));
	view_put(root, "text", view_string("%s", detail));
	view_put(root, "links", json_array());
	view_put(root, "facts", json_array());
	return (root);
}

void
view_link(json_t *root, const char *text, const char *href)
{
	json_array_append_new(json_object_get(root, "links"),
	    json_pack("{s:o,s:o}", "text", view_string("%s", text), "href", view_string("%s", href)));
}

void
view_fact(json_t *root, const char *name, const char *value)
{
	view_add_fact(json_object_get(root, "facts"), name, view_string("%s", value));
	view_put(root, "facts_list", json_true());
}
