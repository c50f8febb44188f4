/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The session's cookie (RFC 6265bis): `madang` over http (loopback only), `__Host-madang` over https, with HttpOnly,
 * SameSite=Lax and Path=/. server.base_url decides the scheme, never a field of the request.
 */
#ifndef GUARD_COOKIE_H
#define GUARD_COOKIE_H

#include "base/buf.h"
#include "request/request.h"

/*
 * The value of name in a Cookie field; false if it is absent or occurs twice. Of two cookies an attacker may have
 * planted one, so neither is used.
 */
bool cookie_find(const char *field, const char *name, struct span *out);

/* The token in this request's cookie, in its arena; NULL if there is none or it is malformed. */
const char *cookie_token(struct request *);

/*
 * cookie_set() adds the cookie to the answer. cookie_clear() deletes it, if the request carries it, and the
 * browser's cached pages.
 */
void cookie_set(struct request *, const char *token);
void cookie_clear(struct request *);

#endif
