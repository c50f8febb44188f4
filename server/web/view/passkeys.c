/* SPDX-License-Identifier: Apache-2.0 */
/* The page of the account's passkeys. */
#include "templates.h"
#include "text/user_agent.h"
#include "web/view/view.h"

#define PASSKEYS_MAX 20 /* as in core.passkeys_full() */

static json_t *
passkey_row(const struct page_context *l, const json_t *one)
{
	json_t *row = json_object();
	bool usable = json_is_true(json_object_get(one, "usable"));

	view_put(row, "id", view_string("%s", view_get(one, "id", "")));
	view_put(row, "called", view_string("%s", view_get(one, "name", "")));
	view_put(row, "synced", json_boolean(json_is_true(json_object_get(one, "synced"))));
	view_put(row, "made", view_time(view_get(one, "made_at", NULL), l->now_ms));
	view_put(row, "used", view_time(view_get(one, "last_at", NULL), l->now_ms));
	view_put(row, "elsewhere", usable ? json_null() : view_string("%s", view_get(one, "host", "")));
	return (row);
}

/* The button's form; its name is that of the browser's device. */
static json_t *
passkey_make_form(const char *agent)
{
	json_t *form = json_pack("{s:s, s:s, s:s}", "act", "make", "label", "Make a passkey", "back", "/account/passkeys");
	char device[USER_AGENT_WORDS];
	bool known = user_agent_words(agent, device);

	view_put(form, "value", json_string(known ? device : "Passkey"));
	return (form);
}

static void
passkeys_put(json_t *root, const struct page_context *l, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "passkeys"), *one;
	json_t *section = json_object(), *rows = json_array();
	size_t i;

	json_array_foreach (list, i, one)
		json_array_append_new(rows, passkey_row(l, one));
	view_put(section, "some", json_boolean(json_array_size(list) > 0));
	view_put(section, "rows", rows);
	view_put(section, "host", view_string("%s", view_get(doc, "host", "")));
	view_put(section, "make",
	    json_array_size(list) < PASSKEYS_MAX ? passkey_make_form(view_get(doc, "agent", NULL)) : json_null());
	view_put(root, "passkeys", section);
	view_put(root, "script", json_string(asset_passkey_js));
}

json_t *
view_passkeys(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Passkeys");

	view_tabs(root, "/account/security");
	passkeys_put(root, l, doc);
	return (root);
}
