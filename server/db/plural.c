/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plural statements: neighbours in a batch with the same statement become one call. Its parameters are arrays, and its
 * rows are the answers in the same order. The batch is sorted by article, so joining keeps the order of locks.
 *
 * Example: votes 7 and 9 are neighbours. plural_send() sends votes_set('{v7,v9}', '{a7,a9}', …); plural_share() gives
 * row 1 of the result to vote 7 and row 2 to vote 9.
 */
#include "base/log.h"
#include "db/internal.h"

void
plural_join(struct batch *b)
{
	struct query *q, *before = NULL;

	TAILQ_FOREACH(q, &b->list, on)
	{
		q->joined =
		    before != NULL && before->st == q->st && q->st < STATEMENT_COUNT && statement_plural((enum statement)q->st);
		before = q;
	}
}

struct query *
plural_next(struct query *q)
{
	do
		q = TAILQ_NEXT(q, on);
	while (q != NULL && q->joined);
	return (q);
}

/* PostgreSQL's array syntax (manual, section 8.15.6); every element but NULL is quoted. */
static void
array_element(struct buf *out, const char *text)
{
	if (text == NULL) {
		buf_puts(out, "NULL");
		return;
	}
	buf_putc(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *text);
	}
	buf_putc(out, '"');
}

bool
plural_send(struct db_conn *c, const struct query *first)
{
	const char *params[PARAMS_MAX + 1];
	struct buf arrays[PARAMS_MAX];
	const struct query *q, *end = plural_next((struct query *)(uintptr_t)first);
	int n = statement_params((enum statement)first->st), i, ok;

	if (n > PARAMS_MAX)
		abort();
	for (i = 0; i < n; i++) {
		buf_init(&arrays[i], NULL);
		for (q = first; q != end; q = TAILQ_NEXT(q, on)) {
			buf_putc(&arrays[i], q == first ? '{' : ',');
			array_element(&arrays[i], q->params[i]);
		}
		buf_putc(&arrays[i], '}');
		params[i] = arrays[i].data;
	}
	params[n] = first->nonce;
	ok = PQsendQueryPrepared(c->pg, statements[first->st].name, n + 1, params, NULL, NULL, 0);
	for (i = 0; i < n; i++)
		buf_end(&arrays[i]);
	return (ok == 1);
}

/* With a missing or additional row, no row can be assigned to a call. */
static void
check_row_count(struct query *first)
{
	const struct query *q = first;
	int calls = 1;

	while ((q = TAILQ_NEXT(q, on)) != NULL && q->joined)
		calls++;
	if (PQntuples(first->res) == calls)
		return;
	log_error("row count mismatched", log_text("statement", query_name(first)), log_int("rows", PQntuples(first->res)),
	    log_int("calls", calls));
	first->refused = ASK_ERROR;
}

/* The queries share one result, and each knows its row. The last one frees the result. */
void
plural_share(struct query *q)
{
	struct query *next = TAILQ_NEXT(q, on);

	if (q->st < STATEMENT_COUNT && statement_plural((enum statement)q->st) && !q->joined)
		check_row_count(q);
	if (next == NULL || !next->joined)
		return;
	next->refused = q->refused;
	if (q->only == 0)
		q->only = 1;
	next->only = q->only + 1;
	next->res = q->res;
	q->shared = true;
}
