/*
 * GET and PUT /v1/moderation/settings: what a site says of itself, by version.
 * Only what something reads is taken, and every mistake is told with its place.
 */
#include "moderation/moderation.h"
#include "text/json.h"

#define KNOWN	   "title mode reasons second related_days"
#define EVERYBODYS "spam abuse hate harassment misinformation off_topic illegal other"
#define ROLES	   "moderator admin" /* whose rejections may need a second */

#define TITLE_MAX   200 /* octets */
#define TEXT_MAX    2000
#define CODE_MAX    64
#define DAYS_MAX    366 /* that accounts of one network are told as related */

struct change {
	long version;
	json_t *settings;
};

static then_fn told, changed;
static const struct field fields[] = {
	{ "version", FIELD_LONG, true, offsetof(struct change, version), 0, 2147483647 },
	{ "settings", FIELD_JSON, true, offsetof(struct change, settings) },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_SETTINGS_CHANGED },
	{ NULL },
};

static void
bad(struct request *rq, const char *place, const char *member, const char *code)
{
	rq_bad(rq, rq_printf(rq, "settings%s%s%s%s", *place != '\0' ? "." : "", place, *member != '\0' ? "." : "", member),
	    code);
}

/* True if it is an object; its members that are not among these are bad. */
static bool
object(struct request *rq, const char *place, const json_t *v, const char *members)
{
	const char *name;
	json_t *one;

	if (!json_is_object(v)) {
		bad(rq, place, "", "bad_type");
		return (false);
	}
	json_object_foreach((json_t *)(uintptr_t)v, name, one)
		if (members != NULL && !word_in(members, name))
			bad(rq, place, name, "unknown_field");
	return (true);
}

static void
text(struct request *rq, const char *place, const char *member, const json_t *v, size_t max)
{
	if (!json_is_string(v))
		bad(rq, place, member, v == NULL ? "missing" : "bad_type");
	else if (json_string_length(v) == 0)
		bad(rq, place, member, "too_short");
	else if (json_string_length(v) > max)
		bad(rq, place, member, "too_long");
}

static bool
code_fits(const char *s)
{
	size_t n = strlen(s);

	return (n > 0 && n <= CODE_MAX && *s >= 'a' && *s <= 'z' &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == n);
}

/* {code: {title, text}}: further reasons, or everybody's in the site's words. */
static void
reasons(struct request *rq, const json_t *v)
{
	const char *code, *place;
	json_t *rule;

	if (v == NULL || !object(rq, "reasons", v, NULL))
		return;
	if (json_object_size(v) > SITE_REASONS_MAX)
		bad(rq, "reasons", "", "too_many");
	json_object_foreach((json_t *)(uintptr_t)v, code, rule) {
		if (!code_fits(code)) {
			bad(rq, "reasons", "", "bad_code");
			continue;
		}
		place = rq_printf(rq, "reasons.%s", code);
		if (!object(rq, place, rule, "title text"))
			continue;
		text(rq, place, "title", json_object_get(rule, "title"), TITLE_MAX);
		text(rq, place, "text", json_object_get(rule, "text"), TEXT_MAX);
	}
}

/* A list of words: everybody's, or members of more. */
static void
words(struct request *rq, const char *member, const json_t *v, const char *among, const json_t *more)
{
	const json_t *one;
	const char *word;
	size_t i;

	if (v != NULL && !json_is_array(v))
		bad(rq, "second", member, "bad_type");
	else if (json_array_size(v) > SITE_REASONS_MAX)
		bad(rq, "second", member, "too_many");
	else
		json_array_foreach(v, i, one) {
			word = json_string_value(one);
			if (word == NULL || (!word_in(among, word) && json_object_get(more, word) == NULL))
				bad(rq, "second", rq_printf(rq, "%s[%zu]", member, i), "unknown_value");
		}
}

void
site_settings_check(struct request *rq, const json_t *s)
{
	const json_t *mode = json_object_get(s, "mode"), *second = json_object_get(s, "second"),
		     *own = json_object_get(s, "reasons"), *days = json_object_get(s, "related_days");

	if (!object(rq, "", s, KNOWN))
		return;
	if (json_object_get(s, "title") != NULL)
		text(rq, "title", "", json_object_get(s, "title"), TITLE_MAX);
	if (mode != NULL && (!json_is_string(mode) || !word_in(SITE_MODES, json_string_value(mode))))
		bad(rq, "mode", "", "unknown_value");
	if (days != NULL && (!json_is_integer(days) || json_integer_value(days) < 0 || json_integer_value(days) > DAYS_MAX))
		bad(rq, "related_days", "", json_is_integer(days) ? "out_of_range" : "bad_type");
	reasons(rq, own);
	if (second != NULL && object(rq, "second", second, "reasons roles")) {
		words(rq, "reasons", json_object_get(second, "reasons"), EVERYBODYS, own);
		words(rq, "roles", json_object_get(second, "roles"), ROLES, NULL);
	}
}

void
settings_get(struct request *rq)
{
	long version;

	if (rq_query_int(rq, "version", 0, 2147483647, -1, &version))
		ask(rq, SETTINGS_GET, told, rq_viewer(rq), rq_query(rq, "site"), version < 0 ? NULL : rq_int(rq, version));
}

void
settings_put(struct request *rq)
{
	const char *key, *digest;
	struct change c = { 0 };
	struct buf out;
	char *dump;

	if (!rq_read(rq, fields, LENGTH(fields), &c))
		return;
	site_settings_check(rq, c.settings);
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	dump = json_dumps(c.settings, JSON_COMPACT);
	if (dump == NULL) {
		reply_problem(rq, PROBLEM_INTERNAL);
		return;
	}
	buf_init(&out, rq_arena(rq));
	buf_puts(&out, dump);
	free(dump);
	ask(rq, SETTINGS_PUT, changed, rq_viewer(rq), rq_query(rq, "site"), rq_int(rq, c.version), out.data, rq_id(rq), key,
	    digest);
}

static void
changed(struct request *rq, const struct answer *a)
{
	if (!site_settings_cited(rq, a) || !reply_if_bad(rq))
		reply_outcome(rq, outcomes, a);
}

bool
site_settings_cited(struct request *rq, const struct answer *a)
{
	json_t *doc, *reason;
	size_t i;

	if (!answer_is(a, "reasons_in_use"))
		return (false);
	doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);
	json_array_foreach(json_object_get(doc, "reasons"), i, reason)
		bad(rq, "reasons", json_string_value(reason), "in_use");
	json_decref(doc);
	return (true);
}

static void
told(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
