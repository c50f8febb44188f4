#include <unistd.h>

#include "db/inside.h"
#include "settings.h"

#define LOCK_TIMEOUT_MS 1000

/*
 * The session's settings, behind the URL's own. One plan for all calls of a
 * statement and no JIT: see ARCHITECTURE.md. The calls qualify every name, so
 * the search path is empty.
 */
static void
session_options(const struct link *l, const char *url, struct buf *out)
{
	PQconninfoOption *given = PQconninfoParse(url, NULL), *o;

	for (o = given; o != NULL && o->keyword != NULL; o++)
		if (strcmp(o->keyword, "options") == 0 && o->val != NULL)
			buf_printf(out, "%s ", o->val);
	PQconninfoFree(given);
	buf_puts(out, "-c plan_cache_mode=force_generic_plan -c jit=off -c search_path= -c TimeZone=UTC "
		      "-c DateStyle=ISO -c client_min_messages=warning");
	buf_printf(out, " -c statement_timeout=%ld",
	    setting_int(l->kind == LINK_WORK ? DATABASE_WORK_TIMEOUT : DATABASE_STATEMENT_TIMEOUT));
	if (l->kind == LINK_NOTIFY)
		buf_puts(out, " -c synchronous_commit=off");
	if (l->kind == LINK_READ)
		buf_puts(out, " -c default_transaction_read_only=on");
	else
		buf_printf(out, " -c lock_timeout=%d", LOCK_TIMEOUT_MS);
}

/* libpq's own message repeats what it could not read, which may be the password. */
const char *
connect_fault(const char *url)
{
	PQconninfoOption *given;

	if (strchr(url, '=') == NULL && strstr(url, "://") == NULL)
		return (NULL); /* a database's name */
	given = PQconninfoParse(url, NULL);
	PQconninfoFree(given);
	return (given != NULL ? NULL : "the URL is none that libpq understands (a password's @ : / % are written %40 %3A %2F %25)");
}

PGconn *
connect_start(const struct link *l)
{
	const char *url = setting_text(DATABASE_URL);
	char name[40];
	struct buf options;
	PGconn *conn;

	(void)snprintf(name, sizeof(name), "madang %s %ld", link_name(l), (long)getpid());
	buf_init(&options, NULL);
	session_options(l, url, &options);
	{
		/* What stands before dbname the URL may override; what stands after it may not. */
		const char *const names[] = { "keepalives_idle", "tcp_user_timeout", "dbname", "application_name",
			"client_encoding", "options", NULL };
		const char *const values[] = { "30", "10000", url, name, "UTF8", options.data, NULL };

		conn = PQconnectStartParams(names, values, 1);
	}
	buf_end(&options);
	return (conn);
}
