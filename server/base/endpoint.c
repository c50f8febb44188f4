/* SPDX-License-Identifier: Apache-2.0 */
#include "base/endpoint.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

static bool
parse_unix(struct span path, struct endpoint *out, const char **why)
{
	struct sockaddr_un un;

	memset(&un, 0, sizeof(un));
	un.sun_family = AF_UNIX;
	if (path.n == 0 || path.p[0] != '/' || path.n >= sizeof(un.sun_path)) {
		*why = "a unix socket needs an absolute path of at most 107 bytes";
		return (false);
	}
	memcpy(un.sun_path, path.p, path.n);
	memcpy(&out->addr, &un, sizeof(un));
	out->len = sizeof(un);
	return (true);
}

static bool
parse_port(struct span text, in_port_t *port)
{
	unsigned long n = 0;
	size_t i;

	if (text.n == 0 || text.n > 5 || text.p[0] == '0')
		return (false);
	for (i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return (false);
		n = n * 10 + (unsigned long)(text.p[i] - '0');
	}
	*port = htons((uint16_t)n);
	return (n <= 65535);
}

static bool
parse_host(const char *host, bool bracketed, in_port_t port, struct endpoint *out)
{
	struct sockaddr_in *in4 = (struct sockaddr_in *)&out->addr;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&out->addr;

	if (bracketed) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = port;
		out->len = sizeof(*in6);
		return (inet_pton(AF_INET6, host, &in6->sin6_addr) == 1);
	}
	in4->sin_family = AF_INET;
	in4->sin_port = port;
	out->len = sizeof(*in4);
	return (inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, &in4->sin_addr) == 1);
}

bool
endpoint_parse(struct span text, struct endpoint *out, const char **why)
{
	char host[64];
	struct span port, name = text;
	in_port_t number;
	const char *colon;
	bool bracketed;

	memset(out, 0, sizeof(*out));
	if (text.n >= 5 && memcmp(text.p, "unix:", 5) == 0)
		return (parse_unix((struct span) { text.p + 5, text.n - 5 }, out, why));
	*why = "an address is written 127.0.0.1:8080, [::1]:8080 or unix:/path";
	colon = memrchr(text.p, ':', text.n);
	if (colon == NULL)
		return (false);
	name.n = (size_t)(colon - text.p);
	port.p = colon + 1;
	port.n = text.n - name.n - 1;
	bracketed = name.n >= 2 && name.p[0] == '[' && name.p[name.n - 1] == ']';
	if (bracketed) {
		name.p++;
		name.n -= 2;
	}
	if (name.n == 0 || name.n >= sizeof(host))
		return (false);
	memcpy(host, name.p, name.n);
	host[name.n] = '\0';
	if (!parse_port(port, &number)) {
		*why = "a port is a number from 1 to 65535";
		return (false);
	}
	return (parse_host(host, bracketed, number, out));
}

bool
endpoint_of(int fd, struct endpoint *out)
{
	memset(out, 0, sizeof(*out));
	out->len = sizeof(out->addr);
	if (getsockname(fd, (struct sockaddr *)&out->addr, &out->len) != 0)
		return (false);
	return (out->addr.ss_family == AF_INET || out->addr.ss_family == AF_INET6 || out->addr.ss_family == AF_UNIX);
}

bool
endpoint_local(const struct endpoint *e)
{
	const struct sockaddr_in *in4 = (const struct sockaddr_in *)&e->addr;
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&e->addr;

	switch (e->addr.ss_family) {
	case AF_UNIX:
		return (true);
	case AF_INET:
		return (ntohl(in4->sin_addr.s_addr) >> 24 == 127);
	case AF_INET6:
		return (IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr));
	default:
		return (false);
	}
}

bool
endpoint_is_unix(const struct endpoint *e)
{
	return (e->addr.ss_family == AF_UNIX);
}

const char *
endpoint_path(const struct endpoint *e)
{
	const struct sockaddr_un *un = (const struct sockaddr_un *)&e->addr;

	return (endpoint_is_unix(e) && un->sun_path[0] == '/' ? un->sun_path : NULL);
}

void
endpoint_text(const struct endpoint *e, char out[ENDPOINT_TEXT])
{
	const struct sockaddr_in *in4 = (const struct sockaddr_in *)&e->addr;
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&e->addr;
	char host[INET6_ADDRSTRLEN] = "?";

	if (endpoint_is_unix(e)) {
		(void)snprintf(out, ENDPOINT_TEXT, "unix:%s", endpoint_path(e) != NULL ? endpoint_path(e) : "");
	} else if (e->addr.ss_family == AF_INET6) {
		(void)inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof(host));
		(void)snprintf(out, ENDPOINT_TEXT, "[%s]:%u", host, (unsigned)ntohs(in6->sin6_port));
	} else {
		(void)inet_ntop(AF_INET, &in4->sin_addr, host, sizeof(host));
		(void)snprintf(out, ENDPOINT_TEXT, "%s:%u", host, (unsigned)ntohs(in4->sin_port));
	}
}
