/* SPDX-License-Identifier: Apache-2.0 */
/* One case: the comment with its marked hits, all reasons, and the allowed actions. */
#include "base/problems.h"
#include "web/view/view.h"

#include "base/buf.h"
#include "web/kit/template.h"

/* The key of the case's site, or NULL. */
static const char *
case_site(const json_t *one)
{
	return (view_get(json_object_get(one, "article"), "site", NULL));
}

/* The group of open cases whose texts are alike, or NULL. */
static const char *
case_group(const json_t *one)
{
	return (view_get(json_object_get(one, "alike"), "group", NULL));
}

/* A link to the comment for readers; null: it is not published. */
static json_t *
case_thread_href(const json_t *one, const json_t *comment)
{
	if (!view_is(comment, "state", "published"))
		return (json_null());
	return (view_string("/a/%s/c/%s", view_get(json_object_get(one, "article"), "id", ""), view_get(comment, "id", "")));
}

/* ---- the list that the case was opened from */

static json_t *
case_queue(const char *here)
{
	json_t *view = view_query(here, "view"), *article = view_query(here, "article"), *s;
	const char *v = json_string_value(view), *a = json_string_value(article);
	bool of = view_is_id(a);

	if (view_queue_name(v) == NULL)
		s = of ? view_string("?view=all&article=%s", a) : json_string("");
	else
		s = view_string("?view=%s%s%s", v, of ? "&article=" : "", of ? a : "");
	json_decref(view);
	json_decref(article);
	return (s);
}

/* ---- the comment's text with its marked hits */

/* Is the signal about the current revision? */
static bool
signal_is_current(const json_t *one, const json_t *signal)
{
	const json_t *revision = json_object_get(signal, "revision");

	return (revision == NULL || json_equal(revision, json_object_get(json_object_get(one, "comment"), "revision")));
}

/* Marks the bytes that a span of this revision covers. A span that is too long is cut. */
static unsigned char *
case_hit_bytes(const json_t *of, size_t n)
{
	unsigned char *hit = mem_zero(n + 1, 1);
	json_t *one, *span;
	size_t i, k;

	json_array_foreach (json_object_get(of, "signals"), i, one)
		json_array_foreach (signal_is_current(of, one) ? json_object_get(one, "spans") : NULL, k, span) {
			json_int_t from = json_integer_value(json_array_get(span, 0));
			json_int_t to = json_integer_value(json_array_get(span, 1));

			for (json_int_t at = from < 0 ? 0 : from; at < to && at < (json_int_t)n; at++)
				hit[at] = 1;
		}
	return (hit);
}

/* Segments begin at characters, so that each is valid UTF-8. */
static bool
character_begins(const char *s, size_t at)
{
	return (((unsigned char)s[at] & 0xc0) != 0x80);
}

static json_t *
case_segments(const char *body, const json_t *of)
{
	size_t n = strlen(body), from = 0;
	unsigned char *hit = case_hit_bytes(of, n);
	json_t *list = json_array();

	for (size_t at = 1; at <= n; at++) {
		if (at < n && !character_begins(body, at))
			hit[at] = hit[at - 1];
		if (at == n || (hit[at] != hit[from] && character_begins(body, at))) {
			json_array_append_new(list, json_pack("{s:s%,s:b}", "text", body + from, at - from, "hit", hit[from]));
			from = at;
		}
	}
	free(hit);
	return (list);
}

/* ---- all reasons */

static const char *
signal_source(const json_t *signal)
{
	const char *rule = view_get(signal, "rule", "");

	if (view_is(signal, "kind", "report"))
		return ("Report:");
	return (*rule != '\0' ? view_rule(rule) : "Rule");
}

static json_t *
chip_find(const json_t *chips, const json_t *signal, bool earlier)
{
	size_t i;
	json_t *one;

	json_array_foreach (chips, i, one)
		if (strcmp(view_get(one, "code", ""), view_get(signal, "reason", "")) == 0 &&
		    strcmp(view_get(one, "source", ""), signal_source(signal)) == 0 &&
		    json_is_true(json_object_get(one, "earlier")) == earlier &&
		    (view_is(signal, "kind", "report") ||
			strcmp(view_get(one, "detail", ""), view_get(signal, "detail", "")) == 0))
			return (one);
	return (NULL);
}

static json_t *
chip_new(const struct page_context *l, const json_t *of, const json_t *signal, bool earlier)
{
	bool report = view_is(signal, "kind", "report");
	const char *reason = view_get(signal, "reason", "");
	json_t *chip = json_object();

	view_put(chip, "kind", json_string(report ? "report" : "rule"));
	view_put(chip, "code", view_string("%s", reason));
	view_put(chip, "source", view_string("%s", signal_source(signal)));
	view_put(chip, "reason",
	    !report && strcmp(reason, "other") == 0 ? json_string("") : view_string("%s", view_reason(l, case_site(of), reason)));
	view_put(chip, "detail", report ? json_null() : view_string("%s", view_get(signal, "detail", "")));
	view_put(chip, "earlier", json_boolean(earlier));
	return (chip);
}

/* One chip, with a count, for each reason, source and (of a rule) detail. Signals about earlier revisions are separate. */
static json_t *
case_chips(const struct page_context *l, const json_t *of)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(of, "signals"), i, one) {
		bool earlier = !signal_is_current(of, one);
		json_t *chip = chip_find(list, one, earlier);

		if (chip != NULL) {
			json_int_t times = json_integer_value(json_object_get(chip, "times"));

			view_put(chip, "times", json_integer(times == 0 ? 2 : times + 1));
		} else
			json_array_append_new(list, chip_new(l, of, one, earlier));
	}
	return (list);
}

/* Does the signal name a reason to reject the current revision? The "other" of a rule only asks for a look. */
static bool
signal_counts(const json_t *of, const json_t *signal)
{
	return (signal_is_current(of, signal) && (view_is(signal, "kind", "report") || !view_is(signal, "reason", "other")));
}

/* The most frequent reason, the default of a rejection. */
const char *
view_likely_reason(const json_t *of)
{
	const json_t *signals = json_object_get(of, "signals");
	const char *best = NULL;
	unsigned max = 0;
	json_t *one, *other;
	size_t i, k;

	json_array_foreach (signals, i, one) {
		const char *reason = view_get(one, "reason", "");
		unsigned n = 0;

		json_array_foreach (signals, k, other)
			n += signal_counts(of, other) && view_is(other, "reason", reason);
		if (n > max) {
			max = n;
			best = reason;
		}
	}
	return (best);
}

/* ---- one case */

static json_t *
case_claim(const struct page_context *l, const json_t *claim)
{
	const json_t *by = json_object_get(claim, "by");
	bool mine;
	const char *until = view_get(claim, "until", "");
	json_t *c;

	if (!json_is_object(claim))
		return (json_null());
	mine = strcmp(view_get(by, "id", ""), view_me(l)) == 0;
	c = json_object();
	view_put(c, "mine", json_boolean(mine));
	view_put(c, "text",
	    mine ? json_string("You hold this case until") :
		   view_string("%s holds this case until", view_get(by, "username", "A colleague")));
	view_put(c, "iso", view_string("%s", until));
	view_put(c, "by", view_string("%s", mine ? "you" : view_get(by, "username", "a colleague")));
	view_put(c, "until", view_string("%.5s UTC", strlen(until) > 16 ? until + 11 : until));
	return (c);
}

const char *
view_state(const char *state)
{
	static const struct view_option states[] = { { "held", "Held" }, { "published", "Published" }, { "rejected", "Rejected" },
		{ "withdrawn", "Taken back" } };

	return (view_label(states, LENGTH(states), state, state));
}

static void
decide_put_actions(json_t *decide, const json_t *one, bool full)
{
	const json_t *comment = json_object_get(one, "comment");
	bool published = view_is(comment, "state", "published");

	/* An uninvolved moderator decides the appeal, and with it the case. */
	if (json_is_object(json_object_get(one, "appeal")))
		view_put(decide, "appealed", json_true());
	else if (view_is(comment, "state", "rejected"))
		view_put(decide, "restore", json_string("Restore"));
	else if (view_is(comment, "state", "withdrawn")) {
		view_put(decide, "close", json_string("Close the case"));
		view_put(decide, "reject", json_string("Reject for the record"));
		return;
	} else {
		view_put(decide, "approve", json_string(published ? "Leave it up" : "Approve"));
		view_put(decide, "reject", json_string(published ? "Take it down" : "Reject"));
	}
	if (full)
		view_put(decide, "escalate", json_string("Escalate"));
}

/* The messages that the site saved for authors; those for the likely reason first. */
static json_t *
case_saved(const struct page_context *l, const json_t *one, const char *likely)
{
	const json_t *messages = json_object_get(one, "messages"), *m;
	json_t *list = json_array();
	size_t i;

	for (int first = 1; first >= 0; first--)
		json_array_foreach (messages, i, m) {
			const char *reason = view_get(m, "reason", NULL);

			if ((reason != NULL && likely != NULL && strcmp(reason, likely) == 0) != (first == 1))
				continue;
			json_array_append_new(list,
			    json_pack("{s:i,s:o,s:s}", "n", (int)i, "label",
				view_string("%s%s%s", reason != NULL ? view_reason(l, case_site(one), reason) : "",
				    reason != NULL ? ": " : "", view_get(m, "title", "")),
				"text", view_get(m, "text", "")));
		}
	return (list);
}

static void
case_put_decide(const struct page_context *l, json_t *one, const char *back, bool full)
{
	const char *id = view_get(one, "case", "");
	json_t *d = json_object(), *reasons = view_reasons(l, case_site(one), NO_REASON, view_likely_reason(one));

	view_put(d, "id", view_string("%s", id));
	view_put(d, "action", view_string("/desk/%s/decide", id));
	view_put(d, "version", json_integer(json_integer_value(json_object_get(one, "version"))));
	view_put(d, "revision", json_integer(view_int(json_object_get(one, "comment"), "revision")));
	view_put(d, "back", view_string("%s", back));
	view_put(d, "next", json_boolean(strncmp(back, "/desk?", 6) == 0));
	view_translate_reasons(reasons, json_object_get(one, "reason_titles"));
	view_put(d, "reasons", reasons);
	view_put(d, "full", json_boolean(full));
	view_put(d, "note", json_string(""));
	view_put(d, "message", json_string(""));
	view_put(d, "words", json_false());
	view_put_list(d, "saved", case_saved(l, one, view_likely_reason(one)));
	if (json_object_get(d, "saved") != NULL)
		view_put(json_object_get(d, "saved"), "id", view_string("%s", id));
	decide_put_actions(d, one, full);
	if (full && view_is(one, "state", "open"))
		view_put(d, "skip", view_string("/desk/%s/skip", id));
	view_put(one, "decide", d);
	if (!full && !json_is_object(json_object_get(one, "appeal")))
		view_put(one, "pick",
		    view_pick(id, json_integer_value(json_object_get(one, "version")), view_picked(l, case_group(one)), reasons));
}

json_t *
view_record(const json_t *r)
{
	if (!json_is_object(r))
		return (json_null());
	return (view_string("%ld published, %ld rejected", view_int(r, "published"), view_int(r, "rejected")));
}

/* "4 reports, 3 of them by readers usually right; busy article; waiting 2 h" */
static json_t *
case_why(const json_t *list)
{
	struct buf b;
	json_t *one, *s;
	size_t i;

	buf_init(&b, NULL);
	json_array_foreach (list, i, one)
		buf_printf(&b, "%s%s", i > 0 ? "; " : "", view_get(one, "text", ""));
	s = b.len > 0 ? json_stringn(b.data, b.len) : json_null();
	buf_end(&b);
	return (s);
}

/* The proposal of a first moderator that a second one must confirm. */
static json_t *
case_proposal(const struct page_context *l, const json_t *one)
{
	const json_t *p = json_object_get(one, "proposal");

	if (!json_is_object(p))
		return (json_null());
	return (view_string("%s proposes: %s, %s. A second moderator confirms it by deciding the same.",
	    view_get(json_object_get(p, "by"), "username", "A colleague"),
	    view_is(p, "action", "reject") ? "reject" : view_get(p, "action", ""),
	    view_reason(l, case_site(one), view_get(p, "reason", "no reason"))));
}

const char *
view_refusal(const char *code)
{
	return (strcmp(code, "forbidden") == 0 ? problem_detail(PROBLEM_OWN_COMMENT) : view_sentence(code));
}

/* The reason why this account cannot decide the case, or NULL. */
static const char *
case_not_yours(const struct page_context *l, const json_t *one)
{
	if (!view_is(one, "state", "open") &&
	    (view_is(json_object_get(one, "comment"), "state", "withdrawn") || view_get(one, "withdrawn_at", NULL) != NULL))
		return ("The author took this comment back. There is nothing to decide.");
	if (view_is(json_object_get(one, "author"), "id", view_me(l)))
		return (view_refusal("forbidden"));
	if (!view_may(l, case_site(one), "cases"))
		return ("Your role can read this case but not decide it.");
	if (json_is_false(json_object_get(json_object_get(one, "claim"), "mine")))
		return ("A colleague holds this case. You can decide it when the claim ends.");
	return (NULL);
}

/* "3 other open cases have a text like this one." */
static json_t *
case_others(const json_t *one)
{
	long n = view_int(json_object_get(one, "alike"), "count") - 1;

	if (n < 1)
		return (json_null());
	return (view_string("%ld%s other open %s a text like this one.", n, n + 1 >= ALIKE_MAX ? " or more" : "",
	    n == 1 ? "case has" : "cases have"));
}

/* A link to the case's page, with the list that it is opened from. */
static json_t *
case_open_href(const struct page_context *l, const json_t *one)
{
	json_t *queue = case_queue(l->here), *s = view_string("/desk/%s%s", view_get(one, "case", ""), json_string_value(queue));

	json_decref(queue);
	return (s);
}

json_t *
view_case(const struct page_context *l, json_t *one, const char *back, bool full)
{
	json_t *comment = json_object_get(one, "comment"), *article = json_object_get(one, "article");
	json_t *author = json_object_get(one, "author");
	const char *why_not;

	view_put(one, "label", view_string("Case on a comment by %s", view_get(author, "username", "")));
	view_put(one, "state_text", json_string(view_state(view_get(comment, "state", ""))));
	view_put(article, "href", view_string("/a/%s", view_get(article, "id", "")));
	view_put(one, "opened", view_time(view_get(one, "opened_at", NULL), l->now_ms));
	view_put(one, "created", view_time(view_get(comment, "created_at", NULL), l->now_ms));
	view_put(one, "chips", case_chips(l, one));
	view_put(one, "thread", case_thread_href(one, comment));
	view_put(one, "segments", case_segments(view_get(comment, "body", "(The text was erased.)"), one));
	view_put(one, "badge", view_badge(view_get(author, "role", "")));
	view_put(one, "record", view_record(json_object_get(author, "record")));
	view_put(author, "href", view_string("/desk/accounts/%s", view_get(author, "id", "")));
	view_put(one, "why", case_why(json_object_get(one, "terms")));
	view_put(one, "others", full ? case_others(one) : json_null());
	view_put(one, "proposal", case_proposal(l, one));
	view_put(one, "claim", case_claim(l, json_object_get(one, "claim")));
	why_not = case_not_yours(l, one);
	if (why_not != NULL)
		view_put(one, "not_yours", json_string(why_not));
	else
		case_put_decide(l, one, back, full);
	if (!full)
		view_put(why_not != NULL ? one : json_object_get(one, "decide"), "open_href", case_open_href(l, one));
	return (json_incref(one));
}

#define REPORTS_MAX 20

/* The reports that say more than their reason, which the chips show. */
static json_t *
case_reports(const struct page_context *l, const json_t *of)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(of, "signals"), i, one)
		if (view_is(one, "kind", "report") && *view_get(one, "detail", "") != '\0' && json_array_size(list) < REPORTS_MAX)
			json_array_append_new(list,
			    json_pack("{s:s,s:o,s:b,s:o}", "reason", view_reason(l, case_site(of), view_get(one, "reason", "")),
				"detail", view_string("%s", view_get(one, "detail", "")), "earlier", !signal_is_current(of, one),
				"at", view_time(view_get(one, "at", NULL), l->now_ms)));
	return (list);
}

static void
case_put_lease(json_t *root, const struct page_context *l, const json_t *one)
{
	const json_t *claim = json_object_get(one, "claim");
	bool mine = json_is_object(claim) && view_is(json_object_get(claim, "by"), "id", view_me(l));
	const char *id = view_get(one, "case", "");
	json_t *lease = json_object();

	if (mine) {
		view_put(lease, "claim_action", view_string("/desk/%s/renew", id));
		view_put(lease, "claim_text", json_string("Renew the claim"));
		view_put(lease, "release_action", view_string("/desk/%s/release", id));
	} else if (json_is_object(claim) && view_admin(l, case_site(one), "cases")) {
		view_put(lease, "claim_action", view_string("/desk/%s/take", id));
		view_put(lease, "claim_text", json_string("Take this case over"));
	} else if (!json_is_object(claim) && view_is(one, "state", "open") && case_not_yours(l, one) == NULL) {
		/* /renew also claims a free case. */
		view_put(lease, "claim_action", view_string("/desk/%s/renew", id));
		view_put(lease, "claim_text", json_string("Claim this case"));
	}
	view_put(root, "lease", lease);
}

/* What became of the mails to the notifier. */
static json_t *
case_illegal_mails(const struct page_context *l, const json_t *mails)
{
	static const struct view_option states[] = { { "sent", "sent" }, { "dead", "could not be sent" },
		{ "expired", "not sent in time" }, { "unknown", "perhaps sent, is sent again" } };
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (mails, i, one)
		json_array_append_new(list,
		    json_pack("{s:s,s:s,s:o}", "what", view_is(one, "mail", "illegal_received") ? "Receipt" : "Outcome", "state",
			view_label(states, LENGTH(states), view_get(one, "state", ""), "waits to be sent"), "at",
			view_time(view_get(one, "at", NULL), l->now_ms)));
	return (list);
}

static json_t *
case_illegal(const struct page_context *l, const json_t *notices)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (notices, i, one) {
		const char *name = view_get(one, "name", NULL), *email = view_get(one, "email", NULL);

		json_array_append_new(list,
		    json_pack("{s:o,s:o,s:o,s:s,s:o,s:o}", "text", view_string("%s", view_get(one, "explanation", "(erased)")),
			"law", view_string("%s", view_get(one, "law", "")), "who",
			view_string("%s",
			    name != NULL					? name :
				json_is_true(json_object_get(one, "signed_in")) ? "a reader" :
										  "somebody who was not signed in"),
			"email", email != NULL ? email : "", "mails", case_illegal_mails(l, json_object_get(one, "mails")), "at",
			view_time(view_get(one, "at", NULL), l->now_ms)));
	}
	return (list);
}

static json_t *
case_marks(const struct page_context *l, const json_t *one, const char *id)
{
	static const struct {
		const char *name, *set, *clear;
		bool shown; /* only published comments can have it */
	} kinds[] = { { "pinned", "Pin it to the top", "Unpin it", true },
		{ "featured", "Feature it", "Stop featuring it", true },
		{ "locked", "Lock this thread", "Unlock this thread", false } };
	const json_t *have = json_object_get(one, "marks"), *comment = json_object_get(one, "comment");
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(kinds) && view_may(l, case_site(one), "cases") && have != NULL; i++) {
		bool set = view_contains(have, kinds[i].name);

		if (set || !kinds[i].shown || view_is(comment, "state", "published"))
			json_array_append_new(list,
			    json_pack("{s:o,s:s,s:s,s:s}", "action", view_string("/desk/%s/mark", id), "name", kinds[i].name,
				"value", set ? "no" : "yes", "text", set ? kinds[i].clear : kinds[i].set));
	}
	return (list);
}

/* The parent comment, and the note of an escalation. */
static void
case_put_context(const struct page_context *l, json_t *root, const json_t *one)
{
	const json_t *parent = json_object_get(one, "parent"), *escalation = json_object_get(one, "escalation");

	view_put(root, "thread", case_thread_href(one, json_object_get(one, "comment")));
	if (json_is_object(parent))
		view_put(root, "parent",
		    json_pack("{s:o,s:o,s:o,s:o}", "name",
			view_string("%s", view_get(json_object_get(parent, "author"), "username", "somebody")), "state_text",
			view_is(parent, "state", "published") ? json_null() :
								view_string("%s", view_state(view_get(parent, "state", ""))),
			"text", view_excerpt(view_get(parent, "body", "(The text was erased.)")), "href",
			case_thread_href(one, parent)));
	if (json_is_object(escalation))
		view_put(root, "escalation",
		    json_pack("{s:o,s:o,s:o}", "by",
			view_string("%s", view_get(json_object_get(escalation, "by"), "username", "a colleague")), "note",
			view_string("%s", view_get(escalation, "note", "")), "at",
			view_time(view_get(escalation, "at", NULL), l->now_ms)));
}

/* The form of a reply, which only a published comment can have. */
static json_t *
case_reply(const struct page_context *l, const json_t *one, const char *id)
{
	if (!view_is(json_object_get(one, "comment"), "state", "published") || !view_may(l, case_site(one), "cases"))
		return (json_null());
	return (json_pack("{s:s,s:o,s:o}", "id", id, "action",
	    view_string("/desk/cases/%s/%s/reply", view_get(json_object_get(one, "article"), "id", ""), id), "back",
	    view_string("%s", l->here)));
}

json_t *
view_case_page(const struct page_context *l, json_t *one)
{
	json_t *root = view_root(l, "Case");
	const char *id = view_get(one, "case", "");
	json_t *queue = case_queue(l->here), *back;

	view_put(root, "view", view_query(l->here, "view"));
	view_put(root, "article", view_query(l->here, "article"));
	/* A decision goes back to the list that the case was opened from, else to this page. */
	back = *json_string_value(queue) != '\0' ? view_string("/desk%s", json_string_value(queue)) : view_string("/desk/%s", id);
	view_put(root, "id", view_string("%s", id));
	view_put_list(root, "reports", case_reports(l, one));
	view_nav(root, l, "/desk/");
	case_put_lease(root, l, one);
	case_put_context(l, root, one);
	view_put(root, "reply", case_reply(l, one, id));
	view_put_history(l, root, one);
	view_put_list(root, "illegal", case_illegal(l, json_object_get(one, "notices")));
	view_put_list(root, "marks", case_marks(l, one, id));
	view_put(root, "page", view_string("%s", view_get(json_object_get(one, "article"), "url", "")));
	view_put(root, "controls", view_string("/desk/articles/%s", view_get(json_object_get(one, "article"), "id", "")));
	view_put(root, "one", view_case(l, one, json_string_value(back), true));
	if (*json_string_value(queue) != '\0')
		view_put(root, "list", json_incref(back));
	view_put(root, "on", view_string("/desk%s", json_string_value(queue)));
	view_put(root, "ban",
	    !view_may(l, case_site(one), "sanctions") ? json_null() :
							view_string("/desk/%s/ban%s", id, json_string_value(queue)));
	json_decref(back);
	json_decref(queue);
	return (root);
}
