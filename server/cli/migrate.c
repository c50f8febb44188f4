/* SPDX-License-Identifier: Apache-2.0 */
/*
 * madang migrate: migrates the database to this version's schema, forward only.
 *
 * How this works: each numbered file runs once, in order, in one transaction with its row in migrate.applied. A file
 * NNNN_….concurrently.sql holds one repeatable statement that cannot run in a transaction. Then one transaction replaces
 * the functions (schema/core, schema/api) and the roles. At last, URLs in an older canonical form are converted. Before
 * the first change, migrate refuses a file that changed after it ran, a missing number, and a newer database.
 */
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "db/owner.h"
#include "text/url.h"

#define LOCK_KEY "5570192837465" /* arbitrary, but the same in every version */

struct migration {
	long number;
	char *path;
	char *name;
	bool concurrently;
};

/* The paths of the shipped schema. */
struct code {
	char *schema, *migrations, *core, *api, *roles;
};

static const char bookkeeping[] =
    "create schema if not exists migrate;"
    "create table if not exists migrate.applied ("
    "  number integer primary key, name text not null, digest text not null,"
    "  at timestamptz not null default clock_timestamp());";

static int
sql_only(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return (n > 4 && d->d_name[0] != '.' && strcmp(d->d_name + n - 4, ".sql") == 0);
}

/* ---- the lock */

/*
 * Polls instead of waiting: a waiting statement holds a snapshot, and CREATE INDEX CONCURRENTLY of the process with the
 * lock would wait for that snapshot.
 */
static bool
take_lock(struct owner *o)
{
	const struct timespec pause = { 0, 100000000 };
	struct answer *a;
	bool mine, told = false;

	for (;;) {
		a = owner_ask(o, "select pg_try_advisory_lock(" LOCK_KEY ")", NULL, 0);
		if (a == NULL) {
			(void)cli_fail("migrate: %s", owner_error(o));
			return (false);
		}
		mine = answer_bool(a, 0, 0);
		owner_answer_free(a);
		if (mine)
			return (true);
		if (!told)
			(void)fputs("another migration is running; waiting for it\n", stderr);
		told = true;
		(void)nanosleep(&pause, NULL);
	}
}

/* ---- the files */

/* Never NULL; the caller frees it. */
static char *
path_below(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		abort();
	return (path);
}

/* False after an error message. Call code_end() in either case. */
static bool
find_code(struct code *code)
{
	memset(code, 0, sizeof(*code));
	code->schema = cli_data_path("schema");
	if (code->schema == NULL)
		return (false);
	code->migrations = path_below(code->schema, "migrations");
	code->core = path_below(code->schema, "core");
	code->api = path_below(code->schema, "api");
	code->roles = path_below(code->schema, "roles.sql");
	return (true);
}

static void
code_end(struct code *code)
{
	free(code->schema);
	free(code->migrations);
	free(code->core);
	free(code->api);
	free(code->roles);
}

static bool
read_name(const char *file, long *number)
{
	size_t n = strspn(file, "0123456789");

	*number = strtol(file, NULL, 10);
	return (n == 4 && file[n] == '_' && *number > 0);
}

/* Fills the list from the directory, in order of the numbers. False after an error message. */
static bool
find_migrations(const char *folder, struct migration **list, size_t *count)
{
	struct dirent **files = NULL;
	struct migration *m;
	int i, n = scandir(folder, &files, sql_only, alphasort);
	bool fine = n > 0;

	if (n <= 0)
		(void)cli_fail("migrate: no migrations in %s: %s; nothing was done", folder,
		    n < 0 ? strerror(errno) : "the folder is empty");
	*count = n > 0 ? (size_t)n : 0;
	*list = mem_zero(*count, sizeof(**list));
	for (i = 0; i < n; i++) {
		m = &(*list)[i];
		m->name = mem_copy(files[i]->d_name, strlen(files[i]->d_name));
		m->concurrently = strstr(m->name, ".concurrently.sql") != NULL;
		m->path = path_below(folder, m->name);
		if (!read_name(m->name, &m->number) || (i > 0 && m->number <= m[-1].number)) {
			(void)cli_fail("migrate: %s: the name must begin with a unique number of four digits", m->path);
			fine = false;
		}
		free(files[i]);
	}
	free(files);
	return (fine);
}

static void
list_end(struct migration *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(list[i].name);
		free(list[i].path);
	}
	free(list);
}

/* ---- applied migrations */

/* The row of an applied migration must have the file's name and digest. */
static bool
migration_unchanged(struct owner *o, const struct migration *m, const char *name, const char *digest)
{
	char *text = cli_read_file(m->path, NULL);
	struct answer *a;
	bool same;

	if (text == NULL)
		return (false);
	a = owner_ask(o, "select encode(sha256(convert_to($1, 'UTF8')), 'hex') = $2", (const char *const[]) { text, digest }, 2);
	free(text);
	if (a == NULL) {
		(void)cli_fail("migrate: %s: %s", m->name, owner_error(o));
		return (false);
	}
	same = answer_bool(a, 0, 0) && strcmp(name, m->name) == 0;
	owner_answer_free(a);
	if (!same)
		(void)cli_fail("migrate: %s was changed after it was applied (as %s); restore it and write a new migration",
		    m->path, name);
	return (same);
}

/* The number of applied migrations; -1 after an error message if this version cannot continue from there. */
static long
count_applied(struct owner *o, const struct answer *a, size_t count)
{
	long done = a != NULL ? answer_rows(a) : 0;

	if (a == NULL)
		return (cli_fail("migrate: %s", owner_error(o)) - 2);
	if (done > 0 && strcmp(answer_text(a, 0, 1), MIGRATE_UNRELEASED_FIRST) == 0)
		return (cli_fail("migrate: " MIGRATE_UNRELEASED "; nothing was done") - 2);
	if (done > (long)count)
		return (
		    cli_fail("migrate: the database is newer than this program (%s); nothing was done; install the newer version",
			answer_text(a, (int)done - 1, 1)) -
		    2);
	return (done);
}

/* The number of applied migrations after comparing each; -1 if the database and the files differ. */
static long
compare_applied(struct owner *o, const struct migration *list, size_t count)
{
	struct answer *a = owner_ask(o, "select number, name, digest from migrate.applied order by number", NULL, 0);
	long done = count_applied(o, a, count);
	int i;

	for (i = 0; i < done; i++)
		if (answer_long(a, i, 0) != list[i].number) {
			done = cli_fail("migrate: the database has %s where the files have %s; nothing was done",
				   answer_text(a, i, 1), list[i].name) -
			    2;
		} else if (!migration_unchanged(o, &list[i], answer_text(a, i, 1), answer_text(a, i, 2)))
			done = -1;
	owner_answer_free(a);
	return (done);
}

/* ---- applying */

static bool
record_migration(struct owner *o, const struct migration *m, const char *text)
{
	struct answer *a;
	char number[24];

	(void)snprintf(number, sizeof(number), "%ld", m->number);
	a = owner_ask(o,
	    "insert into migrate.applied (number, name, digest)"
	    " values ($1::integer, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'))",
	    (const char *const[]) { number, m->name, text }, 3);
	owner_answer_free(a);
	return (a != NULL);
}

static bool
apply_migration(struct owner *o, const struct migration *m)
{
	char *text = cli_read_file(m->path, NULL);
	bool fine;

	if (text == NULL)
		return (false);
	if (m->concurrently)
		fine = owner_exec(o, text) && record_migration(o, m, text);
	else
		fine = owner_exec(o, "begin") && owner_exec(o, text) && record_migration(o, m, text) && owner_exec(o, "commit");
	if (fine)
		(void)printf("applied %s\n", m->name);
	else
		(void)cli_fail("migrate: %s: %s", m->path, owner_error(o));
	free(text);
	return (fine);
}

static bool
apply_file(struct owner *o, const char *path)
{
	char *text = cli_read_file(path, NULL);
	bool fine;

	if (text == NULL)
		return (false);
	fine = owner_exec(o, text);
	if (!fine)
		(void)cli_fail("migrate: %s: %s", path, owner_error(o));
	free(text);
	return (fine);
}

/* Lists the directory's SQL files in order. False after an error message if there are none. */
static bool
find_functions(const char *folder, struct dirent ***files, int *count)
{
	*files = NULL;
	*count = scandir(folder, files, sql_only, alphasort);
	if (*count > 0)
		return (true);
	(void)cli_fail("migrate: no functions in %s: %s; nothing was done", folder,
	    *count < 0 ? strerror(errno) : "the folder is empty");
	free(*files);
	return (false);
}

static bool
apply_folder(struct owner *o, const char *folder)
{
	struct dirent **files;
	char *path;
	bool fine = true;
	int i, n;

	if (!find_functions(folder, &files, &n))
		return (false);
	for (i = 0; i < n; i++) {
		path = path_below(folder, files[i]->d_name);
		fine = fine && apply_file(o, path);
		free(path);
		free(files[i]);
	}
	free(files);
	return (fine);
}

static bool
has_functions(const char *folder)
{
	struct dirent **files;
	int n;

	if (!find_functions(folder, &files, &n))
		return (false);
	while (n > 0)
		free(files[--n]);
	free(files);
	return (true);
}

/* Checked before the first change: a new schema without its functions would not work. */
static bool
code_is_there(const struct code *code)
{
	if (!has_functions(code->core) || !has_functions(code->api))
		return (false);
	if (access(code->roles, R_OK) == 0)
		return (true);
	(void)cli_fail("migrate: %s: %s; nothing was done", code->roles, strerror(errno));
	return (false);
}

/* Functions call each other in any order, so their bodies are checked when all exist. */
static const char no_body_checks[] = "set local check_function_bodies = off";
static const char body_checks[] =
    "set local check_function_bodies = on;"
    "do $$ declare f record; begin"
    " for f in select p.oid, l.lanname from pg_proc p join pg_language l on l.oid = p.prolang"
    "   where p.pronamespace in ('core'::regnamespace, 'api_1'::regnamespace) loop"
    "  perform case f.lanname when 'sql' then fmgr_sql_validator(f.oid) when 'plpgsql' then plpgsql_validator(f.oid) end;"
    " end loop; end $$";

static bool
apply_code(struct owner *o, const struct code *code)
{
	bool fine = owner_exec(o, "begin") && owner_exec(o, no_body_checks) && apply_folder(o, code->core) &&
	    apply_folder(o, code->api) && apply_file(o, code->roles);

	if (fine && owner_exec(o, body_checks) && owner_exec(o, "commit"))
		return (true);
	if (fine)
		(void)cli_fail("migrate: %s", owner_error(o));
	return (false);
}

/* ---- canonical URLs */

#define URLS_BATCH "1000"

/* {"site","url","canonical"} */
static json_t *
url_row(const char *site, const char *url, const char *address)
{
	struct buf out;
	json_t *row;

	buf_init(&out, NULL);
	row = json_pack("{s:s,s:s,s:s?}", "site", site, "url", url, "canonical",
	    url_canonical(address, strlen(address), &out) ? out.data : NULL);
	buf_end(&out);
	return (row);
}

static bool
convert_urls_page(struct owner *o, struct answer *old, long *duplicates)
{
	json_t *rows = json_array();
	struct answer *a;
	char *text;

	for (int i = 0; i < answer_rows(old); i++)
		(void)json_array_append_new(rows,
		    url_row(answer_text(old, i, 0), answer_text(old, i, 1), answer_text(old, i, 2)));
	text = json_dumps(rows, JSON_COMPACT);
	json_decref(rows);
	a = text != NULL ? owner_ask(o, "select core.article_urls_canonicalize($1::jsonb)", (const char *const[]) { text }, 1) :
			   NULL;
	*duplicates += a != NULL ? answer_long(a, 0, 0) : 0;
	owner_answer_free(a);
	free(text);
	return (a != NULL);
}

/* In batches, oldest article first: if two articles belong to one page, the older one keeps the URL. */
static bool
convert_urls(struct owner *o)
{
	long done = 0, duplicates = 0;
	struct answer *old;
	bool fine = true, more = true;

	while (fine && more) {
		old = owner_ask(o,
		    "select site_id, url, address from core.article_url where form < 3 order by article_id, url limit " URLS_BATCH,
		    NULL, 0);
		more = old != NULL && answer_rows(old) > 0;
		fine = old != NULL && (!more || convert_urls_page(o, old, &duplicates));
		done += more ? answer_rows(old) : 0;
		owner_answer_free(old);
	}
	if (!fine)
		(void)cli_fail("migrate: converting URLs failed: %s", owner_error(o));
	else if (done > 0)
		(void)printf("converted %ld URLs to canonical form\n", done);
	if (duplicates > 0)
		(void)printf("%ld articles belong to the page of another article; madang check lists them\n", duplicates);
	return (fine);
}

static bool
migrate_database(struct owner *o, const struct code *code)
{
	struct migration *list = NULL;
	size_t count = 0;
	long i = -1;
	bool fine;

	fine = find_migrations(code->migrations, &list, &count) && code_is_there(code) && take_lock(o);
	if (fine && !(fine = owner_exec(o, bookkeeping)))
		(void)cli_fail("migrate: %s", owner_error(o));
	if (fine)
		fine = (i = compare_applied(o, list, count)) >= 0;
	for (; fine && i < (long)count; i++)
		fine = apply_migration(o, &list[i]);
	fine = fine && apply_code(o, code) && convert_urls(o);
	if (fine)
		(void)printf("the database is at %s\n", list[count - 1].name);
	list_end(list, count);
	return (fine);
}

long
migrate_newest(void)
{
	struct migration *list = NULL;
	struct code code;
	size_t count = 0;
	long newest = 0;

	if (find_code(&code) && find_migrations(code.migrations, &list, &count))
		newest = list[count - 1].number;
	list_end(list, count);
	code_end(&code);
	return (newest);
}

static int
run_migrate(const struct call *c)
{
	struct code code;
	struct owner *o;
	bool fine = false;

	(void)c;
	if (find_code(&code) && (o = cli_owner()) != NULL) {
		fine = migrate_database(o, &code);
		owner_close(o);
	}
	code_end(&code);
	return (fine ? 0 : 1);
}

const struct command cmd_migrate = {
	.name = "migrate",
	.summary = "Migrates the database to this version's schema",
	.help =
	    "Migrates the database of database.owner_url to this version's schema, forward only. Each step is a transaction of its own. "
	    "It can run again at any time, also on several machines at once. It refuses a newer database and migrations that changed "
	    "after they ran. The role madang_app, with which database.url connects, gets the right to execute the API functions.",
	.run = run_migrate,
};
