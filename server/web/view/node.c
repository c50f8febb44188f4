/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One comment of a page: its text, its state, and the reader's actions. The node is read only, because readers share its
 * document. The view is a new object, which refers to values of the node.
 */
#include "web/view/view.h"

/* The reasons for which the reader's own comment is held or rejected, each once; null if there are none. */
static json_t *
node_waiting_reasons(const struct page_context *l, const json_t *node)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(node, "reasons"), i, one) {
		json_t *label = view_rule_reason(l, view_get(one, "rule", ""), view_get(one, "reason", ""));

		if (!view_contains(list, json_string_value(label)))
			json_array_append(list, label);
		json_decref(label);
	}
	if (json_array_size(list) == 0) {
		json_decref(list);
		return (json_null());
	}
	return (json_pack("{s:o}", "list", list));
}

static void
node_put_waiting(const struct page_context *l, json_t *out, const json_t *node)
{
	json_t *w;

	if (view_is(node, "state", "held"))
		w = json_pack("{s:s,s:s}", "title", "Held for review.", "text",
		    "A moderator will look at it. Until then only you can see it.");
	else if (view_is(node, "state", "rejected"))
		w = json_pack("{s:s,s:s}", "title", "Not published.", "text",
		    "A moderator or a rule of this site rejected it. Only you can see it.");
	else
		return;
	view_put(w, "reasons", node_waiting_reasons(l, node));
	view_put(out, "waiting", w);
}

json_t *
view_vote(const struct node_context *n, const char *id, const json_t *counts, long mine)
{
	json_t *v = json_pack("{s:i,s:i,s:i,s:i,s:b,s:b}", "up", (int)view_int(counts, "up"), "down",
	    (int)view_int(counts, "down"), "up_value", mine == 1 ? 0 : 1, "down_value", mine == -1 ? 0 : -1, "up_pressed",
	    mine == 1, "down_pressed", mine == -1);

	view_put(v, "action", view_themed(n->page, view_string("%s/%s/c/%s/vote", n->page->root, n->article, id)));
	view_put(v, "back", view_string("%s", n->back));
	return (v);
}

static void
node_put_votes(const struct node_context *n, json_t *out, const json_t *node, const char *id, bool own)
{
	const json_t *counts = json_object_get(node, "votes");
	long up = view_int(counts, "up"), down = view_int(counts, "down");
	json_t *v;

	if (!view_is(node, "state", "published"))
		return;
	if (!n->page->signed_in || own || n->banned) {
		v = json_pack("{s:i,s:i}", "up", (int)up, "down", (int)down);
		if (!n->page->signed_in)
			view_put(v, "next", view_string("%s#c-%s", view_back(n->page->here), id));
		view_put(out, "tally", v);
		return;
	}
	view_put(out, "vote", view_vote(n, id, counts, view_int(json_object_get(n->mine, "votes"), id)));
}

/* Whether the comment or an ancestor is locked. A locked comment takes no replies and no edits. */
static bool
node_locked(const json_t *node)
{
	return (json_is_true(json_object_get(node, "locked")));
}

/* The author may edit within the window, unless the comment is rejected or taken back. */
static bool
node_editable(const struct node_context *n, const json_t *node)
{
	int64_t made = view_ms(view_get(node, "created_at", NULL));

	return (!n->closed && !node_locked(node) && (view_is(node, "state", "published") || view_is(node, "state", "held")) &&
	    made >= 0 && n->page->now_ms - made < n->window_ms);
}

static void
node_put_actions(const struct node_context *n, json_t *out, const json_t *node, const char *id, bool own)
{
	bool published = view_is(node, "state", "published");

	if (published && !n->closed && !node_locked(node))
		view_put(out, "reply_href", view_themed(n->page, view_string("%s/%s/c/%s#write", n->page->root, n->article, id)));
	if (own && node_editable(n, node))
		view_put(out, "edit_href", view_themed(n->page, view_string("%s/%s/c/%s/edit", n->page->root, n->article, id)));
	if (own)
		view_put(out, "withdraw_href",
		    view_themed(n->page, view_string("%s/%s/c/%s/withdraw", n->page->root, n->article, id)));
	if (published && !own) {
		if (view_contains(json_object_get(n->mine, "reports"), id))
			view_put(out, "reported", json_true());
		else if (!n->banned)
			view_put(out, "report_href",
			    view_themed(n->page, view_string("%s/%s/c/%s/report", n->page->root, n->article, id)));
	}
	if (view_moderates(n->page))
		view_put(out, "desk_href", view_string("/desk/%s", id));
}

/* The place of a held or rejected comment is in the list of the reader's own: the thread may show its tombstone as c-ID. */
static void
node_put_place(const struct node_context *n, json_t *out, const char *id, bool waiting)
{
	view_put(out, "anchor", view_string(waiting ? "mine-%s" : "c-%s", id));
	view_put(out, "href",
	    waiting ? view_string("#mine-%s", id) :
		      view_themed(n->page, view_string("%s/%s/c/%s", n->page->root, n->article, id)));
}

static void
node_put_tombstone(const struct node_context *n, json_t *out, const json_t *node, const char *id)
{
	node_put_place(n, out, id, false);
	view_put(out, "label", json_string("A removed comment"));
	view_put(out, "tombstone",
	    json_string(view_is(node, "state", "withdrawn") ? "The author took this comment back." :
							      "A moderator removed this comment."));
}

/* Why the comment is folded: its reader muted the author, or many voted it down. Null: it is not, or is the reader's own. */
static json_t *
node_folded(const struct node_context *n, const json_t *node, const json_t *author, bool own)
{
	const json_t *counts = json_object_get(node, "votes");

	if (!own && view_contains(json_object_get(n->mine, "muted"), view_get(author, "id", "?")))
		return (json_string("You muted this reader"));
	if (n->fold > 0 && !own && view_int(counts, "down") - view_int(counts, "up") >= n->fold)
		return (json_string("Many readers voted this down"));
	return (json_null());
}

static void
node_put_comment(const struct node_context *n, json_t *out, const json_t *node, const char *id, json_t *author)
{
	bool own = strcmp(view_get(author, "id", "?"), view_me(n->page)) == 0;

	view_put(out, "author", json_incref(author));
	view_put(out, "author_href", view_string("/people/%s", view_get(author, "id", "")));
	view_put(out, "html", view_comment_html(n->page, json_object_get(node, "html")));
	view_put(out, "label",
	    view_string("%s by %s", json_is_null(json_object_get(node, "parent_id")) ? "Comment" : "Reply",
		view_get(author, "username", "")));
	view_put(out, "badge", view_author_badge(author));
	view_put(out, "own", json_boolean(own));
	view_put(out, "featured", json_boolean(json_is_true(json_object_get(node, "featured"))));
	node_put_waiting(n->page, out, node);
	node_put_place(n, out, id, json_object_get(out, "waiting") != NULL);
	view_put(out, "folded", node_folded(n, node, author, own));
	node_put_votes(n, out, node, id, own);
	node_put_actions(n, out, node, id, own);
}

json_t *
view_comment(const struct node_context *n, const json_t *node)
{
	const char *id = view_get(node, "id", "");
	json_t *author = json_object_get(node, "author"), *out = json_object();

	view_put(out, "created", view_site_time(n->page, n->site, view_get(node, "created_at", NULL)));
	view_put(out, "edited", view_site_time(n->page, n->site, view_get(node, "edited_at", NULL)));
	if (json_is_object(author))
		node_put_comment(n, out, node, id, author);
	else
		node_put_tombstone(n, out, node, id);
	return (out);
}

static void
node_put_more(const struct node_context *n, json_t *out, long count, long shown)
{
	const char *href = view_get(out, "href", "");
	json_t *more = json_object();

	view_put(more, "hidden", json_integer(count - shown));
	view_put(more, "href",
	    view_string("%s%s%s", href,
		*n->sort == '\0'	      ? "" :
		    strchr(href, '?') != NULL ? "&sort=" :
						"?sort=",
		n->sort));
	if (shown == 0)
		view_put(more, "text", view_count(count, "reply", "replies"));
	else
		view_put(more, "text", view_string("%ld more of %ld replies", count - shown, count));
	view_put(out, "more_replies", more);
}

static json_t *
view_branch(const struct node_context *n, const json_t *node)
{
	const json_t *replies = json_object_get(node, "replies"), *nodes = json_object_get(replies, "comments");
	json_t *out = view_comment(n, node);

	if (json_array_size(nodes) > 0)
		view_put(out, "inlined",
		    json_pack("{s:o,s:o}", "label",
			view_string("Replies to %s", view_get(json_object_get(node, "author"), "username", "a removed comment")),
			"list", view_branches(n, nodes)));
	if (!json_is_null(json_object_get(replies, "next")))
		node_put_more(n, out, view_int(replies, "count"), (long)json_array_size(nodes));
	return (out);
}

json_t *
view_branches(const struct node_context *n, const json_t *nodes)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (nodes, i, one)
		json_array_append_new(list, view_branch(n, one));
	return (list);
}
