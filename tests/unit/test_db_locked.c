/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: writes that meet rows locked by another session wait aside, and all other writes go on. */
#include "db_world.h"

#include "base/clock.h"

static struct owner *holder;

/* Somebody begins a transaction that has these articles' rows. */
static void
lock(const char *numbers)
{
	char sql[300], why[OWNER_WHY];

	holder = owner_open("postgresql:///", why);
	if (holder == NULL)
		fail_msg("%s", why);
	(void)snprintf(sql, sizeof(sql), "begin; select from t.article where substr(id::text, 25)::int in (%s) for update",
	    numbers);
	assert_true(owner_exec(holder, sql));
}

static void
unlock(void)
{
	owner_close(holder);
	holder = NULL;
}

/* A failed test leaves no lock behind. */
static int
down(void **state)
{
	if (holder != NULL)
		unlock();
	return (world_down(state));
}

/* The longest that one of n posts to other articles took, ms; the k-th of them is for article first + k % 5. */
static int64_t
slowest(int n, int first)
{
	struct got g;
	int64_t max = 0, since, took;
	int k;

	for (k = 0; k < n; k++) {
		since = clock_ms();
		post(pool, &g, first + k % 5, "");
		wait_all(&g, 1);
		took = clock_ms() - since;
		assert_int_equal(g.status, ASK_OK);
		max = took > max ? took : max;
	}
	return (max);
}

static void
vote(struct got *g, int v, int article)
{
	char of[UUID_TEXT], comment[UUID_TEXT], by[8], number[8];

	(void)snprintf(by, sizeof(by), "\\x%02x", v);
	(void)snprintf(of, sizeof(of), "00000000-0000-7000-8000-%012d", article);
	(void)snprintf(comment, sizeof(comment), "00000000-0000-7000-9000-%012d", v);
	(void)snprintf(number, sizeof(number), "%d", v);
	ASK(g, VOTE_SET, by, of, comment, number);
}

static void
all_are(const struct got *g, size_t n, enum ask_status status)
{
	size_t i;

	for (i = 0; i < n; i++)
		assert_int_equal(g[i].status, status);
}

/* Posts a slow write first, so that all writes after it wait and form one batch. */
static void
post_slow(struct got *slow)
{
	post(pool, slow, 99, "sleep 0.1");
	turn_once();
	turn_once();
}

/* Writes to a locked article wait until the lock ends; then each is stored once, in order, in one commit. */
static void
writes_to_a_locked_article_wait_for_it(void **state)
{
	struct got slow, g[20], other[10];
	size_t i;

	(void)state;
	pool_up();
	lock("3");
	post_slow(&slow);
	for (i = 0; i < 20; i++) {
		post(pool, &g[i], 3, "held");
		if (i < 10)
			post(pool, &other[i], (int)(i % 7 + 10), "");
	}
	wait_all(other, 10);
	all_are(other, 10, ASK_OK);
	for (i = 0; i < 20; i++)
		assert_false(g[i].done);
	unlock();
	wait_all(g, 20);
	all_are(g, 20, ASK_OK);
	assert_int_equal(count("select count(*) from t.comment where body = 'held'"), 20);
	assert_int_equal(count("select count(distinct tx) from t.comment where body = 'held'"), 1);
	assert_int_equal(count("select count(*) from t.comment a join t.comment b on b.seq > a.seq "
			       "where a.body = 'held' and b.body = 'held' and b.id < a.id"),
	    0);
	assert_int_equal(pool_figures(pool).batches, 3);
	assert_int_equal(pool_figures(pool).errors, 0);
}

/* While the lock stays, writes are refused after about a second and store nothing; the next write waits too. */
static void
writes_are_refused_while_the_lock_stays(void **state)
{
	struct got g[100], one;
	int64_t since;
	size_t i;

	(void)state;
	pool_up();
	lock("3");
	since = clock_ms();
	for (i = 0; i < 100; i++) /* more than a batch */
		post(pool, &g[i], 3, "");
	wait_all(g, 100);
	all_are(g, 100, ASK_BUSY);
	assert_in_range(clock_ms() - since, 900, 4000);
	post(pool, &one, 3, "");
	(void)slowest(20, 10);
	assert_false(one.done);
	unlock();
	wait_all(&one, 1);
	assert_int_equal(one.status, ASK_OK);
	assert_int_equal(count("select count(*) from t.comment where article = '00000000-0000-7000-8000-000000000003'"), 1);
	assert_int_equal(pool_waiting(pool), 0);
}

/* Once the locks are known, writes to other articles never wait for the time limit of one, however many are locked. */
static void
writes_to_other_articles_go_on(void **state)
{
	static struct got held[300];
	static const int locked[] = { 2, 4, 6, 8, 20, 40, 60, 80 };
	struct got v;
	int64_t end = clock_ms() + 2500;
	size_t n = 0, i, slow = 0, tries = 0;

	(void)state;
	pool_up();
	lock("2, 4, 6, 8, 20, 40, 60, 80");
	for (i = 0; i < LENGTH(locked); i++, n++) { /* the pool meets each lock once */
		post(pool, &held[n], locked[i], "");
		(void)slowest(2, 10);
	}
	for (; clock_ms() < end && n < LENGTH(held) - 2; tries++) {
		if (tries % 10 == 0) {
			post(pool, &held[n], locked[n % LENGTH(locked)], "");
			vote(&held[n + 1], 1, locked[(n + 1) % LENGTH(locked)]);
			n += 2;
		}
		vote(&v, 2, 30);
		wait_all(&v, 1);
		assert_int_equal(v.status, ASK_OK);
		slow += slowest(3, 10) >= 150;
	}
	assert_true(tries > 20);
	assert_true(slow <= tries / 20);
	wait_all(held, n);
	for (i = 0; i < n; i++)
		assert_int_equal(held[i].status, ASK_BUSY);
	unlock();
	assert_int_equal(count("select count(*) from t.work"), (long)tries);
}

/* Votes on several articles are one call: votes on free articles are stored at once. */
static void
joined_votes_on_free_articles_are_stored_at_once(void **state)
{
	struct got slow, g[12], alone;
	int i;

	(void)state;
	pool_up();
	lock("52");
	post_slow(&slow);
	for (i = 0; i < 12; i++)
		vote(&g[i], i, 50 + i % 4);
	post(pool, &alone, 52, "");
	for (i = 0; i < 12; i++)
		if (i % 4 != 2) {
			wait_all(&g[i], 1);
			assert_int_equal(g[i].status, ASK_OK);
		}
	assert_false(g[2].done || g[6].done || g[10].done || alone.done);
	unlock();
	wait_all(g, 12);
	wait_all(&alone, 1);
	all_are(g, 12, ASK_OK);
	assert_int_equal(alone.status, ASK_OK);
	assert_int_equal(pool_figures(pool).writes, 14);
}

/* A write without an article waits aside too; a write that fails by its own error does not delay other writes. */
static void
a_write_without_an_article_waits_too(void **state)
{
	struct got a, b[3];

	(void)state;
	pool_up();
	lock("3");
	run_sql("begin; lock table t.work");
	ASK(&a, SESSION_CLOSE, "\\x00", NULL, NULL);
	post(pool, &b[0], 3, "");
	post(pool, &b[1], 3, "raise");
	post(pool, &b[2], 3, "");
	(void)slowest(10, 10);
	assert_false(a.done || b[0].done || b[1].done || b[2].done);
	run_sql("commit");
	wait_all(&a, 1);
	assert_int_equal(a.status, ASK_OK);
	unlock();
	wait_all(b, 3);
	assert_int_equal(b[0].status, ASK_OK);
	assert_int_equal(b[1].status, ASK_ERROR);
	assert_int_equal(b[2].status, ASK_OK);
	assert_int_equal(count("select count(*) from t.work"), 1);
}

/* A lock on another table delays only the write that needs that table. */
static void
only_the_write_that_needs_the_lock_waits(void **state)
{
	struct got slow, v, g[6];
	size_t i;

	(void)state;
	pool_up();
	run_sql("begin; lock table t.work");
	post_slow(&slow);
	for (i = 0; i < 6; i++)
		post(pool, &g[i], 3, "");
	vote(&v, 1, 3);
	wait_all(g, 6);
	all_are(g, 6, ASK_OK);
	assert_false(v.done);
	run_sql("commit");
	wait_all(&v, 1);
	assert_int_equal(v.status, ASK_OK);
}

static unsigned long lost;

static bool
lost_and_back(void)
{
	return (pool_figures(pool).lost >= lost && all_links_up());
}

/* The connection is lost and a deadline passes while writes wait aside: all are answered, and none is stored twice. */
static void
waiting_writes_survive_a_lost_connection(void **state)
{
	struct got g[10], late;
	size_t i;

	(void)state;
	pool_up();
	wait_until(all_links_up);
	lock("3");
	set("DATABASE_ASK_TIMEOUT", "500ms");
	post(pool, &late, 3, "");
	set("DATABASE_ASK_TIMEOUT", "10000ms");
	for (i = 0; i < 10; i++)
		post(pool, &g[i], 3, "");
	wait_all(&late, 1);
	assert_int_equal(late.status, ASK_TIMEOUT);
	lost = 1;
	assert_int_equal(
	    count("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'madang write %'"),
	    1);
	wait_until(lost_and_back);
	unlock();
	wait_all(g, 10);
	all_are(g, 10, ASK_OK);
	assert_int_equal(count("select count(*) from t.comment where article = '00000000-0000-7000-8000-000000000003'"), 10);
	assert_int_equal(pool_waiting(pool), 0);
}

/* Writes to a locked article fill at most half of the queue; the rest is for other articles. */
static void
a_locked_article_fills_half_of_the_queue(void **state)
{
	struct got g[60];
	size_t i, ok = 0;

	(void)state;
	set("DATABASE_QUEUE_MAX", "40");
	pool_up();
	lock("3");
	post(pool, &g[0], 3, "");
	(void)slowest(1, 10);
	for (i = 1; i < 60; i++) {
		post(pool, &g[i], 3, "");
		turn_once();
	}
	(void)slowest(5, 10);
	unlock();
	wait_all(g, 60);
	for (i = 0; i < 60; i++)
		ok += g[i].status == ASK_OK;
	assert_in_range(ok, 10, 21);
	for (i = 0; i < 60; i++)
		if (g[i].status != ASK_OK)
			assert_int_equal(g[i].status, ASK_BUSY);
	assert_int_equal(count("select count(*) from t.comment where article = '00000000-0000-7000-8000-000000000003'"),
	    (long)ok);
}

/* Writes that wait aside are answered when the pool ends. */
static void
ending_the_pool_answers_waiting_writes(void **state)
{
	struct got g[5];
	size_t i;

	(void)state;
	pool_up();
	lock("3");
	for (i = 0; i < 5; i++)
		post(pool, &g[i], 3, "");
	(void)slowest(5, 10);
	pool_end(pool);
	pool = NULL;
	for (i = 0; i < 5; i++) {
		assert_true(g[i].done);
		assert_int_equal(g[i].status, ASK_UNAVAILABLE);
	}
	unlock();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, down)
		T(writes_to_a_locked_article_wait_for_it),
		T(writes_are_refused_while_the_lock_stays),
		T(writes_to_other_articles_go_on),
		T(joined_votes_on_free_articles_are_stored_at_once),
		T(a_write_without_an_article_waits_too),
		T(only_the_write_that_needs_the_lock_waits),
		T(waiting_writes_survive_a_lost_connection),
		T(a_locked_article_fills_half_of_the_queue),
		T(ending_the_pool_answers_waiting_writes),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
