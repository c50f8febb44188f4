/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: versions go from worker to worker: coalesced, bounded, received after every connect, lost without harm. */
#include "db_world.h"

#include "base/clock.h"

#define KILL "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'madang listen %'"
#define MANY 3000

static struct {
	char article[UUID_TEXT];
	long version;
} heard[2 * MANY];
static size_t nheard;
static unsigned connects, wanted;

static void
hear(void *arg, const char *article, long version)
{
	assert_ptr_equal(arg, &nheard);
	if (article == NULL) {
		connects++;
		return;
	}
	assert_in_range(nheard, 0, LENGTH(heard) - 1);
	(void)snprintf(heard[nheard].article, UUID_TEXT, "%s", article);
	heard[nheard++].version = version;
}

static bool
is_heard(void)
{
	return (nheard >= wanted);
}

static bool
is_connected(void)
{
	struct pool_figures f = pool_figures(pool);

	return (f.sender_up && f.listener_up && connects >= wanted);
}

/* The stand-in of notify_versions does what the real one does, and keeps what it was given. */
static void
listening_pool(void)
{
	run_sql("create table t.told (payload text); create or replace function api_1.notify_versions(text[]) "
		"returns table (outcome text) language plpgsql as $$ begin "
		"insert into t.told select * from unnest($1); "
		"perform pg_notify('madang_versions', x) from unnest($1) x; outcome := 'ok'; return next; end $$");
	nheard = 0;
	connects = 0;
	pool = pool_new(world);
	pool_listen(pool, hear, &nheard);
	wanted = 1;
	wait_until(is_connected);
	wait_until(pool_is_ready);
	assert_int_equal(connects, 1);
}

static void
hear_up_to(unsigned n)
{
	wanted = n;
	wait_until(is_heard);
}

#define A "00000000-0000-7000-8000-000000000001"
#define B "00000000-0000-7000-8000-00000000000b"

static void
test_told_and_heard(void **state)
{
	(void)state;
	listening_pool();
	pool_send_version(pool, A, 3);
	pool_send_version(pool, B, 9);
	pool_send_version(pool, A, 5);
	pool_send_version(pool, A, 4);
	pool_send_version(pool, "no uuid", 4);
	hear_up_to(2);
	assert_string_equal(heard[0].article, A);
	assert_int_equal(heard[0].version, 5);
	assert_string_equal(heard[1].article, B);
	assert_int_equal(heard[1].version, 9);
	assert_int_equal(count("select count(*) from t.told"), 1);
	assert_int_equal(pool_figures(pool).versions_sent, 2);
	assert_int_equal(pool_figures(pool).notify_statements, 1);
	assert_int_equal(pool_waiting(pool), 0);
}

/* One statement at a time, not more often than the setting says; the payloads stay below PostgreSQL's limit. */
static void
test_gathered(void **state)
{
	char id[UUID_TEXT];
	int64_t begun;
	int i, n;

	(void)state;
	set("NOTIFY_INTERVAL", "50ms");
	listening_pool();
	begun = clock_ms();
	for (n = 1; n <= 6; n++) {
		for (i = 0; i < MANY / 6; i++) {
			(void)snprintf(id, sizeof(id), "00000000-0000-7000-8000-%012d", i);
			pool_send_version(pool, id, n);
		}
		turn_once();
	}
	while (nheard == 0 || heard[nheard - 1].version < 6)
		turn_once();
	assert_in_range(pool_figures(pool).notify_statements, 2, 1 + (clock_ms() - begun) / 50);
	assert_in_range(count("select max(length(payload)) from t.told"), 4000, 7900);
	assert_in_range(nheard, MANY / 6, MANY);
}

static void
test_bounded(void **state)
{
	char id[UUID_TEXT];
	int i;

	(void)state;
	set("NOTIFY_ARTICLES", "100");
	listening_pool();
	for (i = 0; i < 150; i++) {
		(void)snprintf(id, sizeof(id), "00000000-0000-7000-8000-%012d", i);
		pool_send_version(pool, id, i + 1);
	}
	hear_up_to(100);
	assert_int_equal(heard[0].version, 51); /* the oldest are forgotten */
	assert_int_equal(pool_figures(pool).versions_dropped, 50);
	assert_int_equal(nheard, 100);
}

/* Rubbish on the channel, and other channels, mean nothing. */
static void
test_rubbish(void **state)
{
	(void)state;
	listening_pool();
	run_sql("select pg_notify('madang_versions', x) from unnest(array['', ' ', 'x', ':', '" A "', '" A ":', '" A ":x', '" A
		":0', '" A ":-4', '" A ":4x', 'x" A ":4', '" A ":99999999999999999999', 'g" A "']) x");
	run_sql("select pg_notify('madang_other', '" A ":7')");
	run_sql("select pg_notify('madang_versions', 'x:1  " A ":8 " A ":y')");
	hear_up_to(1);
	assert_int_equal(heard[0].version, 8);
	assert_int_equal(nheard, 1);
}

static bool
is_deaf(void)
{
	return (!pool_figures(pool).listener_up);
}

/* After a reconnect, one call reports it; the pool is ready all the while. */
static void
test_listens_again(void **state)
{
	(void)state;
	listening_pool();
	assert_int_equal(count(KILL), 1);
	wait_until(is_deaf);
	assert_true(pool_is_ready());
	wanted = 2;
	wait_until(is_connected);
	assert_int_equal(connects, 2);
	pool_send_version(pool, A, 3);
	hear_up_to(1);
}

/* A failing notifier drops its versions; later versions are sent. */
static void
test_telling_fails(void **state)
{
	struct got g;

	(void)state;
	listening_pool();
	run_sql("create or replace function api_1.notify_versions(text[]) returns table (outcome text) "
		"language plpgsql as $$ begin if $1[1] like '%:13' then raise exception 'as asked'; end if; "
		"perform pg_notify('madang_versions', x) from unnest($1) x; outcome := 'ok'; return next; end $$");
	pool_send_version(pool, A, 13);
	post(pool, &g, 1, "");
	wait_all(&g, 1);
	while (pool_figures(pool).notify_statements < 1)
		turn_once();
	pool_send_version(pool, B, 14);
	hear_up_to(1);
	assert_string_equal(heard[0].article, B);
	assert_true(pool_is_ready());
}

/* Without its function the notifier is silent, and all else works. */
static void
test_no_function(void **state)
{
	struct got g;

	(void)state;
	run_sql("drop function api_1.notify_versions(text[])");
	pool_up();
	pool_send_version(pool, A, 1);
	find(&g, "x", NULL);
	wait_all(&g, 1);
	assert_int_equal(g.status, ASK_OK);
	assert_true(pool_is_ready());
}

static void
test_asynchronous(void **state)
{
	(void)state;
	run_sql("create or replace function api_1.notify_versions(text[]) returns table (outcome text) "
		"language plpgsql as $$ begin perform pg_notify('madang_versions', '" A ":' || "
		"case current_setting('synchronous_commit') when 'off' then 2 else 3 end); "
		"outcome := 'ok'; return next; end $$");
	nheard = 0;
	connects = 0;
	pool = pool_new(world);
	pool_listen(pool, hear, &nheard);
	wanted = 1;
	wait_until(is_connected);
	pool_send_version(pool, A, 1);
	hear_up_to(1);
	assert_int_equal(heard[0].version, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, world_down)
		T(test_told_and_heard),
		T(test_gathered),
		T(test_bounded),
		T(test_rubbish),
		T(test_listens_again),
		T(test_telling_fails),
		T(test_no_function),
		T(test_asynchronous),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
