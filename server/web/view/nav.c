/* The desk's own navigation: what the account's role may see. */
#include "web/view/view.h"

static const struct {
	const char *name, *href;
	bool sees_all; /* admins and auditors only */
} ways[] = {
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

	for (size_t i = 0; i < LENGTH(ways); i++)
		if (sees_all || !ways[i].sees_all)
			json_array_append_new(list, json_pack("{s:s,s:s,s:b}", "name", ways[i].name, "href", ways[i].href,
			    "current", strcmp(ways[i].href, here) == 0));
	view_put(root, "ways", list);
	view_put(root, "desk", json_true()); /* a form shows them only there */
}
