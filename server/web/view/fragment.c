/* SPDX-License-Identifier: Apache-2.0 */
/* A discussion as a fragment of another site's page: with absolute addresses, and the same facts as JSON-LD. */
#include "text/url.h"
#include "web/view/view.h"

#include "base/buf.h"

struct fragment {
	const struct page_context *page;
	const char *base;    /* URL of this server */
	const char *article; /* id */
	const char *site;
};

static json_t *fragment_branches(const struct fragment *, const json_t *nodes);

/* ---- HTML */

static json_t *
fragment_branch(const struct fragment *f, const json_t *node)
{
	const json_t *replies = json_object_get(node, "replies");
	const char *id = view_get(node, "id", "");
	json_t *out = json_object(), *author = json_object_get(node, "author");

	view_put(out, "anchor", view_string("c-%s", id));
	view_put(out, "href", view_string("%s/a/%s/c/%s", f->base, f->article, id));
	view_put(out, "created", view_site_time(f->page, f->site, view_get(node, "created_at", NULL)));
	view_put(out, "author", json_is_object(author) ? json_incref(author) : json_null());
	view_put(out, "badge", view_author_badge(author));
	view_put(out, "featured", json_boolean(json_is_true(json_object_get(node, "featured"))));
	view_put(out, "html", json_is_object(author) ? json_incref(json_object_get(node, "html")) : json_null());
	view_put_list(out, "replies", fragment_branches(f, json_object_get(replies, "comments")));
	view_put(out, "more",
	    json_is_string(json_object_get(replies, "next")) ? view_count(view_int(replies, "count"), "reply", "replies") :
							       json_null());
	return (out);
}

static json_t *
fragment_branches(const struct fragment *f, const json_t *nodes)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (nodes, i, one)
		json_array_append_new(list, fragment_branch(f, one));
	return (list);
}

/* ---- JSON-LD (schema.org) */

/* Is the tag at p one of those that stand inside a line? */
static bool
tag_is_inline(const char *p)
{
	size_t n;
	char name[8];

	p += *p == '/';
	n = strcspn(p, " >");
	if (n >= sizeof(name))
		return (false);
	memcpy(name, p, n);
	name[n] = '\0';
	return (strcmp(name, "a") == 0 || strcmp(name, "em") == 0 || strcmp(name, "strong") == 0 || strcmp(name, "del") == 0 ||
	    strcmp(name, "code") == 0);
}

static void
put_space(struct buf *b)
{
	if (b->len > 0 && b->data[b->len - 1] != ' ')
		buf_putc(b, ' ');
}

/* Appends the character of the reference at p, or the byte itself; returns the bytes read. */
static size_t
put_character(struct buf *b, const char *p)
{
	static const struct reference {
		const char *name, *text;
	} references[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" } };

	for (size_t i = 0; i < LENGTH(references); i++)
		if (strncmp(p, references[i].name, strlen(references[i].name)) == 0) {
			buf_puts(b, references[i].text);
			return (strlen(references[i].name));
		}
	buf_putc(b, *p);
	return (1);
}

/* Text of HTML that the Markdown renderer made: blocks are parted by a space. */
static json_t *
text_of_html(const char *html)
{
	struct buf b;
	json_t *text;

	buf_init(&b, NULL);
	buf_puts(&b, "");
	for (const char *p = html; *p != '\0';)
		if (*p == '<') {
			if (!tag_is_inline(p + 1))
				put_space(&b);
			p += strcspn(p, ">");
			p += *p == '>';
		} else if (*p == '\n' || *p == ' ') {
			put_space(&b);
			p++;
		} else
			p += put_character(&b, p);
	text = json_stringn(b.data, b.len - (b.len > 0 && b.data[b.len - 1] == ' '));
	buf_end(&b);
	return (text != NULL ? text : json_string(""));
}

static json_t *ld_comments(const struct fragment *, const json_t *nodes);

static json_t *
ld_comment(const struct fragment *f, const json_t *node)
{
	const json_t *author = json_object_get(node, "author"), *votes = json_object_get(node, "votes");
	json_t *out, *replies = ld_comments(f, json_object_get(json_object_get(node, "replies"), "comments"));

	out = json_pack("{s:s,s:o,s:o,s:{s:s,s:s},s:s}", "@type", "Comment", "url",
	    view_string("%s/a/%s/c/%s", f->base, f->article, view_get(node, "id", "")), "text",
	    text_of_html(view_get(node, "html", "")), "author", "@type", "Person", "name", view_get(author, "username", ""),
	    "datePublished", view_get(node, "created_at", ""));
	if (json_is_object(votes)) {
		view_put(out, "upvoteCount", json_integer(view_int(votes, "up")));
		view_put(out, "downvoteCount", json_integer(view_int(votes, "down")));
	}
	if (json_array_size(replies) > 0)
		view_put(out, "comment", replies);
	else
		json_decref(replies);
	return (out);
}

/* Removed comments are left out, their replies are not. */
static json_t *
ld_comments(const struct fragment *f, const json_t *nodes)
{
	json_t *list = json_array(), *one, *below;
	size_t i;

	json_array_foreach (nodes, i, one)
		if (json_is_object(json_object_get(one, "author"))) {
			json_array_append_new(list, ld_comment(f, one));
		} else {
			below = ld_comments(f, json_object_get(json_object_get(one, "replies"), "comments"));
			json_array_extend(list, below);
			json_decref(below);
		}
	return (list);
}

static json_t *
ld_discussion(const struct fragment *f, const json_t *article, const json_t *comments)
{
	const char *url = view_get(article, "url", "");
	char origin[ORIGIN_TEXT];
	json_t *list = ld_comments(f, comments);
	const char *first = view_get(json_array_get(list, 0), "datePublished", NULL);
	json_t *out = json_pack("{s:s,s:s,s:s,s:s,s:o,s:{s:s,s:s,s:o}}", "@context", "https://schema.org", "@type",
	    "DiscussionForumPosting", "headline", view_get(article, "title", ""), "mainEntityOfPage", url, "url",
	    view_string("%s/a/%s", f->base, f->article), "interactionStatistic", "@type", "InteractionCounter", "interactionType",
	    "https://schema.org/CommentAction", "userInteractionCount", json_integer(view_int(article, "comment_count")));

	if (url_origin(url, strlen(url), origin))
		view_put(out, "author", json_pack("{s:s,s:s,s:s}", "@type", "Organization", "name", origin, "url", origin));
	view_put(out, "text", json_string(view_get(article, "title", "")));
	if (first != NULL)
		view_put(out, "dateModified", json_string(first));
	view_put(out, "comment", list);
	return (out);
}

/* A script element of data, which no browser runs. No '<' is left in it, so nothing can end it early. */
static json_t *
ld_element(json_t *document)
{
	char *text = json_dumps(document, JSON_COMPACT);
	struct buf b;
	json_t *element;

	buf_init(&b, NULL);
	buf_puts(&b, "<script type=\"application/ld+json\">");
	for (const char *p = text != NULL ? text : "{}"; *p != '\0'; p++)
		if (*p == '<')
			buf_puts(&b, "\\u003c");
		else
			buf_putc(&b, *p);
	buf_puts(&b, "</script>");
	element = json_stringn(b.data, b.len);
	buf_end(&b);
	free(text);
	json_decref(document);
	return (element);
}

json_t *
view_fragment(const struct page_context *l, const json_t *page, const char *base)
{
	const json_t *article = json_object_get(page, "article"), *comments = json_object_get(page, "comments");
	struct fragment f = { .page = l,
		.base = base,
		.article = view_get(article, "id", ""),
		.site = view_get(article, "site", NULL) };
	json_t *root = json_object();

	view_put(root, "href", view_string("%s/a/%s", base, f.article));
	view_put(root, "count_text", view_count(view_int(article, "comment_count"), "comment", "comments"));
	view_put(root, "closed", json_boolean(view_closed(l, article) != NULL));
	view_put_list(root, "comments", fragment_branches(&f, comments));
	view_put(root, "more", json_boolean(json_is_string(json_object_get(page, "next"))));
	view_put(root, "ld", ld_element(ld_discussion(&f, article, comments)));
	return (root);
}
