/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: the command line's connection gives errors in one line, rows, transactions and the signature check of statements. */
#include "db_world.h"

static int mismatches;

static void
note_mismatch(void *arg, const char *statement, const char *why)
{
	struct got *g = arg;

	mismatches++;
	(void)snprintf(g->outcome, sizeof(g->outcome), "%s", statement);
	(void)snprintf(g->body, sizeof(g->body), "%s", why);
}

static void
a_failed_connect_gives_one_line(void **state)
{
	char why[OWNER_WHY];

	(void)state;
	assert_null(owner_open("postgresql:///?host=/nonexistent", why));
	assert_non_null(strstr(why, "/nonexistent"));
	assert_null(strchr(why, '\n'));
	assert_null(owner_open("postgresql:///no_such_database", why));
	assert_non_null(strstr(why, "no_such_database"));
	assert_null(owner_open("nonsense=s3cret", why));
	assert_non_null(strstr(why, "libpq"));
	assert_null(strstr(why, "s3cret"));
}

static void
an_answer_has_rows_names_and_nulls(void **state)
{
	struct answer *a;

	(void)state;
	a = owner_ask(owner, "select $1::int + 1 as n, $2::text as t", (const char *[]) { "41", NULL }, 2);
	assert_non_null(a);
	assert_int_equal(answer_rows(a), 1);
	assert_int_equal(owner_cols(a), 2);
	assert_string_equal(owner_name(a, 1), "t");
	assert_int_equal(answer_long(a, 0, 0), 42);
	assert_true(answer_null(a, 0, 1));
	owner_answer_free(a);
	a = owner_ask(owner, "update t.article set version = 1 where id < '00000000-0000-7000-8000-000000000005'", NULL, 0);
	assert_non_null(a);
	assert_int_equal(owner_rows_changed(a), 5);
	owner_answer_free(a);
}

static void
an_error_rolls_the_transaction_back(void **state)
{
	char why[OWNER_WHY];

	(void)state;
	assert_false(owner_exec(owner, "begin; insert into t.late values (1), (1); commit"));
	assert_string_equal(owner_state(owner), "23505");
	assert_non_null(strstr(owner_error(owner), "late_once"));
	assert_null(owner_ask(owner, "select nonsense", NULL, 0));
	assert_string_equal(owner_state(owner), "42703");
	run_sql("begin; insert into t.late values (1); rollback; begin; insert into t.late values (2)");
	owner_close(owner); /* rolls back */
	owner = owner_open("postgresql:///", why);
	assert_non_null(owner);
	assert_int_equal(count("select count(*) from t.late"), 0);
}

static void
each_mismatched_statement_is_reported(void **state)
{
	struct got g;

	(void)state;
	mismatches = 0;
	assert_int_equal(owner_check_statements(owner, note_mismatch, &g), 0);
	run_sql("drop function api_1.counts(uuid[])");
	assert_int_equal(owner_check_statements(owner, note_mismatch, &g), 1);
	assert_int_equal(mismatches, 1);
	assert_string_equal(g.outcome, "counts");
	assert_string_equal(g.body, "function api_1.counts(uuid[]) does not exist");
	run_sql("create function api_1.counts(uuid[]) returns table (outcome text, version bigint, body json, more int) "
		"language plpgsql as $$ begin end $$");
	assert_int_equal(owner_check_statements(owner, note_mismatch, &g), 1);
	assert_string_equal(g.body, "it has 4 columns, wanted 3");
	run_sql("select 1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, world_down)
		T(a_failed_connect_gives_one_line),
		T(an_answer_has_rows_names_and_nulls),
		T(an_error_rolls_the_transaction_back),
		T(each_mismatched_statement_is_reported),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
