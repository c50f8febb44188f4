/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTML of a comment's text, with its mentions as links. The database writes the account of a mention into it as
 * <span class="mention" data-account="ID">@name</span> (core.mentions_put()); the page of the account has this ID, so the
 * link outlasts a change of the name. The text of a reader cannot hold such a tag, because the renderer escapes every "<".
 */
#include "base/buf.h"
#include "request/mount.h"
#include "web/view/view.h"

static const char mention_before[] = "<span class=\"mention\" data-account=\"", mention_after[] = "\">",
		  mention_end[] = "</span>";

#define MENTION_ID 36 /* characters */

/* The end of the name of the mention at p; NULL: the tag is not as the database writes it. */
static const char *
mention_name_end(const char *p)
{
	const char *name = p + sizeof(mention_before) - 1 + MENTION_ID;

	if (strnlen(p, (size_t)(name - p)) < (size_t)(name - p) || strncmp(name, mention_after, sizeof(mention_after) - 1) != 0)
		return (NULL);
	return (strstr(name, mention_end));
}

static void
mention_put(const struct page_context *l, struct buf *out, const char *p, const char *end)
{
	const char *id = p + sizeof(mention_before) - 1, *name = id + MENTION_ID + sizeof(mention_after) - 1;

	buf_printf(out, "<a class=\"mention\" href=\"%s/people/%.*s\"%s>%.*s</a>", mount_before(l->mount, "/people/"), MENTION_ID,
	    id, view_framed(l) ? " target=\"_blank\" rel=\"noopener\"" : "", (int)(end - name), name);
}

json_t *
view_comment_html(const struct page_context *l, json_t *html)
{
	const char *p = json_string_value(html), *at, *end;
	struct buf out;
	json_t *linked;

	if (p == NULL || (at = strstr(p, mention_before)) == NULL)
		return (json_incref(html));
	buf_init(&out, NULL);
	for (; at != NULL && (end = mention_name_end(at)) != NULL; at = strstr(p, mention_before)) {
		buf_add(&out, p, (size_t)(at - p));
		mention_put(l, &out, at, end);
		p = end + sizeof(mention_end) - 1;
	}
	buf_puts(&out, p);
	linked = json_string(out.data);
	buf_end(&out);
	return (linked);
}
