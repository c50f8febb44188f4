#include <unistd.h>

#include "db/internal.h"
#include "settings/settings.h"

/* NULL for a database's name; *fault: why nothing can be read from it, libpq's memory included. */
static PQconninfoOption *
url_read(const char *url, const char **fault)
{
	PQconninfoOption *given;
	char *error = NULL;

	*fault = NULL;
	if (strchr(url, '=') == NULL && strstr(url, "://") == NULL)
		return (NULL);
	given = PQconninfoParse(url, &error);
	if (given == NULL && error == NULL)
		*fault = "out of memory";
	else if (given == NULL)
		*fault = "the URL is none that libpq understands (a password's @ : / % are written %40 %3A %2F %25)";
	PQfreemem(error); /* it repeats what it could not read, which may be the password */
	return (given);
}

/*
 * The session's settings, behind the URL's own. One plan for all calls of a
 * statement and no JIT: see ARCHITECTURE.md. The calls qualify every name, so
 * the search path is empty.
 */
static bool
session_options(const struct db_conn *l, const char *url, struct buf *out)
{
	const char *fault;
	PQconninfoOption *given = url_read(url, &fault), *o;

	if (fault != NULL)
		return (false);
	for (o = given; o != NULL && o->keyword != NULL; o++)
		if (strcmp(o->keyword, "options") == 0 && o->val != NULL)
			buf_printf(out, "%s ", o->val);
	PQconninfoFree(given);
	buf_puts(out, "-c plan_cache_mode=force_generic_plan -c jit=off -c search_path= -c TimeZone=UTC "
		      "-c DateStyle=ISO -c client_min_messages=warning");
	buf_printf(out, " -c madang.page_max=%ld", setting_int(COMMENTS_PAGE_MAX)); /* core.page_max() */
	buf_printf(out, " -c madang.skew_max=%ld", setting_int(DATABASE_SKEW_MAX)); /* core.skew_max() */
	buf_printf(out, " -c statement_timeout=%ld",
	    setting_int(db_conn_is_slow(l) ? DATABASE_WORK_TIMEOUT : DATABASE_STATEMENT_TIMEOUT));
	return (true);
}

/*
 * What differs by kind. Not among the options: libpq would ask for a server that lets a read link write. A batch makes
 * all queries that wait for the write link wait with it, so its lock_timeout is short: longer than another worker's batch
 * keeps a row, and the query is tried again (locked.c).
 */
const char *
connect_session(enum db_conn_kind kind)
{
	static const char *const sql[] = {
		[DB_READ] = "set default_transaction_read_only = on",
		[DB_NOTIFY] = "set synchronous_commit = off",
		[DB_LISTEN] = "listen madang_versions",
	};
	static char lock[48];

	if (kind != DB_WRITE && kind != DB_WORK && kind != DB_HEAVY)
		return (sql[kind]);
	(void)snprintf(lock, sizeof(lock), "set lock_timeout = %ld",
	    setting_int(kind == DB_WRITE ? DATABASE_LOCK_TIMEOUT : DATABASE_WORK_LOCK_TIMEOUT));
	return (lock);
}

const char *
connect_fault(const char *url)
{
	const char *fault;

	PQconninfoFree(url_read(url, &fault));
	return (fault);
}

PGconn *
connect_start(const struct db_conn *l)
{
	const char *url = setting_text(DATABASE_URL);
	char name[40];
	struct buf options;
	PGconn *pg = NULL;

	(void)snprintf(name, sizeof(name), "madang %s %ld", db_conn_name(l), (long)getpid());
	buf_init(&options, NULL);
	if (session_options(l, url, &options)) {
		/* What stands before dbname the URL may override; what stands after it may not. */
		const char *const names[] = { "keepalives_idle", "tcp_user_timeout", "dbname", "application_name",
			"client_encoding", "options", NULL };
		const char *const values[] = { "30", "10000", url, name, "UTF8", options.data, NULL };

		pg = PQconnectStartParams(names, values, 1);
	}
	buf_end(&options);
	return (pg);
}
