/* SPDX-License-Identifier: Apache-2.0 */
/* Words: entries of the word lists. word_lists.c reads the lists, words.c finds entries, word_context.c weighs their context. */
#include "rules/word_context.h"
#include "rules/judged_text.h"
#include "text/json.h"

/*
 * A list of a language does not fit a text in another script: the text has no letter of the list's scripts, and its
 * letters that look like one belong to a script that the text has.
 */
static bool
list_fits_scripts(const struct word_list *l, const struct judged_text *m)
{
	return (!scripts_any(&l->scripts) || scripts_meet(&l->scripts, &m->written) || !scripts_meet(&m->alike, &m->shown));
}

/* Opens the object of a word that does not count; the caller closes it. */
static void
uncounted_open(const struct judged_text *m, const struct word_list *l, const char *word, size_t from, size_t to,
    const char *effect, const char *why)
{
	size_t body_from, body_to;

	plain_text_span(&m->visible, from, to, &body_from, &body_to);
	json_put_next(m->uncounted);
	buf_putc(m->uncounted, '{');
	json_pair_text(m->uncounted, "list", l->name);
	json_pair_text(m->uncounted, "word", word);
	json_pair_text(m->uncounted, "effect", effect);
	json_pair_text(m->uncounted, "why", why);
	json_put_key(m->uncounted, "span");
	buf_printf(m->uncounted, "[%zu,%zu]", body_from, body_to);
}

static void
uncounted_put(const struct judged_text *m, const struct word_context *p, enum word_effect is)
{
	uncounted_open(m, p->list, p->doubt->word, p->doubt->from, p->doubt->to, is == WORD_FLAGGED ? "flagged" : "skipped",
	    p->why);
	if (p->language != NULL) {
		json_pair_text(m->uncounted, "of", p->language);
		json_pair_text(m->uncounted, "seen", p->seen.len > 0 ? p->seen.data : "");
	}
	buf_putc(m->uncounted, '}');
}

/* Explains the words of a list that does not fit the text's script. */
static void
uncounted_list_put(const struct judged_text *m, size_t list)
{
	const struct word_hits *plain = &m->scratch->plain;
	uint32_t number;
	unsigned i;

	for (number = LIST_PLAIN(list); number <= LIST_FLAGS(list); number++)
		for (i = 0; i < plain->n[number]; i++) {
			const struct word_hit *h = &plain->of[number][i];

			uncounted_open(m, &m->rules->lists[list], h->word, h->from, h->to, "skipped", "script");
			buf_putc(m->uncounted, '}');
		}
}

/* Writes the entries of the hits, each once. */
static void
entries_put(struct buf *out, const struct word_hit *const *hits, unsigned n)
{
	unsigned i, k;

	buf_puts(out, "],\"words\":[");
	for (i = 0; i < n; i++) {
		for (k = 0; k < i && hits[k]->word != hits[i]->word;)
			k++;
		if (k < i)
			continue;
		json_put_next(out);
		json_put_text(out, hits[i]->word);
	}
}

struct list_places {
	const struct word_hit *hits[HIT_SPANS_MAX];
	bool masked[HIT_SPANS_MAX]; /* its place is in the body; otherwise in the visible text */
	unsigned n;
};

static void
list_places_add(struct list_places *p, const struct word_hits *from, uint32_t list, bool masked)
{
	unsigned i;

	for (i = 0; i < from->n[list] && p->n < HIT_SPANS_MAX; i++) {
		p->masked[p->n] = masked;
		p->hits[p->n++] = &from->of[list][i];
	}
}

static void
list_places_put(const struct judged_text *m, const struct word_list *l, const struct rule_action *v, const struct list_places *p)
{
	unsigned i;

	if (p->n == 0)
		return;
	hit_open(m, "words", v, l->name);
	for (i = 0; i < p->n; i++) {
		if (!p->masked[i]) {
			hit_span(m, p->hits[i]->from, p->hits[i]->to);
			continue;
		}
		json_put_next(m->out);
		buf_printf(m->out, "[%u,%u]", p->hits[i]->from, p->hits[i]->to);
	}
	entries_put(m->out, p->hits, p->n);
	hit_close(m);
}

/* One hit with the list's outcome and one for words that only flag; a single hit if the list flags. */
static void
list_hits_put(const struct judged_text *m, const struct word_list *l, size_t list)
{
	const struct word_hits *plain = &m->scratch->plain, *masked = &m->scratch->masked;
	struct list_places sure = { .n = 0 }, flags = { .n = 0 },
			   *doubtful = strcmp(l->action.outcome, "flag") == 0 ? &sure : &flags;
	struct rule_action flag = l->action;

	list_places_add(&sure, plain, LIST_PLAIN(list), false);
	list_places_add(&sure, masked, LIST_PLAIN(list), true);
	list_places_add(doubtful, plain, LIST_FLAGS(list), false);
	list_places_add(doubtful, masked, LIST_FLAGS(list), true);
	list_places_put(m, l, &l->action, &sure);
	(void)snprintf(flag.outcome, sizeof(flag.outcome), "flag");
	list_places_put(m, l, &flag, &flags);
}

static uint32_t
weigh_context(void *arg, const struct word_doubt *d)
{
	const struct judged_text *m = arg;
	struct word_context p = { .text = m->visible.text.data,
		.n = m->visible.text.len,
		.list = &m->rules->lists[LIST_OF(d->list)],
		.doubt = d };
	enum word_effect is = word_effect_in_context(&p);

	if (is != WORD_COUNTS && m->uncounted != NULL)
		uncounted_put(m, &p, is);
	buf_end(&p.seen);
	return (is == WORD_COUNTS ? d->list : is == WORD_FLAGGED ? LIST_FLAGS(LIST_OF(d->list)) : WORD_EVERY);
}

static void
judge_words(struct judged_text *m, const struct rule_config *c)
{
	const struct rules *r = m->rules;
	struct judge_scratch *scratch = m->scratch;
	size_t list;

	(void)c;
	if (r->nlists == 0)
		return;
	scratch->plain.doubt = weigh_context;
	scratch->plain.doubt_arg = m;
	words_find(r->words, &scratch->readings, &scratch->plain);
	words_find_masked(r->words, m->body, m->n, &scratch->masked);
	for (list = 0; list < r->nlists; list++) {
		const struct word_list *l = &r->lists[list];

		if (l->action.outcome[0] == '\0')
			continue;
		if (list_fits_scripts(l, m))
			list_hits_put(m, l, list);
		else if (m->uncounted != NULL)
			uncounted_list_put(m, list);
	}
}

const struct rule rule_words = {
	.name = "words",
	.label = "Listed words",
	.per_article = true,
	.coded_detail = true,
	.judge = judge_words,
};
