/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: buckets and waits count exactly, also from several processes, and no honest client is locked out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guard/rate.h"
#include "guard/table.h"

#define MAX_MS 900000L
#define START  1000000

static void
a_bucket_fills_again_to_its_size_only(void **state)
{
	(void)state;
	/* Thirty at once, then one every two seconds. */
	for (int i = 0; i < 30; i++)
		assert_int_equal(bucket_take(1, 30, 60000, START), 0);
	assert_in_range(bucket_take(1, 30, 60000, START), 1990, 2001);
	assert_int_equal(bucket_take(1, 30, 60000, START + 2001), 0);
	assert_true(bucket_take(1, 30, 60000, START + 2001) > 0);
	/* Another key has its own bucket. A quiet minute fills a bucket to its size only. */
	assert_int_equal(bucket_take(2, 30, 60000, START), 0);
	for (int i = 0; i < 30; i++)
		assert_int_equal(bucket_take(1, 30, 60000, START + 500000), 0);
	assert_true(bucket_take(1, 30, 60000, START + 500000) > 0);
}

static void
processes_share_a_bucket_exactly(void **state)
{
	_Atomic long *passed = mmap(NULL, sizeof(*passed), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	(void)state;
	assert_true(passed != MAP_FAILED);
	for (int i = 0; i < 4; i++)
		if (fork() == 0) {
			for (int j = 0; j < 1000; j++)
				if (bucket_take(77, 500, 60000, START) == 0)
					atomic_fetch_add(passed, 1);
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	assert_int_equal(*passed, 500);
	(void)munmap(passed, sizeof(*passed));
}

static long
try(uint64_t tag, bool good, int64_t at)
{
	long ms = wait_begin(tag, 5, 16, MAX_MS, at);

	if (ms == 0)
		wait_end(tag, good ? ATTEMPT_GOOD : ATTEMPT_BAD, 5, MAX_MS, at);
	return (ms);
}

static void
waits_double_after_failures_and_end_after_a_success(void **state)
{
	int64_t now = START;
	long ms, before = 0;

	(void)state;
	for (int i = 0; i < 5; i++)
		assert_int_equal(try(10, false, now), 0);
	for (int i = 0; i < 15; i++) {
		ms = try(10, false, now);
		assert_true(ms > 0);
		assert_int_equal(ms, before == 0 ? 1000 : 2 * before < MAX_MS ? 2 * before : MAX_MS);
		before = ms;
		assert_true(try(10, true, now + ms - 1) > 0); /* also for the right password */
		now += ms;
		assert_int_equal(try(10, false, now), 0);
	}
	/* A good attempt clears the wait. */
	now += MAX_MS;
	assert_int_equal(try(10, true, now), 0);
	for (int i = 0; i < 5; i++)
		assert_int_equal(try(10, false, now), 0);
	assert_int_equal(try(10, false, now), 1000);
	/* So does a long silence. */
	now += 1000 + MAX_MS + 1;
	for (int i = 0; i < 5; i++)
		assert_int_equal(try(10, false, now), 0);
}

static void
parallel_attempts_are_bounded_and_a_good_one_clears_them(void **state)
{
	(void)state;
	/* Eight right passwords at once go through, and leave nothing behind. */
	for (int i = 0; i < 8; i++)
		assert_int_equal(wait_begin(20, 5, 16, MAX_MS, START), 0);
	for (int i = 0; i < 8; i++)
		wait_end(20, ATTEMPT_GOOD, 5, MAX_MS, START);
	assert_int_equal(try(20, false, START), 0);

	/* A burst of guesses is bounded before the first has failed … */
	for (int i = 0; i < 21; i++)
		assert_int_equal(wait_begin(21, 5, 16, MAX_MS, START), 0);
	assert_true(wait_begin(21, 5, 16, MAX_MS, START) > 0);
	for (int i = 0; i < 21; i++)
		wait_end(21, ATTEMPT_BAD, 5, MAX_MS, START);
	assert_true(wait_begin(21, 5, 16, MAX_MS, START + 60000) > 0);
	/* … and once waits have begun they go one at a time. */
	assert_int_equal(wait_begin(21, 5, 16, MAX_MS, START + MAX_MS), 0);
	assert_true(wait_begin(21, 5, 16, MAX_MS, START + MAX_MS) > 0);
	/* An attempt without a verdict costs nothing. */
	wait_end(21, ATTEMPT_NEITHER, 5, MAX_MS, START + MAX_MS);
	assert_int_equal(wait_begin(21, 5, 16, MAX_MS, START + MAX_MS), 0);
}

/* A full table evicts the entry that ends first and keeps the rest. */
static void
a_full_table_evicts_the_entry_that_ends_first(void **state)
{
	static struct table t;
	const uint64_t sets = TABLE_SLOTS / TABLE_WAYS;

	(void)state;
	for (uint64_t i = 1; i <= TABLE_WAYS; i++)
		*table_word(&t, i * sets) = 100 * i;
	for (uint64_t i = 1; i <= TABLE_WAYS; i++)
		assert_int_equal(*table_word(&t, i * sets), 100 * i);
	assert_int_equal(*table_word(&t, 99 * sets), 0);
	*table_word(&t, 99 * sets) = 5000;
	assert_int_equal(*table_word(&t, 2 * sets), 200);
	assert_int_equal(*table_word(&t, 0), *table_word(&t, 1)); /* 0 is no tag */
}

/* An owner is known for at least one and at most two minutes; the oldest are evicted. */
static void
an_owner_is_known_for_one_to_two_minutes(void **state)
{
	const uint64_t same_set = TABLE_SLOTS / TABLE_WAYS;
	int known = 0;

	(void)state;
	assert_int_equal(owner_of(77, START), 0);
	owner_set(77, 5, START);
	assert_int_equal(owner_of(77, START), 5);
	assert_int_equal(owner_of(77, START + 60000), 5);
	assert_int_equal(owner_of(77, START + 120000), 0);
	owner_set(77, 6, START + 120000);
	assert_int_equal(owner_of(77, START + 120000), 6);
	owner_set(77, 0, START + 120000);
	assert_int_equal(owner_of(77, START + 120000), 0);
	for (uint64_t i = 1; i <= TABLE_WAYS; i++)
		owner_set(9 + i * same_set, UINT64_C(0xfffffffffff), START);
	for (uint64_t i = 1; i <= TABLE_WAYS; i++)
		owner_set(9 + (100 + i) * same_set, i, START + 60000);
	for (uint64_t i = 1; i <= TABLE_WAYS; i++)
		known += owner_of(9 + (100 + i) * same_set, START + 60000) == i;
	assert_int_equal(known, TABLE_WAYS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_owner_is_known_for_one_to_two_minutes),
		cmocka_unit_test(a_bucket_fills_again_to_its_size_only),
		cmocka_unit_test(processes_share_a_bucket_exactly),
		cmocka_unit_test(waits_double_after_failures_and_end_after_a_success),
		cmocka_unit_test(parallel_attempts_are_bounded_and_a_good_one_clears_them),
		cmocka_unit_test(a_full_table_evicts_the_entry_that_ends_first),
	};

	secret_start();
	rate_start();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
