/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/counts: the numbers of comments of up to a hundred articles, for a front page. */
#include "article/article.h"
#include "base/uuid.h"

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
