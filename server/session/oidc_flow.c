/* SPDX-License-Identifier: Apache-2.0 */
#include "session/oidc_flow.h"

#include <string.h>

#include "request/mount.h"
#include "secret/token.h"

struct oidc_source
oidc_source_of(const json_t *provider)
{
	return ((struct oidc_source) {
	    .id = json_string_value(json_object_get(provider, "id")),
	    .issuer = json_string_value(json_object_get(provider, "issuer")),
	    .name = json_string_value(json_object_get(provider, "name")),
	    .inside = json_is_true(json_object_get(json_object_get(provider, "settings"), "inside")),
	});
}

void
oidc_reply_unread(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		reply_problem(rq, PROBLEM_BUSY);
	else
		reply_outcome(rq, NULL, a);
}

bool
oidc_is_fresh(const char *next)
{
	return (path_lies_under(next, "/account/confirm"));
}

const char *
oidc_redirect_uri(struct request *rq, const char *name)
{
	return (rq_printf(rq, "%s/sso/oidc/%s/callback", rq_base_url(rq), name));
}

const char *
oidc_secret(struct request *rq, const char *purpose, const char *browser, const char *state)
{
	const char *text = rq_printf(rq, "%s %s %s", purpose, browser, state);
	char *digest = rq_alloc(rq, DIGEST_TEXT);

	digest_text(text, strlen(text), digest);
	return (digest + 2);
}
