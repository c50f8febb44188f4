/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `madang serve`: the supervisor process. It opens the listening sockets and keeps them open, forks all other processes,
 * restarts those that exit, and ends when all have drained. It reads no input but signals, and writes only to systemd.
 */
#ifndef SUPERVISOR_H
#define SUPERVISOR_H

#include "base/mem.h"

/* config: the file that the settings were loaded from (NULL: none). Returns the exit status. */
int supervisor_run(const char *config) MUST_USE;

#endif
