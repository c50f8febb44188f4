/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: words around a place tell its language, within its sentence only, and a Korean word ends where Korean lets it end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/language.h"
#include "rules/words.h"

static int
language(const char *code)
{
	return (language_find(code, strlen(code)));
}

static void
a_language_is_found_by_its_code_without_region(void **state)
{
	(void)state;
	assert_int_equal(language("en"), language("en-GB"));
	assert_int_equal(language("nb"), language("da"));
	assert_true(language("fr") >= 0 && language("fr") != language("en"));
	assert_string_equal(language_code(language("vi")), "vi");
	assert_int_equal(language("ko"), -1);
	assert_int_equal(language("f"), -1);
	assert_int_equal(language("fra"), -1);
	assert_int_equal(language(""), -1);
}

/* The word in [brackets], in an English list: words of that language around it, and English ones. */
/* clang-format off */
static const struct {
	const char *text, *of;
	unsigned words, own;
} places[] = {
	{ "Le train a du [retard].", "fr", 2, 0 },
	{ "le du [x] le du le", "fr", 2, 0 },
	{ "Le train. Le du! [x]? du le", "fr", 0, 0 },
	{ "le\ndu\n[x]", "fr", 0, 0 },
	{ "You are a [x] le du", "fr", 2, 2 },
	{ "on me a [x] as", "fr", 0, 0 },	      /* both languages have them */
	{ "C'est l'[x] qu'il faut", "fr", 5, 0 },
	{ "de la ville à côté [x]", "fr", 4, 0 },     /* côté for its accents */
	{ "[Die] Züge fahren heute nicht", "de", 3, 0 },
	{ "El coche [negro] estaba frente a la iglesia", "es", 2, 0 },
	{ "El coche [negro] estaba frente a la iglesia", "fr", 1, 0 },
	{ "Anh Phúc và chị [Dung] đã đến nhà tôi", "vi", 8, 0 },
	{ "LE TRAIN A DU [RETARD]", "fr", 2, 0 },
	{ "De kok kookt een [dik] stuk vlees", "nl", 2, 0 },
	{ "le b c d e f g h k [x] j k l m n o p q du", "fr", 0, 0 },
	{ "[x]", "fr", 0, 0 },
	{ "\xf0\x9f\x98\x80 [x] \xf0\x9f\x98\x80", "fr", 0, 0 },
};
/* clang-format on */

static void
weigh(const char *text, struct language_evidence *e)
{
	char plain[256];
	size_t from = strcspn(text, "["), to = strcspn(text, "]") - 1, n = strlen(text) - 2;

	memcpy(plain, text, from);
	memcpy(plain + from, text + from + 1, to - from);
	memcpy(plain + to, text + to + 2, n - to);
	language_weigh(plain, n, from, to, language("en"), e, NULL);
}

static void
words_of_the_same_sentence_are_evidence_of_a_language(void **state)
{
	struct language_evidence e;
	unsigned failed = 0;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(places); i++) {
		int of = language(places[i].of);

		weigh(places[i].text, &e);
		if (e.of[of] != places[i].words || e.own[of] != places[i].own) {
			print_error("%s: %u of %s, %u own\n", places[i].text, e.of[of], places[i].of, e.own[of]);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

/* A capitalised word with the accents of a language, right beside a capitalised place. */
static void
an_accented_name_beside_a_capitalized_word_makes_it_a_name(void **state)
{
	static const struct {
		const char *text;
		bool name;
	} cases[] = { { "[Kike] Hernández hit", true }, { "José [Kike] scored", true }, { "[kike] Hernández", false },
		{ "[KIKE] Hernández", false }, { "[Kike] hernández", false }, { "[Kike], Hernández", false },
		{ "[Kike] Hernandez", false }, { "[Kike] of Hernández", false } };
	struct language_evidence e;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++) {
		weigh(cases[i].text, &e);
		if (((e.name >> language("es") & 1) != 0) != cases[i].name)
			fail_msg("%s", cases[i].text);
	}
}

static void
accents_and_spellings_are_compared(void **state)
{
	(void)state;
	assert_true(language_same("Retard", 6, "retard", 6));
	assert_false(language_same("r\xc3\xa9tard", 7, "retard", 6));
	assert_true(language_same("Kik\xc3\xa9", 5, "kike\xcc\x81", 6)); /* decomposed */
	assert_true(language_accented("r\xc3\xa9tard", 7, "retard", 6));
	assert_false(language_accented("retard", 6, "retard", 6));
	assert_false(language_accented("r3tard", 6, "retard", 6));
	assert_false(language_accented("r\xc3\xa9t", 4, "retard", 6));
	assert_true((language_accents("\xc3\xa9", 2, language("en")) >> language("fr") & 1) != 0);
	assert_int_equal(language_accents("\xc3\xa9", 2, language("fr")), 0);
	assert_int_equal(language_accents("abc", 3, -1), 0);
}

/* Text that may follow a Korean word inside its Hangul, and text that may not: [the word] and the rest. */
static void
a_korean_word_hits_before_particles_only(void **state)
{
	static const char *const ends[] = { "한녀", "한녀는", "한녀들이", "한녀들에게서는", "한녀가 ", "한녀라고", "한녀인데",
		"한녀같은", "한녀새끼", "한녀ㅋㅋ", "한녀!", "한녀'라는", "한녀입니다", "한녀였다", "한녀였는데", "또라이입니다",
		"또라이이다", "또라이이네", "또라이야", "또라이들이었다", "한녀끼리만", "한녀 석이", "한녀f", "한녀7" };
	static const char *const runs_on[] = { "한녀석", "한녀석이", "한녀름", "한녀전", "한녀가방", "한녀도시", "한녀점" };
	struct words *w = words_new();
	struct readings r = { 0 };
	struct word_hits hits = { 0 };
	size_t i;

	(void)state;
	assert_true(words_add(w, 0, WORD_PREFIX, "한녀", strlen("한녀")) &&
	    words_add(w, 0, WORD_PREFIX, "또라이", strlen("또라이")) && words_add(w, 1, WORD_PREFIX, "존나~", strlen("존나~")) &&
	    words_add(w, 2, WORD_PREFIX, "ㅅㅂ", strlen("ㅅㅂ")));
	words_build(w);
	for (i = 0; i < LENGTH(ends) + LENGTH(runs_on); i++) {
		const char *text = i < LENGTH(ends) ? ends[i] : runs_on[i - LENGTH(ends)];

		readings_make(&r, text, strlen(text));
		words_find(w, &r, &hits);
		if ((hits.n[0] > 0) != (i < LENGTH(ends)))
			fail_msg("%s", text);
	}
	readings_make(&r, "존나웃겨", strlen("존나웃겨"));
	words_find(w, &r, &hits);
	assert_int_equal(hits.n[1], 1);
	assert_string_equal(hits.of[1][0].word, "존나");
	readings_make(&r, "ㅅㅂ진짜", strlen("ㅅㅂ진짜"));
	words_find(w, &r, &hits);
	assert_int_equal(hits.n[2], 1);
	readings_end(&r);
	word_hits_end(&hits);
	words_end(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_language_is_found_by_its_code_without_region),
		cmocka_unit_test(words_of_the_same_sentence_are_evidence_of_a_language),
		cmocka_unit_test(an_accented_name_beside_a_capitalized_word_makes_it_a_name),
		cmocka_unit_test(accents_and_spellings_are_compared),
		cmocka_unit_test(a_korean_word_hits_before_particles_only),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
