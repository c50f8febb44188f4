/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The word lists of a rules document: first their headers, then their entries in slices.
 *
 *   "words": [{"list": "insults-en", "language": "en", "outcome": "flag", "match": "word",
 *              "words": ["idiot"], "allow": ["fool's gold"]}],
 *   "allow": ["Scunthorpe"]
 *
 * An entry is one of:
 * - "WORD";
 * - "WORD = fr ca": a homograph, an innocent word in these languages. A list with one such entry marks all of them: its
 *   other words are innocent in no language;
 * - "WORD = flag": it has an innocent use in the list's own language, so it is flagged and not held.
 */
#include "rules/language.h"
#include "rules/doc.h"

#define ENTRY_WORK 8 /* an entry costs as much as so many steps of building */

static bool
is_list_or_absent(struct doc *d, const json_t *o, const char *name, bool needed)
{
	const json_t *list = json_object_get(o, name);

	if (json_is_array(list) || (list == NULL && !needed))
		return (true);
	return (doc_fail(d, name, list != NULL ? "must be a list" : "is missing; only madang rules import reads files"));
}

static bool
list_language_read(struct doc *d, const json_t *o, struct scripts *out, int *language)
{
	const json_t *v = json_object_get(o, "language");
	const char *s = json_string_value(v);

	*language = s != NULL ? language_find(s, strlen(s)) : -1;
	if (v == NULL || (s != NULL && s[0] != '\0' && scripts_of(s, out)))
		return (true);
	return (doc_fail(d, "language", "must be a language's code, like \"en\" or \"ko\""));
}

static bool
word_list_read(struct doc *d, const json_t *o, struct word_list *l)
{
	const char *name = json_string_value(json_object_get(o, "list"));
	char match[16];

	if (!doc_members(d, o, " list language outcome reason weight match words allow "))
		return (false);
	if (name == NULL || name[0] == '\0' || strlen(name) > 64)
		return (doc_fail(d, "list", "must be a name of 1 to 64 bytes"));
	l->name = mem_copy(name, strlen(name));
	return (doc_action(d, o, "flag", &l->action) && list_language_read(d, o, &l->scripts, &l->language) &&
	    doc_choice(d, o, "match", "word prefix phrase substring", "word", match, sizeof(match)) &&
	    is_list_or_absent(d, o, "words", true) && is_list_or_absent(d, o, "allow", false));
}

bool
words_begin(struct doc *d, const json_t *document)
{
	const json_t *lists = json_object_get(document, "words");
	struct rules *r = d->rules;
	size_t n = json_array_size(lists);

	if (!is_list_or_absent(d, document, "words", false) || !is_list_or_absent(d, document, "allow", false))
		return (false);
	if (n > 1000)
		return (doc_fail(d, "words", "has more than 1000 lists"));
	r->words = words_new();
	words_lists(r->words, n * 2);
	r->lists = mem_zero(n, sizeof(*r->lists));
	while (r->nlists < n) {
		(void)snprintf(d->at, sizeof(d->at), "words[%zu]", r->nlists);
		r->nlists++; /* counted first, so that rules_end() frees its name after an error */
		if (!word_list_read(d, json_array_get(lists, r->nlists - 1), &r->lists[r->nlists - 1]))
			return (false);
	}
	d->at[0] = '\0';
	return (true);
}

/* ---- entries */
static enum word_match
list_match(const json_t *list)
{
	const char *s = json_string_value(json_object_get(list, "match"));

	if (s != NULL && strcmp(s, "substring") == 0)
		return (WORD_SUBSTRING);
	return (s != NULL && strcmp(s, "prefix") == 0 ? WORD_PREFIX : WORD_WHOLE);
}

/* Reads the marks after the "=" of an entry: "flag" and languages. */
static bool
entry_marks_read(const char *marks, bool *flags, uint32_t *languages)
{
	size_t n;
	int language;

	for (marks += strspn(marks, " "); *marks != '\0'; marks += n + strspn(marks + n, " ")) {
		n = strcspn(marks, " ");
		language = language_find(marks, n);
		if (n == 4 && memcmp(marks, "flag", 4) == 0)
			*flags = true;
		else if (language >= 0)
			*languages |= UINT32_C(1) << language;
		else
			return (false);
	}
	return (*flags || *languages != 0);
}

static bool
allowed_word_add(struct words *words, bool every, size_t list, const char *s, size_t n)
{
	if (every)
		return (words_allow(words, WORD_EVERY, s, n));
	return (words_allow(words, LIST_PLAIN(list), s, n) && words_allow(words, LIST_FLAGS(list), s, n));
}

static bool
list_entry_read(struct doc *d, const json_t *v, enum word_match match)
{
	const struct rules_position *at = d->rules->position;
	bool own = at->list < d->rules->nlists, flags = false;
	const char *s = json_string_value(v), *marks = s != NULL && !at->allow ? strstr(s, " = ") : NULL;
	size_t n = marks != NULL ? (size_t)(marks - s) : json_string_length(v);
	uint32_t languages = 0;

	if (own)
		(void)snprintf(d->at, sizeof(d->at), "words[%zu]", at->list);
	if (marks != NULL && !entry_marks_read(marks + 3, &flags, &languages))
		return (doc_fail(d, "words", "entry %zu (\"%.40s\"): after \"=\" come \"flag\" and language codes, like fr or es",
		    at->entry, s));
	if (s != NULL &&
	    (at->allow ? allowed_word_add(d->rules->words, !own, at->list, s, n) :
			 words_add_homograph(d->rules->words, flags ? LIST_FLAGS(at->list) : LIST_PLAIN(at->list), match, s, n,
			     languages)))
		return (true);
	return (doc_fail(d, at->allow ? "allow" : "words", "entry %zu (\"%.40s\") is not a word: a word has 2 to %d letters",
	    at->entry, s != NULL ? s : "", WORD_LETTERS));
}

/* Reads words and allowed words list by list, then the words that every list allows. */
enum rules_progress
words_more(struct doc *d, size_t *work)
{
	struct rules_position *at = d->rules->position;
	size_t lists = d->rules->nlists;
	const json_t *of, *entries;

	while (at->list <= lists) {
		of = at->list < lists ? json_array_get(json_object_get(at->document, "words"), at->list) : at->document;
		at->allow = at->allow || at->list == lists;
		entries = json_object_get(of, at->allow ? "allow" : "words");
		for (; at->entry < json_array_size(entries); at->entry++) {
			if (*work == 0)
				return (RULES_MORE);
			*work -= *work < ENTRY_WORK ? *work : ENTRY_WORK;
			if (!list_entry_read(d, json_array_get(entries, at->entry), list_match(of)))
				return (RULES_WRONG);
		}
		at->list += at->allow;
		at->allow = !at->allow;
		at->entry = 0;
	}
	return (words_build_some(d->rules->words, work) ? RULES_WHOLE : RULES_MORE);
}
