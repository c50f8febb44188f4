#include "base/clock.h"
#include "base/log.h"
#include "base/uuid.h"
#include "db/signature_check.h"
#include "db/internal.h"
#include "settings/settings.h"

/* The next statement of the link's kind from st on; STATEMENT_COUNT after the last: the clock. */
static int
next_of(const struct db_conn *l, int st)
{
	while (st < STATEMENT_COUNT && statements[st].conn != l->kind)
		st++;
	return (st);
}

/* A Sync for each, so that one misfit leaves the others prepared. */
bool
prepare_send(struct db_conn *l)
{
	const char *const params[] = { l->nonce };
	struct buf sql;
	bool ok = true;
	int st;

	buf_init(&sql, NULL);
	for (st = next_of(l, 0); ok && st < STATEMENT_COUNT; st = next_of(l, st + 1)) {
		buf_drop(&sql, sql.len);
		signature_sql(&statements[st], &sql);
		ok = PQsendPrepare(l->pg, statements[st].name, sql.data, 0, NULL) == 1 &&
		    PQsendDescribePrepared(l->pg, statements[st].name) == 1 && PQpipelineSync(l->pg) == 1;
	}
	buf_end(&sql);
	memset(l->mismatched, 0, sizeof(l->mismatched));
	l->mismatches = 0;
	l->at = next_of(l, 0);
	l->next = PREPARE_FIRST;
	l->asked_clock = clock_wall_ms();
	nonce_new(l->pool, l->nonce);
	return (ok && PQsendQueryParams(l->pg, connect_session(l->kind), 0, NULL, NULL, NULL, NULL, 0) == 1 &&
	    PQsendQueryParams(l->pg, own_question(ASK_CLOCK)->sql, 1, NULL, params, NULL, NULL, 0) == 1 &&
	    PQpipelineSync(l->pg) == 1);
}

/* All misfits are logged, the first is what readyz says. */
static void
misfit(struct db_conn *l, const char *why)
{
	if (l->mismatched[l->at])
		return;
	if (l->mismatches++ == 0) {
		buf_drop(&l->why, l->why.len);
		buf_printf(&l->why, "statement %s: %s", statements[l->at].name, why);
	}
	l->mismatched[l->at] = true;
	if (!l->told[l->at])
		log_error("statement mismatched", log_text("statement", statements[l->at].name), log_text("why", why));
	l->told[l->at] = true;
}

/* False: nothing that could come here. */
static bool
compare(struct db_conn *l, const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	struct buf why;
	bool fits = true;

	if (status == PGRES_PIPELINE_ABORTED) /* the describe after a failed prepare */
		return (l->next == PREPARE_SECOND && l->mismatched[l->at]);
	if (status != PGRES_COMMAND_OK && status != PGRES_FATAL_ERROR)
		return (false);
	buf_init(&why, NULL);
	if (status == PGRES_FATAL_ERROR)
		signature_error(res, &why);
	else if (l->next == PREPARE_SECOND)
		fits = signature_check(&statements[l->at], res, &why);
	if (why.len > 0 || !fits)
		misfit(l, why.data);
	buf_end(&why);
	return (true);
}

/* The session is set up, and the clock told with the nonce. */
static bool
greeted(struct db_conn *l, const PGresult *res)
{
	if (l->next == PREPARE_FIRST)
		return (PQresultStatus(res) == PGRES_COMMAND_OK);
	if (PQresultStatus(res) != PGRES_TUPLES_OK || !nonce_fits(res, l->nonce))
		return (false);
	clock_compare(l, res, l->asked_clock);
	return (true);
}

/* A statement that fails is a misfit; a session that cannot be set up is none. */
static bool
take_result(struct db_conn *l, const PGresult *res)
{
	if (PQresultStatus(res) == PGRES_FATAL_ERROR && (error_lost(l, res) || l->at == STATEMENT_COUNT)) {
		db_conn_lost(l, PQresultErrorMessage(res));
		return (true);
	}
	return (l->at == STATEMENT_COUNT ? greeted(l, res) : compare(l, res));
}

/* Takes one step; false if that was not its turn. */
static bool
take(struct db_conn *l, const PGresult *res)
{
	bool sync = res != NULL && PQresultStatus(res) == PGRES_PIPELINE_SYNC;

	switch (l->next) {
	case PREPARE_FIRST:
	case PREPARE_SECOND:
		if (res == NULL || sync || !take_result(l, res))
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
		l->next = PREPARE_FIRST;
		if (l->at == STATEMENT_COUNT)
			return (true);
		l->told[l->at] &= l->mismatched[l->at];
		l->at = next_of(l, l->at + 1);
		return (true);
	}
	l->next++;
	return (true);
}

bool
prepare_results(struct db_conn *l)
{
	PGresult *res;
	bool last;

	while (l->state == DB_PREPARING && !PQisBusy(l->pg)) {
		last = l->at == STATEMENT_COUNT && l->next == PREPARE_SYNC;
		res = PQgetResult(l->pg);
		if (!take(l, res))
			link_doubted(l, "results that do not fit the statements being prepared");
		PQclear(res);
		if (last && l->state == DB_PREPARING)
			return (true);
	}
	return (false);
}

void
clock_compare(struct db_conn *l, const PGresult *res, int64_t sent)
{
	struct pool *p = l->pool;
	struct answer a = { (PGresult *)(uintptr_t)res, 0 };
	int64_t now = clock_wall_ms();
	long max = setting_int(DATABASE_SKEW_MAX), skew;
	bool far;

	/* An answer that took long says nothing about the clock. */
	if (l->kind != DB_WRITE || PQresultStatus(res) != PGRES_TUPLES_OK || now - sent > max)
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
