/*
 * `madang serve`: opens the listening sockets and holds them for life, forks the
 * workers, the hashers and the watch process, starts again what dies, and ends
 * when all have drained. It parses nothing and talks to nobody but systemd.
 */
#ifndef SUPERVISOR_H
#define SUPERVISOR_H

#include "base/mem.h"

/* The settings are loaded from config (NULL: none). Returns the exit status. */
int supervisor_run(const char *config) MUST_USE;

#endif
