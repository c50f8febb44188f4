/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connections to the mail server, by libcurl on an event loop: name look-up, TCP, greeting, EHLO, STARTTLS, authentication.
 * Once connected, the bytes are the caller's. Private to smtp*.c.
 */
#ifndef COURIER_SMTP_CONNECT_H
#define COURIER_SMTP_CONNECT_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/mem.h"
#include "courier/result.h"

struct event_base;
struct connector;

/* fd -1: it failed, with a reason. utf8: the mail server offers SMTPUTF8 (RFC 6531). Never called by connector_start(). */
typedef void connected_fn(void *arg, int fd, bool utf8, const char *why);

struct connector *connector_new(struct event_base *, connected_fn *) MUST_USE;
void connector_end(struct connector *);

struct connecting;
struct connecting *connector_start(struct connector *, void *arg) MUST_USE;
/* Closes the connection in any state. Never waits for the mail server. */
void connecting_close(struct connecting *);

/* Bytes written or read; 0: none at the moment; -1: the connection is lost. */
ssize_t connecting_write(struct connecting *, const void *p, size_t n) MUST_USE;
ssize_t connecting_read(struct connecting *, void *p, size_t n) MUST_USE;

#endif
