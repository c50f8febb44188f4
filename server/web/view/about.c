/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a page: the facts that search engines and links on other sites show. */
#include "web/view/view.h"

const char *
view_site_title(const struct page_context *l, const char *site)
{
	json_t *one;
	size_t i;

	if (site == NULL && json_array_size(l->sites) == 1)
		return (view_get(json_array_get(l->sites, 0), "title", "Madang"));
	json_array_foreach (l->sites, i, one)
		if (site != NULL && view_is(one, "key", site))
			return (view_get(one, "title", site));
	return ("Madang");
}

void
view_put_about(json_t *root, const struct page_context *l, const struct page_about *a)
{
	const char *site = view_site_title(l, a->site);

	view_put(root, "title", view_string("%s · %s", a->title, site));
	view_put(root, "noindex", json_boolean(!a->index || view_framed(l)));
	view_put(root, "about",
	    json_pack("{s:s,s:s,s:s,s:o,s:o}", "title", a->title, "site_name", site, "type", a->type, "description",
		a->description, "url", view_string("%s%s", l->base, a->path)));
}
