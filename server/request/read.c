/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading requests: JSON bodies, forms, fields, digests. Each malformed input is answered here with its own code, so a
 * feature gets a complete struct or none.
 */
#include "request/request.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/uuid.h"
#include "request/impl.h"
#include "secret/token.h"
#include "settings/settings.h"
#include "text/json.h"
#include "text/visible.h"

#define AGENT_MAX    200 /* bytes of User-Agent that are used */
#define FRESH_DIGITS 8	 /* hexadecimal, of session.fresh in the viewer parameter */
#define FORM_TYPE    "application/x-www-form-urlencoded"

const char *
rq_field(struct request *rq, const char *name)
{
	return (exchange_field(rq->ex, name));
}

/* ---- who is asking */

bool
rq_is_safe(struct request *rq)
{
	enum http_method m = exchange_method(rq->ex);

	return (m == HTTP_GET || m == HTTP_HEAD);
}

const char *
rq_target(struct request *rq)
{
	const char *query = exchange_query(rq->ex);

	if (rq->at != NULL)
		return (rq->at);
	return (rq_printf(rq, "%s%s%s", exchange_path(rq->ex), *query != '\0' ? "?" : "", query));
}

bool
rq_is_page(struct request *rq)
{
	const char *path = exchange_path(rq->ex);

	/* Without a path the head was malformed: the client may be a script and gets JSON. */
	return (path != NULL && strncmp(path, "/v1/", 4) != 0 && strcmp(path, "/v1") != 0 && strcmp(path, "/openapi.json") != 0);
}

const char *
rq_client(struct request *rq)
{
	return (exchange_network(rq->ex));
}

const char *
rq_client_site(struct request *rq)
{
	return (exchange_subscriber(rq->ex));
}

void
rq_take_token(struct request *rq, const char *token, enum token_source source)
{
	char *viewer = arena_alloc(rq->arena, DIGEST_TEXT + DIGEST_TEXT + FRESH_DIGITS);

	if (source == TOKEN_HEADER && api_token_digest(token, strlen(token), viewer))
		source = TOKEN_API;
	else if (!token_digest(token, strlen(token), viewer))
		return;
	/* 32 bytes of the session's digest, 32 of the network's, 4 of session.fresh: core.viewer() takes them, the audit stores the second. */
	memcpy(viewer + DIGEST_TEXT - 1, rq_network(rq) + 2, DIGEST_TEXT - 3);
	(void)snprintf(viewer + DIGEST_TEXT + DIGEST_TEXT - 4, FRESH_DIGITS + 1, "%0*lx", FRESH_DIGITS,
	    setting_int(SESSION_FRESH));
	rq->token = arena_string(rq->arena, token);
	rq->viewer = viewer;
	rq->token_source = source;
}

const char *
rq_token(struct request *rq)
{
	return (rq->token);
}

enum token_source
rq_token_source(struct request *rq)
{
	return (rq->token_source);
}

bool
rq_by_cookie(struct request *rq)
{
	return (rq->token_source == TOKEN_COOKIE || rq->token_source == TOKEN_FRAME_COOKIE);
}

const char *
rq_viewer(struct request *rq)
{
	return (rq->viewer);
}

void
rq_set_token_aside(struct request *rq)
{
	rq->aside.token = rq->token;
	rq->aside.viewer = rq->viewer;
	rq->aside.source = rq->token_source;
	rq->token = rq->viewer = NULL;
	rq->token_source = TOKEN_NONE;
}

void
rq_take_token_back(struct request *rq)
{
	if (rq->aside.token == NULL)
		return;
	rq->token = rq->aside.token;
	rq->viewer = rq->aside.viewer;
	rq->token_source = rq->aside.source;
}

const char *
client_digest(const struct services *services, struct exchange *ex)
{
	const char *network = exchange_network(ex);
	char *out = arena_alloc(exchange_arena(ex), DIGEST_TEXT);

	keyed_digest(&services->key, "network", network, strlen(network), out);
	return (out);
}

const char *
rq_network(struct request *rq)
{
	return (client_digest(rq->services, rq->ex));
}

const char *
rq_network_keyed(void)
{
	return (*setting_text(AUDIT_NETWORK_KEY) != '\0' ? "t" : "f");
}

const char *
rq_agent(struct request *rq)
{
	const char *agent = exchange_field(rq->ex, "user-agent");
	char *out, *o;

	if (agent == NULL)
		return (NULL);
	/* ASCII only, so that the cut cannot leave half a character. */
	o = out = arena_alloc(rq->arena, AGENT_MAX + 1);
	for (; *agent != '\0' && o - out < AGENT_MAX; agent++)
		*o++ = *agent >= ' ' && *agent <= '~' ? *agent : '?';
	return (out);
}

/* The digest's first half behind its "\\x", as a UUID of version 8: free form, RFC 9562. */
static const char *
uuid_of_digest(struct request *rq, const char *digest)
{
	return (rq_printf(rq, "%.8s-%.4s-8%.3s-8%.3s-%.12s", digest + 2, digest + 10, digest + 15, digest + 19, digest + 22));
}

static int
compare_field_names(const void *a, const void *b)
{
	const struct form_field *const *x = a, *const *y = b;
	int names = strcmp((*x)->name, (*y)->name);

	return (names != 0 ? names : (*x > *y) - (*x < *y));
}

/*
 * The fields sorted by name, without the form token: a form that is sent again from the page of its refusal has another
 * order and token, but is the same form.
 */
static void
put_sorted_fields(struct request *rq, struct buf *b)
{
	const struct form_field **list = arena_alloc(rq->arena, (rq->form.n + 1) * sizeof(const struct form_field *));

	for (size_t i = 0; i < rq->form.n; i++)
		list[i] = &rq->form.fields[i];
	qsort(list, rq->form.n, sizeof(const struct form_field *), compare_field_names);
	for (size_t i = 0; i < rq->form.n; i++)
		if (strcmp(list[i]->name, "form_token") != 0)
			buf_printf(b, "%zu %s%zu %s", strlen(list[i]->name), list[i]->name, list[i]->n, list[i]->value);
}

/*
 * A form that is sent twice by a double click has the same key and the same fields. A page reached by the back button
 * sends the same key with other fields and means a new write. So the fields are part of the key.
 */
static void
form_idempotency(struct request *rq, const char **key, const char **digest)
{
	const char *s = rq_form(rq, "key");
	char *of = arena_alloc(rq->arena, DIGEST_TEXT);
	struct uuid id;
	struct buf all;

	if (s == NULL || !uuid_parse(s, &id))
		return;
	buf_init(&all, rq->arena);
	buf_printf(&all, "%s %s\n", rq->route->method, rq_target(rq));
	put_sorted_fields(rq, &all);
	digest_text(all.data, all.len, of);
	*digest = of;
	*key = uuid_of_digest(rq, of);
}

bool
rq_idempotency(struct request *rq, const char **key, const char **digest)
{
	const char *s = exchange_field(rq->ex, "idempotency-key");
	struct span body = exchange_body(rq->ex);
	struct uuid id;
	struct buf all;
	char *text, *of;

	*key = *digest = NULL;
	if (rq_is_page(rq)) {
		form_idempotency(rq, key, digest);
		return (true);
	}
	if (s == NULL)
		return (true);
	if (!uuid_parse(s, &id)) {
		reply_problem(rq, PROBLEM_BAD_KEY);
		return (false);
	}
	text = arena_alloc(rq->arena, UUID_TEXT);
	uuid_text(&id, text);
	/* Method and path belong to the digest: one key at two paths is a reused key. */
	buf_init(&all, rq->arena);
	buf_printf(&all, "%s %s\n", rq->route->method, exchange_path(rq->ex));
	buf_add(&all, body.p, body.n);
	*key = text;
	of = arena_alloc(rq->arena, DIGEST_TEXT);
	digest_text(all.data, all.len, of);
	*digest = of;
	return (true);
}

const char *
rq_key_part(struct request *rq, const char *key, const char *what)
{
	char of[DIGEST_TEXT];
	const char *all;

	if (key == NULL)
		return (NULL);
	all = rq_printf(rq, "%s %s", key, what);
	digest_text(all, strlen(all), of);
	return (uuid_of_digest(rq, of));
}

/* ---- bodies */

/* The Content-Type is type, with any parameters except a charset other than UTF-8. */
static bool
has_type(struct request *rq, const char *type)
{
	const char *have = exchange_field(rq->ex, "content-type");
	size_t n = strlen(type);
	const char *charset;

	if (have == NULL || strncasecmp(have, type, n) != 0)
		return (false);
	have += n;
	have += strspn(have, " \t");
	if (*have != '\0' && *have != ';')
		return (false);
	if ((charset = strcasestr(have, "charset=")) == NULL)
		return (true);
	charset += strlen("charset=");
	charset += *charset == '"';
	return (strncasecmp(charset, "utf-8", 5) == 0 && strchr("\" \t;", charset[5]) != NULL);
}

static void
doc_release(struct request *rq, void *doc)
{
	(void)rq;
	json_decref(doc);
}

json_t *
rq_json_own(struct request *rq, json_t *doc)
{
	if (doc != NULL)
		rq_at_end(rq, doc_release, doc);
	return (doc);
}

const char *
rq_json_text(struct request *rq, const json_t *doc)
{
	char *dump = doc != NULL ? json_dumps(doc, JSON_COMPACT) : NULL;
	const char *text = dump != NULL ? arena_string(rq_arena(rq), dump) : NULL;

	free(dump);
	return (text);
}

json_t *
rq_answer_json(struct request *rq, const struct answer *a, const char *outcome)
{
	if (!answer_is(a, outcome))
		return (NULL);
	return (rq_json_own(rq, json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL)));
}

/*
 * The body as a JSON object with only these members (names separated by spaces).
 * NULL after answering 415, 400 bad_json, 400 unknown_field, 422 bad_character.
 */
static json_t *
rq_json(struct request *rq, const char *members)
{
	struct span body = exchange_body(rq->ex);
	enum json_result result;
	const char *name;
	json_t *doc, *value;

	if (!has_type(rq, "application/json")) {
		reply_problem(rq, PROBLEM_BAD_CONTENT_TYPE);
		return (NULL);
	}
	doc = json_read(body.p, body.n, JSON_DEPTH, &result);
	if (doc == NULL && result == JSON_READ_NUL) {
		reply_problem(rq, PROBLEM_BAD_CHARACTER);
		return (NULL);
	}
	if (doc == NULL) {
		reply_problem(rq, PROBLEM_BAD_JSON);
		return (NULL);
	}
	(void)rq_json_own(rq, doc);
	if (!json_is_object(doc)) {
		reply_problem(rq, PROBLEM_NOT_AN_OBJECT);
		return (NULL);
	}
	json_object_foreach (doc, name, value)
		if (!word_in(members, name)) {
			reply_problem(rq, PROBLEM_UNKNOWN_FIELD);
			return (NULL);
		}
	return (doc);
}

bool
form_comes_first(struct request *rq)
{
	const char *length = exchange_field(rq->ex, "content-length");

	return (rq_is_page(rq) && rq->route->body != 0 && has_type(rq, FORM_TYPE) && length != NULL && strlen(length) < 10 &&
	    strtol(length, NULL, 10) <= form_body());
}

bool
rq_form_read(struct request *rq)
{
	struct span body = exchange_body(rq->ex);

	if (rq->form_read)
		return (true);
	if (!has_type(rq, FORM_TYPE)) {
		reply_problem(rq, PROBLEM_BAD_FORM_TYPE);
		return (false);
	}
	switch (form_read(rq->arena, body.p, body.n, &rq->form)) {
	case FORM_OK:
		rq->form_read = true;
		return (true);
	case FORM_BAD:
		rq->form.n = 0;
		reply_problem(rq, PROBLEM_BAD_FORM_ENCODING);
		return (false);
	case FORM_NUL:
		rq->form_read = true; /* the page of the refusal shows the other fields again */
		reply_problem(rq, PROBLEM_BAD_CHARACTER);
		return (false);
	}
	return (false);
}

const char *
rq_form(struct request *rq, const char *name)
{
	return (form_get(&rq->form, name));
}

const char *
rq_form_at(struct request *rq, size_t i, const char **value)
{
	if (i >= rq->form.n)
		return (NULL);
	*value = rq->form.fields[i].value;
	return (rq->form.fields[i].name);
}

/* ---- fields of a body */

/* One value as received: text, a number or any JSON. */
struct raw_value {
	const char *text;
	size_t len;
	bool is_long;
	long number;
	json_t *json;
};

static void
field_store(void *into, const struct field *f, const void *value, size_t size)
{
	memcpy((char *)into + f->at, value, size);
}

static const char *
field_put_text(struct request *rq, const struct field *f, const struct raw_value *g, void *into)
{
	const char *copy;
	struct uuid id;
	char *text;

	if (g->text == NULL)
		return ("bad_type");
	switch (f->kind) {
	case FIELD_UUID:
		if (!uuid_parse(g->text, &id))
			return ("bad_id");
		text = arena_alloc(rq->arena, UUID_TEXT);
		uuid_text(&id, text);
		copy = text;
		break;
	case FIELD_WORD:
		if (!word_in(f->words, g->text))
			return ("unknown_value");
		copy = arena_copy(rq->arena, g->text, g->len);
		break;
	default:
		rq->wipe |= f->kind == FIELD_SECRET;
		if (g->len < (size_t)f->min)
			return (g->len == 0 ? "missing" : "too_short");
		if (f->max > 0 && g->len > (size_t)f->max)
			return ("too_long");
		if (f->kind == FIELD_TEXT && g->len > 0 && !text_visible(g->text, g->len))
			return ("empty");
		copy = arena_copy(rq->arena, g->text, g->len);
		if (f->kind == FIELD_SECRET)
			secret_wipe((void *)(uintptr_t)g->text, g->len);
	}
	field_store(into, f, &copy, sizeof(copy));
	return (NULL);
}

/* NULL, or the code of the failed check. */
static const char *
field_put(struct request *rq, const struct field *f, const struct raw_value *g, void *into)
{
	switch (f->kind) {
	case FIELD_JSON:
		field_store(into, f, &g->json, sizeof(g->json));
		return (NULL);
	case FIELD_LONG:
		if (!g->is_long)
			return ("bad_type");
		if (g->number < f->min || g->number > f->max)
			return ("out_of_range");
		field_store(into, f, &g->number, sizeof(g->number));
		return (NULL);
	default:
		return (field_put_text(rq, f, g, into));
	}
}

/* False: the field is absent or empty. */
static bool
field_of_form(struct request *rq, const char *name, struct raw_value *g)
{
	const char *s = rq_form(rq, name);
	char *end;

	if (s == NULL || *s == '\0')
		return (false);
	*g = (struct raw_value) { .text = s, .len = strlen(s) };
	if (g->len <= 18) {
		g->number = strtol(s, &end, 10);
		g->is_long = *end == '\0';
	}
	return (true);
}

static bool
field_of_json(json_t *doc, const char *name, struct raw_value *g)
{
	json_t *v = json_object_get(doc, name);

	if (v == NULL || json_is_null(v))
		return (false);
	*g = (struct raw_value) { .json = v };
	if (json_is_string(v)) {
		g->text = json_string_value(v);
		g->len = json_string_length(v);
	}
	g->is_long = json_is_integer(v);
	g->number = (long)json_integer_value(v);
	return (true);
}

static const char *
names_of(struct request *rq, const struct field *fields, size_t n)
{
	struct buf b;

	buf_init(&b, rq->arena);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(&b, ' ');
		buf_puts(&b, fields[i].name);
	}
	return (b.data);
}

bool
rq_check(struct request *rq, const struct field *fields, size_t n, void *into)
{
	bool form = rq_is_page(rq);
	json_t *doc = NULL;

	if (form ? !rq_form_read(rq) : (doc = rq_json(rq, names_of(rq, fields, n))) == NULL)
		return (false);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];
		const char *code = NULL;
		struct raw_value g;

		if (form ? field_of_form(rq, f->name, &g) : field_of_json(doc, f->name, &g))
			code = field_put(rq, f, &g, into);
		else if (f->needed)
			code = "missing";
		if (code != NULL && strcmp(code, "too_long") == 0)
			rq_bad_size(rq, f->name, g.len, (size_t)f->max);
		else if (code != NULL)
			rq_bad(rq, f->name, code);
	}
	return (true);
}

bool
rq_read(struct request *rq, const struct field *fields, size_t n, void *into)
{
	return (rq_check(rq, fields, n, into) && !reply_if_bad(rq));
}

const char *
rq_id(struct request *rq)
{
	struct uuid id = uuid_new();
	char *text = arena_alloc(rq->arena, UUID_TEXT);

	uuid_text(&id, text);
	return (text);
}

const char *
rq_int(struct request *rq, long n)
{
	return (rq_printf(rq, "%ld", n));
}
