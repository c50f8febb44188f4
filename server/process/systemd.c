/* SPDX-License-Identifier: Apache-2.0 */
#include "process/systemd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define FIRST_FD     3
#define SEND_WAIT_MS 500

/*
 * systemd's queue is short. A watchdog message may be lost, because the next one follows. For other messages the
 * supervisor's only thread waits once, for SEND_WAIT_MS.
 */
static void
send_to_systemd(int fd, const char *text, size_t n)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	bool again = strncmp(text, "WATCHDOG=", strlen("WATCHDOG=")) == 0;

	if (send(fd, text, n, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0 || errno != EAGAIN || again)
		return;
	(void)poll(&p, 1, SEND_WAIT_MS);
	(void)!send(fd, text, n, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void
systemd_notify(const char *format, ...)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	char text[1024];
	size_t n;
	va_list ap;
	int fd, len;

	if (path == NULL || (n = strlen(path)) == 0 || n >= sizeof(un.sun_path))
		return;
	va_start(ap, format);
	len = vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	memcpy(un.sun_path, path, n);
	if (path[0] == '@')
		un.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || len < 0)
		return;
	if ((size_t)len >= sizeof(text))
		len = (int)sizeof(text) - 1;
	if (connect(fd, (struct sockaddr *)&un, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) == 0)
		send_to_systemd(fd, text, (size_t)len);
	(void)close(fd);
}

/* True if the variable holds this process's id. absent: the result without the variable. */
static bool
names_us(const char *variable, bool absent)
{
	const char *text = getenv(variable);

	return (text != NULL ? strtol(text, NULL, 10) == (long)getpid() : absent);
}

long
systemd_watchdog_ms(void)
{
	const char *text = getenv("WATCHDOG_USEC");

	if (text == NULL || !names_us("WATCHDOG_PID", true))
		return (0);
	return (strtol(text, NULL, 10) / 1000);
}

int
systemd_sockets(void)
{
	const char *text = getenv("LISTEN_FDS");
	long n = text != NULL && names_us("LISTEN_PID", false) ? strtol(text, NULL, 10) : 0;
	int fd, flags;

	if (n <= 0 || n > 64)
		return (0);
	for (fd = FIRST_FD; fd < FIRST_FD + n; fd++) {
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
		flags = fcntl(fd, F_GETFL);
		if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
			return (0);
	}
	return ((int)n);
}

const char *
systemd_socket_name(int i)
{
	static char name[256];
	const char *p = getenv("LISTEN_FDNAMES");

	name[0] = '\0';
	for (; p != NULL && i > 0; i--)
		p = (p = strchr(p, ':')) != NULL ? p + 1 : NULL;
	if (p != NULL)
		(void)snprintf(name, sizeof(name), "%.*s", (int)strcspn(p, ":"), p);
	return (name);
}
