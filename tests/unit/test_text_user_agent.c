/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a User-Agent becomes the browser and system that its user would name; an unknown program gets no other program's name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/user_agent.h"

#define WEBKIT "AppleWebKit/537.36 (KHTML, like Gecko) "
#define IPHONE "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
#define IPAD   "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
#define MAC    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) "
#define WIN    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
#define PHONE  "Mozilla/5.0 (Linux; Android 10; K) "
#define VIEW                                                                          \
	"Mozilla/5.0 (Linux; Android 14; SM-S921N Build/UP1A.231005.007; wv) " WEBKIT \
	"Version/4.0 Chrome/130.0.6723.107 Mobile Safari/537.36"

static const struct {
	const char *agent, *words;
} known[] = {
	{ WIN WEBKIT "Chrome/131.0.0.0 Safari/537.36", "Chrome on Windows" },
	{ MAC WEBKIT "Chrome/131.0.0.0 Safari/537.36", "Chrome on macOS" },
	{ "Mozilla/5.0 (X11; Linux x86_64) " WEBKIT "Chrome/131.0.0.0 Safari/537.36", "Chrome on Linux" },
	{ "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " WEBKIT "Chrome/131.0.0.0 Safari/537.36", "Chrome on ChromeOS" },
	{ PHONE WEBKIT "Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome on Android" },
	{ IPHONE "CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1", "Chrome on iPhone" },
	{ WIN WEBKIT "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge on Windows" },
	{ PHONE WEBKIT "Chrome/131.0.0.0 Mobile Safari/537.36 EdgA/131.0.0.0", "Edge on Android" },
	{ IPHONE "Version/17.0 EdgiOS/131.0.2903.48 Mobile/15E148 Safari/604.1", "Edge on iPhone" },
	{ WIN WEBKIT "Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763", "Edge on Windows" },
	{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on Windows" },
	{ "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux" },
	{ "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0", "Firefox on Android" },
	{ IPHONE "FxiOS/133.0 Mobile/15E148 Safari/605.1.15", "Firefox on iPhone" },
	{ MAC "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari on macOS" },
	{ IPHONE "Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPhone" },
	{ IPAD "Version/17.7 Mobile/15E148 Safari/604.1", "Safari on iPad" },
	{ PHONE WEBKIT "SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36", "Samsung Internet on Android" },
	{ WIN WEBKIT "Chrome/128.0.0.0 Whale/3.28.266.14 Safari/537.36", "Whale on Windows" },
	{ "Mozilla/5.0 (Linux; Android 14; SM-S921N) " WEBKIT
	  "Chrome/128.0.0.0 Whale/1.0.0.0 Crosswalk/28.128.0.34 Mobile Safari/537.36",
	    "Whale on Android" },
	{ WIN WEBKIT "Chrome/129.0.0.0 Safari/537.36 OPR/115.0.0.0", "Opera on Windows" },
	{ IPHONE "Version/18.1 Mobile/15E148 Safari/604.1 OPT/5.2.2", "Opera on iPhone" },
	{ VIEW ";KAKAOTALK 2410920", "KakaoTalk on Android" },
	{ IPHONE "Mobile/15E148 KAKAOTALK 11.0.1", "KakaoTalk on iPhone" },
	{ IPHONE "Mobile/15E148 NAVER(inapp; search; 2000; 12.8.50; 15PRO)", "NAVER app on iPhone" },
	{ "curl/8.10.1", "curl" },
};

static const struct {
	const char *agent, *words;
} unknown[] = {
	{ VIEW, "Another program on Android" },
	{ IPHONE "Mobile/15E148", "Another program on iPhone" },
	{ "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", "Another program on Windows" },
	{ "python-requests/2.32.3", "Another program" },
	{ "A browser far away", "Another program" },
	{ "\xff\xfe<b>\n", "Another program" },
	{ "", "Another program" },
	{ NULL, "Another program" },
};

static void
browsers_and_systems_are_named(void **state)
{
	char words[USER_AGENT_WORDS];

	(void)state;
	for (size_t i = 0; i < LENGTH(known); i++) {
		assert_true(user_agent_words(known[i].agent, words));
		assert_string_equal(words, known[i].words);
	}
}

static void
an_unknown_program_gets_no_other_programs_name(void **state)
{
	char words[USER_AGENT_WORDS];

	(void)state;
	for (size_t i = 0; i < LENGTH(unknown); i++) {
		assert_false(user_agent_words(unknown[i].agent, words));
		assert_string_equal(words, unknown[i].words);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(browsers_and_systems_are_named),
		cmocka_unit_test(an_unknown_program_gets_no_other_programs_name),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
