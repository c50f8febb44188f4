/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks of a new password. An attacker tries common passwords first, each with the disguises and endings that password
 * rules have taught people: "Password123!" is "password". So the password is compared without them.
 */
#include <sodium.h>

#include "secret/password.h"
#include "secret/password_plain.h"
#include "text/normal.h"
#include "text/utf8.h"

#define EXTRA_MAX 4 /* characters beside a listed word or a name */

const char *
password_code(enum password_fault f)
{
	static const char *const codes[] = { "ok", "too_short", "too_long", "common_password", "same_as_name" };

	return (codes[f]);
}

/* ---- plain forms */
static char
undisguise(char c)
{
	switch (c) {
	case '@':
	case '4':
		return ('a');
	case '3':
		return ('e');
	case '1':
	case '!':
	case '|':
	case 'l':
		return ('i');
	case '0':
		return ('o');
	case '$':
	case '5':
		return ('s');
	case '7':
		return ('t');
	default:
		return (c);
	}
}

static bool
is_ascii_digit(char c)
{
	return (c >= '0' && c <= '9');
}

/* ASCII characters other than letters and digits. */
static bool
is_ascii_mark(char c)
{
	return ((unsigned char)c < 0x80 && !is_ascii_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
}

void
plain_make(struct plain *plain, const char *p, size_t n)
{
	size_t i;
	char c;

	plain->n = 0;
	for (i = 0; i < n && plain->n < PLAIN_MAX; i++)
		if (!is_ascii_mark(c = undisguise(p[i])))
			plain->text[plain->n++] = c;
}

/* ---- guessable passwords */
/* "aaaaaaaaaaaa", "abababababab", "가가가가": a piece of up to four bytes, repeated. */
static bool
is_repetitive(const char *p, size_t n)
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

/* A listed word, once or repeated (qwertyqwerty). */
static bool
is_listed(const struct password_list *l, const char *p, size_t n)
{
	struct plain plain;
	bool found = false;
	size_t pieces;

	plain_make(&plain, p, n);
	for (pieces = 1; !found && pieces <= plain.n; pieces++) {
		size_t piece = plain.n / pieces;

		found = plain.n % pieces == 0 && memcmp(plain.text, plain.text + piece, plain.n - piece) == 0 &&
		    password_listed(l, plain.text, piece);
	}
	sodium_memzero(plain.text, plain.n);
	return (found);
}

static size_t
count_removable(const char *p, size_t n, bool end)
{
	size_t i;

	for (i = 0; i < EXTRA_MAX && i < n; i++) {
		char c = p[end ? n - 1 - i : i];

		if (!is_ascii_digit(c) && !is_ascii_mark(c))
			break;
	}
	return (i);
}

/* Removes up to EXTRA_MAX digits and punctuation characters from both ends together. */
static bool
is_common(const struct password_list *l, const char *p, size_t n)
{
	size_t front, back, max_front = count_removable(p, n, false), max_back = count_removable(p, n, true);

	for (front = 0; front <= max_front; front++)
		for (back = 0; back <= max_back && front + back <= EXTRA_MAX && front + back < n; back++) {
			const char *q = p + front;
			size_t m = n - front - back;

			if (is_repetitive(q, m) || password_walks(q, m) || (l != NULL && is_listed(l, q, m)))
				return (true);
		}
	return (false);
}

static bool
contains_name(const struct plain *p, const struct plain *name)
{
	return (name->n > 0 && memmem(p->text, p->n, name->text, name->n) != NULL &&
	    utf8_count(p->text, p->n) <= utf8_count(name->text, name->n) + EXTRA_MAX);
}

static bool
resembles_name(const struct plain *p, const char *name, size_t n)
{
	struct buf folded;
	struct plain plain;
	bool is = false;

	buf_init(&folded, NULL);
	if (n > 0 && normal_fold(name, n, &folded) && folded.len > 0) {
		plain_make(&plain, folded.data, folded.len);
		is = contains_name(p, &plain);
	}
	buf_end(&folded);
	return (is);
}

static bool
is_personal(const char *p, size_t n, const char *const *names, size_t nnames)
{
	struct plain plain;
	bool is = false;
	size_t i;

	plain_make(&plain, p, n);
	for (i = 0; i < nnames && !is; i++)
		if (names[i] != NULL)
			is = resembles_name(&plain, names[i], strlen(names[i])) ||
			    resembles_name(&plain, names[i], strcspn(names[i], "@"));
	sodium_memzero(plain.text, plain.n);
	return (is);
}

enum password_fault
password_check(const char *p, size_t n, unsigned min, size_t max, const char *const *names, size_t nnames,
    const struct password_list *list)
{
	enum password_fault fault = PASSWORD_FINE;
	struct buf folded;

	if (n > max)
		return (PASSWORD_TOO_LONG);
	if (utf8_count(p, n) < min)
		return (PASSWORD_TOO_SHORT);
	buf_init(&folded, NULL);
	if (!normal_fold(p, n, &folded) || folded.len == 0)
		fault = PASSWORD_COMMON; /* no character of it is visible */
	else if (is_common(list, folded.data, folded.len))
		fault = PASSWORD_COMMON;
	else if (is_personal(folded.data, folded.len, names, nnames))
		fault = PASSWORD_PERSONAL;
	if (folded.data != NULL)
		sodium_memzero(folded.data, folded.len);
	buf_end(&folded);
	return (fault);
}
