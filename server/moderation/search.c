/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/search: comments, cases or accounts by words, author, state, reason, rule, article and time. */
#include "moderation/moderation.h"
#include "base/uuid.h"
#include "request/list.h"
#include "text/name.h"

#define WORDS_MAX 200 /* bytes */

static then_fn search_answered;

static const struct search_kind {
	const char *name, *states;
	char cursor;
} search_kinds[] = {
	{ "comments", "published held rejected withdrawn", 'C' },
	{ "cases", "open closed", 'F' },
	{ "accounts", "active erased sanctioned", 'A' },
};

static const struct search_kind *
search_kind(struct request *rq)
{
	const char *in = rq_query(rq, "in");
	size_t i;

	for (i = 0; i < LENGTH(search_kinds); i++)
		if (strcmp(in != NULL ? in : "comments", search_kinds[i].name) == 0)
			return (&search_kinds[i]);
	return (NULL);
}

static const char *
search_fault(struct request *rq, const struct search_kind *k)
{
	const char *q = rq_query(rq, "q"), *state = rq_query(rq, "state");

	if (k == NULL)
		return ("in is comments, cases or accounts.");
	if (q != NULL && (strlen(q) < 2 || strlen(q) > WORDS_MAX))
		return ("q has 2 to 200 bytes.");
	if (state != NULL && !word_in(k->states, state))
		return (rq_printf(rq, "state is one of: %s.", k->states));
	if (rq_query(rq, "rule") != NULL && k->cursor == 'A')
		return ("Accounts have no rule.");
	return (NULL);
}

const char *
author_folded(struct request *rq, const char *text)
{
	struct buf folded;
	struct uuid id;

	if (text == NULL || uuid_parse(text, &id))
		return (text);
	buf_init(&folded, rq_arena(rq));
	return (login_fold(text, strlen(text), &folded) ? folded.data : "");
}

void
search(struct request *rq)
{
	search_ask(rq, search_answered, "search_answered");
}

void
search_ask(struct request *rq, then_fn *then, const char *step)
{
	const struct search_kind *k = search_kind(rq);
	const char *why = search_fault(rq, k), *at;
	struct period p;
	long limit;

	if (why != NULL) {
		reply_bad_query(rq, why);
		return;
	}
	at = list_place(rq, k->cursor);
	if (at == NULL || !rq_query_int(rq, "limit", 1, 100, 20, &limit) || !query_period(rq, &p))
		return;
	ask_list(rq, SEARCH, then, step,
	    (const char *const[]) { rq_viewer(rq), k->name, rq_query(rq, "q"), author_folded(rq, rq_query(rq, "author")),
		rq_query(rq, "state"), rq_query(rq, "reason"), rq_query(rq, "rule"), rq_query(rq, "article"), p.from, p.to,
		rq_int(rq, limit), at, rq_url(rq, rq_query(rq, "article")), list_site(rq) },
	    14);
}

json_t *
search_json(struct request *rq, const struct answer *a)
{
	return (list_page(rq, a, search_kind(rq)->cursor));
}

static void
search_answered(struct request *rq, const struct answer *a)
{
	reply_list(rq, a, search_json(rq, a));
}
