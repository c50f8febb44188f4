/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/fold.h"

#include "rules/chars.h"
#include "text/utf8.h"

#define SILENT	0x3147 /* the Hangul letter at the start of a syllable that begins with a vowel */
#define RUN_MAX 12     /* a longer run of digits and signs is a number, not disguised letters */

/* The letters on one side of a run of digits and signs. */
enum side { SIDE_NONE, SIDE_ALPHA, SIDE_HANGUL };

enum use {
	USE_PLAIN,   /* digits are digits, signs are gaps */
	USE_LETTERS, /* each is the letter it looks like */
	USE_NOTHING, /* each is left out: the run is between two Hangul syllables */
};

struct folding {
	struct folded *f;
	const char *p;
	size_t n;
	enum fold_mode mode;
	enum letter_gap gap; /* since the last letter */
	unsigned dots;	     /* number of . and - in it */
	uint32_t before;     /* the character before this one, 0 at the start */
	enum side side;	     /* of that character */
	size_t run_until;    /* end of the current run of digits and signs */
	enum use use;	     /* of that run */
};

/* ---- digits and signs that stand for letters */
static uint32_t
leet_letter(uint32_t c, enum fold_mode mode)
{
	switch (c) {
	case '1':
	case '!':
	case '|':
		return (mode == FOLD_LEET_L ? 'l' : 'i');
	case '0':
		return ('o');
	case '2':
		return ('z');
	case '3':
	case 0x20ac: /* euro */
		return ('e');
	case '4':
	case '@':
		return ('a');
	case '5':
	case '$':
	case 0xa7: /* section sign */
		return ('s');
	case '6':
	case '9':
		return ('g');
	case '7':
	case '+':
		return ('t');
	case '8':
		return ('b');
	case 0xa2: /* cent */
		return ('c');
	case 0xa5: /* yen */
		return ('y');
	default:
		return (0);
	}
}

static uint32_t
ascii_form(uint32_t c)
{
	struct char_info info;

	if (c < 0x80)
		return (c);
	info = char_info(c);
	return (info.class != CHAR_LETTER && info.ascii != 0 ? info.ascii : c);
}

static bool
is_weak_sign(uint32_t c)
{
	return (c == '!' || c == '|' || c == '+');
}

/*
 * At the first digit or sign of a run: its end and its use. A run beside a Latin-like letter can be letters. Signs that
 * end a sentence (!) are letters only if a letter follows.
 */
static void
digit_run_begin(struct folding *w, size_t at)
{
	size_t i = at, step, strong = at;
	enum side after = SIDE_NONE;
	unsigned count = 0;
	bool bar = false;
	uint32_t c;

	while ((step = utf8_next(w->p + i, w->n - i, &c)) > 0) {
		c = ascii_form(c);
		if (leet_letter(c, FOLD_LEET_I) == 0) {
			struct char_info info = char_info(c);

			if (info.class == CHAR_LETTER && info.kind == KIND_ALPHA)
				after = SIDE_ALPHA;
			else if (info.class == CHAR_LETTER && info.kind == KIND_HANGUL)
				after = SIDE_HANGUL;
			break;
		}
		bar = bar || c == '1' || c == '!' || c == '|';
		count++;
		i += step;
		if (!is_weak_sign(c))
			strong = i;
	}
	w->run_until = i;
	w->use = USE_PLAIN;
	if (count > RUN_MAX)
		return;
	if (w->side == SIDE_HANGUL && after == SIDE_HANGUL) {
		w->use = USE_NOTHING;
		w->f->leet = true;
	} else if (after == SIDE_ALPHA || (w->side == SIDE_ALPHA && strong > at)) {
		w->use = USE_LETTERS;
		w->f->leet = true;
		w->f->bars = w->f->bars || bar;
		if (after != SIDE_ALPHA)
			w->run_until = strong;
	}
}

/* ---- letters */
static void
letter_add(struct folding *w, uint32_t c, enum letter_kind kind, size_t from, size_t to, bool start, enum sure sure)
{
	struct folded *f = w->f;
	struct letter *l, *before;

	if (f->n == f->room) {
		f->room = f->room != 0 ? f->room * 2 : 512;
		f->letters = mem_grow(f->letters, f->room * sizeof(*f->letters));
	}
	l = &f->letters[f->n];
	before = f->n > 0 ? l - 1 : NULL;
	*l = (struct letter) { .c = c,
		.from = (uint32_t)from,
		.to = (uint32_t)to,
		.same = 1,
		.same_near = 1,
		.gap = (uint8_t)(before == NULL ? GAP_SPACE : w->gap),
		.kind = (uint8_t)kind,
		.start = start,
		.sure = (uint8_t)sure };
	l->hard = (before != NULL ? before->hard : 0) + (l->gap >= GAP_PUNCT);
	if (before != NULL && before->c == c) {
		l->same = before->same + 1;
		if (l->gap == GAP_NONE)
			l->same_near = before->same_near + 1;
	}
	f->n++;
	w->gap = GAP_NONE;
	w->dots = 0;
}

static bool
is_ascii_lower(uint32_t c)
{
	return (c >= 'a' && c <= 'z');
}

/*
 * I written for l (sIut, Ioser) and l written for I (ldiot): only if the case of the letters around it, or an
 * impossible beginning, shows it.
 */
static uint32_t
bar_letter(struct folding *w, uint32_t c, size_t next)
{
	uint32_t after = next < w->n ? (unsigned char)w->p[next] : 0;
	bool first = w->side != SIDE_ALPHA;

	if (c == 'I' && (first ? after != 0 && strchr("aeou", (int)after) != NULL : is_ascii_lower(w->before))) {
		w->f->bars = true;
		return (w->mode == FOLD_LEET_L ? 'l' : 'i');
	}
	if (c == 'l' && first && is_ascii_lower(after) && strchr("aeiouyl", (int)after) == NULL) {
		w->f->bars = true;
		return (w->mode == FOLD_LEET_I ? 'i' : 'l');
	}
	return (c | 0x20);
}

/* Conjoining vowels and finals belong to the syllable before them. */
static bool
continues_syllable(const struct folding *w, uint32_t c)
{
	return (c >= 0x1160 && c <= 0x11ff && w->f->n > 0 && w->gap == GAP_NONE &&
	    ((w->before >= 0x1100 && w->before <= 0x11ff) || (w->before >= 0xac00 && w->before <= 0xd7a3)));
}

/* A vowel stretched by a syllable of its own (시이발): the silent letter between two equal vowels is left out. */
static bool
stretches_vowel(const struct folding *w, uint32_t c, const uint32_t *p, unsigned n)
{
	return (c >= 0xac00 && c <= 0xd7a3 && n >= 2 && p[0] == SILENT && w->gap == GAP_NONE && w->f->n > 0 &&
	    w->f->letters[w->f->n - 1].c == p[1]);
}

static void
letters_add(struct folding *w, uint32_t c, struct char_info info, size_t from, size_t to)
{
	const uint32_t *p = char_letters(info);
	bool start = !continues_syllable(w, c);
	unsigned i = stretches_vowel(w, c, p, info.n), first = i;

	/* "pen.Is": a full stop and a capital end a sentence */
	if (w->gap == GAP_JOIN && w->dots > 0 && c >= 'A' && c <= 'Z' && w->f->n > 0 &&
	    is_ascii_lower((unsigned char)w->p[w->f->letters[w->f->n - 1].from]))
		w->gap = GAP_PUNCT;
	if (c == 'I' || c == 'l')
		letter_add(w, bar_letter(w, c, to), KIND_ALPHA, from, to, true, SURE_LETTER);
	else
		for (; i < info.n; i++)
			letter_add(w, p[i], info.kind, from, to, i == first && start, SURE_LETTER);
	w->side = info.kind == KIND_HANGUL ? SIDE_HANGUL : info.kind == KIND_ALPHA ? SIDE_ALPHA : SIDE_NONE;
}

static void
gap_widen(struct folding *w, enum letter_gap gap, uint32_t c)
{
	if (c == '.' || c == '-')
		w->dots++;
	if (w->dots > 1 && gap < GAP_PUNCT) /* an ellipsis or a dash */
		gap = GAP_PUNCT;
	if (gap > w->gap)
		w->gap = gap;
	w->side = SIDE_NONE;
}

static void
fold_digit_or_sign(struct folding *w, uint32_t c, struct char_info info, size_t from, size_t to)
{
	bool digit = info.class == CHAR_LETTER;
	uint32_t letter = info.class == CHAR_LETTER ? char_letters(info)[0] : ascii_form(c);

	if (w->mode != FOLD_PLAIN && w->use == USE_LETTERS)
		letter_add(w, leet_letter(letter, w->mode), KIND_ALPHA, from, to, true, digit ? SURE_DIGIT : SURE_SIGN);
	else if (w->mode != FOLD_PLAIN && w->use == USE_NOTHING) {
		if (w->gap < GAP_JOIN)
			w->gap = GAP_JOIN;
	} else if (digit)
		letter_add(w, letter, KIND_DIGIT, from, to, true, SURE_LETTER);
	else
		gap_widen(w, info.class == CHAR_JOIN ? GAP_JOIN : GAP_PUNCT, letter);
}

static void
fold_character(struct folding *w, uint32_t c, size_t from, size_t to)
{
	struct char_info info = char_info(c);
	bool digit = info.class == CHAR_LETTER && info.kind == KIND_DIGIT && info.n == 1;

	if (digit || (info.class >= CHAR_JOIN && leet_letter(ascii_form(c), FOLD_LEET_I) != 0)) {
		if (from >= w->run_until)
			digit_run_begin(w, from);
		if (from >= w->run_until) /* a sign at the end of a run of letters is a gap */
			w->use = USE_PLAIN;
		fold_digit_or_sign(w, c, info, from, to);
		return;
	}
	switch (info.class) {
	case CHAR_LETTER:
		letters_add(w, c, info, from, to);
		break;
	case CHAR_MARK:
		if (w->f->n > 0 && w->gap == GAP_NONE)
			w->f->letters[w->f->n - 1].to = (uint32_t)to;
		break;
	case CHAR_INVISIBLE:
		break;
	case CHAR_SPACE:
		gap_widen(w, GAP_SPACE, c);
		break;
	case CHAR_JOIN:
		gap_widen(w, GAP_JOIN, ascii_form(c));
		break;
	default:
		gap_widen(w, GAP_PUNCT, c);
		break;
	}
	if (info.class != CHAR_MARK && info.class != CHAR_INVISIBLE)
		w->before = c;
}

void
fold_text(struct folded *f, const char *p, size_t n, enum fold_mode mode)
{
	struct folding w = { .f = f, .p = p, .n = n, .mode = mode };
	size_t i, step;
	uint32_t c;

	f->n = 0;
	f->leet = f->bars = false;
	for (i = 0; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		if (step == 0)
			return;
		fold_character(&w, c, i, i + step);
	}
}

void
folded_end(struct folded *f)
{
	free(f->letters);
	memset(f, 0, sizeof(*f));
}

void
readings_make(struct readings *r, const char *p, size_t n)
{
	struct folded *plain = &r->mode[FOLD_PLAIN];

	r->text = p;
	r->n = n;
	fold_text(plain, p, n, FOLD_PLAIN);
	r->mode[FOLD_LEET_I].n = r->mode[FOLD_LEET_L].n = 0;
	if (plain->leet || plain->bars)
		fold_text(&r->mode[FOLD_LEET_I], p, n, FOLD_LEET_I);
	if (plain->bars)
		fold_text(&r->mode[FOLD_LEET_L], p, n, FOLD_LEET_L);
}

void
readings_end(struct readings *r)
{
	unsigned i;

	for (i = 0; i < FOLD_MODES; i++)
		folded_end(&r->mode[i]);
}
