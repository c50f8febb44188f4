/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/internal.h"
#include "settings/settings.h"

const struct internal_query *
internal_query(int st)
{
	/* clang-format off */
	static const struct internal_query rows[] = {
		{ "clock", "select (extract(epoch from clock_timestamp()) * 1000)::bigint, $1::text as " NONCE, 0 },
		{ "idle",
		    "select coalesce(array_agg(pid), '{}')::text, $2::text as " NONCE " from pg_stat_activity"
		    " where pid = any($1::int4[]) and wait_event = 'ClientRead'", 1 },
		{ "risks", RISKS_SQL ", $1::text as " NONCE, 0 },
		{ "hurry", "select pg_catalog.set_config('lock_timeout', '" LOCK_TRY_MS "', true), $1::text as " NONCE, 0 },
	};
	/* clang-format on */

	return (&rows[st - STATEMENT_COUNT]);
}

int
query_param_count(int st)
{
	return (st < STATEMENT_COUNT ? statement_params((enum statement)st) : internal_query(st)->params);
}

/* One allocation holds the query, the pointers to its parameters, its request id and the parameters' bytes. */
struct query *
query_new(struct pool *p, struct db_conn *c, int st, const char *const *params)
{
	int n = query_param_count(st);
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
	q->conn = c;
	q->st = st;
	q->number = ++p->number;
	q->deadline = clock_ms() + setting_int(DATABASE_ASK_TIMEOUT);
	if (article >= 0)
		q->article = q->params[article];
	TAILQ_INSERT_TAIL(&p->open, q, open);
	q->has_deadline = true;
	p->waiting++;
	return (q);
}

struct query *
internal_query_new(struct db_conn *c, int st, const char *const *params, answer_fn *done, void *arg)
{
	struct query *q = query_new(c->pool, c, st, params);

	query_deadline_stop(q);
	q->internal = true;
	q->done = done;
	q->arg = arg;
	db_conn_add(c, q);
	return (q);
}

void
query_deadline_stop(struct query *q)
{
	struct pool *p = q->conn->pool;

	if (!q->has_deadline)
		return;
	TAILQ_REMOVE(&p->open, q, open);
	p->waiting--;
	q->has_deadline = false;
}

const char *
query_name(const struct query *q)
{
	return (q->st < STATEMENT_COUNT ? statements[q->st].name : internal_query(q->st)->name);
}

void
nonce_new(struct pool *p, char out[NONCE_TEXT])
{
	(void)snprintf(out, NONCE_TEXT, "%" PRIu64, ++p->nonce);
}

bool
nonce_matches(const PGresult *res, const char *nonce)
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

	query_deadline_stop(q);
	if (q->done != NULL && !q->internal) {
		p->figures.errors += status == ASK_ERROR;
		p->figures.shed += status == ASK_BUSY;
	}
	if (q->done != NULL)
		q->done(q->arg, status, status == ASK_OK ? &a : NULL);
	if (!q->shared)
		PQclear(q->res);
	free(q);
}
