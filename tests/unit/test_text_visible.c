/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a text counts as written if one character of it can be seen, and its characters are counted as a reader counts them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/utf8.h"
#include "text/visible.h"

static bool
visible(const char *s)
{
	return (text_visible(s, strlen(s)));
}

static void
invisible_characters_are_not_visible(void **state)
{
	static const uint32_t unseen[] = { 0x09, 0x0a, 0x0d, 0x1f, 0x20, 0x7f, 0x85, 0xa0, 0xad, 0x034f, 0x061c, 0x115f, 0x1160,
		0x1680, 0x17b4, 0x180e, 0x2003, 0x200b, 0x200d, 0x200e, 0x2028, 0x202e, 0x2060, 0x2064, 0x2066, 0x206f, 0x2800,
		0x3000, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0xfffc, 0xfdd0, 0xffff, 0x0301, 0x20e3, 0x0e31,
		0x3099, 0x13441, 0x1bca0, 0x1d159, 0x1d173, 0xe0001, 0xe0061, 0xe0100, 0x10ffff };
	char text[64];
	size_t i, n;

	(void)state;
	for (i = 0; i < LENGTH(unseen); i++) {
		n = utf8_put(text, unseen[i]);
		n += utf8_put(text + n, ' ');
		n += utf8_put(text + n, unseen[i]);
		if (text_visible(text, n))
			fail_msg("U+%04X is taken for visible", unseen[i]);
		n += utf8_put(text + n, '7');
		assert_true(text_visible(text, n));
	}
	assert_false(text_visible("", 0));
}

static void
one_visible_character_is_enough(void **state)
{
	static const char *const seen[] = { "7", "네", "응", "ㅋ", "👍", "👍🏽", "❤️", "🏳️‍🌈", "🇰🇷", ".", "…",
		"，", "〇", "ー", "ا", "ש", "ก", "ா", "é", "e\xcc\x81", "\xef\xbf\xbd", "\xf0\x9f\xab\xa9", "\xd8\x80",
		"\xf0\x9f\x8f\xbb", "\xe2\xa0\x81", "™", "⠓", "ㄱ", "ᄒ" };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(seen); i++)
		if (!visible(seen[i]))
			fail_msg("%s is taken for nothing", seen[i]);
}

static void
characters_are_counted_as_people_see_them(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} cases[] = { { "", 0 }, { "abc", 3 }, { "a\r\nb\r\n\r\n", 5 }, { "\n\n", 2 }, { "네", 1 },
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 1 }, { "👩‍👩‍👧‍👦", 1 }, { "🇰🇷🇯🇵", 2 },
		{ "👍🏽!", 2 },
		{ "e\xcc\x81"
		  "a",
		    2 },
		{ "가\r\n나", 3 } };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++)
		if (text_characters(cases[i].text, strlen(cases[i].text)) != cases[i].n)
			fail_msg("%s: %zu", cases[i].text, text_characters(cases[i].text, strlen(cases[i].text)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(invisible_characters_are_not_visible),
		cmocka_unit_test(one_visible_character_is_enough),
		cmocka_unit_test(characters_are_counted_as_people_see_them),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
