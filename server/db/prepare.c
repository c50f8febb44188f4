/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"
#include "base/log.h"
#include "base/uuid.h"
#include "db/signature_check.h"
#include "db/internal.h"
#include "settings/settings.h"

/* The next statement of the connection's kind, from st on; STATEMENT_COUNT after the last. */
static int
next_statement(const struct db_conn *c, int st)
{
	while (st < STATEMENT_COUNT && statements[st].conn != c->kind)
		st++;
	return (st);
}

/* Each statement has a Sync of its own, so that one that fails leaves the rest prepared. */
bool
prepare_send(struct db_conn *c)
{
	const char *const params[] = { c->nonce };
	struct buf sql;
	bool ok = true;
	int st;

	buf_init(&sql, NULL);
	for (st = next_statement(c, 0); ok && st < STATEMENT_COUNT; st = next_statement(c, st + 1)) {
		buf_drop(&sql, sql.len);
		signature_sql(&statements[st], &sql);
		ok = PQsendPrepare(c->pg, statements[st].name, sql.data, 0, NULL) == 1 &&
		    PQsendDescribePrepared(c->pg, statements[st].name) == 1 && PQpipelineSync(c->pg) == 1;
	}
	buf_end(&sql);
	memset(c->mismatched, 0, sizeof(c->mismatched));
	c->mismatches = 0;
	c->at = next_statement(c, 0);
	c->next = PREPARE_FIRST;
	c->clock_sent_ms = clock_wall_ms();
	nonce_new(c->pool, c->nonce);
	return (ok && PQsendQueryParams(c->pg, connect_session(c->kind), 0, NULL, NULL, NULL, NULL, 0) == 1 &&
	    PQsendQueryParams(c->pg, internal_query(INTERNAL_CLOCK)->sql, 1, NULL, params, NULL, NULL, 0) == 1 &&
	    PQpipelineSync(c->pg) == 1);
}

/* Every mismatch is logged; /readyz reports the first. */
static void
mismatch_found(struct db_conn *c, const char *why)
{
	if (c->mismatched[c->at])
		return;
	if (c->mismatches++ == 0) {
		buf_drop(&c->why, c->why.len);
		buf_printf(&c->why, "statement %s: %s", statements[c->at].name, why);
	}
	c->mismatched[c->at] = true;
	if (!c->mismatch_logged[c->at])
		log_error("statement mismatched", log_text("statement", statements[c->at].name), log_text("why", why));
	c->mismatch_logged[c->at] = true;
}

/* False if the result is unexpected. */
static bool
statement_compared(struct db_conn *c, const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	struct buf why;
	bool fits = true;

	if (status == PGRES_PIPELINE_ABORTED) /* the describe after a failed prepare */
		return (c->next == PREPARE_SECOND && c->mismatched[c->at]);
	if (status != PGRES_COMMAND_OK && status != PGRES_FATAL_ERROR)
		return (false);
	buf_init(&why, NULL);
	if (status == PGRES_FATAL_ERROR)
		signature_error(res, &why);
	else if (c->next == PREPARE_SECOND)
		fits = signature_check(&statements[c->at], res, &why);
	if (why.len > 0 || !fits)
		mismatch_found(c, why.data);
	buf_end(&why);
	return (true);
}

/* The results of the session's setup and of the clock query. */
static bool
session_ready(struct db_conn *c, const PGresult *res)
{
	if (c->next == PREPARE_FIRST)
		return (PQresultStatus(res) == PGRES_COMMAND_OK);
	if (PQresultStatus(res) != PGRES_TUPLES_OK || !nonce_matches(res, c->nonce))
		return (false);
	clock_compare(c, res, c->clock_sent_ms);
	return (true);
}

/* A statement that fails is a mismatch. If the session cannot be set up, the connection is lost. */
static bool
prepare_result(struct db_conn *c, const PGresult *res)
{
	if (PQresultStatus(res) == PGRES_FATAL_ERROR && (error_lost(c, res) || c->at == STATEMENT_COUNT)) {
		db_conn_lost(c, PQresultErrorMessage(res));
		return (true);
	}
	return (c->at == STATEMENT_COUNT ? session_ready(c, res) : statement_compared(c, res));
}

/* Takes one step of enum prepare_step; false if the result is unexpected. */
static bool
prepare_received(struct db_conn *c, const PGresult *res)
{
	bool sync = res != NULL && PQresultStatus(res) == PGRES_PIPELINE_SYNC;

	switch (c->next) {
	case PREPARE_FIRST:
	case PREPARE_SECOND:
		if (res == NULL || sync || !prepare_result(c, res))
			return (false);
		break;
	case PREPARE_FIRST_END:
	case PREPARE_SECOND_END:
		if (res != NULL)
			return (false);
		break;
	case PREPARE_SYNC:
		if (!sync)
			return (false);
		c->next = PREPARE_FIRST;
		if (c->at == STATEMENT_COUNT)
			return (true);
		c->mismatch_logged[c->at] &= c->mismatched[c->at];
		c->at = next_statement(c, c->at + 1);
		return (true);
	}
	c->next++;
	return (true);
}

bool
prepare_results(struct db_conn *c)
{
	PGresult *res;
	bool last;

	while (c->state == DB_PREPARING && !PQisBusy(c->pg)) {
		last = c->at == STATEMENT_COUNT && c->next == PREPARE_SYNC;
		res = PQgetResult(c->pg);
		if (!prepare_received(c, res))
			db_conn_distrust(c, "an unexpected result while statements were prepared");
		PQclear(res);
		if (last && c->state == DB_PREPARING)
			return (true);
	}
	return (false);
}

void
clock_compare(struct db_conn *c, const PGresult *res, int64_t sent)
{
	struct pool *p = c->pool;
	struct answer a = { (PGresult *)(uintptr_t)res, 0 };
	int64_t now = clock_wall_ms();
	long max = setting_int(DATABASE_SKEW_MAX), skew;
	bool far;

	/* A slow answer says nothing about the clock. */
	if (c->kind != DB_WRITE || PQresultStatus(res) != PGRES_TUPLES_OK || now - sent > max)
		return;
	skew = (long)(answer_long(&a, 0, 0) - (sent + now) / 2);
	p->figures.skew_ms = skew;
	if (uuid_lead_ms() > max)
		uuid_restart();
	far = labs(skew) > max || labs(skew - (long)uuid_lead_ms()) > max;
	if (far && !p->skewed)
		log_error("clock skew detected", log_int("database_ahead_ms", skew));
	if (!far && p->skewed)
		log_info("clock skew ended", log_int("database_ahead_ms", skew));
	p->skewed = far;
}
