/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "db/internal.h"
#include "settings/settings.h"

/* NULL for a plain database name, or if the URL is unreadable; *fault is then the reason, else NULL. */
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
		*fault = "libpq cannot read the URL; in a password, write @ : / % as %40 %3A %2F %25";
	PQfreemem(error); /* not shown: it quotes the unreadable part, which may be the password */
	return (given);
}

/*
 * The session's settings, after the URL's own. One generic plan for all calls of a statement and no JIT: see
 * ARCHITECTURE.md. The search path is empty, because the calls qualify every name.
 */
static bool
session_options(const struct db_conn *c, const char *url, struct buf *out)
{
	const char *fault;
	PQconninfoOption *given = url_read(url, &fault), *o;

	if (fault != NULL)
		return (false);
	for (o = given; o != NULL && o->keyword != NULL; o++)
		if (strcmp(o->keyword, "options") == 0 && o->val != NULL)
			buf_printf(out, "%s ", o->val);
	PQconninfoFree(given);
	buf_puts(out,
	    "-c plan_cache_mode=force_generic_plan -c jit=off -c search_path= -c TimeZone=UTC "
	    "-c DateStyle=ISO -c client_min_messages=warning");
	buf_printf(out, " -c madang.page_max=%ld", setting_int(COMMENTS_PAGE_MAX)); /* core.page_max() */
	buf_printf(out, " -c madang.skew_max=%ld", setting_int(DATABASE_SKEW_MAX)); /* core.skew_max() */
	buf_printf(out, " -c statement_timeout=%ld",
	    setting_int(db_conn_is_slow(c) ? DATABASE_WORK_TIMEOUT : DATABASE_STATEMENT_TIMEOUT));
	return (true);
}

const char *
connect_url(enum db_conn_kind kind)
{
	const char *own = setting_text(DATABASE_COURIER_URL);

	return (kind == DB_MAIL && *own != '\0' ? own : setting_text(DATABASE_URL));
}

/*
 * The settings that differ by kind. default_transaction_read_only is set by a command, because in the options libpq
 * would search for a writable server. All writes wait while a batch waits for a lock, so its lock_timeout is short, but
 * longer than another worker's batch holds a row. locked.c then retries the writes.
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

	if (kind != DB_WRITE && kind != DB_WORK && kind != DB_HEAVY && kind != DB_MAIL)
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
connect_start(const struct db_conn *c)
{
	const char *url = connect_url(c->kind);
	char name[40];
	struct buf options;
	PGconn *pg = NULL;

	(void)snprintf(name, sizeof(name), "madang %s %ld", db_conn_name(c), (long)getpid());
	buf_init(&options, NULL);
	if (session_options(c, url, &options)) {
		/* The URL overrides parameters before dbname, not those after it. */
		const char *const names[] = { "keepalives_idle", "tcp_user_timeout", "dbname", "application_name",
			"client_encoding", "options", NULL };
		const char *const values[] = { "30", "10000", url, name, "UTF8", options.data, NULL };

		pg = PQconnectStartParams(names, values, 1);
	}
	buf_end(&options);
	return (pg);
}
