/* SPDX-License-Identifier: Apache-2.0 */
#include "live/ring.h"

#include <stdlib.h>
#include <string.h>

enum event_list { LIST_GONE, LIST_NEW, LIST_EDITED, LIST_VOTES, LISTS };

/* The members of an event and their longest values, without entries of lists: see ring_event(). */
#define SKELETON_MAX 192

void
ring_init(struct ring *r, long version, long count)
{
	*r = (struct ring) { .from = version, .to = version, .count = count };
}

void
ring_end(struct ring *r)
{
	free(r->changes);
	*r = (struct ring) { 0 };
}

bool
change_kind_of(const char *name, enum change_kind *out)
{
	static const char *const names[] = { "comment", "edit", "remove", "votes", "state" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (strcmp(name, names[i]) == 0) {
			*out = (enum change_kind)i;
			return (true);
		}
	return (false);
}

/* Forgets at least n changes, and always a version as a whole. */
static void
ring_forget(struct ring *r, size_t n)
{
	while (n < r->n && r->changes[n].version == r->changes[n - 1].version)
		n++;
	r->from = r->changes[n - 1].version;
	r->n -= n;
	memmove(r->changes, r->changes + n, r->n * sizeof(r->changes[0]));
}

void
ring_add(struct ring *r, const struct change *c, size_t max)
{
	if (r->n >= max) /* a quarter at once, so that a change costs little memmove() */
		ring_forget(r, r->n - max + max / 4 + 1);
	if (r->n == r->capacity) {
		r->capacity = r->capacity == 0 ? 4 : r->capacity * 2;
		r->changes = mem_grow(r->changes, r->capacity * sizeof(r->changes[0]));
	}
	r->changes[r->n++] = *c;
	r->to = c->version;
}

bool
ring_covers(const struct ring *r, long version)
{
	return (version >= r->from && version <= r->to);
}

bool
ring_has(const struct ring *r, long since, bool votes)
{
	for (size_t i = r->n; i > 0 && r->changes[i - 1].version > since; i--)
		if ((r->changes[i - 1].kind == CHANGE_VOTES) == votes)
			return (true);
	return (false);
}

/* ---- events */

static bool
is_same(const struct change *a, const struct change *b)
{
	return (memcmp(&a->comment, &b->comment, sizeof(a->comment)) == 0);
}

static bool
is_told_later(const struct ring *r, size_t i)
{
	for (size_t j = i + 1; j < r->n; j++)
		if (r->changes[j].kind != CHANGE_STATE && is_same(&r->changes[i], &r->changes[j]))
			return (true);
	return (false);
}

/*
 * The list of the comment whose last change is the i-th, by its changes from the first-th on. LISTS: none, because it
 * came and went.
 */
static enum event_list
list_of(const struct ring *r, size_t first, size_t i)
{
	const struct change *c, *came = NULL, *last = NULL;
	bool edited = false;

	for (size_t j = first; j <= i; j++) {
		c = &r->changes[j];
		if (!is_same(c, &r->changes[i]))
			continue;
		if (c->kind == CHANGE_NEW || c->kind == CHANGE_GONE) {
			came = came == NULL ? c : came;
			last = c;
		}
		edited = edited || c->kind == CHANGE_EDIT;
	}
	if (last != NULL && last->kind == CHANGE_GONE)
		return (came->kind == CHANGE_NEW ? LISTS : LIST_GONE);
	if (last != NULL)
		return (LIST_NEW);
	return (edited ? LIST_EDITED : LIST_VOTES);
}

static void
put_id(struct buf *b, const struct uuid *id)
{
	static const struct uuid none;
	char text[UUID_TEXT];

	if (memcmp(id, &none, sizeof(none)) == 0) {
		buf_puts(b, "null");
		return;
	}
	uuid_text(id, text);
	buf_printf(b, "\"%s\"", text);
}

static void
put_entry(struct buf *b, enum event_list list, const struct change *c)
{
	if (b->len > 0)
		buf_putc(b, ',');
	if (list == LIST_NEW || list == LIST_VOTES)
		buf_putc(b, '[');
	put_id(b, &c->comment);
	if (list == LIST_NEW) {
		buf_putc(b, ',');
		put_id(b, &c->parent);
	} else if (list == LIST_VOTES)
		buf_printf(b, ",%d,%d", c->up, c->down);
	if (list == LIST_NEW || list == LIST_VOTES)
		buf_putc(b, ']');
}

struct event {
	struct buf lists[LISTS];
	unsigned char *list_of; /* of each change from the first on; LISTS: none */
	size_t room;
	long more;
	bool article;
};

static void
event_begin(struct event *e, const struct ring *r, size_t first)
{
	*e = (struct event) { .list_of = mem_zero(r->n - first, 1), .room = EVENT_MAX - SKELETON_MAX };
	for (size_t i = 0; i < LISTS; i++)
		buf_init(&e->lists[i], NULL);
	for (size_t i = first; i < r->n; i++) {
		bool state = r->changes[i].kind == CHANGE_STATE;

		e->article = e->article || state;
		e->list_of[i - first] = (unsigned char)(state || is_told_later(r, i) ? LISTS : list_of(r, first, i));
	}
}

static void
event_end(struct event *e)
{
	for (size_t i = 0; i < LISTS; i++)
		buf_end(&e->lists[i]);
	free(e->list_of);
}

/* Adds the entries of one list, oldest first, as far as they fit. */
static void
event_fill(struct event *e, const struct ring *r, size_t first, enum event_list list)
{
	struct buf *b = &e->lists[list];
	size_t before;

	for (size_t i = first; i < r->n; i++) {
		if (e->list_of[i - first] != list)
			continue;
		before = b->len;
		put_entry(b, list, &r->changes[i]);
		if (b->len - before <= e->room) {
			e->room -= b->len - before;
			continue;
		}
		b->len = before;
		e->more += list != LIST_VOTES;
	}
}

static void
put_list(struct buf *out, const char *name, const struct buf *list)
{
	buf_printf(out, ",\"%s\":[", name);
	buf_add(out, list->data, list->len);
	buf_putc(out, ']');
}

void
ring_event(const struct ring *r, long since, struct buf *out)
{
	struct event e;
	size_t first = r->n;

	while (first > 0 && r->changes[first - 1].version > since)
		first--;
	event_begin(&e, r, first);
	for (unsigned list = 0; list < LISTS; list++)
		event_fill(&e, r, first, (enum event_list)list);
	buf_printf(out, "id: %ld\nevent: change\ndata: {\"v\":%ld,\"count\":%ld", r->to, r->to, r->count);
	put_list(out, "new", &e.lists[LIST_NEW]);
	put_list(out, "gone", &e.lists[LIST_GONE]);
	put_list(out, "edited", &e.lists[LIST_EDITED]);
	put_list(out, "votes", &e.lists[LIST_VOTES]);
	buf_printf(out, ",\"article\":%s,\"more\":%ld}\n\n", e.article ? "true" : "false", e.more);
	event_end(&e);
}

void
ring_reset_event(const struct ring *r, struct buf *out)
{
	buf_printf(out, "id: %ld\nevent: reset\ndata: {\"v\":%ld,\"count\":%ld}\n\n", r->to, r->to, r->count);
}
