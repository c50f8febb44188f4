/*
 * The list of common passwords: a sorted array of 64-bit SipHash values under a
 * random key, eight octets an entry whatever its length. That two different
 * passwords share a value is less likely than a wrong disk read.
 */
#include <errno.h>
#include <sodium.h>
#include <stdint.h>
#include <sys/types.h>

#include "secret/password.h"

struct password_list {
	unsigned char key[crypto_shorthash_KEYBYTES];
	size_t n, room;
	uint64_t *values;
};

#define LONGEST 1024 /* octets of an entry; longer ones are skipped */

static char
lower(char c)
{
	return (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
}

static uint64_t
value(const struct password_list *l, const char *p, size_t n)
{
	char folded[LONGEST];
	uint64_t v;
	size_t i;

	for (i = 0; i < n; i++)
		folded[i] = lower(p[i]);
	(void)crypto_shorthash((unsigned char *)&v, (const unsigned char *)folded, n, l->key);
	sodium_memzero(folded, n);
	return (v);
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return ((x > y) - (x < y));
}

static void
add(struct password_list *l, const char *p, size_t n)
{
	if (l->n == l->room) {
		l->room = l->room != 0 ? l->room * 2 : 4096;
		l->values = mem_grow(l->values, l->room * sizeof(*l->values));
	}
	l->values[l->n++] = value(l, p, n);
}

struct password_list *
password_list_load(const char *path)
{
	FILE *f = fopen(path, "re");
	struct password_list *l;
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	int error;

	if (f == NULL)
		return (NULL);
	l = mem_zero(1, sizeof(*l));
	crypto_shorthash_keygen(l->key);
	while ((n = getline(&line, &size, f)) > 0) {
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			n--;
		if (n > 0 && n <= LONGEST)
			add(l, line, (size_t)n);
	}
	error = ferror(f) ? EIO : 0;
	free(line);
	(void)fclose(f);
	if (error != 0) {
		password_list_end(l);
		errno = error;
		return (NULL);
	}
	if (l->n > 0) {
		qsort(l->values, l->n, sizeof(*l->values), by_value);
		l->values = mem_grow(l->values, l->n * sizeof(*l->values));
		l->room = l->n;
	}
	return (l);
}

void
password_list_end(struct password_list *l)
{
	if (l == NULL)
		return;
	free(l->values);
	free(l);
}

size_t
password_list_count(const struct password_list *l)
{
	return (l->n);
}

bool
password_listed(const struct password_list *l, const char *p, size_t n)
{
	uint64_t v;

	if (n == 0 || n > LONGEST || l->n == 0)
		return (false);
	v = value(l, p, n);
	return (bsearch(&v, l->values, l->n, sizeof(v), by_value) != NULL);
}

/* ---- checks for a new password */
const char *
password_code(enum password_fault f)
{
	static const char *const codes[] = { "ok", "too_short", "too_long", "common_password", "same_as_name" };

	return (codes[f]);
}

static size_t
characters(const char *p, size_t n)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += ((unsigned char)p[i] & 0xc0) != 0x80;
	return (count);
}

/* "aaaaaaaaaaaa", "abababababab", "가가가가": a short piece over and over. */
static bool
monotonous(const char *p, size_t n)
{
	size_t period, i;

	for (period = 1; period <= 4 && period * 3 <= n; period++) {
		for (i = period; i < n && p[i] == p[i - period];)
			i++;
		if (i == n)
			return (true);
	}
	return (false);
}

static bool
same(const char *p, size_t n, const char *q, size_t nq)
{
	size_t i;

	if (n != nq)
		return (false);
	for (i = 0; i < n && lower(p[i]) == lower(q[i]);)
		i++;
	return (i == n);
}

enum password_fault
password_check(const char *p, size_t n, unsigned least, size_t most, const char *name, const char *email,
    const struct password_list *list)
{
	if (n > most)
		return (PASSWORD_TOO_LONG);
	if (characters(p, n) < least)
		return (PASSWORD_TOO_SHORT);
	if (monotonous(p, n) || (list != NULL && password_listed(list, p, n)))
		return (PASSWORD_COMMON);
	if (name != NULL && same(p, n, name, strlen(name)))
		return (PASSWORD_PERSONAL);
	if (email != NULL && (same(p, n, email, strlen(email)) || same(p, n, email, strcspn(email, "@"))))
		return (PASSWORD_PERSONAL);
	return (PASSWORD_FINE);
}
