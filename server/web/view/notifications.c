/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's notifications: one line each, with the comment's beginning. */
#include "text/markdown.h"
#include "web/view/view.h"

#define EXCERPT_MAX 200 /* characters */

/* The sentence of a notification. A notice's kind has one as well; its statement is on the page of notices. */
static json_t *
notification_sentence(const json_t *one)
{
	const char *kind = view_get(one, "kind", ""), *name = view_get(json_object_get(one, "from"), "username", "Somebody");
	static const struct view_option gone[] = { { "reply", "An answer to your comment is shown no longer" },
		{ "mention", "A comment that mentioned you is shown no longer" }, { "pick", "Your comment was featured" } };

	if (json_is_true(json_object_get(one, "notice")))
		return (json_string(view_notice_heading(kind)));
	if (strcmp(kind, "follow") == 0)
		return (json_string("New comments in a discussion you follow"));
	if (view_get(one, "comment", NULL) == NULL)
		return (json_string(view_label(gone, LENGTH(gone), kind, "A comment that is shown no longer")));
	if (strcmp(kind, "reply") == 0)
		return (view_string("%s answered your comment", name));
	if (strcmp(kind, "mention") == 0)
		return (view_string("%s mentioned you", name));
	return (json_string("The moderators featured your comment"));
}

/* Where the sentence leads; null: nowhere. */
static json_t *
notification_href(const json_t *one)
{
	const char *article = view_get(one, "article", NULL), *comment = view_get(one, "comment", NULL);

	if (json_is_true(json_object_get(one, "notice")))
		return (view_string("/account/notices#notice-%s", view_get(one, "id", "")));
	if (article == NULL)
		return (json_null());
	return (comment != NULL ? view_string("/a/%s/c/%s", article, comment) : view_string("/a/%s", article));
}

/* The beginning of a comment as its readers see it, without mark-up. */
static json_t *
notification_excerpt(const char *text)
{
	struct buf b;
	json_t *excerpt;

	buf_init(&b, NULL);
	markdown_excerpt(&b, text, strlen(text), EXCERPT_MAX);
	excerpt = json_stringn(b.len > 0 ? b.data : "", b.len);
	buf_end(&b);
	return (excerpt);
}

static json_t *
notification_view(const struct page_context *l, const json_t *one)
{
	bool unread = view_get(one, "read_at", NULL) == NULL, notice = json_is_true(json_object_get(one, "notice"));
	json_t *n = json_object();

	view_put(n, "id", view_string("%s", view_get(one, "id", "")));
	view_put(n, "sentence", notification_sentence(one));
	view_put(n, "unread", json_boolean(unread));
	/* the button marks and leads on; a notice is marked beside its statement, where a warning has to be read */
	view_put(n, "opens", json_boolean(unread && !notice));
	view_put(n, "href", notification_href(one));
	view_put(n, "title", view_string("%s", view_get(one, "title", "")));
	view_put(n, "text", notification_excerpt(view_get(one, "text", "")));
	view_put(n, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
	return (n);
}

static json_t *
notifications_view(const struct page_context *l, const json_t *list, const char *title, const char *tab)
{
	const json_t *all = json_object_get(list, "notifications");
	json_t *root = view_root(l, title), *shown = json_array(), *one;
	size_t i;

	view_put(root, "heading", json_string(title));
	view_tabs(root, tab);
	json_array_foreach (all, i, one)
		json_array_append_new(shown, notification_view(l, one));
	view_put(root, "notifications", shown);
	view_put(root, "upto",
	    *tab != '\0' && view_int(list, "unread") > 0 && json_array_size(all) > 0 ?
		view_string("%s", view_get(json_array_get(all, 0), "id", "")) :
		json_null());
	view_pager(l, root, view_get(list, "next", NULL), "Older notifications");
	return (root);
}

json_t *
view_notifications(const struct page_context *l, json_t *list)
{
	return (notifications_view(l, list, "Notifications", "/account/notifications"));
}

json_t *
view_replies(const struct page_context *l, json_t *list)
{
	return (notifications_view(l, list, "Answers to your comments", ""));
}
