/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: names of any script are taken, look-alikes have one skeleton, tricks and reserved words are refused with their own code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/name.h"

static void
each_name_gets_its_code(void **state)
{
	/* clang-format off */
	static const char *const cases[][2] = {
		{ "kim", "ok" }, { "홍길동", "ok" }, { "홍길동Kim", "ok" }, { "Иван", "ok" }, { "محمد", "ok" }, { "राम", "ok" },
		{ "山田taro", "ok" }, { "Ελένη", "ok" }, { "O'Neil", "ok" }, { "Kim Lee", "ok" }, { "_kim_", "ok" },
		{ "André", "ok" }, { "user_1", "ok" }, { "ＫＩＭ", "ok" }, { "a.b-c", "ok" }, { "modulo", "ok" },
		{ "x", "too_short" }, { "", "too_short" }, { "한", "too_short" },
		{ "abcdefghijklmnopqrstuvwxyzabcdefg", "too_long" },
		{ "a@b", "bad_character" }, { " kim", "bad_character" }, { "kim ", "bad_character" },
		{ "ki  m", "bad_character" }, { "ki\tm", "bad_character" }, { "ki\nm", "bad_character" },
		{ "ki\xe2\x80\x8bm", "bad_character" }, { "ki\xe2\x80\xaem", "bad_character" },
		{ "ki\xef\xbb\xbfm", "bad_character" }, { "ki\xe3\x85\xa4m", "bad_character" }, /* Hangul filler */
		{ "kim\xf0\x9f\x98\x80", "bad_character" }, { "<b>", "bad_character" }, { "a/b", "bad_character" },
		{ "\xcc\x81" "kim", "bad_character" }, { "k\xcc\x80\xcc\x81\xcc\x82\xcc\x83im", "bad_character" },
		{ "-kim", "bad_character" }, { "a..b", "bad_character" }, { "\xff\xfe", "bad_character" },
		{ "\xee\x80\x80\xee\x80\x81", "bad_character" }, /* private use */
		{ "аdmin", "mixed_scripts" }, { "Ивaн", "mixed_scripts" }, { "Ρaul", "mixed_scripts" }, { "pаypal", "mixed_scripts" },
		{ "admin", "reserved" }, { "Admin", "reserved" }, { "ADMIN", "reserved" }, { "ａｄｍｉｎ", "reserved" },
		{ "adm1n", "reserved" }, { "admin1", "reserved" }, { "admin_", "reserved" }, { "a.d.m.i.n", "reserved" },
		{ "ádmin", "reserved" }, { "админ", "reserved" }, { "АДМИН", "reserved" }, { "m0derator", "reserved" },
		{ "Madang", "reserved" }, { "관리자", "reserved" }, { "운영자", "reserved" }, { "관리자1", "reserved" },
		{ "root", "reserved" }, { "rооt", "mixed_scripts" }, { "ѕоѕ", "ok" },
	};
	/* clang-format on */
	unsigned failed = 0;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++) {
		const char *code = name_code(name_check(cases[i][0], strlen(cases[i][0]), 2, 32, NULL, NULL));

		if (strcmp(code, cases[i][1]) != 0) {
			print_error("%s: %s instead of %s\n", cases[i][0], code, cases[i][1]);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
	assert_int_equal(name_check_staff("admin", 5, 2, 32, NULL, NULL), NAME_OK);
	assert_int_equal(name_check("a\0b", 3, 2, 32, NULL, NULL), NAME_BAD_CHARACTER);
}

static bool
alike(const char *a, const char *b)
{
	struct buf x, y;
	bool same;

	buf_init(&x, NULL);
	buf_init(&y, NULL);
	assert_true(login_fold(a, strlen(a), &x) && login_fold(b, strlen(b), &y));
	same = strcmp(x.data, y.data) == 0;
	buf_end(&x);
	buf_end(&y);
	return (same);
}

static void
look_alikes_have_one_skeleton(void **state)
{
	struct buf name, skeleton, login;

	(void)state;
	assert_true(alike("Kim", "KIM"));
	assert_true(alike("ace", "асе")); /* all Cyrillic */
	assert_true(alike("BOB", "ВОВ"));
	assert_true(alike("paypal", "paypaI"));
	assert_true(alike("modern", "modem"));
	assert_true(alike("l0ve", "love"));
	assert_true(alike("홍길동",
	    "\xe1\x84\x92\xe1\x85\xa9\xe1\x86\xbc\xe1\x84\x80\xe1\x85\xb5\xe1\x86\xaf\xe1\x84\x83\xe1\x85\xa9\xe1\x86\xbc"));
	assert_true(alike(" kim ", "kim"));
	assert_false(alike("kim", "kym"));
	assert_false(alike("andre", "andré"));
	assert_false(alike("kim_lee", "kimlee"));

	buf_init(&name, NULL);
	buf_init(&skeleton, NULL);
	buf_init(&login, NULL);
	assert_int_equal(name_check("ＫＩＭ", 9, 2, 32, &name, &skeleton), NAME_OK);
	assert_string_equal(name.data, "ＫＩＭ");
	assert_true(login_fold("kim", 3, &login));
	assert_string_equal(login.data, skeleton.data); /* what is stored is what is looked up */
	buf_end(&name);
	buf_end(&skeleton);
	buf_end(&login);
}

/* A name is shown as it was typed, composed; what it is compared by is folded. */
static void
a_name_is_shown_composed_and_compared_folded(void **state)
{
	static const char *const cases[][2] = { { "ㅋㅋ", "ㅋㅋ" }, { "㎏", "㎏" }, { "ㅎㅎ하하", "ㅎㅎ하하" }, { "ⓐⓑ", "ⓐⓑ" },
		{ "x²", "x²" }, { "ｱｲ", "ｱｲ" }, { "e\xcc\x81mile", "émile" },
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\xe1\x84\x92", "한\xe1\x84\x92" },
		{ "a\xe3\x80\x80"
		  "b",
		    "a b" } };
	struct buf name, skeleton, again;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++) {
		buf_init(&name, NULL);
		buf_init(&skeleton, NULL);
		buf_init(&again, NULL);
		assert_int_equal(name_check(cases[i][0], strlen(cases[i][0]), 2, 32, &name, &skeleton), NAME_OK);
		assert_string_equal(name.data, cases[i][1]);
		assert_true(login_fold(name.data, name.len, &again)); /* the name that is shown signs in */
		assert_string_equal(again.data, skeleton.data);
		buf_end(&name);
		buf_end(&skeleton);
		buf_end(&again);
	}
	assert_true(alike("ㅋㅋ", "\xe1\x84\x8f\xe1\x84\x8f"));
	assert_true(alike("㎏", "kg"));
	assert_int_equal(name_check("ⓐⓓⓜⓘⓝ", strlen("ⓐⓓⓜⓘⓝ"), 2, 32, NULL, NULL), NAME_RESERVED);
}

static void
an_email_address_is_folded_or_refused(void **state)
{
	static const char *const good[][2] = { { "Kim@Example.ORG", "kim@example.org" },
		{ "a+b.c@x-y.example", "a+b.c@x-y.example" }, { "ｋｉｍ@example.org", "kim@example.org" },
		{ "한글@예제.example", "한글@예제.example" }, { "o'neil@a.example", "o'neil@a.example" } };
	static const char *const bad[] = { "", "@", "a@", "@b.c", "a@b", "a@b.", "a@.b", "a@b..c", "a@@b.c", "a b@c.d", "a@b c.d",
		".a@b.c", "a.@b.c", "a..b@c.d", "a@-b.c", "a@b_c.d", "<a@b.c>", "a@b.c\n", "a,b@c.d", "a@b.c,d@e.f",
		"a\xe2\x80\x8b@b.c", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.example", "\"a\"@b.c",
		"a@[127.0.0.1]" };
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, NULL);
	for (i = 0; i < LENGTH(good); i++) {
		b.len = 0;
		if (!email_fold(good[i][0], strlen(good[i][0]), &b))
			fail_msg("%s", good[i][0]);
		assert_string_equal(b.data, good[i][1]);
		b.len = 0;
		assert_true(login_fold(good[i][0], strlen(good[i][0]), &b));
		assert_string_equal(b.data, good[i][1]);
	}
	for (i = 0; i < LENGTH(bad); i++)
		if (email_fold(bad[i], strlen(bad[i]), &b))
			fail_msg("%s", bad[i]);
	b.len = 0;
	assert_false(login_fold("", 0, &b));
	assert_false(login_fold("\xff", 1, &b));
	assert_true(text_nfkc("\xe1\x84\x80\xe1\x85\xa1", 6, &b));
	assert_string_equal(b.data, "가");
	buf_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_name_gets_its_code),
		cmocka_unit_test(look_alikes_have_one_skeleton),
		cmocka_unit_test(a_name_is_shown_composed_and_compared_folded),
		cmocka_unit_test(an_email_address_is_folded_or_refused),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
