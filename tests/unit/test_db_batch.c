/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: writes form natural batches between two Syncs, an error fails its own write only, and a lost connection is survived. */
#include "db_world.h"

#include "base/clock.h"

/* Posts a slow write first, so that all writes after it wait and form one batch. */
static void
post_slow(struct got *slow)
{
	post(pool, slow, 99, "sleep 0.1");
	turn_once();
	turn_once();
}

static void
all_are(const struct got *g, size_t n, enum ask_status status)
{
	size_t i;

	for (i = 0; i < n; i++)
		assert_int_equal(g[i].status, status);
}

static void
writes_that_wait_share_one_commit(void **state)
{
	struct got slow, g[30];
	size_t i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 30; i++)
		post(pool, &g[i], (int)(i * 7 % 10), "");
	wait_all(g, 30);
	all_are(g, 30, ASK_OK);
	assert_int_equal(count("select count(distinct tx) from t.comment where body = ''"), 1);
	assert_int_equal(pool_figures(pool).batches, 2);
	/* sorted by article, order of arrival (= of ids) kept within one */
	assert_int_equal(count("select count(*) from t.comment a join t.comment b on b.seq > a.seq "
			       "where a.body = '' and b.body = '' and (b.article, b.id) < (a.article, a.id)"),
	    0);
}

static void
a_batch_has_at_most_batch_max_writes(void **state)
{
	struct got slow, g[30];
	size_t i;

	(void)state;
	set("DATABASE_BATCH_MAX", "10");
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 30; i++)
		post(pool, &g[i], (int)i, "");
	wait_all(g, 30);
	all_are(g, 30, ASK_OK);
	assert_int_equal(count("select count(distinct tx) from t.comment where body = ''"), 3);
}

/* A batch's answers are delivered within the loop budget: one per iteration when one takes longer than the budget. */
static void
answers_are_delivered_within_the_loop_budget(void **state)
{
	struct got slow, g[30];
	unsigned long before;
	size_t i, turns = 0;

	(void)state;
	set("SERVER_LOOP_BUDGET", "50us");
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 30; i++)
		post(pool, &g[i], (int)i, "");
	wait_all(&slow, 1);
	keep_takes = 100;
	while (!g[29].done) {
		before = kept;
		turn_once();
		assert_in_range(kept - before, 0, 1);
		turns += kept > before;
	}
	assert_int_equal(turns, 30);
	all_are(g, 30, ASK_OK);
	assert_int_equal(pool_figures(pool).batches, 2);
}

/* A committed write is answered so, also when its deadline passes before delivery, or the pool ends. */
static void
a_committed_write_is_answered_so(void **state)
{
	struct got slow, g[30];
	size_t i;

	(void)state;
	set("SERVER_LOOP_BUDGET", "50us");
	set("DATABASE_ASK_TIMEOUT", "400ms");
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 30; i++)
		post(pool, &g[i], (int)i, "");
	wait_all(&slow, 1);
	keep_takes = 50000;
	while (!g[19].done)
		turn_once();
	keep_takes = 0;
	pool_deliver(pool);
	all_are(g, 30, ASK_OK);
	pool_end(pool);
	pool = NULL;
	assert_int_equal(count("select count(*) from t.comment where body = ''"), 30);
}

/* Writes without an article may lock rows in any order, so each has its own commit. */
static void
a_write_without_an_article_commits_alone(void **state)
{
	struct got slow, g[6];
	size_t i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 6; i++)
		if (i % 2 == 0)
			post(pool, &g[i], 1, "");
		else
			ASK(&g[i], SESSION_CLOSE, "\\x00", NULL, NULL);
	wait_all(g, 6);
	all_are(g, 6, ASK_OK);
	assert_int_equal(count("select count(distinct tx) from t.work"), 3);
	assert_int_equal(count("select count(distinct tx) from t.comment where body = ''"), 1);
}

/* A write that raises fails no other write, and leaves no rows. */
static void
a_write_that_raises_fails_alone(void **state)
{
	struct got slow, g[40];
	size_t i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 40; i++)
		post(pool, &g[i], (int)(i % 20), i == 17 ? "raise" : "");
	wait_all(g, 40);
	for (i = 0; i < 40; i++)
		assert_int_equal(g[i].status, i == 17 ? ASK_ERROR : ASK_OK);
	assert_int_equal(count("select count(*) from t.comment where body = ''"), 39);
	assert_int_equal(count("select count(*) from t.comment where body = 'raise'"), 0);
	assert_int_equal(count("select count(distinct tx) from t.comment where body = ''"), 1);
	assert_int_equal(pool_figures(pool).errors, 1);
	assert_int_equal(pool_figures(pool).retried, 40);
}

/* Many writes that raise do not slow the remaining writes once for each. */
static void
many_writes_that_raise_cost_few_retries(void **state)
{
	struct got slow, g[60];
	size_t i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 60; i++)
		post(pool, &g[i], (int)(i % 30), i % 6 == 5 ? "raise" : "");
	wait_all(g, 60);
	for (i = 0; i < 60; i++)
		assert_int_equal(g[i].status, i % 6 == 5 ? ASK_ERROR : ASK_OK);
	assert_int_equal(count("select count(*) from t.comment where body = ''"), 50);
	assert_in_range(pool_figures(pool).retried, 60, 240);
}

/* An error of the commit names no write: all are sent singly, and only the write that caused the error fails. */
static void
a_commit_error_fails_only_its_cause(void **state)
{
	struct got slow, g[10];
	size_t i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 10; i++)
		post(pool, &g[i], (int)i, i == 4 ? "deferred" : "");
	wait_all(g, 10);
	for (i = 0; i < 10; i++)
		assert_int_equal(g[i].status, i == 4 ? ASK_ERROR : ASK_OK);
	assert_int_equal(count("select count(distinct tx) from t.comment where body = ''"), 9);
	assert_int_equal(count("select count(*) from t.late"), 0);
	post(pool, &g[0], 1, "");
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_OK);
}

/* A deadlock is retried three times, in a batch or alone. */
static void
a_deadlock_is_retried_three_times(void **state)
{
	struct got slow, g[4];
	size_t i;

	(void)state;
	pool_up();
	post(pool, &g[0], 1, "40P01 3");
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_OK);
	run_sql("alter sequence t.tries restart");
	post_slow(&slow);
	for (i = 0; i < 4; i++)
		post(pool, &g[i], (int)i, i == 1 ? "40P01 3" : "");
	wait_all(g, 4);
	all_are(g, 4, ASK_OK);
	run_sql("alter sequence t.tries restart");
	post(pool, &g[0], 1, "40P01 99");
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_ERROR);
	assert_int_equal(count("select last_value from t.tries"), 4);
}

/* A query past its deadline is answered; the other writes of its batch succeed. */
static void
a_deadline_in_a_batch_harms_no_other_write(void **state)
{
	struct got g[4];

	(void)state;
	set("DATABASE_ASK_TIMEOUT", "300ms");
	pool_up();
	post(pool, &g[0], 1, "sleep 0.6");
	turn_once();
	set("DATABASE_ASK_TIMEOUT", "5000ms");
	post(pool, &g[1], 1, "");
	post(pool, &g[2], 2, "raise");
	post(pool, &g[3], 3, "");
	wait_all(g, 4);
	assert_int_equal(g[0].status, ASK_TIMEOUT);
	assert_int_equal(g[1].status, ASK_OK);
	assert_int_equal(g[2].status, ASK_ERROR);
	assert_int_equal(g[3].status, ASK_OK);
}

/* ---- joined calls */

/* A vote by v on the article: its answer has its own row. */
static void
vote(struct got *g, int v, int article, int value)
{
	char of[UUID_TEXT], by[8], comment[UUID_TEXT], number[8];

	(void)snprintf(by, sizeof(by), "\\x%02x", v);
	(void)snprintf(of, sizeof(of), "00000000-0000-7000-8000-%012d", article);
	(void)snprintf(comment, sizeof(comment), "00000000-0000-7000-9000-%012d", v);
	(void)snprintf(number, sizeof(number), "%d", value);
	ASK(g, VOTE_SET, v == 13 ? NULL : by, of, comment, number);
}

static void
assert_voted(const struct got *g, int v, int value)
{
	char want[160];

	(void)snprintf(want, sizeof(want), "[\"\\\\x%02x\", \"00000000-0000-7000-9000-%012d\", %d]", v, v, value);
	if (v == 13)
		(void)snprintf(want, sizeof(want), "[null, \"00000000-0000-7000-9000-%012d\", %d]", v, value);
	assert_int_equal(g->status, ASK_OK);
	assert_string_equal(g->outcome, "ok");
	assert_string_equal(g->body, want);
}

/* Waiting votes become one call, also on several articles, and each vote gets its own row. */
static void
waiting_votes_are_one_call_with_a_row_each(void **state)
{
	struct got slow, g[30];
	int i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 30; i++)
		vote(&g[i], i, 40 - i % 7, i);
	wait_all(g, 30);
	for (i = 0; i < 30; i++)
		assert_voted(&g[i], i, i);
	assert_int_equal(count("select count(*) from t.work"), 1);
	assert_int_equal(pool_figures(pool).batches, 2);
	assert_int_equal(pool_figures(pool).writes, 31);
	vote(&g[0], 5, 1, 6);
	wait_all(g, 1);
	assert_voted(&g[0], 5, 6);
}

/* With posts in between, only neighbors in the order of articles are joined, and the order of locks stays. */
static void
joined_votes_keep_the_order_of_locks(void **state)
{
	struct got slow, g[12], c[3];
	int i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 12; i++) {
		vote(&g[i], i, i % 4, i);
		if (i % 4 == 1) /* on article 2: after votes on 0 and 1, before votes on 2 and 3 */
			post(pool, &c[i / 4], 2, "");
	}
	wait_all(g, 12);
	wait_all(c, 3);
	all_are(c, 3, ASK_OK);
	for (i = 0; i < 12; i++)
		assert_voted(&g[i], i, i);
	assert_int_equal(count("select count(*) from t.work"), 2);
	assert_int_equal(count("select count(distinct tx) from (select tx from t.work union select tx from t.comment "
			       "where body = '') x"),
	    1);
}

/* A joined call that fails is retried one by one, the remaining calls together. */
static void
a_joined_call_that_fails_is_retried_vote_by_vote(void **state)
{
	struct got slow, g[10], c[10];
	int i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 10; i++) {
		vote(&g[i], i, 50, i == 4 ? 99 : i);
		post(pool, &c[i], i, "");
	}
	wait_all(g, 10);
	wait_all(c, 10);
	all_are(c, 10, ASK_OK);
	for (i = 0; i < 10; i++)
		if (i == 4)
			assert_int_equal(g[i].status, ASK_ERROR);
		else
			assert_voted(&g[i], i, i);
	assert_int_equal(count("select count(*) from t.work"), 9);
	assert_int_equal(count("select count(distinct tx) from t.comment where body = ''"), 1);
	assert_int_equal(pool_figures(pool).errors, 1);
}

/* The row of a vote past its deadline goes to no other vote. */
static void
rows_reach_their_votes_after_a_deadline(void **state)
{
	struct got slow, g[4];
	int i;

	(void)state;
	set("DATABASE_ASK_TIMEOUT", "400ms");
	pool_up();
	post(pool, &slow, 99, "sleep 0.3");
	turn_once();
	turn_once();
	run_sql("begin; select from t.article where id = '00000000-0000-7000-8000-000000000001' for update");
	for (i = 0; i < 4; i++) {
		if (i == 1)
			set("DATABASE_ASK_TIMEOUT", "5000ms");
		vote(&g[i], i, 1, i);
	}
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_TIMEOUT);
	run_sql("commit");
	wait_all(g, 4);
	assert_voted(&g[1], 1, 1);
	assert_voted(&g[2], 2, 2);
	assert_voted(&g[3], 3, 3);
}

/* A joined call returns too few rows: the missing row is unknown, so all its votes fail. */
static void
a_missing_row_fails_the_whole_joined_call(void **state)
{
	struct got slow, g[4], c;
	int i;

	(void)state;
	pool_up();
	post_slow(&slow);
	post(pool, &c, 1, "");
	for (i = 0; i < 4; i++)
		vote(&g[i], i, 1, i == 1 ? 77 : i);
	wait_all(g, 4);
	wait_all(&c, 1);
	all_are(g, 4, ASK_ERROR);
	assert_int_equal(c.status, ASK_OK);
	assert_int_equal(pool_figures(pool).lost, 0);
}

/* ---- lost connections */

#define KILL "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'madang %'"

static unsigned long losses;

static bool
lost_and_back(void)
{
	return (pool_figures(pool).lost == losses && all_links_up());
}

/* All connections are cut twice during writes and reads: every write is stored exactly once. */
static void
every_write_is_stored_once_when_all_connections_are_cut(void **state)
{
	static struct got w[400], r[400];
	size_t i, ok = 0, again = 0;

	(void)state;
	pool_up();
	wait_until(all_links_up);
	for (i = 0; i < 400; i++) {
		post(pool, &w[i], (int)(i * 13 % 50), "");
		find(&r[i], "x", NULL);
		if (i % 20 == 19)
			turn_once();
		if (i != 150 && i != 300)
			continue;
		assert_int_equal(count(KILL), 6);
		if (i == 150) { /* all reconnect before the second cut */
			losses = 6;
			wait_until(lost_and_back);
		}
	}
	wait_all(w, 400);
	wait_all(r, 400);
	all_are(w, 400, ASK_OK);
	for (i = 0; i < 400; i++) {
		ok += r[i].status == ASK_OK;
		again += r[i].status == ASK_UNAVAILABLE;
	}
	assert_int_equal(ok + again, 400);
	assert_true(again < 70);
	assert_int_equal(count("select count(*) from t.comment"), 400);
	losses = 12;
	wait_until(lost_and_back);
}

/* The backend dies within a batch: each write has an id, so a retry is safe. */
static void
a_batch_is_stored_once_when_its_backend_dies(void **state)
{
	struct got slow, g[10];
	size_t i;

	(void)state;
	pool_up();
	post_slow(&slow);
	for (i = 0; i < 10; i++)
		post(pool, &g[i], (int)i, i == 6 ? "die" : "");
	wait_all(g, 10);
	all_are(g, 10, ASK_OK);
	assert_int_equal(count("select count(*) from t.comment where body <> 'sleep 0.1'"), 10);
	assert_int_equal(pool_figures(pool).lost, 1);
}

/* A query that kills its backend every time is given up, and the remaining queries go on. */
static void
a_query_that_kills_its_backend_is_given_up(void **state)
{
	struct got g[2];

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	pool_up();
	post(pool, &g[0], 1, "die always");
	wait_all(g, 1);
	assert_int_equal(g[0].status, ASK_UNAVAILABLE);
	post(pool, &g[1], 1, "");
	wait_all(g + 1, 1);
	assert_int_equal(g[1].status, ASK_OK);
}

/* ---- two workers */

struct poster {
	struct pool *pool;
	struct got got;
};

static bool
fit_both(struct pool *other)
{
	const char *why;

	return (pool_is_ready() && pool_ready(other, &why));
}

/* 64 posts at a time on 50 articles in random order through two pools: not one deadlock. */
static void
two_workers_never_deadlock(void **state)
{
	static struct poster at[64];
	struct pool *other = pool_new(world);
	long before = count("select deadlocks from pg_stat_database where datname = current_database()");
	int64_t end;
	long posted = 0;
	size_t i;

	(void)state;
	pool = pool_new(world);
	while (!fit_both(other))
		turn_once();
	for (i = 0; i < 64; i++) {
		at[i].pool = i % 2 == 0 ? pool : other;
		at[i].got.done = true;
	}
	for (end = clock_ms() + 1500; clock_ms() < end;) {
		for (i = 0; i < 64; i++)
			if (at[i].got.done) {
				if (posted >= 64)
					assert_int_equal(at[i].got.status, ASK_OK);
				post(at[i].pool, &at[i].got, (int)arc4random_uniform(50), "");
				posted++;
			}
		(void)event_base_loop(world, EVLOOP_ONCE);
	}
	for (i = 0; i < 64; i++)
		wait_all(&at[i].got, 1);
	assert_int_equal(count("select count(*) from t.comment"), posted);
	assert_int_equal(count("select sum(version) from t.article"), posted);
	printf("two workers: %ld posts in 1.5 s, %lu commits\n", posted,
	    pool_figures(pool).batches + pool_figures(other).batches);
	pool_end(other);
	pool_end(pool);
	pool = NULL;
	run_sql("select pg_stat_force_next_flush()");
	assert_int_equal(count("select deadlocks from pg_stat_database where datname = current_database()"), before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, world_down)
		T(writes_that_wait_share_one_commit),
		T(a_batch_has_at_most_batch_max_writes),
		T(answers_are_delivered_within_the_loop_budget),
		T(a_committed_write_is_answered_so),
		T(a_write_without_an_article_commits_alone),
		T(a_write_that_raises_fails_alone),
		T(many_writes_that_raise_cost_few_retries),
		T(a_commit_error_fails_only_its_cause),
		T(a_deadlock_is_retried_three_times),
		T(a_deadline_in_a_batch_harms_no_other_write),
		T(waiting_votes_are_one_call_with_a_row_each),
		T(joined_votes_keep_the_order_of_locks),
		T(a_joined_call_that_fails_is_retried_vote_by_vote),
		T(rows_reach_their_votes_after_a_deadline),
		T(a_missing_row_fails_the_whole_joined_call),
		T(every_write_is_stored_once_when_all_connections_are_cut),
		T(a_batch_is_stored_once_when_its_backend_dies),
		T(a_query_that_kills_its_backend_is_given_up),
		T(two_workers_never_deadlock),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
