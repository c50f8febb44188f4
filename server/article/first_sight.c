/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/articles/first-sight: a page of the newspaper makes the article that it shows, for its first reader. Only a
 * browser's Origin says whose page it is, so a request without one is refused. Other programs can send any Origin: the
 * limits, the sweep, and article_create, which takes such an article over, bound what they can do.
 */
#include "article/article.h"
#include "settings/settings.h"
#include "text/url.h"
#include "text/visible.h"

#define TITLE_MAX 300 /* bytes of a title that a page may give */

struct first_sight_body {
	const char *url, *title, *site;
};

static then_fn article_first_sight_answered;
static const struct field fields[] = {
	{ "url", FIELD_TEXT, true, offsetof(struct first_sight_body, url), 1, URL_MAX },
	{ "title", FIELD_TEXT, false, offsetof(struct first_sight_body, title), 1, ARTICLE_TITLE_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct first_sight_body, site), 1, 100 },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "again", 200 },
	{ "first_sight_off", .problem = PROBLEM_FIRST_SIGHT_OFF },
	{ "bad_origin", .problem = PROBLEM_BAD_ORIGIN },
	{ "other_origin", .problem = PROBLEM_INVALID, .field = "url", .check = "other_origin" },
	{ "too_fast", .problem = PROBLEM_TOO_FAST },
	{ "unknown_site", .field = "site", .check = "unknown_value" },
	{ NULL },
};

/* Spaces, controls, and marks that turn the direction of text, which could reorder the page around the title. */
static size_t
title_gap(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	if (*u <= 0x20 || *u == 0x7f)
		return (*u != 0);
	if (u[0] == 0xc2 && (u[1] < 0xa1 || u[1] == 0xad))
		return (2);
	if (u[0] == 0xe2 &&
	    ((u[1] == 0x80 && ((u[2] >= 0x80 && u[2] <= 0x8f) || (u[2] >= 0xa8 && u[2] <= 0xaf))) ||
		(u[1] == 0x81 && u[2] >= 0x9f && u[2] <= 0xaf)))
		return (3);
	return (0);
}

/* One line of at most TITLE_MAX bytes. */
static const char *
title_line(struct request *rq, const char *title)
{
	struct buf out;
	size_t gap, len;

	buf_init(&out, rq_arena(rq));
	for (const char *p = title; *p != '\0'; p += len) {
		while ((gap = title_gap(p)) > 0)
			p += gap;
		for (len = 0; p[len] != '\0' && title_gap(p + len) == 0;)
			len++;
		if (len == 0)
			break;
		if (out.len > 0)
			buf_putc(&out, ' ');
		buf_add(&out, p, len);
	}
	if (out.len > TITLE_MAX) {
		for (out.len = TITLE_MAX; ((unsigned char)out.data[out.len] & 0xc0) == 0x80;)
			out.len--;
		out.data[out.len] = '\0';
	}
	return (out.len > 0 && text_visible(out.data, out.len) ? out.data : NULL);
}

void
article_first_sight(struct request *rq)
{
	struct first_sight_body b = { 0 };
	const char *field = rq_field(rq, "origin"), *title;
	char origin[ORIGIN_TEXT];

	if (field == NULL || !origin_read(field, strlen(field), origin)) {
		reply_problem(rq, PROBLEM_BAD_ORIGIN);
		return;
	}
	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	if (!article_url_read(rq, &b.url) && reply_if_bad(rq))
		return;
	title = b.title != NULL ? title_line(rq, b.title) : NULL;
	ask(rq, ARTICLE_FIRST_SIGHT, article_first_sight_answered, rq_id(rq), b.site, origin, b.url,
	    title != NULL ? title : b.url, rq_int(rq, setting_int(LIMITS_SITE_FIRST_SIGHTS)));
}

static void
article_first_sight_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
