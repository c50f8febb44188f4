/* SPDX-License-Identifier: Apache-2.0 */
/* The desk's navigation, by the account's role. */
#include "web/view/view.h"

static const struct {
	const char *name, *href, *go; /* go: the key behind g */
	bool sees_all;		      /* admins and auditors only */
} nav[] = {
	{ "Cases", "/desk", "c", false },
	{ "Appeals", "/desk/appeals", "a", false },
	{ "Decisions", "/desk/log", "d", false },
	{ "Search", "/desk/search", "s", false },
	{ "Articles", "/desk/articles", "r", false },
	{ "In bulk", "/desk/jobs", "b", false },
	{ "Rules", "/desk/rules", "u", false },
	{ "Settings", "/desk/settings", "t", false },
	{ "Figures", "/desk/transparency", "f", false },
	{ "Audit", "/desk/audit", "l", true },
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
			    json_pack("{s:s,s:s,s:s,s:b}", "name", nav[i].name, "href", nav[i].href, "go", nav[i].go, "current",
				strcmp(nav[i].href, here) == 0));
	view_put(root, "nav", list);
	view_put(root, "desk", json_true()); /* the bar shows it */
}
