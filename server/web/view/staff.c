/* SPDX-License-Identifier: Apache-2.0 */
/* The staff of the reader's sites, and the form that invites somebody. */
#include "web/view/view.h"

/* Hidden fields of a form that sets a role: {"site","areas"}. site null: all sites. */
static json_t *
staff_give(const json_t *one)
{
	json_t *give = json_object(), *permissions = json_object_get(one, "permissions");

	view_put(give, "role", view_string("%s", view_get(one, "role", "")));
	view_put(give, "site", view_string("%s", view_get(one, "site", "")));
	view_put(give, "areas", json_incref(permissions));
	return (give);
}

static json_t *
staff_roles(const struct page_context *l, const json_t *account)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(account, "roles"), i, one) {
		json_t *r = json_object(), *what = view_role_held(l, one);
		const char *by = view_get(one, "by", NULL);

		view_put(r, "change", view_string("Change…: %s, %s", view_get(account, "username", ""), json_string_value(what)));
		view_put(r, "label",
		    view_string("Take away: %s, %s", view_get(account, "username", ""), json_string_value(what)));
		view_put(r, "name", view_string("%s", view_get(account, "username", "")));
		view_put(r, "what", what);
		view_put(r, "since", view_time(view_get(one, "granted_at", NULL), l->now_ms));
		view_put(r, "by", by != NULL ? view_string("%s", by) : json_string("an operator"));
		view_put(r, "action",
		    json_is_true(json_object_get(one, "may_change")) ?
			view_string("/desk/accounts/%s/role", view_get(account, "id", "")) :
			json_null());
		view_put(r, "href", view_string("/desk/accounts/%s", view_get(account, "id", "")));
		view_put(r, "site", view_string("%s", view_get(one, "site", "")));
		json_array_append_new(list, r);
	}
	return (list);
}

static json_t *
staff_accounts(const struct page_context *l, const json_t *doc)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(doc, "staff"), i, one) {
		const char *last = view_get(one, "last_sign_in", NULL);
		json_t *a = json_object();

		view_put(a, "name", view_string("%s", view_get(one, "username", "")));
		view_put(a, "href", view_string("/desk/accounts/%s", view_get(one, "id", "")));
		view_put(a, "roles", staff_roles(l, one));
		view_put(a, "last", last != NULL ? view_string("Last sign-in on %s", last) : json_null());
		json_array_append_new(list, a);
	}
	return (list);
}

static json_t *
staff_invitations(const struct page_context *l, const json_t *doc)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(doc, "invitations"), i, one) {
		const json_t *account = json_object_get(one, "account");
		const char *address = view_get(one, "address", NULL), *by = view_get(one, "by", NULL);
		const char *name = view_get(account, "username", NULL);
		json_t *v = json_object();

		view_put(v, "who",
		    address != NULL && name != NULL ?
			view_string("%s (%s)", name, address) :
			view_string("%s",
			    name != NULL	? name :
				address != NULL ? address :
						  ""));
		view_put(v, "what", view_role_held(l, one));
		view_put(v, "at", view_time(view_get(one, "offered_at", NULL), l->now_ms));
		view_put(v, "by", by != NULL ? view_string("%s", by) : json_string("an operator"));
		view_put(v, "action",
		    view_admin(l, NULL, "staff") ? view_string("/desk/staff/invitations/%s", view_get(one, "id", "")) :
						   json_null());
		view_put(v, "mailed", json_boolean(view_get(one, "mailed_at", NULL) != NULL));
		json_array_append_new(list, v);
	}
	return (list);
}

static json_t *
staff_former(const struct page_context *l, const json_t *doc)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(doc, "former"), i, one) {
		json_t *f = json_object();

		view_put(f, "name", view_string("%s", view_get(one, "username", "")));
		view_put(f, "href", view_string("/desk/accounts/%s", view_get(one, "id", "")));
		view_put(f, "what", view_role_held(l, one));
		view_put(f, "at", view_time(view_get(one, "at", NULL), l->now_ms));
		view_put(f, "by", view_string("%s", view_get(one, "by", "an operator")));
		view_put(f, "action",
		    view_admin(l, view_get(one, "site", NULL), "staff") ?
			view_string("/desk/accounts/%s/role", view_get(one, "id", "")) :
			json_null());
		view_put(f, "give", staff_give(one));
		json_array_append_new(list, f);
	}
	return (list);
}

json_t *
view_staff(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Staff"), *site = view_query(l->here, "site");

	view_nav(root, l, "/desk/staff");
	view_put(root, "back", view_string("%s", l->here));
	view_put(root, "invite", view_admin(l, NULL, "staff") ? json_string("/desk/staff/invite") : json_null());
	view_put(root, "staff", staff_accounts(l, doc));
	view_put_list(root, "invitations", staff_invitations(l, doc));
	view_put_list(root, "former", staff_former(l, doc));
	view_pager(l, root, view_get(doc, "next", NULL), "More staff");
	json_decref(site);
	return (root);
}

/* ---- the form */

json_t *
view_invite(const struct page_context *l, const struct view_invitation *sent)
{
	static const struct view_option roles[] = { { "staff", "Staff: creates articles, has a badge" },
		{ "moderator", "Moderator" }, { "auditor", "Auditor: reads the desk and the audit" }, { "admin", "Admin" } };
	json_t *root = view_form(l, "Invite by mail", "/desk/staff/invite", "Send the invitation"), *sites;

	view_nav(root, l, "/desk/staff/");
	view_put(root, "lead",
	    json_string(
		"The mail has a link that sets a password and accepts the role. If the address belongs to an account already, that account is offered the role. An invitation ends after 30 days."));
	view_field(root, "email", "E-mail address", "email", "off", sent->email);
	view_hint(view_field(root, "name", "Name", "text", "off", sent->name),
	    "Readers see it beside comments. An account that exists already keeps its own.");
	view_select(root, "role", "Role",
	    view_options(roles, LENGTH(roles) - !json_is_null(l->own), sent->role != NULL ? sent->role : "moderator"));
	sites = view_sites(l, view_every_site(l), sent->site);
	if (sites != NULL)
		view_select(root, "site", "Where", sites);
	else if (json_array_size(l->own) == 1)
		view_hidden(root, "site", json_string_value(json_array_get(l->own, 0)));
	view_area_choices(l, root, sent->permissions);
	view_put(root, "cancel", json_string("/desk/staff"));
	return (root);
}
