/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/address_class.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

struct block {
	uint8_t prefix[16];
	unsigned bits;
	enum address_class class;
};

/* The first block that has the address decides; an address in none is public. */
static const struct block blocks4[] = {
	{ { 127 }, 8, ADDRESS_LOOPBACK },
	{ { 10 }, 8, ADDRESS_PRIVATE },
	{ { 172, 16 }, 12, ADDRESS_PRIVATE },
	{ { 192, 168 }, 16, ADDRESS_PRIVATE },
	{ { 100, 64 }, 10, ADDRESS_PRIVATE },
	{ { 0 }, 8, ADDRESS_OTHER },
	{ { 169, 254 }, 16, ADDRESS_OTHER },
	{ { 192, 0, 0 }, 24, ADDRESS_OTHER },
	{ { 192, 0, 2 }, 24, ADDRESS_OTHER },
	{ { 192, 88, 99 }, 24, ADDRESS_OTHER },
	{ { 198, 18 }, 15, ADDRESS_OTHER },
	{ { 198, 51, 100 }, 24, ADDRESS_OTHER },
	{ { 203, 0, 113 }, 24, ADDRESS_OTHER },
	{ { 224 }, 3, ADDRESS_OTHER },
};

/* Global unicast is 2000::/3; the last row refuses the rest. */
static const struct block blocks6[] = {
	{ { [15] = 1 }, 128, ADDRESS_LOOPBACK },
	{ { 0xfc }, 7, ADDRESS_PRIVATE },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, ADDRESS_OTHER },
	{ { 0x20, 0x01 }, 23, ADDRESS_OTHER },
	{ { 0x20, 0x02 }, 16, ADDRESS_OTHER },
	{ { 0x3f, 0xff }, 20, ADDRESS_OTHER },
	{ { 0x20 }, 3, ADDRESS_PUBLIC },
	{ { 0 }, 0, ADDRESS_OTHER },
};

static const struct block embedding[] = {
	{ { [10] = 0xff, [11] = 0xff }, 96, ADDRESS_OTHER },
	{ { 0x00, 0x64, 0xff, 0x9b }, 96, ADDRESS_OTHER },
};

static bool
block_has(const struct block *b, const uint8_t *address)
{
	unsigned bytes = b->bits / 8, bits = b->bits % 8;

	return (memcmp(b->prefix, address, bytes) == 0 && (bits == 0 || (b->prefix[bytes] ^ address[bytes]) >> (8 - bits) == 0));
}

static enum address_class
class_by(const struct block *blocks, size_t n, const uint8_t *address)
{
	for (size_t i = 0; i < n; i++)
		if (block_has(&blocks[i], address))
			return (blocks[i].class);
	return (ADDRESS_PUBLIC);
}

static enum address_class
class_of_ipv6(const uint8_t *address)
{
	for (size_t i = 0; i < LENGTH(embedding); i++)
		if (block_has(&embedding[i], address))
			return (class_by(blocks4, LENGTH(blocks4), address + 12));
	return (class_by(blocks6, LENGTH(blocks6), address));
}

enum address_class
address_class(const struct sockaddr *at)
{
	if (at->sa_family == AF_INET)
		return (class_by(blocks4, LENGTH(blocks4),
		    (const uint8_t *)&((const struct sockaddr_in *)(const void *)at)->sin_addr));
	if (at->sa_family == AF_INET6)
		return (class_of_ipv6(((const struct sockaddr_in6 *)(const void *)at)->sin6_addr.s6_addr));
	return (ADDRESS_OTHER);
}
