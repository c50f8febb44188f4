/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/articles: lists and finds articles; GET, POST /desk/articles/{article}: its state, slow mode and closing time. */
#include "article/article.h"
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn articles_page_loaded, article_form_loaded, article_form_saved;
static draw_fn article_form_draw;

/* clang-format off */
static const struct view_option states[] = {
	{ "open", "Open" }, { "premoderated", "Premoderated: a moderator reads each comment first" },
	{ "closed", "Closed: no new comments" }, { "hidden", "Hidden: readers do not see the discussion" },
};
/* clang-format on */
/* clang-format off */
static const struct view_option slow[] = {
	{ "0", "Off" }, { "30", "One comment every 30 seconds" }, { "120", "One every 2 minutes" },
	{ "600", "One every 10 minutes" }, { "3600", "One an hour" },
};
/* clang-format on */
/* clang-format off */
static const struct view_option after[] = {
	{ "0", "Never" }, { "86400", "One day without a comment" }, { "259200", "Three days without one" },
	{ "604800", "A week without one" }, { "2592000", "30 days without one" },
};
/* clang-format on */

/* Adds a value that the list lacks, so that saving the form keeps it. */
static json_t *
article_options(struct request *rq, const struct view_option *list, size_t n, const char *chosen)
{
	json_t *all = view_options(list, n, chosen);

	if (view_label(list, n, chosen, NULL) == NULL)
		json_array_append_new(all,
		    json_pack("{s:s,s:s,s:b}", "value", chosen, "label", rq_printf(rq, "%s seconds", chosen), "selected", true));
	return (all);
}

static const char *
article_number(struct request *rq, const json_t *article, const char *name)
{
	return (rq_int(rq, (long)json_integer_value(json_object_get(article, name))));
}

/* The sent value, else the current one. */
static const char *
article_value(struct request *rq, const char *name, const char *now)
{
	const char *sent = rq_is_safe(rq) ? NULL : rq_form(rq, name);

	return (sent != NULL ? sent : now);
}

static json_t *
article_form(struct request *rq, const struct page_context *l, const json_t *article)
{
	const char *id = rq_path(rq, 0);
	json_t *root = view_form(l, "Article controls", rq_printf(rq, "/desk/articles/%s", id), "Save"), *f;

	view_nav(root, l, "/desk/articles/");
	view_put(root, "lead", view_string("%s", view_get(article, "title", "")));
	view_select(root, "state", "State",
	    article_options(rq, states, LENGTH(states), article_value(rq, "state", view_get(article, "state", ""))));
	view_select(root, "slow_mode", "Slow mode, for each reader",
	    article_options(rq, slow, LENGTH(slow), article_value(rq, "slow_mode", article_number(rq, article, "slow_mode"))));
	view_select(root, "closes_after", "Close after silence",
	    article_options(rq, after, LENGTH(after),
		article_value(rq, "closes_after", article_number(rq, article, "closes_after"))));
	f = view_field(root, "closes_at", "Close at (UTC)", "datetime-local", "off",
	    article_value(rq, "closes_at", rq_printf(rq, "%.16s", view_get(article, "closes_at", ""))));
	view_optional(f);
	view_hint(f, "Leave this empty to set no time.");
	view_put(root, "cancel", view_string("/desk?view=all&article=%s", id));
	if (strcmp(view_get(article, "state", ""), "hidden") == 0)
		view_other(root, "Readers do not see this discussion.", rq_printf(rq, "/desk?view=all&article=%s", id),
		    "Its cases");
	else
		view_other(root, "To the discussion:", rq_printf(rq, "/a/%s", id), "read it as readers do");
	return (root);
}

/* ---- the current state */

void
web_article(struct request *rq)
{
	ask(rq, ARTICLE_DESK, article_form_loaded, rq_viewer(rq), rq_path(rq, 0));
}

static void
article_form_loaded(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	rq_set_state(rq, json_object_get(page_json(rq, a), "article"));
	show_drawn(rq, "desk", article_form_draw);
}

static void
article_form_draw(struct request *rq, struct page_context *l)
{
	page_reply(rq, 200, &template_form, article_form(rq, l, rq_state(rq)));
}

/* ---- the list: of all articles, or by id, key, address or title */

#define ARTICLES_CURSOR 'A'
#define ARTICLES_PAGE	30

/* The query's value; NULL also for an empty field of the form. */
static const char *
article_filter(struct request *rq, const char *name)
{
	const char *value = rq_query(rq, name);

	return (value == NULL || *value == '\0' ? NULL : value);
}

void
web_articles(struct request *rq)
{
	const char *find = article_filter(rq, "q"), *state = article_filter(rq, "state"), *at;
	long limit;

	if (state != NULL && !view_article_state_known(state)) {
		reply_bad_query(rq, "state is open, premoderated, closed or hidden.");
		return;
	}
	at = list_place(rq, ARTICLES_CURSOR);
	if (at == NULL || !rq_query_int(rq, "limit", 1, 100, ARTICLES_PAGE, &limit))
		return;
	ask(rq, ARTICLE_LIST, articles_page_loaded, rq_viewer(rq), view_is_id(find) ? find : NULL, find, rq_url(rq, find), state,
	    rq_int(rq, limit), at, list_site(rq));
}

static json_t *
articles_json(struct request *rq, const struct answer *a)
{
	return (list_page(rq, a, ARTICLES_CURSOR));
}

static void
articles_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_articles, view_articles };

	show_answer(rq, &page, a, articles_json);
}

/* ---- the form */

static json_t *
article_form_sent(struct request *rq, const struct page_context *l)
{
	return (article_form(rq, l, NULL));
}

static bool
article_seconds(const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	return (n > 0 && n < 9 && strspn(s, "0123456789") == n);
}

/* A datetime-local field sends "2026-11-23T15:00", with or without seconds; an old browser sends any text. */
static const char *
article_closing(struct request *rq)
{
	static const char *const left_out[] = { "", "Z", ":00Z" };
	const char *s = rq_form(rq, "closes_at"), *at = NULL;

	if (s == NULL || *s == '\0')
		return ("infinity");
	for (size_t i = 0; i < LENGTH(left_out) && at == NULL; i++)
		at = rq_time(rq, rq_printf(rq, "%s%s", s, left_out[i]));
	return (at);
}

void
web_article_form(struct request *rq)
{
	const char *state = rq_form(rq, "state"), *closes = article_closing(rq);

	if (state == NULL || !word_in(ARTICLE_STATES, state))
		desk_form_refuse(rq, article_form_sent, "state", "unknown_value");
	else if (!article_seconds(rq_form(rq, "slow_mode")) || strtol(rq_form(rq, "slow_mode"), NULL, 10) > 86400)
		desk_form_refuse(rq, article_form_sent, "slow_mode", "unknown_value");
	else if (!article_seconds(rq_form(rq, "closes_after")) ||
	    strtol(rq_form(rq, "closes_after"), NULL, 10) > ARTICLE_SECONDS_MAX)
		desk_form_refuse(rq, article_form_sent, "closes_after", "unknown_value");
	else if (closes == NULL)
		desk_form_refuse(rq, article_form_sent, "closes_at", "bad_time");
	else
		ask(rq, ARTICLE_PATCH, article_form_saved, rq_viewer(rq), rq_path(rq, 0), state, NULL, NULL,
		    rq_form(rq, "slow_mode"), closes, rq_form(rq, "closes_after"), rq_id(rq));
}

static void
article_form_saved(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "time_past"))
		desk_form_refuse(rq, article_form_sent, "closes_at", "time_past");
	else
		desk_done(rq, a, rq_printf(rq, "/desk/articles/%s", rq_path(rq, 0)), "saved");
}
