/* SPDX-License-Identifier: Apache-2.0 */
#include "process/listeners.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/endpoint.h"
#include "base/list.h"
#include "base/log.h"
#include "settings/settings.h"
#include "process/systemd.h"

#define SLOT_ALL      (-3) /* one socket shared by all workers */

#define BIND_TRIES    40 /* of a port that is in use: two seconds */
#define BIND_PAUSE_MS 50

struct socket {
	int fd; /* -1: closed */
	int slot;
	bool made; /* opened here: the path of a unix socket is removed at the end */
};

struct listeners {
	struct socket *list;
	unsigned n;
};

static bool
log_failure(const struct endpoint *e, const char *call)
{
	char text[ENDPOINT_TEXT];

	endpoint_text(e, text);
	log_error("listening failed", log_text("address", text), log_text("call", call), log_text("why", strerror(errno)));
	return (false);
}

static void
add_socket(struct listeners *ls, int fd, int slot, bool made)
{
	ls->list = mem_grow(ls->list, (ls->n + 1) * sizeof(*ls->list));
	ls->list[ls->n++] = (struct socket) { .fd = fd, .slot = slot, .made = made };
}

/* ---- opening */

/* With SO_REUSEPORT a second server could take half of the connections unnoticed. A bind without it detects this. */
static int
open_tcp(const struct endpoint *e, bool shared, bool only_try)
{
	const int on = 1;
	int why, fd = socket(e->addr.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return (-1);
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
	    (shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) != 0) ||
	    (e->addr.ss_family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) != 0) ||
	    bind(fd, (const struct sockaddr *)&e->addr, e->len) != 0 || (!only_try && listen(fd, SOMAXCONN) != 0)) {
		why = errno;
		(void)close(fd);
		errno = why;
		return (-1);
	}
	return (fd);
}

/* After a server was killed, its children hold the port until they exit. */
static int
try_tcp(const struct endpoint *e)
{
	const struct timespec pause = { 0, BIND_PAUSE_MS * 1000000L };
	unsigned tries = BIND_TRIES;
	int fd;

	while ((fd = open_tcp(e, false, true)) < 0 && errno == EADDRINUSE && --tries > 0)
		(void)nanosleep(&pause, NULL);
	return (fd);
}

static bool
add_tcp(struct listeners *ls, const struct endpoint *e, int first, int last)
{
	int fd, slot;

	fd = try_tcp(e);
	if (fd < 0)
		return (log_failure(e, "bind"));
	(void)close(fd);
	for (slot = first; slot <= last; slot++) {
		fd = open_tcp(e, first != last, false);
		if (fd < 0)
			return (log_failure(e, "listen"));
		add_socket(ls, fd, slot, true);
	}
	return (true);
}

/* A socket file that refuses connections is left from a crash and is replaced. */
static bool
add_unix(struct listeners *ls, const struct endpoint *e, int slot)
{
	const struct sockaddr *sa = (const struct sockaddr *)&e->addr;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct stat st;

	if (fd < 0)
		return (log_failure(e, "socket"));
	if (lstat(endpoint_path(e), &st) == 0 && S_ISSOCK(st.st_mode)) {
		if (connect(fd, sa, e->len) == 0 || errno == EAGAIN) {
			(void)close(fd);
			errno = EADDRINUSE;
			return (log_failure(e, "bind"));
		}
		(void)unlink(endpoint_path(e));
	}
	if (bind(fd, sa, e->len) != 0 || chmod(endpoint_path(e), 0660) != 0 || listen(fd, SOMAXCONN) != 0) {
		(void)log_failure(e, "bind");
		(void)close(fd);
		return (false);
	}
	add_socket(ls, fd, slot, true);
	return (true);
}

static bool
open_setting(struct listeners *ls, enum setting which, unsigned workers)
{
	bool admin = which == SERVER_ADMIN_LISTEN;
	struct endpoint e;
	struct span word;
	const char *at, *why;
	bool fine = true;

	for (at = setting_text(which); list_next(&at, &word) && fine;) {
		if (!endpoint_parse(word, &e, &why))
			return (false);
		if (endpoint_is_unix(&e))
			fine = add_unix(ls, &e, admin ? LISTENERS_ADMIN : SLOT_ALL);
		else if (admin)
			fine = add_tcp(ls, &e, LISTENERS_ADMIN, LISTENERS_ADMIN);
		else
			fine = add_tcp(ls, &e, 0, (int)workers - 1);
	}
	return (fine);
}

/* ---- sockets from systemd */

/* Rules of the settings about loopback apply to inherited sockets too. */
static bool
check_inherited(int fd)
{
	char text[ENDPOINT_TEXT];
	struct endpoint e;
	const char *why = NULL;
	int listens = 0;
	socklen_t len = sizeof(listens);

	if (!endpoint_of(fd, &e) || getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) != 0 || listens == 0) {
		log_error("inherited socket not listening", log_int("fd", fd));
		return (false);
	}
	if (!endpoint_local(&e) && !setting_on(LIMITS_RATES))
		why = "limits.rates = off is allowed for loopback listeners only";
	else if (!endpoint_local(&e) &&
	    (strncmp(setting_text(SERVER_BASE_URL), "http://", 7) == 0 ||
		strncmp(setting_text(SERVER_DESK_URL), "http://", 7) == 0))
		why = "an http server.base_url or server.desk_url is allowed for loopback listeners only";
	if (why == NULL)
		return (true);
	endpoint_text(&e, text);
	log_error("inherited socket rejected", log_text("address", text), log_text("why", why));
	return (false);
}

/* Takes the inherited sockets. *has_public, *has_admin: there is one for this list. */
static bool
take_inherited(struct listeners *ls, bool *has_public, bool *has_admin)
{
	int i, n = systemd_sockets();
	bool admin;

	for (i = 0; i < n; i++) {
		admin = strstr(systemd_socket_name(i), "admin") != NULL;
		if (!check_inherited(3 + i))
			return (false);
		add_socket(ls, 3 + i, admin ? LISTENERS_ADMIN : SLOT_ALL, false);
		*(admin ? has_admin : has_public) = true;
	}
	return (true);
}

struct listeners *
listeners_open(unsigned workers)
{
	struct listeners *ls = mem_zero(1, sizeof(*ls));
	bool has_public = false, has_admin = false;

	if (take_inherited(ls, &has_public, &has_admin) && (has_public || open_setting(ls, SERVER_LISTEN, workers)) &&
	    (has_admin || open_setting(ls, SERVER_ADMIN_LISTEN, 1)))
		return (ls);
	listeners_end(ls);
	return (NULL);
}

/* ---- use */

static bool
socket_is_for(const struct socket *s, int slot)
{
	return (s->slot == slot || (s->slot == SLOT_ALL && slot >= 0));
}

void
listeners_each(const struct listeners *ls, int slot, void (*use)(void *arg, int fd, bool own), void *arg)
{
	unsigned i;

	for (i = 0; i < ls->n; i++)
		if (socket_is_for(&ls->list[i], slot))
			use(arg, ls->list[i].fd, ls->list[i].made);
}

void
listeners_keep(struct listeners *ls, int slot)
{
	unsigned i;

	for (i = 0; i < ls->n; i++)
		if (!socket_is_for(&ls->list[i], slot)) {
			(void)close(ls->list[i].fd);
			ls->list[i].fd = -1;
		}
}

void
listeners_end(struct listeners *ls)
{
	struct endpoint e;
	unsigned i;

	for (i = 0; i < ls->n; i++) {
		if (ls->list[i].fd < 0)
			continue;
		if (ls->list[i].made && endpoint_of(ls->list[i].fd, &e) && endpoint_path(&e) != NULL)
			(void)unlink(endpoint_path(&e));
		(void)close(ls->list[i].fd);
	}
	free(ls->list);
	free(ls);
}
