/* SPDX-License-Identifier: Apache-2.0 */
/* The list of recent discussions. */
#include "web/view/view.h"

static json_t *
home_article(const struct page_context *l, const json_t *article)
{
	json_t *out = json_object();

	view_put(out, "href", view_string("%s/%s", ROOT_PAGE, view_get(article, "id", "")));
	view_put(out, "title", view_string("%s", view_get(article, "title", "")));
	view_put(out, "site", view_string("%s", view_site_title(l, view_get(article, "site", NULL))));
	view_put(out, "count_text", view_count(view_int(article, "comment_count"), "comment", "comments"));
	view_put(out, "last", view_site_time(l, view_get(article, "site", NULL), view_get(article, "last_at", NULL)));
	return (out);
}

json_t *
view_home(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Discussions"), *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(doc, "articles"), i, one)
		json_array_append_new(list, home_article(l, one));
	view_put_about(root, l,
	    &(struct page_about) { .title = "Discussions",
		.description = view_string("The articles on %s that readers discuss now.", view_site_title(l, NULL)),
		.path = "/",
		.type = "website",
		.index = true });
	view_put_list(root, "articles", list);
	return (root);
}
