/* SPDX-License-Identifier: Apache-2.0 */
#include "text/url.h"

#include <arpa/inet.h>
#include <strings.h>

#include "text/utf8.h"

/* The parts of a URL that origins and hosts need. */
struct url_parts {
	bool https;
	const char *host; /* with the brackets of IPv6 */
	size_t nhost;
	unsigned port; /* the scheme's default if none is written */
	size_t rest;   /* offset behind host and port */
};

static char
to_lower(char c)
{
	return (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
}

static bool
is_label_char(char c)
{
	c = to_lower(c);
	return ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
}

bool
host_name_valid(const char *p, size_t n)
{
	size_t i, label = 0;

	if (n == 0 || n > 253)
		return (false);
	for (i = 0; i <= n; i++) {
		if (i < n && p[i] != '.') {
			if (!is_label_char(p[i]) || ++label > 63)
				return (false);
			continue;
		}
		if (label == 0 || p[i - 1] == '-' || p[i - label] == '-')
			return (false);
		label = 0;
	}
	return (true);
}

bool
ipv6_valid(const char *p, size_t n, unsigned char out[16])
{
	char text[64];

	if (n < 4 || n >= sizeof(text) || p[0] != '[' || p[n - 1] != ']')
		return (false);
	memcpy(text, p + 1, n - 2);
	text[n - 2] = '\0';
	return (inet_pton(AF_INET6, text, out) == 1);
}

/* Reads host and port from the n bytes of an authority; false for user information or a bad host or port. */
static bool
url_authority(const char *p, size_t n, struct url_parts *out)
{
	size_t i = 0, digits = 0;
	unsigned char address[16];
	unsigned port = 0;

	if (n > 0 && p[0] == '[') {
		while (i < n && p[i] != ']')
			i++;
		i += i < n;
	} else
		while (i < n && p[i] != ':')
			i++;
	out->host = p;
	out->nhost = i;
	if (p[0] == '[' ? !ipv6_valid(p, i, address) : !host_name_valid(p, i))
		return (false);
	if (i == n)
		return (true);
	if (p[i++] != ':')
		return (false);
	for (; i < n; i++, digits++) {
		if (p[i] < '0' || p[i] > '9' || digits == 5)
			return (false);
		port = port * 10 + (unsigned)(p[i] - '0');
	}
	out->port = port;
	return (digits > 0 && port > 0 && port <= 65535);
}

static bool
url_split(const char *url, size_t n, struct url_parts *out)
{
	size_t at, end;

	if (n > 8 && strncasecmp(url, "https://", 8) == 0) {
		out->https = true;
		at = 8;
	} else if (n > 7 && strncasecmp(url, "http://", 7) == 0) {
		out->https = false;
		at = 7;
	} else
		return (false);
	out->port = out->https ? 443 : 80;
	for (end = at; end < n && url[end] != '/' && url[end] != '?' && url[end] != '#';)
		end++;
	out->rest = end;
	return (end > at && url_authority(url + at, end - at, out));
}

bool
url_valid(const char *url, size_t n)
{
	struct url_parts u;
	size_t i;

	if (n > URL_MAX || !utf8_line(url, n) || !url_split(url, n, &u))
		return (false);
	for (i = u.rest; i < n; i++)
		if (strchr(" \\\"<>^`{|}", url[i]) != NULL)
			return (false);
	return (true);
}

static void
url_put_host(const struct url_parts *u, char *out)
{
	size_t i;

	for (i = 0; i < u->nhost; i++)
		out[i] = to_lower(u->host[i]);
	out[i] = '\0';
}

static void
url_put_origin(const struct url_parts *u, char out[ORIGIN_TEXT])
{
	char host[256];

	url_put_host(u, host);
	if (u->port == (u->https ? 443 : 80))
		(void)snprintf(out, ORIGIN_TEXT, "http%s://%s", u->https ? "s" : "", host);
	else
		(void)snprintf(out, ORIGIN_TEXT, "http%s://%s:%u", u->https ? "s" : "", host, u->port);
}

bool
origin_read(const char *text, size_t n, char out[ORIGIN_TEXT])
{
	struct url_parts u;

	if (!url_split(text, n, &u) || u.rest != n)
		return (false);
	url_put_origin(&u, out);
	return (true);
}

bool
url_origin(const char *url, size_t n, char out[ORIGIN_TEXT])
{
	struct url_parts u;

	if (!url_valid(url, n) || !url_split(url, n, &u))
		return (false);
	url_put_origin(&u, out);
	return (true);
}

bool
url_host(const char *url, size_t n, char out[ORIGIN_TEXT])
{
	struct url_parts u;

	if (!url_valid(url, n) || !url_split(url, n, &u))
		return (false);
	url_put_host(&u, out);
	return (true);
}

bool
url_is_secure(const char *url, size_t n)
{
	static const char *const loopback[] = { "127.0.0.1", "[::1]", "localhost" };
	char host[ORIGIN_TEXT];

	if (!url_valid(url, n) || !url_host(url, n, host))
		return (false);
	if (strncasecmp(url, "https:", 6) == 0)
		return (true);
	for (size_t i = 0; i < LENGTH(loopback); i++)
		if (strcmp(host, loopback[i]) == 0)
			return (true);
	return (false);
}
