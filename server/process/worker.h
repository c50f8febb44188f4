/* One worker: one event loop, its own links to the database and to the hashers. */
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>

#include "process/scoreboard.h"
#include "process/listeners.h"
#include "secret/password.h"

/* What every child is born with. */
struct child_arguments {
	struct scoreboard *scoreboard;
	struct listeners *listeners;
	const char *config;
	const char *hash_path;
	const struct password_list *passwords; /* NULL: none known */
	int heads; /* the audit's go in here, without waiting; -1: nowhere */
	unsigned slot;
};

/* Serves until SIGTERM has drained it. Signals are blocked when it is called. */
_Noreturn void worker_run(const struct child_arguments *);

/* The watch process: /healthz, /readyz, /metrics on the admin listener. */
_Noreturn void admin_listener_run(const struct child_arguments *);

/* SIGHUP in any process: reads the file again, logs each mistake. False: all stays as it was. */
bool reload_settings(const char *config);

#endif
