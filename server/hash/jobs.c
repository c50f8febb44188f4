/* The worker's side: a job from job_ask() to its callback. */
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

#define TRIES_MAX 2 /* hashers that may die over one job */

TAILQ_HEAD(job_list, job);

/* Who waits for a job: the one who asked first, and his equals, hash.shared_max in all. */
struct waiter {
	STAILQ_ENTRY(waiter) on;
	hash_done_fn *done;
	void *arg;
};

struct job {
	TAILQ_ENTRY(job) on;
	struct hash_client *hash_client;
	struct hash_request question; /* kept for a second try; wiped at the end */
	char digest[DIGEST_TEXT];	      /* of what makes attempts equal; "": shared with nobody */
	STAILQ_HEAD(, waiter) waiters;
	unsigned equals; /* how many they are */
	struct event *reply; /* NULL: refused, is answered on the next turn */
	int fd;
	unsigned tries;
	int64_t deadline; /* clock_ms() */
};

struct hash_client {
	struct event_base *base;
	struct sockaddr_un at;
	struct job_list asked;	 /* waiting for a hasher or being hashed: only the kernel knows which */
	struct job_list refused; /* JOB_BUSY on the next turn */
	struct event *turn;
	unsigned hashes;	 /* on both lists */
	struct hash_figures figures;
	struct secret_key key;
};

static bool job_send(struct job *);
static void replied(evutil_socket_t, short, void *);
static void job_end(struct job *, const struct hash_result *);
static void refuse_now(evutil_socket_t, short, void *);

struct hash_client *
hash_client_new(struct event_base *base, const char *socket)
{
	struct hash_client *js = mem_zero(1, sizeof(*js));

	js->base = base;
	js->at.sun_family = AF_UNIX;
	(void)snprintf(js->at.sun_path, sizeof(js->at.sun_path), "%s", socket);
	TAILQ_INIT(&js->asked);
	TAILQ_INIT(&js->refused);
	js->turn = event_new(base, -1, 0, refuse_now, js);
	if (js->turn == NULL)
		abort();
	secret_key_new(&js->key);
	return (js);
}

void
hash_client_end(struct hash_client *js)
{
	const struct hash_result busy = { .status = HASH_BUSY };
	struct job *j;

	refuse_now(-1, 0, js);
	while ((j = TAILQ_FIRST(&js->asked)) != NULL) {
		TAILQ_REMOVE(&js->asked, j, on);
		job_end(j, &busy);
	}
	event_free(js->turn);
	secret_wipe(&js->key, sizeof(js->key));
	free(js);
}

unsigned
hash_client_waiting(const struct hash_client *js)
{
	return (js->figures.waiting);
}

bool
hash_client_full(const struct hash_client *js)
{
	return (js->hashes >= (unsigned)setting_int(HASH_QUEUE_MAX));
}

struct hash_figures
hash_client_figures(const struct hash_client *js)
{
	return (js->figures);
}

/* A secret too long to be anybody's is never good, after the same time. */
static void
question_fill(struct hash_request *q, enum hash_kind kind, const char *secret, const char *hash)
{
	bool fits = strlen(secret) <= HASH_SECRET_MAX;

	q->kind = kind;
	q->dummy = kind == HASH_VERIFY && (hash == NULL || !fits || strlen(hash) >= sizeof(q->hash));
	(void)snprintf(q->secret, sizeof(q->secret), "%s", fits ? secret : "");
	if (kind == HASH_VERIFY && !q->dummy)
		(void)snprintf(q->hash, sizeof(q->hash), "%s", hash);
}

/* Digests, so that what the three texts are is not to be had by asking; the lengths keep them apart. */
static void
attempt_digest(const struct hash_client *js, const char *whose, const char *secret, const char *hash,
    char out[DIGEST_TEXT])
{
	struct {
		char whose[DIGEST_TEXT], secret[DIGEST_TEXT], hash[DIGEST_TEXT];
	} parts;

	memset(&parts, 0, sizeof(parts));
	keyed_digest(&js->key, "whose", whose, strlen(whose), parts.whose);
	keyed_digest(&js->key, "secret", secret, strlen(secret), parts.secret);
	if (hash != NULL)
		keyed_digest(&js->key, "hash", hash, strlen(hash), parts.hash);
	keyed_digest(&js->key, "attempt", &parts, sizeof(parts), out);
	secret_wipe(&parts, sizeof(parts));
}

/* The job of an equal attempt that has no answer yet. */
static struct job *
equal_job(const struct hash_client *js, const char *digest)
{
	struct job *j;

	TAILQ_FOREACH(j, &js->asked, on)
		if (j->digest[0] != '\0' && secret_equal(j->digest, digest, DIGEST_TEXT))
			return (j);
	return (NULL);
}

static void
wait_for(struct job *j, hash_done_fn *done, void *arg)
{
	struct waiter *w = mem_zero(1, sizeof(*w));

	w->done = done;
	w->arg = arg;
	STAILQ_INSERT_TAIL(&j->waiters, w, on);
	j->equals++;
	j->hash_client->figures.waiting++;
}

static struct job *
job_new(struct hash_client *js)
{
	struct job *j = mem_zero(1, sizeof(*j));

	j->hash_client = js;
	j->fd = -1;
	j->deadline = clock_ms() + setting_int(HASH_TIMEOUT);
	STAILQ_INIT(&j->waiters);
	js->hashes++;
	return (j);
}

void
hash_ask(struct hash_client *js, enum hash_kind kind, const char *whose, const char *secret, const char *hash,
    hash_done_fn *done, void *arg)
{
	bool room = !hash_client_full(js), shared = kind == HASH_VERIFY && whose != NULL;
	char digest[DIGEST_TEXT] = "";
	struct job *j = NULL;

	js->figures.asked++;
	if (shared) {
		attempt_digest(js, whose, secret, hash, digest);
		j = equal_job(js, digest);
	}
	if (j != NULL && j->equals < (unsigned)setting_int(HASH_SHARED_MAX)) {
		js->figures.shared++;
		wait_for(j, done, arg);
		return;
	}
	room = room && j == NULL;
	j = job_new(js);
	memcpy(j->digest, digest, sizeof(digest));
	wait_for(j, done, arg);
	if (room && (kind != HASH_NEW || strlen(secret) <= HASH_SECRET_MAX)) {
		question_fill(&j->question, kind, secret, hash);
		if (job_send(j)) {
			TAILQ_INSERT_TAIL(&js->asked, j, on);
			return;
		}
	}
	TAILQ_INSERT_TAIL(&js->refused, j, on);
	event_active(js->turn, EV_TIMEOUT, 0);
}

static void
disconnect(struct job *j)
{
	if (j->reply != NULL)
		event_free(j->reply);
	j->reply = NULL;
	if (j->fd >= 0)
		(void)close(j->fd);
	j->fd = -1;
}

/*
 * A unix socket connects at once or not at all (EAGAIN: the accept queue is
 * full), and a message fits or is refused whole.
 */
static bool
job_send(struct job *j)
{
	struct hash_client *js = j->hash_client;
	int64_t left = j->deadline - clock_ms();
	struct timeval tv = { left / 1000, (left % 1000) * 1000 };

	if (left <= 0)
		return (false);
	j->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (j->fd < 0 || connect(j->fd, (const struct sockaddr *)&js->at, sizeof(js->at)) != 0 ||
	    send(j->fd, &j->question, sizeof(j->question), MSG_NOSIGNAL) != (ssize_t)sizeof(j->question)) {
		log_warn("hasher not reached", log_text("why", strerror(errno)));
		disconnect(j);
		return (false);
	}
	j->reply = event_new(js->base, j->fd, EV_READ, replied, j);
	if (j->reply == NULL)
		abort();
	(void)event_add(j->reply, &tv);
	return (true);
}

/* The hasher is gone: once more with another one. */
static void
died(struct job *j)
{
	const struct hash_result failed = { .status = HASH_FAILED }, busy = { .status = HASH_BUSY };

	disconnect(j);
	log_warn("hasher connection lost");
	if (++j->tries < TRIES_MAX && job_send(j))
		return;
	TAILQ_REMOVE(&j->hash_client->asked, j, on);
	job_end(j, j->tries < TRIES_MAX ? &busy : &failed);
}

static void
replied(evutil_socket_t fd, short what, void *arg)
{
	struct job *j = arg;
	struct hash_result result = { .status = HASH_BUSY };
	struct hash_reply reply;
	ssize_t n;

	memset(&reply, 0, sizeof(reply));
	if ((what & EV_READ) != 0) {
		n = recv(fd, &reply, sizeof(reply), 0);
		if (n != (ssize_t)sizeof(reply)) {
			died(j);
			return;
		}
		result.status = reply.verdict == PASSWORD_NO_MEMORY ? HASH_FAILED : HASH_DONE;
		result.good = j->question.kind == HASH_VERIFY && !j->question.dummy && reply.verdict == PASSWORD_GOOD;
		result.rehash = result.good && reply.rehash;
		result.text = j->question.kind == HASH_NEW && result.status == HASH_DONE ? reply.text : NULL;
	}
	TAILQ_REMOVE(&j->hash_client->asked, j, on);
	job_end(j, &result);
}

/* Stands on no list any more. */
static void
job_end(struct job *j, const struct hash_result *result)
{
	struct hash_client *js = j->hash_client;
	struct waiter *w;

	disconnect(j);
	secret_wipe(&j->question, sizeof(j->question));
	secret_wipe(j->digest, sizeof(j->digest));
	js->hashes--;
	while ((w = STAILQ_FIRST(&j->waiters)) != NULL) {
		STAILQ_REMOVE_HEAD(&j->waiters, on);
		js->figures.waiting--;
		js->figures.refused += result->status == HASH_BUSY;
		w->done(w->arg, result);
		free(w);
	}
	free(j);
}

static void
refuse_now(evutil_socket_t fd, short what, void *arg)
{
	const struct hash_result busy = { .status = HASH_BUSY };
	struct hash_client *js = arg;
	struct job *j;

	(void)fd;
	(void)what;
	while ((j = TAILQ_FIRST(&js->refused)) != NULL) {
		TAILQ_REMOVE(&js->refused, j, on);
		job_end(j, &busy);
	}
}
