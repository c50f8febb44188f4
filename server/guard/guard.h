/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks before every handler: credentials, origin, rate. The functions are members of struct services. A function
 * that refuses has answered and returns false.
 *
 * A public read (WHO_ANYONE) reads no credentials. Other routes take the token from Authorization or, without that
 * field, from a cookie (cookie.h). Routes from WHO_READER on need a token. Only the api function decides whether the
 * token is valid, inside the handler's one query.
 */
#ifndef GUARD_GUARD_H
#define GUARD_GUARD_H

#include "request/request.h"

bool guard_admit(struct request *);
/* Also false if the account of the session must be looked up first; the request then continues after the answer. */
bool guard_admit_body(struct request *);
void guard_cors(struct request *);
/* Bytes: a larger body is read only after the session was found valid, because reading it is costly. */
#define BODY_UNCHECKED_MAX 65536
bool guard_needs_session_first(struct request *);
void guard_ask_session(struct request *);
void guard_preflight(struct request *, const struct route *wanted);

#endif
