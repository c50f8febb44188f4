/* SPDX-License-Identifier: Apache-2.0 */
#include "web/kit/resend.h"

#define WORD_MAX 64 /* max bytes of an id, a number or a choice */

enum resend_shown {
	SHOWN_TEXT, /* several lines */
	SHOWN_LINE,
	SHOWN_SECRET, /* shown empty */
	SHOWN_NEVER,
};

/* A field "title-3" is listed as "title". */
static const struct {
	const char *name, *label;
	enum resend_shown shown;
} fields[] = {
	{ "body", "Your comment", SHOWN_TEXT },
	{ "detail", "Anything the moderators should know", SHOWN_TEXT },
	{ "explanation", "What is illegal about it, and why?", SHOWN_TEXT },
	{ "law", "Which law", SHOWN_LINE },
	{ "name", "Your name", SHOWN_LINE },
	{ "email", "E-mail address", SHOWN_LINE },
	{ "url", "Address of the comment", SHOWN_LINE },
	{ "text", "Text", SHOWN_TEXT },
	{ "note", "Note for colleagues", SHOWN_TEXT },
	{ "message", "Message", SHOWN_TEXT },
	{ "title", "Title", SHOWN_LINE },
	{ "code", "Code", SHOWN_SECRET }, /* of an app, or a recovery code; code-1 is the code of a reason */
	{ "rules", "The rules, as JSON", SHOWN_TEXT },
	{ "sample", "Text to try the rules on", SHOWN_LINE },
	{ "username", "Name", SHOWN_LINE },
	{ "login", "Name, or verified e-mail address", SHOWN_LINE },
	{ "password", "Password", SHOWN_SECRET },
	{ "current", "Your password now", SHOWN_SECRET },
	{ "new", "The new password", SHOWN_SECRET },
	{ "settings", "Settings, as JSON", SHOWN_TEXT },
	{ "secret", "The secret", SHOWN_SECRET },
	{ "keys", "The keys", SHOWN_SECRET },
	{ "form_token", "", SHOWN_NEVER },
	{ "step", "", SHOWN_NEVER },
};
/* Paths, which people do not type: always hidden. */
static const char paths[] = "next back then";

/* How a field is shown, and its label. */
struct resend_role {
	enum resend_shown shown;
	bool hidden;
	const char *label;
};

static bool
resend_is_word(const char *value)
{
	size_t n = 0;

	for (; value[n] != '\0'; n++) {
		char c = value[n];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("_.:/-", c) != NULL))
			return (false);
	}
	return (n <= WORD_MAX);
}

static struct resend_role
resend_role_of(struct request *rq, const char *name, const char *value)
{
	struct resend_role r = { SHOWN_TEXT, *value == '\0' || resend_is_word(value), "Text" };
	size_t n, digits = 0;

	if (strncmp(name, PENDING, strlen(PENDING)) == 0)
		name += strlen(PENDING);
	n = strlen(name);
	while (digits < n && name[n - digits - 1] >= '0' && name[n - digits - 1] <= '9')
		digits++;
	if (digits > 0 && digits < n && name[n - digits - 1] == '-')
		n -= digits + 1;
	else
		digits = 0;
	for (size_t i = 0; i < LENGTH(fields); i++)
		if (strlen(fields[i].name) == n && memcmp(fields[i].name, name, n) == 0) {
			r.shown = fields[i].shown == SHOWN_SECRET && digits > 0 ? SHOWN_LINE : fields[i].shown;
			r.hidden = *value == '\0' && r.shown != SHOWN_SECRET;
			r.label = digits > 0 ? rq_printf(rq, "%s %s", fields[i].label, name + n + 1) : fields[i].label;
		}
	r.hidden |= word_in(paths, name);
	return (r);
}

bool
resend_has(struct request *rq)
{
	const char *value;

	return (!rq_is_safe(rq) && rq_form_at(rq, 0, &value) != NULL);
}

bool
resend_has_secret(struct request *rq)
{
	const char *name, *value;

	for (size_t i = 0; (name = rq_form_at(rq, i, &value)) != NULL; i++)
		if (resend_role_of(rq, name, value).shown == SHOWN_SECRET)
			return (true);
	return (false);
}

static void
resend_put_field(json_t *root, const struct resend_role *r, const char *name, const char *value, bool seen_only)
{
	json_t *f;

	if (r->shown == SHOWN_SECRET && strcmp(name, "code") == 0)
		f = view_field(root, name, r->label, "text", "one-time-code", "");
	else if (r->shown == SHOWN_SECRET)
		f = view_field(root, name, r->label, "password", strcmp(name, "password") == 0 ? "off" : "current-password", "");
	else if (r->shown == SHOWN_LINE && strpbrk(value, "\r\n") == NULL)
		f = view_field(root, name, r->label, "text", "off", value);
	else
		f = view_text(root, name, r->label, value, strlen(value) > 200 ? 10 : 4);
	view_put(f, "readonly", json_boolean(seen_only));
	if (r->shown != SHOWN_SECRET)
		view_optional(f);
}

void
resend_put(struct request *rq, json_t *root, const char *take, const char *give, bool seen_only)
{
	size_t skip = strlen(take);
	const char *name, *value;

	for (size_t i = 0; (name = rq_form_at(rq, i, &value)) != NULL; i++) {
		struct resend_role r;

		if (strncmp(name, take, skip) != 0)
			continue;
		r = resend_role_of(rq, name + skip, value);
		if (r.shown == SHOWN_NEVER || (seen_only && (r.hidden || r.shown == SHOWN_SECRET)))
			continue;
		name = rq_printf(rq, "%s%s", give, name + skip);
		if (r.hidden)
			view_hidden(root, name, value);
		else
			resend_put_field(root, &r, name, value, seen_only);
	}
}
