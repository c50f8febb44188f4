/* SPDX-License-Identifier: Apache-2.0 */
/* The page after a sign-in that leads back to a page of the newspaper. */
#ifndef WEB_WAY_ON_H
#define WEB_WAY_ON_H

#include "request/request.h"

/*
 * Replies with a page that goes on to url: the policy form-action, ours or the provider's, keeps a form's answer from leading to
 * another origin; the field Refresh does not.
 */
void way_on_reply(struct request *, const char *url);

#endif
