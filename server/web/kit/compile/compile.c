/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The template compiler, which the build runs:
 *
 *   web_compile OUT.c OUT.h STYLE.css TEMPLATE.html…
 *
 * Each template becomes a table of steps (web/kit/template.h) named template_NAME. The stylesheet becomes style_css;
 * its style_path has a digest of the contents, so that browsers cache it for ever.
 *
 * How this works: the compiler copies literal text and feeds it to a small HTML tokenizer (html.h). At each {{name}} the
 * tokenizer's state selects the escaping. A template with a value in an unsafe place does not compile.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "html.h"

#define NESTING 16
#define STEPS	512

/* The names of raw values: HTML that the Markdown renderer made. */
static const char *const raw_names[] = { "html" };

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

/* Literal text; white space with a newline becomes one newline. */
static void
parse_literal(struct template_source *s)
{
	char c = s->text[s->at];

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

/* FNV-1a. A cryptographic hash is not needed: the stylesheet is part of the build. */
static uint64_t
style_digest(const char *p, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 1099511628211u;
	return (h);
}

/* Removes comments and indentation. */
static char *
style_squeeze(struct arena *arena, const char *p, size_t n, size_t *len)
{
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
	*len = b.len;
	return (b.data);
}

static void
write_style(FILE *f, struct arena *arena, const char *path)
{
	size_t n, len;
	const char *text = file_read(arena, path, &n);
	const char *css = style_squeeze(arena, text, n, &len);

	fprintf(f, "\nconst char style_path[] = \"/assets/style-%016" PRIx64 ".css\";\n", style_digest(css, len));
	fprintf(f, "const size_t style_len = %zu;\nconst char style_css[] =\n\t", len);
	write_string(f, css, len);
	fputs(";\n", f);
}

static const char *
base_name(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *from = slash != NULL ? slash + 1 : path;

	return (arena_copy(arena, from, strcspn(from, ".")));
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

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct template_source **all;
	unsigned n = argc > 4 ? (unsigned)argc - 4 : 0;
	FILE *c, *h;

	if (n == 0) {
		fputs("usage: web_compile OUT.c OUT.h STYLE.css TEMPLATE.html...\n", stderr);
		return (2);
	}
	all = arena_alloc(arena, n * sizeof(struct template_source *));
	for (unsigned i = 0; i < n; i++) {
		struct template_source *s = all[i] = arena_alloc(arena, sizeof(*s));

		s->arena = arena;
		s->path = argv[i + 4];
		s->name = base_name(arena, s->path);
		s->text = file_read(arena, s->path, &s->len);
		buf_init(&s->literal, arena);
		parse_template(s);
	}
	h = file_create(argv[2]);
	fputs("/* Generated from server/web/templates and style.css. */\n#ifndef WEB_TEMPLATES_H\n#define WEB_TEMPLATES_H\n\n"
	      "#include \"web/kit/template.h\"\n\n",
	    h);
	for (unsigned i = 0; i < n; i++)
		fprintf(h, "extern const struct template template_%s;\n", all[i]->name);
	fputs("\nextern const char style_path[];\nextern const char style_css[];\nextern const size_t style_len;\n\n#endif\n", h);
	fclose(h);
	c = file_create(argv[1]);
	fputs("/* Generated from server/web/templates and style.css. */\n#include \"templates.h\"\n", c);
	for (unsigned i = 0; i < n; i++)
		write_template(c, all[i], all, n);
	write_style(c, arena, argv[3]);
	if (fclose(c) != 0) {
		perror(argv[1]);
		return (1);
	}
	arena_end(arena);
	return (0);
}
