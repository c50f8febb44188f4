/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The listening sockets. The supervisor opens them, or takes them from systemd, and keeps them open. Each worker slot has
 * a socket of its own for each TCP address (SO_REUSEPORT). So a new worker serves the connections that wait in its
 * predecessor's queue. All workers share unix sockets and systemd's sockets.
 */
#ifndef LISTENERS_H
#define LISTENERS_H

#include <stdbool.h>

#include "base/mem.h"

#define LISTENERS_ADMIN (-1) /* in place of a slot: the admin listener's sockets */
#define LISTENERS_NONE	(-2)

struct listeners;

/* NULL after a log line. */
struct listeners *listeners_open(unsigned workers) MUST_USE;
/* Calls use for every socket of a slot, which remains owned by the listeners. own: opened here, not by systemd. */
void listeners_each(const struct listeners *, int slot, void (*use)(void *arg, int fd, bool own), void *arg);
/* In a child: closes all sockets of other slots. */
void listeners_keep(struct listeners *, int slot);
/* Closes all sockets and removes the paths of unix sockets. */
void listeners_end(struct listeners *);

#endif
