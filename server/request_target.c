/*
 * What is asked for, read before any route is: the target and a few listed
 * fields decide which kept answer fits, and nothing else does.
 */
#include <string.h>

#include "request_page.h"

static bool
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

/* The key is the target without v=…, which asks for a version of the same page. */
void
target_read(struct exchange *ex, struct target *t)
{
	const char *path = exchange_path(ex), *q = exchange_query(ex);
	const char *field = exchange_field(ex, "madang-min-version");
	size_t path_len = strlen(path), len;
	long v;

	t->n = 0;
	t->least = 0;
	t->plain = path_len + strlen(q) + 2 < sizeof(t->key);
	if (t->plain && field != NULL)
		t->plain = version_parse(field, strlen(field), &t->least);
	if (!t->plain)
		return;
	memcpy(t->key, path, path_len);
	t->n = path_len;
	for (; *q != '\0'; q += len + (q[len] == '&')) {
		len = strcspn(q, "&");
		if (len > 2 && q[0] == 'v' && q[1] == '=' && version_parse(q + 2, len - 2, &v)) {
			if (v > t->least)
				t->least = v;
			continue;
		}
		t->key[t->n] = t->n == path_len ? '?' : '&';
		memcpy(t->key + t->n + 1, q, len);
		t->n += len + 1;
	}
}

bool
has_session(struct exchange *ex)
{
	const char *cookie = exchange_field(ex, "cookie");

	return (cookie != NULL && strstr(cookie, "madang=") != NULL);
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
