/* SPDX-License-Identifier: Apache-2.0 */
/* The desk's navigation, by what the account's roles permit. */
#include "web/view/view.h"

static const struct {
	const char *name, *href, *go; /* go: the key behind g */
	const char *permission;	      /* NULL: for every role of the desk */
} nav[] = {
	{ "Cases", "/desk", "c", NULL },
	{ "Appeals", "/desk/appeals", "a", NULL },
	{ "Decisions", "/desk/log", "d", NULL },
	{ "Search", "/desk/search", "s", NULL },
	{ "Articles", "/desk/articles", "r", NULL },
	{ "In bulk", "/desk/jobs", "b", NULL },
	{ "Rules", "/desk/rules", "u", NULL },
	{ "Settings", "/desk/settings", "t", NULL },
	{ "Staff", "/desk/staff", "p", "staff" },
	{ "Figures", "/desk/transparency", "f", NULL },
	{ "Audit", "/desk/audit", "l", "audit" },
};

void
view_nav(json_t *root, const struct page_context *l, const char *here)
{
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(nav); i++)
		if (nav[i].permission == NULL || view_may(l, NULL, nav[i].permission))
			json_array_append_new(list,
			    json_pack("{s:s,s:s,s:s,s:b}", "name", nav[i].name, "href", nav[i].href, "go", nav[i].go, "current",
				strcmp(nav[i].href, here) == 0));
	view_put(root, "nav", list);
	view_put(root, "desk", json_true()); /* the bar shows it */
}
