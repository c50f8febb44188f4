/*
 * The plain form of a password: what is left of it without the usual disguises.
 * Passwords, listed words and names are compared in this form. For password_*.c.
 */
#ifndef SECRET_PASSWORD_PLAIN_H
#define SECRET_PASSWORD_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define PLAIN_MAX 4096 /* bytes; what follows is left out */

struct plain {
	char text[PLAIN_MAX];
	size_t n; /* bytes */
};

struct password_list;

/*
 * p is folded (NFKC, case folded). "P@$$-w0rd" becomes "password": signs and digits become the letters
 * they stand for, other ASCII punctuation and spaces are dropped. As 1 stands for i and for l, i stands for both.
 */
void plain_make(struct plain *, const char *p, size_t n);

/* Is this plain form on the list? */
bool password_listed(const struct password_list *, const char *plain, size_t n) MUST_USE;

/* Does p (folded) consist of at most three walks over the keyboard, the digits or the alphabet? */
bool password_walks(const char *p, size_t n) MUST_USE;

#endif
