/* SPDX-License-Identifier: Apache-2.0 */
/* The discussion's two pages: the whole thread, and one comment with its replies. */
#include "templates.h"
#include "web/view/view.h"

#include "base/buf.h"
#include "base/problems.h"
#include "text/percent.h"

static const struct view_option sorts[] = { { "newest", "Newest" }, { "oldest", "Oldest" }, { "best", "Best" },
	{ "replies", "Most replies" }, { "picks", "Picks" } };

#define SORT_DEFAULT "newest"

static char *
thread_path(const struct thread_context *t, const char *sort, const char *cursor)
{
	struct buf b;
	char mark = '?';

	buf_init(&b, NULL);
	buf_printf(&b, "%s/%s", t->root, t->article);
	if (t->comment != NULL)
		buf_printf(&b, "/c/%s", t->comment);
	if (strcmp(sort, SORT_DEFAULT) != 0) {
		buf_printf(&b, "?sort=%s", sort);
		mark = '&';
	}
	if (*t->theme != '\0') {
		buf_printf(&b, "%ctheme=%s", mark, t->theme);
		mark = '&';
	}
	if (cursor != NULL) {
		buf_printf(&b, "%ccursor=", mark);
		percent_encode(&b, cursor, strlen(cursor));
	}
	return (b.data);
}

static json_t *
thread_path_json(const struct thread_context *t, const char *sort, const char *cursor)
{
	char *p = thread_path(t, sort, cursor);
	json_t *s = json_string(p);

	free(p);
	return (s);
}

/* The button to follow the discussion or to end it; null without an overlay. */
static json_t *
thread_follow(const struct page_context *l, const json_t *mine, const char *id)
{
	const json_t *follows = json_object_get(mine, "follows");
	bool on = json_is_true(follows);

	if (!json_is_boolean(follows))
		return (json_null());
	return (json_pack("{s:o,s:s,s:s}", "action", view_themed(l, view_string("%s/%s/follow", l->root, id)), "value",
	    on ? "no" : "yes", "text", on ? "Stop following" : "Follow"));
}

/* The unread notifications that this page shows: {ids, comments, text}, two lists of the same length; null: none. */
static json_t *
thread_seen(const json_t *mine)
{
	const json_t *news = json_object_get(mine, "news"), *one;
	struct buf ids, comments;
	json_t *seen;
	size_t i;

	if (json_array_size(news) == 0)
		return (json_null());
	buf_init(&ids, NULL);
	buf_init(&comments, NULL);
	json_array_foreach (news, i, one) {
		buf_printf(&ids, "%s%s", i > 0 ? "," : "", view_get(one, "id", ""));
		buf_printf(&comments, "%s%s", i > 0 ? "," : "", view_get(one, "comment", ""));
	}
	seen = json_pack("{s:s,s:s,s:o}", "ids", ids.data, "comments", comments.len > 0 ? comments.data : "", "text",
	    view_string("Mark %d %s as read", (int)i, i == 1 ? "notification" : "notifications"));
	buf_end(&ids);
	buf_end(&comments);
	return (seen);
}

static json_t *
thread_article(const struct page_context *l, const json_t *article, const json_t *mine, const char *id)
{
	json_t *a = json_object();

	view_put(a, "id", view_string("%s", id));
	view_put(a, "href", view_themed(l, view_string("%s/%s", l->root, id)));
	view_put(a, "title", view_string("%s", view_get(article, "title", "")));
	view_put(a, "url", view_string("%s", view_get(article, "url", "")));
	view_put(a, "follow", thread_follow(l, mine, id));
	view_put(a, "seen", thread_seen(mine));
	view_put(a, "count", json_integer(view_int(article, "comment_count")));
	view_put(a, "count_text",
	    view_count((long)json_integer_value(json_object_get(article, "comment_count")), "comment", "comments"));
	if (view_closed(l, article) != NULL)
		view_put(a, "note", json_string("Closed"));
	else if (view_premoderated(l, article))
		view_put(a, "note", json_string("A moderator reads comments before they appear"));
	return (a);
}

/* Only a thread has an order of picks, and offers it if there are any. */
static bool
thread_has_order(const struct thread_context *t, const json_t *article, const char *sort)
{
	if (strcmp(sort, "picks") != 0)
		return (true);
	return (t->comment == NULL &&
	    (strcmp(t->sort, sort) == 0 || json_array_size(json_object_get(json_object_get(article, "marks"), "featured")) > 0));
}

static json_t *
thread_sorts(const struct thread_context *t, const json_t *article)
{
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(sorts); i++) {
		json_t *one;

		if (!thread_has_order(t, article, sorts[i].value))
			continue;
		one = json_object();
		view_put(one, "name", json_string(sorts[i].label));
		view_put(one, "href", thread_path_json(t, sorts[i].value, NULL));
		view_put(one, "current", json_boolean(strcmp(sorts[i].value, t->sort) == 0));
		json_array_append_new(list, one);
	}
	return (list);
}

/* The canonical page is the first one in the default order, outside of frames. */
static void
thread_put_about(json_t *root, const struct page_context *l, const struct thread_context *t, const json_t *article)
{
	const char *title = view_get(article, "title", "Discussion");
	json_t *count = view_count(view_int(article, "comment_count"), "comment", "comments");
	json_t *path = view_string(ROOT_PAGE "/%s", t->article);

	view_put_about(root, l,
	    &(struct page_about) { .site = view_get(article, "site", NULL),
		.title = title,
		.description = view_string("Discussion of the article “%s”: %s.", title, json_string_value(count)),
		.path = json_string_value(path),
		.type = "article",
		.index = t->cursor == NULL });
	json_decref(count);
	json_decref(path);
}

static void
permalink_put_about(json_t *root, const struct page_context *l, const struct thread_context *t, const json_t *article,
    const json_t *comment)
{
	const char *name = view_get(json_object_get(comment, "author"), "username", NULL),
		   *on = view_get(article, "title", "Discussion");
	json_t *who = name != NULL ? view_string("Comment by %s", name) : json_string("A removed comment");
	json_t *title = view_string("%s on “%s”", json_string_value(who), on);
	json_t *count = view_count(view_int(json_object_get(comment, "replies"), "count"), "reply", "replies");
	json_t *path = view_string(ROOT_PAGE "/%s/c/%s", t->article, t->comment);

	view_put_about(root, l,
	    &(struct page_about) { .site = view_get(article, "site", NULL),
		.title = json_string_value(title),
		.description = view_string("%s, with %s.", json_string_value(title), json_string_value(count)),
		.path = json_string_value(path),
		.type = "article",
		.index = t->cursor == NULL && name != NULL });
	json_decref(who);
	json_decref(title);
	json_decref(count);
	json_decref(path);
}

/* back: the page to return to. */
static json_t *
compose_form(const struct page_context *l, const struct thread_context *t, const char *back)
{
	bool reply = t->comment != NULL;
	json_t *f = json_object();

	view_put(f, "action", view_themed(l, view_string("%s/%s/comments", t->root, t->article)));
	view_put(f, "back", view_string("%s", back));
	view_put(f, "parent", view_string("%s", reply ? t->comment : ""));
	view_put(f, "label", json_string(reply ? "Your reply" : "Your comment"));
	view_put(f, "rows", json_integer(reply ? 5 : 4));
	view_put(f, "max", json_integer(t->length_max));
	view_put(f, "body", json_string(""));
	view_put(f, "mention", json_string(strrchr(asset_mention_js, '/') + 1));
	view_put(f, "hint", json_string("*emphasis*, **strong**, > quote and links work."));
	view_put(f, "button", json_string(reply ? "Post reply" : "Post comment"));
	return (f);
}

/* The line in place of the form; NULL: this reader can write. comment NULL: the whole thread. */
static json_t *
compose_bar(const struct page_context *l, const json_t *article, const json_t *comment, const json_t *restriction)
{
	const char *closed = view_closed(l, article), *site = view_get(article, "site", NULL);

	if (closed != NULL)
		return (view_bar_closed(closed));
	if (comment != NULL && strcmp(view_get(comment, "state", ""), "published") != 0)
		return (view_bar("This comment was removed, so it takes no replies."));
	if (json_is_true(json_object_get(comment, "locked")))
		return (view_bar(problem_detail(PROBLEM_THREAD_LOCKED)));
	return (view_stops(restriction) ? view_restriction(l, site, restriction) : NULL);
}

static json_t *
thread_compose(const struct page_context *l, const struct thread_context *t, const json_t *article, const json_t *comment,
    const json_t *mine, const char *back)
{
	const json_t *restriction = json_object_get(mine, "restriction");
	json_t *c = json_object(), *bar = compose_bar(l, article, comment, restriction), *own;

	view_put(c, "rules", view_string("/house-rules/%s", view_get(article, "site", "")));
	if (view_is(restriction, "kind", "check_mail") || view_is(restriction, "kind", "unverified"))
		view_put_verify(c, "", back);
	if (view_is(restriction, "kind", "accept_terms"))
		view_put(c, "accept",
		    json_pack("{s:s,s:o,s:o}", "version", view_get(restriction, "terms", ""), "back", view_string("%s", back),
			"links", view_terms_links(l)));
	view_put(c, "title", json_string(t->comment != NULL ? "Reply" : "Join the conversation"));
	if (bar != NULL) {
		view_put(c, "bar", bar);
		return (c);
	}
	view_put_list(c, "terms", view_terms(l, article));
	own = json_is_object(restriction) ? view_restriction(l, view_get(article, "site", NULL), restriction) : NULL;
	if (own != NULL)
		view_put(c, "notice", own);
	if (!l->signed_in)
		view_put(c, "prompt", json_true());
	else
		view_put(c, "form", compose_form(l, t, back));
	return (c);
}

#define MINE_OPEN 3 /* the newest own comments are shown, older ones are folded */

/* The reader's held and rejected comments of this page. */
static void
thread_put_mine(json_t *root, const struct node_context *n, const struct thread_context *t)
{
	json_t *list = json_array(), *older = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(n->mine, "comments"), i, one) {
		const char *parent = view_get(one, "parent_id", NULL);
		bool here = t->comment == NULL || (parent != NULL && strcmp(parent, t->comment) == 0) ||
		    strcmp(view_get(one, "id", ""), t->comment) == 0;

		if (here)
			json_array_append_new(json_array_size(list) < MINE_OPEN ? list : older, view_comment(n, one));
	}
	if (json_array_size(list) > 0)
		view_put(root, "mine",
		    json_pack("{s:O,s:O,s:b,s:o}", "list", list, "older", older, "has_older", json_array_size(older) > 0,
			"older_text", view_string("%d older", (int)json_array_size(older))));
	json_decref(list);
	json_decref(older);
}

static void
thread_put_list(json_t *root, const struct node_context *n, const struct thread_context *t, const json_t *page, const char *empty)
{
	const char *next = view_get(page, "next", NULL);

	view_put_list(root, "comments", view_branches(n, json_object_get(page, "comments")));
	if (strcmp(t->sort, "picks") == 0)
		empty = "The editors have picked no comments.";
	view_put(root, "empty", json_string(t->cursor != NULL ? "There are no more comments." : empty));
	if (next != NULL)
		view_put(root, "next", thread_path_json(t, t->sort, next));
	if (t->cursor != NULL)
		view_put(root, "first", thread_path_json(t, t->sort, NULL));
}

/* At the top of the first page. Each also has its usual place, with replies and buttons. */
static void
thread_put_pinned(json_t *root, const struct node_context *n, const json_t *page)
{
	json_t *list = json_array(), *node, *one;
	size_t i;

	json_array_foreach (json_object_get(page, "pinned"), i, node) {
		one = view_comment(n, node);
		view_put(one, "anchor", view_string("pin-%s", view_get(node, "id", "")));
		view_put(one, "bare", json_true());
		json_array_append_new(list, one);
	}
	view_put_list(root, "pinned", list);
}

/* Hides the links to forms, except in slow mode, which ends soon. */
static bool
compose_barred(const json_t *restriction)
{
	return (view_stops(restriction) && strcmp(view_get(restriction, "kind", ""), "slow_mode") != 0);
}

/* The order of replies, for links; "" for the default one, in which replies to picks are. */
static const char *
branch_sort(const char *sort)
{
	return (strcmp(sort, SORT_DEFAULT) == 0 || strcmp(sort, "picks") == 0 ? "" : sort);
}

static struct node_context
thread_node_context(const struct page_context *l, const struct thread_context *t, const json_t *article, const json_t *mine,
    const char *back)
{
	return ((struct node_context) {
	    .page = l,
	    .article = t->article,
	    .site = view_get(article, "site", NULL),
	    .back = back,
	    .sort = branch_sort(t->sort),
	    .mine = mine,
	    .closed = view_closed(l, article) != NULL || compose_barred(json_object_get(mine, "restriction")),
	    .banned = view_banned(json_object_get(mine, "restriction")),
	    .window_ms = t->window_ms,
	    .fold = view_fold_votes(l, article),
	});
}

json_t *
view_thread(const struct page_context *l, const struct thread_context *t, const json_t *page, const json_t *mine)
{
	const json_t *article = json_object_get(page, "article");
	json_t *root = view_root(l, view_get(article, "title", "Discussion"));
	char *back = thread_path(t, t->sort, t->cursor);
	struct node_context n = thread_node_context(l, t, article, mine, back);

	thread_put_about(root, l, t, article);
	view_put(root, "article", thread_article(l, article, mine, t->article));
	view_put(root, "discussion", view_string("%s/%s", t->root, t->article));
	view_put(root, "sorts", thread_sorts(t, article));
	view_put(root, "compose", thread_compose(l, t, article, NULL, mine, back));
	thread_put_mine(root, &n, t);
	thread_put_pinned(root, &n, page);
	thread_put_list(root, &n, t, page,
	    view_closed(l, article) != NULL ? "There are no comments." : "There are no comments yet. Write the first one.");
	free(back);
	return (root);
}

#define ANCESTORS 5 /* the nearest ancestors are shown, a link leads to the rest */

static json_t *
ancestor_path(const struct node_context *n, const char *id)
{
	return (view_themed(n->page, view_string("%s/%s/c/%s", n->page->root, n->article, id)));
}

static void
thread_put_ancestors(json_t *root, const struct node_context *n, const json_t *page)
{
	const json_t *ancestors = json_object_get(page, "ancestors");
	bool gap = json_is_object(json_object_get(page, "ancestors_more")); /* behind the first ancestor */
	size_t count = json_array_size(ancestors), from = count > ANCESTORS ? count - ANCESTORS : gap ? 1 : 0;
	json_t *list = json_array(), *way = json_array();

	for (size_t i = from; i < count; i++)
		json_array_append_new(list, view_comment(n, json_array_get(ancestors, i)));
	if (count > 0)
		json_array_append_new(way,
		    json_pack("{s:o,s:s}", "href", ancestor_path(n, view_get(json_array_get(ancestors, 0), "id", "")), "text",
			"Start of this conversation"));
	if (from > 0)
		json_array_append_new(way,
		    json_pack("{s:o,s:s}", "href",
			ancestor_path(n,
			    from < count ? view_get(json_array_get(ancestors, from), "id", "") :
					   view_get(json_object_get(page, "comment"), "parent_id", "")),
			"text", "Further up"));
	view_put(root, "way", way);
	view_put_list(root, "ancestors", list);
}

static void
thread_put_focus(json_t *root, const struct node_context *n, const json_t *comment)
{
	json_t *one = view_comment(n, comment);

	view_put(one, "focus", json_true());
	view_put(one, "folded", json_null());
	view_put(root, "comment", one);
}

json_t *
view_permalink(const struct page_context *l, const struct thread_context *t, const json_t *page, const json_t *mine)
{
	const json_t *article = json_object_get(page, "article"), *comment = json_object_get(page, "comment");
	json_t *root = view_root(l, view_get(article, "title", "Discussion"));
	char *back = thread_path(t, t->sort, t->cursor);
	struct node_context n = thread_node_context(l, t, article, mine, back);
	long count = (long)json_integer_value(json_object_get(json_object_get(comment, "replies"), "count"));

	permalink_put_about(root, l, t, article, comment);
	view_put(root, "article", thread_article(l, article, mine, t->article));
	view_put(root, "discussion", view_string("%s/%s", t->root, t->article));
	view_put(root, "sorts", thread_sorts(t, article));
	view_put(root, "replies_title", count == 0 ? json_string("No replies") : view_count(count, "reply", "replies"));
	view_put(root, "compose", thread_compose(l, t, article, comment, mine, back));
	thread_put_ancestors(root, &n, page);
	thread_put_focus(root, &n, comment);
	thread_put_mine(root, &n, t);
	thread_put_list(root, &n, t, page, "There are no replies yet.");
	free(back);
	return (root);
}

/* ---- the overlay without its page */

#define SAMPLE_ID   "00000000-0000-0000-0000-000000000000" /* script/overlay.js writes the comment's id in its place */

#define SAMPLE_TIME "2999-01-01T00:00:00Z" /* within the edit window */

/* A comment as the template draws it for this reader, without text and votes. */
static json_t *
parts_sample(const struct node_context *n, const char *kind)
{
	bool own = strcmp(kind, "own") == 0;
	json_t *node = json_pack("{s:s,s:s,s:s,s:s,s:n,s:s,s:{s:s,s:s,s:s},s:{s:i,s:i}}", "id", SAMPLE_ID, "state", "published",
	    "html", "", "role", "reader", "parent_id", "created_at", SAMPLE_TIME, "author", "id",
	    own ? view_me(n->page) : SAMPLE_ID, "username", "", "role", "reader", "votes", "up", 0, "down", 0);
	json_t *out = view_comment(n, node);

	view_put(out, "kind", json_string(kind));
	json_decref(node);
	return (out);
}

static void
parts_put_samples(json_t *root, const struct node_context *n)
{
	json_t *list = json_array(), *mine = json_pack("{s:[s],s:[s]}", "reports", SAMPLE_ID, "muted", SAMPLE_ID);
	struct node_context reported = *n;

	reported.mine = mine; /* and by a muted author */
	json_array_append_new(list, parts_sample(n, "other"));
	json_array_append_new(list, parts_sample(n, "own"));
	json_array_append_new(list, parts_sample(&reported, "reported"));
	json_decref(mine);
	view_put(root, "samples", list);
}

/* A member of mine as the text of JSON, for an attribute. */
static void
parts_put_text(json_t *root, const json_t *mine, const char *name)
{
	char *text = json_dumps(json_object_get(mine, name), JSON_COMPACT);

	view_put(root, name, json_string(text != NULL ? text : "null"));
	free(text);
}

json_t *
view_own_parts(const struct page_context *l, const struct thread_context *t, const json_t *mine)
{
	json_t *article = json_pack("{s:s}", "site", view_get(mine, "site", "")), *root = view_root(l, "");
	char *back = thread_path(t, t->sort, t->cursor);
	struct node_context n = thread_node_context(l, t, article, mine, back);

	view_put(root, "account", json_string(view_me(l)));
	view_put(root, "article",
	    json_pack("{s:o,s:o}", "follow", thread_follow(l, mine, t->article), "seen", thread_seen(mine)));
	parts_put_text(root, mine, "votes");
	parts_put_text(root, mine, "reports");
	parts_put_text(root, mine, "muted");
	view_put(root, "now", json_integer(l->now_ms));
	view_put(root, "window", json_integer(t->window_ms));
	view_put(root, "compose", thread_compose(l, t, article, NULL, mine, back));
	thread_put_mine(root, &n, t);
	parts_put_samples(root, &n);
	free(back);
	json_decref(article);
	return (root);
}
