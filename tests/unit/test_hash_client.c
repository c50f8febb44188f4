/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: every hash request gets its result or an error, with a full queue and with hashers that die, stop or are absent. */
#include <event2/event.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/log.h"
#include "hash/hash.h"
#include "secret/password.h"
#include "secret/token.h"
#include "settings/settings.h"

struct got {
	bool done;
	struct hash_result r;
	char text[160];
};

static struct event_base *base;
static struct hash_client *hash_client;
static char folder[32], path[64];
static int listener = -1;
static pid_t hashers[4];
static int nhashers;

static void
set(const char *name, const char *value)
{
	char full[64];

	(void)snprintf(full, sizeof(full), "MADANG_%s", name);
	(void)setenv(full, value, 1);
	assert_true(settings_load(NULL, stderr));
}

/* Verified at its own costs, so the first takes long enough to be caught at. */
static char slow[PASSWORD_HASH], quick[PASSWORD_HASH];

static void
hasher_start(void)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		hasher_run(listener);
	hashers[nhashers++] = pid;
}

static int
up(void **state)
{
	(void)state;
	secret_start();
	log_set_level(LOG_ERROR);
	(void)unsetenv("MADANG_HASH_QUEUE_MAX");
	set("HASH_TIMEOUT", "25s"); /* other work on the machine is no reason to fail: the tests' own waits end later */
	set("HASH_MEMORY", "64kB");
	set("HASH_PASSES", "1");
	(void)snprintf(folder, sizeof(folder), "/tmp/madang-hash-XXXXXX");
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/hash", folder);
	listener = hasher_listen(path);
	assert_true(listener >= 0);
	nhashers = 0;
	base = event_base_new();
	hash_client = hash_client_new(base, path);
	return (0);
}

static int
down(void **state)
{
	int i;

	(void)state;
	hash_client_end(hash_client);
	event_base_free(base);
	for (i = 0; i < nhashers; i++)
		if (hashers[i] != 0) {
			(void)kill(hashers[i], SIGKILL);
			(void)waitpid(hashers[i], NULL, 0);
		}
	(void)close(listener);
	(void)unlink(path);
	(void)rmdir(folder);
	return (0);
}

static void
keep(void *arg, const struct hash_result *r)
{
	struct got *g = arg;

	assert_false(g->done);
	g->done = true;
	g->r = *r;
	if (r->text != NULL)
		(void)snprintf(g->text, sizeof(g->text), "%s", r->text);
}

static void
ask(struct got *g, enum hash_kind kind, const char *secret, const char *hash)
{
	memset(g, 0, sizeof(*g));
	hash_ask(hash_client, kind, NULL, secret, hash, keep, g);
	assert_false(g->done);
}

static void
attempt(struct got *g, const char *whose, const char *secret, const char *hash)
{
	memset(g, 0, sizeof(*g));
	hash_ask(hash_client, HASH_VERIFY, whose, secret, hash, keep, g);
	assert_false(g->done);
}

static void
turn_once(void)
{
	struct timeval tv = { 0, 5000 };

	(void)event_base_loopexit(base, &tv);
	(void)event_base_loop(base, EVLOOP_ONCE);
}

static void
wait_all(const struct got *g, size_t n)
{
	int64_t until = clock_ms() + 30000;
	size_t i;

	for (i = 0; i < n; i++)
		while (!g[i].done) {
			turn_once();
			assert_true(clock_ms() < until);
		}
}

/* Ticks of processor time a process has used. */
static long
used(pid_t pid)
{
	char name[40], line[512], *p;
	long user = 0;
	FILE *f;

	(void)snprintf(name, sizeof(name), "/proc/%d/stat", (int)pid);
	f = fopen(name, "r");
	assert_non_null(f);
	p = fgets(line, sizeof(line), f);
	(void)fclose(f);
	assert_non_null(p);
	assert_int_equal(sscanf(strrchr(line, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld", &user), 1);
	return (user);
}

/* Runs the loop until the hasher computes a slow hash. */
static void
wait_busy(pid_t pid)
{
	int64_t until = clock_ms() + 20000;

	while (used(pid) < 6) {
		turn_once();
		assert_true(clock_ms() < until);
	}
}

/* ---- verdicts */

static void
each_password_gets_its_verdict(void **state)
{
	struct got h, g[4];
	char long_one[2000];

	(void)state;
	hasher_start();
	ask(&h, HASH_NEW, "seven brown teapots", NULL);
	wait_all(&h, 1);
	assert_int_equal(h.r.status, HASH_DONE);
	assert_memory_equal(h.text, "$argon2id$", 10);
	memset(long_one, 'x', sizeof(long_one));
	long_one[sizeof(long_one) - 1] = '\0';
	ask(&g[0], HASH_VERIFY, "seven brown teapots", h.text);
	ask(&g[1], HASH_VERIFY, "Seven brown teapots", h.text);
	ask(&g[2], HASH_VERIFY, "seven brown teapots", NULL);
	ask(&g[3], HASH_VERIFY, long_one, h.text);
	assert_int_equal(hash_client_waiting(hash_client), 4);
	wait_all(g, 4);
	assert_int_equal(hash_client_waiting(hash_client), 0);
	assert_true(g[0].r.status == HASH_DONE && g[0].r.good && !g[0].r.rehash);
	assert_true(g[1].r.status == HASH_DONE && !g[1].r.good);
	assert_true(g[2].r.status == HASH_DONE && !g[2].r.good);
	assert_true(g[3].r.status == HASH_DONE && !g[3].r.good);
	ask(&g[0], HASH_NEW, long_one, NULL);
	wait_all(g, 1);
	assert_int_equal(g[0].r.status, HASH_BUSY);
}

/* The password is right, and its hash was made with other costs than the settings'. */
static void
a_good_hash_with_other_costs_asks_for_a_rehash(void **state)
{
	struct got h, g;

	(void)state;
	hasher_start();
	set("HASH_PASSES", "2");
	hasher_start();
	(void)kill(hashers[1], SIGSTOP);
	ask(&h, HASH_NEW, "teapots", NULL);
	wait_all(&h, 1);
	(void)kill(hashers[0], SIGSTOP);
	(void)kill(hashers[1], SIGCONT);
	ask(&g, HASH_VERIFY, "teapots", h.text);
	wait_all(&g, 1);
	assert_true(g.r.good && g.r.rehash);
}

/* ---- limits */

/* Two hashers answer more requests than they compute at a time. Requests beyond the limit are refused. */
static void
requests_beyond_the_queue_are_refused(void **state)
{
	struct got g[40];
	size_t i, busy = 0, done = 0;

	(void)state;
	hasher_start();
	hasher_start();
	set("HASH_QUEUE_MAX", "30");
	for (i = 0; i < 40; i++)
		ask(&g[i], HASH_NEW, "teapots", NULL);
	wait_all(g, 40);
	for (i = 0; i < 40; i++) {
		busy += g[i].r.status == HASH_BUSY;
		done += g[i].r.status == HASH_DONE;
	}
	assert_int_equal(done, 30);
	assert_int_equal(busy, 10);
}

static void
without_a_hasher_requests_time_out(void **state)
{
	struct got g;
	int64_t begun = clock_ms();

	(void)state;
	set("HASH_TIMEOUT", "200ms");
	ask(&g, HASH_NEW, "teapots", NULL); /* the socket exists without a hasher */
	wait_all(&g, 1);
	assert_int_equal(g.r.status, HASH_BUSY);
	assert_in_range(clock_ms() - begun, 150, 2000);
	(void)unlink(path);
	ask(&g, HASH_NEW, "teapots", NULL);
	wait_all(&g, 1);
	assert_int_equal(g.r.status, HASH_BUSY);
}

/* Equal attempts share one hash while it is computed, also beyond the queue's limit; unequal attempts do not. */
static void
equal_attempts_share_one_hash(void **state)
{
	struct got g[24];
	size_t i;

	(void)state;
	set("HASH_QUEUE_MAX", "6");
	attempt(&g[0], "ann", "teapots", quick);
	attempt(&g[1], "bob", "teapots", quick);
	attempt(&g[2], "ann", "Teapots", quick);
	attempt(&g[3], "ann", "teapots", NULL);
	attempt(&g[4], "an", "nteapots", quick);
	attempt(&g[5], NULL, "teapots", quick);
	assert_true(hash_client_full(hash_client));
	for (i = 6; i < 20; i++)
		attempt(&g[i], "ann", "teapots", i % 2 == 0 ? quick : NULL);
	ask(&g[20], HASH_VERIFY, "teapots", quick);
	attempt(&g[21], "cho", "teapots", quick);
	attempt(&g[22], "ann", "teapots", quick);
	ask(&g[23], HASH_NEW, "teapots", NULL);
	assert_int_equal(hash_client_figures(hash_client).shared, 15);
	assert_int_equal(hash_client_waiting(hash_client), 24);
	hasher_start();
	wait_all(g, 24);
	assert_int_equal(hash_client_waiting(hash_client), 0);
	assert_int_equal(hash_client_figures(hash_client).refused, 3);
	for (i = 0; i < 24; i++)
		if (i == 20 || i == 21 || i == 23)
			assert_int_equal(g[i].r.status, HASH_BUSY);
		else {
			assert_int_equal(g[i].r.status, HASH_DONE);
			assert_int_equal(g[i].r.good, i == 0 || i == 1 || i == 5 || i == 22 || (i >= 6 && i % 2 == 0));
		}
	assert_false(hash_client_full(hash_client));
	attempt(&g[0], "ann", "teapots", quick); /* an answered attempt is shared no more */
	wait_all(g, 1);
	assert_int_equal(hash_client_figures(hash_client).shared, 15);
}

/* The shared hash dies with two hashers: all attempts fail. */
static void
a_shared_hash_that_fails_fails_for_all(void **state)
{
	struct got g[3];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++)
		attempt(&g[i], "ann", "teapots", slow);
	for (i = 0; i < 2; i++) {
		hasher_start();
		wait_busy(hashers[i]);
		(void)kill(hashers[i], SIGKILL);
		(void)waitpid(hashers[i], NULL, 0);
		hashers[i] = 0;
	}
	wait_all(g, 3);
	for (i = 0; i < 3; i++)
		assert_int_equal(g[i].r.status, HASH_FAILED);
	for (i = 0; i < 3; i++)
		attempt(&g[i], "ann", "teapots", slow);
	hash_client_end(hash_client);
	for (i = 0; i < 3; i++)
		assert_int_equal(g[i].r.status, HASH_BUSY);
	hash_client = hash_client_new(base, path);
}

/* A restarted hasher takes the requests that wait in the shared socket. */
static void
a_late_hasher_takes_the_waiting_requests(void **state)
{
	struct got g;

	(void)state;
	ask(&g, HASH_NEW, "teapots", NULL);
	turn_once();
	hasher_start();
	wait_all(&g, 1);
	assert_int_equal(g.r.status, HASH_DONE);
}

/* ---- ends */

static void
a_request_survives_one_dead_hasher(void **state)
{
	struct got g;

	(void)state;
	hasher_start();
	ask(&g, HASH_VERIFY, "teapots", slow);
	wait_busy(hashers[0]);
	hasher_start();
	(void)kill(hashers[0], SIGKILL);
	wait_all(&g, 1);
	assert_int_equal(g.r.status, HASH_DONE);
	assert_true(g.r.good && g.r.rehash);
}

/* A request whose hashers die fails after the second one. */
static void
a_request_fails_after_two_dead_hashers(void **state)
{
	struct got g;
	int i;

	(void)state;
	ask(&g, HASH_VERIFY, "teapots", slow);
	for (i = 0; i < 2; i++) {
		hasher_start();
		wait_busy(hashers[i]);
		(void)kill(hashers[i], SIGKILL);
		(void)waitpid(hashers[i], NULL, 0);
		hashers[i] = 0;
	}
	wait_all(&g, 1);
	assert_int_equal(g.r.status, HASH_FAILED);
}

/* After SIGTERM the hasher answers the request in hand and exits with status 0. */
static void
a_terminated_hasher_answers_its_request(void **state)
{
	struct got g;
	int status;

	(void)state;
	hasher_start();
	ask(&g, HASH_VERIFY, "teapots", slow);
	wait_busy(hashers[0]);
	(void)kill(hashers[0], SIGTERM);
	wait_all(&g, 1);
	assert_int_equal(g.r.status, HASH_DONE);
	assert_int_equal(waitpid(hashers[0], &status, 0), hashers[0]);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	hashers[0] = 0;
}

/* The hasher exits with its supervisor, which ends the pipe that both hold. */
static void
a_hasher_ends_with_its_supervisor(void **state)
{
	int pipes[2];
	pid_t supervisor;
	char c;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	supervisor = fork();
	if (supervisor == 0) {
		(void)close(pipes[0]);
		if (fork() == 0)
			hasher_run(listener);
		/* ends once the hasher works */
		base = event_base_new();
		hash_client = hash_client_new(base, path);
		struct got g;
		ask(&g, HASH_NEW, "teapots", NULL);
		wait_all(&g, 1);
		_exit(0);
	}
	(void)close(pipes[1]);
	assert_int_equal(read(pipes[0], &c, 1), 0);
	(void)close(pipes[0]);
	(void)waitpid(supervisor, NULL, 0);
}

/* hash_client_end() answers open requests; the hasher goes on. */
static void
ending_the_client_answers_open_requests(void **state)
{
	struct got g[2];

	(void)state;
	ask(&g[0], HASH_NEW, "teapots", NULL);
	set("HASH_QUEUE_MAX", "1");
	ask(&g[1], HASH_NEW, "teapots", NULL);
	hash_client_end(hash_client);
	assert_int_equal(g[0].r.status, HASH_BUSY);
	assert_int_equal(g[1].r.status, HASH_BUSY);
	hash_client = hash_client_new(base, path);
	hasher_start(); /* reads the request that was withdrawn */
	set("HASH_QUEUE_MAX", "10");
	ask(&g[0], HASH_NEW, "teapots", NULL);
	wait_all(g, 1);
	assert_int_equal(g[0].r.status, HASH_DONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, up, down)
		T(each_password_gets_its_verdict),
		T(a_good_hash_with_other_costs_asks_for_a_rehash),
		T(requests_beyond_the_queue_are_refused),
		T(without_a_hasher_requests_time_out),
		T(equal_attempts_share_one_hash),
		T(a_shared_hash_that_fails_fails_for_all),
		T(a_late_hasher_takes_the_waiting_requests),
		T(a_request_survives_one_dead_hasher),
		T(a_request_fails_after_two_dead_hashers),
		T(a_terminated_hasher_answers_its_request),
		T(a_hasher_ends_with_its_supervisor),
		T(ending_the_client_answers_open_requests),
	};

	secret_start();
	if (password_hash("teapots", 7, (size_t)131072 * 1024, 8, slow) != PASSWORD_GOOD ||
	    password_hash("teapots", 7, (size_t)64 * 1024, 1, quick) != PASSWORD_GOOD)
		return (1);
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
