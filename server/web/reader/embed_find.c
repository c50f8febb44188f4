/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /embed and GET /fragment: the discussion of an article by its address (?url=) or by the site's key (?key=&site=). One
 * query finds the article; its page then comes from memory or is drawn, without a redirect, which an include would not
 * follow.
 */
#include "article/article.h"
#include "sites/sites.h"
#include "templates.h"
#include "text/cursor.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn embed_found, fragment_found;

/* The id of the article; NULL: there is none. */
static const char *
found_id(struct request *rq, const struct answer *a)
{
	return (answer_is(a, "ok") ? view_get(page_json(rq, a), "id", NULL) : NULL);
}

/* Where the site allows it, the script asks the page around the frame to make the article (embed.js). */
static void
put_start(struct request *rq, json_t *root)
{
	const char *site = rq_query(rq, "site"), *url = rq_url(rq, rq_query(rq, "url"));

	if (url == NULL || rq_query(rq, "key") != NULL || !sites_first_sight(site))
		return;
	view_put(root, "start", json_true());
	view_put(root, "script", json_string(asset_thread_js));
	view_put(root, "sizing", json_string(sites_embedders(site)));
}

/* Nothing on this page acts for its reader. Its site is the one that the query names, if it names an article. */
void
embed_reply_none(struct request *rq)
{
	struct page_context *l = page_context_shared(rq);
	bool named = rq_query(rq, "url") != NULL || rq_query(rq, "key") != NULL;
	json_t *root;

	rq_framers_set(rq, named ? sites_framers(rq_query(rq, "site")) : sites_all_framers());

	l->root = ROOT_FRAME;
	root = view_root(l, "Discussion");
	view_put(root, "theme", json_string(page_theme(rq)));
	put_start(rq, root);
	page_reply(rq, 200, &template_embed_none, root);
}

void
web_embed_find(struct request *rq)
{
	if (article_find_ask(rq, embed_found, "embed_found") != NULL)
		embed_reply_none(rq);
}

static void
embed_found(struct request *rq, const struct answer *a)
{
	const char *id = found_id(rq, a), *sort = rq_query(rq, "sort"), *theme = page_theme(rq);
	enum order order;
	struct buf path;

	buf_init(&path, rq_arena(rq));
	buf_printf(&path, ROOT_FRAME "/%s?", id != NULL ? id : "");
	if (sort != NULL && order_parse(sort, &order))
		buf_printf(&path, "sort=%s&", order_name(order));
	if (*theme != '\0')
		buf_printf(&path, "theme=%s&", theme);
	path.data[--path.len] = '\0'; /* the last separator */
	if (id == NULL || !rq_continue_at(rq, path.data))
		embed_reply_none(rq);
}

void
web_fragment_find(struct request *rq)
{
	if (article_find_ask(rq, fragment_found, "fragment_found") != NULL)
		fragment_reply_none(rq);
}

static void
fragment_found(struct request *rq, const struct answer *a)
{
	const char *id = found_id(rq, a);

	if (id == NULL || !rq_continue_at(rq, rq_printf(rq, "/fragment/%s", id)))
		fragment_reply_none(rq);
}
