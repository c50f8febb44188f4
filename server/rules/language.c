/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: each word near the place is looked up in tables of function words. Two function words of another
 * language, and none of the list's own, do not meet by chance. A word of both languages ("on", "was") counts for
 * neither.
 */
#include "rules/language.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "text/normal.h"
#include "text/utf8.h"

#define WORD_MAX  24   /* bytes; no function word is longer */
#define TABLE_MAX 2000 /* words of all languages */
#define NEAR_MAX  (2 * LANGUAGE_WORDS)

/* Accented letters, then function words. Every language that has a word lists it. */
/* clang-format off */
static const struct language {
	const char *code, *letters, *words;
} languages[] = {
	{ "en", "",
	    "a an the and or but if of to in on at by for with from as is are was were be been am do does did have has had will would"
	    " can could should must not no this that these those it its he she they we you i my your his her our their them him us me"
	    " who what which there here so than then when how why all any some about just only because into over after before" },
	{ "fr", "àâæçéèêëîïôœùûüÿ",
	    "le la les un une des du de d' l' au aux et ou où mais est sont était ce cet cette ces c' qu' que qui dans sur pour par"
	    " avec sans pas ne n' je j' tu il elle on nous vous ils elles mon ma mes ton ta tes son sa ses leur leurs se s' en y à a"
	    " plus très encore toujours aussi comme chez as or me moi toi lui ai avez avons ont" },
	{ "de", "äöüß",
	    "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren wird werden wurde hat haben"
	    " hatte nicht kein keine mit von zu zum zur im am auf für bei nach aus über unter durch ich du er sie es wir ihr mich dich"
	    " sich mein dein sein auch noch nur schon wie was wer wenn dass daß als heute hier vor um gegen sehr so in an will man her kann ihn ihm uns" },
	{ "es", "áéíóúüñ",
	    "el la los las un una unos unas de del al y o pero es son era fue está están que quien en con sin por para no se su sus mi"
	    " mis tu tus lo le les me te nos como más muy ya si sí este esta esto ese esa hay yo él ella ellos cuando donde porque"
	    " también desde hasta entre sobre a he has ha han todo todos son" },
	{ "it", "àèéìíòóùú",
	    "il lo la i gli le un una uno di del della dei delle degli da dal dalla in nel nella con su sul sulla per tra fra e o ma è"
	    " sono era ho ha hanno non che chi si mi ti ci vi lui lei noi voi loro mio mia tuo suo sua come più anche molto questo"
	    " questa quello quella al alla ai alle a l' un' d' so me te" },
	{ "pt", "áâãàçéêíóôõú",
	    "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem e ou mas é são era foi está não que"
	    " quem se seu sua seus meu minha eu ele ela nós eles isso este esta esse essa mais muito já também como ao à aos às" },
	{ "ca", "àçéèíïóòúü",
	    "el la els les un una de del dels i o però és són era no que qui en amb sense per a al als es seu seva meu ho més molt ja si"
	    " aquest aquesta l' d'" },
	{ "ro", "ăâîșşțţ",
	    "și si sau dar este sunt era nu cu de la din pe pentru în un o a al ai ale eu tu el ea noi voi că ce care mai foarte" },
	{ "nl", "éèëïóöü",
	    "de het een en of maar is zijn was waren wordt worden heeft hebben had niet geen met van voor door naar bij op aan uit in te"
	    " om ik je jij hij zij ze we wij jullie mijn jouw haar ons hun dit dat deze die er me ook nog wel als dan wat wie waar hoe" },
	{ "sv", "åäöé",
	    "och eller men är var blir har hade inte ingen med av för på till från om under efter i ett en den det de jag du han hon vi"
	    " ni dem mig dig sig min din sin sitt som att när här där också bara nu så vad vem hur" },
	{ "da", "æøåé",
	    "og eller men er var bliver blir har havde ikke ingen med af av for på til fra om under efter i et en den det de jeg du han"
	    " hun vi dem mig dig sig min din sin som at når her der over også kun nu så hvad hvem hvordan hvor" },
	{ "fi", "äöå",
	    "ja on ei se että mutta tai kun jos niin kuin hän minä sinä me te he ovat oli ole vain myös" },
	{ "pl", "ąćęłńóśźż",
	    "i w z na do od po za się nie jest są był była było to ten ta te że jak ale lub dla przez przy czy co kto o u jego jej ich"
	    " mnie mi ty ja on ona my wy tak już tylko bardzo a" },
	{ "tr", "çğıöşüâîû",
	    "ve bir bu şu o da de mi mı için ile gibi ama çok daha ne kim değil var yok ben sen biz siz onlar olarak olan kadar sonra" },
	{ "vi", "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
	    "và là của không có được cho với những này đã đang sẽ tôi anh chị em ông bà ở trong ngoài một các người thì mà như khi nếu vì"
	    " rất cũng đến từ trên dưới khong cua duoc nguoi" },
	{ "id", "",
	    "dan yang di ke dari untuk dengan ini itu tidak adalah ada akan sudah saya kamu dia kami kita mereka juga pada atau karena"
	    " oleh bisa" },
};
/* clang-format on */

_Static_assert(LENGTH(languages) <= LANGUAGES_MAX, "a bit each");

/* ---- the table of function words */
struct function_word {
	char word[WORD_MAX];
	uint32_t languages;
};

static struct function_word table[TABLE_MAX];
static size_t entries;

static int
by_word(const void *a, const void *b)
{
	return (strcmp(((const struct function_word *)a)->word, ((const struct function_word *)b)->word));
}

static void
table_add(const char *words, uint32_t language)
{
	size_t n;

	for (; *words != '\0'; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (entries == TABLE_MAX || n >= WORD_MAX)
			abort(); /* a constant above is too small; every test finds this */
		memcpy(table[entries].word, words, n);
		table[entries].word[n] = '\0';
		table[entries++].languages = language;
	}
}

/* Sorted at first use; each word has one entry. */
static void
table_make(void)
{
	size_t i, last = 0;

	for (i = 0; i < LENGTH(languages); i++)
		table_add(languages[i].words, UINT32_C(1) << i);
	qsort(table, entries, sizeof(table[0]), by_word);
	for (i = 1; i < entries; i++) {
		if (strcmp(table[i].word, table[last].word) == 0)
			table[last].languages |= table[i].languages;
		else
			table[++last] = table[i];
	}
	entries = last + 1;
}

static uint32_t
function_word_languages(const char *word)
{
	const struct function_word *e;
	struct function_word key;

	if (entries == 0)
		table_make();
	(void)snprintf(key.word, sizeof(key.word), "%s", word);
	e = bsearch(&key, table, entries, sizeof(table[0]), by_word);
	return (e != NULL ? e->languages : 0);
}

int
language_find(const char *code, size_t n)
{
	size_t i;

	if (n > 2 && code[2] == '-')
		n = 2;
	if (n == 2 && (memcmp(code, "nb", 2) == 0 || memcmp(code, "no", 2) == 0 || memcmp(code, "nn", 2) == 0))
		code = "da";
	for (i = 0; i < LENGTH(languages); i++)
		if (n == 2 && memcmp(code, languages[i].code, 2) == 0)
			return ((int)i);
	return (-1);
}

const char *
language_code(int language)
{
	return (languages[language].code);
}

/* ---- letters */
static bool
is_latin(uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;

	if (c < 0x80)
		return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	return (u_isalpha((UChar32)c) && uscript_getScript((UChar32)c, &e) == USCRIPT_LATIN);
}

static bool
has_letter(const struct language *l, uint32_t c)
{
	char letter[5] = "";

	letter[utf8_put(letter, c)] = '\0';
	return (strstr(l->letters, letter) != NULL);
}

uint32_t
language_accents(const char *p, size_t n, int own)
{
	uint32_t all = own >= 0 ? ~(UINT32_C(1) << own) : ~UINT32_C(0), c;
	bool lacking = false;
	size_t i, step, k;

	for (i = 0; i < n && (step = utf8_next(p + i, n - i, &c)) > 0; i += step) {
		c = (uint32_t)u_tolower((UChar32)c);
		if (c < 0x80 || !is_latin(c))
			continue;
		lacking = lacking || own < 0 || !has_letter(&languages[own], c);
		for (k = 0; k < LENGTH(languages); k++)
			if (!has_letter(&languages[k], c))
				all &= ~(UINT32_C(1) << k);
	}
	return (lacking ? all & ((UINT32_C(1) << LENGTH(languages)) - 1) : 0);
}

static bool
is_ascii(char c)
{
	return ((unsigned char)c < 0x80);
}

static char
ascii_lower(char c)
{
	return (c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
}

bool
language_same(const char *a, size_t na, const char *b, size_t nb)
{
	struct buf x, y;
	bool same;
	size_t i;

	for (i = 0; i < na && i < nb && ascii_lower(a[i]) == ascii_lower(b[i]);)
		i++;
	if (i == na && i == nb)
		return (na > 0);
	if (i < na && i < nb && is_ascii(a[i]) && is_ascii(b[i]))
		return (false);
	buf_init(&x, NULL);
	buf_init(&y, NULL);
	same =
	    normal_fold(a, na, &x) && normal_fold(b, nb, &y) && x.len == y.len && x.len > 0 && memcmp(x.data, y.data, x.len) == 0;
	buf_end(&x);
	buf_end(&y);
	return (same);
}

/* The letter without its accents, in lower case. */
static uint32_t
without_accents(uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;
	uint32_t base;
	UChar decomposed[8];
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&e);

	if (c < 0x80 || U_FAILURE(e) || unorm2_getDecomposition(nfd, (UChar32)c, decomposed, LENGTH(decomposed), &e) < 1 ||
	    U_FAILURE(e))
		return ((uint32_t)u_tolower((UChar32)c));
	base = decomposed[0];
	return ((uint32_t)u_tolower((UChar32)base));
}

bool
language_accented(const char *a, size_t na, const char *b, size_t nb)
{
	size_t i = 0, k = 0, step;
	bool accents = false;
	uint32_t x, y;

	while (i < na && k < nb) {
		if ((step = utf8_next(a + i, na - i, &x)) == 0)
			return (false);
		i += step;
		if ((step = utf8_next(b + k, nb - k, &y)) == 0)
			return (false);
		k += step;
		x = (uint32_t)u_tolower((UChar32)x);
		y = (uint32_t)u_tolower((UChar32)y);
		if (x != y && without_accents(x) != y)
			return (false);
		accents = accents || x != y;
	}
	return (accents && i == na && k == nb);
}

/* ---- words around a place */
struct near_word {
	char text[WORD_MAX]; /* in lower case, with the apostrophe of l' and qu'; "" if too long */
	uint32_t accents;
	bool upper;
};

struct words_near {
	struct near_word words[NEAR_MAX];
	unsigned n;
};

static bool
is_apostrophe(uint32_t c)
{
	return (c == '\'' || c == 0x2019);
}

static bool
ends_sentence(uint32_t c)
{
	return (
	    c == '.' || c == '!' || c == '?' || c == '\n' || c == '\r' || c == 0x2026 || c == 0x3002 || c == ';' || c == 0x1f);
}

static void
word_near_add(struct words_near *w, const char *p, size_t n, int own)
{
	struct near_word *word = &w->words[w->n];
	size_t i = 0, step, at = 0;
	uint32_t c;

	word->text[0] = '\0';
	word->upper = utf8_next(p, n, &c) > 0 && u_isupper((UChar32)c);
	word->accents = language_accents(p, n, own);
	for (; i < n && at + 5 < WORD_MAX; i += step) {
		if ((step = utf8_next(p + i, n - i, &c)) == 0)
			break;
		at += utf8_put(word->text + at, is_apostrophe(c) ? '\'' : (uint32_t)u_tolower((UChar32)c));
	}
	word->text[i < n ? 0 : at] = '\0';
	w->n++;
}

/* The start of the character before i. */
static size_t
character_before(const char *p, size_t i)
{
	for (i--; i > 0 && ((unsigned char)p[i] & 0xc0) == 0x80; i--)
		;
	return (i);
}

/* Finds the next word, p[*from, *to), and moves *at behind it. False at the sentence's end. */
static bool
next_word(const char *p, size_t n, size_t *at, size_t *from, size_t *to)
{
	bool inside = false;
	size_t i, step;
	uint32_t c;

	for (i = *at; i < n && (step = utf8_next(p + i, n - i, &c)) > 0; i += step) {
		if (is_latin(c)) {
			*from = inside ? *from : i;
			inside = true;
			continue;
		}
		if (inside)
			break;
		if (ends_sentence(c))
			return (false);
	}
	*to = i;
	if (inside && i < n && utf8_next(p + i, n - i, &c) > 0 && is_apostrophe(c)) /* l'ami, qu'il */
		*to = i += utf8_next(p + i, n - i, &c);
	*at = i;
	return (inside);
}

static bool
word_before(const char *p, size_t *at, size_t *from, size_t *to)
{
	bool inside = false;
	size_t i = *at, at_c;
	uint32_t c;

	for (; i > 0; i = at_c) {
		at_c = character_before(p, i);
		if (utf8_next(p + at_c, i - at_c, &c) == 0)
			break;
		if (is_latin(c) || (!inside && is_apostrophe(c))) {
			*to = inside ? *to : i;
			inside = true;
			continue;
		}
		if (inside)
			break;
		if (ends_sentence(c))
			return (false);
	}
	*from = i;
	*at = i;
	return (inside);
}

static void
evidence_count(const struct words_near *w, int own, struct language_evidence *e, struct buf *seen)
{
	uint32_t is;
	unsigned i, k;

	for (i = 0; i < w->n; i++) {
		const struct near_word *word = &w->words[i];

		for (k = 0; k < i && strcmp(w->words[k].text, word->text) != 0;)
			k++;
		if (k < i)
			continue;
		is = function_word_languages(word->text);
		if ((is >> own & 1) == 0)
			is |= word->accents;
		if (is == 0)
			continue;
		for (k = 0; k < LENGTH(languages); k++) {
			bool has = (is >> k & 1) != 0;

			if ((is >> own & 1) != 0)
				e->own[k] = (uint8_t)(e->own[k] + !has);
			else
				e->of[k] = (uint8_t)(e->of[k] + has);
		}
		if (seen != NULL && (is >> own & 1) == 0)
			buf_printf(seen, "%s%s", seen->len > 0 ? ", " : "", word->text);
	}
}

/* Kike Hernández: upper case, then lower case. */
static bool
capitalised(const char *p, size_t n)
{
	size_t step;
	uint32_t c;

	if ((step = utf8_next(p, n, &c)) == 0 || !u_isupper((UChar32)c))
		return (false);
	return (utf8_next(p + step, n - step, &c) > 0 && u_islower((UChar32)c));
}

void
language_weigh(const char *text, size_t n, size_t from, size_t to, int own, struct language_evidence *e, struct buf *seen)
{
	struct words_near near = { .n = 0 };
	bool capital = capitalised(text + from, to - from);
	size_t at, first = 0, end = 0;
	unsigned i;

	memset(e, 0, sizeof(*e));
	for (at = from, i = 0; i < LANGUAGE_WORDS && word_before(text, &at, &first, &end); i++) {
		word_near_add(&near, text + first, end - first, own);
		if (i == 0 && capital && end + 1 == from && text[end] == ' ' && near.words[0].upper)
			e->name |= near.words[0].accents;
	}
	for (at = to, i = 0; i < LANGUAGE_WORDS && next_word(text, n, &at, &first, &end); i++) {
		word_near_add(&near, text + first, end - first, own);
		if (i == 0 && capital && to + 1 == first && text[to] == ' ' && near.words[near.n - 1].upper)
			e->name |= near.words[near.n - 1].accents;
	}
	evidence_count(&near, own, e, seen);
}
