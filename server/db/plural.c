/*
 * Plural statements: neighbours of one group that ask the same become one call,
 * whose parameters are arrays and whose rows are their answers in order. The
 * group is sorted by article, and so is what is joined: the order of locks stays.
 */
#include "base/log.h"
#include "db/internal.h"

void
plural_join(struct group *g)
{
	struct query *q, *before = NULL;

	TAILQ_FOREACH(q, &g->list, on) {
		q->joined = before != NULL && before->st == q->st && q->st < STATEMENT_COUNT &&
		    statement_plural((enum statement)q->st);
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

/* PostgreSQL's array syntax: all but NULL in quotes. */
static void
element(struct buf *out, const char *text)
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
plural_send(struct db_conn *l, const struct query *first)
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
			element(&arrays[i], q->params[i]);
		}
		buf_putc(&arrays[i], '}');
		params[i] = arrays[i].data;
	}
	params[n] = first->nonce;
	ok = PQsendQueryPrepared(l->pg, statements[first->st].name, n + 1, params, NULL, NULL, 0);
	for (i = 0; i < n; i++)
		buf_end(&arrays[i]);
	return (ok == 1);
}

/* A row too few or too many, and nobody knows whose is which. */
static void
count_rows(struct query *first)
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

/* The result is the first one's; each is given its row, and the last of them clears it. */
void
plural_share(struct query *q)
{
	struct query *next = TAILQ_NEXT(q, on);

	if (q->st < STATEMENT_COUNT && statement_plural((enum statement)q->st) && !q->joined)
		count_rows(q);
	if (next == NULL || !next->joined)
		return;
	next->refused = q->refused;
	if (q->only == 0)
		q->only = 1;
	next->only = q->only + 1;
	next->res = q->res;
	q->shared = true;
}
