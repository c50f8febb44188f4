/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: only a trusted proxy's word about its client is believed, and never a forged part of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "http/address.h"
#include "http/proxy.h"

static struct address
address(const char *text)
{
	struct address a;

	memset(&a, 0, sizeof(a));
	if (strcmp(text, "unix") == 0)
		a.local = true;
	else
		assert_true(address_parse(text, strlen(text), &a));
	return (a);
}

static void
an_address_is_read_and_written_with_its_networks(void **state)
{
	static const char *const table[][4] = {
		/* read, address, network, site */
		{ "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1" },
		{ "192.0.2.1:8080", "192.0.2.1", "192.0.2.1", "192.0.2.1" },
		{ "::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1" },
		{ "2001:DB8:1:2:3::4", "2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::/48" },
		{ "[2001:db8::1]:443", "2001:db8::1", "2001:db8::/64", "2001:db8::/48" },
		{ "[2001:db8::1]", "2001:db8::1", "2001:db8::/64", "2001:db8::/48" },
		{ "::1", "::1", "::/64", "::/48" },
	};
	static const char *const bad[] = { "", "unknown", "192.0.2", "192.0.2.256", "_hidden", "[::1", "[::1]x",
		"::1:", "1.2.3.4.5", "2001:db8::1::", "fe80::1%eth0" };
	char text[ADDRESS_TEXT];
	struct address a;

	(void)state;
	for (size_t i = 0; i < LENGTH(table); i++) {
		a = address(table[i][0]);
		address_text(&a, text);
		assert_string_equal(text, table[i][1]);
		address_network_text(&a, text);
		assert_string_equal(text, table[i][2]);
		address_subscriber_text(&a, text);
		assert_string_equal(text, table[i][3]);
	}
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (address_parse(bad[i], strlen(bad[i]), &a))
			fail_msg("%s is no address", bad[i]);
}

static void
a_list_trusts_its_networks_only(void **state)
{
	struct trusted *t = trusted_new("192.0.2.0/24  10.0.0.1 2001:db8::/33 unix");
	static const char *const in[] = { "192.0.2.0", "192.0.2.255", "10.0.0.1", "2001:db8:7fff::1", "unix",
		"::ffff:192.0.2.9" };
	static const char *const out[] = { "192.0.3.0", "10.0.0.2", "2001:db8:8000::", "::192.0.2.1", "0.0.0.0" };
	struct address a;

	(void)state;
	for (size_t i = 0; i < LENGTH(in); i++) {
		a = address(in[i]);
		if (!trusted_has(t, &a))
			fail_msg("%s is trusted", in[i]);
	}
	for (size_t i = 0; i < LENGTH(out); i++) {
		a = address(out[i]);
		if (trusted_has(t, &a))
			fail_msg("%s is not trusted", out[i]);
	}
	trusted_end(t);
	t = trusted_new("10.0.0.0/33 10.0.0.0/ 10.0.0.0/1x ::/129 localhost");
	a = address("10.0.0.0");
	assert_false(trusted_has(t, &a));
	trusted_end(t);
	t = trusted_new("0.0.0.0/0 ::/0");
	assert_true(trusted_has(t, &a));
	a = address("unix");
	assert_false(trusted_has(t, &a));
	trusted_end(t);
}

static void
the_client_is_the_last_address_before_the_trusted_proxies(void **state)
{
	/* clang-format off */
	static const char *const table[][3] = {
		/* peer, X-Forwarded-For, client */
		{ "10.0.0.1", NULL, "10.0.0.1" },
		{ "10.0.0.1", "203.0.113.7", "203.0.113.7" },
		{ "10.0.0.1", " 6.6.6.6 , 203.0.113.7\t", "203.0.113.7" },
		{ "10.0.0.1", "6.6.6.6, 203.0.113.7, 10.9.9.9", "203.0.113.7" },
		{ "10.0.0.1", "10.1.1.1, 10.9.9.9", "10.1.1.1" },
		{ "10.0.0.1", "6.6.6.6, unknown", "10.0.0.1" },
		{ "10.0.0.1", "6.6.6.6, unknown, 10.2.2.2", "10.2.2.2" },
		{ "10.0.0.1", "", "10.0.0.1" },
		{ "10.0.0.1", ",,", "10.0.0.1" },
		{ "10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1" },
		{ "unix", "203.0.113.7:1", "203.0.113.7" },
		{ "203.0.113.9", "6.6.6.6", "203.0.113.9" }, /* the peer is no trusted proxy */
	};
	/* clang-format on */
	struct trusted *t = trusted_new("10.0.0.0/8 unix");
	struct address peer, client;
	char text[ADDRESS_TEXT];

	(void)state;
	for (size_t i = 0; i < LENGTH(table); i++) {
		peer = address(table[i][0]);
		client = trusted_client(t, &peer, table[i][1]);
		address_text(&client, text);
		assert_string_equal(text, table[i][2]);
	}
	trusted_end(t);
}

/* Version 1: a line. Each also in pieces. */
static void
proxy_version_1_is_read_in_any_pieces(void **state)
{
	static const struct {
		const char *text, *client; /* client NULL: not given */
		bool bad;
	} table[] = {
		{ "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\nGET", "192.0.2.1", false },
		{ "PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\nGET", "2001:db8::1", false },
		{ "PROXY UNKNOWN\r\nGET", NULL, false },
		{ "PROXY UNKNOWN ffff::1 ffff::2 1 2\r\nGET", NULL, false },
		{ "GET / HTTP/1.1\r\n", NULL, true },
		{ "PROXY TCP4 192.0.2.1\n", NULL, true },
		{ "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n", NULL, true },
		{ "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n", NULL, true },
		{ "PROXY TCP4 192.0.2.1:80 192.0.2.2 1 2\r\n", NULL, true },
		{ "PROXY TCP4  192.0.2.1 1 2\r\n", NULL, true },
		{ "PROXY TCP5 192.0.2.1 192.0.2.2 1 2\r\n", NULL, true },
		{ "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n", NULL, true },
		{ "PROXY \r\n", NULL, true },
		{ "PROXY TCP4 192.0.2.1 192.0.2.2 111111111111111111111111111111111111111111111111111111111111111111111111111111111",
		    NULL, true },
	};
	struct address a, want;
	bool known;
	int size;

	(void)state;
	for (size_t i = 0; i < LENGTH(table); i++) {
		size = PROXY_MORE;
		for (size_t n = 0; n <= strlen(table[i].text) && size == PROXY_MORE; n++)
			size = proxy_parse(table[i].text, n, &known, &a);
		if (table[i].bad != (size == PROXY_BAD))
			fail_msg("%d for %s", size, table[i].text);
		if (size == PROXY_BAD)
			continue;
		assert_string_equal(table[i].text + size, "GET");
		assert_int_equal(known, table[i].client != NULL);
		if (known) {
			want = address(table[i].client);
			assert_true(address_equal(&a, &want));
		}
	}
}

/* Version 2: binary. */
static void
proxy_version_2_is_read_in_any_pieces(void **state)
{
	char head[64] = "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\x00\x02\x01\xc6\x33\x64\x07\x12\x34\x01\xbb";
	struct address a, want = address("192.0.2.1");
	bool known;

	(void)state;
	for (size_t n = 0; n < 28; n++)
		assert_int_equal(proxy_parse(head, n, &known, &a), PROXY_MORE);
	assert_int_equal(proxy_parse(head, 30, &known, &a), 28);
	assert_true(known && address_equal(&a, &want));
	head[15] = 0x0d; /* one byte of an extension behind the addresses */
	assert_int_equal(proxy_parse(head, 30, &known, &a), 29);
	head[12] = 0x20; /* LOCAL: the proxy itself */
	assert_int_equal(proxy_parse(head, 30, &known, &a), 29);
	assert_false(known);
	head[12] = 0x22;
	assert_int_equal(proxy_parse(head, 30, &known, &a), PROXY_BAD);
	head[12] = 0x21;
	head[15] = 4; /* too short for its addresses */
	assert_int_equal(proxy_parse(head, 30, &known, &a), PROXY_BAD);
	head[14] = 0x40; /* too long */
	assert_int_equal(proxy_parse(head, 30, &known, &a), PROXY_BAD);
	memcpy(head + 12, "\x21\x21\0\x24\x20\x01\x0d\xb8", 8); /* TCP over IPv6, 2001:db8:: and zeros */
	memset(head + 20, 0, 44);
	want = address("2001:db8::");
	assert_int_equal(proxy_parse(head, 64, &known, &a), 52);
	assert_true(known && address_equal(&a, &want));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_read_and_written_with_its_networks),
		cmocka_unit_test(a_list_trusts_its_networks_only),
		cmocka_unit_test(the_client_is_the_last_address_before_the_trusted_proxies),
		cmocka_unit_test(proxy_version_1_is_read_in_any_pieces),
		cmocka_unit_test(proxy_version_2_is_read_in_any_pieces),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
