/* SPDX-License-Identifier: Apache-2.0 */
#include "http/proxy.h"

#include <arpa/inet.h>

#define V1_MAX	107 /* longest line of version 1, with CRLF */
#define V2_HEAD 16

static const char v2_signature[12] = "\r\n\r\n\0\r\nQUIT\n";

/* "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\n" */
static int
v1_parse(const char *p, size_t n, bool *known, struct address *client)
{
	const char *lf = memchr(p, '\n', n < V1_MAX ? n : V1_MAX), *from, *to;
	bool six;

	if (lf == NULL)
		return (n < V1_MAX ? PROXY_MORE : PROXY_BAD);
	if (lf[-1] != '\r')
		return (PROXY_BAD);
	if (lf - p >= 13 && memcmp(p, "PROXY UNKNOWN", 13) == 0)
		return ((int)(lf + 1 - p));
	if (lf - p < 12 || memcmp(p, "PROXY TCP", 9) != 0 || (p[9] != '4' && p[9] != '6') || p[10] != ' ')
		return (PROXY_BAD);
	six = p[9] == '6';
	from = p + 11;
	to = memchr(from, ' ', (size_t)(lf - from));
	/* address_parse() also takes brackets and a port; the protocol does not. */
	if (to == NULL || from[0] == '[' || (!six && memchr(from, ':', (size_t)(to - from)) != NULL))
		return (PROXY_BAD);
	if (!address_parse(from, (size_t)(to - from), client) || six != (memchr(from, ':', (size_t)(to - from)) != NULL))
		return (PROXY_BAD);
	*known = true;
	return ((int)(lf + 1 - p));
}

static int
v2_parse(const unsigned char *p, size_t n, bool *known, struct address *client)
{
	size_t size;

	if (n < V2_HEAD)
		return (PROXY_MORE);
	size = V2_HEAD + ((size_t)p[14] << 8 | p[15]);
	if ((p[12] & 0xf0) != 0x20 || (p[12] & 0x0f) > 1 || size > PROXY_HEADER_MAX)
		return (PROXY_BAD);
	if (n < size)
		return (PROXY_MORE);
	if ((p[12] & 0x0f) == 0) /* LOCAL */
		return ((int)size);
	memset(client, 0, sizeof(*client));
	switch (p[13]) {
	case 0x11: { /* TCP over IPv4 */
		char text[INET_ADDRSTRLEN];

		if (size < V2_HEAD + 12 || inet_ntop(AF_INET, p + V2_HEAD, text, sizeof(text)) == NULL ||
		    !address_parse(text, strlen(text), client))
			return (PROXY_BAD);
		*known = true;
		break;
	}
	case 0x21: /* TCP over IPv6 */
		if (size < V2_HEAD + 36)
			return (PROXY_BAD);
		memcpy(client->ip, p + V2_HEAD, 16);
		*known = true;
		break;
	default: /* UNSPEC, unix, UDP: no address of an HTTP client */
		break;
	}
	return ((int)size);
}

int
proxy_parse(const char *p, size_t n, bool *known, struct address *client)
{
	size_t head = n < sizeof(v2_signature) ? n : sizeof(v2_signature);

	*known = false;
	if (n == 0)
		return (PROXY_MORE);
	if (p[0] == '\r') {
		if (memcmp(p, v2_signature, head) != 0)
			return (PROXY_BAD);
		return (v2_parse((const unsigned char *)p, n, known, client));
	}
	head = n < 6 ? n : 6;
	if (memcmp(p, "PROXY ", head) != 0)
		return (PROXY_BAD);
	return (v1_parse(p, n, known, client));
}
