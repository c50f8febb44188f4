#include "rules/rules.h"

#include <stdarg.h>

#include "rules/judge.h"
#include "rules/read.h"

bool
place_wrong(struct place *w, const char *member, const char *format, ...)
{
	char why[160];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(why, sizeof(why), format, ap);
	va_end(ap);
	buf_printf(w->error, "%s%s%s%s%s", w->at, w->at[0] != '\0' && member[0] != '\0' ? "." : "", member,
	    w->at[0] != '\0' || member[0] != '\0' ? ": " : "", why);
	return (false);
}

/* ---- members */
bool
place_only(struct place *w, const json_t *object, const char *members)
{
	const char *key;
	char word[64];
	json_t *value;

	if (!json_is_object(object))
		return (place_wrong(w, "", "must be an object"));
	json_object_foreach ((json_t *)(uintptr_t)object, key, value) {
		(void)snprintf(word, sizeof(word), " %s ", key);
		if (strcmp(key, "about") != 0 && (strchr(key, ' ') != NULL || strstr(members, word) == NULL))
			return (place_wrong(w, key, "is not known here"));
	}
	return (true);
}

bool
place_whole(struct place *w, const json_t *object, const char *name, long min, long max, long fallback, long *out)
{
	const json_t *v = json_object_get(object, name);

	*out = fallback;
	if (v == NULL)
		return (true);
	if (!json_is_integer(v) || json_integer_value(v) < min || json_integer_value(v) > max)
		return (place_wrong(w, name, "must be a whole number from %ld to %ld", min, max));
	*out = (long)json_integer_value(v);
	return (true);
}

bool
place_number(struct place *w, const json_t *object, const char *name, double min, double max, double fallback, double *out)
{
	const json_t *v = json_object_get(object, name);

	*out = fallback;
	if (v == NULL)
		return (true);
	if (!json_is_number(v) || json_number_value(v) < min || json_number_value(v) > max)
		return (place_wrong(w, name, "must be a number from %g to %g", min, max));
	*out = json_number_value(v);
	return (true);
}

bool
place_choice(struct place *w, const json_t *object, const char *name, const char *choices, const char *fallback,
    char *out, size_t size)
{
	const json_t *v = json_object_get(object, name);
	const char *s = v != NULL ? json_string_value(v) : fallback;
	size_t n = s != NULL ? strlen(s) : 0;
	const char *p = choices;

	if (s == NULL)
		return (place_wrong(w, name, v != NULL ? "must be a string" : "is missing"));
	for (;;) {
		size_t len = strcspn(p, " ");

		if (len == n && memcmp(p, s, n) == 0 && n < size) {
			memcpy(out, s, n + 1);
			return (true);
		}
		if (p[len] == '\0')
			return (place_wrong(w, name, "\"%.40s\" is none of: %s", s, choices));
		p += len + 1;
	}
}

/* Everybody's reasons are codes, and the site's own; which there are, the database knows (core.rules_put). */
static bool
read_reason(struct place *w, const json_t *object, char out[REASON_MAX + 1])
{
	const json_t *v = json_object_get(object, "reason");
	const char *s = v != NULL ? json_string_value(v) : "other";
	size_t n = s != NULL ? strlen(s) : 0;

	if (n == 0 || n > REASON_MAX || *s < 'a' || *s > 'z' || strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") < n)
		return (place_wrong(w, "reason", "must be a reason's code: small letters, digits and _"));
	memcpy(out, s, n + 1);
	return (true);
}

bool
place_action(struct place *w, const json_t *object, const char *outcome, struct rule_action *out)
{
	return (place_choice(w, object, "outcome", "flag hold reject", outcome, out->outcome, sizeof(out->outcome))
	    && read_reason(w, object, out->reason) && place_number(w, object, "weight", 0, 1000, 1, &out->weight));
}

/* ---- rules */
static bool
read_length(struct place *w, const json_t *o)
{
	struct rules *r = w->rules;

	return (place_only(w, o, " outcome reason weight min max ") && place_action(w, o, "reject", &r->length)
	    && place_whole(w, o, "min", 0, 1000000, 0, &r->length_min)
	    && place_whole(w, o, "max", 0, 1000000, 0, &r->length_max));
}

static bool
read_domains(struct place *w, const json_t *o, const char *name, struct domains **out)
{
	const json_t *list = json_object_get(o, name);
	size_t i;

	*out = domains_new();
	if (list != NULL && !json_is_array(list))
		return (place_wrong(w, name, "must be a list of domains"));
	for (i = 0; i < json_array_size(list); i++) {
		const char *s = json_string_value(json_array_get(list, i));

		if (s == NULL || !domains_add(*out, s))
			return (place_wrong(w, name, "entry %zu is no domain", i));
	}
	domains_build(*out);
	return (true);
}

static bool
read_links(struct place *w, const json_t *o)
{
	struct rules *r = w->rules;

	return (place_only(w, o, " outcome reason weight max allowed refused ") && place_action(w, o, "hold", &r->links)
	    && place_whole(w, o, "max", 0, 10000, -1, &r->links_max) && read_domains(w, o, "allowed", &r->allowed)
	    && read_domains(w, o, "refused", &r->refused));
}

static bool
read_shouting(struct place *w, const json_t *o)
{
	struct rules *r = w->rules;

	return (place_only(w, o, " outcome reason weight share min ") && place_action(w, o, "flag", &r->shouting)
	    && place_number(w, o, "share", 0, 1, 0.7, &r->shouting_share)
	    && place_whole(w, o, "min", 1, 1000000, 20, &r->shouting_min));
}

static bool
read_gibberish(struct place *w, const json_t *o)
{
	struct rules *r = w->rules;

	return (place_only(w, o, " outcome reason weight share min ") && place_action(w, o, "flag", &r->gibberish)
	    && place_number(w, o, "share", 0, 1, 0.5, &r->gibberish_share)
	    && place_whole(w, o, "min", 1, 1000000, 16, &r->gibberish_min));
}

/* ---- the whole */
static const struct {
	const char *name;
	bool (*read)(struct place *, const json_t *);
} readers[] = { { "length", read_length }, { "links", read_links }, { "shouting", read_shouting },
	{ "gibberish", read_gibberish } };

static const char *const state_rules[] = { "repetition", "newcomer", "record", "velocity", "premoderated" };

static const json_t *
rule_at(struct place *w, const json_t *document, const char *name)
{
	const json_t *rule = json_object_get(document, name);

	(void)snprintf(w->at, sizeof(w->at), "%s%s", w->prefix, name);
	return (json_is_null(rule) ? NULL : rule);
}

bool
rules_scalar(struct place *w, const json_t *d)
{
	const json_t *rule;
	size_t i;

	w->rules->links_max = -1;
	for (i = 0; i < LENGTH(readers); i++)
		if ((rule = rule_at(w, d, readers[i].name)) != NULL && !readers[i].read(w, rule))
			return (false);
	for (i = 0; i < LENGTH(state_rules); i++)
		if ((rule = rule_at(w, d, state_rules[i])) != NULL && !state_rule_read(w, state_rules[i], rule))
			return (false);
	w->at[0] = '\0';
	return (true);
}

static bool
read_document(struct place *w, const json_t *d)
{
	return (place_only(w, d, " length links words allow shouting gibberish " STATE_RULES " articles ")
	    && rules_scalar(w, d) && words_begin(w, d) && articles_begin(w, d));
}

struct rules *
rules_begin(const json_t *document, struct buf *error)
{
	struct rules *r = mem_zero(1, sizeof(*r));
	struct place w = { .error = error, .rules = r };

	r->left = mem_zero(1, sizeof(*r->left));
	r->left->document = json_incref((json_t *)(uintptr_t)document);
	if (read_document(&w, document))
		return (r);
	rules_end(r);
	return (NULL);
}

static void
left_end(struct rules *r)
{
	if (r->left != NULL)
		json_decref(r->left->document);
	free(r->left);
	r->left = NULL;
}

enum rules_progress
rules_more(struct rules *r, size_t *work, struct buf *error)
{
	struct place w = { .error = error, .rules = r };
	enum rules_progress is = RULES_WHOLE;

	if (r->left != NULL && (is = articles_more(&w, work)) == RULES_WHOLE && (is = words_more(&w, work)) == RULES_WHOLE)
		left_end(r);
	return (is);
}

static struct rules *
rules_read(const json_t *document, struct buf *error)
{
	struct rules *r = rules_begin(document, error);
	enum rules_progress is = RULES_MORE;
	size_t all;

	while (r != NULL && is == RULES_MORE) {
		all = SIZE_MAX;
		is = rules_more(r, &all, error);
	}
	if (is != RULES_WRONG)
		return (r);
	rules_end(r);
	return (NULL);
}

struct rules *
rules_keep(struct rules *r)
{
	if (r != NULL)
		r->kept++;
	return (r);
}

void
rules_end(struct rules *r)
{
	size_t i;

	if (r == NULL || r->kept > 0) {
		if (r != NULL)
			r->kept--;
		return;
	}
	left_end(r);
	for (i = 0; i < r->nlists && !r->borrowed; i++)
		free(r->lists[i].name);
	free(r->lists);
	if (!r->borrowed)
		words_end(r->words);
	for (i = 0; i < r->narticles; i++)
		rules_end(r->articles[i].rules);
	free(r->articles);
	domains_end(r->allowed);
	domains_end(r->refused);
	free(r);
}

bool
judge_check(const json_t *document, struct buf *error)
{
	struct rules *r = rules_read(document, error);

	rules_end(r);
	return (r != NULL);
}
