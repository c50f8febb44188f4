/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET and PUT /v1/moderation/rules: a site's rules, by version. PUT compiles the rules first, as every worker will.
 * Compiling is expensive, so PUT first asks for the rules as GET does: only callers who may see them get further.
 */
#include "moderation/moderation.h"
#include "rules/judge.h"

#define SITE_MAX 200
#define MODES	 "open premoderated closed"

struct rules_body {
	const char *site, *mode, *key, *digest;
	long version;
	json_t *rules;
};

static then_fn rules_put_allowed, rules_put_answered;
static const struct field fields[] = {
	{ "site", FIELD_TEXT, false, offsetof(struct rules_body, site), 1, SITE_MAX },
	{ "version", FIELD_LONG, true, offsetof(struct rules_body, version), 0, 2147483647 },
	{ "rules", FIELD_JSON, false, offsetof(struct rules_body, rules) },
	{ "mode", FIELD_WORD, false, offsetof(struct rules_body, mode), .words = MODES },
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
	ask(rq, RULES_GET, reply_ok, rq_viewer(rq), rq_query(rq, "site"), version < 0 ? NULL : rq_int(rq, version));
}

void
rules_put(struct request *rq)
{
	struct rules_body *c = rq_alloc(rq, sizeof(*c));

	memset(c, 0, sizeof(*c));
	if (!rq_read(rq, fields, LENGTH(fields), c))
		return;
	if (c->rules == NULL && c->mode == NULL)
		rq_bad(rq, "rules", "missing");
	if (reply_if_bad(rq) || !rq_idempotency(rq, &c->key, &c->digest))
		return;
	rq_set_state(rq, c);
	ask(rq, RULES_GET, rules_put_allowed, rq_viewer(rq), c->site, NULL);
}

static void
rules_put_allowed(struct request *rq, const struct answer *a)
{
	const struct rules_body *c = rq_state(rq);
	const char *text = NULL; /* the rules stay as they are */
	struct buf error;

	if (!answer_is(a, "ok")) { /* RULES_PUT refuses and audits it; no site has version -1 */
		ask(rq, RULES_PUT, rules_put_answered, rq_viewer(rq), c->site, rq_int(rq, -1), NULL, NULL, rq_id(rq), NULL, NULL);
		return;
	}
	buf_init(&error, rq_arena(rq));
	if (c->rules != NULL) {
		if (!judge_check(c->rules, &error)) {
			rules_refused(rq, &error);
			return;
		}
		text = rq_json_text(rq, c->rules);
		if (text == NULL) {
			reply_problem(rq, PROBLEM_INTERNAL);
			return;
		}
	}
	ask(rq, RULES_PUT, rules_put_answered, rq_viewer(rq), c->site, rq_int(rq, c->version), text, c->mode, rq_id(rq), c->key,
	    c->digest);
}

static void
rules_put_answered(struct request *rq, const struct answer *a)
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
	const char *reason = json_string_value(json_object_get(rq_answer_json(rq, a, "unknown_reason"), "reason"));

	if (reason == NULL)
		return (false);
	buf_printf(error, "reason: \"%s\" is neither a common reason nor one of the site's", reason);
	return (true);
}

void
rules_refused(struct request *rq, const struct buf *error)
{
	const char *end = error->len > 0 ? strstr(error->data, ": ") : NULL;

	reply_problem_at(rq, PROBLEM_BAD_RULES, error->len > 0 ? error->data : "These rules make no sense.",
	    end != NULL ? rq_printf(rq, "rules.%.*s", (int)(end - error->data), error->data) : "rules");
}
