/*
 * A form that was refused comes back: what its sender wrote can be read and
 * changed, the other fields travel along hidden, passwords and the form token
 * never do. Refusals give forms back in one place (refusal.c), so that a new
 * form has nothing to do for it; a field without a name here is shown when its
 * value is more than one word.
 */
#ifndef WEB_RESEND_H
#define WEB_RESEND_H

#include "web/kit/page.h"

#define PENDING "f." /* begins the names of a form's fields that travel through a sign-in */

/* Has a form come with this request, and was it read? */
bool resend_has(struct request *);
/* Does it hold a password? Such a form is typed anew. */
bool resend_has_secret(struct request *);
/*
 * Adds the form's fields to root's "fields" and "hidden" (view.h): those whose name begins with take, under the name
 * with give in its place. seen_only: only what somebody wrote, to be read and copied.
 */
void resend_put(struct request *, json_t *root, const char *take, const char *give, bool seen_only);

#endif
