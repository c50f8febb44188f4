/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: one loop sleeps in poll() until a signal, a change on the scoreboard, or the next due time. Each
 * iteration then starts due children, handles signals, kills hung workers, and continues a shutdown:
 *
 *   worker          Drained first by SIGTERM, killed after server.drain_timeout.
 *   hasher          Killed after the workers, because it serves their last sign-ins.
 *   admin listener  Killed after the workers, so that /readyz answers until the end.
 *   head writer     Ends last, when it has written the workers' last heads.
 *   conn budget     Exits after one check at the start, for which the workers wait.
 *
 * A child that exits is restarted at once if it ran for STEADY_MS, else after a delay that doubles up to
 * server.restart_backoff_max. A reload checks the settings here first, then SIGHUP goes to workers and admin listener.
 */
#include "process/supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/conn_budget.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/signals.h"
#include "base/uuid.h"
#include "guard/rate.h"
#include "process/hash_socket.h"
#include "audit/head_writer.h"
#include "hash/hash.h"
#include "secret/token.h"
#include "settings/settings.h"
#include "process/systemd.h"
#include "process/worker.h"

/* clang-format off */
#define BACKOFF_MIN_MS 100   /* first delay of a restart; doubles */
#define STEADY_MS      10000 /* a child that ran this long restarts without a delay */
#define GRACE_MS       3000  /* between server.drain_timeout and SIGKILL */
#define CONN_BUDGET_MS 500   /* how long the start waits for conn_budget_check() */

enum child_kind { WORKER, HASHER, ADMIN_LISTENER, CONN_BUDGET, HEAD_WRITER };

struct child {
	enum child_kind kind;
	unsigned slot;
	pid_t pid;	  /* 0: not running */
	int64_t started_ms;
	int64_t start_ms; /* clock_ms() of the next start; -1: never */
	long backoff_ms;
	bool replaced; /* the supervisor ended it, so its exit is no failure */
};

static struct supervisor {
	struct child_arguments arguments;
	struct child *children;
	unsigned nchildren;
	struct password_list *passwords;
	int signals; /* signalfd */
	int lock_fd;
	struct hash_socket hash;
	int heads_fd; /* read end of the heads' pipe; kept open, so that no head is lost when the writer exits */
	int64_t heads_ms;    /* stopping: clock_ms() when the head writer is killed */
	int64_t stop_ms;     /* stopping: clock_ms() when workers are killed; 0: serving */
	int64_t watchdog_ms; /* clock_ms() of the next WATCHDOG=1; 0: systemd wants none */
	bool reloading;
	int status;
} s;

/* ---- children */
static const char *
child_kind_name(enum child_kind kind)
{
	static const char *const names[] = { "worker", "hasher", "admin listener", "conn budget", "head writer" };

	return (names[kind]);
}

/* Drops what a child inherits but must not keep. */
static void
child_inherit(const struct child *c, pid_t parent)
{
	char name[32];

	(void)signal(SIGINT, SIG_IGN); /* a terminal signals all processes, but only the supervisor decides */
	(void)signal(SIGQUIT, SIG_IGN);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	(void)snprintf(name, sizeof(name), c->kind == WORKER || c->kind == HASHER ? "%s %u" : "%s",
	    child_kind_name(c->kind), c->slot);
	log_set_process(name);
	crash_watch(name);
	(void)prctl(PR_SET_NAME, name);
	(void)close(s.signals);
	(void)close(s.lock_fd);
	if (c->kind != HASHER)
		(void)close(s.hash.fd);
	if (c->kind != HEAD_WRITER)
		(void)close(s.heads_fd);
	if (c->kind != WORKER)
		(void)close(s.arguments.heads);
	listeners_keep(s.arguments.listeners,
	    c->kind == WORKER ? (int)c->slot : c->kind == ADMIN_LISTENER ? LISTENERS_ADMIN : LISTENERS_NONE);
}

static _Noreturn void
child_run(const struct child *c)
{
	sigset_t none;

	s.arguments.slot = c->slot;
	if (c->kind == WORKER)
		worker_run(&s.arguments);
	if (c->kind == ADMIN_LISTENER)
		admin_listener_run(&s.arguments);
	(void)signal(SIGHUP, SIG_IGN);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (c->kind == HASHER)
		hasher_run(s.hash.fd);
	if (c->kind == HEAD_WRITER)
		head_writer_run(s.heads_fd, &s.arguments.scoreboard->heads);
	_exit(conn_budget_check()); /* needs no cleanup: it may be killed at any time */
}

static void
child_start(struct child *c)
{
	pid_t parent = getpid();

	c->started_ms = clock_ms();
	c->pid = fork();
	if (c->pid == 0) {
		child_inherit(c, parent);
		child_run(c);
	}
	if (c->pid > 0)
		return;
	log_error("fork failed", log_text("child", child_kind_name(c->kind)), log_text("why", strerror(errno)));
	c->pid = 0;
	c->start_ms = clock_ms() + setting_int(SERVER_RESTART_BACKOFF_MAX);
}

static void
start_due_children(void)
{
	int64_t now = clock_ms();
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].pid == 0 && s.children[i].start_ms >= 0 && s.children[i].start_ms <= now)
			child_start(&s.children[i]);
}

static void
signal_children(enum child_kind kind, int sig)
{
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].kind == kind && s.children[i].pid > 0)
			(void)kill(s.children[i].pid, sig);
}

static bool
any_running(enum child_kind kind)
{
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].kind == kind && s.children[i].pid > 0)
			return (true);
	return (false);
}

/* ---- stopping */

static void
stop_begin(int64_t within_ms)
{
	unsigned i;

	if (s.stop_ms == 0) {
		log_info("stop requested");
		systemd_notify("STOPPING=1\nSTATUS=finishing what was begun");
		atomic_store(&s.arguments.scoreboard->stopping, true);
		for (i = 0; i < s.nchildren; i++)
			s.children[i].start_ms = -1;
		signal_children(WORKER, SIGTERM);
		signal_children(CONN_BUDGET, SIGKILL);
	}
	s.stop_ms = clock_ms() + within_ms;
}

/* The head writer ends after the last head, at most GRACE_MS later. */
static void
stop_head_writer(void)
{
	if (s.arguments.heads >= 0) {
		(void)close(s.arguments.heads);
		s.arguments.heads = -1;
		s.heads_ms = clock_ms() + GRACE_MS;
	}
	if (clock_ms() >= s.heads_ms)
		signal_children(HEAD_WRITER, SIGKILL);
}

/* The second step of a shutdown: when no worker runs, the rest ends. */
static void
stop_continue(void)
{
	if (s.stop_ms == 0)
		return;
	if (clock_ms() >= s.stop_ms) {
		if (any_running(WORKER))
			log_warn("unfinished workers killed");
		signal_children(WORKER, SIGKILL);
	}
	if (any_running(WORKER))
		return;
	signal_children(HASHER, SIGKILL);
	signal_children(ADMIN_LISTENER, SIGKILL);
	stop_head_writer();
}

/*
 * With too few connections the server stops. Workers wait for this check, because they would use up the connections
 * that it needs. Without an answer they start after CONN_BUDGET_MS.
 */
static void
conn_budget_checked(bool too_few)
{
	if (too_few) {
		s.status = 1;
		stop_begin(0);
		return;
	}
	for (unsigned i = 0; i < s.nchildren; i++)
		if (s.children[i].pid == 0 && s.children[i].started_ms == 0)
			s.children[i].start_ms = 0;
}

static void
child_exited(struct child *c, int how)
{
	pid_t pid = c->pid;
	int64_t now = clock_ms();
	struct worker_figures none;
	bool asked = s.stop_ms != 0;

	c->pid = 0;
	if (c->kind == CONN_BUDGET) {
		c->start_ms = -1;
		if (!asked)
			conn_budget_checked(WIFEXITED(how) && WEXITSTATUS(how) == CONNS_TOO_FEW);
		return;
	}
	if (c->kind == WORKER) {
		memset(&none, 0, sizeof(none));
		scoreboard_write(s.arguments.scoreboard, c->slot, &none);
	}
	if (asked)
		return;
	if (c->replaced) {
		c->replaced = false;
		c->start_ms = now;
		return;
	}
	(void)atomic_fetch_add(&s.arguments.scoreboard->deaths, 1);
	log_error("child exited", log_text("child", child_kind_name(c->kind)), log_int("slot", c->slot),
	    log_int("child_pid", pid), log_int(WIFSIGNALED(how) ? "signal" : "status",
	    WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how)));
	if (now - c->started_ms >= STEADY_MS)
		c->backoff_ms = 0;
	c->start_ms = now + c->backoff_ms;
	c->backoff_ms = c->backoff_ms == 0 ? BACKOFF_MIN_MS : c->backoff_ms * 2;
	if (c->backoff_ms > setting_int(SERVER_RESTART_BACKOFF_MAX))
		c->backoff_ms = setting_int(SERVER_RESTART_BACKOFF_MAX);
}

static void
reap_children(void)
{
	pid_t pid;
	unsigned i;
	int how;

	while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
		for (i = 0; i < s.nchildren; i++)
			if (s.children[i].pid == pid)
				child_exited(&s.children[i], how);
}

/* ---- signals */

static void
reload_all(void)
{
	if (s.stop_ms != 0)
		return;
	systemd_notify("RELOADING=1\nMONOTONIC_USEC=%lld", (long long)clock_us());
	if (reload_settings(s.arguments.config)) {
		(void)atomic_fetch_add(&s.arguments.scoreboard->reload, 1);
		signal_children(WORKER, SIGHUP);
		signal_children(ADMIN_LISTENER, SIGHUP);
		log_info("settings reloaded");
	}
	s.reloading = true;
}

static void
read_signals(void)
{
	struct signalfd_siginfo si;

	while (read(s.signals, &si, sizeof(si)) == (ssize_t)sizeof(si))
		switch (si.ssi_signo) {
		case SIGHUP:
			reload_all();
			break;
		case SIGTERM:
		case SIGQUIT:
		case SIGINT: /* a second signal stops at once */
			stop_begin(s.stop_ms == 0 ? setting_int(SERVER_DRAIN) * 1000 + GRACE_MS : 0);
			break;
		default:
			reap_children();
		}
}

/* ---- scoreboard and systemd */

static void
check_scoreboard(void)
{
	struct scoreboard *b = s.arguments.scoreboard;
	struct worker_figures f;
	bool all = true, followed = true;
	uint64_t wakeups;
	unsigned i;

	(void)!read(b->wakeup_fd, &wakeups, sizeof(wakeups));
	for (i = 0; i < b->workers; i++) {
		f = scoreboard_read(b, i);
		all = all && f.state == WORKER_SERVING;
		followed = followed && (f.state != WORKER_SERVING || f.reload == atomic_load(&b->reload));
		if (f.state == WORKER_SERVING && f.pid == s.children[i].pid && s.stop_ms == 0 &&
		    clock_ms() - f.heartbeat_ms > setting_int(SERVER_HANG_TIMEOUT)) {
			log_error("hung worker killed", log_int("slot", i), log_int("child_pid", f.pid));
			(void)kill(f.pid, SIGKILL);
		}
	}
	if (all && !atomic_load(&b->started)) {
		atomic_store(&b->started, true);
		log_info("server started", log_int("workers", b->workers));
		systemd_notify("READY=1");
	} else if (s.reloading && followed && s.stop_ms == 0) {
		s.reloading = false;
		systemd_notify("READY=1");
	}
}

/* `systemctl status` shows what /readyz answers. */
static void
notify_status(void)
{
	static char last[256] = "-";
	char why[256];

	if (s.stop_ms != 0 || getenv("NOTIFY_SOCKET") == NULL)
		return;
	(void)scoreboard_ready(s.arguments.scoreboard, why);
	if (strcmp(why, last) == 0)
		return;
	memcpy(last, why, sizeof(last));
	systemd_notify("STATUS=%s%s", *why != '\0' ? "not ready: " : "ready", why);
}

/* The watchdog is notified while every serving worker sends heartbeats. */
static void
notify_watchdog(void)
{
	struct worker_figures f;
	unsigned i;

	if (s.watchdog_ms == 0 || clock_ms() < s.watchdog_ms)
		return;
	s.watchdog_ms = clock_ms() + systemd_watchdog_ms() / 2;
	for (i = 0; i < s.arguments.scoreboard->workers; i++) {
		f = scoreboard_read(s.arguments.scoreboard, i);
		if (f.state == WORKER_SERVING && clock_ms() - f.heartbeat_ms > setting_int(SERVER_HEARTBEAT_TIMEOUT))
			return;
	}
	systemd_notify("WATCHDOG=1");
}

/* ---- start */

/* One server per run directory. The kernel releases the lock when the process ends. */
static bool
lock_run_dir(void)
{
	const char *dir = setting_text(SERVER_RUN_DIR);
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char path[128];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/lock", dir);
	if ((mkdir(dir, 0700) != 0 && errno != EEXIST) || stat(dir, &st) != 0 ||
	    (s.lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) < 0) {
		log_error("run directory rejected", log_text("path", dir), log_text("why", strerror(errno)));
		return (false);
	}
	if (st.st_uid != geteuid() || (st.st_mode & (S_IWGRP | S_IRWXO)) != 0) {
		log_error("run directory rejected", log_text("path", dir),
		    log_text("why", "it must belong to the server's user, and no other user may write there"));
		return (false);
	}
	if (fcntl(s.lock_fd, F_SETLK, &whole) == 0)
		return (true);
	log_error("run directory rejected", log_text("path", dir), log_text("why", "another server uses it; stop it or set server.run_dir"));
	return (false);
}

/* If a cleanup of the directory removed the socket, a new one is made and hashers that use it replace the old ones. */
static void
check_hash_socket(void)
{
	unsigned i;

	if (s.stop_ms != 0 || !hash_socket_renew(&s.hash))
		return;
	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].kind == HASHER && s.children[i].pid > 0) {
			s.children[i].replaced = true;
			(void)kill(s.children[i].pid, SIGTERM); /* it ends after its current hash */
		}
}

static bool
open_head_pipe(void)
{
	int ends[2];

	s.heads_fd = s.arguments.heads = -1;
	if (*setting_text(AUDIT_HEADS_FILE) == '\0')
		return (true);
	if (pipe2(ends, O_CLOEXEC) != 0 || fcntl(ends[1], F_SETFL, O_NONBLOCK) != 0) {
		log_error("audit head pipe refused", log_text("why", strerror(errno)));
		return (false);
	}
	s.heads_fd = ends[0];
	s.arguments.heads = ends[1];
	return (true);
}

static void
add_children(enum child_kind kind, unsigned n)
{
	unsigned i;

	s.children = mem_grow(s.children, (s.nchildren + n) * sizeof(*s.children));
	for (i = 0; i < n; i++)
		s.children[s.nchildren++] = (struct child){ .kind = kind, .slot = i,
			.start_ms = kind == CONN_BUDGET ? 0 : clock_ms() + CONN_BUDGET_MS };
}

/* Loaded once before the forks, so that all workers share the memory. */
static void
load_passwords(void)
{
	const char *path = setting_text(ACCOUNTS_PASSWORD_LIST);

	if (*path == '\0')
		return;
	s.arguments.passwords = s.passwords = password_list_load(path);
	if (s.passwords == NULL)
		log_error("password list not loaded", log_text("path", path),
		    log_text("why", errno != 0 ? strerror(errno) : "lists no passwords"));
}

/* Ids, tokens and keys need random numbers. Without them every child would exit again and again. */
static bool
check_random(void)
{
	if (uuid_possible())
		return (true);
	log_error("random numbers refused", log_text("call", "getrandom"), log_text("why", strerror(errno)));
	return (false);
}

/* Workers come first, because check_scoreboard() finds them by their slot. */
static bool
supervisor_begin(const char *config)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned workers = conn_budget_workers();
	long hashers = setting_int(HASH_WORKERS);
	sigset_t mask;

	if (hashers == 0)
		hashers = cores < 2 ? 1 : cores / 2;
	(void)sigemptyset(&mask);
	(void)sigaddset(&mask, SIGTERM);
	(void)sigaddset(&mask, SIGINT);
	(void)sigaddset(&mask, SIGQUIT);
	(void)sigaddset(&mask, SIGHUP);
	(void)sigaddset(&mask, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &mask, NULL);
	s.signals = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
	if (s.signals < 0 || !routes_check() || !check_random() || !lock_run_dir())
		return (false);
	s.arguments.listeners = listeners_open(workers);
	if (s.arguments.listeners == NULL || !hash_socket_open(&s.hash) || !open_head_pipe())
		return (false);
	s.arguments.scoreboard = scoreboard_new(workers);
	log_open(&s.arguments.scoreboard->log_dropped);
	secret_start();
	rate_start();
	load_passwords();
	s.arguments.config = config;
	s.arguments.hash_path = s.hash.path;
	add_children(WORKER, workers);
	add_children(HASHER, (unsigned)hashers);
	add_children(ADMIN_LISTENER, 1);
	add_children(CONN_BUDGET, 1);
	if (s.heads_fd >= 0)
		add_children(HEAD_WRITER, 1);
	if (systemd_watchdog_ms() > 0)
		s.watchdog_ms = clock_ms();
	return (true);
}

static void
supervisor_end(void)
{
	if (s.hash.path[0] != '\0')
		(void)unlink(s.hash.path);
	if (s.arguments.listeners != NULL)
		listeners_end(s.arguments.listeners);
	password_list_end(s.passwords);
	free(s.children);
	s.children = NULL;
}

/* Until the next start of a child, the kill, or the watchdog; at most 1 s, for the heartbeats. */
static int
sleep_ms(void)
{
	int64_t now = clock_ms(), next = now + 1000;
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].pid == 0 && s.children[i].start_ms >= 0 && s.children[i].start_ms < next)
			next = s.children[i].start_ms;
	if (s.stop_ms != 0 && s.stop_ms < next)
		next = s.stop_ms;
	if (s.watchdog_ms != 0 && s.watchdog_ms < next)
		next = s.watchdog_ms;
	return (next > now ? (int)(next - now) : 1);
}

int
supervisor_run(const char *config)
{
	struct pollfd fds[2];

	log_set_process("supervisor");
	crash_watch("supervisor");
	signals_ignore();
	log_open(NULL);
	if (!supervisor_begin(config)) {
		supervisor_end();
		return (1);
	}
	fds[0] = (struct pollfd){ .fd = s.signals, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = s.arguments.scoreboard->wakeup_fd, .events = POLLIN };
	while (s.stop_ms == 0 || any_running(WORKER) || any_running(HASHER) || any_running(ADMIN_LISTENER) || any_running(CONN_BUDGET) || any_running(HEAD_WRITER)) {
		start_due_children();
		(void)poll(fds, LENGTH(fds), sleep_ms());
		read_signals();
		check_scoreboard();
		check_hash_socket();
		notify_watchdog();
		notify_status();
		stop_continue();
	}
	supervisor_end();
	log_info("server stopped");
	return (s.status);
}
