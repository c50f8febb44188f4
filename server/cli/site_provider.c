/* SPDX-License-Identifier: Apache-2.0 */
/* madang site provider KEY [NAME] */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/uuid.h"
#include "cli/command.h"
#include "cli/site.h"
#include "db/owner.h"
#include "settings/settings.h"
#include "site/provider_doc.h"

enum { OPTION_SETTINGS, OPTION_KEYS, OPTION_SECRET, OPTION_REMOVE };

static const char list[] =
    "select concat_ws(' ', p.name, p.kind, p.issuer, p.audience, p.settings, 'keys:', (select string_agg(coalesce(k ->> 'kid', '-') || '/' ||"
    " (k ->> 'kty'), ',') from jsonb_array_elements(p.keys::jsonb -> 'keys') k))"
    " from core.provider p join core.site s on s.id = p.site_id where s.key = $1 and ($2::text is null or p.name = $2) order by p.name";
static const char none[] = "the site has no such provider, or there is no such site; madang site list shows all sites";

/* ---- the documents */

/* NULL after an error message. */
static json_t *
provider_settings(const char *path)
{
	char *text = cli_read_file(path, NULL), why[PROVIDER_WHY];
	const char *fault;
	json_t *doc;
	json_error_t error;

	if (text == NULL)
		return (NULL);
	doc = json_loads(text, JSON_REJECT_DUPLICATES, &error);
	free(text);
	fault = doc != NULL ? provider_settings_fault(doc, why) : error.text;
	if (fault == NULL)
		return (doc);
	(void)cli_fail("%s: %s", path, fault);
	json_decref(doc);
	return (NULL);
}

/* The key set of the options, checked; NULL: none was given, or *failed after an error message. */
static char *
keys_read(const struct call *c, const json_t *settings, bool *failed)
{
	char *keys = NULL, *secret = NULL, *set = NULL, why[PROVIDER_WHY];
	const char *fault = NULL;

	if (c->values[OPTION_KEYS] != NULL)
		*failed = (keys = cli_read_file(c->values[OPTION_KEYS], NULL)) == NULL;
	if (c->values[OPTION_SECRET] != NULL && !*failed)
		*failed = (secret = cli_read_secret("Secret of the provider")) == NULL;
	if (!*failed)
		set = provider_keys(settings, secret, keys, why, &fault);
	if (fault != NULL)
		*failed = cli_fail("%s", fault) != 0;
	provider_keys_free(keys);
	provider_keys_free(secret);
	return (set);
}

/* ---- the command */
static int
provider_outcome(const char *outcome)
{
	static const char *const faults[][2] = {
		{ "unknown_site", SITE_NONE },
		{ "incomplete", "a new provider needs --settings and one of --keys and --secret" },
		{ "taken", "another provider has this issuer with this audience" },
		{ "name_taken", "another site has an OpenID Connect provider of this name; choose another name" },
	};

	for (size_t i = 0; i < LENGTH(faults); i++)
		if (strcmp(outcome, faults[i][0]) == 0)
			return (cli_fail("%s", faults[i][1]));
	(void)puts("the provider is in force");
	return (0);
}

/* The operator has to enter them at the provider. */
static void
print_redirect_uris(const char *name)
{
	const enum setting bases[] = { SERVER_BASE_URL, SERVER_DESK_URL };

	for (size_t i = 0; i < LENGTH(bases); i++)
		if (*setting_text(bases[i]) != '\0')
			(void)printf("redirect URI: %s/sso/oidc/%s/callback\n", setting_text(bases[i]), name);
}

static int
provider_put(const struct call *c, const char *settings, const char *keys)
{
	char id[UUID_TEXT];
	struct uuid fresh = uuid_new();
	struct owner *o = cli_owner();
	struct answer *a;
	int status;

	if (o == NULL)
		return (1);
	uuid_text(&fresh, id);
	a = owner_ask(o, "select core.provider_put($1::uuid, $2, $3, $4::jsonb, $5)",
	    (const char *const[]) { id, c->argv[0], c->argv[1], settings, keys }, 5);
	status = a == NULL ? cli_db_fail(o) : provider_outcome(answer_text(a, 0, 0));
	owner_answer_free(a);
	owner_close(o);
	return (status);
}

static int
provider_change(const struct call *c)
{
	json_t *doc = NULL;
	char *settings = NULL, *keys = NULL;
	bool failed = false;
	int status = 1;

	if (c->values[OPTION_SETTINGS] != NULL)
		failed = (doc = provider_settings(c->values[OPTION_SETTINGS])) == NULL;
	if (!failed)
		keys = keys_read(c, doc, &failed);
	if (doc != NULL)
		settings = json_dumps(doc, JSON_COMPACT);
	if (!failed)
		status = provider_put(c, settings, keys);
	if (status == 0 && provider_doc_is_oidc(doc))
		print_redirect_uris(c->argv[1]);
	provider_keys_free(keys);
	free(settings);
	json_decref(doc);
	return (status);
}

static int
run_site_provider(const struct call *c)
{
	const char *name = c->argc > 1 ? c->argv[1] : NULL;
	bool changes = c->values[OPTION_SETTINGS] != NULL || c->values[OPTION_KEYS] != NULL || c->values[OPTION_SECRET] != NULL;

	if (!changes && c->values[OPTION_REMOVE] == NULL)
		return (site_ask(list, (const char *const[]) { c->argv[0], name }, 2, none, NULL));
	if (name == NULL || !provider_name_valid(name))
		return (cli_fail("NAME is needed: 1 to %d of a-z, 0-9 and -", PROVIDER_NAME_MAX));
	if (c->values[OPTION_REMOVE] == NULL)
		return (provider_change(c));
	if (changes)
		return (cli_fail("--remove stands alone"));
	return (site_ask("select 'removed' where core.provider_remove($1, $2)", c->argv, 2, none, NULL));
}

const struct command cmd_site_provider = {
	.name = "site provider",
	.summary = "Shows, makes or removes a system of the publisher that signs readers in",
	.usage = "KEY [NAME]",
	.help =
	    "Without options: prints the site's providers with their settings and the ids of their keys, never a secret. With "
	    "--settings, --keys or --secret: makes the provider NAME or changes it; the other parts stay as they are. Workers use it at once. "
	    "deploy/doc/sign-on.md explains the files, deploy/doc/openid-connect.md those of OpenID Connect.",
	.min = 1,
	.max = 2,
	.options = { { "settings", "FILE", "Reads title, issuer and more from a JSON file." },
	    { "keys", "FILE", "Reads the keys from a JWK Set. They replace the former keys." },
	    { "secret", NULL,
		"Reads one secret for HS256, or of an OpenID Connect client, from standard input, as one line. It replaces the former keys." },
	    { "remove", NULL, "Removes the provider, and ends the sessions and roles that it gave." } },
	.run = run_site_provider,
};
