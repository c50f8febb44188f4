/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The least that a server can do to tell all its clients something: one send() of the same bytes for each connection.
 *
 *   fanloop CONNECTIONS BYTES
 *
 * Prints its port, accepts that many connections, and sends the bytes to all of them for every byte on standard input.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char frame[65536];

int
main(int argc, char **argv)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(at);
	int n = argc == 3 ? atoi(argv[1]) : 0, on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
	size_t bytes = argc == 3 ? (size_t)atoi(argv[2]) : 0;
	int *all = calloc((size_t)n + 1, sizeof(*all));
	char c;

	if (n <= 0 || bytes == 0 || bytes > sizeof(frame) || all == NULL || bind(fd, (struct sockaddr *)&at, size) != 0 ||
	    listen(fd, 4096) != 0 || getsockname(fd, (struct sockaddr *)&at, &size) != 0) {
		perror("fanloop");
		return (1);
	}
	memset(frame, 'x', bytes);
	(void)printf("%d\n", ntohs(at.sin_port));
	(void)fflush(stdout);
	for (int i = 0; i < n; i++) {
		all[i] = accept(fd, NULL, NULL);
		(void)setsockopt(all[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	}
	while (read(STDIN_FILENO, &c, 1) == 1)
		for (int i = 0; i < n; i++)
			if (send(all[i], frame, bytes, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
				perror("fanloop");
	return (0);
}
