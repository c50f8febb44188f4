/* SPDX-License-Identifier: Apache-2.0 */
/* The newspapers' own sign-in pages, for our forms of sign-in and sign-up. */
#ifndef WEB_PROVIDERS_H
#define WEB_PROVIDERS_H

#include "web/kit/page.h"

/*
 * Puts a button for each provider with a sign-in page before the form, and these words between. next: the page of ours to come
 * back to.
 */
void providers_put(struct request *, json_t *form, const char *next, const char *words);

#endif
