/* SPDX-License-Identifier: Apache-2.0 */
#include "web/account/providers.h"

#include <string.h>

#include "guard/cookie.h"
#include "sites/sites.h"
#include "text/percent.h"

/* The newspaper's page gets the way back as madang_next, and appends it to our address /sso. */
static const char *
provider_href(struct request *rq, const char *page, const char *next)
{
	struct buf b;

	buf_init(&b, rq_arena(rq));
	buf_printf(&b, "%s%smadang_next=", page, strchr(page, '?') == NULL ? "?" : "&");
	percent_encode(&b, view_back(next), strlen(view_back(next)));
	return (b.data);
}

bool
provider_is_oidc(const json_t *provider)
{
	const char *kind = json_string_value(json_object_get(provider, "kind"));

	return (kind != NULL && strcmp(kind, "oidc") == 0);
}

const char *
provider_oidc_href(struct request *rq, const char *name, const char *next)
{
	struct buf b;

	buf_init(&b, rq_arena(rq));
	buf_printf(&b, "/sso/oidc/%s?return=", name);
	percent_encode(&b, next, strlen(next));
	return (b.data);
}

static const char *
provider_way(struct request *rq, const json_t *provider, const char *next)
{
	if (provider_is_oidc(provider))
		return (provider_oidc_href(rq, json_string_value(json_object_get(provider, "name")), view_back(next)));
	return (provider_href(rq, json_string_value(json_object_get(provider, "sign_in")), next));
}

void
providers_put(struct request *rq, json_t *form, const char *next, const char *words)
{
	json_t *list = json_array(), *site, *one;
	size_t i, k;

	json_array_foreach (sites_list(), i, site)
		json_array_foreach (json_object_get(site, "providers"), k, one)
			json_array_append_new(list,
			    json_pack("{s:O,s:s,s:b}", "title", json_object_get(one, "title"), "href",
				provider_way(rq, one, next), "apart", cookie_in_frame(rq)));
	if (json_array_size(list) > 0)
		view_put(form, "own_accounts", view_string("%s", words));
	view_put(form, "providers", list);
}
