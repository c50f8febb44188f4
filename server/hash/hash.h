/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Argon2id in processes of its own, because one hash takes tens of milliseconds and would block a worker's event loop.
 * This is the worker's side of the hashers' unix socket. It has the shape of a database query: ask, then one answer.
 * hash.queue_max limits the requests in progress, hash.timeout the time until the answer.
 */
#ifndef HASH_HASH_H
#define HASH_HASH_H

#include <stdbool.h>

#include "base/mem.h"

struct event_base;
struct hash_client;

enum hash_kind {
	HASH_NEW,    /* secret -> text of a new hash */
	HASH_VERIFY, /* secret, hash -> good or not; hash NULL: computes a dummy of equal cost, never good */
};

enum hash_status {
	HASH_DONE,
	HASH_BUSY,   /* the queue is full or there is no hasher: 503 with Retry-After */
	HASH_FAILED, /* the hasher has no memory, or two hashers died over this request: 503 */
};

struct hash_result {
	enum hash_status status;
	bool good;	  /* HASH_VERIFY */
	bool rehash;	  /* HASH_VERIFY: good, but of other costs than the settings have */
	const char *text; /* HASH_NEW; valid until the callback returns */
};

typedef void hash_done_fn(void *arg, const struct hash_result *);

/* socket: path of the hashers' socket (copied). Connects at the first request. Never NULL. */
struct hash_client *hash_client_new(struct event_base *, const char *socket);
/* Answers open requests with HASH_BUSY. */
void hash_client_end(struct hash_client *);

/*
 * Calls done exactly once, never from inside this call. secret is copied, and the copy is wiped.
 *
 * whose: NULL, or the login that the secret belongs to, known or unknown. A HASH_VERIFY that equals one in progress in
 * whose, secret and hash shares its result and does not count for hash.queue_max. Known and unknown logins behave
 * alike. More than hash.shared_max equal requests are HASH_BUSY. Only a keyed digest of the three is compared, and it
 * is wiped with the answer.
 */
void hash_ask(struct hash_client *, enum hash_kind, const char *whose, const char *secret, const char *hash, hash_done_fn *done,
    void *arg);

/*
 * hash.queue_max is reached: one more request that shares nothing is HASH_BUSY. Callers check this before costly
 * work.
 */
bool hash_client_full(const struct hash_client *);

/* Number of pending answers; a drain waits for them. */
unsigned hash_client_waiting(const struct hash_client *);

struct hash_figures {
	unsigned waiting;		      /* pending answers */
	unsigned long asked, shared, refused; /* shared: used the result of an equal request; refused: HASH_BUSY */
};
struct hash_figures hash_client_figures(const struct hash_client *);

/* ---- the hashers, for the supervisor */

/*
 * The hashers' listening socket at path (server.run_dir/hash): non-blocking, close-on-exec, mode 0600; replaces an
 * existing socket. -1 with errno. The supervisor holds it and all hashers share it, so waiting requests survive a
 * hasher. The supervisor unlinks the path.
 */
int hasher_listen(const char *path) MUST_USE;

/*
 * Runs in a process of its own until SIGTERM, after the request in hand, or until the supervisor exits. Ignores
 * SIGHUP and SIGINT; a change of settings needs a new hasher.
 */
_Noreturn void hasher_run(int listen_fd);

#endif
