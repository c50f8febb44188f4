/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads as JSON: from the node rows of THREAD_PAGE, REPLIES_PAGE, COMMENT_GET and COMMENT_PAGE to the objects of the
 * contract. Pages are made from the same JSON that the API sends. None of it is larger than comments.page_max: a list ends
 * early, with a cursor.
 */
#ifndef COMMENT_THREAD_H
#define COMMENT_THREAD_H

#include "base/buf.h"
#include "request/request.h"
#include "text/cursor.h"

/* One page of one list: a thread's top level, or the replies of one comment. */
struct thread_list {
	const char *article; /* UUIDs as text */
	const char *parent;  /* the article's id at top level */
	struct thread_cursor from;
	long limit;   /* nodes */
	long replies; /* inlined below each node; half as many, rounded up, on each further level */
	long levels;  /* of comments, with the list's own: 1 to THREAD_LEVELS_MAX */
	size_t extra; /* bytes that a node takes on a page beyond its JSON; 0: no page is made */
};

#define THREAD_LEVELS_MAX 4 /* as many as core.branches_newest() and its like join */

/* What an address that does not name replies and levels gets. */
struct thread_depth {
	long replies, levels;
};

#define ANCESTORS_MAX 20 /* shown with a comment: the root and the nearest; comment_get() returns no more */

/*
 * Reads sort, limit, cursor, replies and levels from the query. A cursor holds its order: sort is optional beside it and
 * must not differ. False after answering 400 bad_query or bad_cursor, or 404 for a parent that is no UUID.
 */
bool thread_list_read(struct request *, const char *article, const char *parent, struct thread_depth,
    struct thread_list *) MUST_USE;
/* For pages: comments.levels. */
struct thread_depth thread_page_depth(void);

/* Asks for the list; the answer goes to thread_list_json(). */
void thread_list_ask(struct request *, const struct thread_list *, then_fn *, const char *step);

/*
 * Appends {"article":…,"pinned":[…],"comments":[…],"next":…}; replies have no article. Only a first page has pinned
 * comments. The answer's outcome is ok.
 */
void thread_list_json(const struct thread_list *, const struct answer *, struct buf *out);

/*
 * Appends {"article":…,"ancestors":[…],"ancestors_more":…,"comment":…} from COMMENT_GET. ancestors: at most
 * ANCESTORS_MAX, from the root down. ancestors_more: null, or {"count","href"} of the ancestors that are left out behind
 * the root; href is the address of the comment whose ancestors they are.
 */
void thread_comment_json(const char *article, const struct answer *, struct buf *out);

/*
 * Appends {"article":…,"ancestors":[…],"ancestors_more":…,"comment":…,"comments":[…],"next":…} from COMMENT_PAGE. l is the
 * list of the comment's replies; they are under comments, not in the comment.
 */
void thread_comment_page_json(const struct thread_list *l, const struct answer *, struct buf *out);
void thread_comment_page_ask(struct request *, const struct thread_list *, then_fn *, const char *step);

/* The article's version. */
long thread_version(const struct answer *);

#endif
