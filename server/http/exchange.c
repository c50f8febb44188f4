/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An exchange: one request, from its head to its answer. Its arena holds everything that belongs to it. The client's
 * networks are computed at first use, because most cached answers need none. Every answer has a request id.
 */
#include <string.h>

#include "base/log.h"
#include "http/conn.h"

struct exchange *
exchange_new(struct conn *c)
{
	struct arena *arena = arena_new();
	struct exchange *ex = arena_alloc(arena, sizeof(*ex));

	ex->arena = arena;
	ex->conn = c;
	ex->http = c->http;
	ex->peer = c->peer;
	ex->trusted = c->trusted;
	ex->method = HTTP_OTHER;
	buf_init(&ex->body, arena);
	buf_init(&ex->added, arena);
	c->http->exchanges++;
	return (ex);
}

struct exchange *
exchange_replace(struct exchange *ex)
{
	struct conn *c = ex->conn;
	struct exchange *replacement;

	if (c == NULL)
		return (NULL);
	replacement = exchange_new(c);
	replacement->method = ex->method;
	replacement->http10 = ex->http10;
	replacement->close = ex->close;
	replacement->began = ex->began;
	replacement->request_id = exchange_request_id(ex);
	replacement->path = ex->path;
	replacement->query = ex->query;
	replacement->fields = ex->fields;
	replacement->nfields = ex->nfields;
	replacement->with_handler = true;
	c->ex = replacement;
	ex->conn = NULL;
	return (replacement);
}

static void
lower_case(char *p, size_t n)
{
	for (; n > 0; p++, n--)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + ('a' - 'A'));
}

void
exchange_fill(struct exchange *ex, const char *p, const struct head *h)
{
	char *copy = arena_copy(ex->arena, p, h->size);

	ex->method = h->method;
	ex->http10 = h->http10;
	ex->expects = h->expects;
	ex->began = ex->http->now_us;
	ex->nfields = h->nfields;
	ex->fields = arena_alloc(ex->arena, h->nfields * sizeof(ex->fields[0]));
	for (unsigned i = 0; i < h->nfields; i++) {
		const struct head_field *f = &h->fields[i];

		lower_case(copy + f->name, f->name_len);
		ex->fields[i] = (struct exchange_field) { copy + f->name, copy + f->value, f->name_len };
		copy[f->name + f->name_len] = '\0';
		copy[f->value + f->value_len] = '\0'; /* the byte there is a space or the CR */
	}
	if (h->asterisk)
		return; /* OPTIONS *: body_begin() answers it */
	copy[h->query + h->query_len] = '\0';
	copy[h->path + path_normalize(copy + h->path, h->path_len)] = '\0'; /* the byte there is '?' or a space */
	ex->path = h->path_len > 0 ? copy + h->path : "/";
	ex->query = copy + h->query;
}

void
exchange_fill_origin(struct exchange *ex, const char *p, size_t n)
{
	struct span value;
	char *copy;

	if (n == 0 || !head_origin(p, n, &value))
		return;
	copy = arena_alloc(ex->arena, value.n + 1);
	memcpy(copy, value.p, value.n);
	copy[value.n] = '\0';
	ex->fields = arena_alloc(ex->arena, sizeof(ex->fields[0]));
	ex->fields[0] = (struct exchange_field) { "origin", copy, strlen("origin") };
	ex->nfields = 1;
}

/* The only function that ends an exchange: its answer is written or will never be. */
void
exchange_end(struct exchange *ex)
{
	struct http *http = ex->http;

	if (ex->file != NULL)
		body_file_leave(ex->file);
	if (ex->release != NULL)
		ex->release(ex->release_arg);
	arena_end(ex->arena);
	http->exchanges--;
	if (http->exchanges == 0 && (http->draining != 0 || http->ending)) {
		if (http->ending)
			http_free_if_unused(http);
		else
			http_schedule_end(http);
	}
}

/* ---- reading */
enum http_method
exchange_method(const struct exchange *ex)
{
	return (ex->method);
}

const char *
exchange_path(const struct exchange *ex)
{
	return (ex->path);
}

void
exchange_skip_path(struct exchange *ex, size_t n)
{
	ex->path += n;
}

const char *
exchange_query(const struct exchange *ex)
{
	return (ex->query);
}

static bool
is_field(const struct exchange_field *f, const char *name, size_t n)
{
	return (f->name_len == n && memcmp(f->name, name, n) == 0);
}

const char *
exchange_field(const struct exchange *ex, const char *name)
{
	size_t n = strlen(name);
	const char *found = NULL;
	struct buf joined;
	unsigned i, more = 0;

	for (i = 0; i < ex->nfields; i++) {
		if (!is_field(&ex->fields[i], name, n))
			continue;
		if (found != NULL)
			more++;
		else
			found = ex->fields[i].value;
	}
	if (more == 0)
		return (found);
	buf_init(&joined, ex->arena);
	for (i = 0; i < ex->nfields; i++) {
		if (!is_field(&ex->fields[i], name, n))
			continue;
		if (joined.data != NULL) /* cookies have their own separator, RFC 6265 4.2.1 */
			buf_puts(&joined, strcmp(name, "cookie") == 0 ? "; " : ", ");
		buf_puts(&joined, ex->fields[i].value);
	}
	return (joined.data);
}

struct span
exchange_body(const struct exchange *ex)
{
	return ((struct span) { ex->body.data != NULL ? ex->body.data : "", ex->body.len });
}

struct arena *
exchange_arena(struct exchange *ex)
{
	return (ex->arena);
}

int64_t
exchange_began(const struct exchange *ex)
{
	return (ex->began);
}

/* ---- the request id */
static bool
is_request_id(const char *s)
{
	size_t n = strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~");

	return (n > 0 && n <= REQUEST_ID_MAX && s[n] == '\0');
}

/*
 * SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). It is a bijection of a
 * counter, so no id repeats in a process. The key keeps outsiders from deriving the counter, and thus our traffic,
 * from two ids.
 */
static uint64_t
request_id_next(struct http *http)
{
	uint64_t z = http->id_counter += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (z ^ z >> 31 ^ http->id_key);
}

static void
request_id_make(struct exchange *ex)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t id = request_id_next(ex->http);

	for (size_t i = 0; i < sizeof(ex->own_id) - 1; i++, id >>= 4)
		ex->own_id[i] = digits[id & 15];
	ex->own_id[sizeof(ex->own_id) - 1] = '\0';
	ex->request_id = ex->own_id;
}

const char *
exchange_request_id(const struct exchange *ex)
{
	const char *proxy_id = ex->trusted && ex->request_id == NULL ? exchange_field(ex, "x-request-id") : NULL;

	if (proxy_id != NULL && is_request_id(proxy_id))
		((struct exchange *)(uintptr_t)ex)->request_id = proxy_id;
	else if (ex->request_id == NULL)
		request_id_make((struct exchange *)(uintptr_t)ex);
	return (ex->request_id);
}

void
exchange_set_state(struct exchange *ex, void *handler_state)
{
	ex->handler_state = handler_state;
}

void *
exchange_state(const struct exchange *ex)
{
	return (ex->handler_state);
}

/* ---- the client's networks */
static struct address
client_address(const struct exchange *ex)
{
	return (
	    ex->trusted ? trusted_client(http_trusted(ex->http), &ex->peer, exchange_field(ex, "x-forwarded-for")) : ex->peer);
}

struct address
exchange_client_network(const struct exchange *ex)
{
	struct address client = client_address(ex);

	return (address_network(&client));
}

static void
client_resolve(struct exchange *ex)
{
	struct address client = client_address(ex);

	ex->network = arena_alloc(ex->arena, ADDRESS_TEXT);
	address_network_text(&client, ex->network);
	ex->subscriber = arena_alloc(ex->arena, ADDRESS_TEXT);
	address_subscriber_text(&client, ex->subscriber);
}

const char *
exchange_network(const struct exchange *ex)
{
	if (ex->network == NULL)
		client_resolve((struct exchange *)ex);
	return (ex->network);
}

const char *
exchange_subscriber(const struct exchange *ex)
{
	if (ex->subscriber == NULL)
		client_resolve((struct exchange *)ex);
	return (ex->subscriber);
}
