/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a worker knows of the providers: their metadata and their keys, each for at most OIDC_LIFE_S. The courier fetches
 * them. An unknown key id has the keys fetched again, at most once in OIDC_AGAIN_S for each provider and worker, so that
 * tokens with made-up ids cost the provider nothing.
 */
#ifndef SESSION_OIDC_PROVIDER_H
#define SESSION_OIDC_PROVIDER_H

#include "fetch/fetch.h"
#include "session/oidc_metadata.h"
#include "request/request.h"

#define OIDC_LIFE_S    600
#define OIDC_AGAIN_S   60
#define OIDC_KNOWN_MAX 64 /* providers; the one that was used longest ago makes room */

struct oidc_provider {
	char *id, *issuer;
	struct oidc_metadata metadata;
	struct jwks *keys; /* NULL: not known */
	int64_t metadata_ms, keys_ms, again_ms, used_ms;
};

/* fault: NULL, or a word for the log: the provider cannot be used now. Then there is no provider. */
typedef void oidc_ready_fn(struct request *, const struct oidc_provider *, const char *fault);

/* The rq_state() of a request that asks begins with it. */
struct oidc_source {
	const char *id, *issuer, *name;
	bool inside;	     /* its host may have a private address (fetch.h) */
	oidc_ready_fn *then; /* oidc_provider.c's */
};

/* A step ends in one of these. then runs at once, or after a call; provider is valid until its step ends. */
void oidc_ask_metadata(struct request *, oidc_ready_fn *then);
/* again: the keys that are known have not the wanted one. Without a newer set then gets the known ones. */
void oidc_ask_keys(struct request *, bool again, oidc_ready_fn *then);

/* Why there is no good answer, as a word for the log; NULL: its status is 200. */
const char *oidc_fetch_fault(const struct fetched *) MUST_USE;

#endif
