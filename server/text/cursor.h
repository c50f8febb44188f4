/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page cursors, opaque to clients: base64url of a version byte, a kind byte, the list's identity, the place in the list,
 * and a checksum of four bytes. The checksum detects damage, not forgery: a forged cursor shows only entries that its
 * reader may see. Each value has one text. A cursor of another list, kind or version does not read: 400 bad_cursor.
 */
#ifndef TEXT_CURSOR_H
#define TEXT_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/uuid.h"

enum order { ORDER_NEWEST, ORDER_OLDEST, ORDER_BEST, ORDER_REPLIES, ORDER_PICKS };

/* "newest", "oldest", "best", "replies", "picks" (featured comments, newest first). */
bool order_parse(const char *word, enum order *out) MUST_USE;
const char *order_name(enum order);

/* ---- a thread's page, at every level */
struct thread_cursor {
	enum order order;
	struct uuid list; /* the parent; the article's id at top level */
	int32_t key;
	struct uuid id;
};

/* The place before the first comment of a list: the greatest key, or all zero for oldest. */
struct thread_cursor thread_cursor_first(enum order, const struct uuid *list);
void thread_cursor_put(struct buf *, const struct thread_cursor *);
/*
 * False unless it is a cursor of that list. A cursor holds its order; a caller whose query names another one answers
 * bad_cursor too.
 */
bool thread_cursor_read(const char *text, const struct uuid *list, struct thread_cursor *out) MUST_USE;

/* ---- the moderators' list */
enum case_view {
	VIEW_ALL,
	VIEW_HELD,
	VIEW_REPORTED,
	VIEW_SUSPECT,
	VIEW_ESCALATED,
	VIEW_APPEALED,
	VIEW_ILLEGAL,
	VIEW_MINE,	/* claimed by the caller */
	VIEW_PROPOSED,	/* waiting for a second moderator */
	VIEW_WITHDRAWN, /* reported, then withdrawn by its author; in no other view but mine */
	VIEW_SKIPPED,	/* skipped by the caller */
};

bool case_view_parse(const char *word, enum case_view *out) MUST_USE;
const char *case_view_name(enum case_view);

struct case_cursor {
	enum case_view view;
	struct uuid article; /* all zero: of every article */
	double priority;     /* finite */
	struct uuid id;
};

void case_cursor_put(struct buf *, const struct case_cursor *);
/* False unless it is a cursor of that view and article (NULL: of every article). */
bool case_cursor_read(const char *text, enum case_view, const struct uuid *article, struct case_cursor *out) MUST_USE;

/* ---- lists in order of id. kind: a letter that no other list has, e.g. 'd' for decisions. */
void id_cursor_put(struct buf *, char kind, const struct uuid *list, const struct uuid *id);
bool id_cursor_read(const char *text, char kind, const struct uuid *list, struct uuid *id) MUST_USE;

#endif
