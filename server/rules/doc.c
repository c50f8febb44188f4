/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/doc.h"

#include <stdarg.h>

bool
doc_fail(struct doc *d, const char *member, const char *format, ...)
{
	char why[160];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(why, sizeof(why), format, ap);
	va_end(ap);
	buf_printf(d->error, "%s%s%s%s%s", d->at, d->at[0] != '\0' && member[0] != '\0' ? "." : "", member,
	    d->at[0] != '\0' || member[0] != '\0' ? ": " : "", why);
	return (false);
}

/* ---- members */
bool
doc_known(struct doc *d, const json_t *object, doc_name_fn *known, const void *arg)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return (doc_fail(d, "", "must be an object"));
	json_object_foreach ((json_t *)(uintptr_t)object, key, value)
		if (strcmp(key, "about") != 0 && !known(arg, key))
			return (doc_fail(d, key, "is not a known member"));
	return (true);
}

static bool
name_in_string(const void *names, const char *name)
{
	char word[64];

	(void)snprintf(word, sizeof(word), " %s ", name);
	return (strchr(name, ' ') == NULL && strstr(names, word) != NULL);
}

bool
doc_members(struct doc *d, const json_t *object, const char *names)
{
	return (doc_known(d, object, name_in_string, names));
}

static bool
read_whole(struct doc *d, const json_t *object, const struct rule_member *m, long *out)
{
	const json_t *v = json_object_get(object, m->name);
	long min = (long)m->min, max = (long)m->max;

	*out = (long)m->fallback;
	if (v == NULL)
		return (true);
	if (!json_is_integer(v) || json_integer_value(v) < min || json_integer_value(v) > max)
		return (doc_fail(d, m->name, "must be a whole number from %ld to %ld", min, max));
	*out = (long)json_integer_value(v);
	return (true);
}

static bool
read_number(struct doc *d, const json_t *object, const char *name, double min, double max, double fallback, double *out)
{
	const json_t *v = json_object_get(object, name);

	*out = fallback;
	if (v == NULL)
		return (true);
	if (!json_is_number(v) || json_number_value(v) < min || json_number_value(v) > max)
		return (doc_fail(d, name, "must be a number from %g to %g", min, max));
	*out = json_number_value(v);
	return (true);
}

bool
doc_choice(struct doc *d, const json_t *object, const char *name, const char *choices, const char *fallback, char *out,
    size_t size)
{
	const json_t *v = json_object_get(object, name);
	const char *s = v != NULL ? json_string_value(v) : fallback;
	size_t n = s != NULL ? strlen(s) : 0;
	const char *p = choices;

	if (s == NULL)
		return (doc_fail(d, name, v != NULL ? "must be a string" : "is missing"));
	for (;;) {
		size_t len = strcspn(p, " ");

		if (len == n && memcmp(p, s, n) == 0 && n < size) {
			memcpy(out, s, n + 1);
			return (true);
		}
		if (p[len] == '\0')
			return (doc_fail(d, name, "\"%.40s\" is not one of: %s", s, choices));
		p += len + 1;
	}
}

/* Only the form is checked: core.rules_unknown_reason() knows the codes that a site has. */
static bool
read_reason(struct doc *d, const json_t *object, char out[REASON_MAX + 1])
{
	const json_t *v = json_object_get(object, "reason");
	const char *s = v != NULL ? json_string_value(v) : "other";
	size_t n = s != NULL ? strlen(s) : 0;

	if (n == 0 || n > REASON_MAX || *s < 'a' || *s > 'z' || strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") < n)
		return (doc_fail(d, "reason", "must be a reason's code: lower-case letters, digits and _"));
	memcpy(out, s, n + 1);
	return (true);
}

bool
doc_action(struct doc *d, const json_t *object, const char *outcome, struct rule_action *out)
{
	return (doc_choice(d, object, "outcome", "flag hold reject", outcome, out->outcome, sizeof(out->outcome)) &&
	    read_reason(d, object, out->reason) && read_number(d, object, "weight", 0, 1000, 1, &out->weight));
}

static bool
read_domains(struct doc *d, const json_t *o, const char *name, struct domains **out)
{
	const json_t *list = json_object_get(o, name);
	size_t i;

	*out = domains_new();
	if (list != NULL && !json_is_array(list))
		return (doc_fail(d, name, "must be a list of domains"));
	for (i = 0; i < json_array_size(list); i++) {
		const char *s = json_string_value(json_array_get(list, i));

		if (s == NULL || !domains_add(*out, s))
			return (doc_fail(d, name, "entry %zu is not a domain", i));
	}
	domains_build(*out);
	return (true);
}

static bool
read_member(struct doc *d, const json_t *o, const struct rule_member *m, union rule_value *out)
{
	switch (m->type) {
	case MEMBER_WHOLE:
		return (read_whole(d, o, m, &out->whole));
	case MEMBER_NUMBER:
		return (read_number(d, o, m->name, m->min, m->max, m->fallback, &out->number));
	default:
		return (read_domains(d, o, m->name, &out->domains));
	}
}

/* ---- rules */
static bool
is_member(const void *kind, const char *name)
{
	const struct rule *k = kind;
	size_t i;

	if (strcmp(name, "outcome") == 0)
		return (!k->fixed_outcome);
	for (i = 0; i < RULE_MEMBERS_MAX && k->members[i].name != NULL; i++)
		if (strcmp(k->members[i].name, name) == 0)
			return (true);
	return (strcmp(name, "reason") == 0 || strcmp(name, "weight") == 0);
}

bool
doc_rule(struct doc *d, const json_t *object, const struct rule *k, struct rule_config *out)
{
	size_t i;

	if (!doc_known(d, object, is_member, k) || !doc_action(d, object, k->outcome, &out->action))
		return (false);
	for (i = 0; i < RULE_MEMBERS_MAX && k->members[i].name != NULL; i++)
		if (!read_member(d, object, &k->members[i], &out->value[i]))
			return (false);
	return (k->check == NULL || k->check(d, out));
}
