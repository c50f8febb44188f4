/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The texts of mails.
 *
 * How this works: a text is drawn line by line, once as plain text and once as HTML. A line in which a field has no value
 * is omitted. In HTML, an empty line ends a paragraph, and other lines are separated by <br>.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "courier/mail.h"
#include "text/html.h"
#include "text/percent.h"
#include "text/rfc3339.h"
#include "text/utf8.h"

#define TEXT_MAX  65536 /* bytes of a file */
#define LANGUAGES 2
#define EACH	  "{each "
#define EACH_END  "{end}"

static const char *const languages[LANGUAGES] = { "en", "ko" };

struct mail_text {
	char *file; /* the whole file */
};

struct mail_texts {
	struct mail_text *of[LANGUAGES]; /* in the order of the table of mails */
	char *words[LANGUAGES];
};

struct drawing {
	const struct mail_texts *texts;
	const struct mail_values *values;
	const json_t *item; /* of {each}; NULL: none */
	struct buf *out;
	bool html;
	bool missing;	/* a field of the line has no value */
	bool paragraph; /* HTML: a <p> is open */
	bool empty;	/* the last line was empty */
};

/* ---- files */

static char *
mail_text_read(const char *folder, const char *name, const char *language, char why[256])
{
	char path[512], *text = mem_zero(TEXT_MAX + 1, 1);
	FILE *f;
	size_t n;

	(void)snprintf(path, sizeof(path), "%s/%s.%s.txt", folder, name, language);
	f = fopen(path, "re");
	n = f != NULL ? fread(text, 1, TEXT_MAX, f) : 0;
	if (f == NULL || ferror(f) || n == 0 || n == TEXT_MAX || !utf8_valid(text, n) || memchr(text, '\r', n) != NULL) {
		(void)snprintf(why, 256, "%.150s: %.100s", path,
		    f == NULL || ferror(f) ? strerror(errno) :
					     "a text of valid UTF-8 with at most 64 kB and LF at line ends is needed");
		free(text);
		text = NULL;
	}
	if (f != NULL)
		(void)fclose(f);
	return (text);
}

static const struct mail_field *
field_find(const struct mail_record *record, const char *name, size_t n)
{
	const struct mail_field *f;

	for (f = record->fields; f < record->fields + MAIL_FIELDS && f->name != NULL; f++)
		if (strlen(f->name) == n && memcmp(f->name, name, n) == 0)
			return (f);
	return (NULL);
}

static bool
name_is(const char *name, size_t n, const char *word)
{
	return (strlen(word) == n && memcmp(name, word, n) == 0);
}

static bool
is_builtin(const char *name, size_t n)
{
	return (name_is(name, n, "name") || name_is(name, n, "link") || name_is(name, n, "unsubscribe") ||
	    name_is(name, n, "home") || name_is(name, n, "end"));
}

/* A text has a subject, an empty line and a body, and only fields that its record has. */
static bool
mail_text_check(const struct mail_record *record, const char *language, const char *text, char why[256])
{
	const char *at = strchr(text, '\n'), *name;
	size_t n;

	if (at == NULL || at == text || at[1] != '\n' || at[2] == '\0') {
		(void)snprintf(why, 256, "%s.%s.txt: a subject, an empty line and a text are needed", record->name, language);
		return (false);
	}
	for (at = strchr(text, '{'); at != NULL; at = strchr(at, '{')) {
		name = at + (strncmp(at, EACH, strlen(EACH)) == 0 ? strlen(EACH) : 1);
		n = strcspn(name, "}\n");
		if (name[n] != '}' || (!is_builtin(name, n) && field_find(record, name, n) == NULL)) {
			(void)snprintf(why, 256, "%s.%s.txt: unknown field {%.*s}", record->name, language, (int)n, name);
			return (false);
		}
		at = name + n;
	}
	return (true);
}

static bool
texts_load_language(struct mail_texts *t, const char *folder, size_t language, char why[256])
{
	t->of[language] = mem_zero(nmails, sizeof(struct mail_text));
	for (size_t i = 0; i < nmails; i++) {
		t->of[language][i].file = mail_text_read(folder, mails[i]->name, languages[language], why);
		if (t->of[language][i].file == NULL ||
		    !mail_text_check(mails[i], languages[language], t->of[language][i].file, why))
			return (false);
	}
	t->words[language] = mail_text_read(folder, "words", languages[language], why);
	return (t->words[language] != NULL);
}

struct mail_texts *
mail_texts_load(const char *folder, char why[256])
{
	struct mail_texts *t = mem_zero(1, sizeof(*t));

	for (size_t i = 0; i < LANGUAGES; i++)
		if (!texts_load_language(t, folder, i, why)) {
			mail_texts_end(t);
			return (NULL);
		}
	return (t);
}

void
mail_texts_end(struct mail_texts *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < LANGUAGES; i++) {
		for (size_t m = 0; t->of[i] != NULL && m < nmails; m++)
			free(t->of[i][m].file);
		free(t->of[i]);
		free(t->words[i]);
	}
	free(t);
}

static size_t
language_index(const char *language)
{
	size_t i = 0;

	while (i < LANGUAGES && strcmp(languages[i], language) != 0)
		i++;
	return (i);
}

bool
mail_language_known(const char *language)
{
	return (language_index(language) < LANGUAGES);
}

/* ---- values */

/* As one line; escaped in HTML. */
static void
draw_text(struct drawing *d, const char *text, size_t n)
{
	struct buf line;
	uint32_t c;
	size_t step;

	buf_init(&line, NULL);
	for (size_t i = 0; i < n; i += step) {
		step = utf8_next(text + i, n - i, &c);
		if (step == 0)
			step = 1;
		else if (utf8_line(text + i, step))
			buf_add(&line, text + i, step);
		else
			buf_putc(&line, ' ');
	}
	if (d->html)
		html_escape(d->out, line.data != NULL ? line.data : "", line.len);
	else
		buf_add(d->out, line.data, line.len);
	buf_end(&line);
}

static void
draw_link(struct drawing *d, const char *url)
{
	size_t n = strlen(url);

	if (!d->html) {
		draw_text(d, url, n);
		return;
	}
	buf_puts(d->out, "<a href=\"");
	html_escape(d->out, url, n);
	buf_puts(d->out, "\">");
	html_escape(d->out, url, n);
	buf_puts(d->out, "</a>");
}

static void
draw_word(struct drawing *d, const char *field, const char *code)
{
	const char *at = d->texts->words[language_index(d->values->language)];
	char key[100];
	int n = snprintf(key, sizeof(key), "%s.%s = ", field, code);

	for (; at != NULL && *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n')
		if (strncmp(at, key, (size_t)n) == 0) {
			draw_text(d, at + n, strcspn(at + n, "\n"));
			return;
		}
	draw_text(d, code, strlen(code));
}

static void
draw_date(struct drawing *d, const char *text)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December" };
	int year, month, day;
	int64_t us;
	char out[40];

	if (!rfc3339_read(text, &us) || sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3) {
		d->missing = true;
		return;
	}
	if (strcmp(d->values->language, "ko") == 0)
		(void)snprintf(out, sizeof(out), "%d년 %d월 %d일", year, month, day);
	else
		(void)snprintf(out, sizeof(out), "%d %s %d", day, months[month - 1], year);
	draw_text(d, out, strlen(out));
}

static const json_t *
mail_value(const struct drawing *d, const char *name, size_t n)
{
	char key[64];
	const json_t *v;

	(void)snprintf(key, sizeof(key), "%.*s", (int)n, name);
	v = d->item != NULL ? json_object_get(d->item, key) : NULL;
	return (v != NULL ? v : json_object_get(d->values->data, key));
}

static void
draw_path(struct drawing *d, const char *path)
{
	struct buf url;

	buf_init(&url, NULL);
	buf_puts(&url, d->values->base_url);
	buf_puts(&url, path);
	draw_link(d, url.data);
	buf_end(&url);
}

static void
draw_value(struct drawing *d, const struct mail_field *f, const json_t *v)
{
	const char *text = json_string_value(v);
	char number[32];

	if (json_is_integer(v)) {
		(void)snprintf(number, sizeof(number), "%lld", (long long)json_integer_value(v));
		text = number;
	}
	if (text == NULL || *text == '\0')
		d->missing = true;
	else if (f->kind == FIELD_WORD)
		draw_word(d, f->name, text);
	else if (f->kind == FIELD_DATE)
		draw_date(d, text);
	else if (f->kind == FIELD_PATH && *text == '/')
		draw_path(d, text);
	else
		draw_text(d, text, strlen(text));
}

/* Appends the address of {link}; nothing if the record has none, or a value is missing. */
static void
mail_link_put(const struct mail_values *values, struct buf *out)
{
	const char *at = values->record->link, *v;
	char key[64];
	size_t n;

	if (at == NULL || (strstr(at, "{token}") != NULL && values->token == NULL))
		return;
	buf_puts(out, values->base_url);
	while (*at != '\0') {
		n = strcspn(at, "{");
		buf_add(out, at, n);
		at += n;
		if (*at == '\0')
			return;
		n = strcspn(at, "}");
		(void)snprintf(key, sizeof(key), "%.*s", (int)n - 1, at + 1);
		v = strcmp(key, "token") == 0 ? values->token : json_string_value(json_object_get(values->data, key));
		if (v != NULL)
			percent_encode(out, v, strlen(v));
		at += n + 1;
	}
}

void
mail_unsubscribe_url(const struct mail_values *values, struct buf *out)
{
	buf_puts(out, values->base_url);
	buf_puts(out, "/unsubscribe?token=");
	if (values->token != NULL)
		percent_encode(out, values->token, strlen(values->token));
}

static void
draw_url(struct drawing *d, const char *name, size_t n)
{
	struct buf url;

	buf_init(&url, NULL);
	if (name_is(name, n, "home"))
		buf_printf(&url, "%s/", d->values->base_url);
	else if (name_is(name, n, "link"))
		mail_link_put(d->values, &url);
	else if (d->values->record->notification && d->values->token != NULL)
		mail_unsubscribe_url(d->values, &url);
	if (url.len > 0)
		draw_link(d, url.data);
	else
		d->missing = true;
	buf_end(&url);
}

static void
draw_field(struct drawing *d, const char *name, size_t n)
{
	const struct mail_field *f = field_find(d->values->record, name, n);

	if (f != NULL)
		draw_value(d, f, mail_value(d, name, n));
	else if (!name_is(name, n, "name"))
		draw_url(d, name, n);
	else if (d->values->name != NULL)
		draw_text(d, d->values->name, strlen(d->values->name));
	else
		d->missing = true;
}

/* ---- lines */

/* Appends one line of a text with its values; sets d->missing if one is missing. */
static void
draw_pieces(struct drawing *d, const char *line, size_t n)
{
	const char *end = line + n, *close;

	d->missing = false;
	while (line < end) {
		n = strcspn(line, "{\n");
		if (d->html)
			html_escape(d->out, line, n);
		else
			buf_add(d->out, line, n);
		line += n;
		if (line >= end)
			return;
		close = memchr(line, '}', (size_t)(end - line));
		draw_field(d, line + 1, (size_t)(close - line) - 1);
		line = close + 1;
	}
}

static void
mail_paragraph_end(struct drawing *d)
{
	if (d->paragraph)
		buf_puts(d->out, "</p>\n");
	d->paragraph = false;
}

static void
draw_line(struct drawing *d, const char *line, size_t n)
{
	size_t begun = d->out->len;

	if (n == 0) {
		if (!d->html && !d->empty)
			buf_putc(d->out, '\n');
		mail_paragraph_end(d);
		d->empty = true;
		return;
	}
	if (d->html)
		buf_puts(d->out, d->paragraph ? "<br>\n" : "<p>");
	draw_pieces(d, line, n);
	if (d->missing) {
		d->out->len = begun;
		if (d->out->data != NULL)
			d->out->data[begun] = '\0';
		return;
	}
	d->paragraph = d->html;
	d->empty = false;
	if (!d->html)
		buf_putc(d->out, '\n');
}

/* The lines from `at` to `end`; {each} is not nested. */
static void
draw_lines(struct drawing *d, const char *at, const char *end)
{
	const char *list, *close, *body;
	const json_t *item;
	size_t n, i;

	for (; at < end; at += n + (at[n] == '\n')) {
		n = strcspn(at, "\n");
		if (strncmp(at, EACH, strlen(EACH)) != 0 || d->item != NULL) {
			if (strncmp(at, EACH_END, strlen(EACH_END)) != 0)
				draw_line(d, at, n);
			continue;
		}
		list = at + strlen(EACH);
		body = at + n + (at[n] == '\n');
		close = strstr(body, EACH_END);
		if (close == NULL)
			close = end;
		json_array_foreach (mail_value(d, list, strcspn(list, "}\n")), i, item) {
			d->item = item;
			draw_lines(d, body, close);
		}
		d->item = NULL;
		at = close;
		n = strcspn(at, "\n");
	}
}

static void
draw_body(struct drawing *d, const char *body)
{
	if (d->html)
		buf_printf(d->out,
		    "<!doctype html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n"
		    "<body style=\"max-width:36em;font:16px/1.5 sans-serif\">\n",
		    d->values->language);
	draw_lines(d, body, body + strlen(body));
	mail_paragraph_end(d);
	if (d->html)
		buf_puts(d->out, "</body>\n</html>\n");
}

static const char *
text_of(const struct mail_texts *t, const struct mail_values *values)
{
	size_t i = 0;

	while (mails[i] != values->record)
		i++;
	return (t->of[language_index(values->language)][i].file);
}

bool
mail_render(const struct mail_texts *t, const struct mail_values *values, struct buf *subject, struct buf *text, struct buf *html)
{
	const char *file = text_of(t, values);
	size_t n = strcspn(file, "\n");
	struct drawing d = { .texts = t, .values = values, .out = subject };
	bool fine;

	draw_pieces(&d, file, n);
	fine = !d.missing;
	d.out = text;
	d.empty = true;
	draw_body(&d, file + n + 2);
	d.out = html;
	d.html = true;
	draw_body(&d, file + n + 2);
	return (fine);
}
