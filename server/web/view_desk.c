/* The desk: open cases, one case, the log of decisions. */
#include "web/view.h"

#include "base/buf.h"
#include "web/template.h"

static const struct {
	const char *code, *name;
} views[] = { { "all", "All" }, { "held", "Held" }, { "reported", "Reported" }, { "suspect", "Suspect" },
	{ "escalated", "Escalated" }, { "appealed", "Appealed" }, { "illegal", "Illegal" } };

#define COUNT_MOST 1000 /* the database stops counting there */

static bool
is(const json_t *object, const char *name, const char *value)
{
	return (strcmp(view_get(object, name, ""), value) == 0);
}

/* ---- the author's text, with what the rules hit */

/* Marks the octets that any span covers. A span that is not of this text is cut to it. */
static unsigned char *
hits(const json_t *signals, size_t n)
{
	unsigned char *hit = mem_zero(n + 1, 1);
	json_t *one, *span;
	size_t i, k;

	json_array_foreach(signals, i, one)
		json_array_foreach(json_object_get(one, "spans"), k, span) {
			json_int_t from = json_integer_value(json_array_get(span, 0));
			json_int_t to = json_integer_value(json_array_get(span, 1));

			for (json_int_t at = from < 0 ? 0 : from; at < to && at < (json_int_t)n; at++)
				hit[at] = 1;
		}
	return (hit);
}

/* A boundary inside a character moves to its first octet, so that no piece is broken UTF-8. */
static bool
character_begins(const char *s, size_t at)
{
	return (((unsigned char)s[at] & 0xc0) != 0x80);
}

static json_t *
segments(const char *body, const json_t *signals)
{
	size_t n = strlen(body), from = 0;
	unsigned char *hit = hits(signals, n);
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

/* ---- why it is here: every reason at once */

static const char *
source(const json_t *signal)
{
	const char *rule = view_get(signal, "rule", "");

	if (is(signal, "kind", "report"))
		return ("Report:");
	return (*rule != '\0' ? view_reason(rule) : "Rule");
}

static json_t *
same_chip(const json_t *chips, const json_t *signal)
{
	size_t i;
	json_t *one;

	json_array_foreach(chips, i, one)
		if (strcmp(view_get(one, "code", ""), view_get(signal, "reason", "")) == 0 &&
		    strcmp(view_get(one, "source", ""), source(signal)) == 0 &&
		    (is(signal, "kind", "report") || strcmp(view_get(one, "detail", ""), view_get(signal, "detail", "")) == 0))
			return (one);
	return (NULL);
}

/* One chip for each reason and source (a rule's with its detail), with how often. */
static json_t *
chips(const json_t *signals)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach(signals, i, one) {
		json_t *chip = same_chip(list, one);

		if (chip != NULL) {
			json_int_t times = json_integer_value(json_object_get(chip, "times"));

			view_put(chip, "times", json_integer(times == 0 ? 2 : times + 1));
			continue;
		}
		chip = json_object();
		view_put(chip, "kind", json_string(is(one, "kind", "report") ? "report" : "rule"));
		view_put(chip, "code", view_string("%s", view_get(one, "reason", "")));
		view_put(chip, "source", view_string("%s", source(one)));
		view_put(chip, "reason", is(one, "kind", "rule") && is(one, "reason", "other") ? json_string("") :
		    view_string("%s", view_reason(view_get(one, "reason", ""))));
		view_put(chip, "detail", is(one, "kind", "report") ? json_null() : view_string("%s", view_get(one, "detail", "")));
		json_array_append_new(list, chip);
	}
	return (list);
}

/* The reason named most often: what a rejection would most likely give. */
static const char *
likely(const json_t *signals)
{
	const char *best = NULL;
	unsigned most = 0;
	json_t *one, *other;
	size_t i, k;

	json_array_foreach(signals, i, one) {
		const char *reason = view_get(one, "reason", "");
		unsigned n = 0;

		json_array_foreach(signals, k, other)
			n += is(other, "reason", reason);
		if (n > most) {
			most = n;
			best = reason;
		}
	}
	return (best);
}

/* ---- one case */

static json_t *
claim_view(const struct look *l, const json_t *claim)
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
	view_put(c, "text", mine ? json_string("You hold this case until") :
	    view_string("%s holds this case until", view_get(by, "username", "A colleague")));
	view_put(c, "iso", view_string("%s", until));
	view_put(c, "until", view_string("%.5s UTC", strlen(until) > 16 ? until + 11 : until));
	return (c);
}

const char *
view_state(const char *state)
{
	if (strcmp(state, "held") == 0)
		return ("Held");
	if (strcmp(state, "published") == 0)
		return ("Published");
	if (strcmp(state, "rejected") == 0)
		return ("Rejected");
	if (strcmp(state, "withdrawn") == 0)
		return ("Taken back");
	return (state);
}

static void
decide_view(json_t *one, const json_t *comment, const char *back, bool full)
{
	const char *id = view_get(one, "case", "");
	bool published = is(comment, "state", "published"), rejected = is(comment, "state", "rejected");
	json_t *d = json_object();

	view_put(d, "id", view_string("%s", id));
	view_put(d, "action", view_string("/desk/%s/decide", id));
	view_put(d, "version", json_integer(json_integer_value(json_object_get(one, "version"))));
	view_put(d, "back", view_string("%s", back));
	view_put(d, "reasons", view_reasons("reason", likely(json_object_get(one, "signals"))));
	view_put(d, "full", json_boolean(full));
	view_put(d, "note", json_string(""));
	view_put(d, "message", json_string(""));
	if (rejected)
		view_put(d, "restore", json_string("Restore"));
	else {
		view_put(d, "approve", json_string(published ? "Leave it up" : "Approve"));
		view_put(d, "reject", json_string(published ? "Take it down" : "Reject"));
	}
	if (full)
		view_put(d, "escalate", json_string("Escalate"));
	if (!full)
		view_put(d, "open_href", view_string("/desk/%s", id));
	view_put(one, "decide", d);
}

json_t *
view_record(const json_t *r)
{
	if (!json_is_object(r))
		return (json_null());
	return (view_string("%d published, %d rejected", (int)json_integer_value(json_object_get(r, "published")),
	    (int)json_integer_value(json_object_get(r, "rejected"))));
}

/* "4 reports, 3 of them by readers usually right; busy article; waiting 2 h" */
static json_t *
terms(const json_t *list)
{
	struct buf b;
	json_t *one, *s;
	size_t i;

	buf_init(&b, NULL);
	json_array_foreach(list, i, one)
		buf_printf(&b, "%s%s", i > 0 ? "; " : "", view_get(one, "text", ""));
	s = b.len > 0 ? json_stringn(b.data, b.len) : json_null();
	buf_end(&b);
	return (s);
}

/* What a first moderator proposed where a second one is needed. */
static json_t *
proposal(const json_t *one)
{
	const json_t *p = json_object_get(one, "proposal");

	if (!json_is_object(p))
		return (json_null());
	return (view_string("%s proposes: %s, %s. A second moderator confirms it by deciding the same.",
	    view_get(json_object_get(p, "by"), "username", "A colleague"), is(p, "action", "reject") ? "reject" : view_get(p, "action", ""),
	    view_reason(view_get(p, "reason", "no reason"))));
}

json_t *
view_case(const struct look *l, json_t *one, const char *back, bool full)
{
	json_t *comment = json_object_get(one, "comment"), *article = json_object_get(one, "article");
	json_t *author = json_object_get(one, "author"), *signals = json_object_get(one, "signals");
	bool auditor = strcmp(view_get(l->account, "role", ""), "auditor") == 0;

	view_put(one, "label", view_string("Case on a comment by %s", view_get(author, "username", "")));
	view_put(one, "state_text", json_string(view_state(view_get(comment, "state", ""))));
	view_put(article, "href", view_string("/a/%s", view_get(article, "id", "")));
	view_put(one, "opened", view_time(view_get(one, "opened_at", NULL), l->now_ms));
	view_put(one, "created", view_time(view_get(comment, "created_at", NULL), l->now_ms));
	view_put(one, "chips", chips(signals));
	view_put(one, "segments", segments(view_get(comment, "body", "(The text was erased.)"), signals));
	view_put(one, "badge", view_badge(view_get(author, "role", "")));
	view_put(one, "record", view_record(json_object_get(author, "record")));
	view_put(author, "href", view_string("/desk/accounts/%s", view_get(author, "id", "")));
	view_put(one, "why", terms(json_object_get(one, "terms")));
	view_put(one, "proposal", proposal(one));
	view_put(one, "claim", claim_view(l, json_object_get(one, "claim")));
	if (is(comment, "state", "withdrawn"))
		view_put(one, "not_yours", json_string("The author took this comment back; there is nothing to decide."));
	else if (strcmp(view_get(author, "id", ""), view_me(l)) == 0)
		view_put(one, "not_yours", json_string("This is your own comment: a colleague decides it."));
	else if (auditor)
		view_put(one, "not_yours", json_string("Auditors read and do not decide."));
	else if (json_is_false(json_object_get(json_object_get(one, "claim"), "mine")))
		view_put(one, "not_yours", json_string("A colleague is at work on this case. It is free when the claim ends."));
	else
		decide_view(one, comment, back, full);
	if (!full)
		view_put(one, "open_href", view_string("/desk/%s", view_get(one, "case", "")));
	return (json_incref(one));
}

/* ---- pages */

static json_t *
filters(const json_t *counts, const char *view)
{
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(views); i++) {
		json_int_t n = json_integer_value(json_object_get(counts, views[i].code));
		json_t *f = json_object();

		view_put(f, "name", json_string(views[i].name));
		view_put(f, "href", view_string("/desk?view=%s", views[i].code));
		view_put(f, "current", json_boolean(strcmp(views[i].code, view) == 0));
		view_put(f, "count", view_string("%d%s", (int)n, n >= COUNT_MOST ? "+" : ""));
		json_array_append_new(list, f);
	}
	return (list);
}


json_t *
view_desk(const struct look *l, const json_t *list, const char *view, const char *cursor)
{
	json_t *root = view_root(l, "Desk"), *cases = json_object_get(list, "cases"), *one, *shown = json_array();
	const char *next = view_get(list, "next", NULL);
	char base[32];
	size_t i;

	snprintf(base, sizeof(base), "/desk?view=%s", view);
	json_array_foreach(cases, i, one)
		json_array_append_new(shown, view_case(l, one, base, false));
	view_ways(root, l, "/desk");
	view_put(root, "view", view_string("%s", view));
	view_put(root, "filters", filters(json_object_get(list, "counts"), view));
	if (json_array_size(shown) > 0)
		view_put(root, "cases", json_pack("{s:O}", "list", shown));
	json_decref(shown);
	view_put(root, "empty", json_string(cursor != NULL ? "No more cases." : "Nothing waits here. Well done."));
	view_pager(l, root, next, "More cases");
	return (root);
}

static json_t *
signals_view(const struct look *l, const json_t *signals)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach(signals, i, one) {
		const char *by = view_get(one, "by", "");
		json_t *s = json_object();

		if (is(one, "kind", "report"))
			view_put(s, "source", *by != '\0' ? view_string("Report by %s", by) : json_string("Report"));
		else
			view_put(s, "source", view_string("Rule: %s", source(one)));
		view_put(s, "reason", json_string(view_reason(view_get(one, "reason", ""))));
		view_put(s, "detail", view_string("%s", view_get(one, "detail", "")));
		view_put(s, "at", view_time(view_get(one, "at", NULL), l->now_ms));
		json_array_append_new(list, s);
	}
	return (list);
}

static void
lease_view(json_t *root, const struct look *l, const json_t *one)
{
	const json_t *claim = json_object_get(one, "claim");
	bool mine = json_is_object(claim) && strcmp(view_get(json_object_get(claim, "by"), "id", ""), view_me(l)) == 0;
	const char *id = view_get(one, "case", "");
	json_t *lease = json_object();

	if (mine) {
		view_put(lease, "claim_action", view_string("/desk/%s/renew", id));
		view_put(lease, "claim_text", json_string("Hold it longer"));
		view_put(lease, "release_action", view_string("/desk/%s/release", id));
	} else if (json_is_object(claim) && strcmp(view_get(l->account, "role", ""), "admin") == 0) {
		view_put(lease, "claim_action", view_string("/desk/%s/take", id));
		view_put(lease, "claim_text", json_string("Take it over"));
	}
	view_put(root, "lease", lease);
}

/* A member that is there only if the list has something. */
static void
put_list(json_t *root, const char *name, json_t *list)
{
	if (json_array_size(list) > 0)
		view_put(root, name, json_pack("{s:O}", "list", list));
	json_decref(list);
}

static json_t *
illegal(const struct look *l, const json_t *notices)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach(notices, i, one)
		json_array_append_new(list, json_pack("{s:o,s:o,s:s,s:o}", "text", view_string("%s", view_get(one, "explanation", "(erased)")),
		    "law", view_string("%s", view_get(one, "law", "")), "who", json_is_true(json_object_get(one, "signed_in")) ?
		    "a reader" : "somebody who was not signed in", "at", view_time(view_get(one, "at", NULL), l->now_ms)));
	return (list);
}

static json_t *
marks(const struct look *l, const json_t *one, const char *id)
{
	static const struct {
		const char *name, *set, *clear;
		bool shown; /* only what is published can be */
	} kinds[] = { { "pinned", "Pin it on top", "Unpin it", true }, { "featured", "Feature it", "Feature it no more", true },
		{ "locked", "Lock its thread", "Unlock its thread", false } };
	const json_t *have = json_object_get(one, "marks"), *comment = json_object_get(one, "comment");
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(kinds) && !is(l->account, "role", "auditor") && have != NULL; i++) {
		bool set = false;
		json_t *mark;
		size_t k;

		json_array_foreach(have, k, mark)
			set |= strcmp(json_string_value(mark) != NULL ? json_string_value(mark) : "", kinds[i].name) == 0;
		if (set || !kinds[i].shown || is(comment, "state", "published"))
			json_array_append_new(list, json_pack("{s:o,s:s,s:s,s:s}", "action", view_string("/desk/%s/mark", id), "name",
			    kinds[i].name, "value", set ? "no" : "yes", "text", set ? kinds[i].clear : kinds[i].set));
	}
	return (list);
}

json_t *
view_case_page(const struct look *l, json_t *one)
{
	json_t *root = view_root(l, "Case");
	const char *id = view_get(one, "case", "");
	char back[64];

	snprintf(back, sizeof(back), "/desk/%s", id);
	view_put(root, "id", view_string("%s", id));
	view_put(root, "html", view_string("%s", view_get(json_object_get(one, "comment"), "html", "")));
	view_put(root, "signals", signals_view(l, json_object_get(one, "signals")));
	view_ways(root, l, "/desk/");
	lease_view(root, l, one);
	put_list(root, "illegal", illegal(l, json_object_get(one, "notices")));
	put_list(root, "marks", marks(l, one, id));
	if (json_is_object(json_object_get(one, "appeal")))
		view_put(root, "appeal", json_string("The author appeals against a decision on this comment."));
	view_put(root, "controls", view_string("/desk/articles/%s", view_get(json_object_get(one, "article"), "id", "")));
	view_put(root, "one", view_case(l, one, back, true));
	return (root);
}

const char *
view_action(const char *action)
{
	if (strcmp(action, "approve") == 0)
		return ("Approved");
	if (strcmp(action, "reject") == 0)
		return ("Rejected");
	if (strcmp(action, "escalate") == 0)
		return ("Escalated");
	if (strcmp(action, "restore") == 0)
		return ("Restored");
	return (action);
}

json_t *
view_decisions(const struct look *l, const json_t *list)
{
	json_t *shown = json_array(), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *reason = view_get(one, "reason", NULL);
		bool undone = json_is_object(json_object_get(one, "undone"));
		json_t *d = json_object();

		view_put(d, "what", view_string("%s", view_action(view_get(one, "action", ""))));
		view_put(d, "reason", reason != NULL ? view_string("%s", view_reason(reason)) : json_null());
		view_put(d, "note", view_string("%s", view_get(one, "note", "")));
		view_put(d, "message", view_string("%s", view_get(one, "message", "")));
		view_put(d, "by", view_string("%s", view_get(json_object_get(one, "moderator"), "username", "somebody")));
		view_put(d, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
		view_put(d, "comment", view_string("%s", view_get(one, "case", "")));
		view_put(d, "undone", json_boolean(undone));
		view_put(d, "undo", undone || is(one, "action", "undo") || is(l->account, "role", "auditor") ? json_null() :
		    view_string("%s", view_get(one, "id", "")));
		json_array_append_new(shown, d);
	}
	return (shown);
}

json_t *
view_log(const struct look *l, json_t *list)
{
	json_t *root = view_root(l, "Decisions");

	view_ways(root, l, "/desk/log");
	view_put(root, "decisions", view_decisions(l, json_object_get(list, "decisions")));
	view_pager(l, root, view_get(list, "next", NULL), "Older decisions");
	return (root);
}
