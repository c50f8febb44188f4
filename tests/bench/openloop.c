/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An open-loop client: requests start at a constant rate whether or not earlier ones were answered. A client that
 * waits for an answer before it asks again hides exactly the waiting that is looked for. A request's time counts from
 * when it was sent, or, where all connections waited for the server, from when it should have been; and until the
 * kernel had its answer's last packet, so that what keeps this process from its core is not measured. Between two
 * requests it sleeps: a client that spins takes the processor from what it measures.
 *
 *   openloop HOST PORT RATE SECONDS CONNECTIONS PATH [FIELD ...]
 *
 * FIELD: a header line, "Name: value", or "body: TEXT" to POST that. In TEXT and PATH %n is the request's number,
 * twelve digits, and %a one of the numbers 1 to 50, likewise. Prints one JSON object: the answers, and how many of them were
 * good, shed (503), bad (all else) or missing. Then percentiles in microseconds: of the good answers from their planned time,
 * of the shed ones from the time they were sent.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEAD_MAX 4096
#define TOGETHER 8 /* requests due at once: waking up for each would cost more than asking */

struct link {
	int fd;
	int64_t due;  /* from when its time counts, in ns */
	int64_t sent; /* when it was */
	int64_t came; /* when the kernel had its last packet */
	int status;
	long left;   /* bytes of the body to come; -1: the head is being read */
	size_t have; /* bytes of the head */
	char head[HEAD_MAX];
};

static struct sockaddr_in server;
static char request[8192];
static size_t request_len;
static size_t numbers[8], turns[8]; /* where %n and %a stand in it */
static int nnumbers, nturns;
static struct link *links, **idle;
static long nidle, nlinks, asked, bad, stamped;
static int64_t lost;	      /* ns for which this process had not its core */
static uint32_t *good, *shed; /* us each took */
static long ngood, nshed, expected;
static int poll_fd;

static int64_t
now_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t); /* as the kernel stamps packets */
	return ((int64_t)t.tv_sec * 1000000000 + t.tv_nsec);
}

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

/* Copies text behind the request so far, with room for numbers where it asks for them. */
static void
request_add(const char *text)
{
	for (; *text != '\0' && request_len < sizeof(request) - 16; text++) {
		if (text[0] != '%' || (text[1] != 'n' && text[1] != 'a')) {
			request[request_len++] = *text;
			continue;
		}
		if (*++text == 'n' && nnumbers < 8)
			numbers[nnumbers++] = request_len;
		else if (nturns < 8)
			turns[nturns++] = request_len;
		memcpy(request + request_len, "000000000000", 12);
		request_len += 12;
	}
}

static void
request_make(char **argv, int argc)
{
	const char *body = NULL;
	char line[64];
	size_t length = 0;

	for (int i = 7; i < argc; i++)
		if (strncmp(argv[i], "body: ", 6) == 0)
			body = argv[i] + 6;
	request_add(body != NULL ? "POST " : "GET ");
	request_add(argv[6]);
	(void)snprintf(line, sizeof(line), " HTTP/1.1\r\nHost: %s:%s\r\n", argv[1], argv[2]);
	request_add(line);
	for (int i = 7; i < argc; i++) {
		if (strncmp(argv[i], "body: ", 6) == 0)
			continue;
		request_add(argv[i]);
		request_add("\r\n");
	}
	for (const char *p = body; p != NULL && *p != '\0'; p++)
		length += p[0] == '%' && (p[1] == 'n' || p[1] == 'a') ? 11 : 1;
	if (body != NULL) {
		(void)snprintf(line, sizeof(line), "Content-Length: %zu\r\n", length);
		request_add(line);
	}
	request_add("\r\n");
	if (body != NULL)
		request_add(body);
}

static void
request_number(void)
{
	char digits[24];

	asked++;
	(void)snprintf(digits, sizeof(digits), "%012ld", asked);
	for (int i = 0; i < nnumbers; i++)
		memcpy(request + numbers[i], digits, 12);
	(void)snprintf(digits, sizeof(digits), "%012ld", asked % 50 + 1);
	for (int i = 0; i < nturns; i++)
		memcpy(request + turns[i], digits, 12);
}

static void
link_open(struct link *l)
{
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = l };
	int one = 1;

	l->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (l->fd < 0 || connect(l->fd, (struct sockaddr *)&server, sizeof(server)) != 0)
		die("connect");
	(void)setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	(void)setsockopt(l->fd, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof(one));
	(void)fcntl(l->fd, F_SETFL, O_NONBLOCK);
	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, l->fd, &e) != 0)
		die("epoll_ctl");
	idle[nidle++] = l;
}

static void
link_ask(struct link *l, int64_t due, bool held_up)
{
	l->sent = now_ns();
	l->due = held_up ? due : l->sent;
	l->left = -1;
	l->have = 0;
	request_number();
	if (send(l->fd, request, request_len, MSG_NOSIGNAL) != (ssize_t)request_len)
		die("send");
}

static void
link_done(struct link *l)
{
	if (l->status == 503 && nshed < expected)
		shed[nshed++] = (uint32_t)((l->came - l->sent) / 1000);
	else if ((l->status / 100 == 2 || l->status == 304) && ngood < expected)
		good[ngood++] = (uint32_t)((l->came - l->due) / 1000);
	else
		bad++;
	idle[nidle++] = l;
}

/* The head is whole: what comes after it is left. */
static void
head_read(struct link *l, size_t size)
{
	const char *length;

	l->head[size - 1] = '\0';
	l->status = strncmp(l->head, "HTTP/1.1 ", 9) == 0 ? atoi(l->head + 9) : 0;
	length = strcasestr(l->head, "\nContent-Length:");
	l->left = (length != NULL ? atol(length + 16) : 0) - (long)(l->have - size);
}

/* recv(), and when the packet came. */
static ssize_t
link_recv(struct link *l, char *to, size_t n, int flags)
{
	_Alignas(struct cmsghdr) char control[256];
	struct iovec v = { to, n };
	struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control) };
	ssize_t got = recvmsg(l->fd, &m, flags);
	struct timespec t;

	l->came = now_ns();
	for (struct cmsghdr *c = got > 0 ? CMSG_FIRSTHDR(&m) : NULL; c != NULL; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
			memcpy(&t, CMSG_DATA(c), sizeof(t));
			l->came = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
			stamped++;
		}
	return (got);
}

static void
link_read(struct link *l)
{
	bool head = l->left < 0;
	/* The bytes behind the head are dropped without a copy. */
	ssize_t n = head ? link_recv(l, l->head + l->have, HEAD_MAX - l->have, 0) : link_recv(l, NULL, 1 << 20, MSG_TRUNC);
	char *end;

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0)
		die("the server hung up");
	if (!head)
		l->left -= n;
	else {
		l->have += (size_t)n;
		end = memmem(l->head, l->have, "\r\n\r\n", 4);
		if (end == NULL && l->have == HEAD_MAX)
			die("head too large");
		if (end == NULL)
			return;
		head_read(l, (size_t)(end + 4 - l->head));
	}
	if (l->left == 0)
		link_done(l);
}

static int
by_size(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return ((x > y) - (x < y));
}

static double
percentile(const uint32_t *took, long n, double p)
{
	return (n > 0 ? took[(long)(p * (double)(n - 1))] : 0);
}

/* In groups. */
static int64_t
due(int64_t start, long n, int64_t gap)
{
	return (start + n / TOGETHER * TOGETHER * gap);
}

/*
 * When this process loses its core for longer than a group's time, it does not send the missed groups at once, which
 * would be an unplanned burst. Its clock stands still for as long, and it prints the sum of these times.
 */
static void
loop(double rate, double seconds)
{
	struct epoll_event events[256];
	int64_t start = now_ns(), gap = (int64_t)(1e9 / rate), now, wait, until = start + (int64_t)((seconds + 10) * 1e9);
	long sent = 0;
	struct timespec pause;
	bool held_up = false; /* by a server that has all connections waiting */
	int n;

	while (ngood + nshed + bad < expected && (now = now_ns()) < until) {
		if (!held_up && sent < expected && now - due(start, sent, gap) > TOGETHER * gap) {
			lost += now - due(start, sent, gap);
			start = now - (int64_t)(sent / TOGETHER * TOGETHER) * gap;
		}
		while (sent < expected && nidle > 0 && due(start, sent, gap) <= now) {
			link_ask(idle[--nidle], due(start, sent, gap), held_up);
			sent++;
		}
		held_up = sent < expected && nidle == 0;
		wait = sent < expected && nidle > 0 ? due(start, sent, gap) - now : 100000000;
		pause = (struct timespec) { 0, wait < 0 ? 0 : wait };
		n = epoll_pwait2(poll_fd, events, 256, &pause, NULL);
		for (int i = 0; i < n; i++)
			link_read(events[i].data.ptr);
	}
}

int
main(int argc, char **argv)
{
	double rate, seconds;

	if (argc < 7)
		return (2);
	rate = atof(argv[3]);
	seconds = atof(argv[4]);
	nlinks = atol(argv[5]);
	expected = (long)(rate * seconds);
	if (expected < 1 || nlinks < 1 || rate < 1)
		return (2);
	server.sin_family = AF_INET;
	server.sin_port = htons((uint16_t)atoi(argv[2]));
	if (inet_pton(AF_INET, argv[1], &server.sin_addr) != 1)
		return (2);
	request_make(argv, argc);
	(void)prctl(PR_SET_TIMERSLACK, 1); /* else a sleep ends up to 50 us late */
	links = calloc((size_t)nlinks, sizeof(*links));
	idle = calloc((size_t)nlinks, sizeof(*idle));
	good = calloc((size_t)expected, sizeof(*good));
	shed = calloc((size_t)expected, sizeof(*shed));
	poll_fd = epoll_create1(0);
	if (links == NULL || idle == NULL || good == NULL || shed == NULL || poll_fd < 0)
		die("start");
	for (long i = 0; i < nlinks; i++)
		link_open(&links[i]);
	loop(rate, seconds);
	qsort(good, (size_t)ngood, sizeof(*good), by_size);
	qsort(shed, (size_t)nshed, sizeof(*shed), by_size);
	(void)printf(
	    "{\"good\":%ld,\"shed\":%ld,\"bad\":%ld,\"missing\":%ld,\"p50\":%.0f,\"p90\":%.0f,\"p99\":%.0f,\"p999\":%.0f,"
	    "\"max\":%.0f,\"shed_p50\":%.0f,\"shed_p99\":%.0f,\"stamped\":%ld,\"lost_ms\":%.1f}\n",
	    ngood, nshed, bad, expected - ngood - nshed - bad, percentile(good, ngood, 0.5), percentile(good, ngood, 0.9),
	    percentile(good, ngood, 0.99), percentile(good, ngood, 0.999), percentile(good, ngood, 1),
	    percentile(shed, nshed, 0.5), percentile(shed, nshed, 0.99), stamped, (double)lost / 1e6);
	return (0);
}
