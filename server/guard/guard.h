/*
 * What stands before every handler: who is asking, from where, how often. These
 * go into struct house; those that refuse answer themselves and say false.
 *
 * A public read (WHO_ANYONE) looks at no credentials. Else a token comes from
 * Authorization, or, without that field, from the session's cookie. Routes from
 * WHO_READER on need one; whether it is worth anything is the api function's to
 * say, inside its one question.
 */
#ifndef GUARD_GUARD_H
#define GUARD_GUARD_H

#include "request/request.h"

bool guard_admit(struct request *);
/* Also false where the session's account is asked for first: the request goes on by itself. */
bool guard_admit_body(struct request *);
void guard_cors(struct request *);
/* A body above BODY_UNASKED is read once its session is known to be one: what is large is dear to read. */
#define BODY_UNCHECKED_MAX 65536
bool guard_needs_session_first(struct request *);
void guard_ask_session(struct request *);
void guard_preflight(struct request *, const struct route *wanted);

#endif
