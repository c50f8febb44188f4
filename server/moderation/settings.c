/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET and PUT /v1/moderation/settings: a site's title, mode, reasons, rules of addresses and the like, by version. PUT takes known members
 * only, and its 422 names the place of every fault.
 */
#include "moderation/moderation.h"
#include "text/url.h"
#include "text/zone.h"
#include "text/locale.h"

#define MEMBERS \
	"title home timezone mode reasons second related_days fold_votes query_parameters trailing_slash first_sight messages"
#define COMMON_REASONS "spam abuse hate harassment misinformation off_topic illegal other"
#define ROLES	       "moderator admin" /* the roles whose rejections may need a second moderator */

#define TITLE_MAX      200 /* bytes */
#define TEXT_MAX       2000
#define CODE_MAX       64
#define DAYS_MAX       366 /* for which accounts of one network are shown as related */
#define FOLD_MAX       10000
#define PARAMETERS_MAX 50
#define MESSAGES_MAX   40
#define SLASHES	       "same different" /* is an address with a slash at its end the same? */

struct settings_body {
	long version;
	json_t *settings;
};

static then_fn settings_put_answered;
static const struct field fields[] = {
	{ "version", FIELD_LONG, true, offsetof(struct settings_body, version), 0, 2147483647 },
	{ "settings", FIELD_JSON, true, offsetof(struct settings_body, settings) },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_SETTINGS_CHANGED },
	{ "addresses_collide" },
	{ NULL },
};

static void
settings_bad(struct request *rq, const char *place, const char *member, const char *code)
{
	rq_bad(rq, rq_printf(rq, "settings%s%s%s%s", *place != '\0' ? "." : "", place, *member != '\0' ? "." : "", member), code);
}

/* Is it an object? Members outside the list are faults; NULL: all are allowed. */
static bool
settings_object(struct request *rq, const char *place, const json_t *v, const char *members)
{
	const char *name;
	json_t *one;

	if (!json_is_object(v)) {
		settings_bad(rq, place, "", "bad_type");
		return (false);
	}
	json_object_foreach ((json_t *)(uintptr_t)v, name, one)
		if (members != NULL && !word_in(members, name))
			settings_bad(rq, place, name, "unknown_field");
	return (true);
}

static void
settings_check_text(struct request *rq, const char *place, const char *member, const json_t *v, size_t max)
{
	if (!json_is_string(v))
		settings_bad(rq, place, member, v == NULL ? "missing" : "bad_type");
	else if (json_string_length(v) == 0)
		settings_bad(rq, place, member, "too_short");
	else if (json_string_length(v) > max)
		settings_bad(rq, place, member, "too_long");
}

static bool
is_reason_code(const char *s)
{
	size_t n = strlen(s);

	return (n > 0 && n <= CODE_MAX && *s >= 'a' && *s <= 'z' && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == n);
}

/* {language: {title, text}} of a reason. */
static void
settings_check_translations(struct request *rq, const char *reason, const json_t *v)
{
	const char *language, *place = rq_printf(rq, "%s.languages", reason);
	json_t *words;

	if (v == NULL || !settings_object(rq, place, v, LOCALES))
		return;
	json_object_foreach ((json_t *)(uintptr_t)v, language, words) {
		const char *one = rq_printf(rq, "%s.%s", place, language);

		if (!word_in(LOCALES, language) || !settings_object(rq, one, words, "title text"))
			continue;
		settings_check_text(rq, one, "title", json_object_get(words, "title"), TITLE_MAX);
		settings_check_text(rq, one, "text", json_object_get(words, "text"), TEXT_MAX);
	}
}

/* {code: {title, text, languages}}: reasons of the site's own, and common ones with its own text. */
static void
settings_check_reasons(struct request *rq, const json_t *v)
{
	const char *code, *place;
	json_t *rule;

	if (v == NULL || !settings_object(rq, "reasons", v, NULL))
		return;
	if (json_object_size(v) > SITE_REASONS_MAX)
		settings_bad(rq, "reasons", "", "too_many");
	json_object_foreach ((json_t *)(uintptr_t)v, code, rule) {
		if (!is_reason_code(code)) {
			settings_bad(rq, "reasons", "", "bad_code");
			continue;
		}
		place = rq_printf(rq, "reasons.%s", code);
		if (!settings_object(rq, place, rule, "title text languages"))
			continue;
		settings_check_text(rq, place, "title", json_object_get(rule, "title"), TITLE_MAX);
		settings_check_text(rq, place, "text", json_object_get(rule, "text"), TEXT_MAX);
		settings_check_translations(rq, place, json_object_get(rule, "languages"));
	}
}

static void
settings_check_message(struct request *rq, const char *place, const json_t *m, const json_t *own)
{
	const char *reason = json_string_value(json_object_get(m, "reason")),
		   *language = json_string_value(json_object_get(m, "language"));

	if (!settings_object(rq, place, m, "reason language title text"))
		return;
	if (json_object_get(m, "reason") != NULL &&
	    (reason == NULL || (!word_in(COMMON_REASONS, reason) && json_object_get(own, reason) == NULL)))
		settings_bad(rq, place, "reason", "unknown_value");
	if (language == NULL || !word_in(LOCALES, language))
		settings_bad(rq, place, "language", language == NULL ? "missing" : "unknown_value");
	settings_check_text(rq, place, "title", json_object_get(m, "title"), TITLE_MAX);
	settings_check_text(rq, place, "text", json_object_get(m, "text"), DECISION_TEXT_MAX);
}

/* [{reason, language, title, text}]: messages to authors that decisions offer; without a reason for any. */
static void
settings_check_messages(struct request *rq, const json_t *v, const json_t *own)
{
	const json_t *one;
	size_t i;

	if (v != NULL && !json_is_array(v))
		settings_bad(rq, "messages", "", "bad_type");
	else if (json_array_size(v) > MESSAGES_MAX)
		settings_bad(rq, "messages", "", "too_many");
	else
		json_array_foreach (v, i, one)
			settings_check_message(rq, rq_printf(rq, "messages[%zu]", i), one, own);
}

/* A list of words, each of them one of `among` or a member of `more`. */
static void
settings_check_words(struct request *rq, const char *member, const json_t *v, const char *among, const json_t *more)
{
	const json_t *one;
	const char *word;
	size_t i;

	if (v != NULL && !json_is_array(v))
		settings_bad(rq, "second", member, "bad_type");
	else if (json_array_size(v) > SITE_REASONS_MAX)
		settings_bad(rq, "second", member, "too_many");
	else
		json_array_foreach (v, i, one) {
			word = json_string_value(one);
			if (word == NULL || (!word_in(among, word) && json_object_get(more, word) == NULL))
				settings_bad(rq, "second", rq_printf(rq, "%s[%zu]", member, i), "unknown_value");
		}
}

static void
settings_check_number(struct request *rq, const json_t *s, const char *name, json_int_t max)
{
	const json_t *v = json_object_get(s, name);

	if (v != NULL && (!json_is_integer(v) || json_integer_value(v) < 0 || json_integer_value(v) > max))
		settings_bad(rq, name, "", json_is_integer(v) ? "out_of_range" : "bad_type");
}

/* Names that an address has without percent-encoding. */
static bool
is_parameter_name(const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	return (n > 0 && n <= CODE_MAX && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") == n);
}

/* How addresses are compared (core.url_key), and whether a page makes its article. */
static void
settings_check_addresses(struct request *rq, const json_t *s)
{
	const json_t *slash = json_object_get(s, "trailing_slash"), *names = json_object_get(s, "query_parameters"), *one;
	size_t i;

	if (slash != NULL && (!json_is_string(slash) || !word_in(SLASHES, json_string_value(slash))))
		settings_bad(rq, "trailing_slash", "", "unknown_value");
	if (json_object_get(s, "first_sight") != NULL && !json_is_boolean(json_object_get(s, "first_sight")))
		settings_bad(rq, "first_sight", "", "bad_type");
	if (names != NULL && !json_is_array(names))
		settings_bad(rq, "query_parameters", "", "bad_type");
	if (json_array_size(names) > PARAMETERS_MAX)
		settings_bad(rq, "query_parameters", "", "too_many");
	json_array_foreach (names, i, one)
		if (!is_parameter_name(json_string_value(one)))
			settings_bad(rq, rq_printf(rq, "query_parameters[%zu]", i), "", "bad_parameter");
}

/* The publication's own front page. */
static void
settings_check_home(struct request *rq, const json_t *v)
{
	const char *url = json_string_value(v);

	if (v != NULL && url == NULL)
		settings_bad(rq, "home", "", "bad_type");
	else if (url != NULL && !url_valid(url, json_string_length(v)))
		settings_bad(rq, "home", "", "bad_url");
}

static void
settings_check_zone(struct request *rq, const json_t *v)
{
	const char *zone = json_string_value(v);

	if (v != NULL && zone == NULL)
		settings_bad(rq, "timezone", "", "bad_type");
	else if (zone != NULL && !zone_known(zone))
		settings_bad(rq, "timezone", "", "bad_zone");
}

void
site_settings_check(struct request *rq, const json_t *s)
{
	const json_t *mode = json_object_get(s, "mode"), *second = json_object_get(s, "second"),
		     *own = json_object_get(s, "reasons");

	if (!settings_object(rq, "", s, MEMBERS))
		return;
	if (json_object_get(s, "title") != NULL)
		settings_check_text(rq, "title", "", json_object_get(s, "title"), TITLE_MAX);
	settings_check_home(rq, json_object_get(s, "home"));
	settings_check_zone(rq, json_object_get(s, "timezone"));
	if (mode != NULL && (!json_is_string(mode) || !word_in(SITE_MODES, json_string_value(mode))))
		settings_bad(rq, "mode", "", "unknown_value");
	settings_check_number(rq, s, "related_days", DAYS_MAX);
	settings_check_number(rq, s, "fold_votes", FOLD_MAX);
	settings_check_reasons(rq, own);
	settings_check_addresses(rq, s);
	settings_check_messages(rq, json_object_get(s, "messages"), own);
	if (second != NULL && settings_object(rq, "second", second, "reasons roles")) {
		settings_check_words(rq, "reasons", json_object_get(second, "reasons"), COMMON_REASONS, own);
		settings_check_words(rq, "roles", json_object_get(second, "roles"), ROLES, NULL);
	}
}

void
settings_get(struct request *rq)
{
	long version;

	if (rq_query_int(rq, "version", 0, 2147483647, -1, &version))
		ask(rq, SETTINGS_GET, reply_ok, rq_viewer(rq), rq_query(rq, "site"), version < 0 ? NULL : rq_int(rq, version));
}

void
settings_put(struct request *rq)
{
	const char *key, *digest, *text;
	struct settings_body c = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &c))
		return;
	site_settings_check(rq, c.settings);
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	text = rq_json_text(rq, c.settings);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else
		ask(rq, SETTINGS_PUT, settings_put_answered, rq_viewer(rq), rq_query(rq, "site"), rq_int(rq, c.version), text,
		    rq_id(rq), key, digest);
}

static void
settings_put_answered(struct request *rq, const struct answer *a)
{
	if (!site_settings_reasons_in_use(rq, a) || !reply_if_bad(rq))
		reply_outcome(rq, outcomes, a);
}

bool
site_settings_reasons_in_use(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "reasons_in_use"), *reason;
	size_t i;

	json_array_foreach (json_object_get(doc, "reasons"), i, reason)
		settings_bad(rq, "reasons", json_string_value(reason), "in_use");
	return (doc != NULL);
}
