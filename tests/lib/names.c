/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lets names resolve as a test wants (LD_PRELOAD). MADANG_NAMES names a file with lines "NAME ADDRESS …", which is read at
 * each look-up; the address "hang" never answers. Connections to 9.9.9.9, which stands for a public address, go to
 * 127.0.0.1.
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef int look_up_fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/* The addresses of a name, in line; NULL: the file does not have it. */
static char *
addresses_find(const char *name, char *line, size_t size)
{
	FILE *f = fopen(getenv("MADANG_NAMES") != NULL ? getenv("MADANG_NAMES") : "", "re");
	size_t n = strlen(name);
	char *found = NULL;

	while (f != NULL && found == NULL && fgets(line, (int)size, f) != NULL)
		if (strncmp(line, name, n) == 0 && line[n] == ' ')
			found = line + n + 1;
	if (f != NULL)
		(void)fclose(f);
	return (found);
}

int
getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	look_up_fn *real = (look_up_fn *)dlsym(RTLD_NEXT, "getaddrinfo");
	char line[512], *rest, *address, *at = name != NULL ? addresses_find(name, line, sizeof(line)) : NULL;
	struct addrinfo **end = out;
	int error = 0;

	if (at == NULL)
		return (real(name, service, hints, out));
	for (address = strtok_r(at, " \n", &rest); address != NULL && error == 0; address = strtok_r(NULL, " \n", &rest)) {
		while (strcmp(address, "hang") == 0)
			(void)pause();
		error = real(address, service, hints, end);
		while (error == 0 && *end != NULL)
			end = &(*end)->ai_next;
	}
	return (error);
}

int
connect(int fd, const struct sockaddr *to, socklen_t len)
{
	int (*real)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
	struct sockaddr_in moved;

	if (to->sa_family != AF_INET)
		return (real(fd, to, len));
	memcpy(&moved, to, sizeof(moved));
	if (moved.sin_addr.s_addr == inet_addr("9.9.9.9"))
		moved.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return (real(fd, (const struct sockaddr *)&moved, sizeof(moved)));
}
