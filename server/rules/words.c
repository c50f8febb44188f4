/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: an entry is folded to letters, and runs of equal letters become one step in the automaton. Several
 * entries can have the same steps. When the automaton reports a candidate, word_fit.c checks the lengths of its runs
 * and its boundaries, then allowed words and the context are checked.
 */
#include "rules/words.h"

#include "base/buf.h"
#include "rules/automaton.h"
#include "rules/language.h"
#include "text/utf8.h"
#include "rules/word_fit.h"
#include "rules/words_mask.h"

struct words {
	struct automaton *listed, *allowed;
	struct pattern *patterns;
	size_t npatterns, pattern_room;
	struct entry_run *runs;
	size_t nruns, run_room;
	struct masks *masks;
	struct buf entries; /* as they were given, each with a NUL */
	size_t lists;
	bool *marked; /* lists with homographs */
	size_t marked_room;
};

/* ---- adding */
struct words *
words_new(void)
{
	struct words *w = mem_zero(1, sizeof(*w));

	w->listed = automaton_new();
	w->allowed = automaton_new();
	w->masks = masks_new();
	buf_init(&w->entries, NULL);
	return (w);
}

static struct entry_run *
entry_run_new(struct words *w)
{
	if (w->nruns == w->run_room) {
		w->run_room = w->run_room != 0 ? w->run_room * 2 : 256;
		w->runs = mem_grow(w->runs, w->run_room * sizeof(*w->runs));
	}
	return (&w->runs[w->nruns++]);
}

/* Splits the entry's letters into runs. */
static void
entry_runs_add(struct words *w, const struct folded *f)
{
	struct entry_run *r = NULL;
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct letter *l = &f->letters[i];

		if (r != NULL && r->c == l->c) {
			r->count++;
			r->gap_inside = r->gap_inside || l->gap != GAP_NONE;
		} else {
			r = entry_run_new(w);
			*r = (struct entry_run) { .c = l->c, .count = 1, .kind = l->kind };
			r->gap_before = i > 0 && l->gap != GAP_NONE;
		}
	}
}

static void
pattern_add(struct words *w, struct automaton *to, struct pattern p, const struct folded *f, const char *entry, size_t n)
{
	uint32_t at = 0, i;

	p.runs = (uint32_t)w->nruns;
	p.letters = (uint16_t)f->n;
	entry_runs_add(w, f);
	p.nruns = (uint16_t)(w->nruns - p.runs);
	for (i = 0; i < p.nruns; i++)
		at = automaton_below(to, at, w->runs[p.runs + i].c);
	p.next = automaton_put(to, at, (uint32_t)w->npatterns + 1);
	p.entry = (uint32_t)w->entries.len;
	buf_add(&w->entries, entry, n);
	buf_putc(&w->entries, '\0');
	if (w->npatterns == w->pattern_room) {
		w->pattern_room = w->pattern_room != 0 ? w->pattern_room * 2 : 64;
		w->patterns = mem_grow(w->patterns, w->pattern_room * sizeof(*w->patterns));
	}
	w->patterns[w->npatterns++] = p;
	if (p.list != WORD_EVERY && p.list >= w->lists)
		w->lists = p.list + 1;
}

/* Is the last character a Hangul syllable? */
static bool
ends_in_syllable(const char *p, size_t n)
{
	size_t at = n;
	uint32_t c;

	while (at > 0 && ((unsigned char)p[--at] & 0xc0) == 0x80)
		;
	return (utf8_next(p + at, n - at, &c) > 0 && c >= 0xac00 && c <= 0xd7a3);
}

static bool
pattern_compile(struct words *w, struct automaton *to, struct pattern p, const char *entry, size_t n)
{
	struct folded f = { 0 };
	bool ok;

	if (p.match == WORD_PREFIX && !p.allow) {
		p.closed = ends_in_syllable(entry, n);
		n -= n > 1 && entry[n - 1] == '~'; /* the mark of an open end is not part of the entry */
	}
	fold_text(&f, entry, n, FOLD_PLAIN);
	if (f.leet && strcspn(entry, "@$!|+") < n) /* in a$$ the signs are letters */
		fold_text(&f, entry, n, FOLD_LEET_I);
	ok = f.n > 0 && f.n <= WORD_LETTERS && (f.n > 1 || f.letters[0].kind == KIND_FREE) && !automaton_full(to);
	if (ok) {
		if (!p.allow)
			masks_add(w->masks, &f, (uint32_t)w->npatterns, p.match == WORD_WHOLE);
		pattern_add(w, to, p, &f, entry, n);
	}
	folded_end(&f);
	return (ok);
}

bool
words_add(struct words *w, uint32_t list, enum word_match match, const char *entry, size_t n)
{
	return (words_add_homograph(w, list, match, entry, n, 0));
}

void
words_lists(struct words *w, size_t lists)
{
	if (lists > w->lists)
		w->lists = lists;
}

static void
mark_homographs(struct words *w, uint32_t list)
{
	if (list >= w->marked_room) {
		size_t room = list + 16;

		w->marked = mem_grow(w->marked, room * sizeof(*w->marked));
		memset(w->marked + w->marked_room, 0, (room - w->marked_room) * sizeof(*w->marked));
		w->marked_room = room;
	}
	w->marked[list] = true;
}

bool
words_add_homograph(struct words *w, uint32_t list, enum word_match match, const char *entry, size_t n, uint32_t languages)
{
	if (languages != 0)
		mark_homographs(w, list);
	return (pattern_compile(w, w->listed, (struct pattern) { .list = list, .match = (uint8_t)match, .languages = languages },
	    entry, n));
}

bool
words_allow(struct words *w, uint32_t list, const char *entry, size_t n)
{
	return (pattern_compile(w, w->allowed,
	    (struct pattern) { .list = list, .match = WORD_PREFIX, .allow = true, .exact = language_accents(entry, n, -1) != 0 },
	    entry, n));
}

bool
words_build_some(struct words *w, size_t *work)
{
	return (automaton_build(w->listed, work) && automaton_build(w->allowed, work));
}

void
words_build(struct words *w)
{
	size_t all = SIZE_MAX;

	while (!words_build_some(w, &all))
		;
}

void
words_end(struct words *w)
{
	if (w == NULL)
		return;
	automaton_end(w->listed);
	automaton_end(w->allowed);
	free(w->patterns);
	free(w->runs);
	free(w->marked);
	masks_end(w->masks);
	buf_end(&w->entries);
	free(w);
}

/* ---- finding */
#define DOUBTS_MAX 64 /* places of a text whose context is weighed; a text with more is a flood, not a foreign language */

struct search {
	const struct words *words;
	const struct readings *readings;
	enum fold_mode mode;
	struct word_hits *hits;
	unsigned doubts;
};

static bool
is_written_as_entry(const struct search *s, const struct pattern *p, uint32_t from, uint32_t to)
{
	const char *entry = s->words->entries.data + p->entry;

	return (language_same(s->readings->text + from, to - from, entry, strlen(entry)));
}

/* The list under which this match counts; WORD_EVERY: none. */
static uint32_t
list_in_context(struct search *s, const struct pattern *p, uint32_t from, uint32_t to)
{
	struct word_doubt d = { .list = p->list,
		.languages = p->languages,
		.word = s->words->entries.data + p->entry,
		.from = from,
		.to = to };

	if (s->hits->doubt == NULL || s->doubts >= DOUBTS_MAX)
		return (p->list);
	d.marked = p->list < s->words->marked_room && s->words->marked[p->list];
	s->doubts++;
	return (s->hits->doubt(s->hits->doubt_arg, &d));
}

static void
allowed_word_found(void *arg, uint32_t pattern, size_t end)
{
	const struct search *s = arg;
	const struct folded *f = &s->readings->mode[FOLD_PLAIN];
	const struct pattern *p;
	size_t start;

	for (; pattern != 0; pattern = p->next) {
		p = &s->words->patterns[pattern - 1];
		if (!word_fits(p, s->words->runs + p->runs, f, FOLD_PLAIN, end, &start))
			continue;
		if (!p->exact || is_written_as_entry(s, p, f->letters[start].from, f->letters[end].to))
			word_hits_cover(s->hits, p->list, f->letters[start].from, f->letters[end].to);
	}
}

/* Allowed words are searched for at the first hit; most texts have none. */
static bool
lies_in_allowed_word(struct search *s, uint32_t list, uint32_t from, uint32_t to)
{
	if (!s->hits->covered) {
		s->hits->covered = true;
		automaton_scan(s->words->allowed, &s->readings->mode[FOLD_PLAIN], allowed_word_found, s);
	}
	return (word_hits_covered(s->hits, list, from, to));
}

static void
listed_word_found(void *arg, uint32_t pattern, size_t end)
{
	struct search *s = arg;
	const struct folded *f = &s->readings->mode[s->mode];
	const struct pattern *p;
	uint32_t from, to, list;
	size_t start;

	for (; pattern != 0; pattern = p->next) {
		p = &s->words->patterns[pattern - 1];
		if (!word_fits(p, s->words->runs + p->runs, f, s->mode, end, &start))
			continue;
		from = f->letters[start].from;
		to = f->letters[end].to;
		if (lies_in_allowed_word(s, p->list, from, to))
			continue;
		list = list_in_context(s, p, from, to);
		if (list != WORD_EVERY)
			word_hits_add(s->hits, list, from, to, s->words->entries.data + p->entry);
	}
}

void
words_find(const struct words *w, const struct readings *r, struct word_hits *hits)
{
	struct search s = { w, r, FOLD_PLAIN, hits, 0 };

	word_hits_clear(hits, w->lists);
	for (; s.mode < FOLD_MODES; s.mode++)
		automaton_scan(w->listed, &r->mode[s.mode], listed_word_found, &s);
}

static void
masked_word_found(void *arg, uint32_t pattern, uint32_t from, uint32_t to)
{
	const struct search *s = arg;
	const struct pattern *p = &s->words->patterns[pattern];

	word_hits_add(s->hits, p->list, from, to, s->words->entries.data + p->entry);
}

void
words_find_masked(const struct words *w, const char *p, size_t n, struct word_hits *hits)
{
	struct search s = { .words = w, .hits = hits };

	word_hits_clear(hits, w->lists);
	masks_find(w->masks, p, n, masked_word_found, &s);
}
