/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing answers: one function sends, all other functions compose. Public reads carry an ETag and may be cached with
 * revalidation; all other answers are private and must not be stored.
 */
#include "request/request.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "base/build.h"
#include "http/problem.h"
#include "request/impl.h"
#include "text/json.h"
#include "secret/token.h"

/* ---- the one way out */

static void
put_fields(struct request *rq, int status, const char *type)
{
	struct buf fields;

	buf_init(&fields, rq->arena);
	if (type != NULL)
		buf_printf(&fields, "Content-Type: %s\r\n", type);
	headers_put(rq, status, type, &fields);
	exchange_add_block(rq->ex, fields.data, fields.len);
}

/* body: of the arena, or static. type NULL: there is none. */
static void
send_answer(struct request *rq, int status, const char *type, const char *body, size_t len)
{
	struct exchange *ex = rq->ex;

	put_fields(rq, status, type);
	page_abandon(rq, status);
	request_over(rq, status, len);
	exchange_send(ex, status, body, len);
}

/* The answer must not be stored by caches. */
static void
add_private(struct request *rq)
{
	exchange_add(rq->ex, "Cache-Control", "private, no-store");
}

/* Copies the body. */
static void
send_private(struct request *rq, int status, const char *type, const char *body, size_t len)
{
	add_private(rq);
	send_answer(rq, status, type, len > 0 ? arena_copy(rq->arena, body, len) : "", len);
}

void
rq_add(struct request *rq, const char *name, const char *value)
{
	exchange_add(rq->ex, name, value);
}

static void
add_version(struct request *rq, long version)
{
	if (version > 0)
		exchange_add(rq->ex, "Madang-Version", rq_int(rq, version));
}

/* ---- public reads */

/* The fields of a page that is kept: its own, and those that send_answer() gives one that is not. */
static const char *
cached_fields(struct request *rq, const char *own, const char *type)
{
	struct buf b;

	buf_init(&b, rq->arena);
	buf_puts(&b, own);
	headers_put(rq, 200, type, &b);
	return (b.data);
}

/* One entry of If-None-Match; weak comparison (RFC 9110 8.8.3.2). */
bool
etag_listed(const char *list, const char *etag)
{
	size_t n = strlen(etag);

	for (const char *p = list; *p != '\0';) {
		size_t tag;

		p += strspn(p, " \t,");
		if (*p == '*' && p == list && p[1] == '\0')
			return (true);
		if (strncmp(p, "W/", 2) == 0)
			p += 2;
		if (*p != '"')
			return (false); /* malformed: ignored */
		tag = strcspn(p + 1, "\"") + 2;
		if (tag == n && strncmp(p, etag, n) == 0)
			return (true);
		if (strlen(p) < tag)
			return (false);
		p += tag;
	}
	return (false);
}

/* Madang-Min-Version: false after answering 400, or 503 below it. */
static bool
version_enough(struct request *rq, long version)
{
	const char *s = exchange_field(rq->ex, "madang-min-version");
	long min;

	if (s == NULL)
		return (true);
	if (!version_parse(s, strlen(s), &min)) {
		reply_problem(rq, PROBLEM_BAD_MIN_VERSION);
		return (false);
	}
	if (version == 0 || version >= min)
		return (true);
	reply_behind(rq);
	return (false);
}

void
reply_behind(struct request *rq)
{
	exchange_add(rq->ex, "Retry-After", "1");
	reply_problem(rq, PROBLEM_BEHIND);
}

/* HTML shows settings of the sites, so its ETag changes with them. */
static const char *
html_mark(const struct request *rq)
{
	return (rq->services->page_mark != NULL ? rq->services->page_mark() : NULL);
}

void
reply_public_bytes(struct request *rq, long version, const char *type, const char *body, size_t len)
{
	/* As origin_headers() has them. */
	static const char cors[] = "Vary: Accept-Encoding\r\nAccess-Control-Allow-Origin: *\r\n"
				   "Access-Control-Expose-Headers: ETag, Madang-Version, Retry-After, X-Request-Id\r\n";
	const char *asked = exchange_field(rq->ex, "if-none-match");
	const char *mark = strncmp(type, "text/html", strlen("text/html")) == 0 ? html_mark(rq) : NULL;
	char of[DIGEST_TEXT];
	const char *etag;

	if (step_starved(rq))
		return;
	if (rq->fill != NULL) { /* which compares the version asked for */
		page_filled(rq, &(struct fill_content) { version, type, cached_fields(rq, cors, type), body, len, .mark = mark });
		return;
	}
	if (!version_enough(rq, version) || !step_acts(rq))
		return;
	if (version > 0)
		etag = rq_printf(rq, "\"%ld-%s%s%s-i\"", version, build_id(), mark != NULL ? "-" : "", mark != NULL ? mark : "");
	else {
		digest_text(body, len, of);
		etag = rq_printf(rq, "\"%.24s-%s-i\"", of + 2, build_id());
	}
	exchange_add(rq->ex, "ETag", etag);
	exchange_add(rq->ex, "Cache-Control", "no-cache");
	add_version(rq, version);
	if (asked != NULL && rq_is_safe(rq) && etag_listed(asked, etag)) {
		send_answer(rq, 304, NULL, "", 0);
		return;
	}
	send_answer(rq, 200, type, arena_copy(rq->arena, body, len), len);
}

void
reply_public(struct request *rq, long version, const char *body, size_t len)
{
	reply_public_bytes(rq, version, "application/json", body, len);
}

/* ---- everything else */

void
reply_json(struct request *rq, int status, const char *body, size_t len)
{
	if (step_acts(rq))
		send_private(rq, status, "application/json", body, len);
}

void
reply_doc(struct request *rq, int status, const json_t *doc)
{
	const char *text = rq_json_text(rq, doc);

	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else
		reply_json(rq, status, text, strlen(text));
}

void
reply_empty(struct request *rq, int status)
{
	if (step_acts(rq))
		send_private(rq, status, NULL, "", 0);
}

void
reply_see(struct request *rq, const char *path)
{
	if (!step_acts(rq))
		return;
	exchange_add(rq->ex, "Location", *path == '/' ? rq_printf(rq, "%s%s", mount_before(&rq->mount, path), path) : path);
	send_private(rq, 303, NULL, "", 0);
}

void
reply_public_html(struct request *rq, long version, const char *html, size_t len, size_t line_at, const char *line)
{
	static const char type[] = "text/html; charset=utf-8";
	const char *fields;

	if (step_starved(rq))
		return;
	if (rq->fill == NULL) {
		reply_html(rq, 200, html, len);
		return;
	}
	fields = cached_fields(rq, "Vary: Accept-Encoding, Cookie, Authorization\r\n", type);
	page_filled(rq, &(struct fill_content) { version, type, fields, html, len, line_at, line, .mark = html_mark(rq) });
}

void
reply_html(struct request *rq, int status, const char *html, size_t len)
{
	if (!step_acts(rq))
		return;
	exchange_add(rq->ex, "Vary", "Cookie");
	add_private(rq);
	send_answer(rq, status, "text/html; charset=utf-8", html, len);
}

void
reply_bytes(struct request *rq, int status, const char *type, const char *p, size_t len, const char *cache)
{
	if (!step_acts(rq))
		return;
	if (cache == NULL) {
		send_private(rq, status, type, p, len);
		return;
	}
	exchange_add(rq->ex, "Cache-Control", cache);
	send_answer(rq, status, type, p, len);
}

void
reply_static(struct request *rq, const char *tag, const char *type, const char *p, size_t len, const char *cache)
{
	const char *etag = rq_printf(rq, "\"%s\"", tag), *asked = exchange_field(rq->ex, "if-none-match");

	exchange_add(rq->ex, "ETag", etag);
	if (asked != NULL && etag_listed(asked, etag))
		reply_bytes(rq, 304, NULL, "", 0, cache);
	else
		reply_bytes(rq, 200, type, p, len, cache);
}

/* ---- streams */

#define EVENT_STREAM "text/event-stream"

/* nginx reads the last field: each event is passed on at once. */
static void
add_stream_fields(struct request *rq)
{
	exchange_add(rq->ex, "Cache-Control", "no-store");
	exchange_add(rq->ex, "X-Accel-Buffering", "no");
}

struct stream *
reply_stream(struct request *rq, const char *first, size_t n, const struct stream_handler *handler, void *arg)
{
	if (!step_acts(rq))
		return (NULL);
	add_stream_fields(rq);
	put_fields(rq, 200, EVENT_STREAM);
	request_over(rq, 200, n);
	return (exchange_stream(rq->ex, first, n, handler, arg));
}

void
reply_stream_ended(struct request *rq, const char *p, size_t n)
{
	if (!step_acts(rq))
		return;
	add_stream_fields(rq);
	send_answer(rq, 200, EVENT_STREAM, p, n);
}

bool
rq_streams_full(struct request *rq, long max)
{
	return (exchange_stream_full(rq->ex, max));
}

/* ---- problems */

static void
send_problem(struct request *rq, int status, struct buf *b)
{
	if (status == 401)
		exchange_add(rq->ex, "WWW-Authenticate", "Bearer");
	buf_putc(b, '}');
	add_private(rq);
	send_answer(rq, status, "application/problem+json", b->data, b->len);
}

/* Only a client that accepts HTML gets a problem as a page. */
static bool
wants_page(struct request *rq)
{
	const char *accept = exchange_field(rq->ex, "accept");

	return (rq->services->page != NULL && !rq->page_tried && rq_is_page(rq) && accept != NULL &&
	    strstr(accept, "text/html") != NULL);
}

void
reply_problem(struct request *rq, enum problem problem)
{
	reply_problem_with(rq, problem, problem_detail(problem), NULL);
}

void
reply_problem_saying(struct request *rq, enum problem problem, const char *detail)
{
	reply_problem_with(rq, problem, detail, NULL);
}

void
reply_problem_with(struct request *rq, enum problem problem, const char *detail, const char *members)
{
	struct buf b;

	if (moved_ask(rq, problem))
		return;
	if (rq->fill != NULL && page_failed(rq, problem, detail)) {
		if (!step_acts(rq)) /* the request was answered and is freed */
			log_error("request answered twice", log_text("code", problem_code(problem)));
		return;
	}
	if (wants_page(rq)) {
		rq->page_tried = true; /* a problem page that fails ends as JSON */
		rq->services->page(rq, problem, detail);
		return;
	}
	if (!step_acts(rq))
		return;
	buf_init(&b, rq->arena);
	http_problem_open(&b, problem, detail);
	if (members != NULL)
		buf_printf(&b, ",%s", members);
	send_problem(rq, problem_status(problem), &b);
}

const char *
rq_fill(struct request *rq, const char *sentence, const struct problem_value *values, size_t n)
{
	struct buf b;

	buf_init(&b, rq->arena);
	problem_fill(&b, sentence, values, n);
	return (b.data);
}

/* Retry-After, and the sentence that says how long. */
static const char *
wait_detail(struct request *rq, enum problem problem, long seconds)
{
	struct buf wait;

	buf_init(&wait, rq->arena);
	problem_wait(&wait, seconds);
	exchange_add(rq->ex, "Retry-After", rq_int(rq, seconds));
	return (rq_fill(rq, problem_detail(problem), &(struct problem_value) { "wait", wait.data }, 1));
}

void
reply_problem_wait(struct request *rq, enum problem problem, long seconds)
{
	reply_problem_saying(rq, problem, wait_detail(rq, problem, seconds));
}

void
reply_bad_query(struct request *rq, const char *why)
{
	const char *detail = problem_detail(PROBLEM_BAD_QUERY);

	reply_problem_saying(rq, PROBLEM_BAD_QUERY, rq_fill(rq, detail, &(struct problem_value) { "why", why }, 1));
}

/* The member "fields" of a problem about one place. */
static void
put_failed_check(struct buf *b, const char *field, const char *code)
{
	json_put_key(b, "fields");
	buf_puts(b, "[{");
	json_pair_text(b, "field", field);
	json_pair_text(b, "code", code);
	buf_puts(b, "}]");
}

void
reply_problem_at(struct request *rq, enum problem problem, const char *detail, const char *field)
{
	struct buf b;

	if (!step_acts(rq))
		return;
	buf_init(&b, rq->arena);
	http_problem_open(&b, problem, detail);
	put_failed_check(&b, field, problem_code(problem));
	send_problem(rq, problem_status(problem), &b);
}

void
rq_bad(struct request *rq, const char *field, const char *code)
{
	assert((rq_is_page(rq) && strchr(code, ' ') != NULL) || check_sentence(code) != NULL); /* a form may have a sentence */
	if (rq->bad.len > 0)
		buf_putc(&rq->bad, ',');
	buf_putc(&rq->bad, '{');
	json_pair_text(&rq->bad, "field", field);
	json_pair_text(&rq->bad, "code", code);
	buf_putc(&rq->bad, '}');
}

void
rq_bad_size(struct request *rq, const char *field, size_t n, size_t max)
{
	rq_bad(rq, field, "too_long");
	rq->bad.len--; /* the brace */
	json_pair_long(&rq->bad, "bytes", (long)n);
	json_pair_long(&rq->bad, "bytes_max", (long)max);
	buf_putc(&rq->bad, '}');
}

const char *
rq_failures(struct request *rq)
{
	return (rq->bad.len > 0 ? rq_printf(rq, "[%s]", rq->bad.data) : NULL);
}

bool
reply_if_bad(struct request *rq)
{
	struct buf b;

	if (rq->bad.len == 0)
		return (false);
	if (!step_acts(rq))
		return (true);
	buf_init(&b, rq->arena);
	http_problem_open(&b, PROBLEM_INVALID, NULL);
	buf_printf(&b, ",\"fields\":[%s]", rq->bad.data);
	send_problem(rq, 422, &b);
	return (true);
}

/* ---- outcomes */

#define EVERYWHERE \
	"sign_in token_ended token_expired scope second_factor forbidden confirm sanctioned warning_unread not_found conflict key_reused"

/* The outcome's row; for an outcome of every function, row with its name. NULL: unknown. */
static const struct outcome *
outcome_find(const struct outcome *outcomes, const char *name, struct outcome *row)
{
	for (const struct outcome *o = outcomes; o != NULL && o->outcome != NULL; o++)
		if (strcmp(o->outcome, name) == 0)
			return (o);
	*row = (struct outcome) { .outcome = name };
	return (word_in(EVERYWHERE, name) ? row : NULL);
}

const char *
rq_problem_detail(struct request *rq, enum problem problem, const struct answer *a)
{
	json_t *doc;
	long wait;

	if (problem_status(problem) != 429 || answer_len(a, 0, 2) == 0)
		return (problem_detail(problem));
	doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);
	wait = (long)json_number_value(json_object_get(doc, "wait"));
	json_decref(doc);
	return (wait_detail(rq, problem, wait));
}

static void
reply_refusal(struct request *rq, const struct outcome *o, const struct answer *a)
{
	enum problem problem = o->problem != PROBLEM_NONE ? o->problem : problem_named(o->outcome);
	const char *body = answer_text(a, 0, 2), *detail = rq_problem_detail(rq, problem, a);
	size_t len = answer_len(a, 0, 2);
	struct buf b;

	if (len == 0 && o->field == NULL) {
		reply_problem_saying(rq, problem, detail);
		return;
	}
	if (!step_acts(rq))
		return;
	buf_init(&b, rq->arena);
	http_problem_open(&b, problem, detail);
	if (o->field != NULL)
		put_failed_check(&b, o->field, o->check != NULL ? o->check : problem_code(problem));
	if (len > 0 && problem_status(problem) == 409) {
		buf_puts(&b, ",\"current\":");
		buf_add(&b, body, len);
	} else if (len > 2 && body[0] == '{') {
		buf_putc(&b, ',');
		buf_add(&b, body + 1, len - 2);
	}
	send_problem(rq, problem_status(problem), &b);
}

void
reply_outcome(struct request *rq, const struct outcome *outcomes, const struct answer *a)
{
	const char *name = answer_outcome(a);
	struct outcome row;
	const struct outcome *o = outcome_find(outcomes, name, &row);
	long version = answer_long(a, 0, 1);

	if (o == NULL) {
		log_error("unknown outcome returned", log_text("route", rq->route->path), log_text("step", rq->step),
		    log_text("outcome", name));
		reply_problem(rq, PROBLEM_INTERNAL);
		return;
	}
	if (o->status == 200 && rq->route->who == WHO_ANYONE) {
		reply_public(rq, version, answer_text(a, 0, 2), answer_len(a, 0, 2));
		return;
	}
	if (o->status != 0 && rq_is_safe(rq) && !version_enough(rq, version))
		return;
	add_version(rq, version);
	if (o->status == 0)
		reply_refusal(rq, o, a);
	else if (o->status == 204)
		reply_empty(rq, 204);
	else
		reply_json(rq, o->status, answer_text(a, 0, 2), answer_len(a, 0, 2));
}

void
reply_ok(struct request *rq, const struct answer *a)
{
	static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

	reply_outcome(rq, outcomes, a);
}

void
reply_no_content(struct request *rq, const struct answer *a)
{
	static const struct outcome outcomes[] = { { "ok", 204 }, { NULL } };

	reply_outcome(rq, outcomes, a);
}
