/* SPDX-License-Identifier: Apache-2.0 */
#include "asset.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

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
	const char *p = a->text;
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < a->len; i++)
		if (p[i] == '/' && i + 1 < a->len && p[i + 1] == '*') {
			for (i += 2; i + 1 < a->len && !(p[i] == '*' && p[i + 1] == '/'); i++)
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

/* Without indentation, empty lines and lines of comments, except the first line, which names the license. */
static void
script_squeeze(struct arena *arena, struct asset_source *a)
{
	const char *p = a->text, *text;
	struct buf b;
	size_t len;

	buf_init(&b, arena);
	for (; *p != '\0'; p += len) {
		len = strcspn(p, "\n");
		len += p[len] == '\n';
		text = p + strspn(p, "\t");
		if (b.len == 0 || (*text != '\n' && strncmp(text, "//", 2) != 0))
			buf_add(&b, text, len - (size_t)(text - p));
	}
	a->text = b.data;
	a->len = b.len;
}

static _Noreturn void
asset_fail(const struct asset_source *a, const char *what)
{
	fprintf(stderr, "%s: %s\n", a->file, what);
	exit(1);
}

static struct asset_source *
asset_named(struct asset_source *all, unsigned n, const char *file, size_t len)
{
	for (unsigned i = 0; i < n; i++)
		if (strlen(all[i].file) == len && memcmp(all[i].file, file, len) == 0)
			return (&all[i]);
	return (NULL);
}

/* The paths of modules in place of './NAME.js'. */
static void
imports_complete(struct arena *arena, struct asset_source *all, unsigned n, struct asset_source *a)
{
	const char *p = a->text, *at;
	struct buf b;

	buf_init(&b, arena);
	while ((at = strstr(p, "'./")) != NULL) {
		size_t len = strcspn(at + 3, "'");
		struct asset_source *other = asset_named(all, n, at + 3, len);

		if (other == NULL)
			asset_fail(a, "imports an unknown module");
		asset_finish(arena, all, n, other);
		buf_add(&b, p, (size_t)(at - p));
		buf_printf(&b, "'./%s'", strrchr(other->path, '/') + 1);
		p = at + 3 + len + 1;
	}
	buf_puts(&b, p);
	a->text = b.data;
	a->len = b.len;
}

void
asset_finish(struct arena *arena, struct asset_source *all, unsigned n, struct asset_source *a)
{
	const char *dot = strrchr(a->file, '.');

	if (a->path[0] != '\0')
		return;
	if (a->begun)
		asset_fail(a, "imports itself through another module");
	a->begun = true;
	if (strcmp(dot, ".css") == 0)
		style_squeeze(arena, a);
	else if (strcmp(dot, ".js") == 0) {
		script_squeeze(arena, a);
		imports_complete(arena, all, n, a);
	}
	(void)snprintf(a->path, sizeof(a->path), "/assets/%.*s-%016" PRIx64 "%s", (int)(dot - a->file), a->file,
	    asset_digest(a->text, a->len), dot);
}
