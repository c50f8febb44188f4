/* SPDX-License-Identifier: Apache-2.0 */
#include "session/oidc_provider.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

#define WELL_KNOWN "/.well-known/openid-configuration"

static fetched_fn metadata_fetched, keys_fetched;

static struct oidc_provider *known[OIDC_KNOWN_MAX];

/* ---- the known providers */
static void
provider_end(struct oidc_provider *p)
{
	if (p == NULL)
		return;
	oidc_metadata_end(&p->metadata);
	jwks_end(p->keys);
	free(p->issuer);
	free(p->id);
	free(p);
}

static struct oidc_provider *
provider_new(const struct oidc_source *s)
{
	struct oidc_provider *p = mem_zero(1, sizeof(*p));

	p->id = mem_copy(s->id, strlen(s->id));
	p->issuer = mem_copy(s->issuer, strlen(s->issuer));
	p->again_ms = -OIDC_AGAIN_S * 1000;
	return (p);
}

/* The place of a provider, of an empty one, or of the one that was used longest ago. */
static struct oidc_provider **
provider_place(const struct oidc_source *s)
{
	struct oidc_provider **oldest = &known[0];

	for (size_t i = 0; i < OIDC_KNOWN_MAX; i++) {
		if (known[i] == NULL || strcmp(known[i]->id, s->id) == 0)
			return (&known[i]);
		if (known[i]->used_ms < (*oldest)->used_ms)
			oldest = &known[i];
	}
	return (oldest);
}

static struct oidc_provider *
provider_of(const struct oidc_source *s)
{
	struct oidc_provider **place = provider_place(s);

	if (*place == NULL || strcmp((*place)->id, s->id) != 0 || strcmp((*place)->issuer, s->issuer) != 0) {
		provider_end(*place);
		*place = provider_new(s);
	}
	(*place)->used_ms = clock_ms();
	return (*place);
}

static bool
is_fresh(int64_t since_ms, long life_s)
{
	return (clock_ms() - since_ms < life_s * 1000);
}

/* ---- calls */
const char *
oidc_fetch_fault(const struct fetched *f)
{
	static const char *const results[] = { NULL, "busy", "failed", "timeout" };

	return (f->result != FETCHED ? results[f->result] : f->status != 200 ? "status" : NULL);
}

static void
provider_fetch(struct request *rq, const char *url, fetched_fn *then)
{
	const struct oidc_source *s = rq_state(rq);
	const struct fetch_call call = { FETCH_GET, url, .accept = "application/json", .inside = s->inside ? s->issuer : NULL };

	ask_fetch(rq, &call, then);
}

static void
provider_answer(struct request *rq, const char *what, const char *fault)
{
	const struct oidc_source *s = rq_state(rq);

	if (fault != NULL)
		log_warn("identity provider not usable", log_text("provider", s->name), log_text("what", what),
		    log_text("why", fault));
	s->then(rq, fault == NULL ? provider_of(s) : NULL, fault);
}

/* ---- metadata */
void
oidc_ask_metadata(struct request *rq, oidc_ready_fn *then)
{
	struct oidc_source *s = rq_state(rq);
	const struct oidc_provider *p = provider_of(s);
	int n = (int)strlen(s->issuer);

	s->then = then;
	if (p->metadata.doc != NULL && is_fresh(p->metadata_ms, OIDC_LIFE_S))
		then(rq, p, NULL);
	else
		provider_fetch(rq, rq_printf(rq, "%.*s" WELL_KNOWN, n > 0 && s->issuer[n - 1] == '/' ? n - 1 : n, s->issuer),
		    metadata_fetched);
}

static void
metadata_fetched(struct request *rq, const struct fetched *f)
{
	const struct oidc_source *s = rq_state(rq);
	struct oidc_provider *p = provider_of(s);
	struct oidc_metadata fresh;
	const char *fault = oidc_fetch_fault(f);

	if (fault == NULL)
		fault = oidc_metadata_read(f->body, f->len, s->issuer, &fresh);
	if (fault == NULL) {
		oidc_metadata_end(&p->metadata);
		p->metadata = fresh;
		p->metadata_ms = clock_ms();
	}
	provider_answer(rq, "metadata", fault);
}

/* ---- keys */
void
oidc_ask_keys(struct request *rq, bool again, oidc_ready_fn *then)
{
	struct oidc_source *s = rq_state(rq);
	struct oidc_provider *p = provider_of(s);
	bool fresh = p->keys != NULL && is_fresh(p->keys_ms, OIDC_LIFE_S);

	s->then = then;
	if (p->metadata.doc == NULL || (fresh && (!again || is_fresh(p->again_ms, OIDC_AGAIN_S)))) {
		then(rq, p->metadata.doc != NULL ? p : NULL, p->metadata.doc != NULL ? NULL : "evicted");
		return;
	}
	if (fresh)
		p->again_ms = clock_ms();
	provider_fetch(rq, p->metadata.keys, keys_fetched);
}

static void
keys_fetched(struct request *rq, const struct fetched *f)
{
	struct oidc_provider *p = provider_of(rq_state(rq));
	const char *fault = oidc_fetch_fault(f);
	struct jwks *fresh = NULL;
	char why[256];

	if (fault == NULL && (fresh = jwks_parse(f->body, f->len, false, why)) == NULL)
		fault = why;
	if (fresh != NULL) {
		jwks_end(p->keys);
		p->keys = fresh;
		p->keys_ms = clock_ms();
	}
	provider_answer(rq, "keys", fault);
}
