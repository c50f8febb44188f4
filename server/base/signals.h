/*
 * Signals that nothing here has a use for must not end the server: the default action of most is to end the
 * process, without a drain.
 */
#ifndef BASE_SIGNALS_H
#define BASE_SIGNALS_H

/*
 * Ignores every signal, the real-time ones too, but those that: report a fault of the program (crash.c), belong
 * to the terminal's job control, or are asked for (TERM, INT, QUIT, HUP, CHLD). Children inherit it.
 */
void signals_ignore(void);

#endif
