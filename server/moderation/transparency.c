/* GET /v1/moderation/transparency: a period's figures as JSON or CSV, or statements for the EU's database. */
#include "moderation/moderation.h"
#include "request/list.h"
#include "text/json.h"

#define CURSOR_KIND 'T'

static then_fn told_json, told_csv, told_dsa;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ NULL },
};

void
transparency(struct request *rq)
{
	const char *format = rq_query(rq, "format"), *at = page_place(rq, CURSOR_KIND);
	struct period p;
	bool dsa;
	long limit;

	if (at == NULL || !query_period(rq, &p) || !rq_query_int(rq, "limit", 1, 100, 100, &limit))
		return;
	if (format == NULL)
		format = "json";
	if (!word_in("json csv dsa", format)) {
		reply_bad_query(rq, "format is json, csv or dsa.");
		return;
	}
	dsa = strcmp(format, "dsa") == 0;
	ask_list(rq, TRANSPARENCY, dsa ? told_dsa : *format == 'c' ? told_csv : told_json, "told",
	    (const char *const[]){ rq_viewer(rq), p.from, p.to, dsa ? "true" : "false",
		rq_int(rq, limit), at, rq_query(rq, "site") }, 7);
}

static void
told_json(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

static void
told_dsa(struct request *rq, const struct answer *a)
{
	reply_page(rq, outcomes, a, CURSOR_KIND);
}

/* RFC 4180; what a spreadsheet would take for a formula is made text by an apostrophe. */
static void
cell(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL)
		buf_putc(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_putc(out, '"');
}

static void
told_csv(struct request *rq, const struct answer *a)
{
	json_t *doc, *row;
	struct buf out;
	size_t i;

	doc = answer_is(a, "ok") ? json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL) : NULL;
	if (doc == NULL) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	(void)rq_json_own(rq, doc);
	buf_init(&out, rq_arena(rq));
	buf_puts(&out, "figure,key,value\r\n");
	json_array_foreach (json_object_get(doc, "figures"), i, row) {
		cell(&out, json_string_value(json_object_get(row, "figure")));
		buf_putc(&out, ',');
		cell(&out, json_string_value(json_object_get(row, "key")));
		buf_printf(&out, ",%.10g\r\n", json_number_value(json_object_get(row, "value")));
	}
	rq_add(rq, "Content-Disposition", "attachment; filename=\"transparency.csv\"");
	reply_bytes(rq, 200, "text/csv; charset=utf-8", out.data, out.len, false);
}
