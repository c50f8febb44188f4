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
static const char *on = "madang read"; /* the link it is done to */
static unsigned wait_for;	       /* so many results of the kind pass first */
static unsigned done;
static PGresult *others;  /* an error with an SQLSTATE */
static PGresult *next[8]; /* what comes before anything else; NULL is an end */
static size_t nnext, doubts;
static int played;			      /* the backend */
static ExecStatusType kind = PGRES_TUPLES_OK; /* of the results that it is done to */

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
doubted(void *arg)
{
	(void)arg;
	doubts++;
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
is_doubt(enum trick t)
{
	return (t != SYNC_ERROR && t != SYNC_OTHERS);
}

/* At each place of the pipeline; those behind it, and those who ask later, have their own answers too. */
static void
test_readers(void **state)
{
	struct got g[READERS], later[READERS];
	unsigned n, lost;
	int t;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	pool_up();
	pool_on_distrust(pool, doubted, NULL);
	for (t = DROP; t < TRICKS; t++)
		for (n = 0; n < 7; n++) {
			doubts = 0;
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
			assert_int_equal(doubts, is_doubt(t) ? 1 : 0);
			wait_until(pool_is_ready);
		}
}

/* Writes that share a commit, and those that have one of their own behind it: each is there once. */
static void
test_writers(void **state)
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

/* Whether they were committed is unknown: a write with an id of its own is retried, a vote is not. */
static void
test_fate_unknown(void **state)
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
	assert_int_equal(count("select count(*) from t.work"), 1); /* it was cast, and once */
}

/* A connection in preparation is replaced, and then all fits: prepares and describes get their own results. */
static void
test_prepare(void **state)
{
	static const char *const links[] = { "madang read", "madang write", "madang listen" };
	struct got g[READERS];
	unsigned n;
	size_t l;
	int t;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	for (l = 0; l < LENGTH(links); l++)
		for (t = DROP; t < TRICKS; t++)
			for (n = 0; n < 2; n++) {
				kind = PGRES_COMMAND_OK;
				play(t, links[l], n);
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

/* The other connections: the listener's comparison and the notifier's messages. */
static void
test_other_links(void **state)
{
	static const char *const links[] = { "madang listen", "madang work", "madang notify" };
	struct got g[4];
	size_t l, i;
	int t;

	(void)state;
	set("DATABASE_BACKOFF_MAX", "50ms");
	set("NOTIFY_INTERVAL", "0");
	pool_up();
	for (l = 0; l < LENGTH(links); l++)
		for (t = DROP; t < TRICKS; t++) {
			if (t == SWAP || t == SYNC_DROP)
				continue; /* one at a time: nothing comes behind */
			wait_until(all_links_up);
			play(t, links[l], 0);
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
		T(test_readers),
		T(test_writers),
		T(test_fate_unknown),
		T(test_prepare),
		T(test_other_links),
	};

	world_needs();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
