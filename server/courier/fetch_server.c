/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: each connection is one call.
 *
 *   accepted -> READING -> WAITING -> RUNNING -> REPLYING -> freed
 *                  |           |          |           ^
 *                  +-----------+----------+-----------+   refused, failed, or too late
 *
 * A call that runs or replies has one of the connections, so the memory for bodies is bounded. In each state the worker
 * may close its end, which frees the call at once and so ends a call that nobody waits for.
 */
#include "courier/fetch_server.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "courier/transfer.h"
#include "fetch/wire.h"
#include "secret/token.h"
#include "settings/settings.h"

#define PATH_TEXT      91  /* bytes of fetch.socket and its NUL; the rest of sun_path is for the suffix */
#define CALLS_MAX      512 /* more than fetch.connections can be */
#define ACCEPTS_MAX    16  /* in one iteration of the loop */
#define RETRY_MS       1000
#define REPLY_SPARE_MS 1000

enum call_state {
	CALL_READING,  /* the request has not come */
	CALL_WAITING,  /* for a connection */
	CALL_RUNNING,  /* the provider has it */
	CALL_REPLYING, /* the worker reads the answer */
	CALL_STATES,
};

struct served_call {
	TAILQ_ENTRY(served_call) on;
	struct fetch_server *server;
	enum call_state state;
	int fd;
	struct event *readable, *writable;
	int64_t began, deadline;       /* clock_ms() */
	struct fetch_request *request; /* NULL: it runs, or has ended */
	char host[TRANSFER_HOST];
	struct transfer *transfer; /* NULL: none has begun */
	struct transfer_result result;
	bool head_sent;
	size_t sent; /* of the body */
};
TAILQ_HEAD(call_list, served_call);

struct fetch_server {
	struct event_base *base;
	void (*idle)(void);
	struct transfers *transfers;
	char path[PATH_TEXT];
	struct sockaddr_un own; /* until it is put in place */
	int fd, lock;
	bool serving, ending;
	struct event *listening, *retry;
	struct call_list calls[CALL_STATES]; /* one list for each state */
	unsigned count;
};

static bool own_socket_listen(struct fetch_server *);
static void on_retry(evutil_socket_t, short, void *);
static void on_worker_connected(evutil_socket_t, short, void *);
static void on_worker(evutil_socket_t, short, void *);
static void on_call_writable(evutil_socket_t, short, void *);
static void call_judge(struct served_call *);
static void call_run(struct served_call *);
static void call_reply(struct served_call *, enum fetch_result);
static void call_free(struct served_call *);
static transferred_fn call_transferred;

/* ---- the socket */

static struct event *
event_made(struct event *e)
{
	if (e == NULL)
		abort();
	return (e);
}

struct fetch_server *
fetch_server_new(struct event_base *base, void (*idle)(void))
{
	struct fetch_server *s = mem_zero(1, sizeof(*s));

	s->base = base;
	s->idle = idle;
	s->transfers = transfers_new(base, call_transferred);
	for (int i = 0; i < CALL_STATES; i++)
		TAILQ_INIT(&s->calls[i]);
	(void)snprintf(s->path, sizeof(s->path), "%s", setting_text(FETCH_SOCKET));
	s->retry = event_made(evtimer_new(base, on_retry, s));
	if (!own_socket_listen(s))
		log_error("fetch socket refused", log_text("path", s->path), log_text("why", strerror(errno)));
	else {
		s->listening = event_made(event_new(base, s->fd, EV_READ | EV_PERSIST, on_worker_connected, s));
		on_retry(-1, 0, s);
	}
	return (s);
}

void
fetch_server_end(struct fetch_server *s)
{
	s->ending = true;
	for (int i = 0; i < CALL_STATES; i++)
		while (!TAILQ_EMPTY(&s->calls[i]))
			call_free(TAILQ_FIRST(&s->calls[i]));
	fetch_server_stop(s);
	transfers_end(s->transfers);
	event_free(s->retry);
	free(s);
}

int
fetch_server_fd(const struct fetch_server *s)
{
	return (s->fd);
}

/* The file of the lock stays, because another courier may wait for it. */
void
fetch_server_stop(struct fetch_server *s)
{
	(void)event_del(s->retry);
	if (s->listening != NULL)
		event_free(s->listening);
	s->listening = NULL;
	if (s->fd >= 0) {
		(void)unlink(s->serving ? s->path : s->own.sun_path);
		(void)close(s->fd);
	}
	if (s->lock >= 0)
		(void)close(s->lock);
	s->fd = s->lock = -1;
}

bool
fetch_server_busy(const struct fetch_server *s)
{
	return (s->count > 0);
}

/* The socket listens before the sandbox forbids that. False with errno. */
static bool
own_socket_listen(struct fetch_server *s)
{
	char lock[sizeof(s->path) + 8];
	mode_t mask = umask(0177);
	int error = 0;

	s->own.sun_family = AF_UNIX;
	(void)snprintf(s->own.sun_path, sizeof(s->own.sun_path), "%s.%d", s->path, (int)getpid());
	(void)snprintf(lock, sizeof(lock), "%s.lock", s->path);
	(void)unlink(s->own.sun_path);
	s->lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	s->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->lock < 0 || s->fd < 0 || bind(s->fd, (const struct sockaddr *)&s->own, sizeof(s->own)) != 0 ||
	    listen(s->fd, SOMAXCONN) != 0) {
		error = errno;
		fetch_server_stop(s);
	}
	(void)umask(mask);
	errno = error;
	return (error == 0);
}

static void
retry_later(struct fetch_server *s)
{
	const struct timeval tv = { RETRY_MS / 1000, RETRY_MS % 1000 * 1000 };

	(void)event_add(s->retry, &tv);
}

/* Puts the socket in place if no other courier serves it. The kernel frees the lock when that one ends. */
static bool
socket_put_in_place(struct fetch_server *s)
{
	if (flock(s->lock, LOCK_EX | LOCK_NB) != 0)
		return (false);
	s->serving = rename(s->own.sun_path, s->path) == 0;
	if (s->serving)
		log_info("fetch socket served", log_text("path", s->path));
	else
		log_error("fetch socket refused", log_text("path", s->path), log_text("why", strerror(errno)));
	return (true);
}

static void
on_retry(evutil_socket_t fd, short what, void *arg)
{
	struct fetch_server *s = arg;

	(void)fd;
	(void)what;
	if (s->serving || socket_put_in_place(s))
		(void)event_add(s->listening, NULL);
	else
		retry_later(s);
}

/* ---- accepting */

static bool
worker_is_same_user(int fd)
{
	struct ucred peer;
	socklen_t n = sizeof(peer);

	return (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 && peer.uid == geteuid());
}

static void
call_wait(struct served_call *call)
{
	int64_t left = call->deadline - clock_ms();
	struct timeval tv = { 0, 1 };

	if (left > 0)
		tv = (struct timeval) { left / 1000, left % 1000 * 1000 };
	(void)event_add(call->readable, &tv);
}

static void
call_new(struct fetch_server *s, int fd)
{
	struct served_call *call = mem_zero(1, sizeof(*call));

	*call = (struct served_call) { .server = s, .fd = fd, .began = clock_ms() };
	call->deadline = call->began + setting_int(FETCH_TIMEOUT_MS);
	call->readable = event_made(event_new(s->base, fd, EV_READ | EV_PERSIST, on_worker, call));
	call->writable = event_made(event_new(s->base, fd, EV_WRITE, on_call_writable, call));
	TAILQ_INSERT_TAIL(&s->calls[CALL_READING], call, on);
	s->count++;
	call_wait(call);
}

/* A refusal needs no state, because the first message always fits into the socket. */
static void
connection_refuse(int fd)
{
	const struct fetch_reply busy = { .result = FETCH_BUSY };

	if (send(fd, &busy, sizeof(busy), MSG_NOSIGNAL) != (ssize_t)sizeof(busy))
		log_debug("fetch answer dropped");
	(void)close(fd);
}

/* Out of descriptors or memory: the connections wait in the socket's queue for a second. */
static void
accepting_failed(struct fetch_server *s)
{
	long more;

	if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)
		return;
	if (repeat_due("fetch connection refused", "", strerrorname_np(errno), &more))
		log_error("fetch connection refused", log_text("why", strerror(errno)), log_repeated(more));
	(void)event_del(s->listening);
	retry_later(s);
}

static void
on_worker_connected(evutil_socket_t listener, short what, void *arg)
{
	struct fetch_server *s = arg;
	int fd;

	(void)what;
	for (int i = 0; i < ACCEPTS_MAX; i++) {
		fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0) {
			accepting_failed(s);
			return;
		}
		if (!worker_is_same_user(fd))
			(void)close(fd);
		else if (s->count >= CALLS_MAX)
			connection_refuse(fd);
		else
			call_new(s, fd);
	}
}

/* ---- the states of a call */

static void
call_move(struct served_call *call, enum call_state to)
{
	TAILQ_REMOVE(&call->server->calls[call->state], call, on);
	call->state = to;
	TAILQ_INSERT_TAIL(&call->server->calls[to], call, on);
}

static void
call_request_end(struct served_call *call)
{
	if (call->request != NULL)
		secret_wipe(call->request, sizeof(*call->request));
	free(call->request);
	call->request = NULL;
}

/* Calls in this state; of one host, if one is given. */
static unsigned
calls_in(const struct fetch_server *s, enum call_state state, const char *host)
{
	const struct served_call *call;
	unsigned n = 0;

	TAILQ_FOREACH(call, &s->calls[state], on)
	n += host == NULL || strcmp(call->host, host) == 0;
	return (n);
}

static bool
connection_free(const struct fetch_server *s, const char *host)
{
	return (calls_in(s, CALL_RUNNING, NULL) + calls_in(s, CALL_REPLYING, NULL) < (unsigned)setting_int(FETCH_CONNS) &&
	    calls_in(s, CALL_RUNNING, host) < (unsigned)setting_int(FETCH_CONNS_HOST));
}

/* First come, first served, except that a host without a free connection is passed over. */
static void
waiting_run(struct fetch_server *s)
{
	struct served_call *call, *next;

	for (call = TAILQ_FIRST(&s->calls[CALL_WAITING]); call != NULL; call = next) {
		next = TAILQ_NEXT(call, on);
		if (connection_free(s, call->host))
			call_run(call);
	}
}

static void
call_free(struct served_call *call)
{
	struct fetch_server *s = call->server;

	TAILQ_REMOVE(&s->calls[call->state], call, on);
	s->count--;
	event_free(call->readable);
	event_free(call->writable);
	if (call->transfer != NULL)
		transfer_end(call->transfer);
	call_request_end(call);
	(void)close(call->fd);
	free(call);
	if (s->ending)
		return;
	waiting_run(s);
	if (s->count == 0 && s->fd < 0)
		s->idle();
}

/* The request, the end of the worker's interest, or the deadline. */
static void
on_worker(evutil_socket_t fd, short what, void *arg)
{
	struct served_call *call = arg;
	struct fetch_request *q;

	if ((what & EV_READ) == 0) {
		call_reply(call, FETCH_TIMEOUT);
		return;
	}
	if (call->state != CALL_READING) { /* the worker closed, or broke the protocol */
		call_free(call);
		return;
	}
	q = mem_zero(1, sizeof(*q));
	call->request = q;
	if (recv(fd, q, sizeof(*q), 0) != (ssize_t)sizeof(*q)) {
		call_free(call);
		return;
	}
	q->url[FETCH_URL_MAX] = q->inside[FETCH_URL_MAX] = q->form[FETCH_FORM_MAX] = '\0';
	q->user[FETCH_TEXT_MAX] = q->password[FETCH_TEXT_MAX] = q->accept[sizeof(q->accept) - 1] = '\0';
	call_judge(call);
}

static void
call_judge(struct served_call *call)
{
	const struct fetch_server *s = call->server;

	call->deadline = call->began + call->request->left_ms;
	call_wait(call);
	if (!transfer_host(call->request, call->host)) {
		call->result.why = "the URL is not allowed";
		call_reply(call, FETCH_FAILED);
	} else if (connection_free(s, call->host))
		call_run(call);
	else if (calls_in(s, CALL_WAITING, call->host) < (unsigned)setting_int(FETCH_WAITING_HOST))
		call_move(call, CALL_WAITING);
	else
		call_reply(call, FETCH_BUSY);
}

static void
call_run(struct served_call *call)
{
	int64_t left = call->deadline - clock_ms();

	call->transfer = transfer_start(call->server->transfers, call->request, left > 0 ? left : 1, call);
	call_request_end(call);
	call_move(call, CALL_RUNNING);
}

static void
call_transferred(void *arg, const struct transfer_result *result)
{
	struct served_call *call = arg;

	call->result = *result;
	call_reply(call, result->head.result);
}

/* ---- the reply */

/* The host is the provider's; the rest of a URL may have secrets and is never logged. */
static void
call_log(const struct served_call *call)
{
	static const char *const whys[] = { [FETCH_BUSY] = "too many calls to this host", [FETCH_TIMEOUT] = "no answer in time" };
	enum fetch_result result = call->result.head.result;
	const char *why = call->result.why != NULL ? call->result.why : whys[result];
	int64_t took = (clock_ms() - call->began) * 1000;
	long more;

	if (result == FETCHED)
		log_debug("provider called", log_text("host", call->host), log_int("status", call->result.head.status),
		    log_ms("duration_ms", took));
	else if (repeat_due("provider call failed", why, call->host, &more))
		log_warn("provider call failed", log_text("host", call->host), log_text("why", why), log_ms("duration_ms", took),
		    log_repeated(more));
}

/* A worker that does not read its answer loses it a second after the deadline. */
static void
call_reply(struct served_call *call, enum fetch_result result)
{
	struct fetch_server *s = call->server;

	if (call->state == CALL_REPLYING) { /* the deadline passed */
		call_free(call);
		return;
	}
	if (result != FETCHED)
		call->result.head = (struct fetch_reply) { .result = result };
	call_log(call);
	call_request_end(call);
	call_move(call, CALL_REPLYING);
	call->deadline = clock_ms() + REPLY_SPARE_MS;
	call_wait(call);
	on_call_writable(call->fd, EV_WRITE, call);
	waiting_run(s);
}

/* True: the next message was sent. */
static bool
message_send(struct served_call *call)
{
	size_t left = call->result.head.len - call->sent, n = left < FETCH_PART_MAX ? left : FETCH_PART_MAX;

	if (!call->head_sent) {
		call->head_sent = send(call->fd, &call->result.head, sizeof(call->result.head), MSG_NOSIGNAL) > 0;
		return (call->head_sent);
	}
	if (send(call->fd, call->result.body + call->sent, n, MSG_NOSIGNAL) < 0)
		return (false);
	call->sent += n;
	return (true);
}

static void
on_call_writable(evutil_socket_t fd, short what, void *arg)
{
	struct served_call *call = arg;
	bool sent = true;

	(void)fd;
	(void)what;
	while (sent && (!call->head_sent || call->sent < call->result.head.len))
		sent = message_send(call);
	if (!sent && errno == EAGAIN)
		(void)event_add(call->writable, NULL);
	else
		call_free(call);
}
