/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The courier's side of fetch.socket: it makes the workers' calls of identity providers. At most fetch.connections calls
 * are made at a time, and fetch.connections_per_host of them to one host; fetch.waiting_per_host more wait.
 *
 * Several couriers may run. One holds the lock of the file "SOCKET.lock" and serves the socket. The others listen on
 * sockets of their own, "SOCKET.PID", and look for the lock each second; the first that gets it puts its socket in place.
 */
#ifndef COURIER_FETCH_SERVER_H
#define COURIER_FETCH_SERVER_H

#include <stdbool.h>

#include "base/mem.h"

struct event_base;
struct fetch_server;

/* Logs what fails; mail does not depend on it. idle: called when the last call has ended after fetch_server_stop(). */
struct fetch_server *fetch_server_new(struct event_base *, void (*idle)(void)) MUST_USE;
/* Ends calls under way; their workers see a lost connection. */
void fetch_server_end(struct fetch_server *);

/* The listening socket; -1: none. */
int fetch_server_fd(const struct fetch_server *);

/* Takes no more calls, and leaves the socket to another courier. */
void fetch_server_stop(struct fetch_server *);
bool fetch_server_busy(const struct fetch_server *);

#endif
