/* SPDX-License-Identifier: Apache-2.0 */
/* Pages about people: an account's comments, and the reader's own lists of followed discussions and muted readers. */
#include "web/view/view.h"

static json_t *
profile_comment(const struct page_context *l, const json_t *one)
{
	const char *article = view_get(one, "article", "");
	json_t *c = json_object();

	view_put(c, "title", view_string("%s", view_get(one, "title", "")));
	view_put(c, "href", view_string("/a/%s/c/%s", article, view_get(one, "id", "")));
	view_put(c, "html", view_comment_html(l, json_object_get(one, "html")));
	view_put(c, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
	return (c);
}

/* The button that mutes or ends it; not on the reader's own page. */
static json_t *
profile_mute(const struct page_context *l, const json_t *page, const char *id)
{
	bool muted = json_is_true(json_object_get(page, "muted"));

	if (l->account == NULL || json_is_true(json_object_get(page, "own")))
		return (json_null());
	return (json_pack("{s:o,s:s,s:s,s:b}", "action", view_string("/people/%s/mute", id), "value", muted ? "no" : "yes",
	    "text", muted ? "Stop muting" : "Mute this reader", "muted", muted));
}

json_t *
view_profile(const struct page_context *l, json_t *page)
{
	const json_t *account = json_object_get(page, "account");
	const char *name = view_get(account, "username", "");
	long n = view_int(account, "comment_count");
	json_t *root = view_root(l, name), *shown = json_array(), *one;
	json_t *since = view_time(view_get(account, "created_at", NULL), NOW_NEVER);
	size_t i;

	json_array_foreach (json_object_get(page, "comments"), i, one)
		json_array_append_new(shown, profile_comment(l, one));
	view_put(root, "name", view_string("%s", name));
	view_put(root, "badge", view_badge(view_get(account, "role", "")));
	view_put(root, "count", n >= 1000 ? json_string("1000 comments and more") : view_count(n, "comment", "comments"));
	view_put(root, "since", since);
	view_put(root, "own", json_boolean(json_is_true(json_object_get(page, "own"))));
	view_put(root, "mute", profile_mute(l, page, view_get(account, "id", "")));
	view_put(root, "report",
	    json_is_true(json_object_get(page, "own")) ? json_null() :
							 view_string("/people/%s/report", view_get(account, "id", "")));
	view_put(root, "comments", shown);
	view_pager(l, root, view_get(page, "next", NULL), "Older comments");
	return (root);
}

json_t *
view_follows(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Discussions you follow"), *shown = json_array(), *one;
	size_t i;

	view_tabs(root, "");
	json_array_foreach (json_object_get(list, "follows"), i, one) {
		const char *article = view_get(one, "article", "");
		json_t *f = json_object();

		view_put(f, "href", view_string("/a/%s", article));
		view_put(f, "action", view_string("/a/%s/follow", article));
		view_put(f, "title", view_string("%s", view_get(one, "title", "")));
		view_put(f, "count", view_count(view_int(one, "comment_count"), "comment", "comments"));
		view_put(f, "unread", json_boolean(json_is_true(json_object_get(one, "unread"))));
		json_array_append_new(shown, f);
	}
	view_put(root, "follows", shown);
	view_pager(l, root, view_get(list, "next", NULL), "Older discussions");
	return (root);
}

json_t *
view_mutes(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Readers you muted"), *shown = json_array(), *one;
	size_t i;

	view_tabs(root, "");
	json_array_foreach (json_object_get(list, "mutes"), i, one) {
		json_t *m = json_object();

		view_put(m, "name", view_string("%s", view_get(one, "username", "")));
		view_put(m, "href", view_string("/people/%s", view_get(one, "id", "")));
		view_put(m, "action", view_string("/people/%s/mute", view_get(one, "id", "")));
		view_put(m, "since", view_time(view_get(one, "at", NULL), l->now_ms));
		json_array_append_new(shown, m);
	}
	view_put(root, "mutes", shown);
	view_pager(l, root, view_get(list, "next", NULL), "More readers");
	return (root);
}
