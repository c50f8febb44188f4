/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The route table: which row a request means, which methods a path allows, and which query parameters a row knows. A
 * literal segment wins over a {name} by its earlier row. Paths are compared decoded, so /v1/%61ccounts is /v1/accounts.
 */
#include "request/request.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/uuid.h"
#include "request/impl.h"
#include "settings/settings.h"
#include "text/rfc3339.h"
#include "text/url.h"

static const char *const method_names[] = {
	[HTTP_GET] = "GET",
	[HTTP_HEAD] = "GET",
	[HTTP_POST] = "POST",
	[HTTP_PUT] = "PUT",
	[HTTP_PATCH] = "PATCH",
	[HTTP_DELETE] = "DELETE",
	[HTTP_OPTIONS] = "OPTIONS",
	[HTTP_OTHER] = "",
};

/* ---- paths */

struct segments {
	struct {
		const char *text; /* decoded */
		const char *id;	  /* the same as a UUID in lower case; NULL if it is none */
	} s[SEGMENTS_MAX];
	unsigned n;
};

/* False for a path that no row can have. */
static bool
path_split(struct request *rq, const char *p, struct segments *out)
{
	struct uuid id;

	out->n = 0;
	while (*p == '/') {
		size_t n = strcspn(++p, "/");
		char *text, *lower;

		if (out->n == SEGMENTS_MAX || (text = percent_decode(rq->arena, p, n)) == NULL)
			return (false);
		out->s[out->n].text = text;
		out->s[out->n].id = NULL;
		if (uuid_parse(text, &id)) {
			out->s[out->n].id = lower = arena_alloc(rq->arena, UUID_TEXT);
			uuid_text(&id, lower);
		}
		out->n++;
		p += n;
	}
	return (*p == '\0' && out->n > 0);
}

/* Compares one row's path; on success the names' values stand in value[]. */
static bool
path_fits(const char *pattern, const struct segments *have, const char **value)
{
	unsigned at = 0, names = 0;

	while (*pattern == '/') {
		size_t n = strcspn(++pattern, "/");
		const char *s;

		if (at == have->n)
			return (false);
		s = have->s[at].text;
		if (*pattern != '{') {
			if (strncmp(s, pattern, n) != 0 || s[n] != '\0')
				return (false);
		} else if (n > 6 && memcmp(pattern + n - 6, ":text}", 6) == 0) {
			if (*s == '\0')
				return (false);
			value[names++] = s;
		} else if ((value[names++] = have->s[at].id) == NULL)
			return (false);
		at++;
		pattern += n;
	}
	return (at == have->n);
}

/* With server.desk_url, rows that need a role answer on the desk's host only; elsewhere they are unknown. */
static bool
answers_here(const struct request *rq, const struct route *row)
{
	return (rq->mount.desk == NULL || row->who < WHO_STAFF);
}

static void
allow_add(struct buf *b, const char *method)
{
	if (b->len > 0 && word_in(b->data, method))
		return;
	buf_printf(b, "%s%s", method, strcmp(method, "GET") == 0 ? " HEAD " : " ");
}

/* The methods that this path allows, for 405 and OPTIONS. NULL: there is no such path. */
static const char *
methods_allowed(struct request *rq, const struct segments *have, const struct route **wanted)
{
	const char *method = exchange_field(rq->ex, "access-control-request-method");
	const char *value[PATH_NAMES_MAX];
	struct buf words, list;

	if (method != NULL && strcmp(method, "HEAD") == 0)
		method = "GET";
	buf_init(&words, rq->arena);
	for (size_t i = 0; i < nroutes; i++) {
		if (!answers_here(rq, &routes[i]) || !path_fits(routes[i].path, have, value))
			continue;
		allow_add(&words, routes[i].method);
		if (*wanted == NULL && method != NULL && strcmp(routes[i].method, method) == 0)
			*wanted = &routes[i];
	}
	if (words.len == 0)
		return (NULL);
	buf_puts(&words, "OPTIONS");
	buf_init(&list, rq->arena);
	for (const char *p = words.data; *p != '\0'; p++)
		buf_puts(&list, *p == ' ' ? ", " : (const char[]) { *p, '\0' });
	return (list.data);
}

/* The row of this method and path, whose names' values then stand in path[]; NULL: there is none. */
static const struct route *
route_find(const struct request *rq, const char *method, const struct segments *have, const char *path[static PATH_NAMES_MAX])
{
	for (size_t i = 0; i < nroutes; i++) {
		if (strcmp(routes[i].method, method) == 0 && answers_here(rq, &routes[i]) &&
		    path_fits(routes[i].path, have, path))
			return (&routes[i]);
		memset(path, 0, PATH_NAMES_MAX * sizeof(*path)); /* names of a row that matched in part */
	}
	return (NULL);
}

struct match
route_match(struct request *rq)
{
	struct match m = { NULL, NULL, NULL };
	struct segments have;

	if (!path_split(rq, exchange_path(rq->ex), &have))
		return (m);
	m.route = route_find(rq, method_names[exchange_method(rq->ex)], &have, rq->path);
	if (m.route == NULL)
		m.allow = methods_allowed(rq, &have, &m.wanted);
	return (m);
}

const struct route *
route_of_page(struct request *rq, const char *path)
{
	struct segments have;

	return (path_split(rq, path, &have) ? route_find(rq, "GET", &have, rq->path) : NULL);
}

const struct route *
route_of_form(struct request *rq, const char *path)
{
	struct segments have;

	return (path_split(rq, path, &have) ? route_find(rq, "POST", &have, rq->path) : NULL);
}

const char *
rq_page_above(struct request *rq)
{
	const char *target = rq_target(rq), *names[PATH_NAMES_MAX];
	char *path = rq_printf(rq, "%.*s", (int)strcspn(target, "?"), target), *slash;
	struct segments have;

	while ((slash = strrchr(path, '/')) != NULL) {
		if (path_split(rq, path, &have) && route_find(rq, "GET", &have, names) != NULL)
			return (path);
		*slash = '\0';
	}
	return ("/");
}

const char *
rq_path(struct request *rq, unsigned i)
{
	return (i < PATH_NAMES_MAX ? rq->path[i] : NULL);
}

/* ---- query */

bool
word_in(const char *words, const char *word)
{
	size_t n = strlen(word);

	if (words == NULL || n == 0 || strchr(word, ' ') != NULL)
		return (false);
	for (const char *p = words; (p = strstr(p, word)) != NULL; p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return (true);
	return (false);
}

/* Campaigns add parameters to links, so pages ignore unknown ones; under /v1 they are an error. */
bool
query_read(struct request *rq)
{
	const char *s = exchange_query(rq->ex), *why = NULL;

	if (form_read(rq->arena, s, strlen(s), &rq->query) != FORM_OK)
		why = "The query is not well encoded, or too long.";
	for (size_t i = 0; i < rq->query.n && why == NULL && !rq_is_page(rq); i++)
		if (!word_in(rq->route->query, rq->query.fields[i].name))
			why = "The query has a parameter that is not known here.";
	/* Known names are few, so a duplicate is found at once. */
	if (why == NULL && !rq_is_page(rq) && form_repeated(&rq->query) != NULL)
		why = "The query has a parameter twice.";
	if (why != NULL)
		reply_bad_query(rq, why);
	return (why == NULL);
}

const char *
rq_query(struct request *rq, const char *name)
{
	const char *value = form_get(&rq->query, name);

	return (value != NULL && *value == '\0' && rq_is_page(rq) ? NULL : value);
}

bool
rq_query_int(struct request *rq, const char *name, long min, long max, long fallback, long *out)
{
	const char *s = rq_query(rq, name);
	char *end = NULL;
	long n = -1;

	if (s == NULL) {
		*out = fallback;
		return (true);
	}
	if (*s >= '0' && *s <= '9' && strlen(s) <= 18)
		n = strtol(s, &end, 10);
	if (end == NULL || *end != '\0' || n < min || n > max) {
		reply_bad_query(rq, rq_printf(rq, "%s is a whole number from %ld to %ld.", name, min, max));
		return (false);
	}
	*out = n;
	return (true);
}

const char *
rq_time(struct request *rq, const char *text)
{
	char *out;
	int64_t us;

	if (text == NULL || !rfc3339_read(text, &us))
		return (NULL);
	if (strlen(text) == strlen("2026-11-23"))
		return (text);
	out = rq_alloc(rq, RFC3339_TEXT);
	rfc3339_text(us, out);
	return (out);
}

const char *
rq_url(struct request *rq, const char *text)
{
	struct buf out;

	buf_init(&out, rq_arena(rq));
	return (text != NULL && url_canonical(text, strlen(text), &out) ? out.data : NULL);
}

/* ---- the table itself */

static const struct {
	const char *name, *help;
} scopes[SCOPE_COUNT] = { { "", "" },
#define X(name, text, help) { text, help },
	SCOPES(X)
#undef X
};

const char *
scope_name(enum scope scope)
{
	return (scopes[scope].name);
}

const char *
scope_help(enum scope scope)
{
	return (scopes[scope].help);
}

enum scope
scope_named(const char *name)
{
	for (int i = SCOPE_NONE + 1; i < SCOPE_COUNT; i++)
		if (strcmp(scopes[i].name, name) == 0)
			return ((enum scope)i);
	return (SCOPE_NONE);
}

const char *
who_name(enum who who)
{
	static const char *const names[] = { "none", "anyone", "open", "reader", "staff", "moderator", "admin" };

	return ((size_t)who < LENGTH(names) ? names[who] : "none");
}

const char *
rate_name(enum rate rate)
{
	static const char *const names[] = { "-", "read", "write", "vote", "heavy", "first_sight", "sign_up", "sign_in" };

	return ((size_t)rate < LENGTH(names) ? names[rate] : "-");
}

static long
comment_body(void)
{
	return (3 * setting_int(COMMENTS_BYTES_MAX) + BODY_COMMENT_ROOM);
}

long
form_body(void)
{
	long n = comment_body() + BODY_COMMENT_ROOM;

	return (n > BODY_FORM_MIN ? n : BODY_FORM_MIN);
}

long
route_body(const struct route *r)
{
	return (r->body == BODY_COMMENT ? comment_body() : r->body == BODY_FORM ? form_body() : r->body);
}

static const char *
row_fault(const struct route *r)
{
	unsigned names = 0;

	if (r->method == NULL || r->path == NULL || r->path[0] != '/' || r->handler == NULL)
		return ("incomplete");
	for (const char *p = r->path; *p != '\0'; p++)
		names += *p == '{';
	if (names > PATH_NAMES_MAX)
		return ("too many {names}");
	if (r->who == WHO_NONE || r->who > WHO_ADMIN)
		return ("nobody said who may");
	if (!word_in("GET POST PUT PATCH DELETE", r->method))
		return ("unknown method");
	if (r->body < BODY_FORM || (r->body != 0 && strcmp(r->method, "GET") == 0))
		return ("body");
	if (r->who == WHO_ANYONE && !word_in("GET POST", r->method))
		return ("a public read that writes");
	return (NULL);
}

bool
routes_check(void)
{
	bool good = true;

	for (size_t i = 0; i < nroutes; i++) {
		const char *why = row_fault(&routes[i]);

		for (size_t j = 0; j < i && why == NULL; j++)
			if (strcmp(routes[i].path, routes[j].path) == 0 && strcmp(routes[i].method, routes[j].method) == 0)
				why = "twice";
		if (why == NULL)
			continue;
		fprintf(stderr, "route %zu (%s %s): %s\n", i, routes[i].method != NULL ? routes[i].method : "?",
		    routes[i].path != NULL ? routes[i].path : "?", why);
		good = false;
	}
	return (good);
}

/* ---- the matrix of routes and roles */

/* The answer for a moderator of another site: things that belong to a site are 404. */
static int
elsewhere(const struct route *r)
{
	const char *last = strrchr(r->path, '{');

	if (last == NULL || strncmp(last, "{account}", 9) == 0)
		return (200); /* of their own sites */
	/* Articles are public, so changing them is 403. Their desk pages are not. */
	return (strncmp(r->path, "/v1/articles/", 13) == 0 ||
		    (strncmp(r->path, "/desk/articles/", 15) == 0 && strcmp(r->method, "POST") == 0) ?
		403 :
		404);
}

int
route_gives(const struct route *r, enum caller c)
{
	bool reads = strcmp(r->method, "GET") == 0;

	if (r->who <= WHO_OPEN)
		return (200);
	if (c == CALLER_NOBODY)
		return (401);
	if (r->who == WHO_READER || c == CALLER_ADMIN)
		return (200);
	if (c == CALLER_AUDITOR || c == CALLER_AUDITOR_ELSEWHERE)
		return (!reads || r->who < WHO_MODERATOR ? 403 : c == CALLER_AUDITOR ? 200 : elsewhere(r));
	switch (r->who) {
	case WHO_STAFF:
		return (c == CALLER_STAFF || c == CALLER_MODERATOR ? 200 : 403);
	case WHO_MODERATOR:
		return (c == CALLER_MODERATOR ? 200 : c >= CALLER_ELSEWHERE ? elsewhere(r) : 403);
	default:
		return (c == CALLER_ADMIN_ELSEWHERE ? elsewhere(r) : 403);
	}
}

int
route_gives_abroad(const struct route *r, enum caller c)
{
	int gives = route_gives(r, c);

	return (gives == 200 && c != CALLER_AUDITOR && c != CALLER_ADMIN ? 404 : gives);
}
