/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"

/* list: SQLSTATEs, separated by spaces. */
static bool
state_is(const PGresult *res, const char *list)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);

	return (state != NULL && strstr(list, state) != NULL);
}

static bool
class_is(const PGresult *res, const char *two)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);

	return (state != NULL && strncmp(state, two, 2) == 0);
}

/* An SQLSTATE has five characters. libpq without memory may drop it or leave it empty. */
bool
error_is_servers(const PGresult *res)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);

	return (state != NULL && strlen(state) == 5);
}

/* The backend exits after a FATAL or PANIC error. */
static bool
is_last_word(const PGresult *res)
{
	const char *severity = PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED);

	return (severity != NULL && strcmp(severity, "ERROR") != 0);
}

bool
error_lost(const struct db_conn *c, const PGresult *res)
{
	const char *place = PQresultErrorField(res, PG_DIAG_SOURCE_FUNCTION);

	if (!error_is_servers(res) || is_last_word(res))
		return (true);
	/* Shutdown, crash, startup; connection exceptions; a missing prepared statement. */
	if (state_is(res, "57P01 57P02 57P03 26000") || class_is(res, "08"))
		return (true);
	/* The primary became a standby. Read connections are read-only by their own setting. */
	if (c->kind != DB_READ && state_is(res, "25006"))
		return (true);
	/* "cached plan must not change result type": the function was replaced, so its statement must be prepared again. */
	return (state_is(res, "0A000") && place != NULL && strcmp(place, "RevalidateCachedQuery") == 0);
}

bool
error_again(const PGresult *res)
{
	return (state_is(res, "40P01 40001"));
}

bool
error_is_lock(const PGresult *res)
{
	return (state_is(res, "55P03"));
}

bool
error_is_full(const PGresult *res)
{
	return (state_is(res, "53100"));
}

bool
error_is_databases(const PGresult *res)
{
	static const char *const classes[] = { "28", "3D", "3F", "42", "55", "57", "58", "F0", "XX" };
	size_t i;

	if (state_is(res, "55P03 57014")) /* a lock, a time limit */
		return (false);
	for (i = 0; i < LENGTH(classes); i++)
		if (class_is(res, classes[i]))
			return (true);
	return (false);
}

enum ask_status
error_status(const PGresult *res)
{
	if (state_is(res, "MD001")) /* core.id_check() */
		return (ASK_SKEW);
	if (error_is_databases(res))
		return (ASK_UNAVAILABLE);
	/* lock_timeout; out of disk, memory or connections */
	if (state_is(res, "55P03") || class_is(res, "53"))
		return (ASK_BUSY);
	/* statement_timeout */
	if (state_is(res, "57014"))
		return (ASK_TIMEOUT);
	return (ASK_ERROR);
}

/* Errors of class 22 (bad data) quote the value, which may be the text of a comment, so their message is not logged. */
void
error_log(const struct query *q, const PGresult *res)
{
	const char *text = class_is(res, "22") ? NULL : PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	struct log_request outer;
	long more;

	outer = log_request_enter(q->request_id);
	if (repeat_due("statement failed", query_name(q), state, &more))
		log_error("statement failed", log_text("statement", query_name(q)), log_text("sqlstate", state),
		    log_text("why", text), log_repeated(more));
	log_request_leave(&outer);
}
