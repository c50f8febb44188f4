/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: versions go from worker to worker: coalesced, bounded, received after every connect, lost without harm. */
#include "db_world.h"

#include "base/clock.h"

#define KILL "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'madang listen %'"
#define MANY 3000

static struct {
	char article[UUID_TEXT];
	long version;
} received[2 * MANY];
static size_t nreceived;
static unsigned connects, wanted;

static void
on_version(void *arg, const char *article, long version)
{
	assert_ptr_equal(arg, &nreceived);
	if (article == NULL) {
		connects++;
		return;
	}
	assert_in_range(nreceived, 0, LENGTH(received) - 1);
	(void)snprintf(received[nreceived].article, UUID_TEXT, "%s", article);
	received[nreceived++].version = version;
}

static bool
has_received(void)
{
	return (nreceived >= wanted);
}

static bool
is_connected(void)
{
	struct pool_figures f = pool_figures(pool);

	return (f.sender_up && f.listener_up && connects >= wanted);
}

/* The test's notify_versions() works as the real function and stores its payloads. */
static void
listening_pool(void)
{
	run_sql("create table t.sent (payload text); create or replace function api_1.notify_versions(text[]) "
		"returns table (outcome text) language plpgsql as $$ begin "
		"insert into t.sent select * from unnest($1); "
		"perform pg_notify('madang_versions', x) from unnest($1) x; outcome := 'ok'; return next; end $$");
	nreceived = 0;
	connects = 0;
	pool = pool_new(world);
	pool_listen(pool, on_version, &nreceived);
	wanted = 1;
	wait_until(is_connected);
	wait_until(pool_is_ready);
	assert_int_equal(connects, 1);
}

static void
receive_up_to(unsigned n)
{
	wanted = n;
	wait_until(has_received);
}

#define A "00000000-0000-7000-8000-000000000001"
#define B "00000000-0000-7000-8000-00000000000b"

static void
the_highest_version_of_an_article_arrives_once(void **state)
{
	(void)state;
	listening_pool();
	pool_send_version(pool, A, 3);
	pool_send_version(pool, B, 9);
	pool_send_version(pool, A, 5);
	pool_send_version(pool, A, 4);
	pool_send_version(pool, "no uuid", 4);
	receive_up_to(2);
	assert_string_equal(received[0].article, A);
	assert_int_equal(received[0].version, 5);
	assert_string_equal(received[1].article, B);
	assert_int_equal(received[1].version, 9);
	assert_int_equal(count("select count(*) from t.sent"), 1);
	assert_int_equal(pool_figures(pool).versions_sent, 2);
	assert_int_equal(pool_figures(pool).notify_statements, 1);
	assert_int_equal(pool_waiting(pool), 0);
}

/* One statement at a time, at most once per notify.interval; payloads stay below PostgreSQL's limit of 8000 bytes. */
static void
versions_are_sent_together_at_the_interval(void **state)
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
	while (nreceived == 0 || received[nreceived - 1].version < 6)
		turn_once();
	/* The first at once. libevent counts an interval from the start of an iteration, so the next may come some ms early. */
	assert_in_range(pool_figures(pool).notify_statements, 2, 2 + (clock_ms() - begun) / 50);
	assert_in_range(count("select max(length(payload)) from t.sent"), 4000, 7900);
	assert_in_range(nreceived, MANY / 6, MANY);
}

static void
the_oldest_versions_beyond_the_limit_are_dropped(void **state)
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
	receive_up_to(100);
	assert_int_equal(received[0].version, 51); /* the oldest 50 are dropped */
	assert_int_equal(pool_figures(pool).versions_dropped, 50);
	assert_int_equal(nreceived, 100);
}

/* Malformed payloads and other channels are ignored. */
static void
malformed_notifications_are_ignored(void **state)
{
	(void)state;
	listening_pool();
	run_sql("select pg_notify('madang_versions', x) from unnest(array['', ' ', 'x', ':', '" A "', '" A ":', '" A ":x', '" A
		":0', '" A ":-4', '" A ":4x', 'x" A ":4', '" A ":99999999999999999999', 'g" A "']) x");
	run_sql("select pg_notify('madang_other', '" A ":7')");
	run_sql("select pg_notify('madang_versions', 'x:1  " A ":8 " A ":y')");
	receive_up_to(1);
	assert_int_equal(received[0].version, 8);
	assert_int_equal(nreceived, 1);
}

static bool
is_disconnected(void)
{
	return (!pool_figures(pool).listener_up);
}

/* One call reports the reconnect; the pool stays ready meanwhile. */
static void
a_lost_listener_reconnects_and_says_so(void **state)
{
	(void)state;
	listening_pool();
	assert_int_equal(count(KILL), 1);
	wait_until(is_disconnected);
	assert_true(pool_is_ready());
	wanted = 2;
	wait_until(is_connected);
	assert_int_equal(connects, 2);
	pool_send_version(pool, A, 3);
	receive_up_to(1);
}

/* A statement that fails drops its versions; later versions are sent. */
static void
a_failed_statement_drops_its_versions_only(void **state)
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
	receive_up_to(1);
	assert_string_equal(received[0].article, B);
	assert_true(pool_is_ready());
}

/* Without its function the notifier sends nothing; other queries work. */
static void
without_its_function_the_notifier_is_silent(void **state)
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
the_notifier_commits_asynchronously(void **state)
{
	(void)state;
	run_sql("create or replace function api_1.notify_versions(text[]) returns table (outcome text) "
		"language plpgsql as $$ begin perform pg_notify('madang_versions', '" A ":' || "
		"case current_setting('synchronous_commit') when 'off' then 2 else 3 end); "
		"outcome := 'ok'; return next; end $$");
	nreceived = 0;
	connects = 0;
	pool = pool_new(world);
	pool_listen(pool, on_version, &nreceived);
	wanted = 1;
	wait_until(is_connected);
	pool_send_version(pool, A, 1);
	receive_up_to(1);
	assert_int_equal(received[0].version, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, world_down)
		T(the_highest_version_of_an_article_arrives_once),
		T(versions_are_sent_together_at_the_interval),
		T(the_oldest_versions_beyond_the_limit_are_dropped),
		T(malformed_notifications_are_ignored),
		T(a_lost_listener_reconnects_and_says_so),
		T(a_failed_statement_drops_its_versions_only),
		T(without_its_function_the_notifier_is_silent),
		T(the_notifier_commits_asynchronously),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
