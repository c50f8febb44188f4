/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/judge.h"

#include <unicode/uchar.h>

#include "rules/chars.h"
#include "text/json.h"
#include "rules/judge_site.h"
#include "rules/judged_text.h"
#include "text/markdown.h"
#include "rules/signature.h"
#include "text/url.h"
#include "text/utf8.h"

/* ---- hits */
void
hit_open(const struct judged_text *m, const char *rule, const struct rule_action *a, const char *detail)
{
	json_put_next(m->out);
	buf_putc(m->out, '{');
	json_pair_text(m->out, "rule", rule);
	json_pair_text(m->out, "reason", a->reason);
	json_pair_text(m->out, "outcome", a->outcome);
	json_put_key(m->out, "weight");
	buf_printf(m->out, "%g", a->weight);
	json_pair_text(m->out, "detail", detail);
	json_put_key(m->out, "spans");
	buf_putc(m->out, '[');
}

void
hit_span(const struct judged_text *m, size_t from, size_t to)
{
	size_t body_from, body_to;

	plain_text_span(&m->visible, from, to, &body_from, &body_to);
	json_put_next(m->out);
	buf_printf(m->out, "[%zu,%zu]", body_from, body_to);
}

void
hit_close(const struct judged_text *m)
{
	buf_puts(m->out, "]}");
}

void
hit_add(const struct judged_text *m, const char *rule, const struct rule_action *a, const char *detail)
{
	hit_open(m, rule, a, detail);
	hit_close(m);
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
	const char *p = m->visible.text.data;
	size_t i, step, n = m->visible.text.len;
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
	unsigned i, n = signature_make(&m->scratch->readings.mode[FOLD_PLAIN], bands);

	json_pair_long(m->out, "characters", (long)utf8_count(m->visible.text.data, m->visible.text.len));
	json_put_key(m->out, "signature");
	buf_putc(m->out, '[');
	for (i = 0; i < n; i++) {
		json_put_next(m->out);
		json_put_long(m->out, bands[i]);
	}
	buf_putc(m->out, ']');
}

/* A kind without a default outcome, the word lists, keeps its outcomes elsewhere. */
static void
judge_by_rules(struct judged_text *m, const struct judge_site *s, const struct rules *r)
{
	size_t i;

	m->rules = r;
	m->own = s->own;
	for (i = 0; i < rule_kinds_count; i++) {
		const struct rule *k = rule_kinds[i];

		if (k->judge != NULL && (k->outcome == NULL || r->configs[i].action.outcome[0] != '\0'))
			k->judge(m, &r->configs[i]);
	}
}

static void
judge_site(struct judged_text *m, const struct judge_site *s, const struct rules *r)
{
	if (s->rejected && r == NULL) /* the site is left out, and the database holds the text */
		return;
	json_put_key(m->out, s->id);
	buf_putc(m->out, '{');
	json_pair_long(m->out, "version", s->version);
	json_put_key(m->out, "hits");
	buf_putc(m->out, '[');
	if (r != NULL)
		judge_by_rules(m, s, r);
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
	struct judged_text m = { .scratch = j->scratch, .body = body, .n = n, .out = signals, .uncounted = left };
	size_t i;

	if (left != NULL)
		buf_putc(left, '[');

	plain_text_read(&m.visible, body, n);
	readings_make(&j->scratch->readings, m.visible.text.data, m.visible.text.len);
	count_characters(&m);
	buf_puts(signals, "{\"sites\":{");
	for (i = 0; i < j->n; i++)
		judge_site(&m, &j->sites[i], rules_for(j->sites[i].rules, article));
	buf_putc(signals, '}');
	signature_put(&m);
	buf_putc(signals, '}');
	if (left != NULL)
		buf_putc(left, ']');
	plain_text_end(&m.visible);
}
