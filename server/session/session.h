/*
 * Sessions: opening one by proving a password, looking at one's own, ending them.
 */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "guard/session_grant.h"
#include "request/request.h"

handler_fn session_create; /* POST /v1/sessions */
handler_fn session_get;	   /* GET /v1/session */
handler_fn session_close;  /* DELETE /v1/session */
handler_fn session_list;   /* GET /v1/account/sessions */
handler_fn session_revoke; /* DELETE /v1/account/sessions/{session} */

/*
 * The whole way in, for the API and for the page's form. done is called with the
 * answer of SESSION_OPEN, or with NULL for wrong credentials; both strings are the
 * request's, password is wiped. Waits that are due are answered 429 here.
 */
void session_enter(struct request *, const char *login, const char *password, session_granted_fn *done);

#endif
