/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: every call gets its answer or an error in time, also from a courier that dies or stops. The test plays the courier. The step
 * of a request, ask_fetch(), is tested with real providers in tests/api.
 */
#include <event2/event.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/log.h"
#include "fetch/wire.h"
#include "secret/token.h"
#include "settings/settings.h"

struct got {
	unsigned calls;
	struct fetched answer;
	char type[128];
	char *body;
};

static struct event_base *base;
static struct fetch_client *client;
static char folder[32], path[64];
static int listener = -1;
static const struct fetch_call get = { .method = FETCH_GET, .url = "https://id.example/keys", .accept = "application/json" };

static void
set(const char *name, const char *value)
{
	char full[64];

	(void)snprintf(full, sizeof(full), "MADANG_%s", name);
	(void)setenv(full, value, 1);
	assert_true(settings_load(NULL, stderr));
}

static void
courier_listen(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };

	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s", path);
	listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(listener, (const struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(listener, 8), 0);
}

static void
courier_end(void)
{
	(void)close(listener);
	listener = -1;
	(void)unlink(path);
}

static int
up(void **state)
{
	(void)state;
	secret_start();
	log_set_level(LOG_ERROR);
	(void)unsetenv("MADANG_FETCH_QUEUE_MAX");
	(void)unsetenv("MADANG_FETCH_CONNECT_TIMEOUT");
	set("FETCH_TIMEOUT", "25s");
	(void)snprintf(folder, sizeof(folder), "/tmp/madang-fetch-XXXXXX");
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/fetch", folder);
	courier_listen();
	base = event_base_new();
	client = fetch_client_new(base, path);
	return (0);
}

static int
down(void **state)
{
	(void)state;
	if (client != NULL)
		fetch_client_end(client);
	event_base_free(base);
	courier_end();
	(void)rmdir(folder);
	return (0);
}

static void
keep(void *arg, const struct fetched *answer)
{
	struct got *g = arg;

	g->calls++;
	g->answer = *answer;
	(void)snprintf(g->type, sizeof(g->type), "%s", answer->type);
	g->body = malloc(answer->len + 1);
	assert_non_null(g->body);
	memcpy(g->body, answer->body, answer->len + 1);
}

static void
ask(struct got *g, const struct fetch_call *call)
{
	memset(g, 0, sizeof(*g));
	fetch_ask(client, call, keep, g);
	assert_int_equal(g->calls, 0);
}

static void
wait_for(const struct got *g, enum fetch_result result)
{
	int64_t until = clock_ms() + 30000;

	while (g->calls == 0 && clock_ms() < until)
		(void)event_base_loop(base, EVLOOP_ONCE);
	assert_int_equal(g->calls, 1);
	assert_int_equal(g->answer.result, result);
	free(g->body);
}

static int
courier_accept(struct fetch_request *q)
{
	int fd = accept(listener, NULL, NULL);

	assert_true(fd >= 0);
	assert_int_equal(recv(fd, q, sizeof(*q), 0), sizeof(*q));
	return (fd);
}

static void
courier_say(int fd, const void *p, size_t n)
{
	assert_int_equal(send(fd, p, n, MSG_NOSIGNAL), n);
}

static void
courier_head(int fd, enum fetch_result result, int status, size_t len)
{
	struct fetch_reply head = { .result = result, .status = status, .len = (uint32_t)len, .type = "application/json" };

	courier_say(fd, &head, sizeof(head));
}

/* ---- the answer */

static void
all_parts_of_a_call_arrive_and_its_answer_returns(void **state)
{
	const struct fetch_call post = { .method = FETCH_POST,
		.url = "https://id.example/token",
		.accept = "application/json",
		.form = "code=1",
		.user = "madang",
		.password = "secret",
		.inside = "https://id.example" };
	struct fetch_request q;
	struct got g;
	int fd;

	(void)state;
	ask(&g, &post);
	fd = courier_accept(&q);
	assert_int_equal(q.method, FETCH_POST);
	assert_string_equal(q.url, post.url);
	assert_string_equal(q.form, post.form);
	assert_string_equal(q.user, post.user);
	assert_string_equal(q.password, post.password);
	assert_string_equal(q.accept, post.accept);
	assert_string_equal(q.inside, post.inside);
	assert_in_range(q.left_ms, 20000, 25000);
	courier_head(fd, FETCHED, 401, 7);
	courier_say(fd, "{\"a\":", 5);
	(void)event_base_loop(base, EVLOOP_ONCE | EVLOOP_NONBLOCK);
	assert_int_equal(g.calls, 0);
	courier_say(fd, "1}", 2);
	while (g.calls == 0)
		(void)event_base_loop(base, EVLOOP_ONCE);
	assert_int_equal(g.answer.status, 401);
	assert_string_equal(g.type, "application/json");
	assert_string_equal(g.body, "{\"a\":1}");
	wait_for(&g, FETCHED);
	(void)close(fd);
}

static void
an_answer_may_be_empty(void **state)
{
	struct fetch_request q;
	struct got g;
	int fd;

	(void)state;
	ask(&g, &get);
	fd = courier_accept(&q);
	assert_string_equal(q.form, "");
	assert_string_equal(q.inside, "");
	courier_head(fd, FETCHED, 204, 0);
	wait_for(&g, FETCHED);
	assert_int_equal(g.answer.len, 0);
	(void)close(fd);
}

static void
the_largest_body_arrives_whole(void **state)
{
	static char part[FETCH_PART_MAX];
	struct fetch_request q;
	struct got g;
	int fd;

	(void)state;
	ask(&g, &get);
	fd = courier_accept(&q);
	courier_head(fd, FETCHED, 200, FETCH_BODY_MAX);
	for (size_t did = 0; did < FETCH_BODY_MAX; did += sizeof(part)) {
		memset(part, 'a' + (int)(did / sizeof(part)), sizeof(part));
		courier_say(fd, part, sizeof(part));
		(void)event_base_loop(base, EVLOOP_NONBLOCK);
	}
	while (g.calls == 0)
		(void)event_base_loop(base, EVLOOP_ONCE);
	assert_int_equal(g.body[0], 'a');
	assert_int_equal(g.body[FETCH_BODY_MAX - 1], 'h');
	assert_int_equal(g.answer.len, FETCH_BODY_MAX);
	wait_for(&g, FETCHED);
	(void)close(fd);
}

static void
the_couriers_own_results_are_passed_on(void **state)
{
	static const enum fetch_result results[] = { FETCH_BUSY, FETCH_FAILED, FETCH_TIMEOUT };
	struct fetch_request q;
	struct got g;
	int fd;

	(void)state;
	for (size_t i = 0; i < LENGTH(results); i++) {
		ask(&g, &get);
		fd = courier_accept(&q);
		courier_head(fd, results[i], 0, 0);
		wait_for(&g, results[i]);
		(void)close(fd);
	}
	assert_int_equal(fetch_client_figures(client).busy, 1);
	assert_int_equal(fetch_client_figures(client).failed, 1);
	assert_int_equal(fetch_client_figures(client).timeouts, 1);
}

/* ---- a courier that fails */

static void
a_courier_that_dies_fails_the_call_and_it_is_not_repeated(void **state)
{
	struct fetch_request q;
	struct got before, within;
	int fd;

	(void)state;
	ask(&before, &get);
	(void)close(courier_accept(&q));
	wait_for(&before, FETCH_FAILED);
	ask(&within, &get);
	fd = courier_accept(&q);
	courier_head(fd, FETCHED, 200, 10);
	courier_say(fd, "half", 4);
	(void)close(fd);
	wait_for(&within, FETCH_FAILED);
	assert_int_equal(fetch_client_figures(client).asked, 2);
}

static void
a_false_message_fails_the_call(void **state)
{
	struct fetch_request q;
	struct got g;
	int fd;

	(void)state;
	ask(&g, &get);
	fd = courier_accept(&q);
	courier_head(fd, FETCHED, 200, FETCH_BODY_MAX + 1);
	wait_for(&g, FETCH_FAILED);
	(void)close(fd);
	ask(&g, &get);
	fd = courier_accept(&q);
	courier_say(fd, "short", 5);
	wait_for(&g, FETCH_FAILED);
	(void)close(fd);
}

static void
a_silent_courier_ends_in_a_timeout_at_any_point(void **state)
{
	struct fetch_request q;
	struct got unaccepted, headless, halfway;
	int64_t began;
	int fd;

	(void)state;
	set("FETCH_CONNECT_TIMEOUT", "300ms");
	set("FETCH_TIMEOUT", "300ms");
	began = clock_ms();
	ask(&headless, &get);
	ask(&halfway, &get);
	ask(&unaccepted, &get);
	(void)courier_accept(&q);
	fd = courier_accept(&q);
	courier_head(fd, FETCHED, 200, 10);
	courier_say(fd, "half", 4);
	wait_for(&headless, FETCH_TIMEOUT);
	wait_for(&halfway, FETCH_TIMEOUT);
	wait_for(&unaccepted, FETCH_TIMEOUT);
	assert_in_range(clock_ms() - began, 290, 20000);
	assert_int_equal(recv(fd, &q, sizeof(q), 0), 0); /* the call is withdrawn */
	(void)close(fd);
}

static void
without_a_courier_a_call_is_busy_and_a_new_courier_is_found(void **state)
{
	struct fetch_request q;
	struct got g;
	int fd;

	(void)state;
	courier_end();
	assert_false(fetch_courier_listens(path));
	log_set_level(LOG_ERROR + 1);
	ask(&g, &get);
	wait_for(&g, FETCH_BUSY);
	courier_listen();
	assert_true(fetch_courier_listens(path));
	(void)close(accept(listener, NULL, NULL));
	ask(&g, &get);
	fd = courier_accept(&q);
	courier_head(fd, FETCHED, 200, 0);
	wait_for(&g, FETCHED);
	(void)close(fd);
}

/* ---- limits */

static void
calls_beyond_the_queue_are_busy_at_once(void **state)
{
	struct fetch_request q;
	struct got first, second;
	int fd;

	(void)state;
	set("FETCH_QUEUE_MAX", "1");
	ask(&first, &get);
	ask(&second, &get);
	wait_for(&second, FETCH_BUSY);
	assert_int_equal(first.calls, 0);
	assert_int_equal(fetch_client_figures(client).waiting, 1);
	fd = courier_accept(&q);
	courier_head(fd, FETCHED, 200, 0);
	wait_for(&first, FETCHED);
	assert_int_equal(fetch_client_figures(client).waiting, 0);
	(void)close(fd);
}

static void
a_part_that_is_too_long_fails_and_is_not_sent(void **state)
{
	char url[FETCH_URL_MAX + 2];
	struct fetch_call call = get;
	struct got g;

	(void)state;
	memset(url, 'a', sizeof(url) - 1);
	url[sizeof(url) - 1] = '\0';
	call.url = url;
	ask(&g, &call);
	wait_for(&g, FETCH_FAILED);
	assert_int_equal(poll(&(struct pollfd) { .fd = listener, .events = POLLIN }, 1, 0), 0);
}

static void
the_end_of_the_client_answers_open_calls(void **state)
{
	struct fetch_request q;
	struct got g;

	(void)state;
	ask(&g, &get);
	(void)courier_accept(&q);
	fetch_client_end(client);
	client = NULL;
	wait_for(&g, FETCH_BUSY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define EACH(name) cmocka_unit_test_setup_teardown(name, up, down)
		EACH(all_parts_of_a_call_arrive_and_its_answer_returns),
		EACH(an_answer_may_be_empty),
		EACH(the_largest_body_arrives_whole),
		EACH(the_couriers_own_results_are_passed_on),
		EACH(a_courier_that_dies_fails_the_call_and_it_is_not_repeated),
		EACH(a_false_message_fails_the_call),
		EACH(a_silent_courier_ends_in_a_timeout_at_any_point),
		EACH(without_a_courier_a_call_is_busy_and_a_new_courier_is_found),
		EACH(calls_beyond_the_queue_are_busy_at_once),
		EACH(a_part_that_is_too_long_fails_and_is_not_sent),
		EACH(the_end_of_the_client_answers_open_calls),
#undef EACH
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
