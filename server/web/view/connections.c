/* SPDX-License-Identifier: Apache-2.0 */
/* The systems that a site is connected with: its API tokens and its providers; and the form of a token. */
#include <stdlib.h>
#include <string.h>

#include "text/percent.h"
#include "web/view/view.h"

#define SOON_MS (14LL * 86400000) /* a token that ends so soon is pointed out */

static json_t *
connections_words(const json_t *list)
{
	json_t *one, *words = json_array();
	size_t i;

	json_array_foreach (list, i, one)
		json_array_append(words, one);
	return (words);
}

/* A path with ?site=. */
static json_t *
connections_path(const char *path, const char *site)
{
	json_t *made;
	struct buf b;

	buf_init(&b, NULL);
	buf_printf(&b, "%s?site=", path);
	percent_encode(&b, site, strlen(site));
	made = view_string("%s", b.data);
	buf_end(&b);
	return (made);
}

/* ---- tokens */

static json_t *
token_when(const struct page_context *l, const char *site, const json_t *one, const char *member)
{
	return (view_site_time(l, site, view_get(one, member, NULL)));
}

static bool
token_soon(const struct page_context *l, const json_t *one)
{
	int64_t until = view_ms(view_get(one, "expires_at", NULL));

	return (view_is(one, "state", "valid") && until >= 0 && until - l->now_ms < SOON_MS);
}

static json_t *
connections_token(const struct page_context *l, const json_t *doc, const json_t *one)
{
	const char *site = view_get(doc, "site", ""), *by = view_get(one, "made_by", NULL);
	bool ends = json_is_true(json_object_get(doc, "may")) && view_is(one, "state", "valid");
	json_t *t = json_object();

	view_put(t, "name", view_string("%s", view_get(one, "name", "")));
	view_put(t, "scopes", connections_words(json_object_get(one, "scopes")));
	view_put(t, "made", token_when(l, site, one, "made_at"));
	view_put(t, "by", view_string("%s", by != NULL ? by : "the operator"));
	view_put(t, "expires", token_when(l, site, one, "expires_at"));
	view_put(t, "used", token_when(l, site, one, "last_used_at"));
	view_put(t, "valid", json_boolean(view_is(one, "state", "valid")));
	view_put(t, "state", json_string(view_is(one, "state", "ended") ? "Ended" : "Expired"));
	view_put(t, "soon", json_boolean(token_soon(l, one)));
	view_put(t, "end", ends ? view_string("/desk/tokens/%s/end", view_get(one, "id", "")) : json_null());
	view_put(t, "site", view_string("%s", site));
	return (t);
}

static json_t *
connections_tokens(const struct page_context *l, json_t *root, const json_t *doc)
{
	json_t *list = json_array(), *one;
	long soon = 0;
	size_t i;

	json_array_foreach (json_object_get(doc, "tokens"), i, one) {
		json_array_append_new(list, connections_token(l, doc, one));
		soon += token_soon(l, one);
	}
	if (soon > 0)
		view_put(root, "soon", view_count(soon, "token expires", "tokens expire"));
	return (list);
}

/* ---- providers */

static json_t *
connections_keys(const json_t *keys)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (keys, i, one) {
		const char *kid = view_get(one, "kid", NULL), *type = view_get(one, "kty", "");
		const char *kind = strcmp(type, "oct") == 0 ? "secret" : type;

		json_array_append_new(list, kid != NULL ? view_string("%s (%s)", kid, kind) : view_string("%s", kind));
	}
	return (list);
}

/* The redirect URI of an OpenID Connect provider. */
static json_t *
connections_redirect(const char *base, const char *name)
{
	return (view_string("%s/sso/oidc/%s/callback", base, name));
}

/* The page that changes a provider; its name needs no encoding. */
static json_t *
connections_change(const char *site, const char *name)
{
	json_t *path = connections_path("/desk/providers", site),
	       *whole = view_string("%s&name=%s", json_string_value(path), name);

	json_decref(path);
	return (whole);
}

static json_t *
connections_providers(const struct page_context *l, const json_t *doc)
{
	bool may = json_is_true(json_object_get(doc, "may"));
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(doc, "providers"), i, one) {
		const json_t *settings = json_object_get(one, "settings");
		bool oidc = view_is(one, "kind", "oidc");
		json_t *p = json_object();

		view_put(p, "name", view_string("%s", view_get(one, "name", "")));
		view_put(p, "title", view_string("%s", view_get(settings, "title", "")));
		view_put(p, "issuer", view_string("%s", view_get(settings, "issuer", "")));
		view_put(p, "kind", json_string(oidc ? "OpenID Connect" : "Signed tokens (JWT)"));
		view_put(p, "audience_label", json_string(oidc ? "Client id" : "Audience"));
		view_put(p, "audience", view_string("%s", view_get(settings, oidc ? "client_id" : "audience", "")));
		view_put_list(p, "algorithms", connections_words(json_object_get(settings, "algorithms")));
		view_put(p, "redirect", oidc ? connections_redirect(l->base, view_get(one, "name", "")) : json_null());
		view_put(p, "change",
		    may ? connections_change(view_get(doc, "site", ""), view_get(one, "name", "")) : json_null());
		view_put_list(p, "keys", connections_keys(json_object_get(one, "keys")));
		view_put(p, "changed", view_site_time(l, view_get(doc, "site", NULL), view_get(one, "updated_at", NULL)));
		json_array_append_new(list, p);
	}
	return (list);
}

json_t *
view_connections(const struct page_context *l, json_t *doc)
{
	const char *site = view_get(doc, "site", "");
	json_t *root = view_root(l, "Connections");

	view_nav(root, l, "/desk/connections");
	view_put_sites(l, root, site, false);
	view_put(root, "name", view_string("%s", view_get(doc, "title", site)));
	view_put(root, "make", json_is_true(json_object_get(doc, "may")) ? connections_path("/desk/tokens", site) : json_null());
	view_put(root, "connect",
	    json_is_true(json_object_get(doc, "may")) ? connections_path("/desk/providers", site) : json_null());
	view_put(root, "tokens", connections_tokens(l, root, doc));
	view_put(root, "providers", connections_providers(l, doc));
	return (root);
}

/* ---- a provider */

/* The settings as they were typed, else those in force, else an example. */
static json_t *
provider_form_text(const struct page_context *l, const json_t *doc)
{
	const char *typed = view_get(doc, "typed", NULL);
	const json_t *settings = json_object_get(json_object_get(doc, "provider"), "settings");
	json_t *example = NULL, *text;
	char *dump;

	if (typed != NULL)
		return (view_string("%s", typed));
	if (settings == NULL)
		settings = example = json_pack("{s:s,s:s,s:s,s:[s]}", "title", view_get(doc, "title", ""), "issuer",
		    "https://news.example", "audience", l->base, "algorithms", "HS256");
	dump = json_dumps(settings, JSON_INDENT(2));
	text = view_string("%s", dump != NULL ? dump : "");
	free(dump);
	json_decref(example);
	return (text);
}

static void
provider_fields(const struct page_context *l, json_t *root, const json_t *doc)
{
	json_t *settings = provider_form_text(l, doc), *field;
	bool made = json_object_get(doc, "provider") != NULL;

	field = view_field(root, "name", "Short name", "text", "off", view_get(doc, "chosen", ""));
	view_hint(field, "Of a-z, 0-9 and -. The audit and the log show it.");
	if (made)
		view_put(field, "readonly", json_true());
	field = view_text(root, "settings", "Settings, as JSON", json_string_value(settings), 12);
	view_hint(field, "The pages sign-on.md and openid-connect.md of the documentation explain every member.");
	json_decref(settings);
	field = view_field(root, "secret", "Secret", "password", "off", NULL);
	view_hint(field,
	    made ? "Empty: the keys in force stay." :
		   "The secret that both systems know, of at least 32 bytes; or the client secret.");
	view_optional(field);
	field = view_text(root, "keys", "Or public keys, as a JWK Set", "", 4);
	view_hint(field, "For tokens that are signed with EdDSA, ES256, RS256 or PS256.");
	view_optional(field);
}

json_t *
view_provider_form(const struct page_context *l, json_t *doc)
{
	const json_t *one = json_object_get(doc, "provider");
	const char *site = view_get(doc, "site", ""), *name = view_get(doc, "chosen", "");
	json_t *root =
	    view_form(l, one != NULL ? "Change a provider" : "Connect a provider", "/desk/providers", "Put it in force");
	bool may = json_is_true(json_object_get(doc, "may"));

	view_nav(root, l, "/desk/connections/");
	view_put(root, "lead",
	    view_string("It signs readers of %s in with the accounts that they have at the newspaper.",
		view_get(doc, "title", site)));
	view_put(root, "redirect", view_is(one, "kind", "oidc") ? connections_redirect(l->base, name) : json_null());
	view_hidden(root, "site", site);
	provider_fields(l, root, doc);
	view_put(root, "cancel", connections_path("/desk/connections", site));
	if (one != NULL && may)
		view_put(root, "remove",
		    json_pack("{s:o,s:o,s:o,s:o}", "accounts",
			view_count(view_int(one, "accounts"), "account signs", "accounts sign"), "roles",
			view_count(view_int(one, "roles"), "role", "roles"), "site", view_string("%s", site), "name",
			view_string("%s", name)));
	if (view_get(doc, "error", NULL) != NULL)
		view_form_error(root, view_get(doc, "field", ""), view_get(doc, "error", ""));
	return (root);
}

/* ---- a new token */

json_t *
view_token_form(const struct page_context *l, const char *site, const char *name, const char *days, json_t *scopes)
{
	static const struct view_option lives[] = { { "30", "after 30 days" }, { "90", "after 90 days" },
		{ "365", "after a year" }, { "730", "after two years" } };
	json_t *root = view_form(l, "Make an API token", "/desk/tokens", "Make the token");

	view_nav(root, l, "/desk/connections/");
	view_put(root, "site", view_string("%s", site));
	view_put(root, "site_title", view_string("%s", view_site_title(l, site)));
	view_hint(view_field(root, "name", "Name", "text", "off", name),
	    "Of the system that gets the token. The list and the audit show it.");
	view_select(root, "days", "It expires", view_options(lives, LENGTH(lives), days != NULL ? days : "365"));
	view_put(root, "scopes", scopes);
	view_put(root, "cancel", connections_path("/desk/connections", site));
	return (root);
}

json_t *
view_token_made(const struct page_context *l, const char *site, const char *name, const char *token)
{
	json_t *root = view_root(l, "The new token");

	view_nav(root, l, "/desk/connections/");
	view_put(root, "name", view_string("%s", name));
	view_put(root, "api_token", view_string("%s", token));
	view_put(root, "done", connections_path("/desk/connections", site != NULL ? site : ""));
	return (root);
}
