/* SPDX-License-Identifier: Apache-2.0 */
/* madang rules try FILE: the effect of a rules file on a site's last comments, or on given texts. */
#include "cli/command.h"
#include "cli/site.h"
#include "cli/rules.h"
#include "base/buf.h"
#include "db/owner.h"
#include "text/json.h"
#include "rules/trial.h"
#include "text/utf8.h"

#define PAGE	   "200"
#define LAST_USUAL 1000
#define LAST_MAX   100000000L

enum try_option { SITE, WORDS, LAST, TEXT, LINES, EACH, JSON };

/* ---- comments */

/* Judges the next page of comments before *at. The number of comments; -1 after an error message. */
static long
judge_comment_page(struct owner *o, struct trial *t, const char *site, const char *state, char at[64], long max)
{
	struct answer *a = owner_ask(o,
	    "select core.rules_past(s.id, $2::jsonb, " PAGE ", $3::uuid) from core.default_site($1) s where s.id is not null",
	    (const char *const[]) { site, state, at }, 3);
	json_t *page = NULL, *comment;
	const char *next;
	long n = 0;
	size_t i;

	if (a == NULL || answer_rows(a) == 0) {
		(void)(a == NULL ? cli_db_fail(o) : cli_fail(SITE_NONE_GIVEN));
		owner_answer_free(a);
		return (-1);
	}
	page = json_read(answer_text(a, 0, 0), answer_len(a, 0, 0), JSON_DEPTH, NULL);
	owner_answer_free(a);
	json_array_foreach (json_object_get(page, "comments"), i, comment)
		if (n < max) {
			trial_add(t, comment);
			n++;
		}
	next = json_string_value(json_object_get(page, "next"));
	(void)snprintf(at, 64, "%s", next != NULL ? next : "");
	json_decref(page);
	return (n);
}

static bool
judge_comments(struct owner *o, struct trial *t, const char *site, const char *state, long last)
{
	char at[64] = "ffffffff-ffff-ffff-ffff-ffffffffffff";
	long n = 0;

	while (n >= 0 && last > 0 && at[0] != '\0') {
		n = judge_comment_page(o, t, site, state, at, last);
		last -= n;
	}
	return (n >= 0);
}

/* The site's origins; links to them are not judged. A new reference; NULL after an error message. */
static json_t *
origins_of(struct owner *o, const char *site)
{
	struct answer *a = owner_ask(o, "select to_json(s.origins) from core.default_site($1) s where s.id is not null",
	    (const char *const[]) { site }, 1);
	json_t *origins = NULL;

	if (a == NULL || answer_rows(a) == 0)
		(void)(a == NULL ? cli_db_fail(o) : cli_fail(SITE_NONE_GIVEN));
	else
		origins = json_read(answer_text(a, 0, 0), answer_len(a, 0, 0), JSON_DEPTH, NULL);
	owner_answer_free(a);
	return (origins);
}

/* ---- output */

static long
number_member(const json_t *o, const char *name)
{
	return ((long)json_integer_value(json_object_get(o, name)));
}

static const char *
text_member(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return (s != NULL ? s : "");
}

static void
print_counts(const char *what, const json_t *counts)
{
	(void)printf("%s: publish %ld  flag %ld  hold %ld  reject %ld\n", what, number_member(counts, "publish"),
	    number_member(counts, "flag"), number_member(counts, "hold"), number_member(counts, "reject"));
}

static void
print_hits(const json_t *hits)
{
	const json_t *hit, *words;
	size_t i, w;

	json_array_foreach (hits, i, hit) {
		(void)printf("\t%s\t%s\t%s\t%s", text_member(hit, "rule"), text_member(hit, "outcome"),
		    text_member(hit, "reason"), text_member(hit, "detail"));
		if (json_object_get(hit, "language") != NULL)
			(void)printf(" (%s)", text_member(hit, "language"));
		words = json_object_get(hit, "words");
		for (w = 0; w < json_array_size(words); w++)
			(void)printf("%s%s", w == 0 ? "\t" : ", ", json_string_value(json_array_get(words, w)));
		(void)putchar('\n');
	}
}

/* Prints listed words that do not count, and the reason. */
static void
print_left(const json_t *left)
{
	const json_t *one;
	size_t i;

	json_array_foreach (left, i, one) {
		const char *why = text_member(one, "why");

		(void)printf("\t\"%s\" of %s", text_member(one, "word"), text_member(one, "list"));
		if (json_object_get(one, "language") != NULL)
			(void)printf(" (%s)", text_member(one, "language"));
		(void)printf(" %s: ", strcmp(text_member(one, "effect"), "flagged") == 0 ? "only flags" : "is skipped");
		if (strcmp(why, "language") == 0)
			(void)printf("it is also a word of %s, as are the words around it (%s)\n", text_member(one, "of"),
			    text_member(one, "seen"));
		else
			(void)puts(strcmp(why, "quoted") == 0 ? "it is quoted or named, not addressed to a person" :
								"the text is written in another script");
	}
}

static void
print_report(const json_t *r)
{
	const json_t *rule, *sample, *decided = json_object_get(r, "decided");
	size_t i;

	(void)printf("%ld comments\n", number_member(r, "comments"));
	print_counts("would have been", json_object_get(r, "outcomes"));
	json_array_foreach (json_object_get(r, "rules"), i, rule)
		(void)printf("\t%s\t%s\t%ld\tapproved %ld\trejected %ld\n", text_member(rule, "rule"),
		    text_member(rule, "detail"), number_member(rule, "comments"), number_member(rule, "approved"),
		    number_member(rule, "rejected"));
	print_counts("of those that moderators approved", json_object_get(decided, "approved"));
	print_counts("of those that they rejected", json_object_get(decided, "rejected"));
	(void)printf("right %ld, wrong %ld\n", number_member(r, "right"), number_member(r, "wrong"));
	json_array_foreach (json_object_get(r, "samples"), i, sample) {
		(void)printf("%s\t%s\t%s\n", text_member(sample, "comment"), text_member(sample, "outcome"),
		    text_member(sample, "excerpt"));
		print_hits(json_object_get(sample, "hits"));
	}
	(void)puts("not judged: sanctions and premoderation, because they depend on the time of the comment");
}

static int
print(json_t *said, bool json, bool of_text)
{
	if (json) {
		(void)json_dumpf(said, stdout, JSON_INDENT(1));
		(void)putchar('\n');
	} else if (of_text) {
		(void)puts(text_member(said, "outcome"));
		print_hits(json_object_get(said, "hits"));
		print_left(json_object_get(said, "left"));
	} else
		print_report(said);
	json_decref(said);
	return (0);
}

/* ---- lines of a file */

static int
judge_text(struct trial *t, const char *text, size_t len, bool json)
{
	if (!utf8_valid(text, len))
		return (cli_fail("the text is not UTF-8"));
	return (print(trial_text(t, NULL, text, len), json, true));
}

static void
add_line(struct trial *t, const char *text, size_t len)
{
	json_t *comment = json_pack("{s:n, s:n, s:s%}", "id", "article", "body", text, len);

	trial_add(t, comment);
	json_decref(comment);
}

/* Judges each line of a file as one text. each: prints one answer a line, else adds it to the report. */
static bool
judge_lines(struct trial *t, const struct call *c, long last)
{
	bool each = c->values[EACH] != NULL, ok = true;
	size_t len, n;
	char *text = cli_read_file(c->values[LINES], &len), *p, *end;

	if (text == NULL)
		return (false);
	for (p = text; p < text + len && last > 0; p = end + 1, last--) {
		end = memchr(p, '\n', (size_t)(text + len - p));
		end = end != NULL ? end : text + len;
		n = (size_t)(end - p);
		if (each)
			ok = judge_text(t, p, n, c->values[JSON] != NULL) == 0 && ok;
		else if (n > 0 && utf8_valid(p, n))
			add_line(t, p, n);
	}
	free(text);
	return (ok);
}

/* ---- the command */

static int
run_trial(const struct call *c, struct owner *o, struct trial *t, const json_t *doc, long last)
{
	const char *text = c->values[TEXT];
	bool json = c->values[JSON] != NULL;
	json_t *state;
	char *dump;
	bool ok;

	if (text != NULL)
		return (judge_text(t, text, strlen(text), json));
	if (c->values[LINES] != NULL && !judge_lines(t, c, last))
		return (1);
	if (c->values[EACH] != NULL)
		return (0);
	if (c->values[LINES] != NULL)
		return (print(trial_report(t), json, false));
	state = trial_state_rules(doc);
	dump = json_dumps(state, JSON_COMPACT);
	json_decref(state);
	ok = dump != NULL && judge_comments(o, t, c->values[SITE], dump, last);
	free(dump);
	return (ok ? print(trial_report(t), json, false) : 1);
}

static int
run_with_rules(const struct call *c, struct owner *o, const json_t *doc, const json_t *origins, long last)
{
	struct trial *t;
	struct buf error;
	int status = 1;

	buf_init(&error, NULL);
	t = trial_new(doc, origins, &error);
	if (t == NULL)
		(void)cli_fail("%s: %s", c->argv[0], error.len > 0 ? error.data : "cannot be used");
	else
		status = run_trial(c, o, t, doc, last);
	trial_end(t);
	buf_end(&error);
	return (status);
}

/* Comments need the database. Texts need it only for the origins of a named site. */
static int
run_rules_try(const struct call *c)
{
	bool given = c->values[TEXT] != NULL || c->values[LINES] != NULL, asks = !given || c->values[SITE] != NULL;
	long last = c->values[LAST] != NULL ? strtol(c->values[LAST], NULL, 10) :
	    c->values[LINES] != NULL	    ? LAST_MAX :
					      LAST_USUAL;
	json_t *doc, *origins = NULL;
	struct owner *o = NULL;
	int status = 1;

	if (c->values[EACH] != NULL && c->values[LINES] == NULL)
		return (cli_fail("--each needs --lines"));
	if (last < 1 || last > LAST_MAX)
		return (cli_fail("--last takes a number from 1 to %ld", LAST_MAX));
	doc = rules_document(c->argv[0], c->values[WORDS]);
	if (doc == NULL)
		return (1);
	if (asks && (o = cli_owner()) != NULL)
		origins = origins_of(o, c->values[SITE]);
	if (!asks || origins != NULL)
		status = run_with_rules(c, o, doc, origins, last);
	json_decref(origins);
	owner_close(o);
	json_decref(doc);
	return (status);
}

const struct command cmd_rules_try = {
	.name = "rules try",
	.summary = "Shows the effect of a rules file without putting it in force",
	.usage = "FILE",
	.help =
	    "Judges the site's last comments by a rules file without putting it in force. Prints how many comments it would have "
	    "published, flagged, held and rejected, each rule's share, the agreement with moderators' decisions, and twenty samples. "
	    "State rules are judged as far as the past is stored. With --text or --lines, only text rules are judged. Each hit is a "
	    "line: rule, outcome, reason, list with its language, words. With --text, the output also names listed words that do not "
	    "count, with the reason.",
	.min = 1,
	.max = 1,
	.options = { { "site", "KEY",
			 "Site whose comments are judged, or whose links are exempt with --text and --lines. Default: the site default, or the only site." },
	    { "words", "DIRECTORY", "Directory of the word lists. Default: the lists that ship with Madang." },
	    { "last", "N", "Number of comments. Default: 1000." }, { "text", "TEXT", "Judges this text instead of comments." },
	    { "lines", "FILE", "Judges each line of a file instead of comments." },
	    { "each", NULL,
		"With --lines: prints the result of each line, as --text does for one text, in place of the report." },
	    { "json", NULL, "Prints the report as JSON, in the form of POST /v1/moderation/rules/try." } },
	.run = run_rules_try,
};
