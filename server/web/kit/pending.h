/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A form posted without a session. The sign-in and sign-up pages carry it: they show its text, and signing in posts it.
 * There its field names begin with PENDING (resend.h); the field `then` holds its path.
 *
 * Both requests must come from this server's own pages (Origin). So a foreign page cannot make a reader who signs in
 * post its text.
 */
#ifndef WEB_PENDING_H
#define WEB_PENDING_H

#include "guard/session_grant.h"
#include "web/kit/page.h"

/* Can the sign-in page carry this request's form? */
bool pending_fits(struct request *);
/* Replies 401 with the sign-in page that carries it. */
void pending_sign_in(struct request *);
/* On the page that asks for a proof: carries this request's form; keeps carrying it when that page is shown again. */
void pending_carry(struct request *, json_t *root);
void pending_carry_on(struct request *, json_t *root);
/* On the sign-in and sign-up pages: adds the carried form, and a button for the other page ("/sign-up"). */
void pending_put(struct request *, json_t *root, const char *other, const char *button);
/* After the sign-in or the proof: continues as the carried form in this step. False: there is none. */
bool pending_go(struct request *, const struct session_grant *) MUST_USE;

#endif
