/* SPDX-License-Identifier: Apache-2.0 */
#include "db/owner.h"

#include <libpq-fe.h>

#include "base/buf.h"
#include "db/signature_check.h"
#include "db/internal.h"
#include "settings/settings.h"

struct owner {
	PGconn *pg; /* NULL: lost; every call fails with the error that lost it */
	struct buf error;
	char state[6];
};

static void
print_notice(void *arg, const char *message)
{
	(void)arg;
	(void)fprintf(stderr, "%s", message);
}

/* Writes libpq's message in one line, without the trailing newline. */
static void
copy_one_line(const char *message, char *out, size_t room)
{
	size_t n = 0;

	for (; *message != '\0' && n + 1 < room; message++)
		if (*message != '\n')
			out[n++] = *message;
		else if (message[1] != '\0')
			out[n++] = ' ';
	out[n] = '\0';
}

struct owner *
owner_open(const char *url, char why[OWNER_WHY])
{
	/* The URL overrides parameters before dbname, not those after it. */
	const char *const names[] = { "connect_timeout", "application_name", "dbname", "client_encoding", NULL };
	const char *const values[] = { "10", "madang", url, "UTF8", NULL };
	const char *fault = connect_fault(url);
	char setup[128];
	struct owner *o;
	PGconn *pg;

	why[0] = '\0';
	if (fault != NULL) {
		copy_one_line(fault, why, OWNER_WHY);
		return (NULL);
	}
	pg = PQconnectdbParams(names, values, 1);
	if (pg == NULL || PQstatus(pg) != CONNECTION_OK) {
		copy_one_line(pg != NULL ? PQerrorMessage(pg) : "out of memory", why, OWNER_WHY);
		PQfinish(pg);
		return (NULL);
	}
	PQsetNoticeProcessor(pg, print_notice, NULL);
	o = mem_zero(1, sizeof(*o));
	o->pg = pg;
	buf_init(&o->error, NULL);
	(void)snprintf(setup, sizeof(setup), "set client_min_messages = warning; set timezone = 'UTC'; set madang.skew_max = %ld",
	    setting_int(DATABASE_SKEW_MAX));
	if (owner_exec(o, setup))
		return (o);
	copy_one_line(owner_error(o), why, OWNER_WHY);
	owner_close(o);
	return (NULL);
}

void
owner_close(struct owner *o)
{
	if (o == NULL)
		return;
	PQfinish(o->pg);
	buf_end(&o->error);
	free(o);
}

/* Stores the error of a result: message, detail and the place in which function. */
static void
keep_error(struct owner *o, const PGresult *res)
{
	const char *state = res != NULL ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
	static const struct {
		int field;
		const char *before;
	} more[] = { { PG_DIAG_MESSAGE_DETAIL, "; " }, { PG_DIAG_MESSAGE_HINT, "; " }, { PG_DIAG_CONTEXT, "; in " },
		{ PG_DIAG_STATEMENT_POSITION, "; at character " } };
	const char *text;
	size_t i;

	if (o->pg == NULL)
		return;
	(void)snprintf(o->state, sizeof(o->state), "%s", state != NULL ? state : "");
	buf_drop(&o->error, o->error.len);
	if (state == NULL) {
		text = PQerrorMessage(o->pg);
		buf_printf(&o->error, "the connection to the database was lost: %.*s", (int)strcspn(text, "\n"), text);
		return;
	}
	signature_error(res, &o->error);
	for (i = 0; i < LENGTH(more); i++)
		if ((text = PQresultErrorField(res, more[i].field)) != NULL)
			buf_printf(&o->error, "%s%.*s", more[i].before, (int)strcspn(text, "\n"), text);
}

static bool
result_ok(struct owner *o, const PGresult *res)
{
	ExecStatusType st = PQresultStatus(res);

	if (st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK || st == PGRES_EMPTY_QUERY)
		return (true);
	keep_error(o, res);
	if (!error_is_servers(res)) { /* the command's fate is unknown; closing ends an open transaction */
		PQfinish(o->pg);
		o->pg = NULL;
	}
	return (false);
}

bool
owner_exec(struct owner *o, const char *sql)
{
	PGresult *res = PQexec(o->pg, sql);
	bool ok = result_ok(o, res);

	PQclear(res);
	return (ok);
}

struct answer *
owner_ask(struct owner *o, const char *sql, const char *const *params, int n)
{
	PGresult *res = PQexecParams(o->pg, sql, n, NULL, params, NULL, NULL, 0);
	struct answer *a;

	if (!result_ok(o, res)) {
		PQclear(res);
		return (NULL);
	}
	a = mem_zero(1, sizeof(*a));
	a->res = res;
	return (a);
}

void
owner_answer_free(struct answer *a)
{
	if (a == NULL)
		return;
	PQclear(a->res);
	free(a);
}

int
owner_cols(const struct answer *a)
{
	return (PQnfields(a->res));
}

const char *
owner_name(const struct answer *a, int col)
{
	const char *name = PQfname(a->res, col);

	return (name != NULL ? name : "");
}

long
owner_rows_changed(const struct answer *a)
{
	return (strtol(PQcmdTuples(a->res), NULL, 10));
}

const char *
owner_error(const struct owner *o)
{
	return (o->error.data != NULL ? o->error.data : "");
}

const char *
owner_state(const struct owner *o)
{
	return (o->state);
}

char *
owner_risks(struct owner *o)
{
	struct answer *a = owner_ask(o, RISKS_SQL, NULL, 0);
	char *risks = NULL;

	if (a != NULL && !answer_null(a, 0, 0))
		risks = mem_copy(answer_text(a, 0, 0), answer_len(a, 0, 0));
	owner_answer_free(a);
	return (risks);
}

bool
owner_probe(struct owner *o, enum db_conn_kind kind)
{
	static const struct {
		enum statement st;
		const char *param;
	} probes[] = { [DB_READ] = { PROBE_READ, NULL },
		[DB_WRITE] = { PROBE_WRITE, "0" },
		[DB_WORK] = { PROBE_WORK, NULL },
		[DB_NOTIFY] = { NOTIFY_VERSIONS, "{}" },
		[DB_LISTEN] = { VERSIONS, "{}" },
		[DB_HEAVY] = { PROBE_WORK, NULL } };
	const char *params[2] = { probes[kind].param, "" };
	int n = statement_params(probes[kind].st);
	struct answer *a = NULL;
	struct buf sql;
	bool fine;

	if (n == 0)
		params[0] = params[1];
	buf_init(&sql, NULL);
	signature_sql(&statements[probes[kind].st], &sql);
	if (owner_exec(o, "begin") && owner_exec(o, connect_session(kind)))
		a = owner_ask(o, sql.data, params, n + 1);
	buf_end(&sql);
	fine = a != NULL;
	owner_answer_free(a);
	return (owner_exec(o, "rollback") && fine);
}

/* False after writing the difference to why. */
static bool
check_statement(struct owner *o, const struct statement_row *row, struct buf *why)
{
	struct buf sql;
	PGresult *res;
	bool ok;

	buf_init(&sql, NULL);
	signature_sql(row, &sql);
	res = PQprepare(o->pg, row->name, sql.data, 0, NULL);
	buf_end(&sql);
	ok = result_ok(o, res);
	if (ok) {
		PQclear(res);
		res = PQdescribePrepared(o->pg, row->name);
		ok = result_ok(o, res);
	}
	if (ok)
		ok = signature_check(row, res, why);
	else
		signature_error(res, why);
	PQclear(res);
	return (ok);
}

int
owner_check_statements(struct owner *o, void (*mismatch)(void *arg, const char *statement, const char *why), void *arg)
{
	struct buf why;
	int i, bad = 0;

	buf_init(&why, NULL);
	for (i = 0; i < STATEMENT_COUNT; i++) {
		buf_drop(&why, why.len);
		if (o->pg == NULL || check_statement(o, &statements[i], &why))
			continue;
		bad++;
		mismatch(arg, statements[i].name, why.data);
	}
	buf_end(&why);
	if (!owner_exec(o, "deallocate all"))
		return (-1);
	return (bad);
}
