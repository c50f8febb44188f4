/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The difference of two texts by words: the longest common subsequence, between the common beginning and end. A word
 * includes the spaces that follow it, so that joining the parts gives the texts again.
 */
#include "web/view/view.h"

#define WORDS_MAX 600 /* on each side; above that, everything between counts as changed */

struct diff_side {
	const char *text;
	size_t n, at[WORDS_MAX + 1]; /* the offset of each word, and of the end */
	bool full;
};

static size_t
word_end(const char *s)
{
	size_t n = strcspn(s, " \n");

	return (n + strspn(s + n, " \n"));
}

static void
side_split(struct diff_side *w, const char *text, size_t len)
{
	size_t at = 0;

	*w = (struct diff_side) { .text = text };
	while (at < len && w->n < WORDS_MAX) {
		w->at[w->n++] = at;
		at += word_end(text + at);
		if (at > len)
			at = len;
	}
	w->full = at < len;
	w->at[w->n] = at;
}

static bool
sides_same(const struct diff_side *a, size_t i, const struct diff_side *b, size_t k)
{
	size_t n = a->at[i + 1] - a->at[i];

	return (n == b->at[k + 1] - b->at[k] && memcmp(a->text + a->at[i], b->text + b->at[k], n) == 0);
}

static void
diff_add(json_t *list, const char *kind, const char *text, size_t n)
{
	json_t *last = json_array_get(list, json_array_size(list) - 1);

	if (n == 0)
		return;
	if (json_array_size(list) > 0 && json_is_true(json_object_get(last, kind)))
		view_put(last, "text", view_string("%s%.*s", view_get(last, "text", ""), (int)n, text));
	else
		json_array_append_new(list,
		    json_pack("{s:s%,s:b,s:b,s:b}", "text", text, n, "same", strcmp(kind, "same") == 0, "gone",
			strcmp(kind, "gone") == 0, "new", strcmp(kind, "new") == 0));
}

/* Walks the table of lengths of common subsequences, whose rows are words of a. */
static void
diff_walk(json_t *list, const struct diff_side *a, const struct diff_side *b, const unsigned short *table)
{
	size_t i = 0, k = 0, row = b->n + 1;

	while (i < a->n || k < b->n)
		if (i < a->n && k < b->n && sides_same(a, i, b, k)) {
			diff_add(list, "same", a->text + a->at[i], a->at[i + 1] - a->at[i]);
			i++;
			k++;
		} else if (k == b->n || (i < a->n && table[(i + 1) * row + k] >= table[i * row + k + 1])) {
			diff_add(list, "gone", a->text + a->at[i], a->at[i + 1] - a->at[i]);
			i++;
		} else {
			diff_add(list, "new", b->text + b->at[k], b->at[k + 1] - b->at[k]);
			k++;
		}
}

static void
diff_words(json_t *list, const struct diff_side *a, const struct diff_side *b)
{
	size_t row = b->n + 1;
	unsigned short *table = mem_zero((a->n + 1) * row, sizeof(*table));

	for (size_t i = a->n; i-- > 0;)
		for (size_t k = b->n; k-- > 0;) {
			unsigned short down = table[(i + 1) * row + k], right = table[i * row + k + 1];

			table[i * row + k] = sides_same(a, i, b, k) ? (unsigned short)(table[(i + 1) * row + k + 1] + 1) :
			    down > right			    ? down :
								      right;
		}
	diff_walk(list, a, b, table);
	free(table);
}

json_t *
view_diff(const char *before, const char *after)
{
	size_t n = strlen(before), m = strlen(after), from = 0, end = 0;
	json_t *list = json_array();
	struct diff_side *a, *b;

	for (size_t w; from < n && from < m; from += w) {
		w = word_end(before + from);
		if (w != word_end(after + from) || memcmp(before + from, after + from, w) != 0)
			break;
	}
	while (end < n - from && end < m - from && before[n - end - 1] == after[m - end - 1])
		end++;
	while (end > 0 && before[n - end - 1] != ' ' && before[n - end - 1] != '\n' && (n - end > from || m - end > from))
		end--; /* a word is not cut */
	a = mem_zero(1, sizeof(*a));
	b = mem_zero(1, sizeof(*b));
	side_split(a, before + from, n - end - from);
	side_split(b, after + from, m - end - from);
	diff_add(list, "same", before, from);
	if (a->full || b->full) {
		diff_add(list, "gone", before + from, n - end - from);
		diff_add(list, "new", after + from, m - end - from);
	} else
		diff_words(list, a, b);
	diff_add(list, "same", before + n - end, end);
	free(a);
	free(b);
	return (list);
}
