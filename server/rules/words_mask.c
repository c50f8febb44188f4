/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/words_mask.h"

#include "rules/chars.h"
#include "text/utf8.h"

#define MIN	4
#define MAX	32
#define TOKEN	64 /* slots that are compared at once; a longer token is read in windows */
#define BEFORE	2  /* slots before a window that show whether a word begins in it */
#define BUCKETS 4096

struct masked_entry {
	uint32_t pattern;
	uint32_t next; /* of the same bucket, +1 */
	uint8_t n;
	bool whole;
	char letters[MAX];
};

struct masks {
	struct masked_entry *entries;
	size_t n, room;
	uint8_t longest;
	uint32_t heads[BUCKETS]; /* +1 */
};

/* One character of the text: a letter, or a mask. */
struct mask_slot {
	char c;
	bool mask;
	uint32_t from, to;
};

struct mask_token {
	struct mask_slot slots[TOKEN];
	unsigned n;
	unsigned begin; /* words begin here or later; not 0 in a later window */
};

static size_t
bucket(char first, char last, size_t n)
{
	return (((size_t)(first - 'a') * 26 + (size_t)(last - 'a') + n * 677) % BUCKETS);
}

struct masks *
masks_new(void)
{
	return (mem_zero(1, sizeof(struct masks)));
}

void
masks_add(struct masks *m, const struct folded *f, uint32_t pattern, bool whole)
{
	struct masked_entry e = { .pattern = pattern, .n = (uint8_t)f->n, .whole = whole };
	size_t i, at;

	if (f->n < MIN || f->n > MAX)
		return;
	for (i = 0; i < f->n; i++) {
		const struct letter *l = &f->letters[i];

		if (l->c < 'a' || l->c > 'z' || (i > 0 && l->gap != GAP_NONE))
			return;
		e.letters[i] = (char)l->c;
	}
	if (m->n == m->room) {
		m->room = m->room != 0 ? m->room * 2 : 64;
		m->entries = mem_grow(m->entries, m->room * sizeof(*m->entries));
	}
	at = bucket(e.letters[0], e.letters[e.n - 1], e.n);
	e.next = m->heads[at];
	m->entries[m->n++] = e;
	m->heads[at] = (uint32_t)m->n;
	if (e.n > m->longest)
		m->longest = e.n;
}

void
masks_end(struct masks *m)
{
	if (m == NULL)
		return;
	free(m->entries);
	free(m);
}

/* ---- finding */
static bool
is_mask(char c)
{
	switch (c) {
	case '*':
	case '#':
	case '@':
	case '$':
	case '%':
	case '&':
	case '?':
	case '!':
	case '^':
	case '~':
	case '_':
	case '-':
		return (true);
	default:
		return (false);
	}
}

/* The mask that c is, also in full width; '\0' for other characters. */
static char
mask_of(uint32_t c)
{
	if (c > 0xff00 && c < 0xff5f)
		c -= 0xfee0;
	return (c < 0x80 && is_mask((char)c) ? (char)c : '\0');
}

/* More often between two words than inside one. */
static bool
is_weak_mask(char mask)
{
	return (mask == '-' || mask == '_' || mask == '?' || mask == '!' || mask == '~');
}

static bool
mask_is_vowel(char c)
{
	return (strchr("aeiou", c) != NULL);
}

static bool
may_be_letter(char c)
{
	unsigned char u = (unsigned char)c;

	return (u >= 0x80 || (unsigned)((u | 0x20) - 'a') < 26);
}

/* Reads the character at byte `at`: 1: a letter or a mask for the slot; 0: an ignored character; -1: the end of the token. */
static int
slot_read(struct mask_slot *s, const char *p, size_t n, size_t at, size_t *step)
{
	struct char_info info;
	uint32_t c;

	*step = utf8_next(p + at, n - at, &c);
	if (*step == 0)
		return (-1);
	*s = (struct mask_slot) { .from = (uint32_t)at, .to = (uint32_t)(at + *step) };
	if (mask_of(c) != '\0') {
		s->mask = true;
		s->c = mask_of(c);
		return (1);
	}
	info = char_info(c);
	if (info.class == CHAR_LETTER && info.n == 1 && char_letters(info)[0] >= 'a' && char_letters(info)[0] <= 'z') {
		s->c = (char)char_letters(info)[0];
		return (1);
	}
	return (info.class == CHAR_MARK || info.class == CHAR_INVISIBLE ? 0 : -1);
}

/* The start of the token that has byte i, at least `min`. */
static size_t
token_begin(const char *p, size_t i, size_t min)
{
	struct mask_slot s;
	size_t from = i, back, step;

	while (from > min) {
		for (back = from - 1; back > min && ((unsigned char)p[back] & 0xc0) == 0x80;)
			back--;
		if (slot_read(&s, p, from, back, &step) < 0)
			break;
		from = back;
	}
	return (from);
}

/* Reads letters and masks from byte `at`; returns the byte behind them. */
static size_t
token_read(struct mask_token *t, const char *p, size_t n, size_t at)
{
	size_t step;
	int is;

	t->n = 0;
	for (; t->n < TOKEN && (is = slot_read(&t->slots[t->n], p, n, at, &step)) >= 0; at += step)
		t->n += is > 0;
	return (at);
}

static bool
masked_entry_fits(const struct masked_entry *e, const struct mask_slot *s)
{
	char mask = '\0';
	size_t i;

	for (i = 0; i < e->n; i++) {
		if (!s[i].mask) {
			if (s[i].c != e->letters[i])
				return (false);
			continue;
		}
		if ((mask != '\0' && s[i].c != mask) || (is_weak_mask(s[i].c) && !mask_is_vowel(e->letters[i])))
			return (false);
		mask = s[i].c;
	}
	return (mask != '\0');
}

/* Does the mask at i separate words: a weak one, or one without a letter beside it? */
static bool
mask_separates(const struct mask_token *t, unsigned i, unsigned beside)
{
	if (!t->slots[i].mask)
		return (false);
	if (is_weak_mask(t->slots[i].c))
		return (true);
	return (beside == i ? i == 0 || t->slots[i - 1].mask : beside >= t->n || t->slots[beside].mask);
}

/* Reports every entry that begins at this slot. */
static void
entries_at(const struct masks *m, const struct mask_token *t, unsigned start, mask_fn *found, void *arg)
{
	unsigned end, max = t->n - start < m->longest ? t->n : start + m->longest;
	uint32_t i;

	for (end = start + MIN; end <= max; end++) {
		bool edge = end == t->n || mask_separates(t, end, end + 1);

		if (t->slots[end - 1].mask)
			continue;
		for (i = m->heads[bucket(t->slots[start].c, t->slots[end - 1].c, end - start)]; i != 0;
		     i = m->entries[i - 1].next) {
			const struct masked_entry *e = &m->entries[i - 1];

			if (e->n == end - start && (edge || !e->whole) && masked_entry_fits(e, &t->slots[start]))
				found(arg, e->pattern, t->slots[start].from, t->slots[end - 1].to);
		}
	}
}

/* True at the end of the token, false at the end of a window. */
static bool
token_find(const struct masks *m, const struct mask_token *t, mask_fn *found, void *arg)
{
	bool whole = t->n < TOKEN;
	unsigned i, last = whole ? t->n : TOKEN - MAX;

	for (i = t->begin; i < last; i++)
		if (!t->slots[i].mask && (i == 0 || mask_separates(t, i - 1, i - 1)))
			entries_at(m, t, i, found, arg);
	return (whole);
}

/* A mask after a character that can be a letter. */
static bool
mask_at(const char *p, size_t n, size_t i)
{
	uint32_t c;

	if (!may_be_letter(p[i - 1]))
		return (false);
	if ((unsigned char)p[i] != 0xef) /* the first byte of full-width forms */
		return (is_mask(p[i]));
	return (utf8_next(p + i, n - i, &c) > 0 && mask_of(c) != '\0');
}

void
masks_find(const struct masks *m, const char *p, size_t n, mask_fn *found, void *arg)
{
	size_t i, from, behind, done = 0; /* the bytes before it have been searched */
	size_t whole = 0;		  /* the mask up to which the token is known, so that it is read backwards once */
	bool window = false;
	struct mask_token t;

	if (m->n == 0)
		return;
	for (i = 1; i + 1 < n;) {
		if (!mask_at(p, n, i)) {
			i++;
			continue;
		}
		from = window && i == whole ? done : token_begin(p, i, done);
		whole = i;
		t.begin = window && from == done ? BEFORE : 0;
		behind = token_read(&t, p, n, from);
		window = !token_find(m, &t, found, arg);
		done = window ? t.slots[TOKEN - MAX - BEFORE].from : behind;
		if (i < done)
			i = done;
	}
}
