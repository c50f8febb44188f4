/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: an invalid rules document is refused with its place and affects its own site alone; compiling in slices makes the same judge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/uuid.h"
#include "text/json.h"
#include "rules/judge.h"
#include "rules/rule.h"

#define ARTICLE "0190a8f0-0000-7000-8000-00000000000a"

static json_t *
signals_of(const struct judge *j, const char *body)
{
	struct buf b;
	json_t *v;

	buf_init(&b, NULL);
	judge_text(j, NULL, body, strlen(body), &b);
	v = json_read(b.data, b.len, JSON_DEPTH, NULL);
	if (v == NULL)
		print_error("not JSON: %s\n", b.data);
	assert_non_null(v);
	buf_end(&b);
	return (v);
}

static void
refused(const char *rules, const char *says)
{
	json_t *document = json_loads(rules, 0, NULL);
	struct buf error;

	buf_init(&error, NULL);
	assert_non_null(document);
	assert_false(judge_check(document, &error));
	assert_string_equal(error.data, says);
	buf_end(&error);
	json_decref(document);
}

static void
an_invalid_document_is_refused_with_its_place(void **state)
{
	json_t *sites;
	struct buf error;

	(void)state;
	refused("[]", "must be an object");
	refused("{\"wrods\":[]}", "wrods: is not a known member");
	refused("{\"length\":{\"outcome\":\"hide\"}}", "length.outcome: \"hide\" is not one of: flag hold reject");
	refused("{\"length\":{\"min\":\"2\"}}", "length.min: must be a whole number from 0 to 1000000");
	refused("{\"links\":{\"allowed\":[\"a b\"]}}", "links.allowed: entry 0 is not a domain");
	refused("{\"words\":[{\"list\":\"a\",\"match\":\"whole\",\"words\":[]}]}",
	    "words[0].match: \"whole\" is not one of: word prefix phrase substring");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[\"ok\",\"!\"]}]}",
	    "words[0].words: entry 1 (\"!\") is not a word: a word has 2 to 128 letters");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[\"ok\",\"fine = klingon\"]}]}",
	    "words[0].words: entry 1 (\"fine = klingon\"): after \"=\" come \"flag\" and language codes, like fr or es");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[\"fine = \"]}]}",
	    "words[0].words: entry 0 (\"fine = \"): after \"=\" come \"flag\" and language codes, like fr or es");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[\"! = fr\"]}]}",
	    "words[0].words: entry 0 (\"! = fr\") is not a word: a word has 2 to 128 letters");
	refused("{\"repetition\":{\"min\":-1}}", "repetition.min: must be a whole number from 0 to 1000000");
	refused("{\"words\":[{\"list\":\"a\"}]}", "words[0].words: is missing; only madang rules import reads files");
	refused("{\"words\":{\"list\":\"a\"}}", "words: must be a list");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[],\"allow\":{}}]}", "words[0].allow: must be a list");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[],\"allow\":[\"fine\",\"!\"]}]}",
	    "words[0].allow: entry 1 (\"!\") is not a word: a word has 2 to 128 letters");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[]}],\"allow\":[\"!\"]}",
	    "allow: entry 0 (\"!\") is not a word: a word has 2 to 128 letters");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[],\"language\":\"klingon\"}]}",
	    "words[0].language: must be a language's code, like \"en\" or \"ko\"");
	refused("{\"words\":[{\"list\":\"a\",\"words\":[],\"language\":\"\"}]}",
	    "words[0].language: must be a language's code, like \"en\" or \"ko\"");
	refused("{\"length\":{\"reason\":\"House rule 7\"}}",
	    "length.reason: must be a reason's code: lower-case letters, digits and _");
	refused("{\"length\":{\"reason\":\"\"}}", "length.reason: must be a reason's code: lower-case letters, digits and _");
	refused("{\"velocity\":{\"reason\":7}}", "velocity.reason: must be a reason's code: lower-case letters, digits and _");
	refused("{\"shouting\":{\"share\":7}}", "shouting.share: must be a number from 0 to 1");
	refused("{\"gibberish\":{\"min\":0}}", "gibberish.min: must be a whole number from 1 to 1000000");
	refused("{\"record\":{\"of\":3}}", "record.min: cannot be more than \"of\", which is 3");
	refused("{\"record\":{\"share\":2}}", "record.share: must be a number from 0 to 1");
	refused("{\"velocity\":{\"max\":0}}", "velocity.max: must be a whole number from 1 to 1000");
	refused("{\"velocity\":{\"per\":1}}", "velocity.per: is not a known member");
	refused("{\"articles\":[]}", "articles: must be an object: rules by article");
	refused("{\"articles\":{\"7\":{}}}", "articles: \"7\" is not an article's id");
	refused("{\"articles\":{\"" ARTICLE "\":[]}}", "articles." ARTICLE ": must be an object");
	refused("{\"articles\":{\"" ARTICLE "\":{\"allow\":[]}}}", "articles." ARTICLE ".allow: is not a known member");
	refused("{\"articles\":{\"" ARTICLE "\":{\"links\":{\"max\":-1}}}}",
	    "articles." ARTICLE ".links.max: must be a whole number from 0 to 10000");
	refused("{\"articles\":{\"" ARTICLE "\":{\"velocity\":{\"max\":-1}}}}",
	    "articles." ARTICLE ".velocity.max: must be a whole number from 1 to 1000");
	refused("{\"articles\":{\"" ARTICLE "\":{\"words\":{\"x\":null}}}}",
	    "articles." ARTICLE ".words: \"x\" is not a list of the site");
	refused("{\"words\":[{\"list\":\"x\",\"words\":[]}],\"articles\":{\"" ARTICLE
		"\":{\"words\":{\"x\":{\"outcome\":\"hide\"}}}}}",
	    "articles." ARTICLE ".words.outcome: \"hide\" is not one of: flag hold reject");
	refused("{\"newcomer\":{\"first\":-1}}", "newcomer.first: must be a whole number from 0 to 1000000");

	buf_init(&error, NULL);
	sites = json_loads("[{\"id\":\"x\",\"key\":\"demo\",\"rules\":{\"length\":7}}]", 0, NULL);
	assert_null(judge_new(sites, &error));
	assert_string_equal(error.data, "site demo: length: must be an object");
	json_decref(sites);
	buf_end(&error);
}

/* ---- the table of kinds */
static bool
state_kind(const struct rule *k)
{
#define IS(x) || strcmp(k->name, #x) == 0
	return (false RULE_STATE_KINDS(IS));
}

static bool
text_kind(const struct rule *k)
{
	return (false RULE_TEXT_KINDS(IS));
}

static void
every_kind_is_whole_and_in_its_group(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < rule_kinds_count; i++) {
		const struct rule *k = rule_kinds[i];

		assert_ptr_equal(rule_find(k->name), k); /* names are unique */
		assert_true(strlen(k->label) > 0);
		assert_int_equal(rule_is_state(k), state_kind(k));
		assert_int_equal(rule_in_documents(k), state_kind(k) || text_kind(k));
		if (!rule_in_documents(k))
			assert_false(k->per_article);
	}
	assert_null(rule_find("wrods"));
}

/* Every member has a default, so an empty object is a rule; null is none. */
static void
every_member_has_a_default(void **state)
{
	struct buf error;
	json_t *rules;
	size_t i;

	(void)state;
	buf_init(&error, NULL);
	for (i = 0; i < rule_kinds_count; i++) {
		if (rule_kinds[i]->outcome == NULL)
			continue;
		rules = json_pack("{s:{}}", rule_kinds[i]->name);
		assert_true(judge_check(rules, &error));
		(void)json_object_set_new(rules, rule_kinds[i]->name, json_null());
		assert_true(judge_check(rules, &error));
		json_decref(rules);
	}
	refused("{\"premoderated\":{\"outcome\":\"flag\"}}", "premoderated.outcome: is not a known member");
	refused("{\"sanction\":{}}", "sanction: is not a known member");
	buf_end(&error);
}

/* ---- in slices, and site by site */
#define SITE_A "{\"id\":\"a\",\"key\":\"one\",\"rules_version\":%d,\"rules\":%s}"
#define SITE_B "{\"id\":\"b\",\"key\":\"two\",\"rules_version\":%d,\"rules\":%s}"

static struct judge *
judge_after(struct judge *former, int va, const char *a, int vb, const char *b, struct buf *error)
{
	json_t *sites;
	struct judge *j;
	struct buf text;

	buf_init(&text, NULL);
	buf_printf(&text, "[" SITE_A "," SITE_B "]", va, a, vb, b);
	sites = json_loads(text.data, 0, NULL);
	assert_non_null(sites);
	error->len = 0;
	j = judge_begin(sites, former, error);
	json_decref(sites);
	while (!judge_more(j, 7, error))
		;
	judge_end(former);
	buf_end(&text);
	return (j);
}

static void
says(const struct judge *j, const char *body, const char *sites)
{
	json_t *signals = signals_of(j, body), *site, *hit;
	struct buf said;
	const char *id;
	size_t i;

	buf_init(&said, NULL);
	buf_puts(&said, "");
	json_object_foreach (json_object_get(signals, "sites"), id, site) {
		buf_printf(&said, "%s%d", id, (int)json_integer_value(json_object_get(site, "version")));
		json_array_foreach (json_object_get(site, "hits"), i, hit)
			buf_printf(&said, ":%s", json_string_value(json_object_get(hit, "detail")));
		buf_putc(&said, ' ');
	}
	assert_string_equal(said.len > 0 ? said.data : "", sites);
	json_decref(signals);
	buf_end(&said);
}

static void
an_invalid_document_affects_its_site_alone(void **state)
{
	const char *oaf = "{\"words\":[{\"list\":\"x\",\"words\":[\"oaf\"]}]}",
		   *lout = "{\"words\":[{\"list\":\"y\",\"words\":[\"lout\"]}]}";
	const char *bad = "{\"wrods\":[]}", *worse = "{\"words\":[{\"list\":\"z\",\"words\":[\"fine\",\"!\"]}]}";
	struct judge *j;
	struct buf error;

	(void)state;
	buf_init(&error, NULL);
	j = judge_after(NULL, 1, oaf, 1, bad, &error);
	assert_string_equal(error.data, "site two: wrods: is not a known member");
	assert_int_equal(judge_rejected(j), 1);
	says(j, "oaf, lout", "a1:x ");		     /* the other site is left out */
	j = judge_after(j, 1, bad, 2, lout, &error); /* the same version is not read again */
	assert_int_equal(error.len, 0);
	assert_int_equal(judge_rejected(j), 0);
	says(j, "oaf, lout", "a1:x b2:y ");
	j = judge_after(j, 2, worse, 3, worse, &error);
	assert_string_equal(error.data,
	    "site one: words[0].words: entry 1 (\"!\") is not a word: a word has 2 to 128 letters\n"
	    "site two: words[0].words: entry 1 (\"!\") is not a word: a word has 2 to 128 letters");
	assert_int_equal(judge_rejected(j), 2);
	says(j, "oaf, lout, fine", "a1:x b2:y "); /* by the rules of before, under their version */
	j = judge_after(j, 3, lout, 3, bad, &error);
	assert_int_equal(judge_rejected(j), 1);
	says(j, "oaf, lout", "a3:y b2:y ");
	j = judge_after(j, 3, lout, 4, "null", &error);
	says(j, "oaf, lout", "a3:y b4 ");
	judge_end(j);
	buf_end(&error);
}

static void
compiling_in_slices_makes_the_same_judge(void **state)
{
	json_t *rules = json_object(), *words = json_array(), *articles = json_object(), *sites;
	unsigned i, slices = 0, k;
	struct judge *j;
	struct buf error;
	char word[9] = "aaaaaaaa", id[UUID_TEXT];

	(void)state;
	for (i = 0; i < 3000; i++) {
		for (k = 0; k < 8; k++)
			word[k] = (char)('a' + (i * 31 + k * k * 7 + i / 26 * k) % 26);
		(void)json_array_append_new(words, json_string(word));
	}
	for (i = 0; i < 200; i++) {
		(void)snprintf(id, sizeof(id), "0190a8f0-0000-7000-8000-%012x", i);
		(void)json_object_set_new(articles, id, json_pack("{s:{s:s}}", "length", "outcome", "flag"));
	}
	(void)json_object_set_new(rules, "words", json_pack("[{s:s, s:o}]", "list", "many", "words", words));
	(void)json_object_set_new(rules, "articles", articles);
	sites = json_pack("[{s:s, s:i, s:o}]", "id", "a", "rules_version", 1, "rules", rules);
	buf_init(&error, NULL);
	j = judge_begin(sites, NULL, &error);
	json_decref(sites); /* it kept what it needs */
	while (!judge_more(j, 1000, &error))
		slices++;
	assert_true(slices > 40);
	says(j, word, "a1:many ");
	judge_end(j);
	judge_end(judge_begin(NULL, NULL, &error));
	buf_end(&error);
}

/* A list of a language is not for a text of another script, though its letters look alike. */
static void
a_list_skips_a_text_in_another_script(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "a pot", "a1:en:all b1 " }, { "p\xd0\xbet", "a1:en:all b1 " }, /* a Cyrillic o */
		{ "рот", "a1:en:all b1 " }, /* all of it looks Latin: nothing says what it is */
		{ "У него болит рот", "a1:all b1 " }, { "Он сказал: рот, pot", "a1:en:all b1 " },
		{ "рот 이런", "a1:en:all b1 " }, { "сука", "a1:ru b1 " }, { "cyka", "a1:ru b1 " }, { "이 바보", "a1:ko b1 " },
		{ "You 바보", "a1:ko b1 " }, { "", "a1 b1 " },
	};
	/* clang-format on */
	struct judge *j;
	struct buf error;
	size_t i;

	(void)state;
	buf_init(&error, NULL);
	j = judge_after(NULL, 1,
	    "{\"words\":[{\"list\":\"en\",\"language\":\"en\",\"words\":[\"pot\"]},"
	    "{\"list\":\"ru\",\"language\":\"ru\",\"words\":[\"сука\"]},"
	    "{\"list\":\"ko\",\"language\":\"ko\",\"match\":\"prefix\",\"words\":[\"바보\"]},"
	    "{\"list\":\"all\",\"words\":[\"pot\"]}]}",
	    1, "{}", &error);
	for (i = 0; i < LENGTH(cases); i++)
		says(j, cases[i].text, cases[i].says);
	judge_end(j);
	buf_end(&error);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_invalid_document_is_refused_with_its_place),
		cmocka_unit_test(every_kind_is_whole_and_in_its_group),
		cmocka_unit_test(every_member_has_a_default),
		cmocka_unit_test(an_invalid_document_affects_its_site_alone),
		cmocka_unit_test(compiling_in_slices_makes_the_same_judge),
		cmocka_unit_test(a_list_skips_a_text_in_another_script),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
