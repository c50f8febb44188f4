/* SPDX-License-Identifier: Apache-2.0 */
/* Samples of what the API gives, and who looks at them, for tests that draw pages. */
#ifndef UNIT_WEB_SAMPLE_H
#define UNIT_WEB_SAMPLE_H

#include "web/view/view.h"

#define EVIL	"\"'><script>alert(1)</script><b onclick=x>&{{x}}"
#define ARTICLE "01930000-0000-7000-8000-0000000000a1"
#define COMMENT "01936000-0003-7000-8000-000000000001"

static inline json_t *
sample(const char *name)
{
	char path[512];
	json_error_t error;
	json_t *doc;

	snprintf(path, sizeof(path), "%s/tests/unit/pages/%s.json", MADANG_SOURCE_DIR, name);
	doc = json_load_file(path, 0, &error);
	if (doc == NULL)
		fail_msg("%s: %s", path, error.text);
	return (doc);
}

static inline struct page_context
look(json_t *account, const char *at)
{
	return ((struct page_context) { .here = "/a/" ARTICLE "?sort=best",
	    .token = "TOKEN",
	    .key = "01936000-0003-7000-8000-00000000c0de",
	    .signed_in = account != NULL,
	    .account = account,
	    .roles = json_object_get(account, "roles"),
	    .now_ms = view_ms("2026-11-23T15:00:00.000Z"),
	    .base = "https://talk.example",
	    .root = ROOT_PAGE,
	    .at = at });
}

static inline struct thread_context
thread_look(const char *comment, const char *sort, const char *cursor)
{
	return ((struct thread_context) { .root = ROOT_PAGE,
	    .theme = "",
	    .article = ARTICLE,
	    .comment = comment,
	    .sort = sort,
	    .cursor = cursor,
	    .window_ms = 900000 });
}

#endif
