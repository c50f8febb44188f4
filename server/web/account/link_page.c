/* SPDX-License-Identifier: Apache-2.0 */
#include "web/account/link_page.h"

#include "account/account.h"
#include "templates.h"
#include "web/kit/show.h"

static then_fn link_page_loaded;
static draw_fn link_page_draw, link_page_draw_refusal;

struct link_page_state {
	const struct link_page *page;
	const json_t *doc;
	const char *code; /* of the problem */
};

static struct link_page_state *
link_page_state_new(struct request *rq, const struct link_page *page)
{
	struct link_page_state *s = rq_alloc(rq, sizeof(*s));

	s->page = page;
	rq_set_state(rq, s);
	return (s);
}

void
link_page_show(struct request *rq, const struct link_page *page)
{
	const char *digest = link_digest(rq, rq_query(rq, "token"));

	if (digest == NULL) {
		link_page_refuse(rq, page, "link_unknown");
		return;
	}
	(void)link_page_state_new(rq, page);
	ask(rq, LINK_GET, link_page_loaded, digest, page->purpose);
}

static void
link_page_loaded(struct request *rq, const struct answer *a)
{
	struct link_page_state *s = rq_state(rq);

	if (!answer_is(a, "ok")) {
		link_page_refuse(rq, s->page, arena_string(rq_arena(rq), answer_outcome(a)));
		return;
	}
	s->doc = page_json(rq, a);
	show_drawn(rq, "", link_page_draw);
}

static void
link_page_draw(struct request *rq, struct page_context *l)
{
	const struct link_page_state *s = rq_state(rq);
	json_t *root;

	l->here = "/";
	root = s->page->form(rq, l, s->doc);
	view_hidden(root, "token", rq_query(rq, "token"));
	page_reply(rq, 200, &template_form, root);
}

const char *
link_page_token(struct request *rq, const struct link_page *page)
{
	const char *digest;

	if (!rq_form_read(rq))
		return (NULL);
	digest = link_digest(rq, rq_form(rq, "token"));
	if (digest == NULL)
		link_page_refuse(rq, page, "link_unknown");
	return (digest);
}

void
link_page_refuse(struct request *rq, const struct link_page *page, const char *code)
{
	struct link_page_state *s = link_page_state_new(rq, page);

	s->code = code;
	show_drawn(rq, "", link_page_draw_refusal);
}

static void
link_page_draw_refusal(struct request *rq, struct page_context *l)
{
	const struct link_page_state *s = rq_state(rq);
	enum problem problem = problem_named(s->code);
	json_t *root;

	l->here = "/";
	root = view_problem(l, problem_status(problem), problem_detail(problem));
	view_put(root, "heading", json_string("This link does not work"));
	view_link(root, s->page->next, s->page->next_path);
	view_link(root, "To the front page", "/");
	page_reply(rq, problem_status(problem), &template_error, root);
}
