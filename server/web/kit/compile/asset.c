/* SPDX-License-Identifier: Apache-2.0 */
#include "asset.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "module.h"

static const struct {
	const char *end, *type;
} types[] = {
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".svg", "image/svg+xml" },
};

static bool
has_end(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return (n > m && strcmp(s + n - m, end) == 0);
}

const char *
asset_type(const char *file)
{
	for (size_t i = 0; i < LENGTH(types); i++)
		if (has_end(file, types[i].end))
			return (types[i].type);
	return (NULL);
}

/* FNV-1a. A cryptographic hash is not needed: the files are part of the build. */
static uint64_t
asset_digest(const char *p, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 1099511628211u;
	return (h);
}

static void
style_squeeze(struct arena *arena, struct asset_source *a)
{
	const char *p = a->source;
	size_t n = strlen(p);
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < n; i++)
		if (p[i] == '/' && i + 1 < n && p[i + 1] == '*') {
			for (i += 2; i + 1 < n && !(p[i] == '*' && p[i + 1] == '/'); i++)
				;
			i++;
		} else if (strchr(" \t\n", p[i]) == NULL) {
			buf_putc(&b, p[i]);
		} else if (b.len > 0 && strchr(" \n{};,", b.data[b.len - 1]) == NULL) {
			buf_putc(&b, p[i] == '\n' ? '\n' : ' ');
		}
	a->text = b.data;
	a->len = b.len;
}

_Noreturn void
asset_fail(const struct asset_source *a, const char *what)
{
	fprintf(stderr, "%s: %s\n", a->file, what);
	exit(1);
}

void
asset_finish(struct arena *arena, struct asset_source *all, unsigned n, struct asset_source *a)
{
	const char *dot = strrchr(a->file, '.');

	a->text = a->source;
	a->len = strlen(a->source);
	if (strcmp(dot, ".css") == 0)
		style_squeeze(arena, a);
	else if (strcmp(dot, ".js") == 0)
		module_join(arena, all, n, a);
	(void)snprintf(a->path, sizeof(a->path), "/assets/%.*s-%016" PRIx64 "%s", (int)(dot - a->file), a->file,
	    asset_digest(a->text, a->len), dot);
}
