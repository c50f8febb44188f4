/* SPDX-License-Identifier: Apache-2.0 */
/* The page /sign-in/second, where a sign-in or a signed-in person proves a second factor. */
#ifndef WEB_SECOND_PAGE_H
#define WEB_SECOND_PAGE_H

#include "guard/session_grant.h"
#include "web/kit/page.h"

/*
 * Ends the step of a form whose sign-in is pending: with the cookies, and a redirect to the page, or the page itself if it carries
 * another form (pending.h). next: the page that follows the proof.
 */
void second_page_go(struct request *, const struct session_grant *, const char *next);

#endif
