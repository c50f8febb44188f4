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

#define BACKOFF_MIN_MS 100   /* a child that dies at once is started again after this, doubling */
#define STEADY_MS      10000 /* a child that lived so long starts again without a pause */
#define GRACE_MS       3000  /* behind server.drain_timeout, before SIGKILL */
#define LINKS_MS       500   /* how long the others wait for the answer of links_fit() */

enum kind { WORKER, HASHER, WATCH, DB_CONNS, HEADS };

struct child {
	enum kind kind;
	unsigned slot;
	pid_t pid;	  /* 0: not running */
	int64_t born_ms;
	int64_t again_ms; /* when to start it; -1: not again */
	long backoff_ms;
	bool told; /* to end, so that a new one follows */
};

static struct supervisor {
	struct child_arguments arguments;
	struct child *children;
	unsigned nchildren;
	struct password_list *passwords;
	int signals; /* signalfd */
	int lock_fd;
	struct hash_socket hash;
	int heads_fd; /* what post.heads is the other end of; held, so that no head is lost with who reads it */
	int64_t heads_ms;    /* when stopping: how long the last head may take */
	int64_t stop_ms;     /* when stopping: kill what is left; 0: serving */
	int64_t watchdog_ms; /* when systemd hears from us next; 0: never */
	bool reloading;
	int status;
} s;

/* ---- children */

static const char *
kind_name(enum kind kind)
{
	static const char *const names[] = { "worker", "hasher", "watch", "links", "heads" };

	return (names[kind]);
}

/* What a child inherits but must not keep. */
static void
become(const struct child *c, pid_t parent)
{
	char name[32];

	(void)signal(SIGINT, SIG_IGN); /* a terminal sends these to all; the supervisor decides */
	(void)signal(SIGQUIT, SIG_IGN);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	(void)snprintf(name, sizeof(name), c->kind == WORKER || c->kind == HASHER ? "%s %u" : "%s",
	    kind_name(c->kind), c->slot);
	log_set_process(name);
	crash_watch(name);
	(void)prctl(PR_SET_NAME, name);
	(void)close(s.signals);
	(void)close(s.lock_fd);
	if (c->kind != HASHER)
		(void)close(s.hash.fd);
	if (c->kind != HEADS)
		(void)close(s.heads_fd);
	if (c->kind != WORKER)
		(void)close(s.arguments.heads);
	listeners_keep(s.arguments.listeners,
	    c->kind == WORKER ? (int)c->slot : c->kind == WATCH ? LISTENERS_ADMIN : LISTENERS_NONE);
}

static _Noreturn void
live(const struct child *c)
{
	sigset_t none;

	s.arguments.slot = c->slot;
	if (c->kind == WORKER)
		worker_run(&s.arguments);
	if (c->kind == WATCH)
		admin_listener_run(&s.arguments);
	(void)signal(SIGHUP, SIG_IGN);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (c->kind == HASHER)
		hasher_run(s.hash.fd);
	if (c->kind == HEADS)
		head_writer_run(s.heads_fd, &s.arguments.scoreboard->heads);
	_exit(conn_budget_check()); /* it may be killed at any moment: nothing to tidy up */
}

static void
start(struct child *c)
{
	pid_t parent = getpid();

	c->born_ms = clock_ms();
	c->pid = fork();
	if (c->pid == 0) {
		become(c, parent);
		live(c);
	}
	if (c->pid > 0)
		return;
	log_error("fork failed", log_text("child", kind_name(c->kind)), log_text("why", strerror(errno)));
	c->pid = 0;
	c->again_ms = clock_ms() + setting_int(SERVER_RESTART_BACKOFF_MAX);
}

static void
start_due(void)
{
	int64_t now = clock_ms();
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].pid == 0 && s.children[i].again_ms >= 0 && s.children[i].again_ms <= now)
			start(&s.children[i]);
}

static void
send_all(enum kind kind, int sig)
{
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].kind == kind && s.children[i].pid > 0)
			(void)kill(s.children[i].pid, sig);
}

static bool
any(enum kind kind)
{
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].kind == kind && s.children[i].pid > 0)
			return (true);
	return (false);
}

/* ---- stopping */

static void
stop(int64_t within_ms)
{
	unsigned i;

	if (s.stop_ms == 0) {
		log_info("stop requested");
		systemd_notify("STOPPING=1\nSTATUS=finishing what was begun");
		atomic_store(&s.arguments.scoreboard->stopping, true);
		for (i = 0; i < s.nchildren; i++)
			s.children[i].again_ms = -1;
		send_all(WORKER, SIGTERM);
		send_all(DB_CONNS, SIGKILL);
	}
	s.stop_ms = clock_ms() + within_ms;
}

/* It ends when the last head is written, or with a time of its own for it. */
static void
stop_heads(void)
{
	if (s.arguments.heads >= 0) {
		(void)close(s.arguments.heads);
		s.arguments.heads = -1;
		s.heads_ms = clock_ms() + GRACE_MS;
	}
	if (clock_ms() >= s.heads_ms)
		send_all(HEADS, SIGKILL);
}

/* The hashers outlive the workers, whose last sign-ins they finish. */
static void
stop_rest(void)
{
	if (s.stop_ms == 0)
		return;
	if (clock_ms() >= s.stop_ms) {
		if (any(WORKER))
			log_warn("unfinished workers killed");
		send_all(WORKER, SIGKILL);
	}
	if (any(WORKER))
		return;
	send_all(HASHER, SIGKILL);
	send_all(WATCH, SIGKILL);
	stop_heads();
}

/*
 * The workers would take the very connections that are too few, so they wait for
 * this answer; but not for long, it may never come.
 */
static void
links_told(bool too_few)
{
	unsigned i;

	if (too_few) {
		s.status = 1;
		stop(0);
		return;
	}
	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].pid == 0 && s.children[i].born_ms == 0)
			s.children[i].again_ms = 0;
}

static void
dead(struct child *c, int how)
{
	pid_t pid = c->pid;
	int64_t now = clock_ms();
	struct worker_figures none;
	bool asked = s.stop_ms != 0;

	c->pid = 0;
	if (c->kind == DB_CONNS) {
		c->again_ms = -1;
		if (!asked)
			links_told(WIFEXITED(how) && WEXITSTATUS(how) == CONNS_TOO_FEW);
		return;
	}
	if (c->kind == WORKER) {
		memset(&none, 0, sizeof(none));
		scoreboard_write(s.arguments.scoreboard, c->slot, &none);
	}
	if (asked)
		return;
	if (c->told) {
		c->told = false;
		c->again_ms = now;
		return;
	}
	(void)atomic_fetch_add(&s.arguments.scoreboard->deaths, 1);
	log_error("child exited", log_text("child", kind_name(c->kind)), log_int("slot", c->slot),
	    log_int("child_pid", pid), log_int(WIFSIGNALED(how) ? "signal" : "status",
	    WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how)));
	if (now - c->born_ms >= STEADY_MS)
		c->backoff_ms = 0;
	c->again_ms = now + c->backoff_ms;
	c->backoff_ms = c->backoff_ms == 0 ? BACKOFF_MIN_MS : c->backoff_ms * 2;
	if (c->backoff_ms > setting_int(SERVER_RESTART_BACKOFF_MAX))
		c->backoff_ms = setting_int(SERVER_RESTART_BACKOFF_MAX);
}

static void
reap(void)
{
	pid_t pid;
	unsigned i;
	int how;

	while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
		for (i = 0; i < s.nchildren; i++)
			if (s.children[i].pid == pid)
				dead(&s.children[i], how);
}

/* ---- signals */

static void
reload(void)
{
	if (s.stop_ms != 0)
		return;
	systemd_notify("RELOADING=1\nMONOTONIC_USEC=%lld", (long long)clock_us());
	if (reload_settings(s.arguments.config)) {
		(void)atomic_fetch_add(&s.arguments.scoreboard->reload, 1);
		send_all(WORKER, SIGHUP);
		send_all(WATCH, SIGHUP);
		log_info("settings reloaded");
	}
	s.reloading = true;
}

static void
on_signals(void)
{
	struct signalfd_siginfo si;

	while (read(s.signals, &si, sizeof(si)) == (ssize_t)sizeof(si))
		switch (si.ssi_signo) {
		case SIGHUP:
			reload();
			break;
		case SIGTERM:
		case SIGQUIT:
		case SIGINT: /* a second one is in a hurry */
			stop(s.stop_ms == 0 ? setting_int(SERVER_DRAIN) * 1000 + GRACE_MS : 0);
			break;
		default:
			reap();
		}
}

/* ---- what the board says */

static void
watch_board(void)
{
	struct scoreboard *b = s.arguments.scoreboard;
	struct worker_figures f;
	bool all = true, followed = true;
	uint64_t rung;
	unsigned i;

	(void)!read(b->wakeup_fd, &rung, sizeof(rung));
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

/* `systemctl status` says what /readyz says. */
static void
say_status(void)
{
	static char said[256] = "-";
	char why[256];

	if (s.stop_ms != 0 || getenv("NOTIFY_SOCKET") == NULL)
		return;
	(void)scoreboard_ready(s.arguments.scoreboard, why);
	if (strcmp(why, said) == 0)
		return;
	memcpy(said, why, sizeof(said));
	systemd_notify("STATUS=%s%s", *why != '\0' ? "not ready: " : "ready", why);
}

/* systemd hears from us as long as every worker that serves shows signs of life. */
static void
say_alive(void)
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

/* One server per folder: the lock goes with its process, however that ends. */
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
		    log_text("why", "other users may write there, or own it"));
		return (false);
	}
	if (fcntl(s.lock_fd, F_SETLK, &whole) == 0)
		return (true);
	log_error("run directory rejected", log_text("path", dir), log_text("why", "another server uses it"));
	return (false);
}

/* A tidy-up of the folder may take the socket away: hashers with a new one follow those that have the old. */
static void
keep_hash_socket(void)
{
	unsigned i;

	if (s.stop_ms != 0 || !hash_socket_renew(&s.hash))
		return;
	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].kind == HASHER && s.children[i].pid > 0) {
			s.children[i].told = true;
			(void)kill(s.children[i].pid, SIGTERM); /* it ends when its job is done */
		}
}

static bool
open_heads(void)
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
hire(enum kind kind, unsigned n)
{
	unsigned i;

	s.children = mem_grow(s.children, (s.nchildren + n) * sizeof(*s.children));
	for (i = 0; i < n; i++)
		s.children[s.nchildren++] = (struct child){ .kind = kind, .slot = i,
			.again_ms = kind == DB_CONNS ? 0 : clock_ms() + LINKS_MS };
}

/* Read once, before the forks, so that all workers share it. */
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

/* Ids, tokens and keys are made of it; without it every child would die at once, again and again. */
static bool
has_random(void)
{
	if (uuid_possible())
		return (true);
	log_error("random numbers refused", log_text("call", "getrandom"), log_text("why", strerror(errno)));
	return (false);
}

/* Workers first: watch_board() finds them by their slot. */
static bool
begin(const char *config)
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
	if (s.signals < 0 || !routes_check() || !has_random() || !lock_run_dir())
		return (false);
	s.arguments.listeners = listeners_open(workers);
	if (s.arguments.listeners == NULL || !hash_socket_open(&s.hash) || !open_heads())
		return (false);
	s.arguments.scoreboard = scoreboard_new(workers);
	log_open(&s.arguments.scoreboard->log_dropped);
	secret_start();
	rate_start();
	load_passwords();
	s.arguments.config = config;
	s.arguments.hash_path = s.hash.path;
	hire(WORKER, workers);
	hire(HASHER, (unsigned)hashers);
	hire(WATCH, 1);
	hire(DB_CONNS, 1);
	if (s.heads_fd >= 0)
		hire(HEADS, 1);
	if (systemd_watchdog_ms() > 0)
		s.watchdog_ms = clock_ms();
	return (true);
}

static void
end(void)
{
	if (s.hash.path[0] != '\0')
		(void)unlink(s.hash.path);
	if (s.arguments.listeners != NULL)
		listeners_end(s.arguments.listeners);
	password_list_end(s.passwords);
	free(s.children);
	s.children = NULL;
}

/* How long to sleep: until the next child is due, the kill, the watchdog, or a look at the beats. */
static int
pause_ms(void)
{
	int64_t now = clock_ms(), next = now + 1000;
	unsigned i;

	for (i = 0; i < s.nchildren; i++)
		if (s.children[i].pid == 0 && s.children[i].again_ms >= 0 && s.children[i].again_ms < next)
			next = s.children[i].again_ms;
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
	if (!begin(config)) {
		end();
		return (1);
	}
	fds[0] = (struct pollfd){ .fd = s.signals, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = s.arguments.scoreboard->wakeup_fd, .events = POLLIN };
	while (s.stop_ms == 0 || any(WORKER) || any(HASHER) || any(WATCH) || any(DB_CONNS) || any(HEADS)) {
		start_due();
		(void)poll(fds, LENGTH(fds), pause_ms());
		on_signals();
		watch_board();
		keep_hash_socket();
		say_alive();
		say_status();
		stop_rest();
	}
	end();
	log_info("server stopped");
	return (s.status);
}
