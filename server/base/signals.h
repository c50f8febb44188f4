/* SPDX-License-Identifier: Apache-2.0 */
/* Signals without a use here must not end the server: the default action of most ends the process without a drain. */
#ifndef BASE_SIGNALS_H
#define BASE_SIGNALS_H

/*
 * Ignores every signal without a use, real-time ones too. Exceptions are signals that report a fault of the program
 * (crash.c), job control of the terminal, and TERM, INT, QUIT, HUP, CHLD. Children inherit this.
 */
void signals_ignore(void);

#endif
