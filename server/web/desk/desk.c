#include "web/desk/desk.h"

#include "moderation/moderation.h"
#include "settings/settings.h"
#include "templates.h"

/* ---- who is looking, then the page */

struct page_state {
	draw_fn *draw;
	void *kept; /* the handler's */
};

static then_fn greeted;

void
desk_draw(struct request *rq, draw_fn *draw)
{
	struct page_state *v = rq_alloc(rq, sizeof(*v));

	*v = (struct page_state){ .draw = draw, .kept = rq_state(rq) };
	rq_set_state(rq, v);
	if (!page_ask_account(rq, greeted, "greeted"))
		greeted(rq, NULL);
}

static void
greeted(struct request *rq, const struct answer *a)
{
	const struct page_state *v = rq_state(rq);
	struct page_context *l = page_context(rq, "desk");

	rq_set_state(rq, v->kept);
	if (a != NULL)
		page_account(rq, l, a);
	v->draw(rq, l);
}

/* ---- a document and its view */

struct desk_reply {
	const struct desk_page *page;
	int status;
	json_t *doc;
};

static void
draw(struct request *rq, struct page_context *l)
{
	const struct desk_reply *e = rq_state(rq);

	page_reply(rq, e->status, e->page->template, e->page->view(l, e->doc));
}

void
desk_show(struct request *rq, const struct desk_page *page, int status, json_t *doc)
{
	struct desk_reply *e = rq_alloc(rq, sizeof(*e));

	*e = (struct desk_reply){ .page = page, .status = status, .doc = doc };
	rq_set_state(rq, e);
	desk_draw(rq, draw);
}

void
desk_answer(struct request *rq, const struct desk_page *page, const struct answer *a)
{
	if (answer_is(a, "ok"))
		desk_show(rq, page, 200, page_json(rq, a));
	else
		page_refuse(rq, a);
}

/* ---- one site of several */

const char *
desk_site_path(struct request *rq, const char *path, const char *site)
{
	struct buf b;

	if (site == NULL)
		return (path);
	buf_init(&b, rq_arena(rq));
	buf_printf(&b, "%s?site=", path);
	escape_part(&b, site, strlen(site));
	return (b.data);
}

static draw_fn choose;

void
desk_which_site(struct request *rq, const struct answer *a)
{
	if (rq_query(rq, "site") == NULL && rq_query(rq, "version") == NULL && (answer_is(a, "forbidden") || answer_is(a, "not_found")))
		desk_draw(rq, choose);
	else
		page_refuse(rq, a);
}

static void
choose(struct request *rq, struct page_context *l)
{
	json_t *root;

	if (!view_moderates(l) || view_own_sites(l) < 2) {
		reply_problem(rq, PROBLEM_FORBIDDEN);
		return;
	}
	root = view_root(l, "Which site?");
	view_nav(root, l, "/desk/");
	view_put_sites(l, root, NULL, false);
	page_reply(rq, 200, &template_which_site, root);
}

void
desk_done(struct request *rq, const struct answer *a, const char *back, const char *said)
{
	if (answer_is(a, "ok"))
		page_see(rq, back, said, 0, NULL);
	else
		page_refuse(rq, a);
}

/* ---- lists of cases */

struct queue
desk_queue(struct request *rq)
{
	bool safe = rq_is_safe(rq);
	const char *view = safe ? rq_query(rq, "view") : rq_form(rq, "view");
	const char *article = safe ? rq_query(rq, "article") : rq_form(rq, "article");

	return ((struct queue){ .view = view != NULL && word_in(CASE_VIEWS, view) ? view : NULL,
	    .article = view_is_id(article) ? article : NULL });
}

const char *
desk_queue_path(struct request *rq, const char *path, const struct queue *q)
{
	if (q->view == NULL && q->article == NULL)
		return (path);
	return (rq_printf(rq, "%s?view=%s%s%s", path, q->view != NULL ? q->view : "all", q->article != NULL ? "&article=" : "",
	    q->article != NULL ? q->article : ""));
}

void
desk_claim(struct request *rq, const struct queue *q, bool anew, then_fn *then, const char *step)
{
	const char *key, *digest;

	if (!rq_idempotency(rq, &key, &digest))
		return;
	if (anew)
		key = digest = NULL;
	ask_list(rq, CLAIM_NEXT, then, step, (const char *const[]){ rq_viewer(rq), q->view != NULL ? q->view : "all", q->article, "1",
		rq_int(rq, setting_int(MODERATION_LEASE)), rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)), rq_id(rq),
		rq_key_part(rq, key, "claim"), digest }, 9);
}

const char *
desk_claimed(struct request *rq, const struct answer *a, bool *held)
{
	const json_t *one = json_array_get(json_object_get(page_json(rq, a), "cases"), 0);

	*held = json_is_object(json_object_get(one, "claim")) && strcmp(view_get(one, "state", ""), "open") == 0;
	return (view_get(one, "case", NULL));
}
