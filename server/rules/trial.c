/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/trial.h"

#include "text/json.h"
#include "rules/judge.h"
#include "rules/rule.h"
#include "text/markdown.h"

#define SITE	   "tried"
#define SITE_ERROR "site " SITE ": "

enum strength { PUBLISH, FLAG, HOLD, REJECT, STRENGTHS };
static const char *const outcomes[STRENGTHS] = { "publish", "flag", "hold", "reject" };

enum decided { UNDECIDED, APPROVED, REJECTED, DECIDEDS };

struct trial {
	struct judge *judge;
	long count[DECIDEDS][STRENGTHS];
	json_t *rules;	   /* "rule detail": its row in the report */
	json_t *languages; /* a word list's name: its language */
	json_t *samples;
};

/* A new reference. */
static json_t *
list_languages(const json_t *rules)
{
	json_t *languages = json_object(), *list;
	size_t i;

	json_array_foreach (json_object_get(rules, "words"), i, list) {
		const char *name = json_string_value(json_object_get(list, "list"));

		if (name != NULL && json_is_string(json_object_get(list, "language")))
			(void)json_object_set(languages, name, json_object_get(list, "language"));
	}
	return (languages);
}

struct trial *
trial_new(const json_t *rules, const json_t *origins, struct buf *error)
{
	json_t *sites = json_pack("[{s:s, s:O, s:O*}]", "id", SITE, "rules", rules, "origins", origins);
	struct trial *t;
	struct judge *judge;

	judge = judge_new(sites, error);
	json_decref(sites);
	if (judge == NULL) {
		if (error->len > strlen(SITE_ERROR) && strncmp(error->data, SITE_ERROR, strlen(SITE_ERROR)) == 0)
			buf_drop(error, strlen(SITE_ERROR)); /* the trial has one site, so its name says nothing */
		return (NULL);
	}
	t = mem_zero(1, sizeof(*t));
	t->judge = judge;
	t->rules = json_object();
	t->languages = list_languages(rules);
	t->samples = json_array();
	return (t);
}

void
trial_end(struct trial *t)
{
	if (t == NULL)
		return;
	judge_end(t->judge);
	json_decref(t->rules);
	json_decref(t->languages);
	json_decref(t->samples);
	free(t);
}

json_t *
trial_state_rules(const json_t *rules)
{
	json_t *state = json_object(), *rule;
	size_t i;

	for (i = 0; i < rule_kinds_count; i++)
		if (rule_is_state(rule_kinds[i]) && (rule = json_object_get(rules, rule_kinds[i]->name)) != NULL)
			(void)json_object_set(state, rule_kinds[i]->name, rule);
	if ((rule = json_object_get(rules, "articles")) != NULL)
		(void)json_object_set(state, "articles", rule);
	return (state);
}

/* Adds the language of the word list to each hit. */
static void
add_languages(const struct trial *t, json_t *array, const char *name)
{
	json_t *one, *language;
	size_t i;

	json_array_foreach (array, i, one) {
		const char *list = json_string_value(json_object_get(one, name));

		language = list != NULL ? json_object_get(t->languages, list) : NULL;
		if (language != NULL)
			(void)json_object_set(one, "language", language);
	}
}

/* A new array of the hits of text rules. left (may be NULL) gets a new array of words that do not count, see judge_explain(). */
static json_t *
trial_text_hits(struct trial *t, const char *article, const char *body, size_t n, json_t **left)
{
	struct buf signals, apart;
	json_t *doc, *hits;

	buf_init(&signals, NULL);
	buf_init(&apart, NULL);
	judge_explain(t->judge, article, body, n, &signals, left != NULL ? &apart : NULL);
	if (left != NULL) {
		*left = json_read(apart.data, apart.len, JSON_DEPTH, NULL);
		add_languages(t, *left, "list");
	}
	buf_end(&apart);
	doc = json_read(signals.data, signals.len, JSON_DEPTH, NULL);
	hits = json_object_get(json_object_get(json_object_get(doc, "sites"), SITE), "hits");
	hits = hits != NULL ? json_incref(hits) : json_array();
	json_decref(doc);
	buf_end(&signals);
	add_languages(t, hits, "detail");
	return (hits);
}

static enum strength
strongest_outcome(const json_t *hits)
{
	enum strength s, max = PUBLISH;
	size_t i;

	for (i = 0; i < json_array_size(hits); i++) {
		const char *outcome = json_string_value(json_object_get(json_array_get(hits, i), "outcome"));

		for (s = max; s < STRENGTHS; s++)
			if (outcome != NULL && strcmp(outcome, outcomes[s]) == 0)
				max = s;
	}
	return (max);
}

static void
json_increment(json_t *o, const char *name)
{
	(void)json_object_set_new(o, name, json_integer(json_integer_value(json_object_get(o, name)) + 1));
}

/* The detail by which hits are counted apart; NULL where it is a figure of one text ("14 of 14"). */
static const char *
hit_counted_detail(const json_t *hit)
{
	const char *name = json_string_value(json_object_get(hit, "rule"));
	const struct rule *k = name != NULL ? rule_find(name) : NULL;

	if (k == NULL || !k->coded_detail)
		return (NULL);
	return (json_string_value(json_object_get(hit, "detail")));
}

static void
count_rule_hit(struct trial *t, const json_t *hit, enum decided decided, json_t *seen)
{
	const char *rule = json_string_value(json_object_get(hit, "rule")), *detail = hit_counted_detail(hit);
	char key[160];
	json_t *o;

	(void)snprintf(key, sizeof(key), "%s %s", rule != NULL ? rule : "", detail != NULL ? detail : "");
	if (json_object_get(seen, key) != NULL) /* a comment counts once for each rule and detail */
		return;
	(void)json_object_set_new(seen, key, json_true());
	o = json_object_get(t->rules, key);
	if (o == NULL) {
		o = json_pack("{s:s?, s:s?, s:i, s:i, s:i}", "rule", rule, "detail", detail, "comments", 0, "approved", 0,
		    "rejected", 0);
		(void)json_object_set_new(t->rules, key, o);
	}
	json_increment(o, "comments");
	if (decided != UNDECIDED)
		json_increment(o, decided == APPROVED ? "approved" : "rejected");
}

static void
sample_add(struct trial *t, const json_t *comment, const char *body, size_t n, enum strength s, json_t *hits)
{
	struct buf excerpt;

	if (s == PUBLISH || json_array_size(t->samples) >= TRIAL_SAMPLES)
		return;
	buf_init(&excerpt, NULL);
	markdown_excerpt(&excerpt, body, n, TRIAL_EXCERPT);
	(void)json_array_append_new(t->samples,
	    json_pack("{s:O, s:O, s:s%, s:s, s:O}", "comment", json_object_get(comment, "id"), "article",
		json_object_get(comment, "article"), "excerpt", excerpt.len > 0 ? excerpt.data : "", excerpt.len, "outcome",
		outcomes[s], "hits", hits));
	buf_end(&excerpt);
}

void
trial_add(struct trial *t, const json_t *comment)
{
	const json_t *body = json_object_get(comment, "body");
	const char *text = json_string_value(body), *past = json_string_value(json_object_get(comment, "decided"));
	enum decided decided = past == NULL ? UNDECIDED : strcmp(past, "approved") == 0 ? APPROVED : REJECTED;
	json_t *hits, *seen;
	enum strength s;
	size_t i;

	if (text == NULL)
		return;
	hits = trial_text_hits(t, json_string_value(json_object_get(comment, "article")), text, json_string_length(body), NULL);
	(void)json_array_extend(hits, json_object_get(comment, "hits"));
	s = strongest_outcome(hits);
	t->count[decided][s]++;
	seen = json_object();
	for (i = 0; i < json_array_size(hits); i++)
		count_rule_hit(t, json_array_get(hits, i), decided, seen);
	json_decref(seen);
	sample_add(t, comment, text, json_string_length(body), s, hits);
	json_decref(hits);
}

json_t *
trial_text(struct trial *t, const char *article, const char *body, size_t n)
{
	json_t *left, *hits = trial_text_hits(t, article, body, n, &left);

	return (json_pack("{s:s, s:o, s:o}", "outcome", outcomes[strongest_outcome(hits)], "hits", hits, "left", left));
}

static json_t *
outcome_counts_json(const long count[STRENGTHS])
{
	json_t *o = json_object();
	unsigned s;

	for (s = 0; s < STRENGTHS; s++)
		(void)json_object_set_new(o, outcomes[s], json_integer(count[s]));
	return (o);
}

json_t *
trial_report(const struct trial *t)
{
	const long *yes = t->count[APPROVED], *no = t->count[REJECTED];
	long all[STRENGTHS] = { 0 }, total = 0, decided = 0, right;
	json_t *rules = json_array(), *o;
	const char *key;
	unsigned s, d;

	for (s = 0; s < STRENGTHS; s++) {
		for (d = 0; d < DECIDEDS; d++)
			all[s] += t->count[d][s];
		total += all[s];
		decided += yes[s] + no[s];
	}
	right = yes[PUBLISH] + yes[FLAG] + no[HOLD] + no[REJECT];
	json_object_foreach (t->rules, key, o)
		(void)json_array_append(rules, o);
	return (json_pack("{s:I, s:o, s:o, s:{s:o, s:o}, s:I, s:I, s:O, s:[s,s]}", "comments", (json_int_t)total, "outcomes",
	    outcome_counts_json(all), "rules", rules, "decided", "approved", outcome_counts_json(yes), "rejected",
	    outcome_counts_json(no), "right", (json_int_t)right, "wrong", (json_int_t)(decided - right), "samples", t->samples,
	    "not_judged", "sanction", "premoderated"));
}
