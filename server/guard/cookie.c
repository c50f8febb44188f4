/* SPDX-License-Identifier: Apache-2.0 */
#include "guard/cookie.h"

#include <string.h>

#include "guard/origin.h"
#include "request/mount.h"
#include "settings/settings.h"

static bool
over_https(struct request *rq)
{
	return (strncmp(rq_base_url(rq), "https:", 6) == 0);
}

enum cookie_kind { COOKIE_SIGN_IN, COOKIE_FRAME, COOKIE_DEVICE, COOKIE_SIGN_ON };

static enum cookie_kind
kind_of_source(enum token_source source)
{
	return (source == TOKEN_FRAME_COOKIE ? COOKIE_FRAME : COOKIE_SIGN_IN);
}

/* Browsers take __Host- only with Path=/, so a cookie below a path is __Secure-. */
static const char *
cookie_name(struct request *rq, enum cookie_kind kind)
{
	static const char *const plain[] = { "madang", "madang-frame", "madang-device", "madang-sign-on" };
	static const char *const secure[] = { "__Secure-madang", "__Secure-madang-frame", "__Secure-madang-device",
		"__Secure-madang-sign-on" };
	static const char *const host[] = { "__Host-madang", "__Host-madang-frame", "__Host-madang-device",
		"__Host-madang-sign-on" };

	if (!over_https(rq))
		return (plain[kind]);
	return (*rq_mount(rq)->path != '\0' ? secure[kind] : host[kind]);
}

/* False if there is none or it is malformed. */
static bool
cookie_take(struct request *rq, enum token_source source)
{
	const char *field = rq_field(rq, "cookie");
	char digest[DIGEST_TEXT];
	struct span value;

	if (field == NULL || !cookie_find(field, cookie_name(rq, kind_of_source(source)), &value) ||
	    !token_digest(value.p, value.n, digest))
		return (false);
	rq_take_token(rq, rq_printf(rq, "%.*s", (int)value.n, value.p), source);
	return (true);
}

void
cookie_read(struct request *rq)
{
	if (rq_is_safe(rq) && origin_is_foreign(rq) && !origin_has_cookie(rq))
		return; /* an unsafe request is refused for its Origin, which says more */
	if (!cookie_take(rq, TOKEN_COOKIE) && rq_route(rq)->who <= WHO_READER && !origin_is_foreign(rq))
		(void)cookie_take(rq, TOKEN_FRAME_COOKIE);
}

/* A browser without CHIPS ignores Partitioned. */
static void
cookie_add(struct request *rq, enum cookie_kind kind, const char *token, long life)
{
	bool framed = kind == COOKIE_FRAME;

	rq_add(rq, "Set-Cookie",
	    rq_printf(rq, "%s=%s; Path=%s/; Max-Age=%ld; HttpOnly; %s%s", cookie_name(rq, kind), token, rq_mount(rq)->path, life,
		framed ? "SameSite=None; Partitioned" : "SameSite=Lax", framed || over_https(rq) ? "; Secure" : ""));
}

static const char *
fetch_destination(struct request *rq)
{
	const char *field = rq_field(rq, "sec-fetch-dest");

	return (field != NULL ? field : "document");
}

void
cookie_set(struct request *rq, const char *token)
{
	if (strcmp(fetch_destination(rq), "document") == 0)
		cookie_add(rq, COOKIE_SIGN_IN, token, setting_int(ACCOUNTS_SESSION_LIFE));
}

bool
cookie_device(struct request *rq, char digest[DIGEST_TEXT])
{
	const char *field = rq_field(rq, "cookie");
	struct span value;

	return (field != NULL && cookie_find(field, cookie_name(rq, COOKIE_DEVICE), &value) &&
	    token_digest(value.p, value.n, digest));
}

bool
cookie_may_set(struct request *rq)
{
	return (strcmp(fetch_destination(rq), "document") == 0 && (rq_is_page(rq) || origin_has_cookie(rq)));
}

void
cookie_set_device(struct request *rq, const char *token)
{
	cookie_add(rq, COOKIE_DEVICE, token, setting_int(RETENTION_DEVICES) * 86400);
}

const char *
cookie_sign_on(struct request *rq)
{
	const char *field = rq_field(rq, "cookie");
	char digest[DIGEST_TEXT];
	struct span value;

	if (field == NULL || !cookie_find(field, cookie_name(rq, COOKIE_SIGN_ON), &value) ||
	    !token_digest(value.p, value.n, digest))
		return (NULL);
	return (rq_printf(rq, "%.*s", (int)value.n, value.p));
}

void
cookie_set_sign_on(struct request *rq, const char *token, long life)
{
	cookie_add(rq, COOKIE_SIGN_ON, token, life);
}

void
cookie_set_frame(struct request *rq, const char *token)
{
	cookie_add(rq, COOKIE_FRAME, token, setting_int(ACCOUNTS_SESSION_LIFE));
}

void
cookie_replace(struct request *rq, const char *token)
{
	cookie_add(rq, kind_of_source(rq_token_source(rq)), token, setting_int(ACCOUNTS_SESSION_LIFE));
}

void
cookie_forget_script(struct request *rq)
{
	const char *field = rq_field(rq, "cookie");

	if (field != NULL && strstr(field, SCRIPT_COOKIE "=") != NULL)
		rq_add(rq, "Set-Cookie", rq_printf(rq, SCRIPT_COOKIE "=; Path=%s/; Max-Age=0; SameSite=Lax", rq_mount(rq)->path));
}

/* Clear-Site-Data: "cookies" would delete those of all hosts below the registrable domain, the newspaper's too. */
void
cookie_clear(struct request *rq)
{
	if (rq_by_cookie(rq))
		cookie_add(rq, kind_of_source(rq_token_source(rq)), "", 0);
	cookie_forget_script(rq);
	rq_add(rq, "Clear-Site-Data", "\"cache\"");
}

bool
cookie_in_frame(struct request *rq)
{
	return (word_in("iframe frame object embed", fetch_destination(rq)));
}
