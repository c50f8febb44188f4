/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plain form of a password, without the usual disguises. Passwords, listed words and names are compared in this
 * form. Private to password_*.c.
 */
#ifndef SECRET_PASSWORD_PLAIN_H
#define SECRET_PASSWORD_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define PLAIN_MAX 4096 /* bytes; longer input is cut */

struct plain {
	char text[PLAIN_MAX];
	size_t n; /* bytes */
};

struct password_list;

/*
 * Makes the plain form of p, which is folded (NFKC, case folded): "P@$$-w0rd" becomes "password". Signs and digits
 * become the letters that they imitate; other ASCII punctuation and spaces are dropped. 1 can mean i or l, so l
 * becomes i too.
 */
void plain_make(struct plain *, const char *p, size_t n);

/* Is this plain form on the list? */
bool password_listed(const struct password_list *, const char *plain, size_t n) MUST_USE;

/* Does p (folded) consist of at most three walks over adjacent keys, digits or letters of the alphabet? */
bool password_walks(const char *p, size_t n) MUST_USE;

#endif
