#include "text/judge.h"

#include <unicode/uchar.h>

#include "text/chars.h"
#include "text/json.h"
#include "text/markdown.h"
#include "text/mash.h"
#include "text/rules.h"
#include "text/signature.h"
#include "text/url.h"
#include "text/utf8.h"

#define SPANS_MOST 16  /* of one hit */
#define HITS_MOST  256 /* places of words in one text */

struct site {
	char *id;
	long version;
	struct rules *rules;	/* NULL: none */
	struct domains *own;	/* hosts of the site's origins: linking to them is no link */
};

struct judge {
	struct site *sites;
	size_t n;
	struct readings *scratch; /* kept between texts, so that judging allocates little */
};

/* A text and what all sites' rules need of it. */
struct matter {
	const struct judge *judge;
	const char *body;
	size_t n;
	struct seen seen;
	long characters; /* that can be seen */
	long cased, upper;
	struct buf *out;
};

/* ---- compiling */
static void
own_hosts(struct site *s, const json_t *origins)
{
	char host[ORIGIN_TEXT];
	size_t i;

	s->own = domains_new();
	for (i = 0; i < json_array_size(origins); i++) {
		const char *o = json_string_value(json_array_get(origins, i));

		if (o != NULL && url_host(o, strlen(o), host) && !domains_add(s->own, host))
			continue; /* an IPv6 literal: no domain, no harm */
	}
	domains_build(s->own);
}

static bool
site_new(struct site *s, const json_t *o, struct buf *error)
{
	const char *id = json_string_value(json_object_get(o, "id"));
	const char *key = json_string_value(json_object_get(o, "key"));
	const json_t *rules = json_object_get(o, "rules");

	if (id == NULL) {
		buf_puts(error, "a site without an id");
		return (false);
	}
	s->id = mem_copy(id, strlen(id));
	s->version = (long)json_integer_value(json_object_get(o, "rules_version"));
	own_hosts(s, json_object_get(o, "origins"));
	if (rules == NULL || json_is_null(rules))
		return (true);
	buf_printf(error, "site %s: ", key != NULL ? key : id);
	s->rules = rules_read(rules, error);
	if (s->rules == NULL)
		return (false);
	error->len = 0;
	return (true);
}

struct judge *
judge_new(const json_t *sites, struct buf *error)
{
	struct judge *j = mem_zero(1, sizeof(*j));
	size_t i;

	j->scratch = mem_zero(1, sizeof(*j->scratch));
	j->sites = mem_zero(json_array_size(sites), sizeof(*j->sites));
	for (i = 0; i < json_array_size(sites); i++) {
		j->n = i + 1;
		if (!site_new(&j->sites[i], json_array_get(sites, i), error)) {
			judge_end(j);
			return (NULL);
		}
	}
	return (j);
}

void
judge_end(struct judge *j)
{
	size_t i;

	if (j == NULL)
		return;
	for (i = 0; i < j->n; i++) {
		free(j->sites[i].id);
		rules_end(j->sites[i].rules);
		domains_end(j->sites[i].own);
	}
	readings_end(j->scratch);
	free(j->scratch);
	free(j->sites);
	free(j);
}

size_t
judge_size(const struct judge *j)
{
	size_t i, size = sizeof(*j);

	for (i = 0; i < j->n; i++)
		size += sizeof(j->sites[i]) + (j->sites[i].rules != NULL ? rules_size(j->sites[i].rules) : 0);
	return (size);
}

/* ---- hits. hit_open() leaves the object open inside "spans":[ */
static void
hit_open(struct buf *b, const char *rule, const struct verdict *v, const char *detail)
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
span_put(const struct matter *m, size_t from, size_t to)
{
	size_t body_from, body_to;

	seen_span(&m->seen, from, to, &body_from, &body_to);
	json_put_next(m->out);
	buf_printf(m->out, "[%zu,%zu]", body_from, body_to);
}

static void
judge_length(const struct matter *m, const struct rules *r)
{
	bool shorter = m->characters < r->length_least;

	if (r->length.outcome[0] == '\0'
	    || (!shorter && (r->length_most == 0 || m->characters <= r->length_most)))
		return;
	hit_open(m->out, "length", &r->length, shorter ? "too_short" : "too_long");
	hit_close(m->out);
}

/* A refused domain written as text is as good as a link to who reads it. */
static void
refused_in_text(const struct matter *m, const struct rules *r)
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
		if (dot && i - from < HOST_TEXT && spans < SPANS_MOST) {
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
judge_links(const struct matter *m, const struct site *s, const struct rules *r)
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
		if (domain != NULL && refused++ < SPANS_MOST) {
			hit_open(m->out, "links", &r->links, domain);
			hit_close(m->out);
		}
	}
	if (domains_count(r->refused) > 0 && refused == 0)
		refused_in_text(m, r);
	if (r->links_most >= 0 && foreign > r->links_most) {
		(void)snprintf(detail, sizeof(detail), "%ld links", foreign);
		hit_open(m->out, "links", &r->links, detail);
		hit_close(m->out);
	}
}

/* What words were hit, in places of the body: those in what the reader sees, and masked ones in what was written. */
static size_t
words_hit(const struct matter *m, const struct rules *r, struct word_hit *hits)
{
	size_t n = words_find(r->words, m->judge->scratch, hits, HITS_MOST), i, from, to;

	for (i = 0; i < n; i++) {
		seen_span(&m->seen, hits[i].from, hits[i].to, &from, &to);
		hits[i].from = (uint32_t)from;
		hits[i].to = (uint32_t)to;
	}
	return (n + words_find_masked(r->words, m->body, m->n, hits + n, HITS_MOST - n));
}

static bool
first_of_its_kind(const struct word_hit *hits, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (hits[k].list == hits[i].list && hits[k].word == hits[i].word)
			return (false);
	return (true);
}

static void
list_hit(const struct matter *m, const struct word_list *l, const struct word_hit *hits, size_t n, unsigned list)
{
	unsigned spans = 0, words = 0;
	size_t i;

	for (i = 0; i < n && spans < SPANS_MOST; i++) {
		if (hits[i].list != list)
			continue;
		if (spans++ == 0)
			hit_open(m->out, "words", &l->verdict, l->name);
		json_put_next(m->out);
		buf_printf(m->out, "[%u,%u]", hits[i].from, hits[i].to);
	}
	if (spans == 0)
		return;
	buf_puts(m->out, "],\"words\":[");
	for (i = 0; i < n && words < SPANS_MOST; i++) {
		if (hits[i].list != list || !first_of_its_kind(hits, i))
			continue;
		json_put_next(m->out);
		json_put_text(m->out, hits[i].word);
		words++;
	}
	hit_close(m->out);
}

static void
judge_words(const struct matter *m, const struct rules *r)
{
	struct word_hit hits[HITS_MOST];
	size_t n = r->nlists > 0 ? words_hit(m, r, hits) : 0;
	unsigned list;

	for (list = 0; n > 0 && list < r->nlists; list++)
		if (r->lists[list].verdict.outcome[0] != '\0')
			list_hit(m, &r->lists[list], hits, n, list);
}

static void
judge_gibberish(const struct matter *m, const struct rules *r)
{
	struct mash mash;
	unsigned i;

	if (r->gibberish.outcome[0] == '\0')
		return;
	mash_measure(&m->judge->scratch->mode[FOLD_PLAIN], &mash);
	if (!mash.few
	    && (mash.mashed < r->gibberish_least || (double)mash.mashed < r->gibberish_share * (double)mash.letters))
		return;
	hit_open(m->out, "gibberish", &r->gibberish, mash.few ? "few_letters" : "no_words");
	for (i = 0; i < mash.nspans; i++)
		span_put(m, mash.spans[i][0], mash.spans[i][1]);
	hit_close(m->out);
}

static void
judge_shouting(const struct matter *m, const struct rules *r)
{
	char detail[32];

	if (r->shouting.outcome[0] == '\0' || m->cased < r->shouting_least
	    || (double)m->upper < r->shouting_share * (double)m->cased)
		return;
	(void)snprintf(detail, sizeof(detail), "%ld of %ld", m->upper, m->cased);
	hit_open(m->out, "shouting", &r->shouting, detail);
	hit_close(m->out);
}

/* ---- one text */
static void
count_characters(struct matter *m)
{
	const char *p = m->seen.text.data;
	size_t i, step, n = m->seen.text.len;
	uint32_t c;

	for (i = 0; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		if (step == 0)
			return;
		switch (char_info(c).class) {
		case CHAR_LETTER:
			m->characters++;
			if (c < 0x80) {
				m->cased += c > '9';
				m->upper += c >= 'A' && c <= 'Z';
			} else if (u_isUUppercase((UChar32)c)) {
				m->upper++;
				m->cased++;
			} else if (u_isULowercase((UChar32)c))
				m->cased++;
			break;
		case CHAR_JOIN:
		case CHAR_PUNCT:
			m->characters++;
			break;
		default:
			break;
		}
	}
}

static void
signature_put(const struct matter *m)
{
	int64_t bands[SIGNATURE_BANDS];
	unsigned i, n = signature_make(&m->judge->scratch->mode[FOLD_PLAIN], bands);

	json_put_key(m->out, "signature");
	buf_putc(m->out, '[');
	for (i = 0; i < n; i++) {
		json_put_next(m->out);
		json_put_long(m->out, bands[i]);
	}
	buf_putc(m->out, ']');
}

static void
judge_site(const struct matter *m, const struct site *s, const struct rules *r)
{
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
	struct matter m = { .judge = j, .body = body, .n = n, .out = signals };
	size_t i;

	seen_read(&m.seen, body, n);
	readings_make(j->scratch, m.seen.text.data, m.seen.text.len);
	count_characters(&m);
	buf_puts(signals, "{\"sites\":{");
	for (i = 0; i < j->n; i++)
		judge_site(&m, &j->sites[i], rules_for(j->sites[i].rules, article));
	buf_putc(signals, '}');
	signature_put(&m);
	buf_putc(signals, '}');
	seen_end(&m.seen);
}
