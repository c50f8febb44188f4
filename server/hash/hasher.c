/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hasher: a process that computes one hash after another. All hashers wait in ppoll() on the same listening socket, and
 * the kernel gives each connection to one of them. A hasher has no state between requests, so it can be killed at any
 * time; the worker retries.
 */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "hash/wire.h"
#include "secret/token.h"
#include "settings/settings.h"

#define NICE_MAX 19 /* setpriority(2) */

static volatile sig_atomic_t stopping;

int
hasher_listen(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	mode_t mask;
	int fd, bad, error;

	if (strlen(path) >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return (-1);
	}
	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s", path);
	if (unlink(path) != 0 && errno != ENOENT)
		return (-1);
	if ((fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) < 0)
		return (-1);
	mask = umask(0177);
	bad = bind(fd, (const struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, SOMAXCONN) != 0;
	error = errno;
	(void)umask(mask);
	if (!bad)
		return (fd);
	(void)close(fd);
	errno = error;
	return (-1);
}

static void
hasher_on_sigterm(int sig)
{
	(void)sig;
	stopping = 1;
}

/* SIGTERM is unblocked only in ppoll(), so the request in hand is completed. */
static void
hasher_block_signals(sigset_t *waiting)
{
	struct sigaction sa = { .sa_handler = hasher_on_sigterm };
	sigset_t term;

	(void)sigemptyset(&term);
	(void)sigaddset(&term, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &term, waiting);
	(void)sigdelset(waiting, SIGTERM);
	(void)sigaction(SIGTERM, &sa, NULL);
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
}

/* Lowers the priority, disables core dumps, which could contain passwords, and ends the process with the supervisor. */
static void
hasher_confine(pid_t supervisor)
{
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
	/* With SCHED_IDLE any other process that wakes up takes the core at once, not a time slice later. */
	if (setting_int(HASH_NICE) > NICE_MAX)
		(void)sched_setscheduler(0, SCHED_IDLE, &(struct sched_param) { 0 });
	else
		(void)setpriority(PRIO_PROCESS, 0, (int)setting_int(HASH_NICE));
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != supervisor) /* the supervisor exited before prctl() took effect */
		stopping = 1;
}

static bool
peer_is_same_user(int fd)
{
	struct ucred peer;
	socklen_t n = sizeof(peer);

	return (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 && peer.uid == geteuid());
}

/* The worker has withdrawn the request. */
static bool
worker_left(int fd)
{
	struct pollfd p = { .fd = fd, .events = 0 };

	return (poll(&p, 1, 0) == 1 && (p.revents & (POLLHUP | POLLERR)) != 0);
}

static void
hash_compute(const struct hash_request *q, struct hash_reply *r)
{
	size_t memory = (size_t)setting_int(HASH_MEMORY) * 1024, n = strlen(q->secret);
	unsigned passes = (unsigned)setting_int(HASH_PASSES);

	memset(r, 0, sizeof(*r));
	if (q->kind == HASH_NEW)
		r->result = password_hash(q->secret, n, memory, passes, r->text);
	else
		r->result = password_verify(q->secret, n, q->dummy ? NULL : q->hash, memory, passes, &r->rehash);
}

static void
hasher_serve(int fd)
{
	/* The message is there when accept4() returns; the timeout is for a worker that died in between. */
	const struct timeval timeout = { 1, 0 };
	struct hash_request q;
	struct hash_reply r;

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
	if (!peer_is_same_user(fd) || recv(fd, &q, sizeof(q), 0) != (ssize_t)sizeof(q))
		return;
	q.secret[sizeof(q.secret) - 1] = q.hash[sizeof(q.hash) - 1] = '\0';
	if (!worker_left(fd)) {
		hash_compute(&q, &r);
		if (send(fd, &r, sizeof(r), MSG_NOSIGNAL) != (ssize_t)sizeof(r))
			log_debug("hash answer dropped");
		secret_wipe(&r, sizeof(r));
	}
	secret_wipe(&q, sizeof(q));
}

/* Makes the dummy hash of unknown accounts now; else the first one would take twice as long. */
static void
hasher_warm_up(void)
{
	const struct hash_request q = { .kind = HASH_VERIFY, .dummy = true };
	struct hash_reply r;

	hash_compute(&q, &r);
	if (r.result == PASSWORD_NO_MEMORY)
		log_error("hash memory refused", log_int("memory_kib", setting_int(HASH_MEMORY)));
}

_Noreturn void
hasher_run(int listen_fd)
{
	struct pollfd p = { .fd = listen_fd, .events = POLLIN };
	pid_t supervisor = getppid();
	sigset_t waiting;
	int fd;

	log_set_process("hasher");
	hasher_block_signals(&waiting);
	hasher_confine(supervisor);
	secret_start();
	hasher_warm_up();
	while (!stopping) {
		if (ppoll(&p, 1, NULL, &waiting) < 0)
			continue;
		fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0) /* another hasher was faster */
			continue;
		hasher_serve(fd);
		(void)close(fd);
	}
	_exit(0);
}
