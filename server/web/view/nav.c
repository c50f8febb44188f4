/* SPDX-License-Identifier: Apache-2.0 */
/* The desk's navigation, by the account's role. */
#include "web/view/view.h"

static const struct {
	const char *name, *href;
	bool sees_all; /* admins and auditors only */
} nav[] = {
	{ "Cases", "/desk", false },
	{ "Appeals", "/desk/appeals", false },
	{ "Decisions", "/desk/log", false },
	{ "Search", "/desk/search", false },
	{ "Articles", "/desk/articles", false },
	{ "In bulk", "/desk/jobs", false },
	{ "Rules", "/desk/rules", false },
	{ "Settings", "/desk/settings", false },
	{ "Figures", "/desk/transparency", false },
	{ "Audit", "/desk/audit", true },
};

void
view_nav(json_t *root, const struct page_context *l, const char *here)
{
	const char *role = view_get(l->account, "role", "");
	bool sees_all = strcmp(role, "admin") == 0 || strcmp(role, "auditor") == 0;
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(nav); i++)
		if (sees_all || !nav[i].sees_all)
			json_array_append_new(list,
			    json_pack("{s:s,s:s,s:b}", "name", nav[i].name, "href", nav[i].href, "current",
				strcmp(nav[i].href, here) == 0));
	view_put(root, "nav", list);
	view_put(root, "desk", json_true()); /* form.html shows it only at the desk */
}
