/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: no address of the house, of this machine or of no host at all counts as public, in whichever form it is written. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/un.h>

#include <cmocka.h>

#include "courier/address_class.h"

static enum address_class
class_of(const char *text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return (address_class((const struct sockaddr *)&v4));
	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	return (address_class((const struct sockaddr *)&v6));
}

/* A row: the class, and addresses at both ends of a block, or beside it. */
static const struct row {
	enum address_class class;
	const char *addresses[8];
} rows[] = {
	{ ADDRESS_LOOPBACK, { "127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1" } },
	{ ADDRESS_PRIVATE, { "10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255" } },
	{ ADDRESS_PRIVATE, { "100.64.0.0", "100.127.255.255", "fc00::", "fdff::1", "::ffff:10.1.2.3", "64:ff9b::192.168.1.1" } },
	{ ADDRESS_OTHER,
	    { "0.0.0.0", "0.1.2.3", "169.254.0.0", "169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::169.254.169.254" } },
	{ ADDRESS_OTHER,
	    { "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1" } },
	{ ADDRESS_OTHER, { "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255" } },
	{ ADDRESS_OTHER, { "::", "::2", "::127.0.0.1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "100::1" } },
	{ ADDRESS_OTHER,
	    { "2001::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "64:ff9b:1::1", "4000::1", "5f00::1" } },
	{ ADDRESS_PUBLIC,
	    { "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0" } },
	{ ADDRESS_PUBLIC,
	    { "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0" } },
	{ ADDRESS_PUBLIC, { "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8" } },
	{ ADDRESS_PUBLIC, { "2000::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1", "2a00::1", "3ffe::1" } },
};

static void
each_address_has_its_class(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t j = 0; j < 8 && rows[i].addresses[j] != NULL; j++)
			if (class_of(rows[i].addresses[j]) != rows[i].class)
				fail_msg("%s: %d", rows[i].addresses[j], class_of(rows[i].addresses[j]));
}

static void
what_is_not_ip_is_not_public(void **state)
{
	const struct sockaddr_un local = { .sun_family = AF_UNIX, .sun_path = "/run/madang" };

	(void)state;
	assert_int_equal(address_class((const struct sockaddr *)&local), ADDRESS_OTHER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_address_has_its_class),
		cmocka_unit_test(what_is_not_ip_is_not_public),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
