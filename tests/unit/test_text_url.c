/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: one page has one address: each spelling of it gives the same bytes, which lead to it, and other text gives none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/url.h"

/* clang-format off */
static const struct {
	const char *url, *canonical;
} rows[] = {
	/* as it is */
	{ "https://news.example/", "https://news.example/" },
	{ "http://news.example/a/b.html", "http://news.example/a/b.html" },
	{ "https://news.example/a?id=7", "https://news.example/a?id=7" },
	{ "https://news.example/a/", "https://news.example/a/" },
	/* scheme, host, port */
	{ "HTTPS://news.example/a", "https://news.example/a" },
	{ "hTtP://NEWS.Example/A", "http://news.example/A" },
	{ "https://news.example", "https://news.example/" },
	{ "https://news.example?x=1", "https://news.example/?x=1" },
	{ "https://news.example#top", "https://news.example/" },
	{ "https://news.example:443/a", "https://news.example/a" },
	{ "http://news.example:80/a", "http://news.example/a" },
	{ "https://news.example:/a", "https://news.example/a" },
	{ "https://news.example:80/a", "https://news.example:80/a" },
	{ "http://news.example:443/a", "http://news.example:443/a" },
	{ "https://news.example:08443/a", "https://news.example:8443/a" },
	{ "https://news.example./a", "https://news.example/a" },
	{ "https://%6eews.example/a", "https://news.example/a" },
	{ "https://192.0.2.7/a", "https://192.0.2.7/a" },
	{ "https://[2001:DB8:0:0::1]:443/x", "https://[2001:db8::1]/x" },
	{ "https://[2001:db8:0000::0001]/x", "https://[2001:db8::1]/x" },
	{ "https://[::ffff:192.0.2.7]/", "https://[::ffff:192.0.2.7]/" },
	{ "https://r3---sn-a.news.example/", "https://r3---sn-a.news.example/" },
	{ "https://my_site.example/", "https://my_site.example/" },
	/* names in other scripts */
	{ "https://\xed\x95\x9c\xea\xb5\xad.kr/", "https://xn--3e0b707e.kr/" },
	{ "https://xn--3e0b707e.kr/", "https://xn--3e0b707e.kr/" },
	{ "https://XN--3E0B707E.KR/", "https://xn--3e0b707e.kr/" },
	{ "https://%ED%95%9C%ea%b5%ad.kr/", "https://xn--3e0b707e.kr/" },
	{ "https://\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\xea\xb5\xad.kr/", "https://xn--3e0b707e.kr/" }, /* letters of Hangul */
	{ "https://\xed\x95\x9c\xea\xb5\xad\xe3\x80\x82kr/", "https://xn--3e0b707e.kr/" },		  /* an ideographic full stop */
	{ "https://B\xc3\x9c""cher.example/", "https://xn--bcher-kva.example/" },
	{ "https://fa\xc3\x9f.example/", "https://xn--fa-hia.example/" },
	{ "https://\xef\xbc\xae\xef\xbd\x85ws.example/", "https://news.example/" }, /* full width */
	/* percent-encoding */
	{ "https://news.example/%7Eana", "https://news.example/~ana" },
	{ "https://news.example/%61%2d%5F%2E%30", "https://news.example/a-_.0" },
	{ "https://news.example/%eb%89%b4%ec%8a%a4", "https://news.example/%EB%89%B4%EC%8A%A4" },
	{ "https://news.example/\xeb\x89\xb4\xec\x8a\xa4", "https://news.example/%EB%89%B4%EC%8A%A4" },
	{ "https://news.example/a%2fb", "https://news.example/a%2Fb" },
	{ "https://news.example/a%3fb", "https://news.example/a%3Fb" },
	{ "https://news.example/a%25b", "https://news.example/a%25b" },
	{ "https://news.example/a%ff%00", "https://news.example/a%FF%00" },
	{ "https://news.example/a b", "https://news.example/a%20b" },
	{ "https://news.example/a|b{c}", "https://news.example/a%7Cb%7Bc%7D" },
	{ "https://news.example/\"<>^`[]", "https://news.example/%22%3C%3E%5E%60%5B%5D" },
	{ "https://news.example/!$&'()*+,;=:@", "https://news.example/!$&'()*+,;=:@" },
	{ "https://news.example/%21%28", "https://news.example/%21%28" },
	{ "https://news.example/?q=a b|c&x[]={1}", "https://news.example/?q=a%20b%7Cc&x%5B%5D=%7B1%7D" },
	{ "https://news.example/?q=a\\b", "https://news.example/?q=a%5Cb" },
	{ "https://news.example/?u=/a/../b/?c:d@e", "https://news.example/?u=/a/../b/?c:d@e" },
	{ "https://news.example/?q=a+b", "https://news.example/?q=a+b" },
	/* dot segments */
	{ "https://news.example/a/./b", "https://news.example/a/b" },
	{ "https://news.example/a/../b", "https://news.example/b" },
	{ "https://news.example/a/%2e%2E/b", "https://news.example/b" },
	{ "https://news.example/../../b", "https://news.example/b" },
	{ "https://news.example/a/b/..", "https://news.example/a/" },
	{ "https://news.example/a/b/.", "https://news.example/a/b/" },
	{ "https://news.example/a/b/../", "https://news.example/a/" },
	{ "https://news.example/..", "https://news.example/" },
	{ "https://news.example/.", "https://news.example/" },
	{ "https://news.example/a/../..", "https://news.example/" },
	{ "https://news.example/a//b", "https://news.example/a//b" },
	{ "https://news.example//../a", "https://news.example/a" },
	{ "https://news.example/.../..a/a..", "https://news.example/.../..a/a.." },
	{ "https://news.example/a/..%2Fb", "https://news.example/a/..%2Fb" },
	/* fragment, campaigns, empty parameters */
	{ "https://news.example/a#x", "https://news.example/a" },
	{ "https://news.example/a#", "https://news.example/a" },
	{ "https://news.example/a#x?y=1&z", "https://news.example/a" },
	{ "https://news.example/a#%zz |", "https://news.example/a" },
	{ "https://news.example/a?", "https://news.example/a" },
	{ "https://news.example/a?&", "https://news.example/a" },
	{ "https://news.example/a?utm_source=x", "https://news.example/a" },
	{ "https://news.example/a?UTM_Source=x&utm_id", "https://news.example/a" },
	{ "https://news.example/a?utm%5Fsource=x", "https://news.example/a" },
	{ "https://news.example/a?id=7&utm_medium=y&fbclid=1&page=2", "https://news.example/a?id=7&page=2" },
	{ "https://news.example/a?gclid=1&id=7", "https://news.example/a?id=7" },
	{ "https://news.example/a?NaPm=ct%3Dx&n_media=1&n_ad_group=2", "https://news.example/a" },
	{ "https://news.example/a?id=7&&", "https://news.example/a?id=7" },
	{ "https://news.example/a?id", "https://news.example/a?id" },
	{ "https://news.example/a?id=", "https://news.example/a?id=" },
	{ "https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1" },
	{ "https://news.example/a?utm=1&utm_=2&xutm_source=3&gclids=4&ref=5", "https://news.example/a?utm=1&utm_=2&xutm_source=3&gclids=4&ref=5" },
	{ "  https://news.example/a  ", "https://news.example/a" },
};
/* clang-format on */

/* clang-format off */
static const char *const bad[] = {
	"", " ", "/", "news.example", "//news.example/", "https:", "https:/news.example/", "https://", "https:///a", "https://?", "https://#",
	"ftp://news.example/", "javascript:alert(1)", "httpss://news.example/", "https//news.example/", "https ://news.example/",
	/* percent-encoding that is none */
	"https://news.example/%zz", "https://news.example/%", "https://news.example/a%4", "https://news.example/a%4g",
	"https://news.example/%%41", "https://news.example/?q=%zz", "https://news.example/?utm_source=%zz", "https://news.example/%u0041",
	/* users, hosts, ports */
	"https://user@news.example/", "https://user:word@news.example/", "https://news.example@evil.example/", "https://%40news.example/",
	"https://-news.example/", "https://news-.example/", "https://news..example/", "https://.news.example/", "https://./",
	"https://ne ws.example/", "https://news.example%2Fa/", "https://news.example%00/", "https://news!.example/", "https://[::1/",
	"https://[::1]x/", "https://[news]/", "https://::1/", "https://[fe80::1%25eth0]/", "https://news.example:0/",
	"https://news.example:65536/", "https://news.example:4294967739/", "https://news.example:8x/", "https://news.example:-1/",
	"https://xn--a-\xed\x95\x9c.kr/", "https://xn--zzzzzzzzzzz.kr/", "https://\xe2\x80\x8b.kr/", "https://a\xcc\xb8\xff.kr/",
	/* a backslash is a slash to browsers and none to others */
	"https://news.example\\a", "https:\\\\news.example/", "https://news.example/a\\b",
	/* controls, and bytes that are no text */
	"https://news.example/a\tb", "https://news.example/a\nb", "https://news.example/a\x7f", "https://news.example/\xff",
	"https://news.example/\xc0\xaf", "https://news.example/\xed\xa0\x80", "https://news.example/\xe2\x80\xae""a",
};
/* clang-format on */

static void
each_address_has_one_canonical_form(void **state)
{
	char origin[ORIGIN_TEXT];
	struct buf out, again;

	(void)state;
	buf_init(&out, NULL);
	buf_init(&again, NULL);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		out.len = again.len = 0;
		if (!url_canonical(rows[i].url, strlen(rows[i].url), &out))
			fail_msg("refused: %s", rows[i].url);
		assert_string_equal(out.data, rows[i].canonical);
		assert_true(url_canonical(out.data, out.len, &again));
		assert_string_equal(again.data, out.data);
		assert_true(url_origin(out.data, out.len, origin));
	}
	buf_end(&out);
	buf_end(&again);
}

static void
other_text_is_refused(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, NULL);
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (url_canonical(bad[i], strlen(bad[i]), &out))
			fail_msg("taken: %s", bad[i]);
	assert_false(url_canonical("https://news.example/\0a", 23, &out));
	buf_end(&out);
}

/* The text before the address stays unchanged, also when the address does not fit. */
static void
an_address_that_does_not_fit_changes_nothing(void **state)
{
	char url[URL_MAX + 64], host[400];
	struct buf out;

	(void)state;
	buf_init(&out, NULL);
	buf_puts(&out, "before ");
	assert_true(url_canonical("https://a.example/x", 19, &out));
	assert_string_equal(out.data, "before https://a.example/x");
	memset(url, 'a', sizeof(url));
	memcpy(url, "https://a.example/", 18);
	assert_true(url_canonical(url, URL_MAX, &out));
	assert_false(url_canonical(url, URL_MAX + 1, &out));
	memset(url + 18, '{', sizeof(url) - 18);
	assert_true(url_canonical(url, 18 + (URL_MAX - 18) / 3, &out));
	assert_false(url_canonical(url, 18 + (URL_MAX - 18) / 3 + 1, &out));
	for (size_t labels = 1; labels <= 5; labels++) { /* of 63 bytes and a dot: four are too many */
		size_t n = (size_t)snprintf(host, sizeof(host), "https://");

		for (size_t i = 0; i < labels * 64; i++)
			host[n++] = i % 64 == 63 ? '.' : 'h';
		assert_true(url_canonical(host, n - 1, &out) == (labels <= 3));
	}
	buf_end(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_address_has_one_canonical_form),
		cmocka_unit_test(other_text_is_refused),
		cmocka_unit_test(an_address_that_does_not_fit_changes_nothing),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
