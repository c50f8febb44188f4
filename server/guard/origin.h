/*
 * Where a request comes from, by what only browsers set (Fetch, Sec-Fetch-Site).
 * An unsafe request that carries Origin must carry an accepted one; one whose
 * Sec-Fetch-Site names another site or host must prove itself by Origin; one with
 * the cookie must carry an Origin at all. `null` is nobody's origin.
 *
 * Accepted: the origin of server.base_url, server.origins, the sites' own.
 */
#ifndef GUARD_ORIGIN_H
#define GUARD_ORIGIN_H

#include "request/request.h"

/* Does the request carry an accepted Origin? */
bool origin_accepted(struct request *);
/*
 * Was it sent by a page of ours? Only then may a page of ours offer to send again what is in it: fields that nobody
 * sees could be somebody else's.
 */
bool origin_is_own(struct request *);
/* May this unsafe request go on? */
bool origin_allows_write(struct request *);

/*
 * CORS: `*` for public reads; for the rest, and where there is no route, the accepted origin itself, with
 * credentials. Pages have none.
 */
void origin_headers(struct request *, const struct route *);
void origin_preflight(struct request *, const struct route *wanted);

#endif
