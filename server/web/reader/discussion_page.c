/*
 * GET /a/{article}: the discussion under an article. GET /a/{article}/c/{comment}:
 * one comment, what it answers, and its replies page by page. The page, then the
 * reader's own; where the page's outline is kept, only that.
 */
#include "comment/thread.h"
#include "templates.h"
#include "web/kit/outline.h"
#include "web/kit/overlay.h"
#include "web/kit/page.h"
#include "web/web.h"

#define NODE_FRAME 2400 /* bytes of HTML around a comment's text, at most: names, times, buttons */

static then_fn paged, overlaid;

/* What the two are to ask, to read and to show. */
struct scope {
	void (*page_ask)(struct request *, const struct thread_list *, then_fn *, const char *step);
	void (*page_json)(const struct thread_list *, const struct answer *, struct buf *out);
	json_t *(*view)(const struct page_context *, const struct thread_context *, json_t *page, json_t *mine);
	const struct template *template;
};

static const struct scope thread = { thread_list_ask, thread_list_json, view_thread, &template_thread };
static const struct scope permalink = { thread_comment_page_ask, thread_comment_page_json, view_permalink, &template_permalink };

struct page_state {
	const struct scope *scope;
	const char *comment; /* NULL: the whole thread */
	struct thread_list list;
	json_t *page; /* NULL: it is in the outline still */
	long version;
	struct outline outline; /* html NULL: there is none */
};

static void own(struct request *);
static void make_outline(struct request *, const struct buf *text);
static void draw(struct request *, struct page_context *, json_t *mine);
static void draw_without(struct request *);

static void
begin(struct request *rq, const struct scope *scope, const char *comment)
{
	struct page_state *v = rq_alloc(rq, sizeof(*v));

	v->scope = scope;
	v->comment = comment;
	if (!thread_list_read(rq, rq_path(rq, 0), comment != NULL ? comment : rq_path(rq, 0), &v->list))
		return;
	v->list.extra = NODE_FRAME;
	rq_set_state(rq, v);
	if (rq_outline(rq, &v->outline))
		own(rq);
	else
		scope->page_ask(rq, &v->list, paged, "paged");
}

void
web_thread(struct request *rq)
{
	begin(rq, &thread, NULL);
}

void
web_permalink(struct request *rq)
{
	begin(rq, &permalink, rq_path(rq, 1));
}

static void
paged(struct request *rq, const struct answer *a)
{
	struct page_state *v = rq_state(rq);
	struct buf text;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	buf_init(&text, rq_arena(rq));
	v->scope->page_json(&v->list, a, &text);
	v->version = thread_version(a);
	v->page = page_parse(rq, text.data, text.len);
	if (rq_makes_outline(rq))
		make_outline(rq, &text);
	else if (rq_viewer(rq) != NULL)
		own(rq);
	else
		draw(rq, page_context_shared(rq), NULL);
}

static void
own(struct request *rq)
{
	const struct page_state *v = rq_state(rq);

	if (!rq_pressed(rq))
		overlay_ask(rq, v->list.article, v->page == NULL ? v->outline.ids : overlay_ids(rq, v->page), overlaid, "overlaid");
	else if (v->page == NULL)
		page_reply_outline(rq, &v->outline, page_context(rq, ""), true);
	else
		draw_without(rq);
}

static void
overlaid(struct request *rq, const struct answer *a)
{
	const struct page_state *v = rq_state(rq);
	struct page_context *l = page_context(rq, "");
	json_t *mine;

	if (answer_is(a, "not_found")) { /* hidden meanwhile */
		page_refuse(rq, a);
		return;
	}
	mine = overlay_read(rq, l, a);
	if (v->page == NULL && outline_fits(&v->outline, l, mine))
		page_reply_outline(rq, &v->outline, l, false);
	else
		draw(rq, l, mine);
}

static json_t *
document(struct request *rq, const struct page_context *l, json_t *mine)
{
	struct page_state *v = rq_state(rq);
	struct thread_context t = overlay_context(rq, &v->list, v->comment);

	if (v->page == NULL)
		v->page = page_parse(rq, v->outline.json, v->outline.json_len);
	return (v->scope->view(l, &t, v->page, mine));
}

static void
make_outline(struct request *rq, const struct buf *text)
{
	const struct page_state *v = rq_state(rq);
	struct outline o = { .version = v->version, .json = text->data, .json_len = text->len };
	struct buf html;

	outline_people(rq, v->page, &o);
	html = page_draw(rq, v->scope->template, document(rq, outline_context(rq), NULL));
	o.html = html.data;
	o.html_len = html.len;
	rq_outline_made(rq, &o);
}

static void
draw(struct request *rq, struct page_context *l, json_t *mine)
{
	const struct page_state *v = rq_state(rq);
	json_t *root = document(rq, l, mine);

	if (rq_viewer(rq) == NULL)
		page_reply_public(rq, v->version, v->scope->template, root);
	else
		page_reply(rq, 200, v->scope->template, root);
}

/* The page is there, and what is the reader's own would be one question too many. */
static void
draw_without(struct request *rq)
{
	const struct page_state *v = rq_state(rq);
	json_t *root = document(rq, page_context(rq, ""), NULL);

	(void)view_flash(root, "wait", PAGE_WITHOUT);
	rq_add(rq, "Madang-Shared", "1");
	page_reply(rq, 200, v->scope->template, root);
}
