/* GET /desk/articles: one found; GET, POST /desk/articles/{article}: who may write under it, how fast, until when. */
#include "article/article.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn listed, found, changed;
static draw_fn draw, draw_again;

struct refusal {
	const char *field, *code;
};

static const struct option states[] = {
	{ "open", "Open" }, { "premoderated", "Premoderated: every comment is read first" },
	{ "closed", "Closed: no new comments" }, { "hidden", "Hidden: nobody sees the discussion" },
};
static const struct option slow[] = {
	{ "0", "Off" }, { "30", "One comment every 30 seconds" }, { "120", "One every 2 minutes" },
	{ "600", "One every 10 minutes" }, { "3600", "One an hour" },
};
static const struct option after[] = {
	{ "0", "Never" }, { "86400", "One day without a comment" }, { "259200", "Three days without one" },
	{ "604800", "A week without one" }, { "2592000", "30 days without one" },
};

/* A value that is none of the list's joins it, so that saving the form changes nothing else. */
static json_t *
options(struct request *rq, const struct option *list, size_t n, const char *chosen)
{
	json_t *all = view_options(list, n, chosen);

	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].value, chosen) == 0)
			return (all);
	json_array_append_new(all, json_pack("{s:s,s:s,s:b}", "value", chosen, "label", rq_printf(rq, "%s seconds", chosen),
	    "selected", true));
	return (all);
}

static const char *
number(struct request *rq, const json_t *article, const char *name)
{
	return (rq_int(rq, (long)json_integer_value(json_object_get(article, name))));
}

/* As it was sent, else as it is. */
static const char *
value(struct request *rq, const char *name, const char *now)
{
	const char *sent = rq_is_safe(rq) ? NULL : rq_form(rq, name);

	return (sent != NULL ? sent : now);
}

static json_t *
form(struct request *rq, const struct page_context *l, const json_t *article)
{
	const char *id = rq_path(rq, 0);
	json_t *root = view_form(l, "Article controls", rq_printf(rq, "/desk/articles/%s", id), "Save"), *f;

	view_nav(root, l, "/desk/articles/");
	view_put(root, "lead", view_string("%s", view_get(article, "title", "")));
	view_select(root, "state", "State", options(rq, states, LENGTH(states), value(rq, "state", view_get(article, "state", ""))));
	view_select(root, "slow_mode", "Slow mode, for each reader", options(rq, slow, LENGTH(slow), value(rq, "slow_mode",
	    number(rq, article, "slow_mode"))));
	view_select(root, "closes_after", "Close after silence", options(rq, after, LENGTH(after), value(rq, "closes_after",
	    number(rq, article, "closes_after"))));
	f = view_field(root, "closes_at", "Close at (UTC)", "datetime-local", "off", value(rq, "closes_at",
	    rq_printf(rq, "%.16s", view_get(article, "closes_at", ""))));
	view_optional(f);
	view_hint(f, "Empty: at no set time.");
	view_put(root, "cancel", view_string("/desk?view=all&article=%s", id));
	if (strcmp(view_get(article, "state", ""), "hidden") == 0)
		view_other(root, "Readers do not see this discussion.", rq_printf(rq, "/desk?view=all&article=%s", id), "Its cases");
	else
		view_other(root, "To the discussion:", rq_printf(rq, "/a/%s", id), "read it as readers do");
	return (root);
}

/* ---- as it is */

void
web_article(struct request *rq)
{
	ask(rq, ARTICLE_DESK, found, rq_viewer(rq), rq_path(rq, 0), NULL, NULL);
}

static void
found(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	rq_set_state(rq, json_array_get(json_object_get(page_json(rq, a), "articles"), 0));
	desk_draw(rq, draw);
}

static void
draw(struct request *rq, struct page_context *l)
{
	page_reply(rq, 200, &template_form, form(rq, l, rq_state(rq)));
}

/* ---- found by its key or address */

void
web_articles(struct request *rq)
{
	const char *find = rq_query(rq, "q");
	bool id = view_is_id(find);

	ask(rq, ARTICLE_DESK, listed, rq_viewer(rq), id ? find : NULL, id ? NULL : find, rq_url(rq, find));
}

static void
listed(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_articles, view_articles };

	if (answer_is(a, "not_found"))
		desk_show(rq, &page, 200, rq_json_own(rq, json_object()));
	else
		desk_answer(rq, &page, a);
}

/* ---- the form */

static void
refuse(struct request *rq, const char *field, const char *code)
{
	struct refusal *r = rq_alloc(rq, sizeof(*r));

	*r = (struct refusal){ .field = field, .code = code };
	rq_set_state(rq, r);
	desk_draw(rq, draw_again);
}

static void
draw_again(struct request *rq, struct page_context *l)
{
	const struct refusal *r = rq_state(rq);
	json_t *root = form(rq, l, NULL);

	view_form_error(root, r->field, view_sentence(r->code));
	page_reply(rq, 422, &template_form, root);
}

static bool
seconds(const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	return (n > 0 && n < 9 && strspn(s, "0123456789") == n);
}

/* "2026-11-23T15:00" of a datetime-local field, with seconds or without; a browser without such fields sends what was typed. */
static const char *
closing(struct request *rq)
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
	const char *state = rq_form(rq, "state"), *closes = closing(rq);

	if (state == NULL || !word_in(ARTICLE_STATES, state))
		refuse(rq, "state", "unknown_value");
	else if (!seconds(rq_form(rq, "slow_mode")) || strtol(rq_form(rq, "slow_mode"), NULL, 10) > 86400)
		refuse(rq, "slow_mode", "unknown_value");
	else if (!seconds(rq_form(rq, "closes_after")) || strtol(rq_form(rq, "closes_after"), NULL, 10) > ARTICLE_SECONDS_MAX)
		refuse(rq, "closes_after", "unknown_value");
	else if (closes == NULL)
		refuse(rq, "closes_at", "bad_time");
	else
		ask(rq, ARTICLE_PATCH, changed, rq_viewer(rq), rq_path(rq, 0), state, NULL, NULL, rq_form(rq, "slow_mode"), closes,
		    rq_form(rq, "closes_after"), rq_id(rq));
}

static void
changed(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "time_past"))
		refuse(rq, "closes_at", "time_past");
	else
		desk_done(rq, a, rq_printf(rq, "/desk/articles/%s", rq_path(rq, 0)), "saved");
}
