/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: the pool survives databases that are absent, late, silent or read-only, and readiness gives the reason. */
#include "db_world.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

/* libpq's send() comes here, for the program stands before the libraries. */
static int sends_lost;

ssize_t
send(int fd, const void *p, size_t n, int flags)
{
	if (sends_lost > 0) {
		sends_lost--;
		errno = ENOBUFS;
		return (-1);
	}
	return (sendto(fd, p, n, flags, NULL, 0));
}

static const char *
why_not(void)
{
	const char *why = "ready";

	(void)pool_ready(pool, &why);
	return (why != NULL ? why : "ready");
}

/* Without a database the first queries wait a moment, later ones fail at once; readyz gives the reason. */
static void
without_a_database_queries_fail_soon(void **state)
{
	struct got g[2];
	int64_t begun = clock_ms();

	(void)state;
	set("DATABASE_URL", "postgresql:///?host=/nonexistent");
	set("DATABASE_BACKOFF_MAX", "200ms");
	pool = pool_new(world);
	find(&g[0], "x", NULL);
	post(pool, &g[1], 1, "");
	wait_all(g, 2);
	assert_int_equal(g[0].status, ASK_UNAVAILABLE);
	assert_int_equal(g[1].status, ASK_UNAVAILABLE);
	assert_in_range(clock_ms() - begun, 900, 5000);
	begun = clock_ms();
	find(&g[0], "x", NULL);
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_UNAVAILABLE);
	assert_in_range(clock_ms() - begun, 0, 500);
	assert_false(pool_is_ready());
	assert_non_null(strstr(why_not(), "/nonexistent"));
}

/* Starts without a database and becomes ready when it comes. */
static void
a_late_database_makes_the_pool_ready(void **state)
{
	char folder[] = "/tmp/madang-db-XXXXXX", path[64], url[128];
	struct got g;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/here", folder);
	(void)snprintf(url, sizeof(url), "postgresql:///?host=%s", path);
	set("DATABASE_URL", url);
	set("DATABASE_BACKOFF_MAX", "100ms");
	pool = pool_new(world);
	while (strstr(why_not(), "No such file") == NULL)
		turn_once();
	assert_int_equal(symlink(getenv("PGHOST"), path), 0);
	wait_until(pool_is_ready);
	find(&g, "x", NULL);
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_OK);
	(void)unlink(path);
	(void)rmdir(folder);
}

/* A connection that takes too long is given up. */
static void
a_slow_connect_is_given_up(void **state)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(at);
	char url[64];
	struct got g;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	/* The kernel accepts connections for a listening socket; no process reads them. */
	assert_int_equal(bind(fd, (struct sockaddr *)&at, n), 0);
	assert_int_equal(listen(fd, 8), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	(void)snprintf(url, sizeof(url), "postgresql://127.0.0.1:%d/", ntohs(at.sin_port));
	set("DATABASE_URL", url);
	set("DATABASE_CONNECT_TIMEOUT", "100ms");
	pool = pool_new(world);
	find(&g, "x", NULL);
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_UNAVAILABLE);
	(void)unsetenv("MADANG_DATABASE_CONNECT_TIMEOUT");
	(void)close(fd);
}

/* The database stops answering and the connection stays open: the pool drops it and reconnects. */
static void
a_silent_connection_is_replaced(void **state)
{
	struct got g[3];
	pid_t pid;

	(void)state;
	set("DATABASE_STATEMENT_TIMEOUT", "100ms");
	set("DATABASE_ASK_TIMEOUT", "700ms");
	pool_up();
	pid = (pid_t)count("select pid from pg_stat_activity where application_name like 'madang read %'");
	assert_int_equal(kill(pid, SIGSTOP), 0);
	find(&g[0], "a", NULL);
	wait_all(g, 1);
	find(&g[1], "b", NULL);
	wait_all(g + 1, 1);
	find(&g[2], "c", NULL);
	wait_all(g + 2, 1);
	(void)kill(pid, SIGCONT);
	/* On a busy machine the pool notices the silence before the query's own deadline. */
	assert_true(g[0].status == ASK_TIMEOUT || g[0].status == ASK_UNAVAILABLE);
	assert_int_equal(g[2].status, ASK_OK);
	assert_int_equal(pool_figures(pool).lost, 1);
}

/* The former primary is a standby now: a write waits for the next primary until its deadline. */
static void
a_write_waits_for_the_next_primary(void **state)
{
	struct got g;

	(void)state;
	run_sql("alter role current_user set default_transaction_read_only = on");
	pool_up();
	run_sql("alter role current_user reset default_transaction_read_only");
	post(pool, &g, 1, "");
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_OK);
	assert_int_equal(pool_figures(pool).lost, 1);
	run_sql("alter role current_user set default_transaction_read_only = on; select 1");
	assert_int_equal(count("select count(pg_terminate_backend(pid)) from pg_stat_activity "
			       "where application_name like 'madang %'"),
	    6);
	post(pool, &g, 1, "");
	wait_all(&g, 1);
	run_sql("set default_transaction_read_only = off; alter role current_user reset default_transaction_read_only");
	assert_int_equal(g.status, ASK_UNAVAILABLE);
	post(pool, &g, 1, "");
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_OK);
	assert_int_equal(count("select count(*) from t.comment"), 2);
}

/* ---- a database that answers with errors */

/* A fault of the database is reported as its absence, a fault of the query as an error. */
static void
each_sqlstate_blames_database_or_query(void **state)
{
	static const char *const databases[] = { "58P01", "58030", "42501", "42P01", "42883", "42703", "3F000", "XX000", "XX001",
		"55000", "57P04", "F0000" };
	static const char *const queries[] = { "22003", "23505", "P0001", "21000", "25006" };
	static const char *const busy[] = { "53100", "53200", "53300", "55P03" };
	struct got g;
	size_t i;

	(void)state;
	pool_up();
	for (i = 0; i < LENGTH(databases); i++) {
		find(&g, "fail", databases[i]);
		wait_all(&g, 1);
		assert_int_equal(g.status, ASK_UNAVAILABLE);
	}
	for (i = 0; i < LENGTH(queries); i++) {
		find(&g, "fail", queries[i]);
		wait_all(&g, 1);
		assert_int_equal(g.status, ASK_ERROR);
	}
	for (i = 0; i < LENGTH(busy); i++) {
		find(&g, "fail", busy[i]);
		wait_all(&g, 1);
		assert_int_equal(g.status, ASK_BUSY);
	}
	assert_int_equal(pool_figures(pool).lost, 0);
}

static void
probe_does(const char *name, const char *params, const char *body)
{
	char sql[400];

	(void)snprintf(sql, sizeof(sql),
	    "create or replace function api_1.%s(%s) returns table (outcome text) language plpgsql "
	    "as $$ begin %s outcome := 'ok'; return next; end $$",
	    name, params, body);
	run_sql(sql);
}

static const char *wanted_why;

static bool
says_why(void)
{
	return (strstr(why_not(), wanted_why) != NULL);
}

/* Readiness probes each connection with a query; an error of the probe makes the pool unready, with its message. */
static void
a_probe_that_fails_makes_the_pool_unready(void **state)
{
	static const struct {
		const char *name, *params, *why;
	} probes[] = { { "probe_read", "", "read connection: as asked (42501)" },
		{ "probe_write", "int4", "write connection: as asked (42501)" },
		{ "probe_work", "", "work connection: as asked (42501)" } };
	struct got g;
	size_t i;

	(void)state;
	pool_up();
	for (i = 0; i < LENGTH(probes); i++) {
		probe_does(probes[i].name, probes[i].params, "raise exception 'as asked' using errcode = '42501';");
		wanted_why = probes[i].why;
		wait_until(says_why);
		assert_false(pool_is_ready());
		find(&g, "x", NULL); /* other functions work and are called */
		wait_all(&g, 1);
		assert_int_equal(g.status, ASK_OK);
		probe_does(probes[i].name, probes[i].params, "");
		wait_until(pool_is_ready);
	}
	assert_int_equal(pool_figures(pool).lost, 0);
}

/* An error of a query is no error of its connection. */
static void
failed_queries_leave_the_pool_ready(void **state)
{
	struct got g[20];
	int64_t end = clock_ms() + 1500;
	size_t i;

	(void)state;
	pool_up();
	while (clock_ms() < end) {
		for (i = 0; i < LENGTH(g); i++)
			find(&g[i], "fail", i % 2 == 0 ? "22003" : "42P01");
		wait_all(g, LENGTH(g));
		assert_true(pool_is_ready());
	}
}

/* A write found no disk space: the pool is unready until the probe stores a filler row, although other writes succeed. */
static void
a_full_disk_makes_the_pool_unready_until_a_probe_finds_room(void **state)
{
	struct got g;

	(void)state;
	pool_up();
	probe_does("probe_write", "int4", "if $1 > 0 then raise exception 'no room' using errcode = '53100'; end if;");
	run_sql(
	    "create or replace function api_1.session_close(bytea, uuid, uuid) returns table (outcome text, version bigint, body json) "
	    "language plpgsql as $$ begin raise exception 'no room' using errcode = '53100'; end $$");
	ASK(&g, SESSION_CLOSE, "\\x00", NULL, NULL);
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_BUSY);
	wanted_why = "write connection: no room (53100)";
	assert_true(says_why());
	for (int64_t end = clock_ms() + 1200; clock_ms() < end;) {
		post(pool, &g, 1, "");
		wait_all(&g, 1);
		assert_int_equal(g.status, ASK_OK);
		assert_true(says_why());
	}
	probe_does("probe_write", "int4", "");
	wait_until(pool_is_ready);
}

/* The query was never sent, so backend and pool wait for each other: the pool checks the connection and replaces it. */
static void
a_query_lost_on_the_way_is_asked_again(void **state)
{
	static const enum statement sts[] = { ARTICLE_FIND, COMMENT_POST, DECIDE, VERSIONS };
	struct got g;
	int64_t begun;
	size_t i;

	(void)state;
	pool_up();
	wait_until(all_links_up);
	for (i = 0; i < LENGTH(sts); i++) {
		sends_lost = 1;
		begun = clock_ms();
		if (sts[i] == ARTICLE_FIND)
			find(&g, "x", NULL);
		else if (sts[i] == COMMENT_POST)
			post(pool, &g, 1, "");
		else if (sts[i] == DECIDE)
			ASK(&g, DECIDE, "\\x00", "[]", NULL, NULL, "600");
		else
			ASK(&g, VERSIONS, "{}");
		wait_all(&g, 1);
		assert_int_equal(sends_lost, 0);
		assert_int_equal(g.status, ASK_OK);
		assert_in_range(clock_ms() - begun, 0, 2000);
		assert_int_equal(pool_figures(pool).lost, i + 1);
		wait_until(all_links_up);
	}
}

/* A slow query keeps its connection. */
static void
a_slow_query_is_not_taken_for_lost(void **state)
{
	struct got g[3];

	(void)state;
	pool_up();
	wait_until(all_links_up);
	find(&g[0], "sleep", "2.5");
	post(pool, &g[1], 1, "sleep 2.5");
	find(&g[2], "x", NULL);
	wait_all(g, 3);
	assert_int_equal(g[0].status, ASK_OK);
	assert_int_equal(g[1].status, ASK_OK);
	assert_int_equal(g[2].status, ASK_OK);
	assert_int_equal(pool_figures(pool).lost, 0);
	assert_true(pool_is_ready());
}

/* The URL may ask for the primary, in each of libpq's ways; read connections stay read-only. */
static void
read_connections_are_read_only_for_any_url(void **state)
{
	static const char *const urls[] = { "postgresql:///?target_session_attrs=read-write",
		"postgresql:///?target_session_attrs=primary", "target_session_attrs=read-write options='-c work_mem=2MB'" };
	struct got r[2], w;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(urls); i++) {
		set("DATABASE_URL", urls[i]);
		pool_up();
		find(&r[0], "x", NULL);
		find(&r[1], "write", NULL);
		post(pool, &w, 1, "");
		wait_all(r, 2);
		wait_all(&w, 1);
		assert_int_equal(r[0].status, ASK_OK);
		assert_int_equal(r[1].status, ASK_ERROR);
		assert_int_equal(w.status, ASK_OK);
		pool_end(pool);
		pool = NULL;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, world_down)
		T(without_a_database_queries_fail_soon),
		T(a_late_database_makes_the_pool_ready),
		T(a_slow_connect_is_given_up),
		T(a_silent_connection_is_replaced),
		T(a_write_waits_for_the_next_primary),
		T(read_connections_are_read_only_for_any_url),
		T(each_sqlstate_blames_database_or_query),
		T(a_probe_that_fails_makes_the_pool_unready),
		T(failed_queries_leave_the_pool_ready),
		T(a_full_disk_makes_the_pool_unready_until_a_probe_finds_room),
		T(a_query_lost_on_the_way_is_asked_again),
		T(a_slow_query_is_not_taken_for_lost),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
