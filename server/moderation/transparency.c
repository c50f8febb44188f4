/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /v1/moderation/transparency: the figures of a period as JSON or CSV, or its statements of reasons for the database
 * of the European Commission (Regulation (EU) 2022/2065, art. 24(5)).
 */
#include "moderation/moderation.h"
#include "request/list.h"

#define CURSOR_KIND 'T'

static then_fn transparency_csv_answered, transparency_dsa_answered;

void
transparency(struct request *rq)
{
	const char *format = rq_query(rq, "format"), *at = list_place(rq, CURSOR_KIND);
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
	ask_list(rq, TRANSPARENCY,
	    dsa		       ? transparency_dsa_answered :
		*format == 'c' ? transparency_csv_answered :
				 reply_ok,
	    "transparency",
	    (const char *const[]) { rq_viewer(rq), p.from, p.to, dsa ? "true" : "false", rq_int(rq, limit), at, list_site(rq) },
	    7);
}

static void
transparency_dsa_answered(struct request *rq, const struct answer *a)
{
	reply_list(rq, a, list_page(rq, a, CURSOR_KIND));
}

/* RFC 4180. An apostrophe keeps a spreadsheet from reading the text as a formula. */
static void
csv_cell(struct buf *out, const char *text)
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
transparency_csv_answered(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok"), *row;
	struct buf out;
	size_t i;

	if (doc == NULL) {
		reply_ok(rq, a);
		return;
	}
	buf_init(&out, rq_arena(rq));
	buf_puts(&out, "figure,key,value\r\n");
	json_array_foreach (json_object_get(doc, "figures"), i, row) {
		csv_cell(&out, json_string_value(json_object_get(row, "figure")));
		buf_putc(&out, ',');
		csv_cell(&out, json_string_value(json_object_get(row, "key")));
		buf_printf(&out, ",%.10g\r\n", json_number_value(json_object_get(row, "value")));
	}
	rq_add(rq, "Content-Disposition", "attachment; filename=\"transparency.csv\"");
	reply_bytes(rq, 200, "text/csv; charset=utf-8", out.data, out.len, NULL);
}
