/* SPDX-License-Identifier: Apache-2.0 */
/* The entries of the audit, newest first. */
#include "web/view/view.h"

#include "base/buf.h"

/* The codes of an entry as a line: "kind mute, until 2026-…". */
static json_t *
audit_codes(const json_t *object)
{
	const char *name;
	json_t *value, *s;
	struct buf b;

	buf_init(&b, NULL);
	json_object_foreach ((json_t *)(uintptr_t)object, name, value) {
		char *text = json_is_string(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

		if (!json_is_null(value))
			buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "", name, text != NULL ? text : json_string_value(value));
		free(text);
	}
	s = json_stringn(b.len > 0 ? b.data : "", b.len);
	buf_end(&b);
	return (s);
}

static json_t *
audit_filter(const struct page_context *l)
{
	static const char *const names[] = { "actor", "object", "action", "from", "to" };
	json_t *f = json_object();

	for (size_t i = 0; i < LENGTH(names); i++)
		view_put(f, names[i], view_query(l->here, names[i]));
	return (f);
}

json_t *
view_audit(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Audit"), *shown = json_array(), *one;
	size_t i;

	view_nav(root, l, "/desk/audit");
	view_put(root, "filter", audit_filter(l));
	json_array_foreach (json_object_get(list, "entries"), i, one) {
		const json_t *actor = json_object_get(one, "actor");
		json_t *e = json_object();

		view_put(e, "at", view_time(view_get(one, "at", NULL), 0));
		view_put(e, "actor", view_string("%s", view_get(actor, "username", "the server")));
		view_put(e, "actor_href",
		    json_is_object(actor) ? view_string("/desk/audit?actor=%s", view_get(actor, "id", "")) : json_null());
		view_put(e, "network", view_string("%s", view_get(one, "network", "")));
		view_put(e, "action", view_string("%s", view_get(one, "action", "")));
		view_put(e, "object_href",
		    view_get(one, "object", NULL) != NULL ? view_string("/desk/audit?object=%s", view_get(one, "object", "")) :
							    json_null());
		view_put(e, "site", view_string("%s", view_get(one, "site", "")));
		view_put(e, "codes", audit_codes(json_object_get(one, "codes")));
		view_put(e, "private", audit_codes(json_object_get(one, "private")));
		view_put(e, "erased", json_boolean(json_is_true(json_object_get(one, "erased"))));
		view_put(e, "sealed", json_boolean(json_is_true(json_object_get(one, "sealed"))));
		json_array_append_new(shown, e);
	}
	view_put(root, "entries", shown);
	view_pager(l, root, view_get(list, "next", NULL), "Older entries");
	return (root);
}
