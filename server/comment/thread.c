/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: a writer goes through the rows of an answer and appends JSON. Row 0 is the article. Then come, each with
 * its outcome: pinned comments or ancestors, and nodes, each followed by its first replies, those by their own. An answer has at most
 * comments.page_max bytes: a node or a reply that does not fit is taken back, and the cursor leads to it.
 */
#include "comment/thread.h"

#include "base/clock.h"
#include "base/quote.h"
#include "base/uuid.h"
#include "settings/settings.h"
#include "text/json.h"

#define NODE_ROOM 512 /* bytes for the end of an answer: brackets, a cursor */
#define NODE_MIN  400 /* bytes of a node's JSON without its text */

/* Columns of a node row; see db/statements.c. */
enum {
	COL_OUTCOME,
	COL_VERSION,
	COL_LOCKED,
	COL_ID,
	COL_PARENT,
	COL_AUTHOR,
	COL_NAME,
	COL_ROLE,
	COL_HTML,
	COL_STATE,
	COL_REVISION,
	COL_EDITED,
	COL_UP,
	COL_DOWN,
	COL_REPLIES,
	COL_RANK_BEST,
	COL_BADGE,
};

/* The state of writing one answer. */
struct thread_writer {
	const struct answer *a;
	const char *article;
	enum order order;
	struct buf *out;
	size_t extra, nodes; /* as in struct thread_list; nodes written so far */
	json_t *marks;	     /* of the article: {"locked":[id],…}; NULL: none */
	bool under_lock;     /* the next node is a reply below a locked comment */
};

/* The marks in the article's JSON. Few articles have any, so a search in the text saves parsing most of them. */
static json_t *
article_marks(const struct answer *a)
{
	json_t *article, *marks;

	if (strstr(answer_text(a, 0, COL_HTML), "\"marks\":") == NULL)
		return (NULL);
	article = json_read(answer_text(a, 0, COL_HTML), answer_len(a, 0, COL_HTML), JSON_DEPTH, NULL);
	marks = json_incref(json_object_get(article, "marks"));
	json_decref(article);
	return (marks);
}

static bool
id_in_list(const json_t *list, const char *id)
{
	size_t i;

	for (i = 0; i < json_array_size(list); i++)
		if (strcmp(json_string_value(json_array_get(list, i)), id) == 0)
			return (true);
	return (false);
}

/* A lock also holds for all replies below it. */
static bool
is_locked(const struct thread_writer *w, int row)
{
	return (w->under_lock || id_in_list(json_object_get(w->marks, "locked"), answer_text(w->a, row, COL_ID)));
}

static void
put_marks(struct thread_writer *w, int row)
{
	const char *kind, *id = answer_text(w->a, row, COL_ID);
	json_t *list;

	json_object_foreach (w->marks, kind, list) {
		if (strcmp(kind, "locked") == 0 ? is_locked(w, row) : id_in_list(list, id))
			json_pair_bool(w->out, kind, true);
	}
}

long
thread_version(const struct answer *a)
{
	return (answer_long(a, 0, COL_VERSION));
}

/* The node's key in the list's order, which a cursor holds beside its id. */
static int32_t
node_order_key(const struct thread_writer *w, int row)
{
	switch (w->order) {
	case ORDER_BEST:
		return ((int32_t)answer_long(w->a, row, COL_RANK_BEST));
	case ORDER_REPLIES:
		return ((int32_t)answer_long(w->a, row, COL_REPLIES));
	case ORDER_NEWEST:
	case ORDER_OLDEST:
	case ORDER_PICKS:
		break;
	}
	return (0);
}

/* The cursor behind the node in row; -1: before the first one. */
static void
put_cursor(struct thread_writer *w, enum order order, const char *parent, int row)
{
	struct thread_cursor c;
	struct uuid list;

	if (!uuid_parse(parent, &list))
		abort(); /* the database wrote this UUID */
	c = thread_cursor_first(order, &list);
	if (row >= 0) {
		c.key = node_order_key(w, row);
		if (!uuid_parse(answer_text(w->a, row, COL_ID), &c.id))
			abort();
	}
	buf_putc(w->out, '"');
	thread_cursor_put(w->out, &c);
	buf_putc(w->out, '"');
}

/* ,"name":text or null */
static void
put_member(struct thread_writer *w, const char *name, int row, int col)
{
	buf_puts(w->out, ",\"");
	buf_puts(w->out, name);
	buf_puts(w->out, "\":");
	if (answer_null(w->a, row, col))
		buf_puts(w->out, "null");
	else
		json_put_string(w->out, answer_text(w->a, row, col), answer_len(w->a, row, col));
}

static void
put_author(struct thread_writer *w, int row)
{
	if (answer_null(w->a, row, COL_AUTHOR)) {
		buf_puts(w->out, ",\"author\":null");
		return;
	}
	buf_puts(w->out, ",\"author\":{\"id\":\"");
	buf_puts(w->out, answer_text(w->a, row, COL_AUTHOR));
	buf_puts(w->out, "\"");
	put_member(w, "username", row, COL_NAME);
	put_member(w, "role", row, COL_ROLE);
	if (!answer_null(w->a, row, COL_BADGE))
		put_member(w, "badge", row, COL_BADGE);
	buf_puts(w->out, "}");
}

static void
put_votes(struct thread_writer *w, int row)
{
	if (answer_null(w->a, row, COL_UP)) {
		buf_puts(w->out, ",\"votes\":null");
		return;
	}
	buf_puts(w->out, ",\"votes\":{\"up\":");
	buf_long(w->out, answer_long(w->a, row, COL_UP));
	buf_puts(w->out, ",\"down\":");
	buf_long(w->out, answer_long(w->a, row, COL_DOWN));
	buf_puts(w->out, "}");
}

/* A comment's time is the time in its UUIDv7. */
static void
put_created(struct thread_writer *w, int row)
{
	char at[CLOCK_RFC3339];
	struct uuid id;

	if (!uuid_parse(answer_text(w->a, row, COL_ID), &id))
		abort();
	clock_rfc3339(uuid_ms(&id), at);
	buf_puts(w->out, ",\"created_at\":\"");
	buf_puts(w->out, at);
	buf_puts(w->out, "\"");
}

/* The node up to the opening bracket of its replies. */
static void
node_open(struct thread_writer *w, int row)
{
	const char *parent = answer_text(w->a, row, COL_PARENT);

	w->nodes++;
	buf_puts(w->out, "{\"id\":\"");
	buf_puts(w->out, answer_text(w->a, row, COL_ID));
	if (strcmp(parent, w->article) == 0)
		buf_puts(w->out, "\",\"parent_id\":null");
	else {
		buf_puts(w->out, "\",\"parent_id\":\"");
		buf_puts(w->out, parent);
		buf_puts(w->out, "\"");
	}
	put_author(w, row);
	put_member(w, "html", row, COL_HTML);
	put_member(w, "state", row, COL_STATE);
	buf_puts(w->out, ",\"revision\":");
	buf_long(w->out, answer_long(w->a, row, COL_REVISION));
	put_created(w, row);
	put_member(w, "edited_at", row, COL_EDITED);
	put_votes(w, row);
	if (w->marks != NULL)
		put_marks(w, row);
	buf_puts(w->out, ",\"replies\":{\"count\":");
	buf_long(w->out, answer_long(w->a, row, COL_REPLIES));
	buf_puts(w->out, ",\"comments\":[");
}

/* shown: how many replies were written below the node in row; last: the row of the last one, or -1. */
static void
node_close(struct thread_writer *w, int row, long shown, int last)
{
	buf_puts(w->out, "],\"next\":");
	if (answer_long(w->a, row, COL_REPLIES) > shown)
		put_cursor(w, w->order == ORDER_PICKS ? ORDER_NEWEST : w->order, answer_text(w->a, row, COL_ID), last);
	else
		buf_puts(w->out, "null");
	buf_puts(w->out, "}}");
}

static bool
row_is(const struct thread_writer *w, int row, const char *outcome)
{
	return (row < answer_rows(w->a) && strcmp(answer_text(w->a, row, COL_OUTCOME), outcome) == 0);
}

/* ---- size: an answer has at most comments.page_max bytes */

/* A place in the answer that writing can go back to. */
struct savepoint {
	size_t len, nodes;
};

static struct savepoint
savepoint(const struct thread_writer *w)
{
	return ((struct savepoint) { w->out->len, w->nodes });
}

static void
go_back(struct thread_writer *w, struct savepoint s)
{
	w->out->len = s.len;
	w->nodes = s.nodes;
}

/* The largest size of the list. A page keeps a quarter for its frame and for the reader's own data (api: mine_page). */
static size_t
size_max(const struct thread_writer *w)
{
	size_t max = (size_t)setting_int(COMMENTS_PAGE_MAX);

	return (w->extra > 0 ? max - max / 4 : max - NODE_ROOM);
}

static bool
size_fits(const struct thread_writer *w, size_t max)
{
	return (w->out->len + w->nodes * w->extra <= max);
}

/* ---- lists */

static int put_node(struct thread_writer *, int row, bool *whole);

/* Is this row a reply to the comment in row `parent`? */
static bool
row_answers(const struct thread_writer *w, int row, int parent)
{
	return (row_is(w, row, "reply") && strcmp(answer_text(w->a, row, COL_PARENT), answer_text(w->a, parent, COL_ID)) == 0);
}

/* A reply with its own ones, if it fits; otherwise with fewer of them, or not at all. Returns the row behind them. */
static int
put_reply(struct thread_writer *w, int row, bool first, bool *whole, bool *written)
{
	struct savepoint before = savepoint(w);
	int behind;

	if (!first)
		buf_putc(w->out, ',');
	behind = put_node(w, row, whole);
	*written = size_fits(w, size_max(w));
	if (!*written) {
		go_back(w, before);
		*whole = false;
	}
	return (behind);
}

/* One node with the replies that follow it, as many as fit (*whole: all); returns the row behind all of them. */
static int
put_node(struct thread_writer *w, int row, bool *whole)
{
	int at = row + 1, last = -1, shown = 0;
	bool above = w->under_lock, written;

	*whole = true;
	node_open(w, row);
	w->under_lock = is_locked(w, row);
	while (*whole && row_answers(w, at, row)) {
		int reply = at;

		at = put_reply(w, reply, shown == 0, whole, &written);
		if (written) {
			shown++;
			last = reply;
		}
	}
	w->under_lock = above;
	node_close(w, row, shown, last);
	return (at);
}

static void
put_thread_article(struct thread_writer *w)
{
	buf_puts(w->out, "\"article\":");
	buf_add(w->out, answer_text(w->a, 0, COL_HTML), answer_len(w->a, 0, COL_HTML));
	buf_putc(w->out, ',');
}

/* The pinned comments of a first page, as far as they fit; returns the row behind them. */
static int
put_pinned(struct thread_writer *w)
{
	struct savepoint before;
	bool any = false;
	int row = 1;

	for (; row_is(w, row, "pinned"); row++) {
		before = savepoint(w);
		buf_puts(w->out, any ? "," : "\"pinned\":[");
		w->under_lock = answer_bool(w->a, row, COL_LOCKED);
		node_open(w, row);
		node_close(w, row, 0, -1);
		if (size_fits(w, size_max(w) / 2))
			any = true;
		else
			go_back(w, before); /* the list has it too, in its order */
	}
	w->under_lock = false;
	if (any)
		buf_puts(w->out, "],");
	return (row);
}

/* Nodes from row on, at least one, up to the limit and as many as fit; then the cursor. Ends the object. */
static void
put_thread_list(struct thread_writer *w, const struct thread_list *l, int row)
{
	bool whole = true;
	long shown = 0;
	int last = -1;

	buf_puts(w->out, "\"comments\":[");
	while (row < answer_rows(w->a) && shown < l->limit && whole) {
		struct savepoint before = savepoint(w);
		int behind;

		if (shown > 0)
			buf_putc(w->out, ',');
		behind = put_node(w, row, &whole);
		if (shown > 0 && !(whole && size_fits(w, size_max(w)))) {
			go_back(w, before);
			break;
		}
		shown++;
		last = row;
		row = behind;
	}
	buf_puts(w->out, "],\"next\":");
	if (row < answer_rows(w->a) || !whole) /* a bounded query may end without a row that shows that there is more */
		put_cursor(w, w->order, l->parent, last);
	else
		buf_puts(w->out, "null");
	buf_putc(w->out, '}');
}

/* ---- the ancestors of a comment */

static size_t
node_size(const struct thread_writer *w, int row)
{
	return (NODE_MIN + w->extra + quote_size(answer_text(w->a, row, COL_HTML), answer_len(w->a, row, COL_HTML)));
}

/* The first row of the ancestors that are shown beside the root: the nearest to the comment that fit half an answer. */
static int
first_ancestor(const struct thread_writer *w, int end)
{
	size_t size = node_size(w, 1), max = size_max(w) / 2;
	int row = end;

	for (; row > 2 && end - row < ANCESTORS_MAX - 1; row--)
		if ((size += node_size(w, row - 1)) > max)
			break;
	return (row);
}

/* The ancestors that are left out: how many, and the address of the comment whose own ancestors they are. */
static void
put_ancestors_more(struct thread_writer *w, long left_out, int first, int end)
{
	if (left_out <= 0) {
		buf_puts(w->out, "\"ancestors_more\":null,");
		return;
	}
	buf_printf(w->out, "\"ancestors_more\":{\"count\":%ld,\"href\":\"/v1/articles/%s/comments/%s\"},", left_out, w->article,
	    first < end ? answer_text(w->a, first, COL_ID) : answer_text(w->a, end, COL_PARENT));
}

/* The root and the nearest ancestors; returns the comment's row. COL_LOCKED: the row's comment or one above it is locked. */
static int
put_ancestors(struct thread_writer *w)
{
	int end = 1, first, row;

	while (row_is(w, end, "ancestor"))
		end++;
	first = end > 1 ? first_ancestor(w, end) : end;
	buf_puts(w->out, "\"ancestors\":[");
	for (row = 1; row < end; row++) {
		if (row > 1 && row < first)
			continue;
		if (row > 1)
			buf_putc(w->out, ',');
		w->under_lock = answer_bool(w->a, row, COL_LOCKED);
		node_open(w, row);
		node_close(w, row, 0, -1);
	}
	w->under_lock = answer_bool(w->a, end, COL_LOCKED);
	buf_puts(w->out, "],");
	put_ancestors_more(w, end > 1 ? answer_long(w->a, 0, COL_REPLIES) - 1 - (end - first) : 0, first, end);
	return (end);
}

static struct thread_writer
list_writer(const struct thread_list *l, const struct answer *a, struct buf *out)
{
	return ((struct thread_writer) { .a = a,
	    .article = l->article,
	    .order = l->from.order,
	    .out = out,
	    .extra = l->extra,
	    .marks = article_marks(a) });
}

void
thread_list_json(const struct thread_list *l, const struct answer *a, struct buf *out)
{
	struct thread_writer w = list_writer(l, a, out);
	int row = 1;

	buf_putc(out, '{');
	if (strcmp(l->article, l->parent) == 0) {
		put_thread_article(&w);
		row = put_pinned(&w);
	} else
		w.under_lock = answer_bool(a, 0, COL_LOCKED);
	put_thread_list(&w, l, row);
	json_decref(w.marks);
}

void
thread_comment_json(const char *article, const struct answer *a, struct buf *out)
{
	struct thread_writer w = { .a = a, .article = article, .order = ORDER_NEWEST, .out = out, .marks = article_marks(a) };
	bool whole;
	int row;

	buf_putc(out, '{');
	put_thread_article(&w);
	row = put_ancestors(&w);
	buf_puts(out, "\"comment\":");
	(void)put_node(&w, row, &whole);
	buf_putc(out, '}');
	json_decref(w.marks);
}

void
thread_comment_page_json(const struct thread_list *l, const struct answer *a, struct buf *out)
{
	struct thread_writer w = list_writer(l, a, out);
	int row;

	buf_putc(out, '{');
	put_thread_article(&w);
	row = put_ancestors(&w);
	buf_puts(out, "\"comment\":");
	node_open(&w, row);
	node_close(&w, row, answer_long(a, row, COL_REPLIES), -1);
	buf_putc(out, ',');
	put_thread_list(&w, l, row + 1);
	json_decref(w.marks);
}
