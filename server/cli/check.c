/* SPDX-License-Identifier: Apache-2.0 */
/* madang check [--restored] [--accept-clock] [--mail ADDRESS]: checks the installation and prints one line for each part. */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>

#include "cli/audit_heads.h"
#include "cli/command.h"
#include "cli/conn_budget.h"
#include "cli/mail.h"
#include "base/clock.h"
#include "courier/courier.h"
#include "db/owner.h"
#include "fetch/fetch.h"
#include "secret/password.h"
#include "secret/token.h"
#include "settings/settings.h"

static unsigned wrong;

static void PRINTF_LIKE(1, 2) print_wrong(const char *format, ...)
{
	va_list ap;

	(void)fputs("wrong: ", stdout);
	va_start(ap, format);
	(void)vprintf(format, ap);
	va_end(ap);
	(void)putchar('\n');
	wrong++;
}

static void
print_fine(const char *what)
{
	(void)printf("fine: %s\n", what);
}

static struct owner *
connect_as(const char *who, const char *setting, const char *url)
{
	char why[OWNER_WHY];
	struct owner *o = owner_open(url, why);

	if (o == NULL)
		print_wrong("connection as %s (%s): %s", who, setting, why);
	else
		(void)printf("fine: connection as %s\n", who);
	return (o);
}

/* The rows of a query; NULL after a line "wrong: ", which begins with the part. */
static struct answer *
ask(struct owner *o, const char *part, const char *sql)
{
	struct answer *a = owner_ask(o, sql, NULL, 0);

	if (a == NULL)
		print_wrong("%s: %s", part, owner_error(o));
	return (a);
}

/* Without the list the server accepts the passwords that attackers try first. */
static void
check_passwords(void)
{
	const char *path = setting_text(ACCOUNTS_PASSWORD_LIST);
	struct password_list *list;

	if (*path == '\0') {
		(void)puts("note: accounts.password_list is empty: new passwords are not compared with common ones");
		return;
	}
	secret_start();
	list = password_list_load(path);
	if (list != NULL)
		print_fine("list of common passwords");
	else
		print_wrong("accounts.password_list: %s: %s; new passwords are not compared with common ones", path,
		    errno != 0 ? strerror(errno) : "lists no passwords");
	password_list_end(list);
}

/* ---- as the app */

static void
statement_mismatched(void *arg, const char *statement, const char *why)
{
	(void)arg;
	print_wrong("statement %s: %s", statement, why);
}

/* The app role may call the functions of api_1 and nothing else. */
static void
check_rights(struct owner *app)
{
	struct answer *a = ask(app, "rights of the role of database.url",
	    "select quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
	    " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
	    " where n.nspname in ('core', 'migrate') and c.relkind in ('r', 'p', 'v', 'm') and"
	    "  (has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger'))"
	    " union all select 'being a superuser' where current_setting('is_superuser') = 'on'");
	int row;

	for (row = 0; a != NULL && row < answer_rows(a); row++)
		print_wrong("the role of database.url has rights on %s; use madang_app", answer_text(a, row, 0));
	owner_answer_free(a);
}

/* The probes of readiness. */
static void
check_probes(struct owner *app)
{
	unsigned before = wrong;

	for (unsigned kind = 0; kind < DB_CONNS; kind++)
		if (!owner_probe(app, kind))
			print_wrong("%s connection: %s", db_conn_kind_name(kind), owner_error(app));
	if (wrong == before)
		print_fine("probes of the connections");
}

static void
check_risks(struct owner *app)
{
	char *risks = owner_risks(app);

	if (risks != NULL)
		(void)printf("warning: %s\n", risks);
	free(risks);
}

static void
check_app(struct owner *app)
{
	struct answer *a;
	int mismatches;
	long skew;

	mismatches = owner_check_statements(app, statement_mismatched, NULL);
	if (mismatches < 0)
		print_wrong("statements: %s", owner_error(app));
	else if (mismatches == 0) {
		print_fine("statements");
		check_probes(app);
	}
	check_rights(app);
	check_risks(app);
	a = ask(app, "the database's clock", "select (extract(epoch from clock_timestamp()) * 1000)::bigint");
	skew = a != NULL ? answer_long(a, 0, 0) - (long)clock_wall_ms() : 0;
	owner_answer_free(a);
	if (labs(skew) > setting_int(DATABASE_SKEW_MAX))
		print_wrong("this machine's clock is %ld ms ahead of the database's; synchronise both", -skew);
}

/* ---- as the owner */

#define UNDEFINED_TABLE "42P01" /* the SQLSTATE for a table that does not exist */

/* False if the schema belongs to another version; its functions and counters are then not checked. */
static bool
check_version(struct owner *o)
{
	struct answer *a = owner_ask(o,
	    "select max(number), max(name), coalesce(bool_or(name = '" MIGRATE_UNRELEASED_FIRST "'), false) from migrate.applied",
	    NULL, 0);
	long have = a != NULL ? answer_long(a, 0, 0) : 0;
	bool unreleased = have != 0 && answer_bool(a, 0, 2);
	bool other_error = a == NULL && strcmp(owner_state(o), UNDEFINED_TABLE) != 0;
	long want = migrate_newest();

	if (other_error)
		print_wrong("schema: %s", owner_error(o));
	else if (have == 0)
		print_wrong("schema: the database is empty; run madang migrate");
	else if (unreleased)
		print_wrong("schema: " MIGRATE_UNRELEASED);
	else if (want == 0)
		print_wrong("schema: this program's own version is unknown without its migrations");
	else if (have > want)
		print_wrong("schema: the database is newer than this program (%s); install the newer version",
		    answer_text(a, 0, 1));
	else if (have < want)
		print_wrong("schema: the database is at %s, this program at %04ld; run madang migrate", answer_text(a, 0, 1),
		    want);
	else
		print_fine("schema version");
	owner_answer_free(a);
	return (have != 0 && have == want && !unreleased);
}

static void
check_conn_budget(struct owner *o)
{
	struct answer *a = ask(o, "max_connections", "select current_setting('max_connections')::integer");
	long need = conn_budget_needed();

	if (a != NULL && answer_long(a, 0, 0) < need)
		print_wrong("max_connections of PostgreSQL is %ld, but the workers need at least %ld", answer_long(a, 0, 0),
		    need);
	owner_answer_free(a);
}

static void
recount(struct owner *o)
{
	struct answer *a = ask(o, "counters", "select what, object, stored, counted from core.recount()");
	int row;

	if (a == NULL)
		return;
	for (row = 0; row < answer_rows(a); row++)
		print_wrong("%s of %s is stored as %s, but counted as %s", answer_text(a, row, 0), answer_text(a, row, 1),
		    answer_text(a, row, 2), answer_text(a, row, 3));
	if (answer_rows(a) == 0)
		print_fine("counters");
	owner_answer_free(a);
}

/* Two articles of the same page are not an error, but readers of one do not see the comments of the other. */
static void
list_duplicates(struct owner *o)
{
	struct answer *a = ask(o, "articles of the same page",
	    "select u.article_id, t.article_id, t.url from core.article_duplicate t"
	    " join core.article_url u on u.site_id = t.site_id and u.url = t.url order by 1, 2");

	for (int row = 0; a != NULL && row < answer_rows(a); row++)
		(void)printf("note: articles %s and %s both belong to %s; madang article merge merges them\n",
		    answer_text(a, row, 0), answer_text(a, row, 1), answer_text(a, row, 2));
	owner_answer_free(a);
}

/* The last seal in the database; number 0: none. */
static bool
last_seal(struct owner *o, struct audit_head *last)
{
	struct answer *a =
	    owner_ask(o, "select number, encode(hash, 'hex') from core.seal order by number desc limit 1", NULL, 0);
	bool ok = a != NULL;

	memset(last, 0, sizeof(*last));
	if (a != NULL && answer_rows(a) > 0) {
		last->number = (uint64_t)answer_long(a, 0, 0);
		ok = seal_unhex(answer_text(a, 0, 1), last->hash, SEAL_HASH);
	}
	owner_answer_free(a);
	return (ok);
}

/* The seals that the heads file has and the database lost, as JSON for the entry that names them; "": none. */
static bool
gap_name(struct owner *o, struct buf *out)
{
	const char *path = setting_text(AUDIT_HEADS_FILE);
	struct audit_heads heads = { 0 };
	const struct audit_gap *gap;
	struct audit_head last;
	char hex[SEAL_HEX(SEAL_HASH)];
	bool ok = true;

	if (*path == '\0')
		return (true);
	if (!audit_heads_read(&heads, path))
		return (errno == ENOENT);
	if (!last_seal(o, &last))
		ok = false;
	else if (audit_heads_restart(&heads, &last)) {
		gap = &heads.gaps[heads.ngaps - 1];
		seal_hex(gap->last.hash, SEAL_HASH, hex);
		buf_printf(out, "{\"after\":%" PRIu64 ",\"last\":%" PRIu64 ",\"head\":\"%s\"}", gap->after, gap->last.number,
		    hex + 2);
		ok = audit_heads_append(path, &last);
	}
	audit_heads_end(&heads);
	return (ok);
}

/* After a restore: see core.restored(). */
static void
after_restore(struct owner *o)
{
	struct answer *a = NULL;
	struct buf gap;

	buf_init(&gap, NULL);
	if (!gap_name(o, &gap))
		print_wrong("audit.heads_file %s: %s", setting_text(AUDIT_HEADS_FILE), strerror(errno));
	else
		a = owner_ask(o, "select since, until, sessions, articles from core.restored(nullif($1, '')::jsonb)",
		    (const char *const[]) { gap.data != NULL ? gap.data : "" }, 1);
	if (a != NULL) {
		(void)printf(
		    "restored: data from %s to %s may be missing: comments, decisions, sanctions and their ends, new passwords\n"
		    "ended %s sessions\nraised the version of %s articles\n",
		    answer_text(a, 0, 0), answer_text(a, 0, 1), answer_text(a, 0, 2), answer_text(a, 0, 3));
		if (gap.len > 0)
			(void)puts("the audit continues after a gap, which an entry names; restart madang");
	} else if (gap.len > 0 || wrong == 0)
		print_wrong("restored: %s", owner_error(o));
	owner_answer_free(a);
	buf_end(&gap);
}

/* The sweep deletes nothing while the clock is doubtful, until an operator accepts it. */
static void
check_clock(struct owner *o, bool accept)
{
	struct answer *a = ask(o, "the database's clock",
	    accept ? "select doubt, since from core.clock_accept()" :
		     "select doubt, core.rfc3339(doubt_at) from core.sweep_state");
	const char *doubt = a != NULL && !answer_null(a, 0, 0) ? answer_text(a, 0, 0) : NULL;

	if (a == NULL)
		return;
	if (!accept && doubt != NULL)
		print_wrong("nothing was deleted by time since %s: %s; correct the clock, then run madang check --accept-clock",
		    answer_text(a, 0, 1), doubt);
	else if (accept && doubt != NULL)
		(void)printf("accepted the database's clock; nothing was deleted by time since %s: %s\n", answer_text(a, 0, 1),
		    doubt);
	else if (accept)
		(void)puts("accepted the database's clock");
	owner_answer_free(a);
}

/* Without a courier, sign-ins at identity providers are answered 503. */
static void
check_courier(struct owner *o)
{
	struct answer *a = ask(o, "identity providers", "select count(*) from core.provider where kind = 'oidc'");

	if (a != NULL && answer_long(a, 0, 0) > 0 && !fetch_courier_listens(setting_text(FETCH_SOCKET)))
		print_wrong(
		    "no courier listens on %s (fetch.socket), so nobody can sign in at an identity provider; start madang courier",
		    setting_text(FETCH_SOCKET));
	else if (a != NULL && answer_long(a, 0, 0) > 0)
		print_fine("courier for identity providers");
	owner_answer_free(a);
}

static void
check_owner(struct owner *o, bool restored, bool accept)
{
	recount(o);
	list_duplicates(o);
	check_clock(o, accept);
	check_courier(o);
	if (restored)
		after_restore(o);
}

/* Sends a mail as the courier would. */
static void
check_mail(const char *address)
{
	char *texts = cli_mail_texts(), why[REPLY_TEXT];

	if (texts == NULL)
		print_wrong("mail: the texts are missing");
	else if (courier_test(texts, address, why))
		(void)printf("fine: mail to %s (%s)\n", address, *why != '\0' ? why : setting_text(MAIL_DIR));
	else
		print_wrong("mail to %s: %s", address, why);
	free(texts);
}

static int
run_check(const struct call *c)
{
	const char *url = setting_text(DATABASE_OWNER_URL);
	struct owner *app, *o;
	bool current = true;

	wrong = 0;
	print_fine("settings"); /* main.c loaded them */
	check_passwords();
	if (c->values[2] != NULL)
		check_mail(c->values[2]);
	app = connect_as("app", "database.url", setting_text(DATABASE_URL));
	o = connect_as("owner", "database.owner_url", *url != '\0' ? url : setting_text(DATABASE_URL));
	if (o != NULL) {
		current = check_version(o);
		check_conn_budget(o);
	}
	if (app != NULL && current)
		check_app(app);
	if (o != NULL && current)
		check_owner(o, c->values[0] != NULL, c->values[1] != NULL);
	if (app != NULL)
		owner_close(app);
	if (o != NULL)
		owner_close(o);
	return (wrong == 0 ? 0 : 1);
}

const struct command cmd_check = {
	.name = "check",
	.summary = "Checks settings, database, schema and counters",
	.help =
	    "Checks the settings, the list of common passwords, both connections to the database, the version of the schema, the types of "
	    "all statements, the probes of readiness, every counter, and whether a courier listens if there are identity providers. Prints one line for each; the exit status is 1 if a line begins "
	    "with \"wrong:\". Warns of PostgreSQL settings that can lose data. Changes nothing without an option.",
	.options = { { "restored", NULL,
			 "After a backup was restored: ends all sessions, invalidates cached pages and continues the audit." },
	    { "accept-clock", NULL, "Accepts the database's clock, so that expired data is deleted again." },
	    { "mail", "ADDRESS", "Sends a mail to this address, by the settings of the section mail." } },
	.run = run_check,
};
