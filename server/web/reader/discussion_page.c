/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /a/{article}: the discussion under an article. GET /a/{article}/c/{comment}: one comment, the comments that it
 * answers, and its replies page by page.
 *
 * Both pages are drawn from a JSON document. A reader without a session gets a page that the cache keeps: one query. So
 * does a reader with a session whose browser runs the script, which then asks for the overlay (own_parts.c). Another reader
 * with a session gets the parsed document from the cache, and the overlay with their votes, reports and held comments by
 * a query: one query if the document is there, two otherwise.
 */
#include "comment/thread.h"
#include "settings/settings.h"
#include "sites/sites.h"
#include "templates.h"
#include "web/kit/overlay.h"
#include "web/kit/page.h"
#include "web/web.h"

#define NODE_FRAME 2400 /* bytes of HTML around a comment's text, at most: names, times, buttons */

/* The two pages differ in these functions. */
struct discussion_kind {
	void (*query)(struct request *, const struct thread_list *, then_fn *, const char *step);
	void (*put_json)(const struct thread_list *, const struct answer *, struct buf *out);
	json_t *(*view)(const struct page_context *, const struct thread_context *, const json_t *page, const json_t *mine);
	const struct template *template;
};

static const struct discussion_kind thread_page = { thread_list_ask, thread_list_json, view_thread, &template_thread };
static const struct discussion_kind comment_page = {
	thread_comment_page_ask,
	thread_comment_page_json,
	view_permalink,
	&template_permalink,
};

struct discussion_state {
	const struct discussion_kind *kind;
	const char *comment; /* NULL: the whole thread */
	struct thread_list list;
	long version;
	const json_t *page; /* the document; shared with other readers */
};

static void discussion_begin(struct request *, const struct discussion_kind *, const char *comment);
static handler_fn discussion_ask;
static then_fn discussion_replied;
static document_fn document_replied;
static then_fn overlay_replied;
static void draw_own(struct request *, struct page_context *, const json_t *mine);
static void draw_without_overlay(struct request *);
static void draw_public(struct request *);

void
web_thread(struct request *rq)
{
	discussion_begin(rq, &thread_page, NULL);
}

void
web_permalink(struct request *rq)
{
	discussion_begin(rq, &comment_page, rq_path(rq, 1));
}

static void
discussion_begin(struct request *rq, const struct discussion_kind *kind, const char *comment)
{
	struct discussion_state *s = rq_alloc(rq, sizeof(*s));

	s->kind = kind;
	s->comment = comment;
	if (!thread_list_read(rq, rq_path(rq, 0), comment != NULL ? comment : rq_path(rq, 0), thread_page_depth(), &s->list))
		return;
	s->list.extra = NODE_FRAME;
	rq_set_state(rq, s);
	if (rq_viewer(rq) != NULL)
		ask_document(rq, document_replied, discussion_ask);
	else
		discussion_ask(rq);
}

static void
discussion_ask(struct request *rq)
{
	const struct discussion_state *s = rq_state(rq);

	s->kind->query(rq, &s->list, discussion_replied, "discussion_replied");
}

static void
discussion_replied(struct request *rq, const struct answer *a)
{
	struct discussion_state *s = rq_state(rq);
	struct buf text;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	buf_init(&text, rq_arena(rq));
	s->kind->put_json(&s->list, a, &text);
	s->version = thread_version(a);
	s->page = page_parse(rq, text.data, text.len);
	if (rq_viewer(rq) != NULL)
		document_ready(rq, s->version, s->page);
	else
		draw_public(rq);
}

static void
document_replied(struct request *rq, const json_t *page)
{
	struct discussion_state *s = rq_state(rq);

	s->page = page;
	if (rq_pressed(rq))
		draw_without_overlay(rq);
	else
		overlay_ask(rq, s->list.article, overlay_ids(rq, s->page), overlay_replied, "overlay_replied");
}

static void
overlay_replied(struct request *rq, const struct answer *a)
{
	struct page_context *c = page_context(rq, "");

	if (answer_is(a, "not_found")) /* hidden after the document was made */
		page_refuse(rq, a);
	else
		draw_own(rq, c, page_account(rq, c, a));
}

/* What script/live.js needs to know. The version is that of the page's contents. */
static json_t *
discussion_live(const struct page_context *c, const json_t *page)
{
	const json_t *article = json_object_get(page, "article");
	json_t *live = json_object();

	view_put(live, "script", json_string(asset_live_article_js));
	view_put(live, "version", json_integer(view_int(article, "version")));
	view_put(live, "closed", json_boolean(view_closed(c, article) != NULL));
	view_put(live, "stay", json_integer(setting_int(LIVE_STAY)));
	view_put(live, "hidden", json_integer(setting_int(LIVE_HIDDEN)));
	view_put(live, "spread", json_integer(setting_int(LIVE_SPREAD)));
	view_put(live, "days", json_integer(setting_int(LIVE_DAYS)));
	return (live);
}

static json_t *
discussion_view(struct request *rq, const struct page_context *c, const json_t *mine)
{
	const struct discussion_state *s = rq_state(rq);
	const char *site = view_get(json_object_get(s->page, "article"), "site", "");
	struct thread_context t = overlay_context(rq, &s->list, s->comment);
	json_t *root;

	root = s->kind->view(c, &t, s->page, mine);
	view_put(root, "script", json_string(asset_thread_js));
	view_put(root, "early", json_string(asset_early_js));
	if (setting_on(LIVE_ON))
		view_put(root, "live", discussion_live(c, s->page));
	rq_framers_set(rq, sites_framers(site));
	if (view_framed(c))
		view_put(root, "sizing", json_string(sites_embedders(site)));
	return (root);
}

static void
draw_own(struct request *rq, struct page_context *c, const json_t *mine)
{
	const struct discussion_state *s = rq_state(rq);

	page_reply(rq, 200, s->kind->template, discussion_view(rq, c, mine));
}

/* The database is under pressure, so the overlay's query is spared. */
static void
draw_without_overlay(struct request *rq)
{
	json_t *root = discussion_view(rq, page_context(rq, ""), NULL);
	const struct discussion_state *s = rq_state(rq);

	(void)view_flash(root, "wait",
	    "Very many people are reading just now, so this page leaves out your votes and everything "
	    "that only you can see. Reload it in a minute.");
	rq_add(rq, "Madang-Shared", "1");
	page_reply(rq, 200, s->kind->template, root);
}

static void
draw_public(struct request *rq)
{
	const struct discussion_state *s = rq_state(rq);

	page_reply_public(rq, s->version, s->kind->template, discussion_view(rq, page_context_shared(rq), NULL));
}
