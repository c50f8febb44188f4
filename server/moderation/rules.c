/*
 * GET and PUT /v1/moderation/rules: a site's rules, by version. What is put is
 * compiled first, as every worker will; for that the caller must at least see the
 * rules, so nobody else can make us compile.
 */
#include "moderation/moderation.h"
#include "rules/judge.h"
#include "text/json.h"

#define SITE_MAX 200
#define MODES	 "open premoderated closed"

struct change {
	const char *site, *mode, *key, *digest;
	long version;
	json_t *rules;
};

static then_fn told, allowed, changed;
static const struct field fields[] = {
	{ "site", FIELD_TEXT, false, offsetof(struct change, site), 1, SITE_MAX },
	{ "version", FIELD_LONG, true, offsetof(struct change, version), 0, 2147483647 },
	{ "rules", FIELD_JSON, false, offsetof(struct change, rules) },
	{ "mode", FIELD_WORD, false, offsetof(struct change, mode), .words = MODES },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_RULES_CHANGED },
	{ NULL },
};

void
rules_get(struct request *rq)
{
	long version;

	if (!rq_query_int(rq, "version", 0, 2147483647, -1, &version))
		return;
	ask(rq, RULES_GET, told, rq_viewer(rq), rq_query(rq, "site"), version < 0 ? NULL : rq_int(rq, version));
}

static void
told(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

void
rules_put(struct request *rq)
{
	struct change *c = rq_alloc(rq, sizeof(*c));

	memset(c, 0, sizeof(*c));
	if (!rq_read(rq, fields, LENGTH(fields), c))
		return;
	if (c->rules == NULL && c->mode == NULL)
		rq_bad(rq, "rules", "missing");
	if (reply_if_bad(rq) || !rq_idempotency(rq, &c->key, &c->digest))
		return;
	rq_set_state(rq, c);
	ask(rq, RULES_GET, allowed, rq_viewer(rq), c->site, NULL);
}

static void
allowed(struct request *rq, const struct answer *a)
{
	const struct change *c = rq_state(rq);
	struct buf error, text;
	char *dump;

	if (!answer_is(a, "ok")) { /* refused there too, and in the log; no site has this version */
		ask(rq, RULES_PUT, changed, rq_viewer(rq), c->site, rq_int(rq, -1), NULL, NULL, rq_id(rq), NULL, NULL);
		return;
	}
	buf_init(&error, rq_arena(rq));
	buf_init(&text, rq_arena(rq));
	if (c->rules != NULL) {
		if (!judge_check(c->rules, &error)) {
			rules_refused(rq, &error);
			return;
		}
		dump = json_dumps(c->rules, JSON_COMPACT);
		buf_puts(&text, dump != NULL ? dump : "");
		free(dump);
	}
	ask(rq, RULES_PUT, changed, rq_viewer(rq), c->site, rq_int(rq, c->version), text.data, c->mode, rq_id(rq),
	    c->key, c->digest);
}

static void
changed(struct request *rq, const struct answer *a)
{
	struct buf error;

	buf_init(&error, rq_arena(rq));
	if (rules_unknown_reason(rq, a, &error))
		rules_refused(rq, &error);
	else
		reply_outcome(rq, outcomes, a);
}

bool
rules_unknown_reason(struct request *rq, const struct answer *a, struct buf *error)
{
	json_t *doc;

	if (!answer_is(a, "unknown_reason"))
		return (false);
	doc = rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL));
	buf_printf(error, "reason: \"%s\" is neither everybody's nor one of the site's", json_string_value(json_object_get(doc, "reason")));
	return (true);
}

void
rules_refused(struct request *rq, const struct buf *error)
{
	const char *end = error->len > 0 ? strstr(error->data, ": ") : NULL;

	reply_problem_at(rq, PROBLEM_BAD_RULES, error->len > 0 ? error->data : "These rules make no sense.",
	    end != NULL ? rq_printf(rq, "rules.%.*s", (int)(end - error->data), error->data) : "rules");
}
