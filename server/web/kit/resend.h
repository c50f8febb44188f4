/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shows a refused form again: its author can read and change the text fields, other fields are hidden inputs, and
 * passwords and the form token are dropped. refusal.c does this for all forms, so a new form needs no code. A field
 * that resend.c does not list is shown if its value is more than one word.
 */
#ifndef WEB_RESEND_H
#define WEB_RESEND_H

#include "web/kit/page.h"

#define PENDING "f." /* prefix of the field names of a form that the sign-in page carries */

/* Does the request have a form that was read? */
bool resend_has(struct request *);
/* Does it have a password field? Such a form must be typed again. */
bool resend_has_secret(struct request *);
/*
 * Adds to root's "fields" and "hidden" (view.h) the form's fields whose names begin with take, which give replaces.
 * seen_only: only the text fields, read-only.
 */
void resend_put(struct request *, json_t *root, const char *take, const char *give, bool seen_only);

#endif
