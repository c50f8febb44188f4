/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page /account/confirm, where the person of a session proves themselves again (core.fresh), and then goes on to the page
 * `return` or sends the form that was refused.
 */
#ifndef WEB_CONFIRM_H
#define WEB_CONFIRM_H

#include "web/kit/page.h"

/* "/account/confirm?return=…" */
const char *confirm_href(struct request *, const char *next);
/*
 * Replies to a page or form whose query answered `confirm`: with the page that asks for the proof. It carries the refused form, if
 * that has no password and the proof is given on the page itself; else the person repeats the form.
 */
void confirm_ask(struct request *, const struct answer *);

#endif
