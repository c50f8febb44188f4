/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: all rules on a comment of 1 kB with ten thousand words take at most 100 µs, and the worst
 * text within the body limit at most 1 ms.
 *
 *     `cmake --preset release -DMADANG_TESTS=ON && cmake --build build/release --target judge && build/release/tests/unit/judge [FILE]`
 *
 * The rules are all text rules there are, with ten thousand made-up words in lists of every match; the
 * comment is prose of the words' letters, or the lines of FILE. The worst is looked for among texts that are
 * each bad for something: runs, masks, signs, jamo, links, marks, hits and hits that are none. Prints first
 * deciles; ends with 1 if one is missed. It also prints the time to compile, in all and in the longest loop iteration.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text/json.h"
#include "rules/judge.h"

#define WORDS  10000u
#define USUAL  1024u
#define MAX    8192u
#define ROUNDS 201
#define TURN   1500u /* as sites/sites.c */

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

static json_t *
sites_made(void)
{
	json_t *rules = json_pack("{s:{s:i}, s:{s:i, s:[s,s]}, s:[o,o,o,o], s:[s,s], s:{}, s:{}, s:{s:i}}", "length", "min", 2,
	    "links", "max", 2, "refused", "bad.example", "b\xc3\xb6se.example", "words", list_of("whole", "word", WORDS / 4),
	    list_of("prefix", "prefix", WORDS / 4), list_of("phrase", "phrase", WORDS / 4),
	    list_of("anywhere", "substring", WORDS / 4), "allow", "Scunthorpe", "시발점", "shouting", "gibberish", "repetition",
	    "within", 86400);

	return (json_pack("[{s:s, s:i, s:o}]", "id", "0190a8f0-0000-7000-8000-000000000001", "rules_version", 1, "rules", rules));
}

static double
us_since(const struct timespec *from)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return ((double)(now.tv_sec - from->tv_sec) * 1e6 + (double)(now.tv_nsec - from->tv_nsec) / 1e3);
}

static struct judge *
judge_made(const json_t *sites)
{
	char *text = json_dumps(sites, JSON_COMPACT);
	double turn, longest = 0, all = 0;
	struct timespec from;
	struct judge *j;
	struct buf error;
	bool whole;

	buf_init(&error, NULL);
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	json_decref(json_read(text, strlen(text), 16, NULL));
	(void)printf("read in %.2f ms, ", us_since(&from) / 1e3);
	free(text);
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	j = judge_begin(sites, NULL, &error);
	do {
		whole = judge_more(j, TURN, &error);
		turn = us_since(&from);
		(void)clock_gettime(CLOCK_MONOTONIC, &from);
		all += turn;
		longest = turn > longest ? turn : longest;
	} while (!whole);
	(void)printf("compiled in %.1f ms, at most %.0f us in a turn\n", all / 1e3, longest);
	if (judge_rejected(j) > 0) {
		(void)fprintf(stderr, "judge: %s\n", error.len > 0 ? error.data : "no rules");
		exit(2);
	}
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
		struct timespec from;

		out.len = 0;
		(void)clock_gettime(CLOCK_MONOTONIC, &from);
		judge_text(j, NULL, text, n, &out);
		took[i] = us_since(&from);
	}
	buf_end(&out);
	qsort(took, ROUNDS, sizeof(took[0]), by_size);
	return (took[ROUNDS / 10]); /* the machine is seldom ours alone */
}

/* A piece again and again, cut at a character's begin. */
static size_t
fill(char *text, size_t max, const char *piece)
{
	size_t n, len = strlen(piece);

	for (n = 0; n < max; n++)
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

/* Listed words of every list, one after another. */
static size_t
listed(char *text, size_t max, const json_t *sites)
{
	const json_t *lists = json_object_get(json_object_get(json_array_get(sites, 0), "rules"), "words");
	size_t n = 0, i;

	for (i = 0; n + 64 < max; i++)
		n += (size_t)snprintf(text + n, max - n, "%s ",
		    json_string_value(json_array_get(json_object_get(json_array_get(lists, i % 4), "words"), i / 4)));
	return (n);
}

static double
worst(const struct judge *j, char *text, const json_t *sites)
{
	static const char *const bad[] = { "aaaaaaaaaaaaaaaa", "1a!l|I0o5s$1a!l", "ㅋㅋ ㅋ.ㅂㅅㅅㅅ", "a*b#c$d%e&f!g?h-i_",
		"e*t*a*o*i*n*", "시이발바아보개새애끼", "ㅅㅣㅂㅏㄹ", "http://a.b ", "[x](http://xn--a.b \"t\")", "&amp;",
		"**e**_t_", "> - 1. ", "e t a o i n ", "e.t.a.o.i.n.", "\xcc\x80", "\xf0\x9d\x96\x8e", "i|l!1I", "bad.example ",
		"éàüß", "傻逼", "x@y.z ", "e\xe2\x80\x8bt\xe2\x80\x8b", "\xef\xb7\xba", "[", "`", "www.a.b ", "ab ba aba bab ",
		"a-", "\xf0\x9f\x87\xb0", "Scunthorpe 시발점 ", "시발 Scunthorpe " };
	const char *found = "prose";
	double max, us;
	unsigned i;
	size_t n;

	n = prose(text, MAX);
	max = decile_us(j, text, n);
	(void)printf("prose of %u bytes: %.1f us\n", MAX, max);
	n = listed(text, MAX, sites);
	us = decile_us(j, text, n);
	(void)printf("listed words, %zu bytes: %.1f us\n", n, us);
	if (us > max) {
		max = us;
		found = "listed words";
	}
	for (i = 0; i < LENGTH(bad); i++) {
		n = fill(text, MAX, bad[i]);
		us = decile_us(j, text, n);
		if (getenv("VERBOSE") != NULL)
			(void)printf("  %8.1f us  %s\n", us, bad[i]);
		if (us > max) {
			max = us;
			found = bad[i];
		}
	}
	(void)printf("the worst of %u bytes: %.1f us (%s), goal 1000\n", MAX, max, found);
	return (max);
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
	json_t *sites = sites_made();
	char text[MAX + 1];
	struct judge *j;
	double usual, bad;
	size_t n, before, size;

	judge_end(judge_made(sites)); /* the first one opens ICU's tables, once in a worker's life */
	before = mallinfo2().uordblks;
	j = judge_made(sites);
	size = mallinfo2().uordblks - before;
	n = prose(text, USUAL);
	usual = decile_us(j, text, n);

	(void)printf("rules with %u words: %zu kB\n", WORDS, size / 1024);
	(void)printf("prose of %zu bytes: %.1f us, goal 100\n", n, usual);
	if (argc > 1)
		(void)printf("lines of %s, per 1024 bytes: %.1f us\n", argv[1], of_file(j, argv[1]));
	bad = worst(j, text, sites);
	judge_end(j);
	json_decref(sites);
	return (usual > 100 || bad > 1000);
}
