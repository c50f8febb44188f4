/* SPDX-License-Identifier: Apache-2.0 */
/* The sign-in form, for the pages that continue with another form. */
#ifndef WEB_SIGN_IN_H
#define WEB_SIGN_IN_H

#include "web/kit/page.h"

/* next: the page that follows. login: filled in again. */
json_t *sign_in_form(struct request *, const char *next, const char *login) MUST_USE;

#endif
