/* SPDX-License-Identifier: Apache-2.0 */
#include "web/desk/desk.h"

#include "account/account.h"
#include "moderation/moderation.h"
#include "request/list.h"
#include "settings/settings.h"
#include "templates.h"
#include "text/percent.h"

/* ---- a site's rules or settings, by version */

void
desk_site_ask(struct request *rq, enum statement statement, then_fn *then, const char *step)
{
	long version;

	if (rq_query_int(rq, "version", 0, 2147483647, -1, &version))
		ask_list(rq, statement, then, step,
		    (const char *const[]) { rq_viewer(rq), list_site(rq), version < 0 ? NULL : rq_int(rq, version) }, 3);
}

static void
desk_choose_site(struct request *rq, struct page_context *l)
{
	json_t *root;

	if (!view_moderates(l) || view_own_sites(l) < 2) {
		reply_problem(rq, PROBLEM_FORBIDDEN);
		return;
	}
	root = view_root(l, "Choose a site");
	view_nav(root, l, "/desk/");
	view_put_sites(l, root, NULL, false);
	page_reply(rq, 200, &template_which_site, root);
}

void
desk_site_answer(struct request *rq, const struct page_view *page, const struct answer *a)
{
	bool unnamed = list_site(rq) == NULL && rq_query(rq, "version") == NULL;

	if (unnamed && (answer_is(a, "forbidden") || answer_is(a, "not_found")))
		show_drawn(rq, "desk", desk_choose_site);
	else
		show_answer(rq, page, a, page_json);
}

const char *
desk_site_path(struct request *rq, const char *path, const char *site)
{
	struct buf b;

	if (site == NULL)
		return (path);
	buf_init(&b, rq_arena(rq));
	buf_printf(&b, "%s?site=", path);
	percent_encode(&b, site, strlen(site));
	return (b.data);
}

const char *
desk_form_version(struct request *rq)
{
	const char *version = form_filled(rq, "version");

	return (rq_int(rq, version != NULL && strlen(version) < 10 ? strtol(version, NULL, 10) : -1));
}

void
desk_keep_version(struct request *rq, int status, json_t *doc)
{
	if (status != 409 && form_filled(rq, "version") != NULL)
		view_put(doc, "version", json_integer(strtol(desk_form_version(rq), NULL, 10)));
}

/* ---- forms */

void
desk_done(struct request *rq, const struct answer *a, const char *back, const char *said)
{
	if (answer_is(a, "ok"))
		page_see(rq, back, said, 0, NULL);
	else
		page_refuse(rq, a);
}

struct form_state {
	form_fn *form;
	const char *field, *code; /* the failed check; field NULL: none */
};

static void
desk_form_draw(struct request *rq, struct page_context *l)
{
	const struct form_state *s = rq_state(rq);
	json_t *root;

	if (s->field == NULL && !view_moderates(l)) {
		reply_problem(rq, PROBLEM_FORBIDDEN);
		return;
	}
	root = s->form(rq, l);
	if (s->field != NULL)
		view_form_error(root, s->field, view_sentence(s->code));
	page_reply(rq, s->field != NULL ? 422 : 200, &template_form, root);
}

void
desk_form(struct request *rq, form_fn *form)
{
	desk_form_refuse(rq, form, NULL, NULL);
}

void
desk_form_refuse(struct request *rq, form_fn *form, const char *field, const char *code)
{
	struct form_state *s = rq_alloc(rq, sizeof(*s));

	*s = (struct form_state) { .form = form, .field = field, .code = code };
	rq_set_state(rq, s);
	show_drawn(rq, "desk", desk_form_draw);
}

const char *
desk_decision_action(const char *action)
{
	return (strcmp(action, "close") == 0 ? "approve" : action);
}

const char *
desk_permissions(struct request *rq)
{
	const char *name, *value;
	struct buf b;

	if (rq_form(rq, "areas") == NULL)
		return (NULL);
	buf_init(&b, rq_arena(rq));
	buf_puts(&b, "");
	for (size_t i = 0; (name = rq_form_at(rq, i, &value)) != NULL; i++)
		if (strncmp(name, "may-", 4) == 0 && word_in(ROLE_PERMISSIONS, name + 4))
			buf_printf(&b, "%s ", name + 4);
	return (b.data);
}

/* ---- lists of cases */

struct queue
desk_queue(struct request *rq)
{
	bool safe = rq_is_safe(rq);
	const char *view = safe ? rq_query(rq, "view") : rq_form(rq, "view");
	const char *article = safe ? rq_query(rq, "article") : rq_form(rq, "article");

	return ((struct queue) { .view = view != NULL && word_in(CASE_VIEWS, view) ? view : NULL,
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
desk_claim(struct request *rq, const struct queue *q, bool fresh, then_fn *then, const char *step)
{
	const char *key, *digest;

	if (!rq_idempotency(rq, &key, &digest))
		return;
	if (fresh)
		key = digest = NULL;
	ask_list(rq, CLAIM_NEXT, then, step,
	    (const char *const[]) { rq_viewer(rq), q->view != NULL ? q->view : "all", q->article, "1",
		rq_int(rq, setting_int(MODERATION_LEASE)), rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)), rq_id(rq),
		rq_key_part(rq, key, "claim"), digest, list_site(rq) },
	    10);
}

const char *
desk_claimed(struct request *rq, const struct answer *a, bool *held)
{
	const json_t *one = json_array_get(json_object_get(page_json(rq, a), "cases"), 0);

	*held = json_is_object(json_object_get(one, "claim")) && strcmp(view_get(one, "state", ""), "open") == 0;
	return (view_get(one, "case", NULL));
}
