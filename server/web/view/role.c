/* SPDX-License-Identifier: Apache-2.0 */
/* Roles and the areas of the desk to which they can be limited. */
#include "web/view/view.h"

#include <string.h>

#include "base/buf.h"

static const struct view_option areas[] = { { "cases", "Cases: decide, claim, undo, pin, notes" },
	{ "sanctions", "Sanctions: warn, mute, ban" }, { "appeals", "Appeals" }, { "jobs", "Decisions in bulk" },
	{ "articles", "Articles: close, open, hide, slow down" }, { "rules", "Rules: moderators try them, admins change them" },
	{ "settings", "Settings of the site, for admins" }, { "staff", "Staff: roles and invitations, for admins" },
	{ "audit", "Audit, for admins and auditors" } };
static const struct view_option names[] = { { "cases", "cases" }, { "sanctions", "sanctions" }, { "appeals", "appeals" },
	{ "jobs", "bulk decisions" }, { "articles", "articles" }, { "rules", "rules" }, { "settings", "settings" },
	{ "staff", "staff" }, { "audit", "the audit" } };

void
view_put_areas(const struct page_context *l, json_t *form, const json_t *chosen)
{
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(areas); i++)
		if (view_may(l, NULL, areas[i].value))
			json_array_append_new(list,
			    json_pack("{s:s,s:s,s:b}", "value", areas[i].value, "label", areas[i].label, "checked",
				chosen == NULL || view_contains(chosen, areas[i].value)));
	view_put_list(form, "areas", list);
}

void
view_area_choices(const struct page_context *l, json_t *root, const char *sent)
{
	char name[32];

	view_hidden(root, "areas", "yes");
	for (size_t i = 0; i < LENGTH(areas); i++)
		if (view_may(l, NULL, areas[i].value)) {
			(void)snprintf(name, sizeof(name), "may-%s", areas[i].value);
			view_optional(
			    view_choice(root, name, areas[i].label, sent == NULL || strstr(sent, areas[i].value) != NULL));
		}
}

/* "cases, appeals and articles"; "reading" for none. */
static json_t *
role_areas(const json_t *permissions)
{
	size_t n = json_array_size(permissions), i;
	char text[200];
	json_t *one;
	int at = 0;

	if (n == 0)
		return (json_string("reading"));
	json_array_foreach (permissions, i, one)
		at += snprintf(text + at, sizeof(text) - (size_t)at, "%s%s",
		    i == 0	   ? "" :
			i == n - 1 ? " and " :
				     ", ",
		    view_label(names, LENGTH(names), json_string_value(one), ""));
	return (view_string("%s", text));
}

json_t *
view_role_held(const struct page_context *l, const json_t *one)
{
	const char *site = view_get(one, "site", NULL), *role = view_role(view_get(one, "role", ""));
	const char *where = site != NULL ? view_site_title(l, site) : "all sites";
	json_t *for_what, *held;

	if (!json_is_true(json_object_get(one, "limited")))
		return (view_string("%s on %s", role, where));
	for_what = role_areas(json_object_get(one, "permissions"));
	held = view_string("%s on %s, for %s only", role, where, json_string_value(for_what));
	json_decref(for_what);
	return (held);
}
