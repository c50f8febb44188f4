/* SPDX-License-Identifier: Apache-2.0 */
#include "db/signature_check.h"

#include "base/mem.h"
#include "db/internal.h"

/* The types of Madang's calls. Their oids are fixed in PostgreSQL's catalogue (pg_type.dat). */
static const struct type {
	const char *name;
	Oid oid;
} types[] = {
	{ "bool", 16 },
	{ "boolean", 16 },
	{ "bytea", 17 },
	{ "bytea[]", 1001 },
	{ "int8", 20 },
	{ "bigint", 20 },
	{ "int4", 23 },
	{ "int4[]", 1007 },
	{ "int", 23 },
	{ "integer", 23 },
	{ "text", 25 },
	{ "json", 114 },
	{ "float8", 701 },
	{ "text[]", 1009 },
	{ "timestamptz", 1184 },
	{ "uuid", 2950 },
	{ "uuid[]", 2951 },
	{ "jsonb", 3802 },
};

/* The meaning of the shorthands in db/statements.h. */
static const struct shorthand {
	const char *word;
	const char *columns;
} shorthands[] = {
	{ "reply_row", REPLY_ROW },
	{ "reply_rows", REPLY_ROW },
	{ "thread_rows", THREAD_ROW },
};

static const char *
type_name(Oid oid)
{
	size_t i;

	for (i = 0; i < LENGTH(types); i++)
		if (types[i].oid == oid)
			return (types[i].name);
	return ("another type");
}

/* The function of a plural statement takes an array of each parameter's type. */
static const char *
brackets(const struct statement_row *row)
{
	return (strcmp(row->columns, "reply_rows") == 0 ? "[]" : "");
}

static Oid
type_oid(const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < LENGTH(types); i++)
		if (strlen(types[i].name) == n && memcmp(types[i].name, name, n) == 0)
			return (types[i].oid);
	return (InvalidOid);
}

static const char *
columns_of(const struct statement_row *row)
{
	size_t i;

	for (i = 0; i < LENGTH(shorthands); i++)
		if (strcmp(row->columns, shorthands[i].word) == 0)
			return (shorthands[i].columns);
	return (row->columns);
}

/* The next "name:type" of a parameter list; false at its end. */
static bool
next_param(const char **at, struct span *type)
{
	const char *p = *at + strspn(*at, " ");
	const char *colon = strchr(p, ':');

	if (*p == '\0' || colon == NULL)
		return (false);
	type->p = colon + 1;
	type->n = strcspn(type->p, " ");
	*at = type->p + type->n;
	return (true);
}

/* The next "name type" of a column list; false at its end. */
static bool
next_column(const char **at, struct span *name, struct span *type)
{
	const char *p = *at + strspn(*at, " ,");

	if (*p == '\0')
		return (false);
	name->p = p;
	name->n = strcspn(p, " ");
	type->p = p + name->n + strspn(p + name->n, " ");
	type->n = strcspn(type->p, ",");
	*at = type->p + type->n;
	return (true);
}

static int
params_count(const struct statement_row *row)
{
	const char *at = row->params;
	struct span type;
	int n = 0;

	while (next_param(&at, &type))
		n++;
	return (n);
}

void
signature_sql(const struct statement_row *row, struct buf *out)
{
	const char *at = row->params;
	struct span type;
	int n = 0;

	buf_printf(out, "select *, $%d::text as " NONCE " from api_1.%s(", params_count(row) + 1, row->name);
	while (next_param(&at, &type)) {
		buf_printf(out, "%s$%d::", n == 0 ? "" : ", ", n + 1);
		buf_add(out, type.p, type.n);
		buf_puts(out, brackets(row));
		n++;
	}
	buf_putc(out, ')');
}

static bool
params_fit(const struct statement_row *row, const PGresult *res, struct buf *why)
{
	const char *at = row->params;
	char full[32];
	struct span type;
	Oid want, have;
	int n;

	for (n = 0; next_param(&at, &type); n++) {
		(void)snprintf(full, sizeof(full), "%.*s%s", (int)type.n, type.p, brackets(row));
		want = type_oid(full, strlen(full));
		have = n < PQnparams(res) ? PQparamtype(res, n) : InvalidOid;
		if (want != have) {
			buf_printf(why, "parameter %d is %s, wanted %s", n + 1, type_name(have), full);
			return (false);
		}
	}
	if (PQnparams(res) == n + 1)
		return (true);
	buf_printf(why, "it has %d parameters, wanted %d", PQnparams(res) - 1, n);
	return (false);
}

static bool
columns_fit(const struct statement_row *row, const PGresult *res, struct buf *why)
{
	const char *at = columns_of(row);
	struct span name, type;
	const char *have;
	int n;

	for (n = 0; next_column(&at, &name, &type); n++) {
		have = n < PQnfields(res) ? PQfname(res, n) : NULL;
		if (have != NULL && strlen(have) == name.n && memcmp(have, name.p, name.n) == 0 &&
		    PQftype(res, n) == type_oid(type.p, type.n))
			continue;
		buf_printf(why, "column %d is ", n + 1);
		if (have != NULL)
			buf_printf(why, "%s %s", have, type_name(PQftype(res, n)));
		else
			buf_puts(why, "missing");
		buf_printf(why, ", wanted %.*s %.*s", (int)name.n, name.p, (int)type.n, type.p);
		return (false);
	}
	if (PQnfields(res) == n + 1)
		return (true);
	buf_printf(why, "it has %d columns, wanted %d", PQnfields(res) - 1, n);
	return (false);
}

bool
signature_check(const struct statement_row *row, const PGresult *described, struct buf *why)
{
	return (params_fit(row, described, why) && columns_fit(row, described, why));
}

void
signature_error(const PGresult *res, struct buf *out)
{
	const char *message = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	if (message == NULL)
		message = PQresultErrorMessage(res);
	buf_add(out, message, strcspn(message, "\n"));
}
