/* SPDX-License-Identifier: Apache-2.0 */
/* The processes that the supervisor forks: a worker with one event loop, and the admin listener. */
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>

#include "process/scoreboard.h"
#include "process/listeners.h"
#include "secret/password.h"

/* Passed to every child. */
struct child_arguments {
	struct scoreboard *scoreboard;
	struct listeners *listeners;
	const char *config;
	const char *hash_path;
	const struct password_list *passwords; /* NULL: none */
	int heads;			       /* write end of the pipe to the head writer, non-blocking; -1: no heads file */
	unsigned slot;
};

/* Serves until SIGTERM has drained it. The caller has blocked the signals. */
_Noreturn void worker_run(const struct child_arguments *);

/* Serves /healthz, /readyz and /metrics. */
_Noreturn void admin_listener_run(const struct child_arguments *);

/* SIGHUP in any process: reads the settings again and logs each error. False: nothing has changed. */
bool reload_settings(const char *config);

#endif
