/*
 * Threads as JSON: from the node rows of THREAD_PAGE, REPLIES_PAGE and
 * COMMENT_GET to the objects of the contract. The API and the pages share it;
 * what stands on a page is what the API says.
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
	long replies; /* inlined under each node; 0 in a list of replies */
	size_t extra; /* bytes that a node takes beyond its JSON where a page is made of it */
};

#define ANCESTORS_MAX 20 /* of a comment, in one answer: the root and the nearest; core: comment_get() */

/*
 * Reads sort, limit, cursor (and replies at top level) from the query. A cursor
 * holds its order: sort may be left out beside it, and must not differ. False
 * after answering 400 bad_query or bad_cursor.
 */
bool thread_list_read(struct request *, const char *article, const char *parent, struct thread_list *) MUST_USE;

/* Asks for the list; the answer goes to thread_list_json(). */
void thread_list_ask(struct request *, const struct thread_list *, then_fn *, const char *step);

/*
 * {"article":…,"pinned":[…],"comments":[…],"next":…}, for replies without the article;
 * pinned on the first page only, and if there are any. The answer's outcome was ok. None of these is larger than
 * comments.page_max: a list ends early, with a cursor.
 */
void thread_list_json(const struct thread_list *, const struct answer *, struct buf *out);

/*
 * {"article":…,"ancestors":[…],"ancestors_more":…,"comment":…} from COMMENT_GET. ancestors: at most ANCESTORS_MAX, from
 * the root down. ancestors_more, where some between the root and the others are left out: {"count","href"}, the address
 * of the comment that has them.
 */
void thread_comment_json(const char *article, const struct answer *, struct buf *out);

/*
 * The page of one comment: {"article":…,"ancestors":[…],"ancestors_more":…,"comment":…,"comments":[…],"next":…}
 * from COMMENT_PAGE. l is the list of the comment's replies, which stand beside
 * the comment and not in it.
 */
void thread_comment_page_json(const struct thread_list *l, const struct answer *, struct buf *out);
void thread_comment_page_ask(struct request *, const struct thread_list *, then_fn *, const char *step);

/* The article's version, from the first row. */
long thread_version(const struct answer *);

#endif
