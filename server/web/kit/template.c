/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the steps of a template over a JSON document. */
#include "web/kit/template.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "text/percent.h"
#include "text/html.h"

/* One scope: the object of names, and the item of ".". */
struct template_scope {
	json_t *object;
	json_t *item;
};

struct template_run {
	json_t *document;
	const struct mount *mount;
	struct buf *out;
	const char *missing;
	unsigned depth;
};

/*
 * A browser drops tabs and newlines inside a URL and spaces around it, and reads '\' as '/' (WHATWG URL 4.4). A URL
 * with such a byte is refused.
 */
static bool
url_plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] <= ' ' || s[i] == '\\' || s[i] == 0x7f)
			return (false);
	return (true);
}

static bool
url_allowed(const char *s, size_t n)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:" };

	if (n == 0 || !url_plain(s, n))
		return (false);
	if (s[0] == '/')
		return (n == 1 || s[1] != '/');
	if (s[0] == '?' || s[0] == '#')
		return (true);
	for (size_t i = 0; i < LENGTH(schemes); i++)
		if (n > strlen(schemes[i]) && strncasecmp(s, schemes[i], strlen(schemes[i])) == 0)
			return (true);
	return (false);
}

void
template_url(struct buf *b, const struct mount *mount, const char *s, size_t n)
{
	if (!url_allowed(s, n)) {
		buf_putc(b, '#');
		return;
	}
	if (s[0] == '/')
		buf_puts(b, mount_before(mount, s));
	html_escape(b, s, n);
}

/* ---- names */

static json_t *
template_find(const struct template_run *r, const struct template_scope *at, const char *name)
{
	json_t *value = at->object;

	if (strcmp(name, ".") == 0)
		return (at->item);
	if (name[0] == '@') {
		value = r->document;
		name++;
	}
	while (value != NULL) {
		const char *dot = strchr(name, '.');

		if (dot == NULL)
			return (json_object_get(value, name));
		value = json_object_getn(value, name, (size_t)(dot - name));
		name = dot + 1;
	}
	return (NULL);
}

static bool
template_truthy(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_NULL:
	case JSON_FALSE:
		return (false);
	case JSON_INTEGER:
		return (json_integer_value(value) != 0);
	case JSON_STRING:
		return (json_string_length(value) > 0);
	case JSON_ARRAY:
		return (json_array_size(value) > 0);
	default:
		return (true);
	}
}

/* ---- values */

static void
template_put(const struct template_run *r, enum step_kind kind, const char *s, size_t n)
{
	struct buf *out = r->out;

	if (kind == STEP_ESCAPE)
		html_escape(out, s, n);
	else if (kind == STEP_URL)
		template_url(out, r->mount, s, n);
	else if (kind == STEP_PART)
		percent_encode(out, s, n);
	else
		buf_add(out, s, n);
}

static void
template_put_value(struct template_run *r, const struct template_step *step, const json_t *value)
{
	char number[48];
	int n = 0;

	if (value == NULL) {
		if (r->missing == NULL)
			r->missing = step->text;
		return;
	}
	switch (json_typeof(value)) {
	case JSON_STRING:
		template_put(r, step->kind, json_string_value(value), json_string_length(value));
		return;
	case JSON_INTEGER:
		n = snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_REAL:
		n = snprintf(number, sizeof(number), "%.6g", json_real_value(value));
		break;
	case JSON_TRUE:
		n = snprintf(number, sizeof(number), "true");
		break;
	case JSON_FALSE:
		n = snprintf(number, sizeof(number), "false");
		break;
	default:
		return;
	}
	template_put(r, step->kind == STEP_URL ? STEP_PART : step->kind, number, (size_t)n);
}

/* ---- steps */

static void template_walk(struct template_run *, const struct template *, unsigned from, unsigned to,
    const struct template_scope *);

static void
template_each(struct template_run *r, const struct template *t, unsigned i, json_t *value, const struct template_scope *at)
{
	const struct template_step *step = &t->steps[i];
	struct template_scope inner = *at;

	if (json_is_array(value)) {
		size_t n = json_array_size(value);

		for (size_t k = 0; k < n; k++) {
			inner.item = json_array_get(value, k);
			inner.object = json_is_object(inner.item) ? inner.item : at->object;
			template_walk(r, t, i + 1, step->end, &inner);
		}
		return;
	}
	if (json_is_object(value))
		inner.object = inner.item = value;
	template_walk(r, t, i + 1, step->end, &inner);
}

static void
template_partial(struct template_run *r, const struct template *t, const struct template_scope *at)
{
	if (r->depth >= TEMPLATE_DEPTH)
		return;
	r->depth++;
	template_walk(r, t, 0, t->nsteps, at);
	r->depth--;
}

static void
template_walk(struct template_run *r, const struct template *t, unsigned from, unsigned to, const struct template_scope *at)
{
	unsigned i = from;

	while (i < to) {
		const struct template_step *step = &t->steps[i];
		json_t *value;
		bool yes;

		switch (step->kind) {
		case STEP_TEXT:
			buf_add(r->out, step->text, step->len);
			break;
		case STEP_MOUNT:
			buf_puts(r->out, mount_before(r->mount, step->text));
			break;
		case STEP_PARTIAL:
			template_partial(r, step->in, at);
			break;
		case STEP_SECTION:
		case STEP_INVERTED:
			value = template_find(r, at, step->text);
			yes = value != NULL && template_truthy(value);
			if (step->kind == STEP_INVERTED && !yes)
				template_walk(r, t, i + 1, step->end, at);
			else if (step->kind == STEP_SECTION && yes)
				template_each(r, t, i, value, at);
			i = step->end;
			continue;
		default:
			template_put_value(r, step, template_find(r, at, step->text));
			break;
		}
		i++;
	}
}

const char *
template_render(const struct template *t, json_t *document, const struct mount *mount, struct buf *out)
{
	struct template_run r = { .document = document, .mount = mount, .out = out };
	struct template_scope top = { .object = document, .item = document };

	template_walk(&r, t, 0, t->nsteps, &top);
	return (r.missing);
}
