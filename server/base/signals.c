/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every number is tried, because the list of signals differs between kernels and libraries (signal(7)).
 */
#include "base/signals.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

static bool
has_use(int number)
{
	static const int needed[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS, /* faults */
		SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGKILL, SIGSTOP, /* job control, and the two that cannot be caught */
		SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGCHLD };

	for (size_t i = 0; i < LENGTH(needed); i++)
		if (needed[i] == number)
			return (true);
	return (false);
}

void
signals_ignore(void)
{
	int number, last = SIGRTMAX;

	for (number = 1; number <= last; number++)
		if (!has_use(number) && (number < SIGSYS + 1 || number >= SIGRTMIN))
			(void)signal(number, SIG_IGN);
}
