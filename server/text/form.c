#include "text/form.h"

#include "base/buf.h"
#include "text/utf8.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	if (c >= 'a' && c <= 'f')
		return (c - 'a' + 10);
	return (c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1);
}

/* Decodes into the arena, with a NUL behind. NULL for a wrong percent sign. */
static char *
decoded(struct arena *a, const char *p, size_t n, bool plus, size_t *len)
{
	char *out = arena_alloc(a, n + 1);
	size_t i, put = 0;

	for (i = 0; i < n; i++) {
		char c = p[i];

		if (c == '%') {
			int high = i + 2 < n ? hex(p[i + 1]) : -1;
			int low = high >= 0 ? hex(p[i + 2]) : -1;

			if (low < 0)
				return (NULL);
			c = (char)(high << 4 | low);
			i += 2;
		} else if (c == '+' && plus)
			c = ' ';
		out[put++] = c;
	}
	*len = put;
	return (out);
}

/* What is left can still be shown to its author. */
static size_t
without_nul(char *p, size_t n)
{
	size_t put = 0;

	for (size_t i = 0; i < n; i++)
		if (p[i] != '\0')
			p[put++] = p[i];
	p[put] = '\0';
	return (put);
}

static enum form_result
one(struct arena *a, const char *p, size_t n, struct form_field *f)
{
	const char *eq = memchr(p, '=', n);
	size_t len, left = eq != NULL ? (size_t)(eq - p) : n;
	char *name = decoded(a, p, left, true, &len), *value;

	if (name == NULL || !utf8_valid(name, len))
		return (FORM_BAD);
	value = eq != NULL ? decoded(a, eq + 1, n - left - 1, true, &f->n) : arena_copy(a, "", 0);
	if (value == NULL || !utf8_valid(value, f->n))
		return (FORM_BAD);
	f->name = name;
	f->value = value;
	if (strlen(name) == len && strlen(value) == f->n)
		return (FORM_OK);
	f->n = without_nul(value, f->n);
	return (FORM_NUL);
}

/* How many fields there may be, at most FORM_FIELDS_MAX. */
static size_t
room(const char *p, size_t n)
{
	size_t fields = 1;

	for (size_t i = 0; i < n && fields < FORM_FIELDS_MAX; i++)
		fields += p[i] == '&';
	return (fields);
}

enum form_result
form_read(struct arena *a, const char *p, size_t n, struct form *out)
{
	enum form_result worst = FORM_OK;
	size_t i = 0;

	out->n = 0;
	out->fields = NULL;
	if (n == 0)
		return (FORM_OK);
	out->fields = arena_alloc(a, room(p, n) * sizeof(*out->fields));
	while (i <= n) {
		const char *amp = i < n ? memchr(p + i, '&', n - i) : NULL;
		size_t len = amp != NULL ? (size_t)(amp - p) - i : n - i;

		if (len > 0) {
			enum form_result r;

			if (out->n == FORM_FIELDS_MAX)
				return (FORM_BAD);
			r = one(a, p + i, len, &out->fields[out->n++]);
			if (r == FORM_BAD)
				return (r);
			if (r == FORM_NUL)
				worst = r;
		}
		i += len + 1;
	}
	return (worst);
}

const char *
form_get(const struct form *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->fields[i].name, name) == 0)
			return (f->fields[i].value);
	return (NULL);
}

const char *
form_repeated(const struct form *f)
{
	size_t i, j;

	for (i = 1; i < f->n; i++)
		for (j = 0; j < i; j++)
			if (strcmp(f->fields[i].name, f->fields[j].name) == 0)
				return (f->fields[i].name);
	return (NULL);
}

char *
percent_decode(struct arena *a, const char *p, size_t n)
{
	size_t len;
	char *out = decoded(a, p, n, false, &len);

	if (out == NULL || strlen(out) != len || !utf8_valid(out, len))
		return (NULL);
	return (out);
}

void
percent_encode(struct buf *out, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c != '\0' && strchr("-._~", c) != NULL))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}
