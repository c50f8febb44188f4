/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cross-site request forgery is stopped here for requests with the cookie: a browser sends Origin with every unsafe
 * request, and a page of another site cannot change it. guard.c adds the form's token for pages.
 */
#include "guard/origin.h"

#include <string.h>

#include "sites/sites.h"
#include "settings/settings.h"
#include "text/url.h"

/* Is origin in a list separated by spaces? */
static bool
origin_in_list(const char *list, const char *origin)
{
	char one[ORIGIN_TEXT];

	while (*(list += strspn(list, " \t")) != '\0') {
		size_t n = strcspn(list, " \t");

		if (origin_read(list, n, one) && strcmp(one, origin) == 0)
			return (true);
		list += n;
	}
	return (false);
}

/* The Origin field in its normal form; false if it is absent or invalid. */
static bool
origin_field_read(struct request *rq, char *out)
{
	const char *field = rq_field(rq, "origin");

	return (field != NULL && origin_read(field, strlen(field), out));
}

static bool
origin_is_base(struct request *rq, const char *origin)
{
	const char *base = rq_base_url(rq);
	char own[ORIGIN_TEXT];

	return (url_origin(base, strlen(base), own) && strcmp(own, origin) == 0);
}

static bool
origin_field_is_own(struct request *rq)
{
	char origin[ORIGIN_TEXT];

	return (origin_field_read(rq, origin) && origin_is_base(rq, origin));
}

bool
origin_is_own(struct request *rq)
{
	const char *site = rq_field(rq, "sec-fetch-site");

	if (rq_field(rq, "origin") == NULL)
		return (site != NULL && strcmp(site, "same-origin") == 0);
	return (origin_field_is_own(rq));
}

bool
origin_is_foreign(struct request *rq)
{
	return (rq_field(rq, "origin") != NULL && !origin_field_is_own(rq));
}

bool
origin_has_cookie(struct request *rq)
{
	char origin[ORIGIN_TEXT];

	if (!origin_field_read(rq, origin))
		return (false);
	/* A newspaper is often the same site as the desk, so its pages' requests come with the desk's cookie. */
	return (origin_is_base(rq, origin) || (!rq_at_desk_host(rq) && origin_in_list(setting_text(SERVER_ORIGINS), origin)));
}

static bool
origin_accepted(struct request *rq)
{
	char origin[ORIGIN_TEXT];

	if (origin_has_cookie(rq))
		return (true);
	return (origin_field_read(rq, origin) && !rq_at_desk_host(rq) && sites_origin(origin));
}

bool
origin_allows_write(struct request *rq)
{
	const char *site = rq_field(rq, "sec-fetch-site");

	if (rq_token_source(rq) == TOKEN_FRAME_COOKIE && !origin_field_is_own(rq))
		return (false);
	if (rq_token_source(rq) == TOKEN_COOKIE && !origin_has_cookie(rq))
		return (false);
	if (rq_field(rq, "origin") != NULL)
		return (origin_accepted(rq) && (site == NULL || word_in("same-origin same-site cross-site none", site)));
	return (site == NULL || word_in("same-origin none", site));
}

/* Adds the origin that may read the answer; false if there is none. */
static bool
cors_add(struct request *rq, const struct route *route)
{
	if (route != NULL && route->who == WHO_ANYONE) {
		rq_add(rq, "Access-Control-Allow-Origin", "*");
		return (true);
	}
	if (rq_is_page(rq))
		return (false);
	rq_add(rq, "Vary", "Origin");
	if (!origin_accepted(rq))
		return (false);
	rq_add(rq, "Access-Control-Allow-Origin", rq_field(rq, "origin"));
	if (origin_has_cookie(rq))
		rq_add(rq, "Access-Control-Allow-Credentials", "true");
	return (true);
}

void
origin_headers(struct request *rq, const struct route *route)
{
	if (cors_add(rq, route))
		rq_add(rq, "Access-Control-Expose-Headers", "ETag, Madang-Version, Retry-After, X-Request-Id");
}

void
origin_preflight(struct request *rq, const struct route *wanted)
{
	if (!cors_add(rq, wanted))
		return;
	rq_add(rq, "Access-Control-Allow-Methods", wanted->method);
	rq_add(rq, "Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Madang-Min-Version");
	rq_add(rq, "Access-Control-Max-Age", "600");
}
