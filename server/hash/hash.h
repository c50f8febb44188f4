/*
 * Work that must not run on a worker's loop, done by other processes: Argon2id.
 * Same shape as a question to the database: ask, then one answer. The worker's
 * side of the hashers' unix socket; the queue is bounded by hash.queue_max.
 */
#ifndef HASH_HASH_H
#define HASH_HASH_H

#include <stdbool.h>

#include "base/mem.h"

struct event_base;
struct hash_client;

enum hash_kind {
	HASH_NEW,   /* secret -> text of a new hash */
	HASH_VERIFY, /* secret, hash -> good or not; hash NULL: a dummy is verified, never good */
};

enum hash_status {
	HASH_DONE,
	HASH_BUSY,   /* queue full, or no hasher: 503 with Retry-After */
	HASH_FAILED, /* out of memory in the hasher, or it died twice over this job: 503 */
};

struct hash_result {
	enum hash_status status;
	bool good;	  /* HASH_VERIFY */
	bool rehash;	  /* HASH_VERIFY: good, but made with other costs than the settings' */
	const char *text; /* HASH_NEW; until the callback returns */
};

typedef void hash_done_fn(void *arg, const struct hash_result *);

/* socket: path of the hashers' listening socket (copied). Connects when first needed. */
struct hash_client *hash_client_new(struct event_base *, const char *socket);
/* What is open is answered HASH_BUSY. */
void hash_client_end(struct hash_client *);

/*
 * done is called exactly once, never from inside this call. secret is copied, and the copy wiped.
 *
 * whose: NULL, or who is said to know the secret, known or not. A HASH_VERIFY that is
 * equal to one in flight in whose, secret and hash shares its hash, and does not count
 * for hash.queue_max; a known login and an unknown one behave alike. More than hash.shared_max
 * that are equal are HASH_BUSY. Only a keyed digest of the three is compared, and it is gone
 * with the answer.
 */
void hash_ask(struct hash_client *, enum hash_kind, const char *whose, const char *secret, const char *hash,
    hash_done_fn *done, void *arg);

/* hash.queue_max is reached: one more that shares nothing is HASH_BUSY. To be asked before other work is done. */
bool hash_client_full(const struct hash_client *);

/* Answers due, for drain. */
unsigned hash_client_waiting(const struct hash_client *);

struct hash_figures {
	unsigned waiting;		/* answers due */
	unsigned long asked, shared, refused; /* shared: no hash of their own; refused: HASH_BUSY */
};
struct hash_figures hash_client_figures(const struct hash_client *);

/* ---- the hashers' side, for the supervisor */

/*
 * The hashers' listening socket at path (server.run_dir/hash), non-blocking,
 * close-on-exec, for its owner only; what an earlier server left there is
 * replaced. -1 with errno. All hashers share it and the supervisor holds it, so
 * that what waits in it outlives a hasher. The path is the supervisor's to unlink.
 */
int hasher_listen(const char *path) MUST_USE;

/*
 * Runs in a process of its own until SIGTERM (after the job in hand) or until
 * the supervisor goes. SIGHUP and SIGINT are ignored; settings are those at start.
 */
_Noreturn void hasher_run(int listen_fd);

#endif
