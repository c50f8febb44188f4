/*
 * Has PostgreSQL room for our connections? Asked once at start, in a process of
 * its own, so that a database that is away or slow delays nothing.
 */
#ifndef LINKS_H
#define LINKS_H

#define LINKS_PER_WORKER 5 /* read, write, work, listen, notify */
#define LINKS_RESERVE	 3 /* an operator's psql, migrate, a backup */
#define LINKS_TOO_FEW	 3 /* the exit status that stops the server */

/* 0, or LINKS_TOO_FEW after logging it; 0 too when the database does not answer. */
int links_fit(unsigned workers);

#endif
