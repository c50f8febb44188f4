/* POST /v1/counts: the numbers that stand beside headlines. */
#include "article/article.h"
#include "base/uuid.h"

#define COUNTS_MAX 100

struct wanted {
	json_t *articles;
};

static then_fn counted;
static const struct field fields[] = {
	{ "articles", FIELD_JSON, true, offsetof(struct wanted, articles) },
};
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

/* The JSON array as an array literal of uuids; NULL if an element is none. */
static const char *
uuid_array(struct request *rq, const json_t *list)
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
	struct wanted w = { 0 };
	const char *ids = NULL;

	if (!rq_read(rq, fields, LENGTH(fields), &w))
		return;
	if (!json_is_array(w.articles))
		rq_bad(rq, "articles", "bad_type");
	else if (json_array_size(w.articles) > COUNTS_MAX)
		rq_bad(rq, "articles", "too_many");
	else if ((ids = uuid_array(rq, w.articles)) == NULL)
		rq_bad(rq, "articles", "bad_id");
	if (reply_if_bad(rq))
		return;
	ask(rq, COUNTS, counted, ids);
}

static void
counted(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
