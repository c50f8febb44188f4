/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cache key of a request, read before its route is known. Only the target and a few listed header fields decide which
 * cached response answers it.
 */
#include <assert.h>
#include <string.h>

#include "request/page_cache.h"

bool
version_parse(const char *s, size_t n, long *out)
{
	*out = 0;
	if (n == 0 || n > 18)
		return (false);
	for (; n > 0; s++, n--) {
		if (*s < '0' || *s > '9')
			return (false);
		*out = *out * 10 + (*s - '0');
	}
	return (true);
}

/* Under /v1 an unknown parameter is an error, so there the whole query belongs to the key. */
static bool
is_page(const char *path)
{
	return (strncmp(path, "/v1/", 4) != 0);
}

/* Adds the parameters of one row. */
static void
parameters_add(char *list, size_t size, const char *row)
{
	char name[32];
	size_t n, len = strlen(list);

	for (; *row != '\0'; row += n + strspn(row + n, " ")) {
		n = strcspn(row, " ");
		assert(n < sizeof(name) && len + n + 2 <= size);
		(void)snprintf(name, sizeof(name), "%.*s", (int)n, row);
		if (strcmp(name, "v") != 0 && !word_in(list, name))
			len += (size_t)snprintf(list + len, size - len, "%s%s", len > 0 ? " " : "", name);
	}
}

const char *
page_parameters(void)
{
	static char list[256];

	if (list[0] != '\0')
		return (list);
	for (size_t i = 0; i < nroutes; i++)
		if (routes[i].cached && is_page(routes[i].path))
			parameters_add(list, sizeof(list), routes[i].query);
	return (list);
}

/*
 * Campaigns add parameters to links, which do not change the page and are left out of its key. A name with an escape may
 * still be one of ours, and a malformed parameter is an error: both stay in the key.
 */
static bool
is_foreign(struct exchange *ex, const char *p, size_t len)
{
	size_t n = 0;
	char *name;

	while (n < len && p[n] != '=')
		n++;
	if (memchr(p, '%', n) != NULL || memchr(p, '+', n) != NULL)
		return (false);
	name = arena_copy(exchange_arena(ex), p, n);
	return (!word_in(page_parameters(), name) && percent_decode(exchange_arena(ex), p, len) != NULL);
}

static void
key_add(struct target *t, size_t path_len, const char *p, size_t len)
{
	if (t->n + len + 1 > sizeof(t->key)) {
		t->plain = false;
		return;
	}
	t->key[t->n] = t->n == path_len ? '?' : '&';
	memcpy(t->key + t->n + 1, p, len);
	t->n += len + 1;
}

/* v=… asks for a version of the same page, so it is left out of the key. */
static void
query_read_page(struct exchange *ex, struct target *t, const char *q)
{
	size_t path_len = t->n, len;
	unsigned n = 0;
	long v;

	for (; *q != '\0'; q += len + (q[len] == '&')) {
		len = strcspn(q, "&");
		n += len > 0;
		if (len > 2 && q[0] == 'v' && q[1] == '=' && version_parse(q + 2, len - 2, &v)) {
			if (v > t->min)
				t->min = v;
		} else if (!is_foreign(ex, q, len))
			key_add(t, path_len, q, len);
	}
	if (n > FORM_FIELDS_MAX)
		t->plain = false; /* an error, which the handler answers */
}

void
target_set(struct target *t, const char *path)
{
	t->n = strlen(path);
	t->min = 0;
	t->plain = t->n < sizeof(t->key);
	if (t->plain)
		memcpy(t->key, path, t->n);
}

void
target_read(struct exchange *ex, struct target *t)
{
	const char *path = exchange_path(ex), *q = exchange_query(ex);
	const char *field = exchange_field(ex, "madang-min-version");
	size_t path_len = strlen(path);

	t->n = 0;
	t->min = 0;
	t->plain = path_len < sizeof(t->key);
	if (t->plain && field != NULL)
		t->plain = version_parse(field, strlen(field), &t->min);
	if (!t->plain)
		return;
	memcpy(t->key, path, path_len);
	t->n = path_len;
	if (is_page(path))
		query_read_page(ex, t, q);
	else if (*q != '\0')
		key_add(t, path_len, q, strlen(q));
}

bool
has_authorization(struct exchange *ex)
{
	return (exchange_field(ex, "authorization") != NULL);
}

bool
has_session(struct exchange *ex)
{
	const char *cookie = exchange_field(ex, "cookie");

	return ((cookie != NULL && (strstr(cookie, "madang=") != NULL || strstr(cookie, "madang-frame=") != NULL)) ||
	    has_authorization(ex));
}

/* A browser sets this cookie by script only (script/overlay.js), so a page of it can ask for the overlay. */
bool
has_script(struct exchange *ex)
{
	const char *cookie = exchange_field(ex, "cookie");

	return (cookie != NULL && strstr(cookie, SCRIPT_COOKIE "=1") != NULL);
}

bool
takes_gzip(struct exchange *ex)
{
	const char *field = exchange_field(ex, "accept-encoding"), *p;

	if (field == NULL || (p = strstr(field, "gzip")) == NULL)
		return (false);
	p += strlen("gzip");
	p += strspn(p, " \t");
	return (*p == '\0' || *p == ',' || (*p == ';' && strstr(p, "q=0") == NULL));
}
