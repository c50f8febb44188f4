/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a page: the facts that search engines and links on other sites show. */
#include "web/view/view.h"

static const json_t *
about_site(const struct page_context *l, const char *site)
{
	json_t *one;
	size_t i;

	if (site == NULL && json_array_size(l->sites) == 1)
		return (json_array_get(l->sites, 0));
	json_array_foreach (l->sites, i, one)
		if (site != NULL && view_is(one, "key", site))
			return (one);
	return (NULL);
}

const char *
view_site_title(const struct page_context *l, const char *site)
{
	return (view_get(about_site(l, site), "title", site != NULL && about_site(l, site) != NULL ? site : "Madang"));
}

const char *
view_site_zone(const struct page_context *l, const char *site)
{
	return (view_get(about_site(l, site), "timezone", "UTC"));
}

void
view_put_brand(json_t *root, const struct page_context *l, const char *site)
{
	view_put(root, "brand",
	    json_pack("{s:s,s:s}", "title", view_site_title(l, site), "href", view_get(about_site(l, site), "home", "/")));
}

void
view_put_about(json_t *root, const struct page_context *l, const struct page_about *a)
{
	const char *site = view_site_title(l, a->site);

	view_put_brand(root, l, a->site);
	view_put(root, "title", view_string("%s · %s", a->title, site));
	view_put(root, "noindex", json_boolean(!a->index || view_framed(l)));
	view_put(root, "about",
	    json_pack("{s:s,s:s,s:s,s:o,s:o}", "title", a->title, "site_name", site, "type", a->type, "description",
		a->description, "url", view_string("%s%s", l->base, a->path)));
}
