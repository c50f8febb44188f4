/* SPDX-License-Identifier: Apache-2.0 */
/* The articles of the desk: all, or those that a search found. */
#include "web/view/view.h"

static const struct view_option states[] = { { "", "Any" }, { "open", "Open" }, { "premoderated", "Premoderated" },
	{ "closed", "Closed" }, { "hidden", "Hidden" } };

bool
view_article_state_known(const char *state)
{
	for (size_t i = 1; i < LENGTH(states); i++)
		if (strcmp(states[i].value, state) == 0)
			return (true);
	return (false);
}

json_t *
view_articles(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Articles"), *shown = json_array(), *q = view_query(l->here, "q"), *one;
	json_t *chosen = view_query(l->here, "state");
	size_t i;

	view_nav(root, l, "/desk/articles");
	json_array_foreach (json_object_get(doc, "articles"), i, one) {
		const char *id = view_get(one, "id", ""), *state = view_get(one, "state", "");
		json_t *a = json_object();

		view_put(a, "title", view_string("%s", view_get(one, "title", "")));
		view_put(a, "url", view_string("%s", view_get(one, "url", "")));
		view_put(a, "state", json_string(view_label(states, LENGTH(states), state, state)));
		view_put(a, "site", view_string("%s", view_get(one, "site", "")));
		view_put(a, "count",
		    view_count((long)json_integer_value(json_object_get(one, "comment_count")), "comment", "comments"));
		view_put(a, "controls", view_string("/desk/articles/%s", id));
		view_put(a, "cases", view_string("/desk?view=all&article=%s", id));
		view_put(a, "search", view_string("/desk/search?article=%s", id));
		view_put(a, "href", strcmp(state, "hidden") == 0 ? json_null() : view_string("/a/%s", id));
		json_array_append_new(shown, a);
	}
	view_put(root, "nothing", json_boolean(json_array_size(shown) == 0));
	view_put(root, "articles", shown);
	view_put(root, "states", view_options(states, LENGTH(states), json_string_value(chosen)));
	view_put(root, "q", q);
	json_decref(chosen);
	view_pager(l, root, view_get(doc, "next", NULL), "Older articles");
	return (root);
}
