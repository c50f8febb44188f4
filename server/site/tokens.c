/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /v1/sites/{site}/tokens: lists a site's API tokens and makes one. DELETE …/{token} ends one. The answer of POST is the
 * only place that ever has the token itself.
 */
#include <string.h>

#include "site/site.h"

static then_fn token_list_answered, token_make_answered;
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "again", .problem = PROBLEM_TOKEN_SHOWN },
	{ "tokens_max" },
	{ NULL },
};
const struct field api_token_fields[API_TOKEN_FIELDS + 1] = {
	{ "name", FIELD_TEXT, true, offsetof(struct api_token_wish, name), 1, API_TOKEN_NAME_MAX },
	{ "days", FIELD_LONG, false, offsetof(struct api_token_wish, days), 1, API_TOKEN_DAYS_MAX },
	{ "scopes", FIELD_JSON, true, offsetof(struct api_token_wish, scopes) },
};

void
api_token_list(struct request *rq)
{
	ask(rq, CONNECTIONS, token_list_answered, rq_viewer(rq), rq_path(rq, 0), "f");
}

void
connections_reply(struct request *rq, const struct answer *a, const char *list)
{
	json_t *doc = rq_answer_json(rq, a, "ok");

	if (doc == NULL)
		reply_ok(rq, a);
	else
		reply_doc(rq, 200, rq_json_own(rq, json_pack("{s:O}", list, json_object_get(doc, list))));
}

static void
token_list_answered(struct request *rq, const struct answer *a)
{
	connections_reply(rq, a, "tokens");
}

void
api_token_ask(struct request *rq, const char *site, struct api_token_wish *w, const char *scopes, then_fn *then, const char *step)
{
	const char *key, *of;
	char digest[DIGEST_TEXT];

	api_token_new(w->token);
	if (!api_token_digest(w->token, strlen(w->token), digest))
		reply_problem(rq, PROBLEM_INTERNAL);
	else if (rq_idempotency(rq, &key, &of))
		ask_list(rq, API_TOKEN_MAKE, then, step,
		    (const char *const[]) { rq_viewer(rq), site, w->name, scopes, rq_int(rq, w->days), digest, rq_id(rq), key,
			of },
		    9);
}

/* The list as names with spaces between; NULL after noting a failed check. */
static const char *
scopes_as_words(struct request *rq, const json_t *list)
{
	struct buf names;
	json_t *one;
	size_t i;

	buf_init(&names, rq_arena(rq));
	json_array_foreach (list, i, one) {
		if (json_string_value(one) == NULL || scope_named(json_string_value(one)) == SCOPE_NONE) {
			rq_bad(rq, "scopes", "unknown_value");
			return (NULL);
		}
		buf_printf(&names, "%s%s", i == 0 ? "" : " ", json_string_value(one));
	}
	if (i == 0)
		rq_bad(rq, "scopes", json_is_array(list) ? "missing" : "bad_type");
	return (names.data);
}

void
api_token_make(struct request *rq)
{
	struct api_token_wish *w = rq_alloc(rq, sizeof(*w));
	const char *scopes;

	*w = (struct api_token_wish) { .days = API_TOKEN_DAYS };
	if (!rq_check(rq, api_token_fields, API_TOKEN_FIELDS + 1, w)) /* has replied */
		return;
	scopes = w->scopes != NULL ? scopes_as_words(rq, w->scopes) : NULL;
	if (reply_if_bad(rq))
		return;
	rq_set_state(rq, w);
	api_token_ask(rq, rq_path(rq, 0), w, scopes, token_make_answered, "token_make_answered");
}

static void
token_make_answered(struct request *rq, const struct answer *a)
{
	const struct api_token_wish *w = rq_state(rq);
	json_t *doc = rq_answer_json(rq, a, "ok");

	if (doc == NULL) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	(void)json_object_set_new(doc, "token", json_string(w->token));
	reply_doc(rq, 201, doc);
}

void
api_token_end(struct request *rq)
{
	ask(rq, API_TOKEN_END, reply_no_content, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}
