/*
 * The listening sockets: opened, or taken from systemd, by the supervisor and
 * held for life. Each worker slot has a socket of its own per TCP address
 * (SO_REUSEPORT), so that what waits in a dead worker's queue is served by its
 * successor; a unix socket and systemd's sockets are one for all.
 */
#ifndef LISTENERS_H
#define LISTENERS_H

#include <stdbool.h>

#include "base/mem.h"

#define LISTENERS_ADMIN (-1) /* in place of a slot: the admin listener's sockets */
#define LISTENERS_NONE	(-2)

struct listeners;

/* NULL after logging what is wrong. */
struct listeners *listeners_open(unsigned workers) MUST_USE;
/* Calls use with every socket of a slot; the sockets stay the listeners'. own: we made it, so it ends with this server. */
void listeners_each(const struct listeners *, int slot, void (*use)(void *arg, int fd, bool own), void *arg);
/* In a child: closes all that are not the slot's. */
void listeners_keep(struct listeners *, int slot);
/* Closes them all and removes the paths of unix sockets. */
void listeners_end(struct listeners *);

#endif
