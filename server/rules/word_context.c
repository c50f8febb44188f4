/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/word_context.h"

#include "rules/language.h"
#include "text/utf8.h"

#define QUOTE_MAX 240 /* bytes on either side that are searched for quotation marks and words of reporting */

/* ---- another language */
static enum word_effect
evidence_for_homograph(struct word_context *p, const struct language_evidence *e)
{
	unsigned best = 0, words;
	int k;

	for (k = 0; k < LANGUAGES_MAX; k++) {
		words = e->own[k] == 0 ? e->of[k] : 0;
		if (words == 0 && (e->name >> k & 1) != 0)
			words = 1;
		if ((p->doubt->languages >> k & 1) != 0 && words > best) {
			best = words;
			p->language = language_code(k);
		}
	}
	return (best >= 2 ? WORD_SKIPPED : best == 1 ? WORD_FLAGGED : WORD_COUNTS);
}

static enum word_effect
evidence_for_unmarked(struct word_context *p, const struct language_evidence *e, uint32_t accents)
{
	unsigned best = 0;
	int k;

	for (k = 0; k < LANGUAGES_MAX; k++) {
		bool accent = (accents >> k & 1) != 0;
		unsigned words = e->of[k] + accent;

		if ((words >= 2 && e->own[k] == 0 && words > best) || (best == 0 && accent && (e->name >> k & 1) != 0)) {
			best = words;
			p->language = language_code(k);
		}
	}
	return (best > 0 ? WORD_FLAGGED : WORD_COUNTS);
}

static enum word_effect
language_effect(struct word_context *p, const char *at, size_t n, bool same)
{
	const struct word_doubt *d = p->doubt;
	struct language_evidence e;
	int own = p->list->language;

	if (own < 0 || (d->marked && (d->languages == 0 || !same)))
		return (WORD_COUNTS);
	language_weigh(p->text, p->n, d->from, d->to, own, &e, &p->seen);
	p->why = "language";
	return (
	    d->marked ? evidence_for_homograph(p, &e) : evidence_for_unmarked(p, &e, same ? 0 : language_accents(at, n, own)));
}

/* ---- quotations */
static const struct {
	const char *open, *close;
} quotes[] = { { "“", "”" }, { "„", "“" }, { "«", "»" }, { "‘", "’" }, { "「", "」" }, { "『", "』" }, { "\"", "\"" },
	{ "'", "'" } };

static const char reporting[] =
    " said say says saying told tell call called calls calling shout shouted shouting shouts yell yelled yelling wrote"
    " write writes word words term terms slur slurs insult insults epithet chant chanted chanting phrase quote quoted"
    " read reads tweeted labelled labeled ";
static const char addressing[] = " you your you're youre u ur yourself 너 너는 넌 너를 너희 니 니가 네가 니들 당신 느그 야 ";
/* Directly before a word that is named, not used. The Korean ones come after it, in its sentence. */
static const char naming[] = " word term slur epithet insult ";
static const char *const named[] = { "혐오 표현", "혐오표현", "비하 표현", "비하표현", "비하하는 표현", "차별 표현", "라는 욕설",
	"라는 멸칭", "라는 비속어" };
static const char *const reported[] = { "고 ", "라고", "이라고", "라는", "이라는", "라며", "이라며", "라면서", "이라면서", "란 ",
	"이란 " };

static size_t
paragraph_begin(const char *p, size_t at)
{
	size_t i = at;

	while (i > 0 && at - i < QUOTE_MAX && p[i - 1] != '\n')
		i--;
	while (((unsigned char)p[i] & 0xc0) == 0x80)
		i++;
	return (i);
}

static size_t
paragraph_end(const char *p, size_t n, size_t at)
{
	size_t i = at;

	while (i < n && i - at < QUOTE_MAX && p[i] != '\n')
		i++;
	while (i < n && ((unsigned char)p[i] & 0xc0) == 0x80)
		i--;
	return (i);
}

/* An apostrophe has letters on both sides; a quotation mark has one on at most one side. */
static bool
is_letter_at(const char *p, size_t n, size_t at)
{
	return (at < n && (p[at] | 0x20) >= 'a' && (p[at] | 0x20) <= 'z');
}

/* Finds the last mark in p[from, to) that opens and is not closed there, and the mark after `behind` that closes it. */
static bool
find_quotation(const char *p, size_t from, size_t to, size_t behind, size_t end, size_t *open, size_t *close)
{
	size_t q, i, no, nc;
	bool is;

	for (q = 0; q < LENGTH(quotes); q++) {
		bool single = quotes[q].open[0] == '\'';

		no = strlen(quotes[q].open);
		nc = strlen(quotes[q].close);
		is = false;
		if (memmem(p + behind, end - behind, quotes[q].close, nc) == NULL)
			continue;
		for (i = from; i + no <= to; i++) {
			if (is && i + nc <= to && memcmp(p + i, quotes[q].close, nc) == 0 &&
			    (!single || !is_letter_at(p, end, i + 1)))
				is = false;
			else if (memcmp(p + i, quotes[q].open, no) == 0 && (!single || i == 0 || !is_letter_at(p, end, i - 1))) {
				is = true;
				*open = i;
			}
		}
		for (i = behind; is && i + nc <= end; i++)
			if (memcmp(p + i, quotes[q].close, nc) == 0 && (!single || !is_letter_at(p, end, i + 1))) {
				*close = i + nc;
				return (true);
			}
	}
	return (false);
}

/* Is any word of p[from, to) in the list, whose words are between spaces? */
static bool
any_word_listed(const char *p, size_t from, size_t to, const char *list)
{
	char word[32] = " ";
	size_t i = from, n;

	for (; i < to; i += n + 1) {
		size_t k;

		for (n = 0; i + n < to && strchr(" ,.:;!?\"()", p[i + n]) == NULL;)
			n++;
		if (n == 0 || n + 3 > sizeof(word))
			continue;
		for (k = 0; k < n; k++)
			word[k + 1] = (char)(p[i + k] >= 'A' && p[i + k] <= 'Z' ? p[i + k] | 0x20 : p[i + k]);
		memcpy(word + n + 1, " ", 2);
		if (strstr(list, word) != NULL)
			return (true);
	}
	return (false);
}

static bool
continues_report(const char *p, size_t at, size_t end)
{
	size_t i;

	for (i = 0; i < LENGTH(reported); i++)
		if (end - at >= strlen(reported[i]) && memcmp(p + at, reported[i], strlen(reported[i])) == 0)
			return (true);
	return (false);
}

/* He was fined for calling her a "…". */
static bool
is_quoted(const struct word_context *p)
{
	size_t from = p->doubt->from, to = p->doubt->to, open = 0, close = 0;
	size_t begin = paragraph_begin(p->text, from), end = paragraph_end(p->text, p->n, to);

	if (!find_quotation(p->text, begin, from, to, end, &open, &close) || any_word_listed(p->text, begin, open, addressing) ||
	    any_word_listed(p->text, close, end, addressing))
		return (false);
	return (continues_report(p->text, close, end) || any_word_listed(p->text, begin, open, reporting) ||
	    any_word_listed(p->text, close, end, reporting));
}

static bool
holds_any(const char *p, size_t n, const char *const *of, size_t nof)
{
	size_t i;

	for (i = 0; i < nof; i++)
		if (memmem(p, n, of[i], strlen(of[i])) != NULL)
			return (true);
	return (false);
}

/* The word … without quotation marks; … 같은 혐오 표현. */
static bool
is_named(const struct word_context *p)
{
	size_t from = p->doubt->from, to = p->doubt->to, begin = paragraph_begin(p->text, from),
	       behind = paragraph_end(p->text, p->n, to);
	size_t end = to, before = from;

	while (end < behind && strchr(".!?", p->text[end]) == NULL)
		end++;
	if (any_word_listed(p->text, begin, from, addressing) || any_word_listed(p->text, to, end, addressing))
		return (false);
	if (from > begin && p->text[from - 1] == ' ')
		for (before--; before > begin && (p->text[before - 1] | 0x20) >= 'a' && (p->text[before - 1] | 0x20) <= 'z';)
			before--;
	return (any_word_listed(p->text, before, from - (before < from), naming) ||
	    holds_any(p->text + to, end - to, named, LENGTH(named)));
}

enum word_effect
word_effect_in_context(struct word_context *p)
{
	const char *at = p->text + p->doubt->from, *word = p->doubt->word;
	size_t n = p->doubt->to - p->doubt->from;
	bool same = language_same(at, n, word, strlen(word));
	enum word_effect is = WORD_COUNTS;

	buf_init(&p->seen, NULL);
	if (same || language_accented(at, n, word, strlen(word)))
		is = language_effect(p, at, n, same);
	if (is == WORD_COUNTS && same && (is_quoted(p) || is_named(p))) {
		p->why = "quoted";
		is = WORD_FLAGGED;
	}
	/* a word that flags anyway is skipped */
	return (is == WORD_FLAGGED &&
		    (p->doubt->list == LIST_FLAGS(LIST_OF(p->doubt->list)) || strcmp(p->list->action.outcome, "flag") == 0) ?
		WORD_SKIPPED :
		is);
}
