/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP requests to identity providers. The courier makes them, because a worker may connect to no host outside. This is
 * the worker's side of the courier's unix socket. It has the shape of a database query: ask, then one answer.
 * fetch.queue_max limits the calls of a worker, fetch.timeout the time until the answer.
 *
 * The courier verifies certificates, follows no redirect, and sends no cookies. It connects to public addresses only, so
 * that an address in a provider's answers cannot reach the machines of the house; see `inside`.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define FETCH_URL_MAX  2048   /* bytes */
#define FETCH_FORM_MAX 16384  /* bytes */
#define FETCH_BODY_MAX 262144 /* bytes; a larger answer is FETCH_FAILED */

struct event_base;
struct fetch_client;

enum fetch_method { FETCH_GET, FETCH_POST };

/* Strings are copied. A call with a part that is too long is FETCH_FAILED. */
struct fetch_call {
	enum fetch_method method;
	const char *url;    /* https; http only with `inside`, to an address of this machine */
	const char *accept; /* of the field Accept: "application/json" */
	const char *form;   /* body of a POST, application/x-www-form-urlencoded; NULL: empty */
	/* Of the field Authorization, scheme Basic (RFC 7617); NULL: none. At most 1024 bytes each. */
	const char *user, *password;
	/*
	 * The issuer of a provider that its settings declare to be inside the house; else NULL. The host of this URL, and no
	 * other, may have an address that is loopback or private.
	 */
	const char *inside;
};

enum fetch_result {
	FETCHED,      /* there is an answer, of any status */
	FETCH_BUSY,   /* a queue is full, or no courier listens; nothing was sent */
	FETCH_FAILED, /* not connected, wrong certificate, refused address, too large, or the courier died: it may have arrived */
	FETCH_TIMEOUT, /* no whole answer within fetch.timeout: it may have arrived */
};

/* Valid until the callback returns. */
struct fetched {
	enum fetch_result result;
	int status;	  /* of the answer; a redirect is one like any other */
	const char *type; /* Content-Type as sent; "" without one */
	const char *body; /* with a NUL behind it */
	size_t len;
};

typedef void fetch_done_fn(void *arg, const struct fetched *);

/* socket: path of the courier's socket (copied). Connects for each call, so a new courier is found at once. Never NULL. */
struct fetch_client *fetch_client_new(struct event_base *, const char *socket);
/* Answers open calls with FETCH_BUSY. */
void fetch_client_end(struct fetch_client *);

/* Calls done exactly once, never from inside this call. */
void fetch_ask(struct fetch_client *, const struct fetch_call *, fetch_done_fn *done, void *arg);

/* Does a courier listen at this path? */
bool fetch_courier_listens(const char *socket);

struct fetch_figures {
	unsigned waiting;			     /* calls without an answer yet */
	unsigned long asked, busy, failed, timeouts; /* the last three by result */
};
struct fetch_figures fetch_client_figures(const struct fetch_client *);

#endif
