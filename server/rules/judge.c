#include "rules/judge.h"

#include <unicode/uchar.h>

#include "rules/chars.h"
#include "text/json.h"
#include "rules/judge_site.h"
#include "rules/judge_words.h"
#include "text/markdown.h"
#include "rules/gibberish.h"
#include "rules/signature.h"
#include "text/url.h"
#include "text/utf8.h"

#define SPANS_MAX 16 /* of one hit */

/* A text and what all sites' rules need of it. */
struct judged_text {
	const struct judge *judge;
	const char *body;
	size_t n;
	struct plain_text seen;
	long characters; /* that can be seen */
	long cased, upper;
	struct scripts written; /* beyond doubt or not */
	struct scripts alike;	/* of letters that look like another script's */
	struct scripts shown;	/* of letters that do not */
	struct buf *out;
	struct buf *left; /* NULL, or what was found and does not count, see judge_explain() */
	const struct rules *rules; /* of the site that is judged */
};

/* ---- hits. hit_open() leaves the object open inside "spans":[ */
static void
hit_open(struct buf *b, const char *rule, const struct rule_action *v, const char *detail)
{
	json_put_next(b);
	buf_putc(b, '{');
	json_pair_text(b, "rule", rule);
	json_pair_text(b, "reason", v->reason);
	json_pair_text(b, "outcome", v->outcome);
	json_put_key(b, "weight");
	buf_printf(b, "%g", v->weight);
	json_pair_text(b, "detail", detail);
	json_put_key(b, "spans");
	buf_putc(b, '[');
}

static void
hit_close(struct buf *b)
{
	buf_puts(b, "]}");
}

static void
span_put(const struct judged_text *m, size_t from, size_t to)
{
	size_t body_from, body_to;

	plain_text_span(&m->seen, from, to, &body_from, &body_to);
	json_put_next(m->out);
	buf_printf(m->out, "[%zu,%zu]", body_from, body_to);
}

/* One visible character is an answer, so a short text is never rejected: what would reject it flags it. */
static void
judge_length(const struct judged_text *m, const struct rules *r)
{
	bool shorter = m->characters < r->length_min;
	struct rule_action v = r->length;

	if (v.outcome[0] == '\0' || (!shorter && (r->length_max == 0 || m->characters <= r->length_max)))
		return;
	if (shorter && strcmp(v.outcome, "reject") == 0)
		(void)snprintf(v.outcome, sizeof(v.outcome), "flag");
	hit_open(m->out, "length", &v, shorter ? "too_short" : "too_long");
	hit_close(m->out);
}

/* A refused domain written as text is as good as a link to who reads it. */
static void
refused_in_text(const struct judged_text *m, const struct rules *r)
{
	const char *text = m->seen.text.data;
	size_t n = m->seen.text.len, i = 0, from;
	char link[HOST_TEXT + 8], host[HOST_TEXT];
	const char *domain;
	unsigned spans = 0;

	while (i < n) {
		bool dot;

		from = i;
		i += strcspn(text + i, " \t\r\n/:,;()[]<>\"'@?#!*");
		dot = memchr(text + from, '.', i - from) != NULL;
		if (dot && i - from < HOST_TEXT && spans < SPANS_MAX) {
			(void)snprintf(link, sizeof(link), "http://%.*s", (int)(i - from), text + from);
			domain = link_host(link, host) ? domains_hold(r->refused, host) : NULL;
			if (domain != NULL) {
				hit_open(m->out, "links", &r->links, domain);
				span_put(m, from, i);
				hit_close(m->out);
				spans++;
			}
		}
		i++;
	}
}

static void
judge_links(const struct judged_text *m, const struct judge_site *s, const struct rules *r)
{
	const char *link = m->seen.links.data, *domain;
	char host[HOST_TEXT], detail[32];
	unsigned i, refused = 0;
	long foreign = 0;

	if (r->links.outcome[0] == '\0')
		return;
	for (i = 0; i < m->seen.nlinks; i++, link += strlen(link) + 1) {
		if (!link_host(link, host))
			continue;
		if (domains_hold(s->own, host) == NULL && domains_hold(r->allowed, host) == NULL)
			foreign++;
		domain = domains_hold(r->refused, host);
		if (domain != NULL && refused++ < SPANS_MAX) {
			hit_open(m->out, "links", &r->links, domain);
			hit_close(m->out);
		}
	}
	if (domains_count(r->refused) > 0 && refused == 0)
		refused_in_text(m, r);
	if (r->links_max >= 0 && foreign > r->links_max) {
		(void)snprintf(detail, sizeof(detail), "%ld links", foreign);
		hit_open(m->out, "links", &r->links, detail);
		hit_close(m->out);
	}
}

/* ---- words; judge_words.c says whether one counts where it stands */
/*
 * A list of a language is not for a text that is written in another script alone: where its own is
 * not to be seen, and letters that look like it belong to one that is.
 */
static bool
list_is_for(const struct word_list *l, const struct judged_text *m)
{
	return (!scripts_any(&l->scripts) || scripts_meet(&l->scripts, &m->written) || !scripts_meet(&m->alike, &m->shown));
}

/* What was found and does not count; the object is left open. */
static void
left_open(const struct judged_text *m, const struct word_list *l, const char *word, size_t from, size_t to, const char *effect, const char *why)
{
	size_t body_from, body_to;

	plain_text_span(&m->seen, from, to, &body_from, &body_to);
	json_put_next(m->left);
	buf_putc(m->left, '{');
	json_pair_text(m->left, "list", l->name);
	json_pair_text(m->left, "word", word);
	json_pair_text(m->left, "effect", effect);
	json_pair_text(m->left, "why", why);
	json_put_key(m->left, "span");
	buf_printf(m->left, "[%zu,%zu]", body_from, body_to);
}

static void
left_put(const struct judged_text *m, const struct place_words *p, enum place_is is)
{
	left_open(m, p->list, p->doubt->word, p->doubt->from, p->doubt->to, is == PLACE_FLAGS ? "flagged" : "skipped", p->why);
	if (p->language != NULL) {
		json_pair_text(m->left, "of", p->language);
		json_pair_text(m->left, "seen", p->seen.len > 0 ? p->seen.data : "");
	}
	buf_putc(m->left, '}');
}

/* Words of a list that is not for this script. */
static void
left_list(const struct judged_text *m, size_t list)
{
	const struct word_hits *plain = &m->judge->scratch->plain;
	uint32_t number;
	unsigned i;

	for (number = LIST_PLAIN(list); number <= LIST_FLAGS(list); number++)
		for (i = 0; i < plain->n[number]; i++) {
			const struct word_hit *h = &plain->of[number][i];

			left_open(m, &m->rules->lists[list], h->word, h->from, h->to, "skipped", "script");
			buf_putc(m->left, '}');
		}
}

/* The entries found, each once. */
static void
words_put(struct buf *out, const struct word_hit *const *hits, unsigned n)
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

struct places {
	const struct word_hit *hits[SPANS_MAX];
	bool masked[SPANS_MAX]; /* they lie in the author's text, others in the visible one */
	unsigned n;
};

static void
places_add(struct places *p, const struct word_hits *from, uint32_t list, bool masked)
{
	unsigned i;

	for (i = 0; i < from->n[list] && p->n < SPANS_MAX; i++) {
		p->masked[p->n] = masked;
		p->hits[p->n++] = &from->of[list][i];
	}
}

static void
places_put(const struct judged_text *m, const struct word_list *l, const struct rule_action *v, const struct places *p)
{
	unsigned i;

	if (p->n == 0)
		return;
	hit_open(m->out, "words", v, l->name);
	for (i = 0; i < p->n; i++) {
		if (!p->masked[i]) {
			span_put(m, p->hits[i]->from, p->hits[i]->to);
			continue;
		}
		json_put_next(m->out);
		buf_printf(m->out, "[%u,%u]", p->hits[i]->from, p->hits[i]->to);
	}
	words_put(m->out, p->hits, p->n);
	hit_close(m->out);
}

/* What the list says, and what it only flags: one hit if both are the same. */
static void
list_hit(const struct judged_text *m, const struct word_list *l, size_t list)
{
	const struct word_hits *plain = &m->judge->scratch->plain, *masked = &m->judge->scratch->masked;
	struct places sure = { .n = 0 }, flags = { .n = 0 }, *doubtful = strcmp(l->verdict.outcome, "flag") == 0 ? &sure : &flags;
	struct rule_action flag = l->verdict;

	places_add(&sure, plain, LIST_PLAIN(list), false);
	places_add(&sure, masked, LIST_PLAIN(list), true);
	places_add(doubtful, plain, LIST_FLAGS(list), false);
	places_add(doubtful, masked, LIST_FLAGS(list), true);
	places_put(m, l, &l->verdict, &sure);
	(void)snprintf(flag.outcome, sizeof(flag.outcome), "flag");
	places_put(m, l, &flag, &flags);
}

static uint32_t
doubt(void *arg, const struct word_doubt *d)
{
	const struct judged_text *m = arg;
	struct place_words p = { .text = m->seen.text.data, .n = m->seen.text.len, .list = &m->rules->lists[LIST_OF(d->list)],
		.doubt = d };
	enum place_is is = place_judge(&p);

	if (is != PLACE_SURE && m->left != NULL)
		left_put(m, &p, is);
	buf_end(&p.seen);
	return (is == PLACE_SURE ? d->list : is == PLACE_FLAGS ? LIST_FLAGS(LIST_OF(d->list)) : WORD_EVERY);
}

static void
judge_words(struct judged_text *m, const struct rules *r)
{
	struct judge_scratch *scratch = m->judge->scratch;
	size_t list;

	if (r->nlists == 0)
		return;
	m->rules = r;
	scratch->plain.doubt = doubt;
	scratch->plain.doubt_arg = m;
	words_find(r->words, &scratch->readings, &scratch->plain);
	words_find_masked(r->words, m->body, m->n, &scratch->masked);
	for (list = 0; list < r->nlists; list++) {
		const struct word_list *l = &r->lists[list];

		if (l->verdict.outcome[0] == '\0')
			continue;
		if (list_is_for(l, m))
			list_hit(m, l, list);
		else if (m->left != NULL)
			left_list(m, list);
	}
}

static void
judge_gibberish(const struct judged_text *m, const struct rules *r)
{
	struct gibberish mash;
	unsigned i;

	if (r->gibberish.outcome[0] == '\0')
		return;
	gibberish_measure(&m->judge->scratch->readings.mode[FOLD_PLAIN], &mash);
	if (!mash.few
	    && (mash.mashed < r->gibberish_min || (double)mash.mashed < r->gibberish_share * (double)mash.letters))
		return;
	hit_open(m->out, "gibberish", &r->gibberish, mash.few ? "few_letters" : "no_words");
	for (i = 0; i < mash.nspans; i++)
		span_put(m, mash.spans[i][0], mash.spans[i][1]);
	hit_close(m->out);
}

static void
judge_shouting(const struct judged_text *m, const struct rules *r)
{
	char detail[32];

	if (r->shouting.outcome[0] == '\0' || m->cased < r->shouting_min
	    || (double)m->upper < r->shouting_share * (double)m->cased)
		return;
	(void)snprintf(detail, sizeof(detail), "%ld of %ld", m->upper, m->cased);
	hit_open(m->out, "shouting", &r->shouting, detail);
	hit_close(m->out);
}

/* ---- one text */
static void
count_letter(struct judged_text *m, uint32_t c, struct char_info info)
{
	m->characters++;
	if (c < 0x80) {
		m->cased += c > '9';
		m->upper += c >= 'A' && c <= 'Z';
		return;
	}
	if (info.kind != KIND_DIGIT && info.kind != KIND_SIGN) {
		scripts_add(&m->written, c);
		scripts_add(char_letters(info)[0] < 0x80 ? &m->alike : &m->shown, c);
	}
	if (u_isUUppercase((UChar32)c)) {
		m->upper++;
		m->cased++;
	} else if (u_isULowercase((UChar32)c))
		m->cased++;
}

static void
count_characters(struct judged_text *m)
{
	const char *p = m->seen.text.data;
	size_t i, step, n = m->seen.text.len;
	bool ascii = false;
	uint32_t c;

	for (i = 0; i < n; i += step) {
		struct char_info info;

		step = utf8_next(p + i, n - i, &c);
		if (step == 0)
			break;
		info = char_info(c);
		switch (info.class) {
		case CHAR_LETTER:
			ascii = ascii || (c < 0x80 && c > '9');
			count_letter(m, c, info);
			break;
		case CHAR_JOIN:
		case CHAR_PUNCT:
			m->characters++;
			break;
		default:
			break;
		}
	}
	if (ascii)
		scripts_add_latin(&m->written);
}

static void
signature_put(const struct judged_text *m)
{
	int64_t bands[SIGNATURE_BANDS];
	unsigned i, n = signature_make(&m->judge->scratch->readings.mode[FOLD_PLAIN], bands);

	json_pair_long(m->out, "characters", (long)utf8_count(m->seen.text.data, m->seen.text.len));
	json_put_key(m->out, "signature");
	buf_putc(m->out, '[');
	for (i = 0; i < n; i++) {
		json_put_next(m->out);
		json_put_long(m->out, bands[i]);
	}
	buf_putc(m->out, ']');
}

static void
judge_site(struct judged_text *m, const struct judge_site *s, const struct rules *r)
{
	if (s->refused && r == NULL) /* not judged: the database holds it */
		return;
	json_put_key(m->out, s->id);
	buf_putc(m->out, '{');
	json_pair_long(m->out, "version", s->version);
	json_put_key(m->out, "hits");
	buf_putc(m->out, '[');
	if (r != NULL) {
		judge_length(m, r);
		judge_links(m, s, r);
		judge_words(m, r);
		judge_shouting(m, r);
		judge_gibberish(m, r);
	}
	buf_puts(m->out, "]}");
}

void
judge_text(const struct judge *j, const char *article, const char *body, size_t n, struct buf *signals)
{
	judge_explain(j, article, body, n, signals, NULL);
}

void
judge_explain(const struct judge *j, const char *article, const char *body, size_t n, struct buf *signals, struct buf *left)
{
	struct judged_text m = { .judge = j, .body = body, .n = n, .out = signals, .left = left };
	size_t i;

	if (left != NULL)
		buf_putc(left, '[');

	plain_text_read(&m.seen, body, n);
	readings_make(&j->scratch->readings, m.seen.text.data, m.seen.text.len);
	count_characters(&m);
	buf_puts(signals, "{\"sites\":{");
	for (i = 0; i < j->n; i++)
		judge_site(&m, &j->sites[i], rules_for(j->sites[i].rules, article));
	buf_putc(signals, '}');
	signature_put(&m);
	buf_putc(signals, '}');
	if (left != NULL)
		buf_putc(left, ']');
	plain_text_end(&m.seen);
}
