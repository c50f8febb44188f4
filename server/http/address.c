/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IPv4 addresses are stored as mapped IPv6 (::ffff:0:0/96), so one comparison and one prefix test serve both families.
 * The prefix length of an IPv4 network is counted from that prefix: /8 becomes 104 bits.
 */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/list.h"

static const uint8_t mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

struct trusted {
	size_t n;
	struct network {
		struct address base;
		unsigned bits; /* of 128 */
	} list[];
};

static struct address
address_from_v4(const void *four)
{
	struct address a = { .local = false };

	memcpy(a.ip, mapped, sizeof(mapped));
	memcpy(a.ip + 12, four, 4);
	return (a);
}

bool
address_of(const struct sockaddr *sa, struct address *out)
{
	memset(out, 0, sizeof(*out));
	switch (sa->sa_family) {
	case AF_INET:
		*out = address_from_v4(&((const struct sockaddr_in *)(const void *)sa)->sin_addr);
		return (true);
	case AF_INET6:
		memcpy(out->ip, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr, 16);
		return (true);
	case AF_UNIX:
		out->local = true;
		return (true);
	default:
		return (false);
	}
}

/* Copies an address without brackets and port; text has ADDRESS_TEXT bytes. */
static bool
address_strip_port(const char *p, size_t n, char *text)
{
	const char *colon;

	if (n > 0 && p[0] == '[') {
		const char *close = memchr(p, ']', n);

		if (close == NULL || (close + 1 < p + n && close[1] != ':'))
			return (false);
		n = (size_t)(close - p - 1);
		p++;
	} else if ((colon = memchr(p, ':', n)) != NULL && memchr(p, '.', (size_t)(colon - p)) != NULL) {
		n = (size_t)(colon - p); /* IPv4 with a port; IPv6 has a port only after brackets */
	}
	if (n == 0 || n >= ADDRESS_TEXT)
		return (false);
	memcpy(text, p, n);
	text[n] = '\0';
	return (true);
}

bool
address_parse(const char *p, size_t n, struct address *out)
{
	char text[ADDRESS_TEXT];
	struct in_addr four;

	if (!address_strip_port(p, n, text))
		return (false);
	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, text, &four) == 1) {
		*out = address_from_v4(&four);
		return (true);
	}
	return (inet_pton(AF_INET6, text, out->ip) == 1);
}

bool
address_equal(const struct address *a, const struct address *b)
{
	return (a->local == b->local && memcmp(a->ip, b->ip, sizeof(a->ip)) == 0);
}

static bool
address_is_v4(const struct address *a)
{
	return (!a->local && memcmp(a->ip, mapped, sizeof(mapped)) == 0);
}

void
address_text(const struct address *a, char out[ADDRESS_TEXT])
{
	if (a->local)
		memcpy(out, "unix", 5);
	else if (address_is_v4(a))
		(void)inet_ntop(AF_INET, a->ip + 12, out, ADDRESS_TEXT);
	else
		(void)inet_ntop(AF_INET6, a->ip, out, ADDRESS_TEXT);
}

/* Zeroes an IPv6 address after the given number of bytes. */
static struct address
address_cut(const struct address *a, size_t bytes)
{
	struct address net = *a;

	if (!a->local && !address_is_v4(a))
		memset(net.ip + bytes, 0, sizeof(net.ip) - bytes);
	return (net);
}

static void
address_cut_text(const struct address *a, size_t bytes, char out[ADDRESS_TEXT])
{
	struct address net = address_cut(a, bytes);

	address_text(&net, out);
	if (!net.local && !address_is_v4(&net))
		(void)snprintf(out + strlen(out), sizeof("/128"), "/%zu", bytes * 8);
}

struct address
address_network(const struct address *a)
{
	return (address_cut(a, 8));
}

void
address_network_text(const struct address *a, char out[ADDRESS_TEXT])
{
	address_cut_text(a, 8, out);
}

void
address_subscriber_text(const struct address *a, char out[ADDRESS_TEXT])
{
	address_cut_text(a, 6, out);
}

/* ---- trusted proxies */
/* "ADDRESS[/BITS]" or "unix". */
static bool
network_parse(const char *p, size_t n, struct network *out)
{
	const char *slash = memchr(p, '/', n);
	unsigned bits = 0, max;

	if (n == 4 && memcmp(p, "unix", 4) == 0) {
		memset(out, 0, sizeof(*out));
		out->base.local = true;
		return (true);
	}
	if (!address_parse(p, slash != NULL ? (size_t)(slash - p) : n, &out->base))
		return (false);
	max = address_is_v4(&out->base) && memchr(p, ':', n) == NULL ? 32 : 128;
	out->bits = 128;
	if (slash == NULL)
		return (true);
	n -= (size_t)(slash + 1 - p);
	if (n == 0 || n > 3)
		return (false);
	for (p = slash + 1; n > 0; p++, n--) {
		if (*p < '0' || *p > '9')
			return (false);
		bits = bits * 10 + (unsigned)(*p - '0');
	}
	out->bits = bits + 128 - max;
	return (bits <= max);
}

static bool
network_has(const struct network *net, const struct address *a)
{
	unsigned whole = net->bits / 8, rest = net->bits % 8;

	if (net->base.local || a->local)
		return (net->base.local && a->local);
	if (memcmp(net->base.ip, a->ip, whole) != 0)
		return (false);
	return (rest == 0 || (net->base.ip[whole] ^ a->ip[whole]) >> (8 - rest) == 0);
}

struct trusted *
trusted_new(const char *text)
{
	const char *at = text;
	struct trusted *t;
	struct span word;
	size_t n = 0;

	while (list_next(&at, &word))
		n++;
	t = mem_zero(1, sizeof(*t) + n * sizeof(t->list[0]));
	for (at = text; list_next(&at, &word);)
		if (network_parse(word.p, word.n, &t->list[t->n]))
			t->n++;
	return (t);
}

void
trusted_end(struct trusted *t)
{
	free(t);
}

bool
trusted_has(const struct trusted *t, const struct address *a)
{
	for (size_t i = 0; i < t->n; i++)
		if (network_has(&t->list[i], a))
			return (true);
	return (false);
}

struct address
trusted_client(const struct trusted *t, const struct address *peer, const char *field)
{
	struct address client = *peer, hop;
	const char *end, *p;

	if (field == NULL)
		return (client);
	for (end = field + strlen(field); end > field && trusted_has(t, &client); end = p > field ? p - 1 : p) {
		for (p = end; p > field && p[-1] != ','; p--)
			;
		const char *from = p, *to = end;
		while (from < to && (*from == ' ' || *from == '\t'))
			from++;
		while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
			to--;
		if (!address_parse(from, (size_t)(to - from), &hop))
			break;
		client = hop;
	}
	return (client);
}
