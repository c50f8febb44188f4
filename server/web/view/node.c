/* SPDX-License-Identifier: Apache-2.0 */
/* One comment of a page: its text, its state, and the reader's actions. */
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
node_put_waiting(const struct page_context *l, json_t *node)
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
	view_put(node, "waiting", w);
}

static void
node_put_votes(const struct node_context *n, json_t *node, const char *id, bool own)
{
	const json_t *counts = json_object_get(node, "votes");
	long up = view_int(counts, "up"), down = view_int(counts, "down");
	long mine = view_int(json_object_get(n->mine, "votes"), id);
	json_t *v;

	if (!view_is(node, "state", "published"))
		return;
	if (!n->page->signed_in || own || n->banned) {
		v = json_pack("{s:i,s:i}", "up", (int)up, "down", (int)down);
		if (!n->page->signed_in)
			view_put(v, "next", view_string("%s#c-%s", view_back(n->page->here), id));
		view_put(node, "tally", v);
		return;
	}
	v = json_pack("{s:i,s:i,s:i,s:i,s:b,s:b}", "up", (int)up, "down", (int)down, "up_value", mine == 1 ? 0 : 1, "down_value",
	    mine == -1 ? 0 : -1, "up_pressed", mine == 1, "down_pressed", mine == -1);
	view_put(v, "action", view_string("/a/%s/c/%s/vote", n->article, id));
	view_put(v, "back", view_string("%s", n->back));
	view_put(node, "vote", v);
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
node_put_actions(const struct node_context *n, json_t *node, const char *id, bool own)
{
	const char *href = view_get(node, "href", "");
	bool published = view_is(node, "state", "published");

	if (published && !n->closed && !node_locked(node))
		view_put(node, "reply_href", view_string("%s#write", href));
	if (own && node_editable(n, node))
		view_put(node, "edit_href", view_string("/a/%s/c/%s/edit", n->article, id));
	if (own)
		view_put(node, "withdraw_href", view_string("/a/%s/c/%s/withdraw", n->article, id));
	if (published && !own) {
		if (view_contains(json_object_get(n->mine, "reports"), id))
			view_put(node, "reported", json_true());
		else if (!n->banned)
			view_put(node, "report_href", view_string("/a/%s/c/%s/report", n->article, id));
	}
	if (view_moderates(n->page))
		view_put(node, "desk_href", view_string("/desk/%s", id));
}

static void
node_put_replies(const struct node_context *n, json_t *node, const char *who)
{
	json_t *r = json_object_get(node, "replies");
	json_t *list = json_object_get(r, "comments"), *one;
	long count = view_int(r, "count"), shown = (long)json_array_size(list);
	size_t i;
	json_t *more;

	json_array_foreach (list, i, one)
		view_node(n, one);
	if (shown > 0)
		view_put(node, "inlined", json_pack("{s:o,s:O}", "label", view_string("Replies to %s", who), "list", list));
	if (json_is_null(json_object_get(r, "next")))
		return;
	more = json_object();
	view_put(more, "href", view_string("%s%s%s", view_get(node, "href", ""), *n->sort != '\0' ? "?sort=" : "", n->sort));
	if (shown == 0)
		view_put(more, "text", view_count(count, "reply", "replies"));
	else
		view_put(more, "text", view_string("%ld more of %ld replies", count - shown, count));
	view_put(node, "more_replies", more);
}

void
view_node(const struct node_context *n, json_t *node)
{
	const char *id = view_get(node, "id", "");
	json_t *author = json_object_get(node, "author");
	bool own = json_is_object(author) && strcmp(view_get(author, "id", "?"), view_me(n->page)) == 0;
	const char *who = view_get(author, "username", "a removed comment");

	view_put(node, "anchor", view_string("c-%s", id));
	view_put(node, "href", view_string("/a/%s/c/%s", n->article, id));
	view_put(node, "created", view_time(view_get(node, "created_at", NULL), n->page->now_ms));
	view_put(node, "edited", view_time(view_get(node, "edited_at", NULL), n->page->now_ms));
	if (json_is_object(author)) {
		view_put(node, "label",
		    view_string("%s by %s", json_is_null(json_object_get(node, "parent_id")) ? "Comment" : "Reply", who));
		view_put(node, "badge", view_badge(view_get(author, "role", "")));
		view_put(node, "own", json_boolean(own));
		node_put_waiting(n->page, node);
		node_put_votes(n, node, id, own);
		node_put_actions(n, node, id, own);
		if (json_is_object(json_object_get(node, "waiting"))) {
			/* A held or rejected comment has no permalink. The thread may show its tombstone, whose anchor is c-ID. */
			view_put(node, "anchor", view_string("mine-%s", id));
			view_put(node, "href", view_string("#mine-%s", id));
		}
	} else {
		view_put(node, "label", json_string("A removed comment"));
		view_put(node, "tombstone",
		    json_string(view_is(node, "state", "withdrawn") ? "The author took this comment back." :
								      "A moderator removed this comment."));
	}
	node_put_replies(n, node, who);
}
