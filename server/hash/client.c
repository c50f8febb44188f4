/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. hash_ask() makes a task, connects to the hashers' socket and sends the request. The task waits in
 * client->asked for the reply, for a timeout, or for the end of the connection. An equal request joins the waiters of
 * an existing task. A request beyond a limit goes to client->refused and is answered by an event, because callbacks
 * never run inside hash_ask().
 */
#include <errno.h>
#include <event2/event.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "hash/wire.h"
#include "secret/token.h"
#include "settings/settings.h"

#define TRIES_MAX 2 /* hashers that may die over one request */

TAILQ_HEAD(hash_tasks, hash_task);

/* A callback that waits for a task: the first one, and those of equal requests. */
struct waiter {
	STAILQ_ENTRY(waiter) on;
	hash_done_fn *done;
	void *arg;
};

struct hash_task {
	TAILQ_ENTRY(hash_task) on;
	struct hash_client *hash_client;
	struct hash_request request; /* for a retry; wiped at the end */
	char digest[DIGEST_TEXT];    /* of whose, secret and hash; "": not shared */
	STAILQ_HEAD(, waiter) waiters;
	unsigned nwaiters;   /* number of waiters, at most hash.shared_max */
	struct event *reply; /* NULL: refused, answered in the next iteration */
	int fd;
	unsigned attempts;
	int64_t deadline; /* clock_ms() */
};

struct hash_client {
	struct event_base *base;
	struct sockaddr_un at;
	struct hash_tasks asked;   /* waiting or in progress; only the kernel knows which */
	struct hash_tasks refused; /* HASH_BUSY in the next iteration */
	struct event *refused_event;
	unsigned hashes; /* tasks on both lists */
	struct hash_figures figures;
	struct secret_key key;
};

static bool task_send(struct hash_task *);
static void on_hasher_reply(evutil_socket_t, short, void *);
static void task_end(struct hash_task *, const struct hash_result *);
static void on_refused(evutil_socket_t, short, void *);

struct hash_client *
hash_client_new(struct event_base *base, const char *socket)
{
	struct hash_client *client = mem_zero(1, sizeof(*client));

	client->base = base;
	client->at.sun_family = AF_UNIX;
	(void)snprintf(client->at.sun_path, sizeof(client->at.sun_path), "%s", socket);
	TAILQ_INIT(&client->asked);
	TAILQ_INIT(&client->refused);
	client->refused_event = event_new(base, -1, 0, on_refused, client);
	if (client->refused_event == NULL)
		abort();
	secret_key_new(&client->key);
	return (client);
}

void
hash_client_end(struct hash_client *client)
{
	const struct hash_result busy = { .status = HASH_BUSY };
	struct hash_task *task;

	on_refused(-1, 0, client);
	while ((task = TAILQ_FIRST(&client->asked)) != NULL) {
		TAILQ_REMOVE(&client->asked, task, on);
		task_end(task, &busy);
	}
	event_free(client->refused_event);
	secret_wipe(&client->key, sizeof(client->key));
	free(client);
}

unsigned
hash_client_waiting(const struct hash_client *client)
{
	return (client->figures.waiting);
}

bool
hash_client_full(const struct hash_client *client)
{
	return (client->hashes >= (unsigned)setting_int(HASH_QUEUE_MAX));
}

struct hash_figures
hash_client_figures(const struct hash_client *client)
{
	return (client->figures);
}

/* A secret that is too long is never good, after the same time as any other. */
static void
request_fill(struct hash_request *q, enum hash_kind kind, const char *secret, const char *hash)
{
	bool fits = strlen(secret) <= HASH_SECRET_MAX;

	q->kind = kind;
	q->dummy = kind == HASH_VERIFY && (hash == NULL || !fits || strlen(hash) >= sizeof(q->hash));
	(void)snprintf(q->secret, sizeof(q->secret), "%s", fits ? secret : "");
	if (kind == HASH_VERIFY && !q->dummy)
		(void)snprintf(q->hash, sizeof(q->hash), "%s", hash);
}

/* Compares digests, so that timing reveals nothing about the three texts. Fixed lengths keep the parts apart. */
static void
attempt_digest(const struct hash_client *client, const char *whose, const char *secret, const char *hash, char out[DIGEST_TEXT])
{
	struct {
		char whose[DIGEST_TEXT], secret[DIGEST_TEXT], hash[DIGEST_TEXT];
	} parts;

	memset(&parts, 0, sizeof(parts));
	keyed_digest(&client->key, "whose", whose, strlen(whose), parts.whose);
	keyed_digest(&client->key, "secret", secret, strlen(secret), parts.secret);
	if (hash != NULL)
		keyed_digest(&client->key, "hash", hash, strlen(hash), parts.hash);
	keyed_digest(&client->key, "attempt", &parts, sizeof(parts), out);
	secret_wipe(&parts, sizeof(parts));
}

/* The task of an equal request in progress; NULL if there is none. */
static struct hash_task *
task_find_equal(const struct hash_client *client, const char *digest)
{
	struct hash_task *task;

	TAILQ_FOREACH(task, &client->asked, on)
	if (task->digest[0] != '\0' && secret_equal(task->digest, digest, DIGEST_TEXT))
		return (task);
	return (NULL);
}

static void
task_add_waiter(struct hash_task *task, hash_done_fn *done, void *arg)
{
	struct waiter *w = mem_zero(1, sizeof(*w));

	w->done = done;
	w->arg = arg;
	STAILQ_INSERT_TAIL(&task->waiters, w, on);
	task->nwaiters++;
	task->hash_client->figures.waiting++;
}

static struct hash_task *
task_new(struct hash_client *client)
{
	struct hash_task *task = mem_zero(1, sizeof(*task));

	task->hash_client = client;
	task->fd = -1;
	task->deadline = clock_ms() + setting_int(HASH_TIMEOUT);
	STAILQ_INIT(&task->waiters);
	client->hashes++;
	return (task);
}

void
hash_ask(struct hash_client *client, enum hash_kind kind, const char *whose, const char *secret, const char *hash,
    hash_done_fn *done, void *arg)
{
	bool room = !hash_client_full(client), shared = kind == HASH_VERIFY && whose != NULL;
	char digest[DIGEST_TEXT] = "";
	struct hash_task *task = NULL;

	client->figures.asked++;
	if (shared) {
		attempt_digest(client, whose, secret, hash, digest);
		task = task_find_equal(client, digest);
	}
	if (task != NULL && task->nwaiters < (unsigned)setting_int(HASH_SHARED_MAX)) {
		client->figures.shared++;
		task_add_waiter(task, done, arg);
		return;
	}
	room = room && task == NULL;
	task = task_new(client);
	memcpy(task->digest, digest, sizeof(digest));
	task_add_waiter(task, done, arg);
	if (room && (kind != HASH_NEW || strlen(secret) <= HASH_SECRET_MAX)) {
		request_fill(&task->request, kind, secret, hash);
		if (task_send(task)) {
			TAILQ_INSERT_TAIL(&client->asked, task, on);
			return;
		}
	}
	TAILQ_INSERT_TAIL(&client->refused, task, on);
	event_active(client->refused_event, EV_TIMEOUT, 0);
}

static void
task_disconnect(struct hash_task *task)
{
	if (task->reply != NULL)
		event_free(task->reply);
	task->reply = NULL;
	if (task->fd >= 0)
		(void)close(task->fd);
	task->fd = -1;
}

/*
 * A unix socket connects at once or fails (EAGAIN: the accept queue is full), and a message is sent whole or not
 * at all.
 */
static bool
task_send(struct hash_task *task)
{
	struct hash_client *client = task->hash_client;
	int64_t left = task->deadline - clock_ms();
	struct timeval tv = { left / 1000, (left % 1000) * 1000 };

	if (left <= 0)
		return (false);
	task->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (task->fd < 0 || connect(task->fd, (const struct sockaddr *)&client->at, sizeof(client->at)) != 0 ||
	    send(task->fd, &task->request, sizeof(task->request), MSG_NOSIGNAL) != (ssize_t)sizeof(task->request)) {
		log_warn("hasher not reached", log_text("why", strerror(errno)));
		task_disconnect(task);
		return (false);
	}
	task->reply = event_new(client->base, task->fd, EV_READ, on_hasher_reply, task);
	if (task->reply == NULL)
		abort();
	(void)event_add(task->reply, &tv);
	return (true);
}

/* The hasher died: retries once with another one. */
static void
hasher_lost(struct hash_task *task)
{
	const struct hash_result failed = { .status = HASH_FAILED }, busy = { .status = HASH_BUSY };

	task_disconnect(task);
	log_warn("hasher connection lost");
	if (++task->attempts < TRIES_MAX && task_send(task))
		return;
	TAILQ_REMOVE(&task->hash_client->asked, task, on);
	task_end(task, task->attempts < TRIES_MAX ? &busy : &failed);
}

static void
on_hasher_reply(evutil_socket_t fd, short what, void *arg)
{
	struct hash_task *task = arg;
	struct hash_result result = { .status = HASH_BUSY };
	struct hash_reply reply;
	ssize_t n;

	memset(&reply, 0, sizeof(reply));
	if ((what & EV_READ) != 0) {
		n = recv(fd, &reply, sizeof(reply), 0);
		if (n != (ssize_t)sizeof(reply)) {
			hasher_lost(task);
			return;
		}
		result.status = reply.result == PASSWORD_NO_MEMORY ? HASH_FAILED : HASH_DONE;
		result.good = task->request.kind == HASH_VERIFY && !task->request.dummy && reply.result == PASSWORD_GOOD;
		result.rehash = result.good && reply.rehash;
		result.text = task->request.kind == HASH_NEW && result.status == HASH_DONE ? reply.text : NULL;
	}
	TAILQ_REMOVE(&task->hash_client->asked, task, on);
	task_end(task, &result);
}

/* The task is on no list any more. */
static void
task_end(struct hash_task *task, const struct hash_result *result)
{
	struct hash_client *client = task->hash_client;
	struct waiter *w;

	task_disconnect(task);
	secret_wipe(&task->request, sizeof(task->request));
	secret_wipe(task->digest, sizeof(task->digest));
	client->hashes--;
	while ((w = STAILQ_FIRST(&task->waiters)) != NULL) {
		STAILQ_REMOVE_HEAD(&task->waiters, on);
		client->figures.waiting--;
		client->figures.refused += result->status == HASH_BUSY;
		w->done(w->arg, result);
		free(w);
	}
	free(task);
}

static void
on_refused(evutil_socket_t fd, short what, void *arg)
{
	const struct hash_result busy = { .status = HASH_BUSY };
	struct hash_client *client = arg;
	struct hash_task *task;

	(void)fd;
	(void)what;
	while ((task = TAILQ_FIRST(&client->refused)) != NULL) {
		TAILQ_REMOVE(&client->refused, task, on);
		task_end(task, &busy);
	}
}
