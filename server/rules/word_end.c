/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/word_end.h"

#include "rules/chars.h"
#include "text/utf8.h"

#define SILENT	    0x3147 /* the letter at the start of a syllable that begins with a vowel */
#define LETTERS_MAX 16
#define ENDS_MAX    160
#define CHAIN_MAX   6 /* 들+한테+까지+는, and two in reserve */

/* After one of these the Hangul ends, or another ending of either list follows. */
static const char closing[] =
    "은 는 이 가 을 를 의 에 에게 에게서 에서 께 께서 한테 한테서 도 만 과 와 랑 이랑 로 으로 나 이나 든 이든 든지 이든지"
    " 조차 마저 까지 부터 처럼 만큼 보다 밖에 라도 이라도 야 아 여 이여 님 씨 들 끼리 커녕 은커녕 는커녕 뿐 대로 마다 더러 보고 요"
    " 다 네 냐 니 지 죠 군 구나 며 면 고 기 게 던 더니 거든 거나 나요 네요 지요 군요 라 란 래 인가 일까 예요 에요 이에요 임 것 것들"
    " 따위 무리 집단 중 때문";
/* After one of these any Hangul can follow: verbs, and nouns that only strengthen the word. */
static const char opening[] =
    "이다 이네 이냐 이니 이지 이라 이란 이야 이었 이였 이고 이며 이면 이거 이겠 입니 입니다 인데 인지 인간 인증 인척 였 하 해 했 한"
    " 할 함 합 같 답 스러 스럽 되 된 됐 돼 라고 라는 라니 라서 라며 라면 라지 질 짓 놈 년 새끼 색기 색끼 쉐이 시키 쓰레기 짜식";

struct ending {
	uint32_t letters[LETTERS_MAX];
	unsigned n;
	bool opens;
};

static struct ending ends[ENDS_MAX];
static size_t nends;

static void
ends_add(const char *list, bool opens)
{
	struct folded f = { 0 };
	size_t i, n;

	for (; *list != '\0'; list += n + (list[n] == ' ')) {
		n = strcspn(list, " ");
		fold_text(&f, list, n, FOLD_PLAIN);
		if (nends == ENDS_MAX || f.n > LETTERS_MAX)
			abort(); /* a constant above is too small; every test finds this */
		for (i = 0; i < f.n; i++)
			ends[nends].letters[i] = f.letters[i].c;
		ends[nends].n = (unsigned)f.n;
		ends[nends++].opens = opens;
	}
	folded_end(&f);
}

static bool
hangul_ends_at(const struct folded *f, size_t i)
{
	return (i >= f->n || f->letters[i].gap != GAP_NONE || f->letters[i].kind != KIND_HANGUL);
}

/* A letter outside a syllable, as in ㅋㅋ. */
static bool
is_lone_jamo(const struct folded *f, size_t i)
{
	return (f->letters[i].start && (hangul_ends_at(f, i + 1) || f->letters[i + 1].start));
}

/*
 * The number of letters at i that are this ending; 0 if it is not there. If its first vowel repeats the vowel before it
 * (또라이 + 이다), fold.c has left out the silent letter between them.
 */
static size_t
ending_matches(const struct folded *f, size_t i, const struct ending *e)
{
	unsigned from =
	    e->letters[0] == SILENT && i > 0 && f->letters[i - 1].c == e->letters[1] && f->letters[i].c == e->letters[1];
	unsigned k, n = e->n - from;

	for (k = 0; k < n; k++)
		if ((k > 0 && hangul_ends_at(f, i + k)) || f->letters[i + k].c != e->letters[from + k])
			return (0);
	return (hangul_ends_at(f, i + n) || f->letters[i + n].start ? n : 0);
}

static bool
endings_chain(const struct folded *f, size_t i, unsigned links)
{
	size_t k, n;

	if (hangul_ends_at(f, i) || is_lone_jamo(f, i))
		return (true);
	for (k = 0; k < nends && links > 0; k++) {
		n = ending_matches(f, i, &ends[k]);
		if (n > 0 && (ends[k].opens || endings_chain(f, i + n, links - 1)))
			return (true);
	}
	return (false);
}

bool
word_ends_before(const struct folded *f, size_t i)
{
	if (nends == 0) {
		ends_add(closing, false);
		ends_add(opening, true);
	}
	return (endings_chain(f, i, CHAIN_MAX));
}
