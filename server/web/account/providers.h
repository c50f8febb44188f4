/* SPDX-License-Identifier: Apache-2.0 */
/* The newspapers' own sign-ins, for our forms of sign-in and sign-up. */
#ifndef WEB_PROVIDERS_H
#define WEB_PROVIDERS_H

#include "web/kit/page.h"

/*
 * Puts a button for each provider before the form, and these words between. next: the page of ours to come
 * back to.
 */
void providers_put(struct request *, json_t *form, const char *next, const char *words);

/* A provider of sites_list(): is it one of OpenID Connect? */
bool provider_is_oidc(const json_t *provider);
/* The way to a provider of OpenID Connect. next: as oidc_begin() takes it. */
const char *provider_oidc_href(struct request *, const char *name, const char *next);

#endif
