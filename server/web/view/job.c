/* SPDX-License-Identifier: Apache-2.0 */
/* A bulk job: its filter, progress and actions. */
#include "base/buf.h"
#include "web/view/view.h"

static const char *
job_state(const char *state)
{
	/* clang-format off */
	static const struct view_option list[] = {
		{ "preview", "Not started: nothing is decided yet" }, { "running", "Running" }, { "paused", "Paused" },
		{ "done", "Done" }, { "undoing", "Being undone" }, { "undo_paused", "Undo paused" }, { "undone", "Undone" },
	};
	/* clang-format on */

	return (view_label(list, LENGTH(list), state, state));
}

static const char *
job_action(const char *action)
{
	return (strcmp(action, "reject") == 0 ? "Reject, or take down" : strcmp(action, "approve") == 0 ? "Approve" : "Restore");
}

/* The label of a filter's value; of the author and the article their names. */
static const char *
job_filter_value(const struct page_context *l, const json_t *job, const char *name, const char *value)
{
	if (strcmp(name, "author") == 0)
		return (view_get(json_object_get(job, "author"), "username", value));
	if (strcmp(name, "article") == 0)
		return (view_get(json_object_get(job, "article"), "title", value));
	if (strcmp(name, "reason") == 0)
		return (view_reason(l, NULL, value));
	if (strcmp(name, "rule") == 0)
		return (view_rule(value));
	return (strcmp(name, "state") == 0 ? view_state(value) : value);
}

static json_t *
job_filter_line(const struct page_context *l, const json_t *job)
{
	static const struct view_option names[] = { { "text", "Words" }, { "state", "State" }, { "case", "Case" },
		{ "reason", "Reason" }, { "rule", "Rule" }, { "author", "Author" }, { "article", "Article" }, { "from", "From" },
		{ "to", "Before" } };
	const char *name;
	json_t *value, *s;
	struct buf b;

	buf_init(&b, NULL);
	json_object_foreach (json_object_get(job, "filter"), name, value)
		buf_printf(&b, "%s%s: %s", b.len > 0 ? "; " : "", view_label(names, LENGTH(names), name, name),
		    json_is_string(value) ? job_filter_value(l, job, name, json_string_value(value)) : "");
	s = json_stringn(b.len > 0 ? b.data : "", b.len);
	buf_end(&b);
	return (s);
}

static json_t *
job_what(const struct page_context *l, const json_t *job)
{
	const char *reason = view_get(job, "reason", NULL), *action = job_action(view_get(job, "action", ""));

	return (reason != NULL ? view_string("%s: %s", action, view_reason(l, NULL, reason)) : view_string("%s", action));
}

static json_t *
job_facts(const struct page_context *l, const json_t *job)
{
	const char *note = view_get(job, "note", NULL);
	json_t *list = json_array();

	view_add_fact(list, "Filter", job_filter_line(l, job));
	view_add_fact(list, "Action", job_what(l, job));
	if (note != NULL)
		view_add_fact(list, "Note", view_string("%s", note));
	view_add_fact(list, "Comments",
	    view_string("%ld%s", view_int(job, "matched"), json_is_true(json_object_get(job, "more")) ? " or more" : ""));
	view_add_fact(list, "Decided", view_string("%ld; %ld skipped", view_int(job, "decided"), view_int(job, "skipped")));
	if (view_int(job, "undone") + view_int(job, "kept") > 0)
		view_add_fact(list, "Undone",
		    view_string("%ld; %ld kept, because something changed them since", view_int(job, "undone"),
			view_int(job, "kept")));
	view_add_fact(list, "By", view_string("%s", view_get(json_object_get(job, "by"), "username", "somebody")));
	return (list);
}

/* The actions that the state allows. */
static json_t *
job_verbs(const char *state)
{
	/* clang-format off */
	static const struct {
		const char *verb, *text, *states;
	} list[] = {
		{ "start", "Start the job", " preview " }, { "start", "Continue", " paused undo_paused " }, { "pause", "Pause the job", " running undoing " },
		{ "undo", "Undo the job", " running paused done " },
	};
	/* clang-format on */
	json_t *out = json_array();
	char word[24];

	snprintf(word, sizeof(word), " %s ", state);
	for (size_t i = 0; i < LENGTH(list); i++)
		if (strstr(list[i].states, word) != NULL)
			json_array_append_new(out, json_pack("{s:s,s:s}", "verb", list[i].verb, "text", list[i].text));
	return (out);
}

json_t *
view_job(const struct page_context *l, json_t *doc)
{
	const json_t *job = json_object_get(doc, "job");
	const char *id = view_get(job, "id", ""), *state = view_get(job, "state", "");
	json_t *root = view_root(l, "Decisions in bulk"), *list = json_array(), *sample = json_object_get(doc, "sample"), *one;
	long all = view_int(job, "matched"), past = view_int(job, "decided") + view_int(job, "skipped");
	size_t i;

	view_nav(root, l, "/desk/jobs");
	view_put(root, "id", view_string("%s", id));
	view_put(root, "state", json_string(job_state(state)));
	view_put(root, "facts", job_facts(l, job));
	if (strcmp(state, "preview") != 0 && all > 0)
		view_put(root, "progress",
		    json_pack("{s:o,s:o,s:o}", "all", json_integer(all), "past", json_integer(past < all ? past : all), "text",
			view_string("%ld of %ld", past < all ? past : all, all)));
	if (view_may(l, NULL, "jobs"))
		view_put(root, "verbs", job_verbs(state));
	json_array_foreach (sample, i, one)
		json_array_append_new(list,
		    json_pack("{s:o,s:o,s:o,s:o,s:o}", "href", view_string("/desk/%s", view_get(one, "id", "")), "state",
			view_string("%s", view_get(one, "state", "")), "state_text",
			view_string("%s", view_state(view_get(one, "state", ""))), "name",
			view_string("%s", view_get(json_object_get(one, "author"), "username", "")), "text",
			view_string("%s", view_get(one, "body", "(The text was erased.)"))));
	view_put_list(root, "sample", list);
	return (root);
}

json_t *
view_jobs(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Decisions in bulk"), *list = json_array(), *one;
	size_t i;

	view_nav(root, l, "/desk/jobs");
	json_array_foreach (json_object_get(doc, "jobs"), i, one)
		json_array_append_new(list,
		    json_pack("{s:o,s:s,s:o,s:o,s:o,s:o,s:o}", "href", view_string("/desk/jobs/%s", view_get(one, "id", "")),
			"state", job_state(view_get(one, "state", "")), "what", job_what(l, one), "filter",
			job_filter_line(l, one), "count",
			view_string("%ld of %ld%s decided", view_int(one, "decided"), view_int(one, "matched"),
			    json_is_true(json_object_get(one, "more")) ? " or more" : ""),
			"by", view_string("%s", view_get(json_object_get(one, "by"), "username", "somebody")), "at",
			view_time(view_get(one, "created_at", NULL), l->now_ms)));
	view_put(root, "jobs", list);
	view_put(root, "may", json_boolean(view_may(l, NULL, "jobs")));
	view_pager(l, root, view_get(doc, "next", NULL), "Older jobs");
	return (root);
}
