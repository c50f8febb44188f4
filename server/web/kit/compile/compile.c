/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The template compiler, which the build runs:
 *
 *   web_compile OUT.c OUT.h FILE…
 *
 * Each template (.html) becomes a table of steps (web/kit/template.h) named template_NAME. Other files become assets
 * (asset.h); asset_NAME_EXT is the path of one.
 *
 * How this works: the compiler copies literal text and feeds it to a small HTML tokenizer (html.h). At each {{name}} the
 * tokenizer's state selects the escaping. A template with a value in an unsafe place does not compile.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "asset.h"
#include "base/arena.h"
#include "base/buf.h"
#include "html.h"

#define GENERATED "/* Generated from server/web. */\n"

#define NESTING	  16
#define STEPS	  512

/* The names of raw values: HTML that the Markdown renderer made. */
static const char *const raw_names[] = { "html", "@ld" };

struct compiled_step {
	const char *kind;
	const char *text; /* literal, name or partial */
	size_t len;
	unsigned end;
};

struct open_section {
	unsigned step;
	struct html was;
};

struct template_source {
	const char *path;
	const char *name;
	const char *text;
	size_t len;
	size_t at;
	struct html html;
	struct buf literal;
	struct compiled_step steps[STEPS];
	unsigned nsteps;
	struct open_section open[NESTING];
	unsigned nopen;
	struct arena *arena;
};

static _Noreturn void compile_fail(const struct template_source *, const char *format, ...) PRINTF_LIKE(2, 3);

static _Noreturn void
compile_fail(const struct template_source *s, const char *format, ...)
{
	va_list list;
	unsigned line = 1;

	for (size_t i = 0; i < s->at && i < s->len; i++)
		line += s->text[i] == '\n';
	fprintf(stderr, "%s:%u: ", s->path, line);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	exit(1);
}

static char *
file_read(struct arena *arena, const char *path, size_t *len)
{
	struct buf b;
	char block[8192];
	size_t n;
	FILE *f = fopen(path, "rb");

	if (f == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	buf_init(&b, arena);
	buf_puts(&b, "");
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(&b, block, n);
	fclose(f);
	*len = b.len;
	return (b.data != NULL ? b.data : arena_copy(arena, "", 0));
}

/* ---- parsing */

static struct compiled_step *
step_add(struct template_source *s, const char *kind, const char *text, size_t len)
{
	if (s->nsteps == STEPS)
		compile_fail(s, "more than %d steps", STEPS);
	s->steps[s->nsteps] = (struct compiled_step) { .kind = kind, .text = text, .len = len };
	return (&s->steps[s->nsteps++]);
}

static void
literal_end(struct template_source *s)
{
	if (s->literal.len > 0)
		(void)step_add(s, "STEP_TEXT", arena_copy(s->arena, s->literal.data, s->literal.len), s->literal.len);
	s->literal.len = 0;
}

/* A path at the beginning of a URL; the step gets the path's literal part. "//host" is no path. */
static void
parse_path(struct template_source *s)
{
	const char *path = s->text + s->at, *braces = strstr(path, "{{");
	size_t n = strcspn(path, "\"'");

	if (path[1] == '/')
		return;
	if (braces != NULL && (size_t)(braces - path) < n)
		n = (size_t)(braces - path);
	literal_end(s);
	(void)step_add(s, "STEP_MOUNT", arena_copy(s->arena, path, n), n);
}

/* Literal text; white space with a newline becomes one newline. */
static void
parse_literal(struct template_source *s)
{
	char c = s->text[s->at];

	if (c == '/' && html_in_url(&s->html) && !s->html.value_begun)
		parse_path(s);
	html_feed(&s->html, c);
	if (s->html.wrong != NULL)
		compile_fail(s, "%s", s->html.wrong);
	s->at++;
	if (c == '\n') {
		while (s->literal.len > 0 && strchr(" \t\n", s->literal.data[s->literal.len - 1]) != NULL)
			s->literal.len--;
		while (s->at < s->len && strchr(" \t\n", s->text[s->at]) != NULL)
			s->at++;
	}
	buf_putc(&s->literal, c);
}

static void
parse_value(struct template_source *s, const char *name)
{
	const char *kind = "STEP_ESCAPE";

	if (!html_value_allowed(&s->html))
		compile_fail(s, "{{%s}} stands where no escaping is safe", name);
	if (html_in_url(&s->html))
		kind = s->html.value_begun ? "STEP_PART" : "STEP_URL";
	s->html.value_begun = true;
	(void)step_add(s, kind, name, strlen(name));
}

static void
parse_raw(struct template_source *s, const char *name)
{
	if (s->html.state != HTML_TEXT)
		compile_fail(s, "{{{%s}}} inside a tag", name);
	for (size_t i = 0; i < LENGTH(raw_names); i++)
		if (strcmp(raw_names[i], name) == 0) {
			(void)step_add(s, "STEP_RAW", name, strlen(name));
			return;
		}
	compile_fail(s, "{{{%s}}} is not on the list of raw names", name);
}

static void
section_open(struct template_source *s, const char *kind, const char *name)
{
	if (s->nopen == NESTING)
		compile_fail(s, "sections nest deeper than %d", NESTING);
	s->open[s->nopen++] = (struct open_section) { .step = s->nsteps, .was = s->html };
	(void)step_add(s, kind, name, strlen(name));
}

static void
section_close(struct template_source *s, const char *name)
{
	struct open_section *o;

	if (s->nopen == 0)
		compile_fail(s, "{{/%s}} closes nothing", name);
	o = &s->open[--s->nopen];
	if (strcmp(s->steps[o->step].text, name) != 0)
		compile_fail(s, "{{/%s}} closes {{#%s}}", name, s->steps[o->step].text);
	if (o->was.state != s->html.state && !(o->was.state == HTML_TAG_NAME && s->html.state == HTML_TAG))
		compile_fail(s, "{{#%s}} opens and closes in different places of the HTML", name);
	s->steps[o->step].end = s->nsteps;
}

static void
parse_partial(struct template_source *s, const char *name)
{
	if (s->html.state != HTML_TEXT)
		compile_fail(s, "{{>%s}} inside a tag", name);
	if (strcmp(name, "token") == 0)
		s->html.token = true;
	(void)step_add(s, "STEP_PARTIAL", name, strlen(name));
}

/* The text between the braces, without spaces at its ends; s->at moves behind the braces. */
static const char *
parse_braces(struct template_source *s, const char *close)
{
	const char *from = s->text + s->at;
	const char *end = strstr(from, close);
	size_t n;

	if (end == NULL)
		compile_fail(s, "no %s", close);
	n = (size_t)(end - from);
	s->at += n + strlen(close);
	while (n > 0 && *from == ' ') {
		from++;
		n--;
	}
	while (n > 0 && from[n - 1] == ' ')
		n--;
	return (arena_copy(s->arena, from, n));
}

static void
name_check(const struct template_source *s, const char *name)
{
	if (*name == '\0' || name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@")] != '\0')
		compile_fail(s, "'%s' is no name", name);
}

static void
parse_tag(struct template_source *s)
{
	char c = s->text[s->at];
	const char *name;

	literal_end(s);
	if (c == '{') {
		s->at++;
		name = parse_braces(s, "}}}");
		name_check(s, name);
		parse_raw(s, name);
		return;
	}
	if (strchr("#^/>!", c) != NULL)
		s->at++;
	name = parse_braces(s, "}}");
	if (c == '!')
		return;
	name_check(s, name);
	if (c == '#')
		section_open(s, "STEP_SECTION", name);
	else if (c == '^')
		section_open(s, "STEP_INVERTED", name);
	else if (c == '/')
		section_close(s, name);
	else if (c == '>')
		parse_partial(s, name);
	else
		parse_value(s, name);
}

static void
parse_template(struct template_source *s)
{
	while (s->at < s->len)
		if (strncmp(s->text + s->at, "{{", 2) == 0) {
			s->at += 2;
			parse_tag(s);
		} else {
			parse_literal(s);
		}
	literal_end(s);
	if (s->nopen > 0)
		compile_fail(s, "{{#%s}} is never closed", s->steps[s->open[s->nopen - 1].step].text);
	if (s->html.state != HTML_TEXT)
		compile_fail(s, "ends inside a tag");
	if (s->html.posting)
		compile_fail(s, "ends inside a form");
}

/* ---- writing C */

static void
write_string(FILE *f, const char *p, size_t n)
{
	fputc('"', f);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (c == '\n')
			fputs(i + 1 < n ? "\\n\"\n\t\"" : "\\n", f);
		else if (c == '"' || c == '\\')
			fprintf(f, "\\%c", c);
		else if (c < ' ' || c > '~' || c == '?')
			fprintf(f, "\\%03o", c);
		else
			fputc(c, f);
	}
	fputc('"', f);
}

static bool
template_known(struct template_source *const *all, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(all[i]->name, name) == 0)
			return (true);
	return (false);
}

static void
write_template(FILE *f, const struct template_source *s, struct template_source *const *all, unsigned n)
{
	fprintf(f, "\nstatic const struct template_step steps_%s[%u] = {\n", s->name, s->nsteps);
	for (unsigned i = 0; i < s->nsteps; i++) {
		const struct compiled_step *step = &s->steps[i];
		bool in = strcmp(step->kind, "STEP_PARTIAL") == 0;

		if (in && !template_known(all, n, step->text))
			compile_fail(s, "there is no template '%s'", step->text);
		fprintf(f, "\t{ %s, %u, %zu, ", step->kind, step->end, step->len);
		write_string(f, step->text, step->len);
		if (in)
			fprintf(f, ", &template_%s },\n", step->text);
		else
			fputs(", NULL },\n", f);
	}
	fprintf(f, "};\nconst struct template template_%s = { \"%s\", steps_%s, %u };\n", s->name, s->name, s->name, s->nsteps);
}

static void
write_assets(FILE *f, const struct asset_source *all, unsigned n)
{
	fputs("\nconst struct asset assets[] = {\n", f);
	for (unsigned i = 0; i < n; i++) {
		fprintf(f, "\t{ \"%s\", \"%s\", ", all[i].path, asset_type(all[i].file));
		write_string(f, all[i].text, all[i].len);
		fprintf(f, ", %zu },\n", all[i].len);
	}
	fprintf(f, "};\nconst size_t nassets = %u;\n", n);
}

/* "signed-in.js" is asset_signed_in_js. */
static void
write_asset_path(FILE *f, const struct asset_source *a)
{
	fputs("#define asset_", f);
	for (const char *p = a->file; *p != '\0'; p++)
		fputc(strchr("-.", *p) != NULL ? '_' : *p, f);
	fprintf(f, " \"%s\"\n", a->path);
}

static const char *
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (slash != NULL ? slash + 1 : path);
}

static const char *
base_name(struct arena *arena, const char *path)
{
	const char *name = file_name(path);

	return (arena_copy(arena, name, strcspn(name, ".")));
}

static FILE *
file_create(const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	return (f);
}

/* Modules of other scripts are no assets. Returns the number of what is left. */
static unsigned
without_imported(struct asset_source *all, unsigned n)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < n; i++)
		if (!all[i].imported)
			all[kept++] = all[i];
	return (kept);
}

/* The assets among the files, finished. */
static unsigned
read_assets(struct arena *arena, char **files, int n, struct asset_source *all)
{
	unsigned found = 0;

	for (int i = 0; i < n; i++)
		if (asset_type(file_name(files[i])) != NULL) {
			struct asset_source *a = &all[found++];

			*a = (struct asset_source) { .file = file_name(files[i]) };
			a->source = file_read(arena, files[i], &a->len);
		}
	for (unsigned i = 0; i < found; i++)
		asset_finish(arena, all, found, &all[i]);
	return (without_imported(all, found));
}

static unsigned
read_templates(struct arena *arena, char **files, int n, struct template_source **all)
{
	unsigned found = 0;

	for (int i = 0; i < n; i++)
		if (asset_type(file_name(files[i])) == NULL) {
			struct template_source *s = all[found++] = arena_alloc(arena, sizeof(*s));

			s->arena = arena;
			s->path = files[i];
			s->name = base_name(arena, s->path);
			s->text = file_read(arena, s->path, &s->len);
			buf_init(&s->literal, arena);
			parse_template(s);
		}
	return (found);
}

static void
write_header(const char *path, struct template_source *const *templates, unsigned n, const struct asset_source *list,
    unsigned nlist)
{
	FILE *h = file_create(path);

	fputs(GENERATED "#ifndef WEB_TEMPLATES_H\n#define WEB_TEMPLATES_H\n\n"
			"#include \"web/kit/asset.h\"\n#include \"web/kit/template.h\"\n\n",
	    h);
	for (unsigned i = 0; i < n; i++)
		fprintf(h, "extern const struct template template_%s;\n", templates[i]->name);
	fputc('\n', h);
	for (unsigned i = 0; i < nlist; i++)
		write_asset_path(h, &list[i]);
	fputs("\n#endif\n", h);
	fclose(h);
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct template_source **templates;
	struct asset_source *list;
	unsigned n, nlist;
	FILE *c;

	if (argc < 4) {
		fputs("usage: web_compile OUT.c OUT.h FILE...\n", stderr);
		return (2);
	}
	templates = arena_alloc(arena, (size_t)argc * sizeof(struct template_source *));
	list = arena_alloc(arena, (size_t)argc * sizeof(struct asset_source));
	nlist = read_assets(arena, argv + 3, argc - 3, list);
	n = read_templates(arena, argv + 3, argc - 3, templates);
	write_header(argv[2], templates, n, list, nlist);
	c = file_create(argv[1]);
	fputs(GENERATED "#include \"templates.h\"\n", c);
	for (unsigned i = 0; i < n; i++)
		write_template(c, templates[i], templates, n);
	write_assets(c, list, nlist);
	if (fclose(c) != 0) {
		perror(argv[1]);
		return (1);
	}
	arena_end(arena);
	return (0);
}
