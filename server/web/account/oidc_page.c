/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /sso/oidc/{provider}: sends the reader to a provider of OpenID Connect. Only a press on a page of ours does: a link on any
 * other page leads to a page with a button. GET /sso/oidc/{provider}/callback: takes the provider's answer.
 */
#include <string.h>

#include "guard/cookie.h"
#include "session/oidc.h"
#include "sites/sites.h"
#include "templates.h"
#include "web/account/providers.h"
#include "web/account/second_page.h"
#include "web/account/way_on.h"
#include "web/account/window.h"
#include "web/kit/page.h"
#include "web/web.h"

#define NOT_SIGNED_IN "You are not signed in"

static oidc_end_fn oidc_ended;
static session_granted_fn oidc_opened;

/* The provider of this name, of the site in *site; NULL: there is none. */
static const json_t *
oidc_provider_find(const char *name, const json_t **site)
{
	json_t *one, *provider;
	size_t i, k;

	json_array_foreach (sites_list(), i, one)
		json_array_foreach (json_object_get(one, "providers"), k, provider)
			if (provider_is_oidc(provider) &&
			    strcmp(json_string_value(json_object_get(provider, "name")), name) == 0) {
				*site = one;
				return (provider);
			}
	return (NULL);
}

/* A path of ours, or an address of one of the site's origins; NULL: neither. */
static const char *
oidc_next(struct request *rq, const json_t *site)
{
	const char *next = rq_query(rq, "return"), *url;

	if (next == NULL || strcmp(view_back(next), next) == 0)
		return (next == NULL ? "/" : next);
	url = rq_url(rq, next);
	return (url != NULL && sites_has_origin(json_string_value(json_object_get(site, "key")), url) ? url : NULL);
}

/* Was it requested by a press on a page of ours (Fetch Metadata), at the top level? A browser without it sends Referer. */
static bool
oidc_was_pressed(struct request *rq)
{
	const char *from = rq_field(rq, "sec-fetch-site"), *referer = rq_field(rq, "referer"), *base = rq_base_url(rq);

	if (cookie_in_frame(rq))
		return (false);
	if (from != NULL)
		return (strcmp(from, "same-origin") == 0);
	return (referer != NULL && strncmp(referer, base, strlen(base)) == 0 && referer[strlen(base)] == '/');
}

static void
oidc_draw(struct request *rq, const json_t *provider, const char *next)
{
	const char *title = json_string_value(json_object_get(provider, "title"));
	struct page_context *l = page_context(rq, "");
	json_t *root;

	l->signed_in = false; /* another account may be signed in here */
	root = view_root(l, "Sign in");
	view_put(root, "heading", json_string("Sign in"));
	view_put(root, "lead", view_string("Continue to sign in with your account at %s.", title));
	view_put(root, "href", view_string("%s", provider_oidc_href(rq, rq_path(rq, 0), next)));
	view_put(root, "link", json_string("Continue"));
	window_put(rq, root);
	page_reply(rq, 200, &template_way_on, root);
}

void
web_oidc(struct request *rq)
{
	const char *name = rq_path(rq, 0), *next;
	const json_t *site = NULL, *provider = oidc_provider_find(name, &site);

	if (provider == NULL) {
		reply_problem(rq, PROBLEM_NOT_FOUND);
		return;
	}
	if ((next = oidc_next(rq, site)) == NULL) {
		sign_on_log("return", name);
		oidc_ended(rq, &(struct oidc_end) { "return", name, NULL });
	} else if (oidc_was_pressed(rq))
		oidc_begin(rq, name, next, oidc_ended);
	else
		oidc_draw(rq, provider, next);
}

void
web_oidc_answer(struct request *rq)
{
	oidc_finish(rq, rq_path(rq, 0), oidc_opened, oidc_ended);
}

/* What happened, and two ways on: once more, or another sign-in. */
static void
oidc_ended(struct request *rq, const struct oidc_end *e)
{
	enum problem problem = e->reason != NULL ? PROBLEM_BAD_TOKEN : PROBLEM_SIGN_IN_AWAY;
	int status = problem_status(problem);
	struct page_context *l = page_context(rq, "");
	const char *next = e->next != NULL ? e->next : "/";
	const json_t *site;
	json_t *root;

	l->signed_in = false; /* no query says who it is */
	l->here = next;	      /* not the answer's address, which has a code */
	root = view_problem(l, status, e->reason != NULL ? sign_on_sentence(rq, e->reason) : problem_detail(problem));
	view_put(root, "heading", json_string(NOT_SIGNED_IN));
	if (oidc_provider_find(e->name, &site) != NULL)
		view_link(root, "Try again", provider_oidc_href(rq, e->name, next));
	view_link(root, "Sign in another way", rq_printf(rq, "/sign-in%s", page_next(rq, next)));
	if (status == 503)
		rq_add(rq, "Retry-After", "60");
	page_reply(rq, status, &template_error, root);
}

static void
oidc_opened(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	const char *refused = sign_on_refusal(a), *next = sign_on_current(rq)->next;

	if (refused != NULL) {
		oidc_ended(rq, &(struct oidc_end) { refused, rq_path(rq, 0), next });
		return;
	}
	if (answer_is(a, "pending")) {
		second_page_go(rq, e, *next == '/' ? next : "/");
		return;
	}
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	session_grant_cookies(rq, e);
	if (*next == '/')
		page_see(rq, window_after(rq, next), NULL, 0, NULL);
	else
		way_on_reply(rq, next);
}
