/* SPDX-License-Identifier: Apache-2.0 */
#include "db_world.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "settings/settings.h"

struct event_base *world;
struct owner *owner;
struct pool *pool;
int64_t clock_ahead;
int64_t keep_takes;
unsigned long kept;

#define URL "postgresql:///"

/* The linker sends every call of clock_wall_ms() here. */
int64_t __real_clock_wall_ms(void);
int64_t __wrap_clock_wall_ms(void);

int64_t
__wrap_clock_wall_ms(void)
{
	return (__real_clock_wall_ms() + clock_ahead);
}

/* ---- stand-ins */

static const char tables[] =
    "drop schema if exists api_1 cascade; drop schema if exists t cascade; create schema api_1; create schema t;"
    "create table t.article (id uuid primary key, version bigint not null default 0);"
    "create table t.comment (id uuid primary key, article uuid not null, body text, tx bigint default txid_current(),"
    "  seq bigint generated always as identity);"
    "create table t.late (a int, constraint late_once unique (a) deferrable initially deferred);"
    "create table t.work (seq int generated always as identity, since timestamptz, till timestamptz, tx bigint default txid_current());"
    "create sequence t.tries;"
    "insert into t.article(id) select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid from generate_series(0, 99) n;";

static const char post_body[] =
    "begin"
    "  if $5 like 'sleep %' then perform pg_catalog.pg_sleep(substr($5, 7)::float8); end if;"
    "  update t.article a set version = a.version + 1 where a.id = $2 returning a.version into version;"
    "  insert into t.comment(id, article, body) values ($3, $2, $5) on conflict do nothing;"
    "  if $5 = 'raise' then raise exception 'as asked'; end if;"
    "  if $5 = 'deferred' then insert into t.late values (1), (1); end if;"
    "  if $5 like '40P01 %' and nextval('t.tries') <= substr($5, 7)::int then"
    "    raise exception 'a deadlock' using errcode = '40P01'; end if;"
    "  if $5 = 'die always' or $5 = 'die' and nextval('t.tries') = 1 then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); end if;"
    "  outcome := 'ok'; return next; "
    "end";

static const char find_body[] =
    "begin"
    "  if $1 = 'sleep' then perform pg_catalog.pg_sleep($2::float8); end if;"
    "  if $1 = 'raise' then raise exception 'as asked'; end if;"
    "  if $1 = 'fail' then raise exception 'as asked' using errcode = $2; end if;"
    "  if $1 = 'write' then delete from t.late; end if;"
    "  outcome := coalesce($1, 'null'); version := 7; body := to_json($2); return next; "
    "end";

static const char decide_body[] =
    "declare at timestamptz := clock_timestamp();"
    "begin"
    "  perform pg_catalog.pg_sleep(0.02); insert into t.work(since, till) values (at, clock_timestamp());"
    "  outcome := 'ok'; return next; "
    "end";

static const char account_body[] = "begin insert into t.work(since) values (now()); outcome := 'ok'; return next; end";

static const char vote_body[] =
    "begin"
    "  if '99' = any($4::text[]) then raise exception 'as asked'; end if;"
    "  insert into t.work(since) values (now());"
    "  perform from t.article a where a.id = any($2) order by a.id for update;"
    "  return query select 'ok', u.n, json_build_array(u.v, u.c::text, u.x) "
    "    from unnest($1, $2, $3, $4) with ordinality u(v, a, c, x, n) where u.x <> 77 order by u.n;"
    "end";

static const char *
body_of(int st)
{
	switch (st) {
	case COMMENT_POST:
		return (post_body);
	case VOTE_SET:
		return (vote_body);
	case ARTICLE_FIND:
		return (find_body);
	case DECIDE:
		return (decide_body);
	case SESSION_CLOSE:
		return (account_body);
	default:
		return ("begin outcome := 'ok'; return next; end");
	}
}

static const char *
columns_of(const char *columns)
{
	if (strcmp(columns, "reply_row") == 0 || strcmp(columns, "reply_rows") == 0)
		return (REPLY_ROW);
	if (strcmp(columns, "thread_rows") == 0)
		return (THREAD_ROW);
	return (columns);
}

/* One function for every row of statements.c, its parameters unnamed. */
static void
stand_ins(void)
{
	const char *p;
	struct buf sql;
	int st;

	buf_init(&sql, NULL);
	buf_puts(&sql, tables);
	for (st = 0; st < STATEMENT_COUNT; st++) {
		buf_printf(&sql, "create function api_1.%s(", statements[st].name);
		for (p = statements[st].params; (p = strchr(p, ':')) != NULL; p++) {
			buf_add(&sql, p + 1, strcspn(p + 1, " "));
			if (statement_plural((enum statement)st))
				buf_puts(&sql, "[]");
			if (strchr(p + 1, ':') != NULL)
				buf_puts(&sql, ", ");
		}
		buf_printf(&sql, ") returns table (%s) language plpgsql as $$ %s $$;", columns_of(statements[st].columns),
		    body_of(st));
	}
	run_sql(sql.data);
	buf_end(&sql);
}

/* ---- the world */

void
world_needs(void)
{
	if (getenv("PGHOST") != NULL)
		return;
	printf("skipped: no PostgreSQL of its own (run by ctest, or tests/lib/postgres.py run -- PROGRAM)\n");
	exit(77);
}

static const char *const touched[] = { "MADANG_DATABASE_ASK_TIMEOUT", "MADANG_DATABASE_QUEUE_MAX", "MADANG_DATABASE_BATCH_MAX",
	"MADANG_DATABASE_STATEMENT_TIMEOUT", "MADANG_DATABASE_BACKOFF_MAX", "MADANG_DATABASE_PIPELINE_MAX",
	"MADANG_SERVER_LOOP_BUDGET", "MADANG_NOTIFY_INTERVAL", "MADANG_NOTIFY_ARTICLES" };

/* The links of the test before are closed, but their backends may not have noticed: some tests count them. */
static void
alone(void)
{
	const int64_t end = clock_ms() + 20000;

	while (count("select count(*) from pg_stat_activity where application_name like 'madang %'") > 0)
		if (clock_ms() > end)
			fail_msg("links of another test are still there");
}

int
world_up(void **state)
{
	char why[OWNER_WHY];
	size_t i;

	(void)state;
	clock_ahead = keep_takes = 0;
	for (i = 0; i < LENGTH(touched); i++)
		(void)unsetenv(touched[i]);
	set("DATABASE_URL", URL);
	log_set_level(LOG_ERROR);
	owner = owner_open(URL, why);
	if (owner == NULL)
		fail_msg("%s", why);
	alone();
	stand_ins();
	world = event_base_new();
	assert_non_null(world);
	return (0);
}

int
world_down(void **state)
{
	(void)state;
	if (pool != NULL)
		pool_end(pool);
	pool = NULL;
	event_base_free(world);
	owner_close(owner);
	return (0);
}

void
set(const char *name, const char *value)
{
	char full[64];

	(void)snprintf(full, sizeof(full), "MADANG_%s", name);
	(void)setenv(full, value, 1);
	assert_true(settings_load(NULL, stderr));
}

bool
pool_is_ready(void)
{
	const char *why;

	return (pool_ready(pool, &why));
}

bool
all_links_up(void)
{
	struct pool_figures f = pool_figures(pool);

	return (pool_is_ready() && f.sender_up && f.listener_up && f.heavy_up);
}

void
pool_up(void)
{
	pool = pool_new(world);
	wait_until(pool_is_ready);
}

/* ---- questions */

static void
keep(void *arg, enum ask_status status, const struct answer *a)
{
	struct got *g = arg;
	int64_t busy = clock_us() + keep_takes;

	while (clock_us() < busy)
		;
	kept++;
	assert_false(g->done);
	assert_true((a != NULL) == (status == ASK_OK));
	g->done = true;
	g->status = status;
	if (a == NULL)
		return;
	(void)snprintf(g->outcome, sizeof(g->outcome), "%s", answer_outcome(a));
	g->version = answer_long(a, 0, 1);
	(void)snprintf(g->body, sizeof(g->body), "%s", answer_text(a, 0, 2));
}

void
ask_of(struct pool *p, struct got *g, enum statement st, const char *const *params)
{
	memset(g, 0, sizeof(*g));
	pool_ask(p, st, params, keep, g);
	assert_false(g->done); /* never from inside the call */
}

void
post(struct pool *p, struct got *g, int article, const char *what)
{
	struct uuid id = uuid_new();
	char of[UUID_TEXT], text[UUID_TEXT];

	(void)snprintf(of, sizeof(of), "00000000-0000-7000-8000-%012d", article);
	uuid_text(&id, text);
	ask_of(p, g, COMMENT_POST, (const char *const[PARAMS_MAX]) { "\\x00", of, text, NULL, what, "", "{}", NULL, NULL, "9" });
}

void
find(struct got *g, const char *what, const char *with)
{
	ASK(g, ARTICLE_FIND, what, with, NULL);
}

/* ---- time */

static int64_t until;

void
turn_once(void)
{
	struct timeval tv = { 0, 10000 };

	(void)event_base_loopexit(world, &tv);
	(void)event_base_loop(world, EVLOOP_ONCE);
	if (until != 0 && clock_ms() > until)
		fail_msg("waited 20 s for nothing");
}

void
wait_all(const struct got *g, size_t n)
{
	size_t i;

	until = clock_ms() + 20000;
	for (i = 0; i < n; i++)
		while (!g[i].done)
			turn_once();
	until = 0;
}

void
wait_until(bool (*true_now)(void))
{
	until = clock_ms() + 20000;
	while (!true_now())
		turn_once();
	until = 0;
}

/* ---- beside the pool */

long
count(const char *sql)
{
	struct answer *a = owner_ask(owner, sql, NULL, 0);
	long n;

	if (a == NULL)
		fail_msg("%s", owner_error(owner));
	n = answer_rows(a) > 0 ? answer_long(a, 0, 0) : -1;
	owner_answer_free(a);
	return (n);
}

void
run_sql(const char *sql)
{
	if (!owner_exec(owner, sql))
		fail_msg("%s", owner_error(owner));
}
