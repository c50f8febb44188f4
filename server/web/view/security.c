/* SPDX-License-Identifier: Apache-2.0 */
/* The page of an account's security, and the pages that set up its second factors. */
#include "web/view/view.h"

json_t *
view_security(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Signing in"), *app = view_time(view_get(doc, "totp", NULL), l->now_ms);
	size_t passkeys = json_array_size(json_object_get(doc, "passkeys"));
	long codes = view_int(doc, "recovery");
	bool needed = json_is_true(json_object_get(doc, "needed")), has = json_is_object(app);

	view_tabs(root, "/account/security");
	view_put(root, "waits", json_boolean(json_is_true(json_object_get(doc, "waits"))));
	view_put(root, "required", json_boolean(needed));
	view_put(root, "app", app);
	view_put(root, "app_keeps", json_boolean(has && needed));
	view_put(root, "app_removable", json_boolean(has && !needed));
	view_put(root, "passkeys", passkeys == 0 ? json_string("no passkey") : view_count((long)passkeys, "passkey", "passkeys"));
	if (has || passkeys > 0)
		view_put(root, "codes",
		    json_pack("{s:o}", "left", view_count(codes, "recovery code is left", "recovery codes are left")));
	return (root);
}

/* The key in groups of four characters: easier to type, and copied without spaces. */
static json_t *
security_key_groups(const char *secret)
{
	json_t *groups = json_array();
	size_t left = strlen(secret), n;

	for (; left > 0; secret += n, left -= n) {
		n = left < 4 ? left : 4;
		json_array_append_new(groups, json_stringn(secret, n));
	}
	return (groups);
}

json_t *
view_app_setup(const struct page_context *l, const char *secret, const char *link, const char *path, int width)
{
	json_t *root = view_form(l, "Set up an authenticator app", "/account/security/app/confirm", "Confirm"), *field;

	field = view_field(root, "code", "Code of the app", "text", "one-time-code", "");
	view_hint(field, "Six digits. The app counts as soon as you confirm it.");
	view_put(root, "cancel", json_string("/account/security"));
	view_put(root, "secret", security_key_groups(secret));
	view_put(root, "link", view_string("%s", link));
	if (path != NULL)
		view_put(root, "qr", json_pack("{s:s,s:i}", "path", path, "width", width));
	return (root);
}

json_t *
view_recovery_codes(const struct page_context *l, json_t *codes)
{
	json_t *root = view_root(l, "Recovery codes");

	view_put(root, "heading", json_string("Recovery codes"));
	view_put(root, "list", codes);
	return (root);
}
