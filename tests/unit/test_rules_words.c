/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: evasions of a listed word fire, innocent words do not, and spans point into the author's own bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rules/words.h"

#define FOUND_MAX 128

static struct words *insults;
static struct readings scratch;
static struct word_hits hits_scratch;

struct found {
	uint32_t list, from, to;
};

static const char *const whole[] = { "idiot", "moron", "shit", "ass", "asshole", "fuck", "slut", "penis", "bitch", "god", "heil",
	"kill", "but", "1488", "go back to your country", "fool", "imbecile", "loser", "whore" };
static const char *const prefixes[] = { "바보", "시발", "병신", "개새끼", "ㅂㅅ", "ㅅㅂ", "сука" };
static const char *const anywhere[] = { "cunt", "傻逼", "쓰레기" };
static const char *const allowed[] = { "Scunthorpe", "시발점", "시발역", "looser" };

static int
set_up(void **state)
{
	size_t i;

	(void)state;
	insults = words_new();
	for (i = 0; i < LENGTH(whole); i++)
		assert_true(words_add(insults, 0, WORD_WHOLE, whole[i], strlen(whole[i])));
	for (i = 0; i < LENGTH(prefixes); i++)
		assert_true(words_add(insults, 1, WORD_PREFIX, prefixes[i], strlen(prefixes[i])));
	for (i = 0; i < LENGTH(anywhere); i++)
		assert_true(words_add(insults, 2, WORD_SUBSTRING, anywhere[i], strlen(anywhere[i])));
	for (i = 0; i < LENGTH(allowed); i++)
		assert_true(words_allow(insults, WORD_EVERY, allowed[i], strlen(allowed[i])));
	words_build(insults);
	return (0);
}

static int
tear_down(void **state)
{
	(void)state;
	words_end(insults);
	readings_end(&scratch);
	word_hits_end(&hits_scratch);
	return (0);
}

/* In order of place. */
static size_t
gather(struct found *found, size_t n)
{
	struct found one;
	size_t list, i, k;

	for (list = 0; list < hits_scratch.lists; list++)
		for (i = 0; i < hits_scratch.n[list]; i++) {
			one = (struct found) { (uint32_t)list, hits_scratch.of[list][i].from, hits_scratch.of[list][i].to };
			for (k = n++; k > 0 && found[k - 1].from > one.from; k--)
				found[k] = found[k - 1];
			found[k] = one;
		}
	return (n);
}

static size_t
find(const char *text, struct found *found)
{
	size_t n;

	readings_make(&scratch, text, strlen(text));
	words_find(insults, &scratch, &hits_scratch);
	n = gather(found, 0);
	words_find_masked(insults, text, strlen(text), &hits_scratch);
	return (gather(found, n));
}

/* The text, and what of it the first hit must cover. */
/* clang-format off */
static const struct {
	const char *text, *covered;
} fires[] = {
	{ "You idiot!", "idiot" },
	{ "IDIOT", "IDIOT" },
	{ "iDiOt's", "iDiOt" },
	{ "i'd'i'o't", "i'd'i'o't" },
	{ "such an idiooooot", "idiooooot" },
	{ "idioot", "idioot" },
	{ "iiidiot", "iiidiot" },
	{ "1d10t", "1d10t" },
	{ "id!ot", "id!ot" },
	{ "!diot", "!diot" },
	{ "an idi0t.", "idi0t" },
	{ "i.d.i.o.t", "i.d.i.o.t" },
	{ "i-d-i-o-t", "i-d-i-o-t" },
	{ "id-iot", "id-iot" },
	{ "i d i o t", "i d i o t" },
	{ "an i  d  i  o  t, really", "i  d  i  o  t" },
	{ "i\nd\ni\no\nt", "i\nd\ni\no\nt" },
	{ "i, d, i, o, t", "i, d, i, o, t" },
	{ "id\xe2\x80\x8biot", "id\xe2\x80\x8biot" },		 /* zero width space */
	{ "id\xc2\xadiot", "id\xc2\xadiot" },			 /* soft hyphen */
	{ "i\xcc\xb6" "d\xcc\xb6" "iot", "i\xcc\xb6" "d\xcc\xb6" "iot" }, /* struck through */
	{ "\xc3\xaf" "diot", "\xc3\xaf" "diot" },		 /* i with diaeresis */
	{ "\xd1\x96" "diot", "\xd1\x96" "diot" },		 /* Cyrillic i */
	{ "idi\xd0\xbe" "t", "idi\xd0\xbe" "t" },		 /* Cyrillic o */
	{ "\xef\xbd\x89\xef\xbd\x84\xef\xbd\x89\xef\xbd\x8f\xef\xbd\x94", NULL }, /* full width */
	{ "\xf0\x9d\x96\x8e\xf0\x9d\x96\x89\xf0\x9d\x96\x8e\xf0\x9d\x96\x94\xf0\x9d\x96\x99", NULL }, /* fraktur */
	{ "\xe2\x93\x98\xe2\x93\x93\xe2\x93\x98\xe2\x93\x9e\xe2\x93\xa3", NULL }, /* circled */
	{ "ldiot", "ldiot" },
	{ "$hit", "$hit" },
	{ "5h1t", "5h1t" },
	{ "sh1t happens", "sh1t" },
	{ "a$$", "a$$" },
	{ "a55hole", "a55hole" },
	{ "@sshole", "@sshole" },
	{ "assssss", "assssss" },
	{ "f\xf0\x9f\x94\xa5u\xf0\x9f\x94\xa5" "c\xf0\x9f\x94\xa5k", NULL }, /* between emoji */
	{ "fuuuuck", "fuuuuck" },
	{ "f_u_c_k", "f_u_c_k" },
	{ "f/u/c/k", "f/u/c/k" },
	{ "sIut", "sIut" },
	{ "s1ut", "s1ut" },
	{ "k1ll", "k1ll" },
	{ "ki11", "ki11" },
	{ "b!tch", "b!tch" },
	{ "idiot\xeb\x93\xa4", "idiot" },	 /* a Hangul particle behind it */
	{ "\xf0\x9f\x87\xb0\xf0\x9f\x87\xb7idiot", "idiot" }, /* a flag before it */
	{ "1488", "1488" },
	{ "go back to your country", "go back to your country" },
	{ "GO   BACK,\nto your country!", "GO   BACK,\nto your country" },
	{ "gobacktoyourcountry", "gobacktoyourcountry" },
	{ "Scunthorpe cunt", "cunt" },
	{ "wunderCUNTbar", "CUNT" },
	{ "stupid!idiot", "idiot" },
	{ "idiot2", "idiot" },
	{ "바보야", "바보" },
	{ "이 바보 같은", "바보" },
	{ "바\xe2\x80\x8b보", NULL },
	{ "바.보", "바.보" },
	{ "바 보", "바 보" },
	{ "바~보", "바~보" },
	{ "바1보", "바1보" },
	{ "바ㅏㅏ보", "바ㅏㅏ보" },
	{ "ㅂㅏㅂㅗ", "ㅂㅏㅂㅗ" },
	{ "\xe1\x84\x87\xe1\x85\xa1\xe1\x84\x87\xe1\x85\xa9", NULL }, /* decomposed */
	{ "시발", "시발" },
	{ "시 발 놈아", "시 발" },
	{ "시1발", "시1발" },
	{ "ㅅㅂ", "ㅅㅂ" },
	{ "ㅄ", "ㅄ" },
	{ "ㅂ.ㅅ", "ㅂ.ㅅ" },
	{ "개ㅅㅐ끼", "개ㅅㅐ끼" },
	{ "진짜쓰레기네", "쓰레기" },
	{ "СУКА", "СУКА" },
	{ "сyка", "сyка" }, /* a Latin y */
	/* letters masked */
	{ "f*ck", "f*ck" },
	{ "what the f**k?", "f**k" },
	{ "F#CK", "F#CK" },
	{ "sh*t", "sh*t" },
	{ "this sh*t again", "sh*t" },
	{ "s**t", "s**t" },
	{ "f@ck", "f@ck" },
	{ "f-ck it", "f-ck" },
	{ "sl_t", "sl_t" },
	{ "*b*tch*", "b*tch" },
	{ "a b@tch!", "b@tch" },
	{ "(a**hole)", "a**hole" },
	{ "w***e", "w***e" },
	{ "m$r$n", "m$r$n" },
	{ "f*\xd1\x81k", "f*\xd1\x81k" }, /* a Cyrillic letter beside the mask */
	{ "id*ot's", "id*ot" },
	{ "idi*ts? id*ot!", "id*ot" },
	{ "so-f*ck-you", "f*ck" },
	{ "fo*l", "fo*l" },
	{ "wundersuperc*nt c*ntish", "c*nt" },
	{ "imb\xc3\xa9" "c*le", "imb\xc3\xa9" "c*le" },
	/* vowels drawn out by syllables of their own, jamo apart */
	{ "시이발", "시이발" },
	{ "시이이이발", "시이이이발" },
	{ "시바알", "시바알" },
	{ "병시인", "병시인" },
	{ "바아보", "바아보" },
	{ "개애새애끼", "개애새애끼" },
	{ "ㅅㅣ발", "ㅅㅣ발" },
	{ "시ㅂㅏㄹ", "시ㅂㅏㄹ" },
	{ "ㅅㅣㅂㅏㄹ", "ㅅㅣㅂㅏㄹ" },
	{ "ㅅㅣ이ㅂㅏㄹ", "ㅅㅣ이ㅂㅏㄹ" },
	{ "ㅅ ㅣ ㅂ ㅏ ㄹ", "ㅅ ㅣ ㅂ ㅏ ㄹ" },
	{ "他是傻逼吗", "傻逼" },
	{ "傻 逼", "傻 逼" },
};
/* clang-format on */

/* clang-format off */
static const char *const innocent[] = {
	"", " ", "...", "Hello, world.",
	"The pen is mightier than the sword.", "This is my pen.Is it yours?", "the pen...is here",
	"push it", "Push it!", "as shown", "as s", "class", "assess", "passion", "bass", "as", "grass-roots",
	"good", "a good, goodly figure", "goods", "hell", "Hell!", "HELL", "shell", "Ba11 bearings",
	"Scunthorpe", "SCUNTHORPE United", "in Scunthorpe's", "looser rules", "looser",
	"button", "butter", "B52", "455", "A55 road", "@ 55", "4 5 5", "2021-10-07", "11488", "14880",
	"skill", "kiln", "k i l n", "cool", "foolish", "fu nk", "ducks",
	"sh it", "sit", "shirt", "Mishit", "I do it", "the IoT", "radio to idle",
	"who're", "who’re you", "go back", "go back to your seat", "your country", "lmao", "llama", "Ian", "In fact", "It is",
	"다시 발표했다", "다시 발 뻗고", "시 발표", "시발점이 되었다", "시발역에서", "자바보다 빠르다",
	"무지개색", "밥상", "밥 상", "집밥", "없다", "값싸다", "역시 발전", "3시 발차", "국가보안법", "가보자",
	"바 보이는", "보바", "개색", "병이 신기하다", "병실", "쓰레받기", "개 새로 샀다",
	"сук", "писука", "傻瓜", "逼傻", "\xf0\x9f\x87\xb0\xf0\x9f\x87\xb7",
	/* masks that hide nothing listed, stand between words, or are marks */
	"f*", "f***", "****", "f**", "*f*", "a*b*c", "2*3*4", "sh***t", "f*ckle", "s-it", "hell*o", "*sh*i*p*",
	"f/ck", "f.ck", "g*d", "a*s", "b*t", "k-lls", "Q&As", "AT&T", "R&D", "M&Ms", "rock&roll", "up-to-date",
	"e_mail_me", "what?why", "so!it", "sh#op", "#idea", "sl$ght", "k&ll&r", "http://a.example/f?k=1", "f*c", "c*t",
	"ki_l", "s*it*sh*rt", "go*on", "pen*s*ve",
	/* equal vowels that are no drawing out */
	"다시 이발소에", "다시이발소", "병원 시인", "시인이 보낸 시", "바 아보카도", "지이름", "이이", "아아아", "개아지",
	"www.example.org/path?x=1", "e-mail", "t-shirt", "x-rated", "$100", "C++", "100% sure!!!", "hi!!!1",
};
/* clang-format on */

static void
evasions_hit(void **state)
{
	struct found hits[FOUND_MAX];
	unsigned failed = 0;
	size_t i, n;

	(void)state;
	for (i = 0; i < LENGTH(fires); i++) {
		const char *text = fires[i].text, *covered = fires[i].covered;

		n = find(text, hits);
		if (n == 0) {
			print_error("no hit: %s\n", text);
			failed++;
			continue;
		}
		if (covered == NULL)
			covered = text;
		if (hits[0].to - hits[0].from != strlen(covered) || memcmp(text + hits[0].from, covered, strlen(covered)) != 0) {
			print_error("%s: [%u,%u] %.*s instead of %s\n", text, hits[0].from, hits[0].to,
			    (int)(hits[0].to - hits[0].from), text + hits[0].from, covered);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

static void
innocent_words_do_not_hit(void **state)
{
	struct found hits[FOUND_MAX];
	unsigned failed = 0;
	size_t i, n;

	(void)state;
	for (i = 0; i < LENGTH(innocent); i++) {
		n = find(innocent[i], hits);
		if (n > 0) {
			print_error("hit in %s: %.*s (list %u)\n", innocent[i], (int)(hits[0].to - hits[0].from),
			    innocent[i] + hits[0].from, hits[0].list);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

static struct words *flooded;

static size_t
count(const char *text, uint32_t list)
{
	readings_make(&scratch, text, strlen(text));
	words_find(flooded, &scratch, &hits_scratch);
	if (hits_scratch.n[list] > 0)
		return (hits_scratch.n[list]);
	words_find_masked(flooded, text, strlen(text), &hits_scratch);
	return (hits_scratch.n[list]);
}

/* `piece` so many times, then `last`. */
static const char *
flood(const char *piece, size_t times, const char *last)
{
	static char text[20000];
	size_t n = 0;

	while (times-- > 0 && n + strlen(piece) + strlen(last) < sizeof(text)) {
		memcpy(text + n, piece, strlen(piece));
		n += strlen(piece);
	}
	memcpy(text + n, last, strlen(last) + 1);
	return (text);
}

size_t __real_utf8_next(const char *, size_t, uint32_t *);
size_t __wrap_utf8_next(const char *, size_t, uint32_t *);
static size_t steps; /* how many characters were read, each as often as it was */

size_t
__wrap_utf8_next(const char *p, size_t n, uint32_t *c)
{
	steps++;
	return (__real_utf8_next(p, n, c));
}

/* A token that does not end is gone back to once: reading it again at every mask would cost its square. */
static void
long_tokens_cost_their_length(void **state)
{
	static const char *const pieces[] = { "a", "a*", "*", "ab**", "a\xcc\x81", "a\xe2\x80\x8b\xe2\x80\x8b*",
		"a\xef\xbc\x8a" };
	const char *text;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(pieces); i++) {
		text = flood(pieces[i], 8192 / strlen(pieces[i]), "*a");
		steps = 0;
		words_find_masked(insults, text, strlen(text), &hits_scratch);
		if (steps > 4 * strlen(text))
			fail_msg("%zu steps for %zu bytes of \"%s\"", steps, strlen(text), pieces[i]);
	}
}

/* No number of hits of one list, or of allowed words, hides a hit of another. */
static void
a_flood_hides_no_other_list(void **state)
{
	static const char *const pieces[] = { "idiot ", "i.d.i.o.t ", "1d10t ", "id*ot ", "Scunthorpe ", "idiots and fools ",
		"b*tch b!tch bitch ", "바보 ", "\xe2\x80\x8b", "x-y ", "****** " };
	static const char *const slurs[] = { "wetback", "w3tback", "w e t b a c k", "w*tback", "wetb**k", "흑형아", "흑*형" };
	static const char *const near[] = { "", "wet back", "w*tbuck", "rearwetback's", "wetbackpack" };
	const char *text;
	size_t i, k;

	(void)state;
	flooded = words_new();
	assert_true(words_add(flooded, 0, WORD_WHOLE, "idiot", 5) && words_add(flooded, 0, WORD_PREFIX, "바보", 6) &&
	    words_add(flooded, 0, WORD_WHOLE, "bitch", 5) && words_add(flooded, 0, WORD_SUBSTRING, "cunt", 4) &&
	    words_add(flooded, 0, WORD_WHOLE, "wetback", 7) && words_add(flooded, 1, WORD_WHOLE, "wetback", 7) &&
	    words_add(flooded, 1, WORD_PREFIX, "흑형", 6) && words_allow(flooded, WORD_EVERY, "scunthorpe", 10));
	words_build(flooded);
	for (i = 0; i < LENGTH(pieces); i++) {
		for (k = 0; k < LENGTH(slurs); k++) {
			text = flood(pieces[i], 1500, slurs[k]);
			if (count(text, 1) == 0)
				fail_msg("%s behind many \"%s\"", slurs[k], pieces[i]);
		}
		for (k = 0; k < LENGTH(near); k++)
			if (count(flood(pieces[i], 1500, near[k]), 1) > 0)
				fail_msg("a hit in %s behind many \"%s\"", near[k], pieces[i]);
	}
	for (i = 1; i < 100; i++) /* one token, longer than is looked at at once */
		assert_int_equal(count(flood("x-", i, "w*tback"), 1), 1);
	assert_int_equal(count(flood("\xed\x9d\x91", 1, "w*tback"), 1), 1);
	assert_int_equal(count(flood("Scunthorpe ", 1500, ""), 0), 0);
	assert_int_equal(count(flood("Scunthorpe ", 1500, "cunt"), 0), 1);
	assert_int_equal(count(flood("Scunthorpe cunt ", 1000, ""), 0), WORD_SPANS);
	words_end(flooded);
}

/* An allowed word of one list shields that list alone. */
static void
an_allowed_word_protects_its_list_alone(void **state)
{
	(void)state;
	flooded = words_new();
	assert_true(words_add(flooded, 0, WORD_WHOLE, "chink", 5) && words_add(flooded, 1, WORD_WHOLE, "chink", 5) &&
	    words_add(flooded, 1, WORD_WHOLE, "fool", 4) && words_allow(flooded, 0, "chink in the armour", 19) &&
	    words_allow(flooded, WORD_EVERY, "fool's gold", 11));
	words_build(flooded);
	assert_int_equal(count("a chink in the armour", 0), 0);
	assert_int_equal(count("a chink in the armour", 1), 1);
	assert_int_equal(count("a chink in the wall", 0), 1);
	assert_int_equal(count("fool's gold", 1), 0);
	assert_int_equal(count("fool's gold, you fool", 1), 1);
	words_end(flooded);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flood_hides_no_other_list),
		cmocka_unit_test(long_tokens_cost_their_length),
		cmocka_unit_test(an_allowed_word_protects_its_list_alone),
		cmocka_unit_test(evasions_hit),
		cmocka_unit_test(innocent_words_do_not_hit),
	};

	return (cmocka_run_group_tests(tests, set_up, tear_down));
}
