#include "base/clock.h"
#include "base/log.h"
#include "db/fit.h"
#include "db/inside.h"
#include "settings.h"

/* The next statement of the link's kind from st on; STATEMENT_COUNT after the last: the clock. */
static int
next_of(const struct link *l, int st)
{
	while (st < STATEMENT_COUNT && statements[st].link != l->kind)
		st++;
	return (st);
}

/* A Sync for each, so that one misfit leaves the others prepared. */
bool
prepare_send(struct link *l)
{
	struct buf sql;
	bool ok = true;
	int st;

	buf_init(&sql, NULL);
	for (st = next_of(l, 0); ok && st < STATEMENT_COUNT; st = next_of(l, st + 1)) {
		buf_drop(&sql, sql.len);
		fit_sql(&statements[st], &sql);
		ok = PQsendPrepare(l->conn, statements[st].name, sql.data, 0, NULL) == 1 &&
		    PQsendDescribePrepared(l->conn, statements[st].name) == 1 && PQpipelineSync(l->conn) == 1;
	}
	buf_end(&sql);
	memset(l->unfit, 0, sizeof(l->unfit));
	l->misfits = 0;
	l->at = next_of(l, 0);
	l->asked_clock = clock_wall_ms();
	return (ok && PQsendQueryParams(l->conn, CLOCK_SQL, 0, NULL, NULL, NULL, NULL, 0) == 1 &&
	    PQpipelineSync(l->conn) == 1);
}

/* All misfits are logged, the first is what readyz says. */
static void
misfit(struct link *l, const char *why)
{
	if (l->unfit[l->at])
		return;
	if (l->misfits++ == 0) {
		buf_drop(&l->why, l->why.len);
		buf_printf(&l->why, "statement %s: %s", statements[l->at].name, why);
	}
	l->unfit[l->at] = true;
	if (!l->told[l->at])
		log_line(LOG_ERROR, "statement does not fit", "statement", statements[l->at].name, "why", why,
		    NULL);
	l->told[l->at] = true;
}

static void
compare(struct link *l, const PGresult *res)
{
	struct buf why;

	if (l->at == STATEMENT_COUNT) {
		clock_compare(l, res, l->asked_clock);
		return;
	}
	buf_init(&why, NULL);
	switch (PQresultStatus(res)) {
	case PGRES_COMMAND_OK: /* the prepare's has no columns */
		if (PQnfields(res) > 0 && !fit_check(&statements[l->at], res, &why))
			misfit(l, why.data);
		break;
	case PGRES_PIPELINE_ABORTED: /* the describe after a failed prepare */
		break;
	default:
		fit_error(res, &why);
		misfit(l, why.data);
	}
	buf_end(&why);
}

bool
prepare_results(struct link *l)
{
	unsigned ends = 0;
	PGresult *res;

	while (ends < 2 && !PQisBusy(l->conn)) {
		if ((res = PQgetResult(l->conn)) == NULL) {
			ends++; /* a query's end, or twice: nothing more to come */
			continue;
		}
		ends = 0;
		if (PQresultStatus(res) == PGRES_PIPELINE_SYNC) {
			PQclear(res);
			if (l->at == STATEMENT_COUNT)
				return (true);
			l->told[l->at] &= l->unfit[l->at];
			l->at = next_of(l, l->at + 1);
			continue;
		}
		if (PQresultStatus(res) == PGRES_FATAL_ERROR && error_lost(l, res)) {
			link_lost(l, PQresultErrorMessage(res));
			PQclear(res);
			return (false);
		}
		compare(l, res);
		PQclear(res);
	}
	return (false);
}

void
clock_compare(struct link *l, const PGresult *res, int64_t sent)
{
	struct pool *p = l->pool;
	struct answer a = { (PGresult *)(uintptr_t)res, 0 };
	int64_t now = clock_wall_ms();
	long most = setting_int(DATABASE_SKEW_MAX), skew;

	/* An answer that took long says nothing about the clock. */
	if (l->kind != LINK_WRITE || PQresultStatus(res) != PGRES_TUPLES_OK || now - sent > most)
		return;
	skew = (long)(answer_long(&a, 0, 0) - (sent + now) / 2);
	p->figures.skew_ms = skew;
	if (p->skewed != (labs(skew) > most))
		log_line(p->skewed ? LOG_INFO : LOG_ERROR, p->skewed ? "clocks agree again" : "clocks disagree",
		    "database ahead by ms", log_num(skew), NULL);
	p->skewed = labs(skew) > most;
}
