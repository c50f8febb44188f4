/*
 * The session's cookie: `madang` over http (loopback only), `__Host-madang` over
 * https; the scheme is that of server.base_url, never a header's. HttpOnly,
 * SameSite=Lax, Path=/ (RFC 6265bis).
 */
#ifndef GUARD_COOKIE_H
#define GUARD_COOKIE_H

#include "base/buf.h"
#include "request/request.h"

/*
 * The value of name in a Cookie field; false if it is absent or comes twice (a
 * second one was planted by somebody; neither is believed).
 */
bool cookie_find(const char *field, const char *name, struct span *out);

/* The token in this request's cookie; NULL if there is none that could be one. */
const char *cookie_token(struct request *);

/* Adds the cookie to the answer to come; or takes it back, if it came, and the pages that the browser keeps. */
void cookie_set(struct request *, const char *token);
void cookie_clear(struct request *);

#endif
