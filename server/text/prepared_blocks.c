/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: lines are read one by one, as CommonMark reads them: quote marks first, then the begin of a block. A
 * begin that the dialect does not know is made inert. An empty line is added where the dialect ends a quote or a list that
 * CommonMark would continue. The open lists are remembered, so that a number out of sequence stays as it was typed.
 */
#include <limits.h>

#include "text/prepared_parts.h"
#include "text/utf8.h"
#include "text/visible.h"

#define LEVELS	   32  /* nested lists; deeper ones are text */
#define NUMBER_MAX 999 /* a year begins no list */

/* An open list, by its last item. */
struct list_level {
	unsigned quotes;
	size_t indent;	/* columns before the marker */
	size_t content; /* columns before the text */
	long number;	/* -1: a bullet */
	bool paren;	/* its numbers end in ")" for md4c, so that it does not continue the list before */
};

struct block_writer {
	struct prepared *out;
	const char *body;
	size_t n;
	struct inlines inlines;
	/* the lines before */
	bool empty;	 /* the line before is empty, or there is none */
	bool paragraph;	 /* the line before can continue */
	unsigned quotes; /* of the line before */
	size_t fence;	 /* backticks of the open code block; 0: none */
	unsigned fence_quotes;
	size_t fence_indent;
	struct list_level levels[LEVELS];
	unsigned nlevels;
};

struct block_line {
	size_t from, to; /* without its end */
	size_t next;	 /* the next line; n behind the last */
	size_t at;	 /* behind quotes and spaces */
	unsigned quotes;
	size_t indent;	     /* columns of spaces behind the last quote mark */
	size_t quote_indent; /* before the last quote mark */
	bool empty;
};

struct list_marker {
	size_t end;	/* behind the digits or the bullet */
	size_t content; /* the byte its text begins at */
	long number;	/* -1: a bullet */
};

enum block_begin { TEXT, RULE, HEADING, FENCE, ITEM };

/* ---- reading */
static bool
is_space_or_tab(char c)
{
	return (c == ' ' || c == '\t');
}

static size_t
skip_columns(const char *p, size_t i, size_t to, size_t *columns)
{
	for (; i < to && is_space_or_tab(p[i]); i++)
		*columns += p[i] == '\t' ? 4 - *columns % 4 : 1;
	return (i);
}

static size_t
char_run_end(const char *p, size_t i, size_t to)
{
	size_t end = i;

	while (end < to && p[end] == p[i])
		end++;
	return (end);
}

static bool
is_ascii_word(char c)
{
	return ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
}

/* Has it a letter, a digit or a visible character outside ASCII? Otherwise "- ;;" is a face and no list item. */
static bool
has_words(const char *p, size_t from, size_t to)
{
	size_t step;
	uint32_t c;

	for (; from < to && (step = utf8_next(p + from, to - from, &c)) > 0; from += step)
		if (c < 0x80 ? is_ascii_word((char)c) : char_visible(c))
			return (true);
	return (false);
}

/* >_<  > <  >ㅁ<  >.>  >:( are faces; i is behind the ">". */
static bool
quote_is_face(const char *p, size_t i, size_t to)
{
	bool empty = false, word = false;
	size_t at = i, step, k;
	uint32_t c;

	for (k = 0; k < 6 && at < to && !(empty && word); k++, at += step) {
		step = utf8_next(p + at, to - at, &c);
		if (c == '<')
			return (at + 1 == to || !(is_ascii_word(p[at + 1]) || p[at + 1] == '/' || p[at + 1] == '!'));
		empty = empty || c == ' ';
		word = word || (c < 0x80 && is_ascii_word((char)c));
	}
	if (i == to)
		return (false);
	if (p[i] == '_' || p[i] == '.') /* >_text_ and >... are quotes */
		return (i + 1 == to || (p[i] == '_' ? !is_ascii_word(p[i + 1]) && (p[i + 1] & 0x80) == 0 : p[i + 1] != '.'));
	if (p[i] == '-')
		return (i + 1 < to && !is_space_or_tab(p[i + 1]));
	return (strchr(",:;=^/|)~", p[i]) != NULL);
}

/* Does the line at `from` begin a quote? Marks without text behind them do only between quoted lines. */
static bool
is_quote(const char *p, size_t from, size_t to, bool quoted)
{
	size_t i = from;

	if (quote_is_face(p, from + 1, to))
		return (false);
	while (i < to && (p[i] == '>' || is_space_or_tab(p[i])))
		i++;
	return (i < to || quoted);
}

static size_t
line_end(const char *p, size_t n, size_t from)
{
	const char *end = memchr(p + from, '\n', n - from);

	return (end != NULL ? (size_t)(end - p) : n);
}

static bool
next_line_is_quoted(const struct block_writer *m, size_t from)
{
	size_t columns = 0, i = from < m->n ? skip_columns(m->body, from, m->n, &columns) : m->n;

	return (i < m->n && m->body[i] == '>');
}

/* quotes_max: the most quote marks to read; in a code block, those of its first line. */
static void
block_line_read(const struct block_writer *m, size_t from, bool quoted, unsigned quotes_max, struct block_line *l)
{
	const char *p = m->body;

	memset(l, 0, sizeof(*l));
	l->from = from;
	l->to = line_end(p, m->n, from);
	l->next = l->to < m->n ? l->to + 1 : m->n;
	while (l->to > from && p[l->to - 1] == '\r')
		l->to--;
	quoted = quoted || next_line_is_quoted(m, l->next);
	l->at = skip_columns(p, from, l->to, &l->indent);
	while (l->at < l->to && p[l->at] == '>' && l->quotes < quotes_max && is_quote(p, l->at, l->to, quoted)) {
		l->quotes++;
		l->quote_indent = l->indent;
		l->indent = 0;
		l->at++;
		l->at += l->at < l->to && is_space_or_tab(p[l->at]);
		l->at = skip_columns(p, l->at, l->to, &l->indent);
	}
	l->empty = l->at == l->to;
}

/* ---- what a line begins */
static bool
is_rule(const char *p, size_t from, size_t to)
{
	size_t i, count = 0;

	if (p[from] != '-' && p[from] != '*')
		return (false);
	for (i = from; i < to; i++) {
		if (p[i] != p[from] && !is_space_or_tab(p[i]))
			return (false);
		count += p[i] == p[from];
	}
	return (count >= 3);
}

static bool
is_heading(const char *p, size_t from, size_t to)
{
	size_t end = char_run_end(p, from, to);

	return (p[from] == '#' && end - from <= 6 && end < to && is_space_or_tab(p[end]) && has_words(p, end, to));
}

/* At least three backticks, and no backtick behind them in the line. */
static bool
is_fence(const char *p, size_t from, size_t to)
{
	size_t end = char_run_end(p, from, to);

	return (p[from] == '`' && end - from >= 3 && memchr(p + end, '`', to - end) == NULL);
}

/* A bullet, or digits and a full stop, with a space behind it. */
static bool
list_marker_read(const char *p, size_t from, size_t to, struct list_marker *k)
{
	size_t i = from;

	k->number = -1;
	if (p[i] == '-' || p[i] == '+' || p[i] == '*')
		k->end = ++i;
	else {
		for (k->number = 0; i < to && i < from + 4 && p[i] >= '0' && p[i] <= '9'; i++)
			k->number = k->number * 10 + (p[i] - '0');
		if (i == from || (i > from + 1 && p[from] == '0') || i == to || p[i] != '.' || k->number > NUMBER_MAX)
			return (false);
		k->end = i++;
	}
	if (i == to || !is_space_or_tab(p[i]))
		return (false);
	while (i < to && is_space_or_tab(p[i]))
		i++;
	k->content = i;
	return (k->number < 0 ? has_words(p, i, to) || is_fence(p, i, to) : i < to);
}

/* The column of a marker's text. Of more than four spaces before the text, one belongs to the marker. */
static size_t
list_content_column(const char *p, const struct block_line *l, const struct list_marker *k)
{
	size_t bare = k->end + (k->number >= 0), column = l->indent + (bare - l->at), columns = column;

	(void)skip_columns(p, bare, k->content, &columns);
	return (columns - column > 4 ? column + 1 : columns);
}

/* Does the next item of the same depth have the next number? */
static bool
next_item_counts_on(const struct block_writer *m, const struct block_line *l, long number)
{
	struct list_marker k;
	struct block_line next;
	size_t from;

	for (from = l->next; from < m->n; from = next.next) {
		block_line_read(m, from, l->quotes > 0, l->quotes, &next);
		if (next.empty)
			continue;
		if (next.quotes != l->quotes)
			return (false);
		if (next.indent > l->indent)
			continue;
		return (next.indent == l->indent && list_marker_read(m->body, next.at, next.to, &k) && k.number == number + 1);
	}
	return (false);
}

/* The open list that an item at this indent continues; NULL: the item would begin a list. */
static struct list_level *
list_level_of(struct block_writer *m, const struct block_line *l)
{
	unsigned i = m->nlevels;

	while (i > 0 && m->levels[i - 1].quotes == l->quotes && l->indent < m->levels[i - 1].indent)
		i--;
	return (i > 0 && m->levels[i - 1].quotes == l->quotes && l->indent < m->levels[i - 1].content ? &m->levels[i - 1] : NULL);
}

static bool
is_item(struct block_writer *m, const struct block_line *l, struct list_marker *k)
{
	const struct list_level *before = list_level_of(m, l);

	if (!list_marker_read(m->body, l->at, l->to, k) || (before == NULL && m->nlevels == LEVELS))
		return (false);
	return (k->number < 0 || k->number == 1 || (before != NULL && before->number >= 0 && before->number + 1 == k->number) ||
	    next_item_counts_on(m, l, k->number));
}

static enum block_begin
block_begin_of(struct block_writer *m, const struct block_line *l, struct list_marker *k)
{
	const char *p = m->body;

	if (is_rule(p, l->at, l->to))
		return (RULE);
	if (is_heading(p, l->at, l->to))
		return (HEADING);
	if (is_fence(p, l->at, l->to) && l->next < m->n)
		return (FENCE);
	return (is_item(m, l, k) ? ITEM : TEXT);
}

/* ---- writing */

static void block_put_block(struct block_writer *, const struct block_line *, size_t at, enum block_begin, size_t content);

/* Adds an empty line, inside the quotes of the next line. */
static void
block_put_empty_line(struct block_writer *m, const struct block_line *l)
{
	unsigned i;

	for (i = 0; i < l->quotes; i++)
		prepared_insert(m->out, l->from, "> ");
	prepared_insert(m->out, l->from, "\n");
	m->empty = true;
	m->paragraph = false;
	memset(&m->inlines, 0, sizeof(m->inlines));
}

/* Makes first characters inert that md4c would read as the begin of a block. Returns the next byte. */
static size_t
block_put_first(struct block_writer *m, size_t at, size_t to)
{
	const char *p = m->body;
	size_t end = char_run_end(p, at, to), i = at;
	bool alone = skip_columns(p, end, to, &(size_t) { 0 }) == to;

	if (p[at] == '>' || (strchr("-+=", p[at]) != NULL && alone) ||
	    (strchr("-+", p[at]) != NULL && is_space_or_tab(p[at + 1])) ||
	    (p[at] == '#' && end - at <= 6 && (end == to || is_space_or_tab(p[end])))) {
		prepared_inert(m->out, p, at);
		return (at + 1);
	}
	if (is_fence(p, at, to)) {
		for (; i < end; i++)
			prepared_inert(m->out, p, i);
		return (end);
	}
	while (i < to && p[i] >= '0' && p[i] <= '9')
		i++;
	if (i > at && i < to && (p[i] == '.' || p[i] == ')') && (i + 1 == to || is_space_or_tab(p[i + 1]))) {
		prepared_keep(m->out, p, at, i);
		prepared_inert(m->out, p, i);
		return (i + 1);
	}
	return (at);
}

static void
block_put_text(struct block_writer *m, const struct block_line *l, size_t at)
{
	size_t from = block_put_first(m, at, l->to);

	inlines_put(m->out, &m->inlines, m->body, m->n, at, from, l->to);
	m->paragraph = true;
}

static void
lists_leave(struct block_writer *m, const struct block_line *l)
{
	while (m->nlevels > 0 && m->levels[m->nlevels - 1].quotes == l->quotes && l->indent < m->levels[m->nlevels - 1].content)
		m->nlevels--;
}

static void
block_put_item(struct block_writer *m, const struct block_line *l, const struct list_marker *k)
{
	struct list_level *before = list_level_of(m, l), new = { .quotes = l->quotes, .indent = l->indent, .number = k->number };

	enum block_begin begin;

	new.content = list_content_column(m->body, l, k);
	if (before != NULL) {
		m->nlevels = (unsigned)(before - m->levels) + 1;
		new.paren = before->paren;
		if (before->number >= 0 && k->number >= 0 && before->number + 1 != k->number)
			new.paren = !new.paren;
		*before = new;
	} else {
		if (m->paragraph && (m->nlevels == 0 || (k->number >= 0 && k->number != 1)))
			block_put_empty_line(m, l);
		lists_leave(m, l);
		m->levels[m->nlevels++] = new;
	}
	prepared_keep(m->out, m->body, l->from, k->end);
	if (k->number >= 0 && new.paren)
		prepared_swap(m->out, k->end, ')');
	else if (k->number >= 0)
		prepared_keep(m->out, m->body, k->end, k->end + 1);
	prepared_keep(m->out, m->body, k->end + (k->number >= 0), k->content);
	memset(&m->inlines, 0, sizeof(m->inlines));
	begin = is_heading(m->body, k->content, l->to) ?
	    HEADING :
	    is_fence(m->body, k->content, l->to) && l->next < m->n ?
	    FENCE :
	    TEXT;
	if (begin == TEXT)
		block_put_text(m, l, k->content);
	else
		block_put_block(m, l, k->content, begin, new.content);
}

/* A line of the open code block; false if the block has ended before it. */
static bool
block_put_code(struct block_writer *m, const struct block_line *l)
{
	size_t end;

	if (l->quotes < m->fence_quotes || (!l->empty && l->indent < m->fence_indent)) {
		m->fence = 0;
		return (false);
	}
	prepared_keep(m->out, m->body, l->from, l->to);
	if (l->empty || m->body[l->at] != '`')
		return (true);
	end = char_run_end(m->body, l->at, l->to);
	if (end - l->at >= m->fence && skip_columns(m->body, end, l->to, &(size_t) { 0 }) == l->to)
		m->fence = 0;
	return (true);
}

/* A list ends with the quote around it, and before a quote that is not inside its item. */
static void
lists_leave_quotes(struct block_writer *m, const struct block_line *l)
{
	while (m->nlevels > 0 &&
	    (m->levels[m->nlevels - 1].quotes > l->quotes ||
		(m->levels[m->nlevels - 1].quotes < l->quotes && l->quote_indent < m->levels[m->nlevels - 1].content)))
		m->nlevels--;
}

/* A heading or the first line of a code block, from `at` on. content: the column that ends the code block if a line is left of it. */
static void
block_put_block(struct block_writer *m, const struct block_line *l, size_t at, enum block_begin begin, size_t content)
{
	size_t end = char_run_end(m->body, at, l->to);

	m->paragraph = false;
	memset(&m->inlines, 0, sizeof(m->inlines));
	if (begin == HEADING) {
		prepared_keep(m->out, m->body, at, end);
		inlines_put(m->out, &m->inlines, m->body, m->n, end, end, l->to);
		memset(&m->inlines, 0, sizeof(m->inlines));
		return;
	}
	prepared_keep(m->out, m->body, at, l->to);
	if (begin == FENCE) {
		m->fence = end - at;
		m->fence_quotes = l->quotes;
		m->fence_indent = content;
	}
}

/* Would md4c read the line as a part of the paragraph or list before it? Then an empty line is added. */
static bool
block_is_swallowed(const struct block_writer *m, const struct block_line *l, enum block_begin begin)
{
	const struct list_level *last = m->nlevels > 0 ? &m->levels[m->nlevels - 1] : NULL;

	if (m->empty)
		return (false);
	if (begin == RULE) /* the dialect has no underlined headings */
		return (m->paragraph);
	return (
	    begin == TEXT && (l->quotes < m->quotes || (last != NULL && last->quotes == l->quotes && l->indent <= last->indent)));
}

static void
block_put_line(struct block_writer *m, const struct block_line *l)
{
	enum block_begin begin;
	struct list_marker k;

	lists_leave_quotes(m, l);
	begin = block_begin_of(m, l, &k);
	if (block_is_swallowed(m, l, begin))
		block_put_empty_line(m, l);
	if (begin != ITEM && (begin != TEXT || m->empty))
		lists_leave(m, l);
	if (begin == ITEM) {
		block_put_item(m, l, &k);
		return;
	}
	prepared_keep(m->out, m->body, l->from, l->at);
	if (begin == TEXT)
		block_put_text(m, l, l->at);
	else
		block_put_block(m, l, l->at, begin,
		    m->nlevels > 0 && m->levels[m->nlevels - 1].quotes == l->quotes ? m->levels[m->nlevels - 1].content : 0);
}

static void
block_put_empty(struct block_writer *m, const struct block_line *l)
{
	prepared_keep(m->out, m->body, l->from, l->to);
	m->paragraph = false;
	memset(&m->inlines, 0, sizeof(m->inlines));
}

void
prepared_make(struct prepared *p, const char *body, size_t n)
{
	struct block_writer m = { .out = p, .body = body, .n = n, .empty = true };
	struct block_line l;
	size_t from;

	memset(p, 0, sizeof(*p));
	while (n > 0 && (is_space_or_tab(body[n - 1]) || body[n - 1] == '\n' || body[n - 1] == '\r'))
		n--;
	m.n = n;
	for (from = 0; from < n; from = l.next) {
		if (m.fence > 0)
			block_line_read(&m, from, true, m.fence_quotes, &l);
		if (m.fence == 0 || !block_put_code(&m, &l)) {
			block_line_read(&m, from, m.quotes > 0, UINT_MAX, &l);
			if (l.empty)
				block_put_empty(&m, &l);
			else
				block_put_line(&m, &l);
		}
		m.empty = l.empty;
		m.quotes = l.quotes;
		prepared_keep(p, body, l.to, l.next);
	}
	buf_add(&p->text, "", 0);
}
