/* SPDX-License-Identifier: Apache-2.0 */
/* madang site token KEY [NAME] */
#include <stdlib.h>
#include <string.h>

#include "secret/token.h"

#include "base/list.h"
#include "base/uuid.h"
#include "cli/command.h"
#include "cli/site.h"
#include "request/request.h"

enum { OPTION_SCOPES, OPTION_DAYS, OPTION_REVOKE };

static const char list[] =
    "select concat_ws(E'\\t', t.name, array_to_string(t.scopes, ','), 'made ' || to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD'),"
    " 'expires ' || coalesce(to_char(t.expires_at at time zone 'UTC', 'YYYY-MM-DD'), 'never'),"
    " 'used ' || coalesce(to_char(t.last_used_at at time zone 'UTC', 'YYYY-MM-DD'), 'never'))"
    " from core.api_token t join core.site s on s.id = t.site_id"
    " where s.key = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > core.now()) order by t.id";
static const char end[] =
    "select 'revoked ' || t.id, core.api_token_end(t.id, null, core.new_id()) from core.api_token t join core.site s on s.id = t.site_id"
    " where s.key = $1 and t.name = $2 and t.revoked_at is null and (t.expires_at is null or t.expires_at > core.now())";
static const char make[] =
    "select core.api_token_make($1::uuid, s.id, $3, $4::text[], $5::int, $6::bytea, null, core.new_id()) from core.site s, core.id_check($1::uuid)"
    " where s.key = $2";

/* Appends the scopes of a list as a PostgreSQL array. False after an error message. */
static bool
scopes_as_array(const char *words, struct buf *array)
{
	const char *comma = "";
	struct span word;

	buf_putc(array, '{');
	for (; list_next(&words, &word); comma = ",") {
		char name[32];

		(void)snprintf(name, sizeof(name), "%.*s", (int)word.n, word.p);
		if (scope_named(name) == SCOPE_NONE) {
			(void)cli_fail("there is no scope \"%s\"; madang site token --help lists them", name);
			return (false);
		}
		buf_printf(array, "%s\"%s\"", comma, name);
	}
	buf_putc(array, '}');
	if (*comma == '\0')
		(void)cli_fail("a token needs a scope");
	return (*comma != '\0');
}

/* The database stores only the digest of the token. */
static int
token_make(const struct call *c, const char *scopes, long days)
{
	char id[UUID_TEXT], token[API_TOKEN_TEXT], digest[DIGEST_TEXT], life[16];
	struct uuid fresh = uuid_new();
	int status;

	secret_start();
	uuid_text(&fresh, id);
	(void)snprintf(life, sizeof(life), "%ld", days);
	api_token_new(token);
	if (!api_token_digest(token, strlen(token), digest))
		return (1);
	status = site_ask(make, (const char *const[]) { id, c->argv[0], c->argv[1], scopes, life, digest }, 6, SITE_NONE, token);
	secret_wipe(token, sizeof(token));
	return (status);
}

static int
run_site_token(const struct call *c)
{
	const char *scopes = c->values[OPTION_SCOPES] != NULL ? c->values[OPTION_SCOPES] : scope_name(SCOPE_ARTICLES_CREATE);
	char *rest = NULL;
	long days = c->values[OPTION_DAYS] != NULL ? strtol(c->values[OPTION_DAYS], &rest, 10) : API_TOKEN_DAYS;
	struct buf array;
	int status = 1;

	if (c->argc == 1)
		return (site_ask(list, c->argv, 1,
		    "the site has no valid token, or there is no such site; madang site list shows all sites", NULL));
	if (c->values[OPTION_REVOKE] != NULL)
		return (site_ask(end, c->argv, 2,
		    "the site has no valid token of this name, or there is no such site; madang site list shows all sites",
		    NULL));
	if (strlen(c->argv[1]) > API_TOKEN_NAME_MAX)
		return (cli_fail("NAME has at most %d bytes", API_TOKEN_NAME_MAX));
	if (days < 1 || days > API_TOKEN_DAYS_MAX || (rest != NULL && *rest != '\0'))
		return (cli_fail("--days is a number from 1 to %d", API_TOKEN_DAYS_MAX));
	buf_init(&array, NULL);
	if (scopes_as_array(scopes, &array))
		status = token_make(c, array.data, days);
	buf_end(&array);
	return (status);
}

#define X(name, text, help) text " (" help ") "
const struct command cmd_site_token = {
	.name = "site token",
	.summary = "Lists, makes or revokes API tokens of a newsroom's own systems",
	.usage = "KEY [NAME]",
	.help =
	    "Makes a token with which a newsroom's own system calls the API for the site. Prints the token once; the database stores "
	    "only its digest. NAME identifies the token. Without NAME: lists the site's valid tokens with their scopes, and the days "
	    "on which they were made, expire and were last used. The scopes: " SCOPES(
		X) "deploy/doc/api-tokens.md explains them.",
	.min = 1,
	.max = 2,
	.options = { { "scopes", "LIST", "What the token opens: scopes with spaces between. Default: articles:create." },
	    { "days", "N", "The token expires after so many days, at most 730. Default: 365." },
	    { "revoke", NULL, "Revokes the site's tokens of this name instead." } },
	.run = run_site_token,
};
#undef X
