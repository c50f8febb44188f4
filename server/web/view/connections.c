/* SPDX-License-Identifier: Apache-2.0 */
/* The systems that a site is connected with: its API tokens and its providers; and the form of a token. */
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

static json_t *
connections_providers(const struct page_context *l, const json_t *doc)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(doc, "providers"), i, one) {
		const json_t *settings = json_object_get(one, "settings");
		json_t *p = json_object();

		view_put(p, "name", view_string("%s", view_get(one, "name", "")));
		view_put(p, "title", view_string("%s", view_get(settings, "title", "")));
		view_put(p, "issuer", view_string("%s", view_get(settings, "issuer", "")));
		view_put(p, "audience", view_string("%s", view_get(settings, "audience", "")));
		view_put(p, "algorithms", connections_words(json_object_get(settings, "algorithms")));
		view_put(p, "keys", connections_keys(json_object_get(one, "keys")));
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
	view_put(root, "tokens", connections_tokens(l, root, doc));
	view_put(root, "providers", connections_providers(l, doc));
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
