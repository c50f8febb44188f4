/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a worker's connections keep limits and deadlines, report mismatched signatures, and survive lost connections. */
#include "db_world.h"

#include "base/clock.h"

/* ---- answers */

static void
each_query_gets_its_own_answer(void **state)
{
	struct got g[3];

	(void)state;
	pool_up();
	find(&g[0], "hello", "w\"orld");
	find(&g[1], NULL, NULL);
	ASK(&g[2], COUNTS, "{00000000-0000-7000-8000-000000000001}");
	assert_int_equal(pool_waiting(pool), 3);
	wait_all(g, 3);
	assert_int_equal(g[0].status, ASK_OK);
	assert_string_equal(g[0].outcome, "hello");
	assert_int_equal(g[0].version, 7);
	assert_string_equal(g[0].body, "\"w\\\"orld\"");
	assert_string_equal(g[1].outcome, "null");
	assert_string_equal(g[1].body, "");
	assert_string_equal(g[2].outcome, "ok");
	assert_int_equal(pool_figures(pool).queries, 3);
	assert_int_equal(pool_waiting(pool), 0);
}

/* The settings of the session, for every URL. */
static void
a_session_has_its_settings_for_any_url(void **state)
{
	struct answer *a;

	(void)state;
	pool_up();
	wait_until(all_links_up);
	assert_int_equal(count("select count(*) from pg_stat_activity where application_name like 'madang %'"), 6);
	run_sql("create or replace function api_1.article_find(text, text, text) "
		"returns table (outcome text, version bigint, body json) language plpgsql as "
		"$$ begin outcome := current_setting($1); return next; end $$");
	static const char *const want[][2] = { { "plan_cache_mode", "force_generic_plan" }, { "jit", "off" },
		{ "statement_timeout", "5s" }, { "search_path", "" }, { "client_encoding", "UTF8" }, { "TimeZone", "UTC" },
		{ "default_transaction_read_only", "on" } };
	struct got g[LENGTH(want)];
	size_t i;

	for (i = 0; i < LENGTH(want); i++)
		find(&g[i], want[i][0], NULL);
	wait_all(g, LENGTH(want));
	for (i = 0; i < LENGTH(want); i++)
		assert_string_equal(g[i].outcome, want[i][1]);
	a = owner_ask(owner, "select 1", NULL, 0);
	assert_non_null(a);
	owner_answer_free(a);
}

/* A read that fails harms neither the read before nor the read after it; a read connection cannot write. */
static void
a_read_that_fails_harms_no_other_read(void **state)
{
	struct got g[5];

	(void)state;
	pool_up();
	find(&g[0], "a", NULL);
	find(&g[1], "raise", NULL);
	find(&g[2], "b", NULL);
	find(&g[3], "write", NULL);
	find(&g[4], "c", NULL);
	wait_all(g, 5);
	assert_int_equal(g[0].status, ASK_OK);
	assert_int_equal(g[1].status, ASK_ERROR);
	assert_int_equal(g[2].status, ASK_OK);
	assert_int_equal(g[3].status, ASK_ERROR);
	assert_int_equal(g[4].status, ASK_OK);
	assert_int_equal(pool_figures(pool).errors, 2);
	assert_int_equal(pool_figures(pool).lost, 0);
}

/* ---- limits */

static void
reads_beyond_the_queue_are_refused(void **state)
{
	struct got g[20];
	size_t i, busy = 0, ok = 0;

	(void)state;
	set("DATABASE_QUEUE_MAX", "4");
	set("DATABASE_PIPELINE_MAX", "2");
	pool_up();
	for (i = 0; i < 20; i++)
		find(&g[i], "x", NULL);
	assert_true(pool_full(pool, ARTICLE_FIND));
	assert_false(pool_full(pool, COMMENT_POST));
	wait_all(g, 20);
	for (i = 0; i < 20; i++) {
		busy += g[i].status == ASK_BUSY;
		ok += g[i].status == ASK_OK;
	}
	assert_int_equal(ok, 4);
	assert_int_equal(busy, 16);
	assert_int_equal(pool_figures(pool).shed, 17);
	find(&g[0], "x", NULL);
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_OK);
}

/* Runs the loop until the first of several simultaneous answers is delivered, and the rest wait. */
static void
answer_first(void)
{
	unsigned long before = kept;

	while (kept == before)
		turn_once();
	assert_int_equal(kept, before + 1);
}

/* An answer that is received and not delivered counts for pool_full() and pool_half_full(). */
static void
an_undelivered_answer_counts_as_waiting(void **state)
{
	struct got g[8], more;
	size_t i;

	(void)state;
	set("SERVER_LOOP_BUDGET", "50us");
	pool_up();
	keep_takes = 100;
	for (i = 0; i < 4; i++) /* as many queries as share a Sync */
		find(&g[i], "x", NULL);
	answer_first();
	set("DATABASE_QUEUE_MAX", "7");
	assert_false(pool_half_full(pool));
	set("DATABASE_QUEUE_MAX", "6");
	assert_true(pool_half_full(pool));
	assert_false(pool_full(pool, ARTICLE_FIND));
	assert_int_equal(pool_figures(pool).waiting_read, 3);
	wait_all(g, 4);
	assert_false(pool_half_full(pool));
	set("DATABASE_QUEUE_MAX", "8");
	for (i = 0; i < 8; i++)
		post(pool, &g[i], (int)i, "");
	answer_first();
	assert_false(pool_full(pool, COMMENT_POST));
	set("DATABASE_QUEUE_MAX", "7");
	assert_true(pool_full(pool, COMMENT_POST));
	assert_false(pool_full(pool, ARTICLE_FIND));
	post(pool, &more, 1, "");
	wait_all(g, 8);
	wait_all(&more, 1);
	assert_int_equal(more.status, ASK_BUSY);
	assert_false(pool_full(pool, COMMENT_POST));
}

/* More queries than the pipeline takes are all answered, in order. */
static void
more_queries_than_the_pipeline_are_answered_in_order(void **state)
{
	struct got g[300];
	char n[8];
	size_t i;

	(void)state;
	set("DATABASE_PIPELINE_MAX", "8");
	pool_up();
	for (i = 0; i < 300; i++) {
		(void)snprintf(n, sizeof(n), "%zu", i);
		find(&g[i], n, NULL);
	}
	wait_all(g, 300);
	for (i = 0; i < 300; i++) {
		(void)snprintf(n, sizeof(n), "%zu", i);
		assert_string_equal(g[i].outcome, n);
	}
}

/* The deadline includes waiting; a late answer is dropped, and the connection goes on. */
static void
the_deadline_includes_waiting(void **state)
{
	struct got g[2], after;
	int64_t begun;

	(void)state;
	set("DATABASE_ASK_TIMEOUT", "300ms");
	pool_up();
	begun = clock_ms();
	find(&g[0], "sleep", "1");
	find(&g[1], "late", NULL);
	wait_all(g, 2);
	assert_int_equal(g[0].status, ASK_TIMEOUT);
	assert_int_equal(g[1].status, ASK_TIMEOUT);
	assert_in_range(clock_ms() - begun, 299, 800);
	assert_int_equal(pool_waiting(pool), 0);
	set("DATABASE_ASK_TIMEOUT", "5000ms");
	find(&after, "x", NULL);
	wait_all(&after, 1);
	assert_int_equal(after.status, ASK_OK);
	assert_int_equal(pool_figures(pool).lost, 0);
}

static void
a_statement_timeout_fails_its_query_only(void **state)
{
	struct got g[3];

	(void)state;
	set("DATABASE_STATEMENT_TIMEOUT", "150ms");
	pool_up();
	find(&g[0], "sleep", "2");
	find(&g[1], "x", NULL);
	post(pool, &g[2], 1, "sleep 2");
	wait_all(g, 3);
	assert_int_equal(g[0].status, ASK_TIMEOUT);
	assert_int_equal(g[1].status, ASK_OK);
	assert_int_equal(g[2].status, ASK_TIMEOUT);
}

/* Work queries run one at a time, each in its own transaction. */
static void
work_runs_one_at_a_time(void **state)
{
	struct got g[5];
	size_t i;

	(void)state;
	pool_up();
	for (i = 0; i < 5; i++)
		ASK(&g[i], DECIDE, "\\x00", "[]", NULL, NULL, "600");
	wait_all(g, 5);
	assert_int_equal(count("select count(distinct tx) from t.work"), 5);
	assert_int_equal(count("select count(*) from t.work a join t.work b on b.seq = a.seq + 1 and b.since < a.till"), 0);
}

/* ---- signature check */

static const char *
why_not(void)
{
	const char *why = "ready";

	(void)pool_ready(pool, &why);
	return (why != NULL ? why : "ready");
}

static bool
names_counts(void)
{
	return (strstr(why_not(), "statement counts: ") != NULL);
}

/* Readiness names the mismatch; only its queries fail. After the correction the pool becomes ready. */
static void
a_mismatched_signature_fails_its_own_queries(void **state)
{
	struct got g[2];

	(void)state;
	set("DATABASE_BACKOFF_MAX", "200ms");
	run_sql("drop function api_1.counts(uuid[]); create function api_1.counts(uuid[]) "
		"returns table (outcome text, version bigint, body jsonb) language plpgsql as "
		"$$ begin outcome := 'ok'; return next; end $$");
	pool = pool_new(world);
	wait_until(names_counts);
	assert_string_equal(why_not(), "statement counts: column 3 is body jsonb, wanted body json");
	ASK(&g[0], COUNTS, "{}");
	find(&g[1], "x", NULL);
	wait_all(g, 2);
	assert_int_equal(g[0].status, ASK_UNAVAILABLE);
	assert_int_equal(g[1].status, ASK_OK);
	run_sql("drop function api_1.counts(uuid[])");
	while (strstr(why_not(), "does not exist") == NULL)
		turn_once();
	run_sql("create function api_1.counts(uuid[]) returns table (outcome text, version bigint, body json) "
		"language plpgsql as $$ begin outcome := 'ok'; return next; end $$");
	wait_until(pool_is_ready);
	ASK(&g[0], COUNTS, "{}");
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_OK);
}

/* A function that is re-created with other columns is prepared again, and its mismatch is named. */
static void
a_function_with_new_columns_is_prepared_again(void **state)
{
	struct got g;

	(void)state;
	pool_up();
	ASK(&g, COUNTS, "{}");
	wait_all(&g, 1);
	run_sql("drop function api_1.counts(uuid[]); create function api_1.counts(uuid[]) "
		"returns table (outcome text, version int, body json) language plpgsql as "
		"$$ begin outcome := 'ok'; return next; end $$");
	ASK(&g, COUNTS, "{}");
	wait_until(names_counts);
	wait_all(&g, 1);
	find(&g, "x", NULL);
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_OK);
}

/* ---- clocks */

static bool
knows_skew(void)
{
	return (pool_figures(pool).skew_ms < -5000);
}

static void
a_skewed_clock_refuses_writes(void **state)
{
	struct got g[3];

	(void)state;
	clock_ahead = 6000;
	pool = pool_new(world);
	wait_until(knows_skew);
	while (strstr(why_not(), "clocks") == NULL)
		turn_once();
	find(&g[0], "x", NULL);
	post(pool, &g[1], 1, "");
	ASK(&g[2], DECIDE, "\\x00", "[]", NULL, NULL, "600");
	wait_all(g, 3);
	assert_int_equal(g[0].status, ASK_OK);
	assert_int_equal(g[1].status, ASK_SKEW);
	assert_int_equal(g[2].status, ASK_SKEW);
}

/* pool_end() answers open queries. */
static void
ending_the_pool_answers_open_queries(void **state)
{
	struct got g[3];

	(void)state;
	pool_up();
	find(&g[0], "sleep", "1");
	post(pool, &g[1], 1, "sleep 1");
	turn_once();
	post(pool, &g[2], 1, "");
	pool_end(pool);
	pool = NULL;
	assert_int_equal(g[0].status, ASK_UNAVAILABLE);
	assert_true(g[0].done && g[1].done && g[2].done);
}

static struct got again[4];
static unsigned nagain;

static void
asks_again(void *arg, enum ask_status status, const struct answer *a)
{
	(void)a;
	*(enum ask_status *)arg = status;
	find(&again[nagain++], "hello", "again");
	post(pool, &again[nagain++], 1, "");
}

/* A query from a callback of pool_end() is answered too, in every order of closed connections. */
static void
a_query_during_the_end_is_answered_too(void **state)
{
	enum ask_status status[2] = { ASK_OK, ASK_OK };

	(void)state;
	pool_up();
	pool_ask(pool, ARTICLE_FIND, (const char *const[]) { "sleep", "1", NULL }, asks_again, &status[0]);
	/* The write connection closes after the read connections, and its callback asks for a read. */
	pool_ask(pool, COMMENT_POST,
	    (const char *const[PARAMS_MAX]) { "\\x00", "00000000-0000-7000-8000-000000000001",
		"00000000-0000-7000-8000-000000000002", NULL, "sleep 1", "", "{}", NULL, NULL, "9" },
	    asks_again, &status[1]);
	turn_once();
	pool_end(pool);
	pool = NULL;
	assert_int_equal(status[0], ASK_UNAVAILABLE);
	assert_int_equal(status[1], ASK_UNAVAILABLE);
	assert_int_equal(nagain, 4);
	for (unsigned i = 0; i < nagain; i++) {
		assert_true(again[i].done);
		assert_int_equal(again[i].status, ASK_UNAVAILABLE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, world_down)
		T(each_query_gets_its_own_answer),
		T(a_session_has_its_settings_for_any_url),
		T(a_read_that_fails_harms_no_other_read),
		T(reads_beyond_the_queue_are_refused),
		T(an_undelivered_answer_counts_as_waiting),
		T(more_queries_than_the_pipeline_are_answered_in_order),
		T(the_deadline_includes_waiting),
		T(a_statement_timeout_fails_its_query_only),
		T(work_runs_one_at_a_time),
		T(a_mismatched_signature_fails_its_own_queries),
		T(a_function_with_new_columns_is_prepared_again),
		T(a_skewed_clock_refuses_writes),
		T(ending_the_pool_answers_open_queries),
		T(a_query_during_the_end_is_answered_too),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
