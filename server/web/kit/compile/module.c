/* SPDX-License-Identifier: Apache-2.0 */
#include "module.h"

#include <string.h>

#include "base/buf.h"

struct join {
	struct arena *arena;
	struct asset_source *all;
	unsigned n;
	const struct asset_source *entry;
	struct buf out;
};

static void module_add(struct join *, struct asset_source *);

static bool
begins(const char *s, const char *with)
{
	return (strncmp(s, with, strlen(with)) == 0);
}

/* The length of a line without a comment behind its code; only a comment without quotes is known to be no part of a string. */
static size_t
code_len(const char *line, size_t len)
{
	for (size_t i = len; i >= 4 && strchr("'\"`", line[i - 1]) == NULL; i--)
		if (memcmp(line + i - 4, " // ", 4) == 0)
			return (i - 4);
	return (len);
}

/* The next line of code of a text, a copy without its end; NULL: none. */
static char *
line_next(struct arena *arena, const char **text)
{
	while (**text != '\0') {
		const char *line = *text + strspn(*text, "\t");
		size_t len = strcspn(line, "\n");

		*text = line + len + (line[len] == '\n');
		if (len > 0 && !begins(line, "//"))
			return (arena_copy(arena, line, code_len(line, len)));
	}
	return (NULL);
}

/* ---- names: "signed-in.js" is module_signed_in */

static void
name_add(struct buf *b, const char *file)
{
	buf_puts(b, "module_");
	for (; *file != '.'; file++)
		buf_putc(b, *file == '-' ? '_' : *file);
}

static struct asset_source *
module_named(struct join *j, const struct asset_source *from, const char *file)
{
	for (unsigned i = 0; i < j->n; i++)
		if (strcmp(j->all[i].file, file) == 0)
			return (&j->all[i]);
	asset_fail(from, "imports an unknown module");
}

/* ---- imports */

/* import NAMES from './FILE'; into names, which is changed, and the module. */
static struct asset_source *
import_read(struct join *j, const struct asset_source *a, char *line, char **names)
{
	char *from = strstr(line, " from './"), *end = strchr(line, '\0');
	char *file = from != NULL ? from + strlen(" from './") : end;

	if (end - file < 3 || strcmp(end - 2, "';") != 0 || (strstr(line, " as ") != NULL && !begins(line, "import * as ")))
		asset_fail(a, "has an import of an unknown form");
	*names = line + strlen("import ");
	*from = end[-2] = '\0';
	return (module_named(j, a, file));
}

static void
import_write(struct join *j, const struct asset_source *a, char *line)
{
	char *names;
	const struct asset_source *other = import_read(j, a, line, &names);

	buf_printf(&j->out, "const %s = ", begins(names, "* as ") ? names + strlen("* as ") : names);
	name_add(&j->out, other->file);
	buf_puts(&j->out, ";\n");
}

static void
imports_add(struct join *j, const struct asset_source *a)
{
	const char *text = a->source;
	char *line, *names;

	while ((line = line_next(j->arena, &text)) != NULL)
		if (begins(line, "import ")) {
			struct asset_source *other = import_read(j, a, line, &names);

			other->imported = true;
			module_add(j, other);
		}
}

/* ---- exports */

/* Adds the exported names of a line to names. Returns the remaining text of the line. */
static const char *
export_read(const struct asset_source *a, const char *line, struct buf *names)
{
	static const char *const kinds[] = { "async function ", "function ", "const " };
	const char *rest = line + strlen("export ");

	buf_puts(names, names->len > 0 ? ", " : "");
	if (begins(rest, "{ ") && strcmp(strchr(rest, '\0') - 3, " };") == 0) {
		buf_add(names, rest + 2, strlen(rest) - strlen("{  };"));
		return ("");
	}
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (begins(rest, kinds[i])) {
			const char *name = rest + strlen(kinds[i]);

			buf_add(names, name, strcspn(name, " (="));
			return (rest);
		}
	asset_fail(a, "has an export of an unknown form");
}

/* ---- modules */

static void
line_write(struct join *j, const struct asset_source *a, char *line, struct buf *names)
{
	const char *rest = line;

	if (begins(line, "import ")) {
		import_write(j, a, line);
		return;
	}
	if (begins(line, "export "))
		rest = export_read(a, line, names);
	buf_printf(&j->out, "%s%s", rest, *rest != '\0' ? "\n" : "");
}

static void
module_write(struct join *j, const struct asset_source *a)
{
	const char *text = a->source;
	struct buf names;
	char *line;

	buf_init(&names, j->arena);
	if (a != j->entry) {
		buf_puts(&j->out, "const ");
		name_add(&j->out, a->file);
		buf_puts(&j->out, " = (() => {\n");
	}
	while ((line = line_next(j->arena, &text)) != NULL)
		line_write(j, a, line, &names);
	if (a != j->entry)
		buf_printf(&j->out, "return { %s };\n})();\n", names.len > 0 ? names.data : "");
}

/* Once in each joined script, behind the modules that it imports. */
static void
module_add(struct join *j, struct asset_source *a)
{
	if (a->joined_into == j->entry) {
		if (a->joining)
			asset_fail(a, "imports itself through another module");
		return;
	}
	a->joined_into = j->entry;
	a->joining = true;
	imports_add(j, a);
	module_write(j, a);
	a->joining = false;
}

void
module_join(struct arena *arena, struct asset_source *all, unsigned n, struct asset_source *entry)
{
	struct join j = { .arena = arena, .all = all, .n = n, .entry = entry };
	size_t license = strcspn(entry->source, "\n");

	buf_init(&j.out, arena);
	if (begins(entry->source, "//"))
		buf_add(&j.out, entry->source, license + (entry->source[license] == '\n'));
	module_add(&j, entry);
	entry->text = j.out.data;
	entry->len = j.out.len;
}
