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
#include "secret/jwk.h"
#include "secret/token.h"
#include "settings/settings.h"
#include "text/base64url.h"
#include "text/url.h"

#define NAME_MAX_BYTES 32
#define LIFE_MAX_S     86400
#define BADGE_MAX      64 /* bytes */

enum { OPTION_SETTINGS, OPTION_KEYS, OPTION_SECRET, OPTION_REMOVE };

static const char list[] =
    "select concat_ws(' ', p.name, p.kind, p.issuer, p.audience, p.settings, 'keys:', (select string_agg(coalesce(k ->> 'kid', '-') || '/' ||"
    " (k ->> 'kty'), ',') from jsonb_array_elements(p.keys::jsonb -> 'keys') k))"
    " from core.provider p join core.site s on s.id = p.site_id where s.key = $1 and ($2::text is null or p.name = $2) order by p.name";
static const char none[] = "the site has no such provider, or there is no such site; madang site list shows all sites";

/* ---- settings */
static bool
claims_valid(const json_t *claims)
{
	static const char known[] = " subject name email email_verified roles badge ";
	const char *name;
	json_t *path, *part;
	size_t i;

	json_object_foreach ((json_t *)claims, name, path) {
		char word[64];

		(void)snprintf(word, sizeof(word), " %s ", name);
		if (strstr(known, word) == NULL || (!json_is_string(path) && json_array_size(path) == 0))
			return (false);
		json_array_foreach (path, i, part)
			if (!json_is_string(part))
				return (false);
	}
	return (true);
}

static bool
roles_valid(const json_t *roles)
{
	const char *value, *role;
	json_t *one;

	json_object_foreach ((json_t *)roles, value, one) {
		role = json_string_value(one);
		if (role == NULL ||
		    (strcmp(role, "staff") != 0 && strcmp(role, "moderator") != 0 && strcmp(role, "admin") != 0 &&
			strcmp(role, "auditor") != 0))
			return (false);
	}
	return (true);
}

static bool
badges_valid(const json_t *badges)
{
	const char *value;
	json_t *one;

	json_object_foreach ((json_t *)badges, value, one)
		if (!json_is_string(one) || json_string_length(one) == 0 || json_string_length(one) > BADGE_MAX)
			return (false);
	return (true);
}

/* The fault of the members that both kinds have; NULL: none. */
static const char *
mappings_fault(const json_t *doc)
{
	if (!claims_valid(json_object_get(doc, "claims")))
		return (
		    "claims maps subject, name, email, email_verified, roles, badge to the name of a claim, or to a list of names");
	if (!roles_valid(json_object_get(doc, "roles")))
		return ("roles maps values of a claim to staff, moderator, auditor or admin");
	if (!badges_valid(json_object_get(doc, "badges")))
		return ("badges maps values of a claim to texts of 1 to 64 bytes");
	return (NULL);
}

static bool
proofs_valid(const json_t *proofs)
{
	const char *claim;
	json_t *values, *value;
	size_t i;

	json_object_foreach ((json_t *)proofs, claim, values) {
		if (json_array_size(values) == 0)
			return (false);
		json_array_foreach (values, i, value)
			if (!json_is_string(value))
				return (false);
	}
	return (proofs == NULL || json_is_object(proofs));
}

/* Has a text with spaces between its words this word? */
static bool
has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)) != NULL; p += n)
		if ((p == text || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return (true);
	return (false);
}

/* The same for kind oidc. */
static const char *
oidc_fault(const json_t *doc)
{
	static const char methods[] = "client_secret_basic client_secret_post none";
	const json_t *issuer = json_object_get(doc, "issuer"), *age = json_object_get(doc, "max_age");
	const char *auth = json_string_value(json_object_get(doc, "client_auth"));
	const char *scopes = json_string_value(json_object_get(doc, "scopes"));

	if (!url_is_secure(json_string_value(issuer), json_string_length(issuer)) ||
	    strpbrk(json_string_value(issuer), "?#") != NULL)
		return ("issuer is the https address of the provider, as its tokens have it");
	if (auth != NULL && !has_word(methods, auth))
		return ("client_auth is client_secret_basic, client_secret_post or none");
	if (scopes != NULL && !has_word(scopes, "openid"))
		return ("scopes is a text with spaces between that has the word openid");
	if (age != NULL && (json_integer_value(age) < 0 || json_integer_value(age) > LIFE_MAX_S))
		return ("max_age is from 0 to 86400 seconds");
	if (!proofs_valid(json_object_get(doc, "second_factor")))
		return ("second_factor maps names of claims to lists of values");
	if (json_object_get(json_object_get(doc, "claims"), "subject") != NULL)
		return ("the subject of an OpenID Connect provider is its claim sub");
	return (mappings_fault(doc));
}

/* The fault of the settings of kind jwt; NULL: none. The names and types of members were checked. */
static const char *
jwt_fault(const json_t *doc)
{
	const json_t *life = json_object_get(doc, "life_max"), *algorithms = json_object_get(doc, "algorithms");
	const json_t *page = json_object_get(doc, "sign_in"), *name;
	enum jws_alg alg;
	size_t i;

	if (life != NULL && (json_integer_value(life) < 1 || json_integer_value(life) > LIFE_MAX_S))
		return ("life_max is from 1 to 86400 seconds");
	if (json_array_size(algorithms) == 0)
		return ("algorithms lists one or more of HS256, RS256, PS256, ES256, EdDSA");
	json_array_foreach (algorithms, i, name)
		if (!json_is_string(name) || !jws_alg_parse(json_string_value(name), &alg))
			return ("algorithms lists one or more of HS256, RS256, PS256, ES256, EdDSA");
	if (page != NULL && !url_valid(json_string_value(page), json_string_length(page)))
		return ("sign_in is the http or https address of the page where readers sign in");
	return (mappings_fault(doc));
}

static bool
is_oidc(const json_t *doc)
{
	const char *kind = json_string_value(json_object_get(doc, "kind"));

	return (kind != NULL && strcmp(kind, "oidc") == 0);
}

/* The fault of names and types of the members, in *error; false: there is one. */
static bool
members_fit(json_t *doc, json_error_t *error)
{
	const char *text;
	json_t *any;
	int number;

	if (is_oidc(doc))
		return (json_unpack_ex(doc, error, JSON_STRICT, "{s:s,s:s,s:s,s:s,s?s,s?s,s?s,s?i,s?b,s?o,s?o,s?o,s?o}", "kind",
			    &text, "title", &text, "issuer", &text, "client_id", &text, "client_auth", &text, "scopes", &text,
			    "acr_values", &text, "max_age", &number, "inside", &number, "second_factor", &any, "claims", &any,
			    "roles", &any, "badges", &any) == 0);
	return (json_unpack_ex(doc, error, JSON_STRICT, "{s:s,s:s,s:s,s:o,s?s,s?i,s?o,s?o,s?o}", "title", &text, "issuer", &text,
		    "audience", &text, "algorithms", &any, "sign_in", &text, "life_max", &number, "claims", &any, "roles", &any,
		    "badges", &any) == 0);
}

/* NULL after an error message. */
static json_t *
provider_settings(const char *path)
{
	char *text = cli_read_file(path, NULL);
	const char *fault;
	json_t *doc;
	json_error_t error;

	if (text == NULL)
		return (NULL);
	doc = json_loads(text, JSON_REJECT_DUPLICATES, &error);
	free(text);
	if (doc == NULL || !members_fit(doc, &error))
		fault = error.text;
	else
		fault = is_oidc(doc) ? oidc_fault(doc) : jwt_fault(doc);
	if (fault == NULL)
		return (doc);
	(void)cli_fail("%s: %s", path, fault);
	json_decref(doc);
	return (NULL);
}

/* ---- keys */

/* A key set of one secret; the caller wipes and frees it. */
static char *
secret_read(void)
{
	char *secret = cli_read_secret("Secret of the provider");
	struct buf b;

	if (secret == NULL)
		return (NULL);
	buf_init(&b, NULL);
	buf_puts(&b, "{\"keys\":[{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"");
	base64url_put(&b, secret, strlen(secret));
	buf_puts(&b, "\"}]}");
	secret_wipe(secret, strlen(secret));
	free(secret);
	return (b.data);
}

/* The first algorithm of the settings that no key fits; NULL: none. settings NULL: those in force stay. */
static const char *
algorithm_missing(const struct jwks *set, const json_t *settings)
{
	enum jws_alg alg;
	json_t *name;
	size_t i;

	json_array_foreach (json_object_get(settings, "algorithms"), i, name)
		if (jws_alg_parse(json_string_value(name), &alg) && jwks_next(set, NULL, NULL, alg) == NULL)
			return (json_string_value(name));
	return (NULL);
}

/* False after an error message. */
static bool
keys_valid(const char *text, const json_t *settings)
{
	char why[256];
	struct jwks *set = jwks_parse(text, strlen(text), true, why);
	const char *missing = set != NULL ? algorithm_missing(set, settings) : NULL;

	if (set == NULL)
		(void)cli_fail("the keys are not usable: %s", why);
	if (missing != NULL)
		(void)cli_fail("no key fits the algorithm %s; leave it out of the settings, or add a key", missing);
	jwks_end(set);
	return (set != NULL && missing == NULL);
}

static void
keys_free(char *text)
{
	if (text != NULL)
		secret_wipe(text, strlen(text));
	free(text);
}

/* The secret of an OpenID Connect client has any length: the provider made it. */
static char *
client_keys_read(const struct call *c, const json_t *settings, bool *failed)
{
	const char *auth = json_string_value(json_object_get(settings, "client_auth"));
	bool public = auth != NULL && strcmp(auth, "none") == 0;

	if (c->values[OPTION_KEYS] != NULL || (public && c->values[OPTION_SECRET] != NULL)) {
		*failed = true;
		(void)cli_fail("%s",
		    public ? "client_auth none has no secret" : "Madang fetches the keys of an OpenID Connect provider itself");
		return (NULL);
	}
	if (public)
		return (mem_copy("{\"keys\":[]}", 11));
	if (c->values[OPTION_SECRET] == NULL)
		return (NULL);
	return (secret_read());
}

/* The key set of the options, checked; NULL: none was given, or *failed after an error message. keys_free() ends it. */
static char *
keys_read(const struct call *c, const json_t *settings, bool *failed)
{
	char *text;

	if (is_oidc(settings))
		return (client_keys_read(c, settings, failed));
	if (c->values[OPTION_KEYS] == NULL && c->values[OPTION_SECRET] == NULL)
		return (NULL);
	text = c->values[OPTION_KEYS] != NULL ? cli_read_file(c->values[OPTION_KEYS], NULL) : secret_read();
	*failed = text == NULL || !keys_valid(text, settings);
	if (!*failed)
		return (text);
	keys_free(text);
	return (NULL);
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
	if (status == 0 && is_oidc(doc))
		print_redirect_uris(c->argv[1]);
	keys_free(keys);
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
	if (name == NULL || strlen(name) > NAME_MAX_BYTES || *name == '\0' ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name))
		return (cli_fail("NAME is needed: 1 to %d of a-z, 0-9 and -", NAME_MAX_BYTES));
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
