/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The least that a server on epoll can do for an answer: recv() and send() of the same bytes for every request, on one
 * core. All its cost is the kernel's; no server with these system calls can be quicker.
 *
 *   bareloop FILE
 *
 * Prints its port, then answers every packet with the file's bytes, until it is killed.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static char answer[65536], asked[65536];

static int
listener(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) != 0 || listen(fd, 512) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &size) != 0) {
		perror("bareloop");
		exit(1);
	}
	(void)printf("%d\n", ntohs(at.sin_port));
	(void)fflush(stdout);
	return (fd);
}

static void
watch(int poll_fd, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &e) != 0) {
		perror("epoll_ctl");
		exit(1);
	}
}

int
main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	size_t len = f != NULL ? fread(answer, 1, sizeof(answer), f) : 0;
	struct epoll_event events[64];
	int poll_fd = epoll_create1(0), door, one = 1, n, fd;

	if (len == 0 || poll_fd < 0)
		return (2);
	door = listener();
	watch(poll_fd, door);
	for (;;) {
		n = epoll_wait(poll_fd, events, 64, -1);
		for (int i = 0; i < n; i++) {
			fd = events[i].data.fd;
			if (fd == door) {
				fd = accept4(door, NULL, NULL, SOCK_NONBLOCK);
				(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
				watch(poll_fd, fd);
			} else if (recv(fd, asked, sizeof(asked), 0) <= 0)
				(void)close(fd);
			else
				(void)send(fd, answer, len, MSG_NOSIGNAL);
		}
	}
}
