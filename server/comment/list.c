/* SPDX-License-Identifier: Apache-2.0 */
/* What a page of a thread asks for: the query of its address, within bounds, and the database's functions. */
#include "base/uuid.h"
#include "comment/thread.h"
#include "request/mount.h"
#include "settings/settings.h"

#define FETCHED_PAGES 8 /* times comments.page_max: the most that one query may return */
#define PAGE_REPLIES  2 /* below a comment of a page: fewer than in the API's answers, but on more levels */

/* The addresses of these pages stand in templates of newspapers, where nobody sees an error: a bad order is the usual one. */
static bool
is_inside_page(struct request *rq)
{
	const char *path = rq_route(rq)->path;

	return (path_lies_under(path, "/embed") || path_lies_under(path, "/fragment"));
}

/* top: only a thread's list has an order of picks. */
static bool
sort_read(struct request *rq, bool top, bool have_cursor, struct thread_cursor *from)
{
	const char *name = rq_query(rq, "sort");
	enum order order = ORDER_NEWEST;

	if (name != NULL && !(order_parse(name, &order) && (top || order != ORDER_PICKS))) {
		if (!is_inside_page(rq)) {
			reply_bad_query(rq,
			    top ? "sort is newest, oldest, best, replies or picks." : "sort is newest, oldest, best or replies.");
			return (false);
		}
		order = ORDER_NEWEST;
		name = NULL; /* the default is no contradiction of a cursor's order */
	}
	if (!have_cursor)
		from->order = order;
	else if (name != NULL && from->order != order) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return (false);
	}
	return (true);
}

/* The most nodes to ask for: if each had the largest size, the query would return FETCHED_PAGES pages. */
static long
nodes_max(void)
{
	return (FETCHED_PAGES * setting_int(COMMENTS_PAGE_MAX) / setting_int(COMMENTS_HTML_MAX));
}

struct thread_depth
thread_page_depth(void)
{
	return ((struct thread_depth) { PAGE_REPLIES, setting_int(COMMENTS_LEVELS) });
}

/* A node of the list and all comments below it that the query returns at most. */
static long
branch_nodes(const struct thread_list *l)
{
	long nodes = 1, siblings = 1, replies = l->replies;

	for (long level = 1; level < l->levels; level++) {
		siblings *= replies;
		nodes += siblings;
		replies = (replies + 1) / 2;
	}
	return (nodes);
}

/* Only a thread's list has a query with a bound; that of one comment's replies has fewer nodes instead. */
static void
replies_list_bound(struct thread_list *l)
{
	long max = (nodes_max() - ANCESTORS_MAX) / branch_nodes(l);

	if (l->limit > max)
		l->limit = max > 1 ? max : 1;
}

bool
thread_list_read(struct request *rq, const char *article, const char *parent, struct thread_depth usual, struct thread_list *l)
{
	const char *text = rq_query(rq, "cursor");
	struct uuid list;

	memset(l, 0, sizeof(*l));
	l->article = article;
	l->parent = parent;
	if (!uuid_parse(parent, &list)) {
		reply_problem(rq, PROBLEM_NOT_FOUND);
		return (false);
	}
	if (text != NULL && !thread_cursor_read(text, &list, &l->from)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return (false);
	}
	if (!sort_read(rq, strcmp(article, parent) == 0, text != NULL, &l->from))
		return (false);
	if (text == NULL)
		l->from = thread_cursor_first(l->from.order, &list);
	if (!rq_query_int(rq, "limit", 1, 100, 20, &l->limit) ||
	    !rq_query_int(rq, "replies", 0, 10, usual.replies, &l->replies) ||
	    !rq_query_int(rq, "levels", 1, THREAD_LEVELS_MAX, usual.levels, &l->levels))
		return (false);
	if (strcmp(article, parent) != 0)
		replies_list_bound(l);
	return (true);
}

void
thread_list_ask(struct request *rq, const struct thread_list *l, then_fn *then, const char *step)
{
	char *id = rq_alloc(rq, UUID_TEXT);
	const char *sort = order_name(l->from.order), *key = rq_int(rq, l->from.key), *replies = rq_int(rq, l->replies),
		   *levels = rq_int(rq, l->levels);

	uuid_text(&l->from.id, id);
	if (strcmp(l->article, l->parent) == 0)
		ask_list(rq, l->limit * branch_nodes(l) > nodes_max() ? THREAD_PAGE_BOUNDED : THREAD_PAGE, then, step,
		    (const char *const[]) { l->article, sort, rq_int(rq, l->limit), replies, key, id, levels }, 7);
	else
		ask_list(rq, REPLIES_PAGE, then, step,
		    (const char *const[]) { l->article, l->parent, sort, rq_int(rq, l->limit), key, id, replies, levels }, 8);
}

void
thread_comment_page_ask(struct request *rq, const struct thread_list *l, then_fn *then, const char *step)
{
	char *id = rq_alloc(rq, UUID_TEXT);

	uuid_text(&l->from.id, id);
	ask_list(rq, COMMENT_PAGE, then, step,
	    (const char *const[]) { l->article, l->parent, order_name(l->from.order), rq_int(rq, l->limit),
		rq_int(rq, l->from.key), id, rq_int(rq, l->replies), rq_int(rq, l->levels) },
	    8);
}
