/* SPDX-License-Identifier: Apache-2.0 */
/* The desk's navigation, by what the account's roles permit. */
#include "web/view/view.h"

#include <string.h>

#include "base/buf.h"
#include "text/percent.h"

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
	{ "Connections", "/desk/connections", "n", "staff" },
	{ "Figures", "/desk/transparency", "f", NULL },
	{ "Audit", "/desk/audit", "l", "audit" },
};

/* A page of the desk, for the chosen site. */
static json_t *
nav_href(const char *path, const char *site)
{
	struct buf b;
	json_t *href;

	if (site == NULL)
		return (json_string(path));
	buf_init(&b, NULL);
	buf_printf(&b, "%s?site=", path);
	percent_encode(&b, site, strlen(site));
	href = view_string("%s", b.data);
	buf_end(&b);
	return (href);
}

/* The menu of sites: to the same list of each site, or to the cases. Nothing for one site. */
static void
nav_put_sites(json_t *root, const struct page_context *l, const char *here)
{
	json_t *list, *one;
	const char *path = strcmp(here, "/desk/names") == 0 ? here : "/desk"; /* a tab of the cases */
	size_t i;

	if (view_own_sites(l) < 2)
		return;
	for (i = 0; i < LENGTH(nav); i++)
		if (strcmp(nav[i].href, here) == 0)
			path = here;
	list =
	    json_pack("[{s:s,s:o,s:b}]", "name", "All sites", "href", view_string("%s?site=", path), "current", l->site == NULL);
	json_array_foreach (l->sites, i, one) {
		const char *key = view_get(one, "key", "");

		if (view_own_site(l, key))
			json_array_append_new(list,
			    json_pack("{s:o,s:o,s:b}", "name", view_string("%s", view_site_title(l, key)), "href",
				nav_href(path, key), "current", l->site != NULL && strcmp(l->site, key) == 0));
	}
	view_put(root, "site_pick",
	    json_pack("{s:o,s:o}", "name", view_string("%s", l->site != NULL ? view_site_title(l, l->site) : "All sites"), "list",
		list));
}

void
view_nav(json_t *root, const struct page_context *l, const char *here)
{
	const char *site = view_own_sites(l) < 2 ? NULL : l->site; /* with one site there is no menu to leave it */
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(nav); i++)
		if (nav[i].permission == NULL || view_may(l, NULL, nav[i].permission))
			json_array_append_new(list,
			    json_pack("{s:s,s:o,s:s,s:b}", "name", nav[i].name, "href", nav_href(nav[i].href, site), "go",
				nav[i].go, "current", strcmp(nav[i].href, here) == 0));
	view_put(root, "nav", list);
	nav_put_sites(root, l, here);
	view_put(root, "desk", json_true()); /* the bar shows it */
}
