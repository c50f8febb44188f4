/* SPDX-License-Identifier: Apache-2.0 */
/* madang site token KEY NAME */
#include "secret/token.h"

#include "cli/command.h"
#include "cli/site.h"
#include "base/uuid.h"

static int
run_site_token(const struct call *c)
{
	char id[UUID_TEXT], token[TOKEN_TEXT], digest[DIGEST_TEXT];
	struct uuid fresh = uuid_new();
	int status;

	if (c->values[0] != NULL)
		return (site_ask("update core.site_token t set revoked_at = core.now() from core.site s"
				 " where s.key = $1 and t.site_id = s.id and t.name = $2 and t.revoked_at is null"
				 " returning 'revoked ' || t.id,"
				 " core.audit_write(core.new_id(), null, 'site_token_revoke', t.id, s.id, '{}', null)",
		    c->argv, 2,
		    "the site has no valid token of this name, or there is no such site; madang site list shows all sites",
		    NULL));
	secret_start();
	uuid_text(&fresh, id);
	token_new(token);
	if (!token_digest(token, strlen(token), digest))
		return (1);
	/* the database stores only the digest of the token */
	status = site_ask("select core.site_token_make($1::uuid, s.key, $3, $4::bytea) from core.site s, core.id_check($1::uuid)"
			  " where s.key = $2",
	    (const char *const[]) { id, c->argv[0], c->argv[1], digest }, 4, SITE_NONE, token);
	secret_wipe(token, sizeof(token));
	return (status);
}

const struct command cmd_site_token = {
	.name = "site token",
	.summary = "Creates or revokes a token for a newsroom's own system",
	.usage = "KEY NAME",
	.help =
	    "Creates a token with which a newsroom's own system can create articles on the site. Prints the token once; the database "
	    "stores only its digest. NAME identifies the token.",
	.min = 2,
	.max = 2,
	.options = { { "revoke", NULL, "Revokes the site's tokens of this name instead." } },
	.run = run_site_token,
};
