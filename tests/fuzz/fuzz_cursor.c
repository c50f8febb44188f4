/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: only the text that was issued for a cursor reads as one: a text that
 * reads is written as the same text again. Forms, origins, links and times are read alongside.
 */
#include <stdbool.h>
#include <stdint.h>

#include "text/cursor.h"
#include "text/form.h"
#include "rules/links.h"
#include "text/name.h"
#include "text/rfc3339.h"
#include "text/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
cursors(const char *text)
{
	static const struct uuid list = { { 1, 2, 3 } };
	struct thread_cursor t;
	struct case_cursor c;
	struct uuid id;
	struct buf b;

	buf_init(&b, NULL);
	if (thread_cursor_read(text, &list, &t)) {
		thread_cursor_put(&b, &t);
		check(strcmp(b.data, text) == 0);
	} else if (case_cursor_read(text, VIEW_HELD, NULL, &c)) {
		case_cursor_put(&b, &c);
		check(strcmp(b.data, text) == 0);
	} else if (id_cursor_read(text, 'd', &list, &id)) {
		id_cursor_put(&b, 'd', &list, &id);
		check(strcmp(b.data, text) == 0);
	}
	buf_end(&b);
}

static void
addresses(const char *text, size_t n)
{
	char origin[ORIGIN_TEXT], again[ORIGIN_TEXT], host[HOST_TEXT];
	struct buf b;

	if (origin_read(text, n, origin))
		check(origin_read(origin, strlen(origin), again) && strcmp(origin, again) == 0);
	if (url_valid(text, n))
		check(url_origin(text, n, origin) && origin_read(origin, strlen(origin), again));
	if (link_host(text, host))
		check(host[0] != '\0' && strlen(host) < HOST_TEXT);
	buf_init(&b, NULL);
	if (login_fold(text, n, &b))
		check(b.len > 0);
	check(name_check(text, n, 2, 32, NULL, &b) <= NAME_RESERVED);
	buf_end(&b);
}

/* A time that is read has a spelling of ours, and that is the same moment. */
static void
times(const char *text)
{
	char out[RFC3339_TEXT];
	int64_t us, again;

	if (!rfc3339_read(text, &us))
		return;
	rfc3339_text(us, out);
	check(rfc3339_read(out, &again) && again == us);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_copy((const char *)data, size);
	struct arena *a = arena_new();
	struct form f;

	cursors(text);
	addresses(text, strlen(text));
	times(text);
	if (form_read(a, text, size, &f) == FORM_OK)
		(void)form_repeated(&f);
	arena_end(a);
	free(text);
	return (0);
}
