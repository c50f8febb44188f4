/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /sso: a reader comes back from the newspaper's own sign-in page with a token. The page says as whom, and a button
 * signs them in: a link alone could sign a reader in as somebody else. After it the browser goes on to the page `next`: one
 * of ours, or one of the site's origins.
 */
#include <string.h>

#include "guard/origin.h"
#include "session/sign_on.h"
#include "templates.h"
#include "text/url.h"
#include "web/account/second_page.h"
#include "web/account/way_on.h"
#include "web/account/window.h"
#include "web/kit/page.h"
#include "web/web.h"

static sign_on_fn sign_on_draw, sign_on_form_checked;
static session_granted_fn sign_on_form_opened;

struct sign_on_page {
	const char *next;  /* a path of ours; NULL: a page of the newspaper */
	const char *paper; /* its address in canonical form */
};

static const char *
sign_on_input(struct request *rq, const char *name)
{
	return (rq_is_safe(rq) ? rq_query(rq, name) : rq_form(rq, name));
}

static const char *
sign_on_token(struct request *rq)
{
	const char *token = sign_on_input(rq, "token");

	return (token != NULL ? token : "");
}

static bool
is_origin_of_site(const struct sign_on *s, const char *url)
{
	char wanted[ORIGIN_TEXT], origin[ORIGIN_TEXT];
	json_t *one;
	size_t i;

	if (!url_origin(url, strlen(url), wanted))
		return (false);
	json_array_foreach (json_object_get(s->provider, "origins"), i, one)
		if (json_is_string(one) && origin_read(json_string_value(one), json_string_length(one), origin) &&
		    strcmp(origin, wanted) == 0)
			return (true);
	return (false);
}

/* Where the browser goes on to; false: next is no address. */
static bool
sign_on_read_next(struct request *rq, struct sign_on_page *out)
{
	const char *next = sign_on_input(rq, "next");

	*out = (struct sign_on_page) { next == NULL || *next == '\0' ? "/" : next, NULL };
	if (strcmp(view_back(out->next), out->next) == 0)
		return (true);
	*out = (struct sign_on_page) { NULL, rq_url(rq, next) };
	return (out->paper != NULL);
}

/* False after a reply: the token is refused, or the page to go on to is another site's. */
static bool
sign_on_accept(struct request *rq, const struct sign_on *s, struct sign_on_page *out)
{
	const char *reason = s->refused;

	if (reason == NULL && (!sign_on_read_next(rq, out) || (out->paper != NULL && !is_origin_of_site(s, out->paper))))
		reason = "return";
	if (reason != NULL)
		sign_on_refuse(rq, reason);
	return (reason == NULL);
}

void
web_sign_on(struct request *rq)
{
	sign_on_check(rq, sign_on_token(rq), NULL, sign_on_draw);
}

static void
sign_on_draw(struct request *rq, struct sign_on *s)
{
	const char *title = json_string_value(json_object_get(json_object_get(s->provider, "settings"), "title"));
	const char *name = json_string_value(sign_on_claim(s, "name"));
	struct page_context *l = page_context(rq, "");
	struct sign_on_page to;
	json_t *root;

	if (!sign_on_accept(rq, s, &to))
		return;
	l->signed_in = false; /* another account may be signed in here */
	root = view_form(l, "Sign in", "/sso", "Continue");
	view_put(root, "lead",
	    name != NULL ? view_string("%s knows you as %s. Continue to comment with this account.", title, name) :
			   view_string("You come from %s. Continue to comment with your account there.", title));
	view_hidden(root, "token", s->token);
	view_hidden(root, "next", to.paper != NULL ? to.paper : to.next);
	page_reply(rq, 200, &template_form, root);
}

/* Another site could have sent this form: its reader is asked like one who followed a link. */
void
web_sign_on_form(struct request *rq)
{
	if (rq_form_read(rq)) /* else has replied */
		sign_on_check(rq, sign_on_token(rq), NULL, origin_is_own(rq) ? sign_on_form_checked : sign_on_draw);
}

static void
sign_on_form_checked(struct request *rq, struct sign_on *s)
{
	struct sign_on_page to;

	if (sign_on_accept(rq, s, &to))
		sign_on_open(rq, s, sign_on_form_opened);
}

static void
sign_on_form_opened(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	const char *refused = sign_on_refusal(a);
	struct sign_on_page to;

	if (refused != NULL) {
		sign_on_refuse(rq, refused);
		return;
	}
	if (answer_is(a, "pending")) {
		second_page_go(rq, e, sign_on_read_next(rq, &to) && to.paper == NULL ? to.next : "/");
		return;
	}
	if (!answer_is(a, "ok") || !sign_on_read_next(rq, &to)) {
		page_refuse(rq, a);
		return;
	}
	session_grant_cookies(rq, e);
	if (to.paper != NULL)
		way_on_reply(rq, to.paper);
	else
		page_see(rq, window_after(rq, to.next), NULL, 0, NULL);
}
