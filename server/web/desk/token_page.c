/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /desk/connections: the systems that a site is connected with. GET, POST /desk/tokens: makes an API token; the answer of POST is
 * the only page that shows it. POST /desk/tokens/{token}/end.
 */
#include "request/list.h"
#include "site/site.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

#define BOX	  "scope-"
#define NO_SCOPES "Tick what the token may do."

static then_fn connections_page_loaded, token_form_allowed, token_page_made, token_page_ended;
static draw_fn token_page_draw_form, token_page_draw_made;

void
web_connections(struct request *rq)
{
	ask(rq, CONNECTIONS, connections_page_loaded, rq_viewer(rq), list_site(rq), "f");
}

static void
connections_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_connections, view_connections };

	desk_site_answer(rq, &page, a);
}

/* ---- the form */

static json_t *
token_boxes(struct request *rq)
{
	json_t *list = json_array();

	for (enum scope s = SCOPE_NONE + 1; s < SCOPE_COUNT; s++)
		json_array_append_new(list,
		    json_pack("{s:s,s:s,s:b}", "name", scope_name(s), "help", scope_help(s), "checked",
			!rq_is_safe(rq) && rq_form(rq, rq_printf(rq, BOX "%s", scope_name(s))) != NULL));
	return (list);
}

/* The ticked scopes with spaces between; "" if there is none. */
static const char *
token_scopes(struct request *rq)
{
	struct buf b;

	buf_init(&b, rq_arena(rq));
	buf_puts(&b, "");
	for (enum scope s = SCOPE_NONE + 1; s < SCOPE_COUNT; s++)
		if (rq_form(rq, rq_printf(rq, BOX "%s", scope_name(s))) != NULL)
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "", scope_name(s));
	return (b.data);
}

void
web_token_form(struct request *rq)
{
	ask(rq, CONNECTIONS, token_form_allowed, rq_viewer(rq), list_site(rq), "t");
}

static void
token_form_allowed(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		show_drawn(rq, "desk", token_page_draw_form);
	else
		page_refuse(rq, a);
}

static void
token_page_draw_form(struct request *rq, struct page_context *l)
{
	bool sent = !rq_is_safe(rq);
	const char *site = sent ? form_filled(rq, "site") : list_site(rq);
	json_t *root =
	    view_token_form(l, site, sent ? rq_form(rq, "name") : NULL, sent ? rq_form(rq, "days") : NULL, token_boxes(rq));

	page_failures(rq, root);
	page_reply(rq, rq_failures(rq) != NULL ? 422 : 200, &template_token_form, root);
}

void
web_token_make(struct request *rq)
{
	struct api_token_wish *w = rq_alloc(rq, sizeof(*w));
	const char *scopes;

	*w = (struct api_token_wish) { .days = API_TOKEN_DAYS };
	if (!rq_check(rq, api_token_fields, API_TOKEN_FIELDS, w)) /* has replied */
		return;
	scopes = token_scopes(rq);
	if (*scopes == '\0')
		rq_bad(rq, "scopes", NO_SCOPES);
	rq_set_state(rq, w);
	if (rq_failures(rq) != NULL)
		show_drawn(rq, "desk", token_page_draw_form);
	else
		api_token_ask(rq, form_filled(rq, "site"), w, scopes, token_page_made, "token_page_made");
}

static void
token_page_made(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		show_drawn(rq, "desk", token_page_draw_made);
	else if (answer_is(a, "again"))
		reply_problem(rq, PROBLEM_TOKEN_SHOWN);
	else
		page_refuse(rq, a);
}

static void
token_page_draw_made(struct request *rq, struct page_context *l)
{
	const struct api_token_wish *w = rq_state(rq);

	page_reply(rq, 200, &template_token_made, view_token_made(l, form_filled(rq, "site"), w->name, w->token));
}

/* ---- the end */

void
web_token_end(struct request *rq)
{
	ask(rq, API_TOKEN_END, token_page_ended, rq_viewer(rq), form_filled(rq, "site"), rq_path(rq, 0), rq_id(rq));
}

static void
token_page_ended(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, desk_site_path(rq, "/desk/connections", form_filled(rq, "site")), "token_end");
}
