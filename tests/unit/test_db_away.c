/* Databases that are not there, come late, fall silent, or turn read-only. */
#include "db_world.h"

#include <signal.h>
#include <unistd.h>

#include "base/clock.h"

static const char *
why_not(void)
{
	const char *why = "ready";

	(void)pool_ready(pool, &why);
	return (why != NULL ? why : "ready");
}

/* Nobody at the other end: the first wait a moment, later ones hear it at once; readyz says why. */
static void
test_no_database(void **state)
{
	struct got g[2];
	int64_t begun = clock_ms();

	(void)state;
	set("DATABASE_URL", "postgresql:///?host=/nonexistent");
	set("DATABASE_BACKOFF_MAX", "200");
	pool = pool_new(world);
	find(&g[0], "x", NULL);
	post(pool, &g[1], 1, "");
	wait_all(g, 2);
	assert_int_equal(g[0].status, ASK_AWAY);
	assert_int_equal(g[1].status, ASK_AWAY);
	assert_in_range(clock_ms() - begun, 900, 5000);
	begun = clock_ms();
	find(&g[0], "x", NULL);
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_AWAY);
	assert_in_range(clock_ms() - begun, 0, 500);
	assert_false(pool_is_ready());
	assert_non_null(strstr(why_not(), "/nonexistent"));
}

/* Starts without a database and becomes ready when it comes. */
static void
test_comes_late(void **state)
{
	char folder[] = "/tmp/madang-db-XXXXXX", path[64], url[128];
	struct got g;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/here", folder);
	(void)snprintf(url, sizeof(url), "postgresql:///?host=%s", path);
	set("DATABASE_URL", url);
	set("DATABASE_BACKOFF_MAX", "100");
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
test_connect_timeout(void **state)
{
	struct got g;

	(void)state;
	/* TEST-NET-1 (RFC 5737): nobody answers, or nobody can be reached. */
	set("DATABASE_URL", "postgresql://192.0.2.1/");
	set("DATABASE_CONNECT_TIMEOUT", "100");
	pool = pool_new(world);
	find(&g, "x", NULL);
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_AWAY);
	(void)unsetenv("MADANG_DATABASE_CONNECT_TIMEOUT");
}

/* The database stops answering, the connection stays: given up, and made anew. */
static void
test_silent(void **state)
{
	struct got g[3];
	pid_t pid;

	(void)state;
	set("DATABASE_STATEMENT_TIMEOUT", "100");
	set("DATABASE_ASK_TIMEOUT", "700");
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
	assert_int_equal(g[0].status, ASK_TIMEOUT);
	assert_int_equal(g[2].status, ASK_OK);
	assert_int_equal(pool_figures(pool).lost, 1);
}

/* What was the primary is a standby now: the write waits for the next one, not for ever. */
static void
test_read_only(void **state)
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
			       "where application_name like 'madang %'"), 5);
	post(pool, &g, 1, "");
	wait_all(&g, 1);
	run_sql("set default_transaction_read_only = off; alter role current_user reset default_transaction_read_only");
	assert_int_equal(g.status, ASK_AWAY);
	post(pool, &g, 1, "");
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_OK);
	assert_int_equal(count("select count(*) from t.comment"), 2);
}

/* The URL may ask for the primary, in each of libpq's ways: read links are read-only all the same. */
static void
test_asks_for_primary(void **state)
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
		T(test_no_database),
		T(test_comes_late),
		T(test_connect_timeout),
		T(test_silent),
		T(test_read_only),
		T(test_asks_for_primary),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
