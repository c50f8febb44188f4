/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: each way to write a listed word otherwise is seen through, and none of them makes a hit of an innocent word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rules/words.h"

#define MAX 24

static struct words *listed;
static struct readings scratch;
static struct word_hits hits;

static const char *const whole[] = { "idiot", "moron", "shit", "ass", "fuck", "bitch", "whore", "pot", "go back home", NULL };
static const char *const prefix[] = { "바보", "시발", "병신", "개새끼", "ㅂㅅ", "죽어라", NULL };
static const char *const anywhere[] = { "cunt", "쓰레기", "傻逼", "垃圾人", "馬鹿", "ばか", "バカ", "死ね", "ควาย", "เหี้ย",
	"สัตว์นรก", NULL };
static const char *const allowed[] = { "Scunthorpe", "바보상자", "시발점", "バカンス", "ばかり", "傻逼克", "ควายป่า", NULL };

/* clang-format off */
static const struct {
	const char *kind;
	const char *fires[MAX], *innocent[MAX];
} kinds[] = {
	{ "full width, half width, circled, styled",
	    { "ＩＤＩＯＴ", "ｉｄｉｏｔ", "an ｉdｉot", "ＳＨＩＴ！", "ⓘⓓⓘⓞⓣ", "🅸🅳🅸🅾🆃", "𝒊𝒅𝒊𝒐𝒕", "𝖎𝖉𝖎𝖔𝖙", "ᶠᵘᶜᵏ", "ꜰᴜᴄᴋ", "ɪᴅɪᴏᴛ", "ꜱʜɪᴛ", "ʙɪᴛᴄʜ", "ﾊﾞｶ", "ﾲￂﾲￌ",
		"🇮🇩🇮🇴🇹", "ｆ＊ｃｋ", "ｉ．ｄ．ｉ．ｏ．ｔ" },
	    { "ＩＤＩＯＭ", "ｃｌａｓｓ", "ⓘⓓⓘⓞⓜ", "𝒊𝒅𝒊𝒐𝒎", "ﾊﾞﾝｶ", "ﾲￂﾲￂ", "🇮🇩 🇮🇹", "ｆ＊＊＊" } },
	{ "look-alikes of other scripts",
	    { "іdіоt", "idiоt", "ιdιοt", "ѕhіt", "аѕѕ", "fuсk", "bіtсh", "ıdiot", "idiøt", "ƒuck", "ᖴuck", "СUNT", "mοrοn", "wһоrе" },
	    { "касса", "класс", "ассорти", "Ιδιώτης", "μόρια", "масса", "идиома", "ідіома", "фут" } },
	{ "invisible characters",
	    { "id\u200biot", "i\u200cd\u200di\u2060o\ufefft", "id\u00adiot", "i\u034fdiot", "i\U000e0064diot", "sh\ufe0fit", "바\u200b보",
		"시\u3164발", "傻\u200b逼", "バ\u200dカ", "ค\u200bวาย", "\u202eidiot\u202c", "i\u2063diot" },
	    { "as\u200bsess", "idi\u200bom", "바\u200b람", "pen\u200bis", "\u200b\u200b", "go\u200bback", "傻\u200b瓜", "ค\u200bวาม" } },
	{ "separators",
	    { "i.d.i.o.t", "i-d-i-o-t", "i_d_i_o_t", "i*d*i*o*t", "i d i o t", "i  d  i  o  t", "i\u00a0d\u00a0i\u00a0o\u00a0t", "i, d, i, o, t",
		"i/d/i/o/t", "i|d|i|o|t", "i·d·i·o·t", "i•d•i•o•t", "i🔥d🔥i🔥o🔥t", "i--d--i--o--t", "i\nd\ni\no\nt", "id-iot", "go-back-home",
		"go\tback   home", "傻.逼", "傻 逼", "バ・カ", "ค ว า ย" },
	    { "U.S.A.", "as s", "a ss", "sh it", "I do it", "as-is", "id. iot", "idi ot", "potholes", "go back to home", "傻。瓜",
		"the idi.Otis", "a b c d", "is h.i.t", "f u nk" } },
	{ "digits and signs for letters",
	    { "1d10t", "!d!ot", "id!ot", "id1ot", "idi0t", "5h1t", "$hit", "sh!t", "a$$", "@ss", "4ss", "m0r0n", "wh0r3", "b1tch", "b!tch", "fµck",
		"cun7", "시1발", "바2보" },
	    { "455", "@ 55", "A55 road", "1d", "100t", "5 hits", "$5 hit", "2020-10-07", "b2b", "h0t", "4th", "m0rn", "1,010", "7시 1발", "sh!" } },
	{ "letters repeated",
	    { "idiooot", "iiidiot", "idiottt", "iiiddiiooott", "fuuuuck", "fuckkkkk", "shhhhit", "shiiiit", "assss", "bbbitch", "바아보", "바아아아보",
		"시이발", "병시인", "바보오오", "개애새애끼", "ばかああ" },
	    { "as", "loose", "good", "goods", "bass", "class", "passs", "potty", "shirt", "바나나보", "시인", "시이작", "아아아", "병원 신인" } },
	{ "combining marks",
	    { "i\u0336d\u0336i\u0336o\u0336t\u0336", "ídíòt", "ïdïöt", "i\u0323\u0308diot", "ḭdḭot", "f\u0334u\u0334c\u0334k", "şhit", "ÁSS", "바\u0336보",
		"傻\u0336逼", "i\u20ddd\u20ddi\u20ddo\u20ddt" },
	    { "áss\u00e9s", "íd", "p\u00f6ts", "Ass\u00eds", "ส\u0e31ตว์", "เหยื่อ", "\u0301\u0301", "바\u0336람" } },
	{ "Hangul apart, joined and decomposed",
	    { "ㅂㅏㅂㅗ", "ㅅㅣㅂㅏㄹ", "ㅅㅣ발", "시ㅂㅏㄹ", "\u1107\u1161\u1107\u1169", "바ㅂㅗ", "ㅄ", "ㅂㅅ", "ㅂ.ㅅ", "개ㅅㅐ끼", "ㅅ ㅣ ㅂ ㅏ ㄹ", "병ㅅㅣㄴ", "\u1109\u1175발" },
	    { "밥", "ㅂㅏㅂ", "ㅂㅗㅂㅏ", "밥상", "ㅅㅣㄹ", "값", "없다", "\u1107\u1161\u11b8", "ㅅㅣ", "ㅋㅋㅂ" } },
	{ "syllables split",
	    { "바 보", "바.보", "바-보", "바~보", "바/보", "시 발", "시..발", "시 발 놈", "병 신", "병-신", "개 새 끼", "쓰 레 기", "개.새.끼야", "죽 어 라" },
	    { "다시 발표했다", "시 발표", "바 보이는", "병 신기한", "자바 보급", "개 새로", "다시 발", "개 새 끼니", "병이 신", "이 죽 어라운드", "바! 보통" } },
	{ "letters masked",
	    { "f*ck", "f**k", "sh*t", "s**t", "f#ck", "f@ck", "f-ck", "b*tch!", "id*ot", "m*ron", "w***e", "(f*ck)", "*f*ck*", "바보f*ck", "f*ck들" },
	    { "f*", "f***", "****", "s***", "a*b", "2*3", "f/ck", "s-it", "idi-m", "f*ckle", "sh*p", "so!it", "AT&T", "m*r*m" } },
	{ "Korean within words",
	    { "진짜쓰레기네", "쓰레기같은", "인간쓰레기", "바보야", "바보들", "병신아", "너바보야? 바보" },
	    { "쓰레받기", "쓰레", "쓸레기", "자바보다", "등신대", "바보상자를 켰다", "시발점이 되었다", "나바보" } },
	{ "Chinese within words", { "他是傻逼吗", "你个大傻逼", "都是垃圾人", "傻逼克星傻逼" }, { "傻瓜", "逼傻", "垃圾", "垃圾，人", "傻逼克", "人垃圾" } },
	{ "Japanese within words",
	    { "お前は馬鹿だ", "このばか者", "バカだな", "バ\u30ab", "ハ\u3099カ", "もう死ね!", "バカンスのバカ", "馬 鹿" },
	    { "馬と鹿", "かばん", "死ぬ", "バカンスに行く", "そればかり言う", "バンカラ", "はか", "墓", "葉か", "ハカ" } },
	{ "Thai within words",
	    { "ไอ้ควาย", "ควาย", "เหี้ยจริง", "ไอ้สัตว์นรกนั่น", "เ.ห.ี้.ย" },
	    { "ความ", "เหยื่อ", "เหี่ยว", "สัตว์", "นรกสัตว์", "ควายป่า", "ขวาย" } },
	{ "names that hold one",
	    { "Scunthorpe cunt", "cuntScunthorpe" }, { "Scunthorpe", "in SCUNTHORPE's", "class", "assassin", "Shitake?", "pots", "spot", "whoreson's" } },
};
/* clang-format on */

static void
add(const char *const *words, uint32_t list, enum word_match match)
{
	for (; *words != NULL; words++)
		assert_true(words_add(listed, list, match, *words, strlen(*words)));
}

static int
set_up(void **state)
{
	const char *const *w;

	(void)state;
	listed = words_new();
	add(whole, 0, WORD_WHOLE);
	add(prefix, 1, WORD_PREFIX);
	add(anywhere, 2, WORD_SUBSTRING);
	for (w = allowed; *w != NULL; w++)
		assert_true(words_allow(listed, WORD_EVERY, *w, strlen(*w)));
	words_build(listed);
	return (0);
}

static int
tear_down(void **state)
{
	(void)state;
	words_end(listed);
	readings_end(&scratch);
	word_hits_end(&hits);
	return (0);
}

static bool
any(void)
{
	return (hits.n[0] > 0 || hits.n[1] > 0 || hits.n[2] > 0);
}

static bool
found(const char *text)
{
	bool plain;

	readings_make(&scratch, text, strlen(text));
	words_find(listed, &scratch, &hits);
	plain = any();
	words_find_masked(listed, text, strlen(text), &hits);
	return (plain || any());
}

static void
disguised_words_hit_and_innocent_words_do_not(void **state)
{
	unsigned failed = 0;
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(kinds); i++) {
		for (k = 0; k < MAX && kinds[i].fires[k] != NULL; k++)
			if (!found(kinds[i].fires[k])) {
				print_error("%s: not seen: %s\n", kinds[i].kind, kinds[i].fires[k]);
				failed++;
			}
		for (k = 0; k < MAX && kinds[i].innocent[k] != NULL; k++)
			if (found(kinds[i].innocent[k])) {
				print_error("%s: innocent: %s\n", kinds[i].kind, kinds[i].innocent[k]);
				failed++;
			}
	}
	assert_int_equal(failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(disguised_words_hit_and_innocent_words_do_not),
	};

	return (cmocka_run_group_tests(tests, set_up, tear_down));
}
