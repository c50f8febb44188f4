/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The latest changes of one article, and the events made from them. A ring covers the versions above `from` up to `to`
 * without a gap, so a reader who has a version that it covers is told everything since by one event. A ring stores at
 * most max changes and forgets the oldest; from then rises.
 *
 * An event (WHATWG HTML 9.2.6) has at most EVENT_MAX bytes:
 *
 *	id: 12
 *	event: change
 *	data: {"v":12,"count":5,"new":[["id","parent"],["id",null]],"gone":["id"],"edited":["id"],"votes":[["id",3,1]],"article":false,"more":0}
 *
 * A comment is in one list only, in the one for its state at `to`: a comment that came and went is in none, a comment
 * that came and was edited is new. Lists are filled in the order gone, new, edited, votes, as far as they fit; more
 * counts the comments of the first three that did not. article says whether the article itself
 * changed: its title, its state or its marks.
 */
#ifndef LIVE_RING_H
#define LIVE_RING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/uuid.h"

#define EVENT_MAX 1024 /* bytes */

enum change_kind { CHANGE_NEW, CHANGE_EDIT, CHANGE_GONE, CHANGE_VOTES, CHANGE_STATE };

struct change {
	struct uuid comment;
	struct uuid parent; /* all zero: none */
	long version;
	int up, down;
	enum change_kind kind;
};

struct ring {
	long from, to;
	long count; /* comments at `to` */
	struct change *changes;
	size_t n, capacity;
};

void ring_init(struct ring *, long version, long count);
void ring_end(struct ring *);
/* True for the names of core.journal.change. */
bool change_kind_of(const char *name, enum change_kind *out) MUST_USE;
/* Appends a change of a version not below `to`, which becomes `to`. */
void ring_add(struct ring *, const struct change *, size_t max);
bool ring_covers(const struct ring *, long version);
/* There is a change of votes above since; or one of another kind. */
bool ring_has(const struct ring *, long since, bool votes) MUST_USE;
/* The event about the changes above since, which the ring covers. */
void ring_event(const struct ring *, long since, struct buf *out);
/* The event that tells a reader to load the page again. */
void ring_reset_event(const struct ring *, struct buf *out);

#endif
