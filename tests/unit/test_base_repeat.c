/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a repeated log line is written once a minute with a count; lines of other kinds are written at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/repeat.h"

static int64_t now = 1000000;

/* The linker sends every call of clock_ms() here. */
int64_t __wrap_clock_ms(void);

int64_t
__wrap_clock_ms(void)
{
	return (now);
}

static void
a_repeated_line_is_due_once_a_minute_with_its_count(void **state)
{
	long more;
	int i;

	(void)state;
	assert_true(repeat_due("failed", "a", "53100", &more));
	assert_int_equal(more, 0);
	for (i = 0; i < 200; i++)
		assert_false(repeat_due("failed", "a", "53100", &more));
	assert_true(repeat_due("failed", "b", "53100", &more));
	assert_true(repeat_due("failed", "a", "42501", &more));
	assert_true(repeat_due("lost", "a", "53100", &more));
	assert_true(repeat_due("failed", "a", NULL, &more));
	now += REPEAT_MS;
	assert_true(repeat_due("failed", "a", "53100", &more));
	assert_int_equal(more, 200);
	now += REPEAT_MS - 1;
	assert_false(repeat_due("failed", "a", "53100", &more));
}

/* A message that did not repeat is counted too, once. */
static void
flush_writes_the_count_of_a_line_that_stopped(void **state)
{
	char output[4096] = "";
	int ends[2], err = dup(STDERR_FILENO), i;
	long more;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	now += REPEAT_MS;
	assert_true(repeat_due("flushed", "x", "1", &more));
	for (i = 0; i < 7; i++)
		assert_false(repeat_due("flushed", "x", "1", &more));
	repeat_flush();
	now += REPEAT_MS;
	repeat_flush();
	repeat_flush();
	(void)dup2(err, STDERR_FILENO);
	(void)close(ends[1]);
	assert_true(read(ends[0], output, sizeof(output) - 1) > 0);
	(void)close(ends[0]);
	(void)close(err);
	assert_non_null(strstr(output, "\"msg\":\"flushed\",\"subject\":\"x\",\"code\":\"1\",\"repeated\":7}"));
	assert_null(strstr(strstr(output, "flushed") + 1, "flushed"));
	assert_true(repeat_due("flushed", "x", "1", &more));
}

/* Kinds beyond the size of the table are written too often rather than dropped. */
static void
more_kinds_than_the_table_has_are_written_too_often(void **state)
{
	char code[8];
	long more;
	int i;

	(void)state;
	for (i = 0; i < 500; i++) {
		(void)snprintf(code, sizeof(code), "%d", i);
		now++;
		assert_true(repeat_due("many", "kinds", code, &more));
	}
	assert_false(repeat_due("many", "kinds", "499", &more));
	assert_true(repeat_due("many", "kinds", "1", &more));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_repeated_line_is_due_once_a_minute_with_its_count),
		cmocka_unit_test(flush_writes_the_count_of_a_line_that_stopped),
		cmocka_unit_test(more_kinds_than_the_table_has_are_written_too_often),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
