/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signal handler uses only its stack and log_write(), because the heap may be damaged. It leaves out backslashes
 * instead of escaping them.
 */
#include "base/crash.h"

#include <signal.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

static char name[32];
static const char *volatile current_route, *volatile current_step;

void
crash_set_step(const char *route, const char *step)
{
	current_route = route;
	current_step = step;
}

#if !defined(__SANITIZE_ADDRESS__)
struct crash_line {
	char text[512];
	size_t n;
};

static void
crash_add(struct crash_line *l, const char *s)
{
	for (; *s != '\0' && l->n < sizeof(l->text); s++)
		if (*s != '\\')
			l->text[l->n++] = *s;
}

static void
crash_add_number(struct crash_line *l, long n)
{
	char digits[24], *p = digits + sizeof(digits) - 1;

	*p = '\0';
	do {
		*--p = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	crash_add(l, p);
}

static void
crash_on_signal(int sig)
{
	struct crash_line l = { .n = 0 };
	const char *route = current_route, *step = current_step;

	crash_add(&l, "{\"level\":\"error\",\"process\":\"");
	crash_add(&l, name);
	crash_add(&l, "\",\"pid\":");
	crash_add_number(&l, (long)getpid());
	crash_add(&l, ",\"msg\":\"process crashed\",\"request_id\":\"");
	crash_add(&l, log_request_id());
	crash_add(&l, "\",\"signal\":");
	crash_add_number(&l, sig);
	crash_add(&l, ",\"route\":\"");
	crash_add(&l, route != NULL ? route : "");
	crash_add(&l, "\",\"step\":\"");
	crash_add(&l, step != NULL ? step : "");
	crash_add(&l, "\"}\n");
	log_write(l.text, l.n);
	(void)raise(sig); /* SA_RESETHAND has removed this handler */
}

static void
crash_handle_signals(void)
{
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	struct sigaction sa = { .sa_handler = crash_on_signal, .sa_flags = (int)SA_RESETHAND };
	size_t i;

	for (i = 0; i < LENGTH(fatal); i++)
		(void)sigaction(fatal[i], &sa, NULL);
}
#else
static void
crash_handle_signals(void)
{
}
#endif

/* Must not allocate; abort() follows. */
static void
log_memory_exhausted(size_t wanted)
{
	static const char line[] = "{\"level\":\"error\",\"msg\":\"memory exhausted\"}\n";

	(void)wanted;
	log_write(line, sizeof(line) - 1);
}

void
crash_watch(const char *process)
{
	(void)snprintf(name, sizeof(name), "%s", process);
	mem_exhausted = log_memory_exhausted;
	crash_handle_signals();
}
