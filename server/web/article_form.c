/* GET, POST /desk/articles/{article}: who may write under an article, how fast, until when. */
#include "article/article.h"
#include "base/clock.h"
#include "templates.h"
#include "web/desk.h"
#include "web/web.h"

static then_fn found, greeted, changed;

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

/* article: NULL after a refused form, or where it is hidden from readers. */
static void
draw(struct request *rq, const struct look *l, int status, const json_t *article, const char *field, const char *code)
{
	const char *id = rq_path(rq, 0), *closes = view_get(article, "closes_at", "");
	bool sent = !rq_is_safe(rq);
	json_t *root = view_form(l, "Article controls", rq_printf(rq, "/desk/articles/%s", id), "Save"), *f;

	view_put(root, "lead", view_string("%s", view_get(article, "title", sent ? "" : "Readers do not see this discussion.")));
	view_select(root, "state", "State", options(rq, states, LENGTH(states), sent && rq_form(rq, "state") != NULL ?
	    rq_form(rq, "state") : view_get(article, "state", "hidden")));
	view_select(root, "slow_mode", "Slow mode, for each reader", options(rq, slow, LENGTH(slow), sent &&
	    rq_form(rq, "slow_mode") != NULL ? rq_form(rq, "slow_mode") : number(rq, article, "slow_mode")));
	view_select(root, "closes_after", "Close after silence", options(rq, after, LENGTH(after), sent &&
	    rq_form(rq, "closes_after") != NULL ? rq_form(rq, "closes_after") : number(rq, article, "closes_after")));
	f = view_field(root, "closes_at", "Close at (UTC)", "datetime-local", "off", sent ? rq_form(rq, "closes_at") :
	    rq_printf(rq, "%.16s", closes));
	view_optional(f);
	view_hint(f, "Empty: at no set time.");
	if (code != NULL)
		view_form_error(root, field, view_sentence(code));
	view_put(root, "cancel", view_string("/desk?view=all&article=%s", id));
	view_other(root, "To the discussion:", rq_printf(rq, "/a/%s", id), "read it as readers do");
	page_reply(rq, status, &template_form, root);
}

void
web_article(struct request *rq)
{
	ask(rq, ARTICLE_GET, found, rq_path(rq, 0));
}

static void
found(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok") && !answer_is(a, "not_found")) {
		page_refuse(rq, a);
		return;
	}
	rq_keep(rq, page_json(rq, a));
	ask(rq, SESSION_GET, greeted, rq_viewer(rq));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct look *l = page_look(rq, "desk");

	page_account(rq, l, a);
	if (!view_moderates(l))
		reply_problem(rq, 403, "forbidden", NULL);
	else
		draw(rq, l, 200, rq_kept(rq), NULL, NULL);
}

/* ---- the form */

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
	const char *s = rq_form(rq, "closes_at");
	size_t n = s != NULL ? strlen(s) : 0;

	if (n == 0)
		return ("infinity");
	s = n == 16 ? rq_printf(rq, "%s:00Z", s) : n == 19 ? rq_printf(rq, "%sZ", s) : s;
	return (clock_rfc3339_valid(s) ? s : NULL);
}

void
web_article_form(struct request *rq)
{
	const char *state = rq_form(rq, "state"), *closes = closing(rq);

	if (state == NULL || !word_in(ARTICLE_STATES, state))
		draw(rq, page_look(rq, "desk"), 422, NULL, "state", "bad_value");
	else if (!seconds(rq_form(rq, "slow_mode")) || strtol(rq_form(rq, "slow_mode"), NULL, 10) > 86400)
		draw(rq, page_look(rq, "desk"), 422, NULL, "slow_mode", "bad_value");
	else if (!seconds(rq_form(rq, "closes_after")) || strtol(rq_form(rq, "closes_after"), NULL, 10) > ARTICLE_SECONDS_MAX)
		draw(rq, page_look(rq, "desk"), 422, NULL, "closes_after", "bad_value");
	else if (closes == NULL)
		draw(rq, page_look(rq, "desk"), 422, NULL, "closes_at", "not_a_time");
	else
		ask(rq, ARTICLE_PATCH, changed, rq_viewer(rq), rq_path(rq, 0), state, NULL, NULL, rq_form(rq, "slow_mode"), closes,
		    rq_form(rq, "closes_after"));
}

static void
changed(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "time_past"))
		draw(rq, page_look(rq, "desk"), 422, NULL, "closes_at", "until_past");
	else
		desk_done(rq, a, rq_printf(rq, "/desk/articles/%s", rq_path(rq, 0)), "saved");
}
