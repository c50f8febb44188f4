/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The origin of a request, from the fields that only browsers set: Origin (RFC 6454) and Sec-Fetch-Site (Fetch
 * Metadata). Rules for an unsafe request:
 * - an Origin that is present must be accepted; `null` is never accepted;
 * - without Origin, Sec-Fetch-Site must be absent, `same-origin` or `none`;
 * - a request with a session's cookie must have an Origin; with a frame's cookie, the one of server.base_url, because
 *   the browser sends that cookie for every page that holds the frame (cookie.h).
 *
 * Accepted are the origin of server.base_url, server.origins, and the origins of the sites. On the desk's host only its own
 * origin is accepted.
 */
#ifndef GUARD_ORIGIN_H
#define GUARD_ORIGIN_H

#include "request/request.h"

/*
 * Does the request carry an Origin whose pages act with the cookie of a sign-in: that of server.base_url or of
 * server.origins? A site's origin is not enough: it may frame the discussion, and a script of an advertisement runs there
 * too. Its requests are answered as without a cookie.
 */
bool origin_has_cookie(struct request *);
/*
 * Was the request sent by a page of Madang itself? Only then may a page offer to send the request again: another site
 * could have filled its hidden fields.
 */
bool origin_is_own(struct request *);
/* Does the request carry another Origin than that of server.base_url? */
bool origin_is_foreign(struct request *);
/* Do the rules above allow this unsafe request? */
bool origin_allows_write(struct request *);

/*
 * CORS fields (Fetch): `*` for public reads; for other routes, and for unknown ones, the accepted origin itself with
 * credentials. Pages have none.
 */
void origin_headers(struct request *, const struct route *);
void origin_preflight(struct request *, const struct route *wanted);

#endif
