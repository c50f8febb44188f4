/* SPDX-License-Identifier: Apache-2.0 */
/* The tokenizer of html.h: one function for each state. */
#include "html.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

static bool
html_space(char c)
{
	return (c == ' ' || c == '\t' || c == '\n' || c == '\r');
}

static void
html_collect(char *into, size_t room, size_t *len, char c)
{
	if (*len + 1 < room) {
		into[(*len)++] = c;
		into[*len] = '\0';
	}
}

static bool
html_one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcasecmp(word, *list) == 0)
			return (true);
	return (false);
}

/* The tag's name is complete. Elements that run scripts or apply styles are errors. */
static void
html_tag_named(struct html *h)
{
	static const char *const never[] = { "style", "iframe", "object", "embed", "base", "math", NULL };

	if (html_one_of(h->tag, never))
		h->wrong = "an element that the content security policy rules out";
	h->method_len = 0;
	h->method[0] = '\0';
	h->in_script = false;
}

static void
html_attribute_named(struct html *h)
{
	if (strncasecmp(h->attribute, "on", 2) == 0 || strcasecmp(h->attribute, "style") == 0 ||
	    strcasecmp(h->attribute, "srcdoc") == 0)
		h->wrong = "an attribute that the content security policy rules out";
}

/* The tag is complete. A posted form must have the token before its end. */
static void
html_tag_closed(struct html *h)
{
	if (strcasecmp(h->tag, "script") == 0) {
		h->in_script = true;
		if (strcasecmp(h->attribute, "src") != 0)
			h->wrong = "a script whose last attribute is not src";
	} else if (strcasecmp(h->tag, "form") == 0) {
		h->posting = strcasecmp(h->method, "post") == 0;
		h->token = false;
	} else if (strcasecmp(h->tag, "/form") == 0) {
		if (h->posting && !h->token)
			h->wrong = "a form that posts without {{>token}}";
		h->posting = false;
	}
	h->state = HTML_TEXT;
}

static void
html_value_byte(struct html *h, char c, char quote)
{
	if (c == quote) {
		h->state = HTML_TAG;
		return;
	}
	h->value_begun = true;
	if (strcasecmp(h->attribute, "method") == 0)
		html_collect(h->method, sizeof(h->method), &h->method_len, c);
}

static void
html_tag_byte(struct html *h, char c)
{
	if (c == '>') {
		html_tag_closed(h);
	} else if (!html_space(c) && c != '/') {
		h->state = HTML_NAME;
		h->attribute_len = 0;
		html_collect(h->attribute, sizeof(h->attribute), &h->attribute_len, c);
	}
}

static void
html_name_byte(struct html *h, char c)
{
	if (c != '=' && c != '>' && !html_space(c)) {
		html_collect(h->attribute, sizeof(h->attribute), &h->attribute_len, c);
		return;
	}
	html_attribute_named(h);
	h->state = c == '=' ? HTML_AFTER_NAME : HTML_TAG;
	if (c == '>')
		html_tag_closed(h);
}

static void
html_after_name(struct html *h, char c)
{
	h->value_begun = false;
	if (c == '"')
		h->state = HTML_VALUE_DOUBLE;
	else if (c == '\'')
		h->state = HTML_VALUE_SINGLE;
	else
		h->wrong = "an attribute's value without quotes";
}

static void
html_tag_name(struct html *h, char c)
{
	if (c != '>' && !html_space(c)) {
		html_collect(h->tag, sizeof(h->tag), &h->tag_len, c);
		return;
	}
	html_tag_named(h);
	h->state = HTML_TAG;
	if (c == '>')
		html_tag_closed(h);
}

void
html_feed(struct html *h, char c)
{
	switch (h->state) {
	case HTML_TEXT:
		if (c == '<')
			h->state = HTML_OPENED;
		else if (h->in_script)
			h->wrong = "a script inside the page, which the content security policy rules out";
		break;
	case HTML_OPENED:
		h->tag_len = 0;
		h->tag[0] = '\0';
		h->state = HTML_TAG_NAME;
		html_tag_name(h, c);
		break;
	case HTML_TAG_NAME:
		if (c == '-' && strcmp(h->tag, "!") == 0)
			h->wrong = "an HTML comment; write {{! … }}";
		html_tag_name(h, c);
		break;
	case HTML_TAG:
		html_tag_byte(h, c);
		break;
	case HTML_NAME:
		html_name_byte(h, c);
		break;
	case HTML_AFTER_NAME:
		html_after_name(h, c);
		break;
	case HTML_VALUE_DOUBLE:
		html_value_byte(h, c, '"');
		break;
	case HTML_VALUE_SINGLE:
		html_value_byte(h, c, '\'');
		break;
	}
}

bool
html_value_allowed(const struct html *h)
{
	return ((h->state == HTML_TEXT && !h->in_script) || h->state == HTML_VALUE_DOUBLE || h->state == HTML_VALUE_SINGLE);
}

bool
html_in_url(const struct html *h)
{
	static const char *const urls[] = { "href", "src", "action", "formaction", "cite", "poster", "data", "data-discussion",
		NULL };

	return ((h->state == HTML_VALUE_DOUBLE || h->state == HTML_VALUE_SINGLE) && html_one_of(h->attribute, urls));
}
