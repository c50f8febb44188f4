/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One HTTP request to an identity provider, by libcurl. What protects the house and the provider's answer:
 *
 *   - https with a verified certificate, TLS 1.2 or later; http only to a loopback address of a provider inside the house.
 *   - The address that is connected to is judged, not the name, so a name that later resolves to another one gains nothing.
 *   - No redirects, cookies, proxies, compression, or connections that other requests used.
 *   - Bounds: FETCH_BODY_MAX, 64 kB of header fields, fetch.connect_timeout, and the time that the worker still waits.
 */
#ifndef COURIER_TRANSFER_H
#define COURIER_TRANSFER_H

#include <stdbool.h>

#include "base/buf.h"
#include "fetch/wire.h"

#define TRANSFER_HOST 254 /* bytes of a host's name and its NUL */

struct curl_loop;
struct event_base;
struct transfer;

/* Valid until transfer_end(). */
struct transfer_result {
	struct fetch_reply head;
	const char *body;
	const char *why; /* the reason of a failure; never has a part of the URL */
};
typedef void transferred_fn(void *arg, const struct transfer_result *);

struct transfers;
struct transfers *transfers_new(struct event_base *, transferred_fn *) MUST_USE;
/* All transfers must have ended. */
void transfers_end(struct transfers *);

/* The host of a request's URL, in lower case. False if the request is none that the courier makes. */
bool transfer_host(const struct fetch_request *, char host[TRANSFER_HOST]) MUST_USE;

/* The request is copied. Never calls transferred_fn before it returns. left_ms > 0. */
struct transfer *transfer_start(struct transfers *, const struct fetch_request *, int64_t left_ms, void *arg) MUST_USE;
/* In any state, also within transferred_fn. Never waits for the provider. */
void transfer_end(struct transfer *);

#endif
