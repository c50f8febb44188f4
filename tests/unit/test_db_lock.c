/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a connection that gives results out of step, as libpq does when memory is short, never gives a query another's result. */
#include "db_world.h"

#include <libpq-fe.h>

/* The linker sends every call of PQgetResult() here. */
PGresult *__real_PQgetResult(PGconn *);
PGresult *__wrap_PQgetResult(PGconn *);

static enum trick {
	NONE,
	DROP,	     /* a result and its end never come */
	DROP_RESULT, /* the end comes without its result */
	TWICE,	     /* a result comes twice */
	SWAP,	     /* two results change places */
	NO_ROW,	     /* a result comes without its rows */
	END_TWICE,   /* an end comes twice */
	SYNC_DROP,   /* PIPELINE_SYNC never comes */
	SYNC_ERROR,  /* an error of libpq's own in its place: no SQLSTATE */
	SYNC_OTHERS, /* an error of PostgreSQL's in its place, as the next query's */
	ABORTED,     /* a result says that the pipeline is aborted, and nothing failed */
	TRICKS
} trick;
static const char *on = "madang read"; /* the connections whose results are changed */
static unsigned wait_for;	       /* the number of results of this kind that pass first */
static unsigned done;
static PGresult *others;  /* an error with an SQLSTATE */
static PGresult *next[8]; /* results to return first; NULL ends a query's results */
static size_t nnext, distrusts;
static int played;			      /* the backend whose results were changed */
static ExecStatusType kind = PGRES_TUPLES_OK; /* of the results that are changed */

static void
then(PGresult *res)
{
	next[nnext++] = res;
}

static PGresult *
first(void)
{
	PGresult *res = next[0];

	memmove(next, next + 1, --nnext * sizeof(next[0]));
	return (res);
}

static PGresult *
made(PGconn *pg, ExecStatusType status)
{
	PGresult *res = PQmakeEmptyPGresult(pg, status);

	assert_non_null(res);
	return (res);
}

static PGresult *
instead_of_rows(PGconn *pg, PGresult *res)
{
	PGresult *other;

	switch (trick) {
	case DROP:
		PQclear(res);
		assert_null(__real_PQgetResult(pg));
		return (__real_PQgetResult(pg));
	case DROP_RESULT:
		PQclear(res);
		return (__real_PQgetResult(pg));
	case TWICE:
		then(NULL);
		then(PQcopyResult(res, PG_COPYRES_ATTRS | PG_COPYRES_TUPLES));
		return (res);
	case SWAP:
		assert_null(__real_PQgetResult(pg));
		other = __real_PQgetResult(pg);
		then(NULL);
		then(res);
		return (other);
	case NO_ROW:
		PQclear(res);
		return (made(pg, PGRES_TUPLES_OK));
	case END_TWICE:
		then(NULL);
		then(NULL);
		return (res);
	default:
		PQclear(res);
		return (made(pg, PGRES_PIPELINE_ABORTED));
	}
}

static PGresult *
instead_of_sync(PGconn *pg, PGresult *res)
{
	PQclear(res);
	if (trick == SYNC_DROP)
		return (__real_PQgetResult(pg));
	then(NULL);
	if (trick != SYNC_OTHERS)
		return (made(NULL, PGRES_FATAL_ERROR));
	res = others;
	others = NULL;
	return (res);
}

PGresult *
__wrap_PQgetResult(PGconn *pg)
{
	PGresult *res;
	bool sync;

	while (nnext > 0 && PQbackendPID(pg) != played)
		PQclear(first()); /* the connection is gone */
	if (nnext > 0)
		return (first());
	res = __real_PQgetResult(pg);
	if (trick == NONE || strncmp(PQparameterStatus(pg, "application_name"), on, strlen(on)) != 0)
		return (res);
	sync = trick >= SYNC_DROP && trick != ABORTED;
	if (res == NULL || PQresultStatus(res) != (sync ? PGRES_PIPELINE_SYNC : kind) || wait_for-- > 0)
		return (res);
	done++;
	played = PQbackendPID(pg);
	res = sync ? instead_of_sync(pg, res) : instead_of_rows(pg, res);
	trick = NONE;
	return (res);
}

/* ---- the readers */

#define READERS 30

static void
on_distrust(void *arg)
{
	(void)arg;
	distrusts++;
}

static void
play(enum trick t, const char *conn, unsigned n)
{
	PGconn *pg;

	if (t == SYNC_OTHERS) {
		pg = PQconnectdb("");
		others = PQexec(pg, "select 1 / 0");
		assert_string_equal(PQresultErrorField(others, PG_DIAG_SQLSTATE), "22012");
		PQfinish(pg);
	}
	on = conn;
	wait_for = n;
	done = 0;
	trick = t;
}

static void
stop(void)
{
	trick = NONE;
	PQclear(others);
	others = NULL;
	while (nnext > 0)
		PQclear(first());
}

static void
all_ask(struct got *g, const char *word)
{
	char what[32];
	int i;

	for (i = 0; i < READERS; i++) {
		(void)snprintf(what, sizeof(what), "%s%d", word, i);
		find(&g[i], what, NULL);
	}
}

/* Each query gets its own answer, or the answer that the database is away. */
static void
all_have_theirs(const struct got *g, const char *word)
{
	char what[32];
	int i;

	for (i = 0; i < READERS; i++) {
		(void)snprintf(what, sizeof(what), "%s%d", word, i);
		if (g[i].status == ASK_OK)
			assert_string_equal(g[i].outcome, what);
		else
			assert_int_equal(g[i].status, ASK_UNAVAILABLE);
	}
}

static bool
is_distrusted(enum trick t)
{
	return (t != SYNC_ERROR && t != SYNC_OTHERS);
}

/* At each place of the pipeline: later queries of the pipeline and new queries get their own answers too. */
static void
a_read_never_gets_another_querys_result(void **state)
{
	struct got g[READERS], later[READERS];
	unsigned n, lost;
	int t;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	pool_up();
	pool_on_distrust(pool, on_distrust, NULL);
	for (t = DROP; t < TRICKS; t++)
		for (n = 0; n < 7; n++) {
			distrusts = 0;
			lost = (unsigned)pool_figures(pool).lost;
			play(t, "madang read", n);
			all_ask(g, "a");
			turn_once();
			all_ask(later, "b");
			wait_all(g, READERS);
			wait_all(later, READERS);
			stop();
			all_have_theirs(g, "a");
			all_have_theirs(later, "b");
			assert_int_equal(done, 1);
			assert_int_equal(pool_figures(pool).lost, lost + 1);
			assert_int_equal(distrusts, is_distrusted(t) ? 1 : 0);
			wait_until(pool_is_ready);
		}
}

/* Writes that share a commit, and writes with a commit of their own after it, are each stored once. */
static void
each_write_is_stored_once_whatever_the_results(void **state)
{
	struct got g[8], alone[4];
	unsigned n;
	int t, i, rounds = 0;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	pool_up();
	for (t = DROP; t < TRICKS; t++)
		for (n = 0; n < 5; n++, rounds++) {
			play(t, "madang write", n);
			for (i = 0; i < 8; i++)
				post(pool, &g[i], i, "");
			for (i = 0; i < 4; i++)
				ASK(&alone[i], SESSION_OPEN, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
			wait_all(g, 8);
			wait_all(alone, 4);
			stop();
			for (i = 0; i < 8; i++) {
				assert_int_equal(g[i].status, ASK_OK);
				assert_string_equal(g[i].outcome, "ok");
				assert_true(g[i].version > 0);
			}
			for (i = 0; i < 4; i++)
				assert_true(alone[i].status == ASK_OK || alone[i].status == ASK_UNAVAILABLE);
			assert_int_equal(done, 1);
			wait_until(pool_is_ready);
		}
	assert_int_equal(count("select count(*) from t.comment"), 8 * rounds);
}

/* The commit of both is unknown: the pool retries a write with an id, but not a vote. */
static void
only_a_write_with_an_id_is_retried(void **state)
{
	struct got c, v;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	pool_up();
	play(SYNC_ERROR, "madang write", 0);
	post(pool, &c, 1, "");
	ASK(&v, VOTE_SET, "\\x01", "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-9000-000000000001", "1");
	wait_all(&c, 1);
	wait_all(&v, 1);
	stop();
	assert_int_equal(c.status, ASK_OK);
	assert_int_equal(v.status, ASK_UNAVAILABLE);
	assert_int_equal(count("select count(*) from t.comment"), 1);
	assert_int_equal(count("select count(*) from t.work"), 1); /* it was stored once */
}

/* A connection that prepares its statements is replaced; the next one gets the right results. */
static void
a_connection_whose_preparation_slips_is_replaced(void **state)
{
	static const char *const conns[] = { "madang read", "madang write", "madang listen" };
	struct got g[READERS];
	unsigned n;
	size_t l;
	int t;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	for (l = 0; l < LENGTH(conns); l++)
		for (t = DROP; t < TRICKS; t++)
			for (n = 0; n < 2; n++) {
				kind = PGRES_COMMAND_OK;
				play(t, conns[l], n);
				pool = pool_new(world);
				wait_until(all_links_up);
				kind = PGRES_TUPLES_OK;
				all_ask(g, "c");
				wait_all(g, READERS);
				stop();
				all_have_theirs(g, "c");
				assert_int_equal(done, 1);
				pool_end(pool);
				pool = NULL;
			}
}

/* Connections for listening, work and notification, which send one query at a time. */
static void
the_other_connections_survive_slipped_results(void **state)
{
	static const char *const conns[] = { "madang listen", "madang work", "madang notify" };
	struct got g[4];
	size_t l, i;
	int t;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	set("NOTIFY_INTERVAL", "0");
	pool_up();
	for (l = 0; l < LENGTH(conns); l++)
		for (t = DROP; t < TRICKS; t++) {
			if (t == SWAP || t == SYNC_DROP)
				continue; /* needs a second query in the pipeline */
			wait_until(all_links_up);
			play(t, conns[l], 0);
			pool_send_version(pool, "00000000-0000-7000-8000-000000000001", 1 + t);
			for (i = 0; i < 4; i++)
				if (i % 2 == 0)
					ASK(&g[i], VERSIONS, "{}");
				else
					ASK(&g[i], DECIDE, "\\x00", "[]", NULL, NULL, "600");
			wait_all(g, 4);
			while (done == 0)
				turn_once();
			stop();
			for (i = 0; i < 4; i++)
				assert_true(g[i].status == ASK_OK || g[i].status == ASK_UNAVAILABLE);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_up, world_down)
		T(a_read_never_gets_another_querys_result),
		T(each_write_is_stored_once_whatever_the_results),
		T(only_a_write_with_an_id_is_retried),
		T(a_connection_whose_preparation_slips_is_replaced),
		T(the_other_connections_survive_slipped_results),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
