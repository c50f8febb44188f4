#include <inttypes.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/internal.h"
#include "settings/settings.h"

const struct own_question *
own_question(int st)
{
	static const struct own_question rows[] = {
		{ "clock", "select (extract(epoch from clock_timestamp()) * 1000)::bigint, $1::text as " NONCE, 0 },
		{ "idle",
		    "select coalesce(array_agg(pid), '{}')::text, $2::text as " NONCE " from pg_stat_activity"
		    " where pid = any($1::int4[]) and wait_event = 'ClientRead'", 1 },
		{ "risks", RISKS_SQL ", $1::text as " NONCE, 0 },
		{ "hurry", "select pg_catalog.set_config('lock_timeout', '" LOCK_TRY_MS "', true), $1::text as " NONCE, 0 },
	};

	return (&rows[st - STATEMENT_COUNT]);
}

int
question_params(int st)
{
	return (st < STATEMENT_COUNT ? statement_params((enum statement)st) : own_question(st)->params);
}

/* One piece of memory: the question, its parameters' pointers, their octets. */
struct query *
query_new(struct pool *p, struct db_conn *l, int st, const char *const *params)
{
	int n = question_params(st);
	int article = st < STATEMENT_COUNT ? statement_article((enum statement)st) : -1;
	size_t id_size = strlen(log_request_id()) + 1;
	size_t size = sizeof(struct query) + (size_t)(n + 1) * sizeof(char *) + id_size, len;
	struct query *q;
	char *to;
	int i;

	for (i = 0; i < n; i++)
		if (params[i] != NULL)
			size += strlen(params[i]) + 1;
	q = mem_zero(1, size);
	q->params[n] = q->nonce;
	to = (char *)&q->params[n + 1];
	q->request_id = memcpy(to, log_request_id(), id_size);
	to += id_size;
	for (i = 0; i < n; i++) {
		if (params[i] == NULL)
			continue;
		len = strlen(params[i]) + 1;
		memcpy(to, params[i], len);
		q->params[i] = to;
		to += len;
	}
	q->conn = l;
	q->st = st;
	q->number = ++p->number;
	q->deadline = clock_ms() + setting_int(DATABASE_ASK_TIMEOUT);
	if (article >= 0)
		q->article = q->params[article];
	TAILQ_INSERT_TAIL(&p->open, q, open);
	q->open_yet = true;
	p->waiting++;
	return (q);
}

struct query *
query_own(struct db_conn *l, int st, const char *const *params, answer_fn *done, void *arg)
{
	struct query *q = query_new(l->pool, l, st, params);

	query_close(q);
	q->own = true;
	q->done = done;
	q->arg = arg;
	db_conn_add(l, q);
	return (q);
}

/* Its deadline is over, one way or the other. */
void
query_close(struct query *q)
{
	struct pool *p = q->conn->pool;

	if (!q->open_yet)
		return;
	TAILQ_REMOVE(&p->open, q, open);
	p->waiting--;
	q->open_yet = false;
}

const char *
query_name(const struct query *q)
{
	return (q->st < STATEMENT_COUNT ? statements[q->st].name : own_question(q->st)->name);
}

void
nonce_new(struct pool *p, char out[NONCE_TEXT])
{
	(void)snprintf(out, NONCE_TEXT, "%" PRIu64, ++p->nonce);
}

bool
nonce_fits(const PGresult *res, const char *nonce)
{
	int rows = PQntuples(res), col = PQnfields(res) - 1, row;

	for (row = 0; row < rows; row++)
		if (col < 0 || strcmp(PQgetvalue(res, row, col), nonce) != 0)
			return (false);
	return (rows > 0);
}

void
query_end(struct query *q, enum ask_status status)
{
	struct pool *p = q->conn->pool;
	struct answer a = { q->res, q->only };

	query_close(q);
	if (q->done != NULL && !q->own) {
		p->figures.errors += status == ASK_ERROR;
		p->figures.shed += status == ASK_BUSY;
	}
	if (q->done != NULL)
		q->done(q->arg, status, status == ASK_OK ? &a : NULL);
	if (!q->shared)
		PQclear(q->res);
	free(q);
}
