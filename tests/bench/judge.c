/*
 * Goal: all rules on a comment of 1 kB with ten thousand words take at most 100 µs, and the worst
 * text within the body limit at most 1 ms.
 *
 *     cmake --preset release -DMADANG_TESTS=ON && cmake --build build/release --target judge && build/release/tests/unit/judge [FILE]
 *
 * The rules are all text rules there are, with ten thousand made-up words in lists of every match; the
 * comment is prose of the words' letters, or the lines of FILE. The worst is looked for among texts that are
 * each bad for something: runs, masks, signs, jamo, links, marks. Prints first deciles; ends with 1 if one is missed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text/json.h"
#include "text/judge.h"

#define WORDS  10000u
#define USUAL  1024u
#define MOST   8192u
#define ROUNDS 201

static unsigned seed = 1;

static unsigned
random_below(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return ((seed >> 16) % n);
}

/* ---- the rules */
static json_t *
list_of(const char *name, const char *match, unsigned n)
{
	static const char *const syllables[] = { "바", "보", "시", "발", "개", "새", "끼", "멍", "청", "이", "놈", "년" };
	json_t *words = json_array();
	struct buf word;
	unsigned i, k, len;

	buf_init(&word, NULL);
	for (i = 0; i < n; i++) {
		word.len = 0;
		len = i % 10 == 0 ? 2 + random_below(3) : 4 + random_below(8);
		for (k = 0; k < len; k++) {
			if (i % 10 == 0)
				buf_puts(&word, syllables[random_below(LENGTH(syllables))]);
			else
				buf_putc(&word, "etaoinshrdlucmfwypvbgkjqxz"[random_below(26)]);
		}
		(void)json_array_append_new(words, json_stringn(word.data, word.len));
	}
	buf_end(&word);
	return (json_pack("{s:s, s:s, s:s, s:o}", "list", name, "outcome", "flag", "match", match, "words", words));
}

static struct judge *
judge_made(void)
{
	json_t *rules = json_pack("{s:{s:i}, s:{s:i, s:[s,s]}, s:[o,o,o,o], s:[s,s], s:{}, s:{}, s:{s:i}}", "length", "least", 2,
	    "links", "most", 2, "refused", "bad.example", "b\xc3\xb6se.example", "words", list_of("whole", "word", WORDS / 4),
	    list_of("prefix", "prefix", WORDS / 4), list_of("phrase", "phrase", WORDS / 4),
	    list_of("anywhere", "substring", WORDS / 4), "allow", "Scunthorpe", "시발점", "shouting", "gibberish", "repetition",
	    "within", 86400);
	json_t *sites = json_pack("[{s:s, s:i, s:o}]", "id", "0190a8f0-0000-7000-8000-000000000001", "rules_version", 1, "rules",
	    rules);
	struct timespec from, to;
	struct judge *j;
	struct buf error;

	buf_init(&error, NULL);
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	j = judge_new(sites, &error);
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	(void)printf("compiled in %.1f ms\n", (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6);
	if (j == NULL) {
		(void)fprintf(stderr, "judge: %s\n", error.len > 0 ? error.data : "no rules");
		exit(2);
	}
	json_decref(sites);
	buf_end(&error);
	return (j);
}

/* ---- measuring */
static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return ((x > y) - (x < y));
}

static double
decile_us(const struct judge *j, const char *text, size_t n)
{
	static double took[ROUNDS];
	struct buf out;
	unsigned i;

	buf_init(&out, NULL);
	for (i = 0; i < ROUNDS; i++) {
		struct timespec from, to;

		out.len = 0;
		(void)clock_gettime(CLOCK_MONOTONIC, &from);
		judge_text(j, NULL, text, n, &out);
		(void)clock_gettime(CLOCK_MONOTONIC, &to);
		took[i] = (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3;
	}
	buf_end(&out);
	qsort(took, ROUNDS, sizeof(took[0]), by_size);
	return (took[ROUNDS / 10]); /* the machine is seldom ours alone */
}

/* A piece again and again, cut at a character's begin. */
static size_t
fill(char *text, size_t most, const char *piece)
{
	size_t n, len = strlen(piece);

	for (n = 0; n < most; n++)
		text[n] = piece[n % len];
	while (n > 0 && ((unsigned char)piece[n % len] & 0xc0) == 0x80)
		n--;
	text[n] = '\0';
	return (n);
}

static size_t
prose(char *text, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		text[i] = "etaoinshrdlu etaoin cmfwyp. "[random_below(28)];
	text[n] = '\0';
	return (n);
}

static double
worst(const struct judge *j, char *text)
{
	static const char *const bad[] = { "aaaaaaaaaaaaaaaa", "1a!l|I0o5s$1a!l", "ㅋㅋ ㅋ.ㅂㅅㅅㅅ", "a*b#c$d%e&f!g?h-i_", "e*t*a*o*i*n*",
		"시이발바아보개새애끼", "ㅅㅣㅂㅏㄹ", "http://a.b ", "[x](http://xn--a.b \"t\")", "&amp;", "**e**_t_", "> - 1. ",
		"e t a o i n ", "e.t.a.o.i.n.", "\xcc\x80", "\xf0\x9d\x96\x8e", "i|l!1I", "bad.example ", "éàüß", "傻逼", "x@y.z ",
		"e\xe2\x80\x8bt\xe2\x80\x8b", "\xef\xb7\xba", "[", "`", "www.a.b ", "ab ba aba bab ", "a-", "\xf0\x9f\x87\xb0" };
	double most = 0, us;
	unsigned i, found = 0;
	size_t n;

	for (i = 0; i < LENGTH(bad); i++) {
		n = fill(text, MOST, bad[i]);
		us = decile_us(j, text, n);
		if (getenv("VERBOSE") != NULL)
			(void)printf("  %8.1f us  %s\n", us, bad[i]);
		if (us > most) {
			most = us;
			found = i;
		}
	}
	n = prose(text, MOST);
	us = decile_us(j, text, n);
	(void)printf("prose of %u octets: %.1f us\n", MOST, us);
	(void)printf("the worst of %u octets: %.1f us (%s …), goal 1000\n", MOST, most > us ? most : us,
	    most > us ? bad[found] : "prose");
	return (most > us ? most : us);
}

/* Real comments, each cut or filled up to 1 kB by the next. */
static double
of_file(const struct judge *j, const char *path)
{
	static char text[USUAL + 1];
	static double took[20000];
	FILE *f = fopen(path, "re");
	char line[16384];
	size_t n = 0, count = 0, len;

	if (f == NULL)
		return (0);
	while (count < LENGTH(took) && fgets(line, sizeof(line), f) != NULL) {
		len = strlen(line);
		if (n + len < USUAL) {
			memcpy(text + n, line, len);
			n += len;
			continue;
		}
		text[n] = '\0';
		if (n > USUAL / 2)
			took[count++] = decile_us(j, text, n) * USUAL / (double)n;
		n = 0;
		if (count == 100)
			break;
	}
	(void)fclose(f);
	if (count == 0)
		return (0);
	qsort(took, count, sizeof(took[0]), by_size);
	return (took[count / 2]);
}

int
main(int argc, char **argv)
{
	char text[MOST + 1];
	struct judge *j;
	double usual, bad;
	size_t n;

	judge_end(judge_made()); /* the first one opens ICU's tables, once in a worker's life */
	j = judge_made();
	n = prose(text, USUAL);
	usual = decile_us(j, text, n);

	(void)printf("rules with %u words: %zu kB\n", WORDS, judge_size(j) / 1024);
	(void)printf("prose of %zu octets: %.1f us, goal 100\n", n, usual);
	if (argc > 1)
		(void)printf("lines of %s, per 1024 octets: %.1f us\n", argv[1], of_file(j, argv[1]));
	bad = worst(j, text);
	judge_end(j);
	return (usual > 100 || bad > 1000);
}
