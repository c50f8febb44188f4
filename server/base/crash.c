#include "base/crash.h"

#include <signal.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

static char name[32];
static const char *volatile doing_route, *volatile doing_step;

void
crash_doing(const char *route, const char *step)
{
	doing_route = route;
	doing_step = step;
}

#if !defined(__SANITIZE_ADDRESS__)
struct line {
	char text[512];
	size_t n;
};

static void
add(struct line *l, const char *s)
{
	for (; *s != '\0' && l->n < sizeof(l->text); s++)
		if (*s != '\\')
			l->text[l->n++] = *s;
}

static void
add_number(struct line *l, long n)
{
	char digits[24], *p = digits + sizeof(digits) - 1;

	*p = '\0';
	do {
		*--p = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	add(l, p);
}

static void
on_signal(int sig)
{
	struct line l = { .n = 0 };
	const char *route = doing_route, *step = doing_step;

	add(&l, "{\"level\":\"error\",\"process\":\"");
	add(&l, name);
	add(&l, "\",\"pid\":");
	add_number(&l, (long)getpid());
	add(&l, ",\"msg\":\"process crashed\",\"request_id\":\"");
	add(&l, log_request_id());
	add(&l, "\",\"signal\":");
	add_number(&l, sig);
	add(&l, ",\"route\":\"");
	add(&l, route != NULL ? route : "");
	add(&l, "\",\"step\":\"");
	add(&l, step != NULL ? step : "");
	add(&l, "\"}\n");
	log_write(l.text, l.n);
	(void)raise(sig); /* its handler is gone: SA_RESETHAND */
}

static void
watch_signals(void)
{
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	struct sigaction sa = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };
	size_t i;

	for (i = 0; i < LENGTH(fatal); i++)
		(void)sigaction(fatal[i], &sa, NULL);
}
#else
static void
watch_signals(void)
{
}
#endif

/* Nothing may be allocated here; abort() follows and says the rest. */
static void
no_memory(size_t wanted)
{
	static const char line[] = "{\"level\":\"error\",\"msg\":\"memory exhausted\"}\n";

	(void)wanted;
	log_write(line, sizeof(line) - 1);
}

void
crash_watch(const char *process)
{
	(void)snprintf(name, sizeof(name), "%s", process);
	mem_gone = no_memory;
	watch_signals();
}
