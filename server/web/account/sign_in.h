/* The two ways in as forms, for the pages that go on to something else. */
#ifndef WEB_SIGN_IN_H
#define WEB_SIGN_IN_H

#include "web/kit/page.h"

/* The sign-in's form, with a way back and a name to fill in again. */
json_t *sign_in_form(struct request *, const char *next, const char *login) MUST_USE;

#endif
