/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: fetch_ask() makes a task, connects to the courier's socket and sends the request. The task waits in
 * client->asked for the messages of the reply, for a timeout, or for the end of the connection. A call that could not be
 * sent goes to client->unsent and is answered by an event, because callbacks never run inside fetch_ask().
 *
 * No call is repeated: an authorization code works once, so a second attempt after a lost answer would be refused.
 */
#include <errno.h>
#include <event2/event.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "fetch/wire.h"
#include "secret/token.h"
#include "settings/settings.h"

TAILQ_HEAD(fetch_tasks, fetch_task);

struct fetch_task {
	TAILQ_ENTRY(fetch_task) on;
	struct fetch_client *client;
	fetch_done_fn *done;
	void *arg;
	enum fetch_result unsent; /* on client->unsent: the result */
	int fd;
	struct event *readable; /* NULL: on client->unsent */
	int64_t deadline;	/* clock_ms() */
	struct fetch_reply head;
	char *body; /* head.len bytes and a NUL; NULL: the head has not come */
	size_t len; /* of the body so far */
};

struct fetch_client {
	struct event_base *base;
	struct sockaddr_un at;
	struct fetch_tasks asked, unsent;
	struct event *unsent_event;
	struct fetch_figures figures;
};

static bool call_write(struct fetch_request *, const struct fetch_call *, int64_t left_ms);
static bool fetch_send(struct fetch_task *, const struct fetch_request *);
static void on_courier_reply(evutil_socket_t, short, void *);
static void fetch_end(struct fetch_task *, enum fetch_result);
static void on_unsent(evutil_socket_t, short, void *);

struct fetch_client *
fetch_client_new(struct event_base *base, const char *socket)
{
	struct fetch_client *client = mem_zero(1, sizeof(*client));

	client->base = base;
	client->at.sun_family = AF_UNIX;
	(void)snprintf(client->at.sun_path, sizeof(client->at.sun_path), "%s", socket);
	TAILQ_INIT(&client->asked);
	TAILQ_INIT(&client->unsent);
	client->unsent_event = event_new(base, -1, 0, on_unsent, client);
	if (client->unsent_event == NULL)
		abort();
	return (client);
}

void
fetch_client_end(struct fetch_client *client)
{
	struct fetch_task *task;

	on_unsent(-1, 0, client);
	while ((task = TAILQ_FIRST(&client->asked)) != NULL) {
		TAILQ_REMOVE(&client->asked, task, on);
		fetch_end(task, FETCH_BUSY);
	}
	event_free(client->unsent_event);
	free(client);
}

struct fetch_figures
fetch_client_figures(const struct fetch_client *client)
{
	return (client->figures);
}

static int
courier_connect(const struct sockaddr_un *at)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), error;

	if (fd < 0 || connect(fd, (const struct sockaddr *)at, sizeof(*at)) == 0)
		return (fd);
	error = errno;
	(void)close(fd);
	errno = error;
	return (-1);
}

bool
fetch_courier_listens(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd;

	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s", path);
	fd = courier_connect(&at);
	if (fd >= 0)
		(void)close(fd);
	return (fd >= 0);
}

void
fetch_ask(struct fetch_client *client, const struct fetch_call *call, fetch_done_fn *done, void *arg)
{
	bool room = client->figures.waiting < (unsigned)setting_int(FETCH_QUEUE_MAX);
	struct fetch_task *task = mem_zero(1, sizeof(*task));
	struct fetch_request *q = mem_zero(1, sizeof(*q));
	bool fits = call_write(q, call, setting_int(FETCH_TIMEOUT_MS)), sent;

	*task = (struct fetch_task) { .client = client, .done = done, .arg = arg, .fd = -1 };
	task->deadline = clock_ms() + setting_int(FETCH_TIMEOUT_MS);
	task->unsent = fits ? FETCH_BUSY : FETCH_FAILED;
	client->figures.asked++;
	client->figures.waiting++;
	sent = room && fits && fetch_send(task, q);
	secret_wipe(q, sizeof(*q));
	free(q);
	if (sent) {
		TAILQ_INSERT_TAIL(&client->asked, task, on);
		return;
	}
	TAILQ_INSERT_TAIL(&client->unsent, task, on);
	event_active(client->unsent_event, EV_TIMEOUT, 0);
}

/* False if the text does not fit. */
static bool
call_part(char *to, size_t size, const char *text)
{
	return (text == NULL || (size_t)snprintf(to, size, "%s", text) < size);
}

static bool
call_write(struct fetch_request *q, const struct fetch_call *call, int64_t left_ms)
{
	q->method = call->method;
	q->left_ms = (uint32_t)left_ms;
	return (call_part(q->url, sizeof(q->url), call->url) && call_part(q->inside, sizeof(q->inside), call->inside) &&
	    call_part(q->form, sizeof(q->form), call->form) && call_part(q->user, sizeof(q->user), call->user) &&
	    call_part(q->password, sizeof(q->password), call->password) && call_part(q->accept, sizeof(q->accept), call->accept));
}

/* Waits for the next message of the reply. */
static void
fetch_wait(struct fetch_task *task)
{
	int64_t left = task->deadline - clock_ms();
	struct timeval tv = { 0, 1 };

	if (left > 0)
		tv = (struct timeval) { left / 1000, (left % 1000) * 1000 };
	(void)event_add(task->readable, &tv);
}

/*
 * A unix socket connects at once or fails (EAGAIN: the accept queue is full), and a message is sent whole or not
 * at all.
 */
static bool
fetch_send(struct fetch_task *task, const struct fetch_request *q)
{
	long more;

	task->fd = courier_connect(&task->client->at);
	if (task->fd < 0 || send(task->fd, q, sizeof(*q), MSG_NOSIGNAL) != (ssize_t)sizeof(*q)) {
		if (repeat_due("courier not reached", "fetch", strerrorname_np(errno), &more))
			log_error("courier not reached", log_text("socket", task->client->at.sun_path),
			    log_text("why", strerror(errno)), log_repeated(more));
		return (false);
	}
	task->readable = event_new(task->client->base, task->fd, EV_READ, on_courier_reply, task);
	if (task->readable == NULL)
		abort();
	fetch_wait(task);
	return (true);
}

/* One message: the head, or a part of the body. False: it is none. */
static bool
message_take(struct fetch_task *task)
{
	ssize_t n;

	if (task->body != NULL) {
		n = recv(task->fd, task->body + task->len, task->head.len - task->len, 0);
		task->len += n > 0 ? (size_t)n : 0;
		return (n > 0);
	}
	n = recv(task->fd, &task->head, sizeof(task->head), 0);
	if (n != (ssize_t)sizeof(task->head) || task->head.len > FETCH_BODY_MAX)
		return (false);
	task->head.type[sizeof(task->head.type) - 1] = '\0';
	task->body = mem_zero(1, task->head.len + 1);
	return (true);
}

static void
on_courier_reply(evutil_socket_t fd, short what, void *arg)
{
	struct fetch_task *task = arg;
	bool timeout = (what & EV_READ) == 0, lost = !timeout && !message_take(task);

	(void)fd;
	if (!timeout && !lost && task->len < task->head.len) {
		fetch_wait(task);
		return;
	}
	if (lost)
		log_warn("courier connection lost");
	TAILQ_REMOVE(&task->client->asked, task, on);
	fetch_end(task, timeout ? FETCH_TIMEOUT : lost ? FETCH_FAILED : task->head.result);
}

static void
figures_count(struct fetch_figures *figures, enum fetch_result result)
{
	figures->waiting--;
	figures->busy += result == FETCH_BUSY;
	figures->failed += result == FETCH_FAILED;
	figures->timeouts += result == FETCH_TIMEOUT;
}

/* The task is on no list any more. The connection is closed first, so that the courier stops before the callback runs. */
static void
fetch_end(struct fetch_task *task, enum fetch_result result)
{
	struct fetched answer = { .result = result, .type = "", .body = "" };

	if (task->readable != NULL)
		event_free(task->readable);
	if (task->fd >= 0)
		(void)close(task->fd);
	if (result == FETCHED)
		answer = (struct fetched) { result, task->head.status, task->head.type, task->body, task->len };
	figures_count(&task->client->figures, result);
	task->done(task->arg, &answer);
	if (task->body != NULL)
		secret_wipe(task->body, task->len);
	free(task->body);
	free(task);
}

static void
on_unsent(evutil_socket_t fd, short what, void *arg)
{
	struct fetch_client *client = arg;
	struct fetch_task *task;

	(void)fd;
	(void)what;
	while ((task = TAILQ_FIRST(&client->unsent)) != NULL) {
		TAILQ_REMOVE(&client->unsent, task, on);
		fetch_end(task, task->unsent);
	}
}
