/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The number of connections that PostgreSQL must allow: those of all workers, and some for psql, the command line and
 * backups.
 */
#ifndef CLI_CONN_BUDGET_H
#define CLI_CONN_BUDGET_H

#define CONNS_RESERVE 3
#define CONNS_TOO_FEW 3 /* the exit status that stops the server */

/* server.workers, or one per core. */
unsigned conn_budget_workers(void);
long conn_budget_needed(void);

/*
 * Compares max_connections with the need. CONNS_TOO_FEW after logging it; 0 if it suffices or the database is down. It
 * blocks, so it runs once at start in a process of its own.
 */
int conn_budget_check(void);

#endif
