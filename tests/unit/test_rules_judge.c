/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: the judge writes exactly the signals the database takes, spans lie in the author's own Markdown, and nothing added to a text hides what was found in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "text/json.h"
#include "rules/judge.h"
#include "rules/words.h"

/* clang-format off */

#define CONFIG MADANG_SOURCE_DIR "/config"

static struct judge *
judge_of(json_t *rules)
{
	json_t *sites = json_pack("[{s:s,s:s,s:[s],s:i,s:o}]", "id", "0190a8f0-0000-7000-8000-000000000001", "key", "demo",
	    "origins", "https://news.example", "rules_version", 3, "rules", rules);
	struct judge *j;
	struct buf error;

	buf_init(&error, NULL);
	j = judge_new(sites, &error);
	if (j == NULL)
		print_error("%s\n", error.data);
	assert_non_null(j);
	buf_end(&error);
	json_decref(sites);
	return (j);
}

static struct judge *
judge_file(const char *name)
{
	char path[512];
	struct buf error;
	json_t *rules;

	(void)snprintf(path, sizeof(path), "%s/rules/%s.json", CONFIG, name);
	buf_init(&error, NULL);
	rules = rules_load(path, CONFIG, &error);
	if (rules == NULL)
		print_error("%s\n", error.data);
	assert_non_null(rules);
	buf_end(&error);
	return (judge_of(rules));
}

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

static json_t *
hits_of(json_t *signals)
{
	return (json_object_get(json_object_get(json_object_get(signals, "sites"), "0190a8f0-0000-7000-8000-000000000001"),
	    "hits"));
}

/* The strongest hit's list, or its rule; "" without hits. */
static const char *
first_detail(json_t *signals)
{
	json_t *hit = json_array_get(hits_of(signals), 0);

	return (hit != NULL ? json_string_value(json_object_get(hit, "detail")) : "");
}

static void
expect(const char *rules, const char *body, const char *hits)
{
	struct judge *j = judge_of(json_loads(rules, 0, NULL));
	json_t *signals = signals_of(j, body);
	char *got = json_dumps(hits_of(signals), JSON_COMPACT);

	assert_string_equal(got, hits);
	free(got);
	json_decref(signals);
	judge_end(j);
}

static void
each_rule_gives_its_hits(void **state)
{
	const char *words = "{\"words\":[{\"list\":\"a\",\"outcome\":\"hold\",\"reason\":\"abuse\",\"weight\":2,\"words\":[\"idiot\"]}]}";
	const char *links = "{\"links\":{\"outcome\":\"hold\",\"max\":1,\"allowed\":[\"ok.example\"],\"refused\":[\"bad.example\"],\"reason\":\"spam\"}}";

	(void)state;
	expect(words, "You **idi**ot, idio~t", "[{\"rule\":\"words\",\"reason\":\"abuse\",\"outcome\":\"hold\",\"weight\":2,\"detail\":\"a\",\"spans\":[[6,13],[15,21]],\"words\":[\"idiot\"]}]");
	expect(words, "[idi](https://x.example)ot", "[{\"rule\":\"words\",\"reason\":\"abuse\",\"outcome\":\"hold\",\"weight\":2,\"detail\":\"a\",\"spans\":[[1,26]],\"words\":[\"idiot\"]}]");
	expect(words, "[x](https://x.example \"an idiot\")", "[{\"rule\":\"words\",\"reason\":\"abuse\",\"outcome\":\"hold\",\"weight\":2,\"detail\":\"a\",\"spans\":[[26,31]],\"words\":[\"idiot\"]}]");
	expect(words, "idio\n\nt", "[]");
	expect("{\"length\":{\"min\":3,\"reason\":\"house_rule_7\"}}", "a", "[{\"rule\":\"length\",\"reason\":\"house_rule_7\",\"outcome\":\"flag\",\"weight\":1,\"detail\":\"too_short\",\"spans\":[]}]");
	expect(links, "https://news.example/a https://www.ok.example/ https://a.example/", "[]");
	expect(links, "https://b.example/ [x](https://a.example/)", "[{\"rule\":\"links\",\"reason\":\"spam\",\"outcome\":\"hold\",\"weight\":1,\"detail\":\"2 links\",\"spans\":[]}]");
	expect(links, "[x](https://u@www.B%61d.example:8080/)", "[{\"rule\":\"links\",\"reason\":\"spam\",\"outcome\":\"hold\",\"weight\":1,\"detail\":\"bad.example\",\"spans\":[]}]");
	expect(links, "go to bad.example now, not notbad.example", "[{\"rule\":\"links\",\"reason\":\"spam\",\"outcome\":\"hold\",\"weight\":1,\"detail\":\"bad.example\",\"spans\":[[6,17]]}]");
	expect("{\"length\":{\"outcome\":\"reject\",\"min\":2,\"reason\":\"spam\",\"weight\":1}}", " \xe2\x80\x8b a", "[{\"rule\":\"length\",\"reason\":\"spam\",\"outcome\":\"flag\",\"weight\":1,\"detail\":\"too_short\",\"spans\":[]}]");
	expect("{\"length\":{\"outcome\":\"reject\",\"min\":2}}", "가나", "[]");
	expect("{\"length\":{\"outcome\":\"hold\",\"min\":2}}", "네", "[{\"rule\":\"length\",\"reason\":\"other\",\"outcome\":\"hold\",\"weight\":1,\"detail\":\"too_short\",\"spans\":[]}]");
	expect("{\"length\":{\"outcome\":\"reject\",\"max\":2}}", "네네네", "[{\"rule\":\"length\",\"reason\":\"other\",\"outcome\":\"reject\",\"weight\":1,\"detail\":\"too_long\",\"spans\":[]}]");
	expect("{\"shouting\":{\"share\":0.7,\"min\":10}}", "THIS IS ALL WRONG", "[{\"rule\":\"shouting\",\"reason\":\"other\",\"outcome\":\"flag\",\"weight\":1,\"detail\":\"14 of 14\",\"spans\":[]}]");
	expect("{\"shouting\":{\"share\":0.7,\"min\":10}}", "This is all wrong, NATO", "[]");
	expect("{\"shouting\":{\"share\":0.7,\"min\":10}}", "한글에는 대문자가 없다", "[]");
}

/* Does the rule gibberish alone have something to say? */
static void
gibberish_hits_and_names_do_not(void **state)
{
	static const char *const fires[] = { "sdkjfhgskjdfh sdlkfjghsdfg", "asdfasdfasdfasdfasdf", "qwertyuiop qwertyuiop",
		"aslkdjfalskdjflsk alskdjf", "lkjhgfdsa lkjhgfdsa", "ㅁㄴㅇㄹㅁㄴㅇㄹㅁㄴㅇㄹㅁㄴㅇㄹ", "ghfjdkslghfjdksl ok",
		"xcvbnmxcvbnmxcvbnm", "ababababbabababababababababbababababababababababbababababababababab" };
	static const char *const innocent[] = { "", "hmmmmmmmmmmmmmmmmmmmm", "hahahahahahahahahaha", "ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅎㅎㅎㅎ",
		"ㅇㅈㅇㅈㅇㅈ ㄹㅇㅋㅋ", "Noooooooooooooooooooooooo!", "zzzzzzzzzzzzzzzzzzzzz", "The Knightsbridge latchstring catchphrase",
		"Strč prst skrz krk", "Hirschsprung's disease is rare, they say", "Wolfgang Goldschmidt, Schwarzschild", "lalalalalala la la",
		"WTF BTW LOL OMG TLDR", "https://example.org/sdkjfhgskjdfhsdlkfjghsdfg is where I read about the whole affair",
		"perpetuity proprietor typewriter", "see sdkjfhgskjdfh in the log, nothing else there", "yes", "9834759834759834759834759",
		"встреча состоялась в четверг", "シドニーの夏はとても暑いと聞きました", "blahblahblah blahblah" };
	struct judge *j = judge_of(json_pack("{s:{}}", "gibberish"));
	unsigned failed = 0;
	json_t *s;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(fires) + LENGTH(innocent); i++) {
		const char *text = i < LENGTH(fires) ? fires[i] : innocent[i - LENGTH(fires)];

		s = signals_of(j, text);
		if ((json_array_size(hits_of(s)) > 0) != (i < LENGTH(fires))) {
			print_error("%s: %s\n", i < LENGTH(fires) ? "not seen" : "taken for gibberish", text);
			failed++;
		}
		json_decref(s);
	}
	judge_end(j);
	assert_int_equal(failed, 0);
	expect("{\"gibberish\":{\"reason\":\"spam\"}}", "**sdkjfhgskjdfh** sdlkfjghsdfg", "[{\"rule\":\"gibberish\",\"reason\":\"spam\",\"outcome\":\"flag\",\"weight\":1,\"detail\":\"no_words\",\"spans\":[[2,15],[18,30]]}]");
}

#define ARTICLE "0190a8f0-0000-7000-8000-00000000000a"

/* An article's own rules stand in place of the site's, and only there. */
static void
an_article_overrides_rules(void **state)
{
	struct judge *j = judge_of(json_loads("{\"length\":{\"min\":5},\"words\":[{\"list\":\"a\",\"outcome\":\"flag\",\"reason\":\"abuse\",\"weight\":2,\"words\":[\"idiot\"]},"
		"{\"list\":\"b\",\"outcome\":\"hold\",\"words\":[\"moron\"]}],"
		"\"articles\":{\"" ARTICLE "\":{\"length\":null,\"shouting\":{\"min\":3},\"words\":{\"a\":{\"outcome\":\"reject\"},\"b\":null}}}}", 0, NULL));
	static const struct {
		const char *article, *body, *says;
	} cases[] = {
		{ NULL, "an idiot, a moron", "a/flag b/hold " },
		{ ARTICLE, "an idiot, a moron", "a/reject " },
		{ "0190A8F0-0000-7000-8000-00000000000A", "an idiot", "a/reject " },
		{ "0190a8f0-0000-7000-8000-00000000000b", "an idiot", "a/flag " },
		{ ARTICLE, "No", "" },
		{ NULL, "No", "too_short/flag " },
		{ ARTICLE, "NO!", "" },
		{ ARTICLE, "NOW!", "3 of 3/flag " },
		{ "not an id", "NOW!", "too_short/flag " },
	};
	struct buf b, says;
	size_t i, k;
	json_t *s;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++) {
		buf_init(&b, NULL);
		buf_init(&says, NULL);
		buf_puts(&says, "");
		judge_text(j, cases[i].article, cases[i].body, strlen(cases[i].body), &b);
		s = json_read(b.data, b.len, JSON_DEPTH, NULL);
		for (k = 0; k < json_array_size(hits_of(s)); k++) {
			const json_t *hit = json_array_get(hits_of(s), k);

			buf_printf(&says, "%s/%s ", json_string_value(json_object_get(hit, "detail")),
			    json_string_value(json_object_get(hit, "outcome")));
		}
		assert_string_equal(says.data != NULL ? says.data : "", cases[i].says);
		json_decref(s);
		buf_end(&b);
		buf_end(&says);
	}
	judge_end(j);
}

/* xn-- and the letters it stands for are one domain, in rules and texts. */
static void
spellings_of_a_host_are_one(void **state)
{
	static const char *const refused[] = { "b\xc3\xbc" "cher.example", "xn--bcher-kva.example", "XN--BCHER-KVA.Example" };
	static const char *const fires[] = { "[x](https://b\xc3\xbc" "cher.example/)", "[x](https://www.xn--bcher-kva.example/)",
		"[x](https://B\xc3\x9c" "CHER.example/)", "[x](https://bu\xcc\x88" "cher.example/)", "read xn--bcher-kva.example now" };
	static const char *const innocent[] = { "[x](https://bucher.example/)", "[x](https://xn--bcher-kva.example.org/)",
		"[x](https://xn--a.example/)", "[x](https://abücher.example/)" };
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(refused); i++) {
		struct judge *j = judge_of(json_pack("{s:{s:[s]}}", "links", "refused", refused[i]));

		for (k = 0; k < LENGTH(fires) + LENGTH(innocent); k++) {
			const char *text = k < LENGTH(fires) ? fires[k] : innocent[k - LENGTH(fires)];
			json_t *s = signals_of(j, text);

			if ((json_array_size(hits_of(s)) > 0) != (k < LENGTH(fires)))
				fail_msg("%s, refused %s", text, refused[i]);
			json_decref(s);
		}
		judge_end(j);
	}
}

/* ---- what is added to a text takes nothing from what was found in it */
static const char *const parts[] = { "idiot", "i d i o t", "1d10t", "id*ot", "**idi**ot", "wetback", "w3tb4ck", "w*tback",
	"바보", "바 보", "시발", "傻逼", "push it", "a word", "x-y-z", "f*ck", "> said", "- one", "```", "    code", "1. ", "*", "***",
	"https://a.example/x", "<b>", "&amp;", "& co", "aaaa", "id", "iot", "\xe2\x80\x8b", "e\xcc\x81", "\\", "|", "1488", "!1l|I" };

static unsigned
draw(unsigned n)
{
	static unsigned seed = 7;

	seed = seed * 1664525u + 1013904223u;
	return ((seed >> 16) % n);
}

static void
sentence(struct buf *b)
{
	unsigned n = 1 + draw(12);

	while (n-- > 0) {
		buf_puts(b, parts[draw(LENGTH(parts))]);
		buf_putc(b, "  \n,"[draw(4)]);
	}
}

static int
strength(const struct judge *j, const char *text)
{
	json_t *s = signals_of(j, text);
	int max = 0;
	size_t i;

	for (i = 0; i < json_array_size(hits_of(s)); i++) {
		const char *outcome = json_string_value(json_object_get(json_array_get(hits_of(s), i), "outcome"));
		int is = strcmp(outcome, "reject") == 0 ? 3 : strcmp(outcome, "hold") == 0 ? 2 : 1;

		max = is > max ? is : max;
	}
	json_decref(s);
	return (max);
}

static void
no_hit_hides_another(void **state)
{
	struct judge *j = judge_of(json_loads("{\"words\":["
	    "{\"list\":\"a\",\"outcome\":\"flag\",\"words\":[\"idiot\",\"push it\",\"aaaa\",\"wetback\"]},"
	    "{\"list\":\"b\",\"outcome\":\"hold\",\"match\":\"prefix\",\"words\":[\"wetback\",\"바보\"]},"
	    "{\"list\":\"c\",\"outcome\":\"reject\",\"match\":\"substring\",\"words\":[\"傻逼\",\"시발\",\"fuck\"]}]}", 0, NULL));
	struct buf base, more, both;
	unsigned i, k, max;

	(void)state;
	for (i = 0; i < 3000; i++) {
		buf_init(&base, NULL);
		buf_init(&more, NULL);
		buf_init(&both, NULL);
		sentence(&base);
		for (k = i % 50 == 0 ? 60 : 1; k > 0; k--)
			sentence(&more);
		max = (unsigned)strength(j, base.data);
		buf_printf(&both, "%s\n\n%s", base.data, more.data);
		if ((unsigned)strength(j, both.data) < max)
			fail_msg("behind: %s", both.data);
		both.len = 0;
		buf_printf(&both, "%s\n\n%s", more.data, base.data);
		if ((unsigned)strength(j, both.data) < max)
			fail_msg("before: %s", both.data);
		buf_end(&base);
		buf_end(&more);
		buf_end(&both);
	}
	judge_end(j);
}

/* The shipped rules: a slur is held after any word. */
static void
a_flood_does_not_hide_a_slur(void **state)
{
	struct judge *j = judge_file("default");
	struct buf b;
	unsigned i;

	(void)state;
	buf_init(&b, NULL);
	for (i = 0; i < 1200; i++)
		buf_puts(&b, i % 2 == 0 ? "idiot " : "f*ck ");
	assert_int_equal(strength(j, b.data), 1);
	buf_puts(&b, "r3tard");
	assert_int_equal(strength(j, b.data), 2);
	buf_end(&b);
	judge_end(j);
}

/* 0 none, 1 flag, 2 hold: by a list that marks its homographs, one that does not, and one that only flags. */
static void
innocent_homographs_are_skipped_or_flagged(void **state)
{
	static const char rules[] = "{\"words\":[{\"list\":\"x\",\"language\":\"en\",\"outcome\":\"%s\",\"words\":[%s]}]}";
	static const char *const lists[][2] = { { "hold", "\"retard = fr\",\"kike = es\",\"negro\",\"coon = flag\"" },
		{ "hold", "\"retard\",\"kike\",\"negro\",\"coon = flag\"" }, { "flag", "\"retard\",\"kike\",\"negro\",\"coon\"" } };
	static const struct {
		const char *text;
		int marked, unmarked, flags;
	} cases[] = {
		{ "Le train a du retard.", 0, 1, 0 },
		{ "Toujours en retard !", 0, 1, 0 },
		{ "En retard !", 1, 2, 1 },	/* one word is little */
		{ "El coche negro estaba frente a la iglesia", 2, 1, 0 }, /* the list says that it marks its homographs */
		{ "El kike estaba frente a la iglesia", 0, 1, 0 },
		{ "Il est du kike", 2, 1, 0 }, /* not that language's */
		{ "Kiké Hernández hit a homer in the seventh", 2, 1, 0 },
		{ "Kike Hernández hit a homer in the seventh", 1, 2, 1 },
		{ "You retard, le du", 2, 2, 1 },
		{ "You rétard", 2, 2, 1 },
		{ "Le train a du rétard", 2, 1, 0 },
		{ "Le train a du r3tard", 2, 2, 1 },
		{ "Le train a du r*tard", 2, 2, 1 },
		{ "Le train a du r e t a r d", 2, 2, 1 },
		{ "Le train a du ret\xe2\x80\x8b" "ard", 0, 1, 0 }, /* nothing that can be seen */
		{ "Le train. Retard! Le du.", 2, 2, 1 },
		{ "Le train a du retard. You retard!", 2, 2, 1 },
		{ "They called him a \"retard\", the court heard", 1, 1, 0 },
		{ "I call you a \"retard\"", 2, 2, 1 },
		{ "\"retard\"", 2, 2, 1 },
		{ "They said no, \"he said\" retard \"again\"", 2, 2, 1 },
		{ "a coon in the creek", 1, 1, 1 },
		{ "coon and negro", 2, 2, 1 },
	};
	unsigned failed = 0;
	struct buf document;
	size_t i, k;

	(void)state;
	for (k = 0; k < LENGTH(lists); k++) {
		struct judge *j;

		buf_init(&document, NULL);
		buf_printf(&document, rules, lists[k][0], lists[k][1]);
		j = judge_of(json_loads(document.data, 0, NULL));
		for (i = 0; i < LENGTH(cases); i++) {
			int want = k == 0 ? cases[i].marked : k == 1 ? cases[i].unmarked : cases[i].flags, is = strength(j, cases[i].text);

			if (is != want) {
				print_error("%zu: %s: %d instead of %d\n", k, cases[i].text, is, want);
				failed++;
			}
		}
		judge_end(j);
		buf_end(&document);
	}
	assert_int_equal(failed, 0);
}

/* Words that do not count are reported with the reason. */
static void
words_that_do_not_count_are_explained(void **state)
{
	struct judge *j = judge_of(json_loads("{\"words\":[{\"list\":\"x\",\"language\":\"en\",\"outcome\":\"hold\",\"words\":[\"retard = fr\",\"pot\"]}]}", 0, NULL));
	static const char *const cases[][2] = {
		{ "**Du** retard, le", "[{\"list\":\"x\",\"word\":\"retard\",\"effect\":\"skipped\",\"why\":\"language\",\"span\":[7,13],\"of\":\"fr\",\"seen\":\"du, le\"}]" },
		{ "he said \"retard\"", "[{\"list\":\"x\",\"word\":\"retard\",\"effect\":\"flagged\",\"why\":\"quoted\",\"span\":[9,15]}]" },
		{ "рот болит", "[{\"list\":\"x\",\"word\":\"pot\",\"effect\":\"skipped\",\"why\":\"script\",\"span\":[0,6]}]" },
		{ "you retard", "[]" },
	};
	struct buf signals, left;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++) {
		buf_init(&signals, NULL);
		buf_init(&left, NULL);
		judge_explain(j, NULL, cases[i][0], strlen(cases[i][0]), &signals, &left);
		assert_string_equal(left.data, cases[i][1]);
		buf_end(&signals);
		buf_end(&left);
	}
	judge_end(j);
}

/* A title that many references show is read once, and all others are read too. */
static void
titles_of_links_are_judged(void **state)
{
	static const char *const titles[] = { "a long title, shown again and again, of which one would think that it fills the room there is",
		"one of\nseveral lines" };
	struct judge *j = judge_of(json_loads("{\"words\":[{\"list\":\"a\",\"words\":[\"idiot\"]}]}", 0, NULL));
	struct buf b;
	unsigned i, k;

	(void)state;
	for (k = 0; k < LENGTH(titles); k++) {
		buf_init(&b, NULL);
		buf_puts(&b, "[first](https://x.example \"fine\") ");
		for (i = 0; i < 400; i++)
			buf_puts(&b, "[see][r] ");
		buf_puts(&b, "[last](https://x.example \"an idiot\")\n\n[r]: https://x.example \"");
		buf_printf(&b, "%s\"\n", titles[k]);
		assert_int_equal(strength(j, b.data), 1);
		buf_end(&b);
	}
	judge_end(j);
}

/* The results that a moderator expects of the shipped lists. */
static void
shipped_lists_hit_as_a_moderator_expects(void **state)
{
	static const char *const fires[][2] = { { "You're an idiot.", "insults-en" }, { "what a m0r0n", "insults-en" },
		{ "M.O.R.O.N", "insults-en" }, { "You're so stupid", "insults-en" }, { "you are 5tup1d", "insults-en" },
		{ "How dumb are you?", "insults-en" }, { "You’re a liar", "insults-en" }, { "Try again, stupid!", "insults-en" }, { "b!tch", "insults-en" }, { "shut the fuck up", "insults-en" },
		{ "ret@rd", "slurs-en" }, { "Go back to your country!", "slurs-en" }, { "k y s", "threats-en" },
		{ "you should be shot", "threats-en" }, { "Make money online, click here now", "spam-en" },
		{ "바보들아", "insults-ko" }, { "병1신", "insults-ko" }, { "이 ㅅㅂ", "insults-ko" }, { "씨이발 아니 씨발", "insults-ko" },
		{ "짱깨들", "slurs-ko" }, { "최고의 카지노 사이트입니다", "spam-ko" }, { "당일지급알바", "spam-ko" } };
	static const char *const innocent[] = { "Scunthorpe United won.", "A foolproof plan, fool's gold.",
		"The dumbbells are in Essex.", "I liked the jerk chicken.", "The chink in the armour of NATO",
		"flame retardant paint", "Moby Dick and the peacock", "The cockpit crew", "class assassin passes",
		"Don't shoot the messenger", "sitting on the fence",
		"Such a stupid bill.", "That was a dumb idea, and a stupid mistake", "He is a serial liar", "no reaction for stupid comments",
		"We are not stupid",
		"한미동맹이 끝난다면 무엇이 남을까요?", "논의의 시발점이 되었다", "불이 꺼져 있었다", "위기가 닥쳐도 괜찮다",
		"에밀 졸라의 소설", "다시 발표합니다", "새로 산 개가 새끼를 낳았다", "등신대 인형", "국가보안법을 지지한다" };
	struct judge *j = judge_file("default");
	unsigned failed = 0;
	json_t *s;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(fires); i++) {
		s = signals_of(j, fires[i][0]);
		if (strcmp(first_detail(s), fires[i][1]) != 0) {
			print_error("%s: \"%s\" instead of %s\n", fires[i][0], first_detail(s), fires[i][1]);
			failed++;
		}
		json_decref(s);
	}
	for (i = 0; i < LENGTH(innocent); i++) {
		s = signals_of(j, innocent[i]);
		if (json_array_size(hits_of(s)) > 0) {
			print_error("%s: %s\n", innocent[i], first_detail(s));
			failed++;
		}
		json_decref(s);
	}
	judge_end(j);
	judge_end(judge_file("demo"));
	assert_int_equal(failed, 0);
}

static unsigned
shared_bands(const struct judge *j, const char *a, const char *b)
{
	json_t *x = signals_of(j, a), *y = signals_of(j, b);
	unsigned n = 0;
	size_t i;

	for (i = 0; i < json_array_size(json_object_get(x, "signature")); i++)
		n += json_integer_value(json_array_get(json_object_get(x, "signature"), i))
		    == json_integer_value(json_array_get(json_object_get(y, "signature"), i));
	json_decref(x);
	json_decref(y);
	return (n);
}

static void
near_copies_share_a_band(void **state)
{
	const char *spam = "Best offer ever: double your income from home, no experience needed, write to the address in my profile today and start tomorrow morning!";
	struct judge *j = judge_of(json_object());

	(void)state;
	assert_int_equal(shared_bands(j, "Thank you, well said.", "Thank you, well said."), 0); /* too short */
	assert_int_equal(shared_bands(j, spam, spam), 4);
	assert_int_equal(shared_bands(j, spam, "BEST OFFER EVER double your incooooome from home no experience needed write to the address in my profile today and start tomorrow morning"), 4);
	assert_true(shared_bands(j, spam, "Best offer ever: double your income from home, no experience needed, write to the address in my profile today and start tomorrow evening :)") >= 1);
	assert_int_equal(shared_bands(j, spam, "The alliance has outlived every government that signed it, and so will the doubts about it; I would rather keep both than lose either."), 0);
	judge_end(j);
}

/* Ten thousand words; a kilobyte of text, and the worst eight. Printed; the bound is loose for shared machines. */
static void
judging_is_fast(void **state)
{
	struct words *w = words_new();
	struct readings r = { 0 };
	struct word_hits hits = { 0 };
	char word[32], text[8193];
	unsigned i, k, seed = 1;
	int64_t began;
	size_t n;

	(void)state;
	for (i = 0; i < 10000; i++) {
		n = 4 + i % 8;
		for (k = 0; k < n; k++) {
			seed = seed * 1664525u + 1013904223u;
			word[k] = "etaoinshrdlucmfwypvbgkjqxz"[(seed >> 16) % 26];
		}
		assert_true(words_add(w, i % 4, (enum word_match)(i % 3), word, n));
	}
	words_build(w);
	for (i = 0; i < sizeof(text) - 1; i++) {
		seed = seed * 1664525u + 1013904223u;
		text[i] = "etaoin shrdlu etaoin cmfwyp "[(seed >> 16) % 28];
	}
	for (n = 1024; n <= 8192; n *= 8) {
		began = clock_us();
		for (i = 0; i < 50; i++) {
			readings_make(&r, text, n);
			words_find(w, &r, &hits);
		}
		print_message("%zu bytes, 10000 words: %.1f us\n", n, (double)(clock_us() - began) / 50);
	}
	for (k = 0; k < 3; k++) {
		static const char *const bad[] = { "aaaaaaaaaaaaaaaa", "1a!l|I0o5s$1a!l", "ㅋㅋ ㅋ.ㅂㅅㅅㅅ" };

		for (n = 0; n + 64 < 8192;) {
			memcpy(text + n, bad[k], strlen(bad[k]));
			n += strlen(bad[k]);
		}
		began = clock_us();
		readings_make(&r, text, n);
		words_find(w, &r, &hits);
		print_message("worst %u: %ld us\n", k, (long)(clock_us() - began));
		assert_true(clock_us() - began < 200000);
	}
	readings_end(&r);
	word_hits_end(&hits);
	words_end(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_gives_its_hits),
		cmocka_unit_test(gibberish_hits_and_names_do_not),
		cmocka_unit_test(an_article_overrides_rules),
		cmocka_unit_test(spellings_of_a_host_are_one),
		cmocka_unit_test(no_hit_hides_another),
		cmocka_unit_test(a_flood_does_not_hide_a_slur),
		cmocka_unit_test(innocent_homographs_are_skipped_or_flagged),
		cmocka_unit_test(words_that_do_not_count_are_explained),
		cmocka_unit_test(titles_of_links_are_judged),
		cmocka_unit_test(shipped_lists_hit_as_a_moderator_expects),
		cmocka_unit_test(near_copies_share_a_band),
		cmocka_unit_test(judging_is_fast),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
