/* SPDX-License-Identifier: Apache-2.0 */
#include "text/form.h"

#include <string.h>

#include "text/percent.h"
#include "text/utf8.h"

/* So that a page can show the value to its author again. */
static size_t
form_drop_nul(char *p, size_t n)
{
	size_t put = 0;

	for (size_t i = 0; i < n; i++)
		if (p[i] != '\0')
			p[put++] = p[i];
	p[put] = '\0';
	return (put);
}

static enum form_result
form_field_read(struct arena *a, const char *p, size_t n, struct form_field *f)
{
	const char *eq = memchr(p, '=', n);
	size_t len, left = eq != NULL ? (size_t)(eq - p) : n;
	char *name = percent_decode_bytes(a, p, left, true, &len), *value;

	if (name == NULL || !utf8_valid(name, len))
		return (FORM_BAD);
	value = eq != NULL ? percent_decode_bytes(a, eq + 1, n - left - 1, true, &f->n) : arena_copy(a, "", 0);
	if (value == NULL || !utf8_valid(value, f->n))
		return (FORM_BAD);
	f->name = name;
	f->value = value;
	if (strlen(name) == len && strlen(value) == f->n)
		return (FORM_OK);
	f->n = form_drop_nul(value, f->n);
	return (FORM_NUL);
}

/* An upper bound of the number of fields, at most FORM_FIELDS_MAX. */
static size_t
form_fields_max(const char *p, size_t n)
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
	out->fields = arena_alloc(a, form_fields_max(p, n) * sizeof(*out->fields));
	while (i <= n) {
		const char *amp = i < n ? memchr(p + i, '&', n - i) : NULL;
		size_t len = amp != NULL ? (size_t)(amp - p) - i : n - i;

		if (len > 0) {
			enum form_result r;

			if (out->n == FORM_FIELDS_MAX)
				return (FORM_BAD);
			r = form_field_read(a, p + i, len, &out->fields[out->n++]);
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
