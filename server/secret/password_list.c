/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of common passwords: a sorted array of 64-bit SipHash values under a random key, eight bytes an entry.
 * Entries and passwords are compared in their plain form (password_plain.h). A false match of two passwords is less
 * likely than an undetected disk error.
 */
#include <errno.h>
#include <sodium.h>
#include <stdint.h>
#include <sys/types.h>

#include "secret/password.h"
#include "secret/password_plain.h"
#include "text/normal.h"

struct password_list {
	unsigned char key[crypto_shorthash_KEYBYTES];
	size_t n, capacity;
	uint64_t *values;
};

static uint64_t
list_hash(const struct password_list *l, const char *plain, size_t n)
{
	uint64_t v;

	(void)crypto_shorthash((unsigned char *)&v, (const unsigned char *)plain, n, l->key);
	return (v);
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return ((x > y) - (x < y));
}

/* John the Ripper's list marks comments about the list so. */
static bool
is_list_comment(const char *line, size_t n)
{
	static const char mark[] = "#!comment:";

	return (n >= sizeof(mark) - 1 && memcmp(line, mark, sizeof(mark) - 1) == 0);
}

static void
list_add(struct password_list *l, const char *line, size_t n)
{
	struct buf folded;
	struct plain plain;

	buf_init(&folded, NULL);
	if (!is_list_comment(line, n) && normal_fold(line, n, &folded) && folded.len > 0) {
		plain_make(&plain, folded.data, folded.len);
		if (l->n == l->capacity) {
			l->capacity = l->capacity != 0 ? l->capacity * 2 : 4096;
			l->values = mem_grow(l->values, l->capacity * sizeof(*l->values));
		}
		if (plain.n > 0)
			l->values[l->n++] = list_hash(l, plain.text, plain.n);
	}
	buf_end(&folded);
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
		list_add(l, line, (size_t)n);
	}
	error = ferror(f) ? EIO : 0;
	free(line);
	(void)fclose(f);
	if (error != 0 || l->n == 0) {
		password_list_end(l);
		errno = error;
		return (NULL);
	}
	qsort(l->values, l->n, sizeof(*l->values), by_value);
	l->values = mem_grow(l->values, l->n * sizeof(*l->values));
	l->capacity = l->n;
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
password_listed(const struct password_list *l, const char *plain, size_t n)
{
	uint64_t v;

	if (n == 0 || l->n == 0)
		return (false);
	v = list_hash(l, plain, n);
	return (bsearch(&v, l->values, l->n, sizeof(v), by_value) != NULL);
}
