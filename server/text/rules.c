#include "text/rules.h"

#include <stdarg.h>

#include "text/judge.h"
#include "text/rules_read.h"

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
place_whole(struct place *w, const json_t *object, const char *name, long least, long most, long fallback, long *out)
{
	const json_t *v = json_object_get(object, name);

	*out = fallback;
	if (v == NULL)
		return (true);
	if (!json_is_integer(v) || json_integer_value(v) < least || json_integer_value(v) > most)
		return (place_wrong(w, name, "must be a whole number from %ld to %ld", least, most));
	*out = (long)json_integer_value(v);
	return (true);
}

bool
place_number(struct place *w, const json_t *object, const char *name, double least, double most, double fallback, double *out)
{
	const json_t *v = json_object_get(object, name);

	*out = fallback;
	if (v == NULL)
		return (true);
	if (!json_is_number(v) || json_number_value(v) < least || json_number_value(v) > most)
		return (place_wrong(w, name, "must be a number from %g to %g", least, most));
	*out = json_number_value(v);
	return (true);
}

/* One of the words in choices, which blanks separate; copied to out. */
static bool
choice(struct place *w, const json_t *object, const char *name, const char *choices, const char *fallback, char *out,
    size_t size)
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

bool
place_verdict(struct place *w, const json_t *object, const char *outcome, struct verdict *out)
{
	return (choice(w, object, "outcome", "flag hold reject", outcome, out->outcome, sizeof(out->outcome))
	    && choice(w, object, "reason", "spam abuse hate harassment misinformation off_topic illegal other", "other",
	        out->reason, sizeof(out->reason))
	    && place_number(w, object, "weight", 0, 1000, 1, &out->weight));
}

/* ---- rules */
static bool
read_length(struct place *w, const json_t *o)
{
	struct rules *r = w->rules;

	return (place_only(w, o, " outcome reason weight least most ") && place_verdict(w, o, "reject", &r->length)
	    && place_whole(w, o, "least", 0, 1000000, 0, &r->length_least)
	    && place_whole(w, o, "most", 0, 1000000, 0, &r->length_most));
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

	return (place_only(w, o, " outcome reason weight most allowed refused ") && place_verdict(w, o, "hold", &r->links)
	    && place_whole(w, o, "most", 0, 10000, -1, &r->links_most) && read_domains(w, o, "allowed", &r->allowed)
	    && read_domains(w, o, "refused", &r->refused));
}

static bool
read_entries(struct place *w, const json_t *list, const char *name, unsigned number_of, enum word_match match)
{
	bool allow = strcmp(name, "allow") == 0;
	size_t i;

	if (!json_is_array(list))
		return (place_wrong(w, name, list != NULL ? "must be a list" : "is missing (a file is resolved by rules import)"));
	for (i = 0; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);
		const char *s = json_string_value(v);
		size_t n = json_string_length(v);

		if (s == NULL
		    || !(allow ? words_allow(w->rules->words, s, n) : words_add(w->rules->words, number_of, match, s, n)))
			return (place_wrong(w, name, "entry %zu (\"%.40s\") is no word: it needs 2 to %d letters", i,
			    s != NULL ? s : "", WORD_LETTERS));
	}
	return (true);
}

static bool
read_list(struct place *w, const json_t *o, unsigned i)
{
	struct word_list *l = &w->rules->lists[i];
	const char *name = json_string_value(json_object_get(o, "list"));
	enum word_match match;
	char word[16];

	if (!place_only(w, o, " list outcome reason weight match words "))
		return (false);
	if (name == NULL || name[0] == '\0' || strlen(name) > 64)
		return (place_wrong(w, "list", "must be a name of 1 to 64 octets"));
	l->name = mem_copy(name, strlen(name));
	w->rules->nlists = i + 1;
	if (!place_verdict(w, o, "flag", &l->verdict)
	    || !choice(w, o, "match", "word prefix phrase substring", "word", word, sizeof(word)))
		return (false);
	match = word[0] == 's' ? WORD_SUBSTRING : strcmp(word, "prefix") == 0 ? WORD_PREFIX : WORD_WHOLE;
	return (read_entries(w, json_object_get(o, "words"), "words", i, match));
}

static bool
read_words(struct place *w, const json_t *lists, const json_t *allow)
{
	size_t i, n = json_array_size(lists);

	if (lists != NULL && !json_is_array(lists))
		return (place_wrong(w, "words", "must be a list"));
	if (n > 1000)
		return (place_wrong(w, "words", "has more than 1000 lists"));
	w->rules->words = words_new();
	w->rules->lists = mem_zero(n, sizeof(*w->rules->lists));
	for (i = 0; i < n; i++) {
		(void)snprintf(w->at, sizeof(w->at), "words[%zu]", i);
		if (!read_list(w, json_array_get(lists, i), (unsigned)i))
			return (false);
	}
	w->at[0] = '\0';
	if (allow != NULL && !read_entries(w, allow, "allow", 0, WORD_PREFIX))
		return (false);
	words_build(w->rules->words);
	return (true);
}

static bool
read_shouting(struct place *w, const json_t *o)
{
	struct rules *r = w->rules;

	return (place_only(w, o, " outcome reason weight share least ") && place_verdict(w, o, "flag", &r->shouting)
	    && place_number(w, o, "share", 0, 1, 0.7, &r->shouting_share)
	    && place_whole(w, o, "least", 1, 1000000, 20, &r->shouting_least));
}

static bool
read_gibberish(struct place *w, const json_t *o)
{
	struct rules *r = w->rules;

	return (place_only(w, o, " outcome reason weight share least ") && place_verdict(w, o, "flag", &r->gibberish)
	    && place_number(w, o, "share", 0, 1, 0.5, &r->gibberish_share)
	    && place_whole(w, o, "least", 1, 1000000, 16, &r->gibberish_least));
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

	w->rules->links_most = -1;
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
	    && rules_scalar(w, d) && read_words(w, json_object_get(d, "words"), json_object_get(d, "allow"))
	    && articles_read(w, d));
}

struct rules *
rules_read(const json_t *document, struct buf *error)
{
	struct place w = { .error = error, .rules = mem_zero(1, sizeof(struct rules)) };

	if (read_document(&w, document))
		return (w.rules);
	rules_end(w.rules);
	return (NULL);
}

void
rules_end(struct rules *r)
{
	size_t i;

	if (r == NULL)
		return;
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

size_t
rules_size(const struct rules *r)
{
	return (sizeof(*r) + r->nlists * (sizeof(*r->lists) + 32) + words_size(r->words)
	    + r->narticles * (sizeof(*r->articles) + sizeof(*r) + r->nlists * sizeof(*r->lists)));
}

bool
judge_check(const json_t *document, struct buf *error)
{
	struct rules *r = rules_read(document, error);

	rules_end(r);
	return (r != NULL);
}
