/* SPDX-License-Identifier: Apache-2.0 */
#include "guard/cookie.h"

#include <string.h>

#include "settings/settings.h"

static bool
over_https(void)
{
	return (strncmp(setting_text(SERVER_BASE_URL), "https:", 6) == 0);
}

static const char *
cookie_name(void)
{
	return (over_https() ? "__Host-madang" : "madang");
}

const char *
cookie_token(struct request *rq)
{
	const char *field = rq_field(rq, "cookie");
	char digest[DIGEST_TEXT];
	struct span value;

	if (field == NULL || !cookie_find(field, cookie_name(), &value) || !token_digest(value.p, value.n, digest))
		return (NULL);
	return (rq_printf(rq, "%.*s", (int)value.n, value.p));
}

static void
cookie_add(struct request *rq, const char *token, long life)
{
	rq_add(rq, "Set-Cookie",
	    rq_printf(rq, "%s=%s; Path=/; Max-Age=%ld; HttpOnly; SameSite=Lax%s", cookie_name(), token, life,
		over_https() ? "; Secure" : ""));
}

void
cookie_set(struct request *rq, const char *token)
{
	cookie_add(rq, token, setting_int(ACCOUNTS_SESSION_LIFE));
}

/* Clear-Site-Data: "cookies" would delete those of all hosts below the registrable domain, the newspaper's too. */
void
cookie_clear(struct request *rq)
{
	if (rq_by_cookie(rq))
		cookie_add(rq, "", 0);
	rq_add(rq, "Clear-Site-Data", "\"cache\"");
}
