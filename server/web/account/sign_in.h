/* SPDX-License-Identifier: Apache-2.0 */
/* The sign-in form, for the pages that continue with another form. */
#ifndef WEB_SIGN_IN_H
#define WEB_SIGN_IN_H

#include "guard/session_grant.h"
#include "web/kit/page.h"

/* next: the page that follows. login: filled in again. */
json_t *sign_in_form(struct request *, const char *next, const char *login) MUST_USE;

/* Replies with the form and a failed check of it; field: where the summary leads. */
void sign_in_refuse_at(struct request *, const char *field, const char *code);
/* Ends the step after every sign-in by a form. */
void sign_in_entered(struct request *, const struct session_grant *);

#endif
