/*
 * A form that nobody was signed in for: it travels through the sign-in or sign-up
 * page, its text in sight, and the sign-in sends it. The names of its fields begin
 * with PENDING (resend.h) on the way; `then` is the path it goes to.
 *
 * Only a form that a page of ours sent gets that far, at its beginning and at its
 * end: nobody else's page can make a signing-in reader send what it wrote.
 */
#ifndef WEB_PENDING_H
#define WEB_PENDING_H

#include "guard/session_grant.h"
#include "web/kit/page.h"

/* May this request's refused form go on through a sign-in? */
bool pending_fits(struct request *);
/* Answers 401 with the sign-in page that has it. */
void pending_sign_in(struct request *);
/* On the pages of signing in and up: carries on what came along, and offers the other page ("/sign-up") by a button. */
void pending_put(struct request *, json_t *root, const char *other, const char *button);
/* After the sign-in: goes on as the form, in this step. False if none came along. */
bool pending_go(struct request *, const struct session_grant *) MUST_USE;

#endif
