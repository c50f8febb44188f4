/* madang rules try FILE: what the text rules would have said of the site's last comments. */
#include "admin/command.h"
#include "admin/rules.h"
#include "base/buf.h"
#include "db/owner.h"
#include "text/judge.h"

#define TRY_LAST "1000"

/* The words of a hit, in the order they are printed. */
static const char *const parts[] = { "rule", "outcome", "reason", "detail" };

static void
print_hits(const char *comment, const json_t *signals, unsigned *hits)
{
	const json_t *site, *hit, *part;
	const char *id;
	size_t i, p;

	json_object_foreach(json_object_get(signals, "sites"), id, site) {
		json_array_foreach(json_object_get(site, "hits"), i, hit) {
			(void)printf("%s", comment);
			for (p = 0; p < LENGTH(parts); p++) {
				part = json_object_get(hit, parts[p]);
				(void)printf("\t%s", json_is_string(part) ? json_string_value(part) : "");
			}
			(void)putchar('\n');
			(*hits)++;
		}
	}
}

static void
judge_all(const struct judge *judge, const struct answer *comments)
{
	unsigned hits = 0, hit_comments = 0, before;
	struct buf signals;
	json_t *said;
	int row;

	for (row = 0; row < answer_rows(comments); row++) {
		buf_init(&signals, NULL);
		judge_text(judge, NULL, answer_text(comments, row, 1), answer_len(comments, row, 1), &signals);
		said = json_loadb(signals.data, signals.len, 0, NULL);
		before = hits;
		print_hits(answer_text(comments, row, 0), said, &hits);
		hit_comments += hits > before;
		json_decref(said);
		buf_end(&signals);
	}
	(void)printf("%u hits in %u of %d comments\n", hits, hit_comments, answer_rows(comments));
}

static int
try(struct owner *o, const struct call *c, json_t *doc)
{
	const char *last = c->values[2] != NULL ? c->values[2] : TRY_LAST;
	json_t *sites = json_pack("[{s:s, s:s, s:i, s:O}]", "id", "tried", "key", "tried", "rules_version", 0, "rules", doc);
	struct judge *judge;
	struct answer *comments;
	struct buf error;

	buf_init(&error, NULL);
	judge = judge_new(sites, &error);
	json_decref(sites);
	if (judge == NULL)
		(void)admin_fail("%s: %s", c->argv[0], error.data != NULL ? error.data : "");
	buf_end(&error);
	if (judge == NULL)
		return (1);
	comments = owner_ask(o,
	    "select c.id, c.body from core.default_site($1) s join core.article a on a.site_id = s.id"
	    " join core.comment c on c.article_id = a.id where c.text_erased_at is null order by c.id desc limit $2::integer",
	    (const char *const[]){ c->values[0], last }, 2);
	if (comments == NULL)
		(void)admin_fail("%s", owner_error(o));
	else
		judge_all(judge, comments);
	judge_end(judge);
	owner_end(comments);
	return (comments == NULL);
}

static int
run(const struct call *c)
{
	json_t *doc = rules_document(c->argv[0], c->values[1]);
	struct owner *o = doc != NULL ? admin_owner() : NULL;
	int status = o != NULL ? try(o, c, doc) : 1;

	json_decref(doc);
	owner_close(o);
	return (status);
}

const struct command cmd_rules_try = {
	.name = "rules try",
	.usage = "FILE",
	.help = "Judges the site's last comments by a rules file, without putting it in force, and prints every\n"
		"hit: comment, rule, outcome, reason, detail, separated by tabs. Text rules only: what depends\n"
		"on the author's record or the moment is the database's.",
	.least = 1,
	.most = 1,
	.options = { { "site", "KEY", "the site; without it, the one called default, or the only one" },
	    { "words", "FOLDER", "where the word lists are; without it, those that ship with Madang" },
	    { "last", "N", "how many comments; 1000 without it" } },
	.run = run,
};
