/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cookies of sessions (RFC 6265bis), both with HttpOnly and Path=/. The settings decide the scheme and the path, never a
 * field of the request. If base_url has the path /talk, the path is /talk/ and the prefix `__Secure-` in place of `__Host-`,
 * which needs Path=/. The desk's host has cookies of its own.
 *
 * - The cookie of a sign-in: `madang` over http (loopback only), `__Host-madang` over https, with SameSite=Lax. Only
 *   answers to a page of its own or to a client without Fetch Metadata set it: a browser may shorten the life of a
 *   cookie that an answer inside a frame sets. Nothing renews it; the database keeps the idle time.
 * - The cookie of a device: `madang-device`, with the attributes of the former and a life of its own.
 * - The cookie of a sign-in at a provider that is under way: `madang-sign-on`, with the attributes of the first. The provider's
 *   answer counts only in the browser that has it (session/oidc.h).
 * - The cookie `madang-script` says that the browser runs the script of the pages. The script sets it, it has no
 *   personal data, and nothing but the page cache reads it (page_cache.c).
 * - The cookie of a frame on a page of another site: `madang-frame` or `__Host-madang-frame`, with SameSite=None and
 *   Partitioned (CHIPS), so the browser keeps one for each embedding site. Only session/exchange.c sets it. The browser
 *   sends it with requests of the embedding page too, so it counts only without a foreign Origin, and only where a
 *   reader's role is enough.
 */
#ifndef GUARD_COOKIE_H
#define GUARD_COOKIE_H

#include "base/buf.h"
#include "request/request.h"
#include "secret/token.h"

/*
 * The value of name in a Cookie field; false if it is absent or occurs twice. Of two cookies an attacker may have
 * planted one, so neither is used.
 */
bool cookie_find(const char *field, const char *name, struct span *out);

/* Takes the token in this request's cookie, if one is well formed: of the sign-in, else of the frame. */
void cookie_read(struct request *);

/*
 * cookie_set() adds the cookie of a sign-in to the answer, unless the answer goes into a frame or to a script.
 * cookie_set_frame() adds the cookie of a frame. cookie_clear() deletes the cookie that the request carries, and the
 * browser's cached pages.
 */
void cookie_set(struct request *, const char *token);
void cookie_set_frame(struct request *, const char *token);
/* Gives the cookie that the request carries another token of its session. */
void cookie_replace(struct request *, const char *token);
void cookie_clear(struct request *);

/*
 * The cookie of a device outlives sessions: sign-ins with a known one cause no mail. It names no account. cookie_device()
 * gets the digest of the request's; false: it has none.
 */
bool cookie_device(struct request *, char digest[DIGEST_TEXT]) MUST_USE;
/* May the answer set the cookies of a sign-in and of a device? */
bool cookie_may_set(struct request *) MUST_USE;
void cookie_set_device(struct request *, const char *token);
/* The token of a sign-in that is under way, if it is well formed; NULL: none. life: s; 0 deletes it. */
const char *cookie_sign_on(struct request *);
void cookie_set_sign_on(struct request *, const char *token, long life);
/* The script of a page has not shown the reader's own parts: the next page is drawn by the server. */
void cookie_forget_script(struct request *);

/* Does a browser load this request into a frame (Fetch Metadata)? */
bool cookie_in_frame(struct request *);

#endif
