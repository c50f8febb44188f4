/* SPDX-License-Identifier: Apache-2.0 */
/* The articles that a search at the desk found. */
#include "web/view/view.h"

static const char *
article_state(const char *state)
{
	static const struct view_option states[] = { { "open", "Open" }, { "premoderated", "Premoderated" },
		{ "closed", "Closed" }, { "hidden", "Hidden" } };

	return (view_label(states, LENGTH(states), state, state));
}

json_t *
view_articles(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Articles"), *shown = json_array(), *q = view_query(l->here, "q"), *one;
	size_t i;

	view_nav(root, l, "/desk/articles");
	json_array_foreach (json_object_get(doc, "articles"), i, one) {
		const char *id = view_get(one, "id", ""), *state = view_get(one, "state", "");
		json_t *a = json_object();

		view_put(a, "title", view_string("%s", view_get(one, "title", "")));
		view_put(a, "url", view_string("%s", view_get(one, "url", "")));
		view_put(a, "state", json_string(article_state(state)));
		view_put(a, "site", view_string("%s", view_get(one, "site", "")));
		view_put(a, "count",
		    view_count((long)json_integer_value(json_object_get(one, "comment_count")), "comment", "comments"));
		view_put(a, "controls", view_string("/desk/articles/%s", id));
		view_put(a, "cases", view_string("/desk?view=all&article=%s", id));
		view_put(a, "search", view_string("/desk/search?article=%s", id));
		view_put(a, "href", strcmp(state, "hidden") == 0 ? json_null() : view_string("/a/%s", id));
		json_array_append_new(shown, a);
	}
	view_put(root, "nothing", json_boolean(*json_string_value(q) != '\0' && json_array_size(shown) == 0));
	view_put(root, "articles", shown);
	view_put(root, "q", q);
	return (root);
}
