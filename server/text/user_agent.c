/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. Browsers name each other: all of Chromium's family say "Chrome/" and "Safari/", and an app with a web view
 * says all of its system's browser. So each table is searched in its order, and the first entry that occurs is taken: an app
 * before its browser, a browser before the one that it is made from.
 */
#include "text/user_agent.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

struct named {
	const char *part, *name;
};

/* clang-format off */
static const struct named browsers[] = {
	{ "KAKAOTALK", "KakaoTalk" }, { "NAVER(inapp", "NAVER app" }, { "Whale/", "Whale" },
	{ "SamsungBrowser/", "Samsung Internet" },
	{ "OPR/", "Opera" }, { "OPT/", "Opera" }, { "OPiOS/", "Opera" },
	{ "Edg/", "Edge" }, { "EdgA/", "Edge" }, { "EdgiOS/", "Edge" }, { "Edge/", "Edge" },
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" },
	{ "; wv)", NULL }, /* the web view of an unknown app, which names Chrome too */
	{ "Chromium/", "Chromium" }, { "Chrome/", "Chrome" }, { "CriOS/", "Chrome" },
	{ "Safari/", "Safari" },
	{ "curl/", "curl" },
};
static const struct named systems[] = {
	{ "iPhone", "iPhone" }, { "iPad", "iPad" }, { "iPod", "iOS" }, { "Android", "Android" }, { "Windows", "Windows" },
	{ "Macintosh", "macOS" }, { "CrOS", "ChromeOS" }, { "Linux", "Linux" },
};
/* clang-format on */

static const char *
first_named(const char *agent, const struct named *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(agent, list[i].part) != NULL)
			return (list[i].name);
	return (NULL);
}

bool
user_agent_words(const char *agent, char out[USER_AGENT_WORDS])
{
	const char *browser, *system;

	if (agent == NULL)
		agent = "";
	browser = first_named(agent, browsers, LENGTH(browsers));
	system = first_named(agent, systems, LENGTH(systems));
	(void)snprintf(out, USER_AGENT_WORDS, "%s%s%s", browser != NULL ? browser : "Another program",
	    system != NULL ? " on " : "", system != NULL ? system : "");
	return (browser != NULL);
}
