/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /v1/counts: the numbers of comments of up to a hundred articles, for a front page. */
#include "article/article.h"
#include "base/uuid.h"
#include "settings/settings.h"

#define COUNTS_MAX 100

struct counts_body {
	json_t *articles;
};

static const struct field fields[] = {
	{ "articles", FIELD_JSON, true, offsetof(struct counts_body, articles) },
};

/* The JSON array as an array literal of UUIDs; NULL if an element is none. */
static const char *
articles_array(struct request *rq, const json_t *list)
{
	struct buf out;
	struct uuid id;
	size_t i;

	buf_init(&out, rq_arena(rq));
	buf_putc(&out, '{');
	for (i = 0; i < json_array_size(list); i++) {
		const char *text = json_string_value(json_array_get(list, i));

		if (text == NULL || !uuid_parse(text, &id))
			return (NULL);
		if (i > 0)
			buf_putc(&out, ',');
		buf_puts(&out, text);
	}
	buf_putc(&out, '}');
	return (out.data);
}

void
article_counts(struct request *rq)
{
	struct counts_body b = { 0 };
	const char *ids = NULL;

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	if (!json_is_array(b.articles))
		rq_bad(rq, "articles", "bad_type");
	else if (json_array_size(b.articles) > COUNTS_MAX)
		rq_bad(rq, "articles", "too_many");
	else if ((ids = articles_array(rq, b.articles)) == NULL)
		rq_bad(rq, "articles", "bad_id");
	if (reply_if_bad(rq))
		return;
	ask(rq, COUNTS, reply_ok, ids);
}

/* ---- GET, for pages of newspapers: any page may read it, and caches keep it */

static then_fn counts_by_key_answered;

/* One key up to its comma, as an element of an array literal. A backslash takes the character after it as it is. */
static const char *
key_put(struct buf *out, const char *p)
{
	buf_putc(out, '"');
	for (; *p != '\0' && *p != ','; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		if (*p == '"' || *p == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *p);
	}
	buf_putc(out, '"');
	return (p);
}

/* The keys, separated by commas, as an array literal of texts; NULL: there are none, or more than COUNTS_MAX. */
static const char *
keys_array(struct request *rq, const char *keys)
{
	struct buf out;
	size_t n = 0;

	buf_init(&out, rq_arena(rq));
	buf_putc(&out, '{');
	for (const char *p = keys; *p != '\0'; p += *p == ',') {
		if (*p == ',')
			continue;
		if (n++ > 0)
			buf_putc(&out, ',');
		p = key_put(&out, p);
	}
	buf_putc(&out, '}');
	return (n > 0 && n <= COUNTS_MAX ? out.data : NULL);
}

void
counts_get(struct request *rq)
{
	const char *keys = rq_query(rq, "keys"), *list = keys != NULL ? keys_array(rq, keys) : NULL;

	if (list == NULL)
		reply_bad_query(rq,
		    "keys has 1 to 100 keys of articles, separated by commas, with \\ before a comma or \\ of a key.");
	else
		ask(rq, COUNTS_BY_KEY, counts_by_key_answered, rq_query(rq, "site"), list);
}

static void
counts_by_key_answered(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		reply_bytes(rq, 200, "application/json", arena_copy(rq_arena(rq), answer_text(a, 0, 2), answer_len(a, 0, 2)),
		    answer_len(a, 0, 2), rq_printf(rq, "public, max-age=%ld", setting_int(EMBED_COUNTS_MAX_AGE)));
	else
		reply_ok(rq, a);
}
