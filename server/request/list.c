/* SPDX-License-Identifier: Apache-2.0 */
#include "request/list.h"

#include <string.h>

#include "base/uuid.h"
#include "request/mount.h"
#include "text/cursor.h"

#define PARAMS_MAX 12
#define NAME_MAX   32

static then_fn list_answered;
static const struct uuid any_list; /* a list of the whole site: its kind names it */

static const char *
place_or(struct request *rq, char kind, int byte_without_cursor)
{
	const char *cursor = rq_query(rq, "cursor");
	char *id = rq_alloc(rq, UUID_TEXT);
	struct uuid at;

	memset(&at, byte_without_cursor, sizeof(at));
	if (cursor != NULL && !id_cursor_read(cursor, kind, &any_list, &at)) {
		reply_problem(rq, PROBLEM_BAD_CURSOR);
		return (NULL);
	}
	uuid_text(&at, id);
	return (id);
}

const char *
list_place(struct request *rq, char kind)
{
	return (place_or(rq, kind, 0xff));
}

/* The first of the names, as a string in name; returns the names behind it. */
static const char *
name_split(const char *names, char name[NAME_MAX])
{
	size_t n = strcspn(names, " ");

	(void)snprintf(name, NAME_MAX, "%.*s", (int)n, names);
	return (names + n + (names[n] == ' '));
}

/* Are the named parameters (separated by spaces) ids, where the query has them? False after answering 400. */
static bool
query_ids(struct request *rq, const char *names)
{
	char name[NAME_MAX];
	struct uuid u;

	while (*names != '\0') {
		names = name_split(names, name);
		if (rq_query(rq, name) != NULL && !uuid_parse(rq_query(rq, name), &u)) {
			reply_bad_query(rq, rq_printf(rq, "%s is an id.", name));
			return (false);
		}
	}
	return (true);
}

static bool
query_time(struct request *rq, const char *name, const char **out)
{
	*out = rq_time(rq, rq_query(rq, name));
	if (rq_query(rq, name) == NULL || *out != NULL)
		return (true);
	reply_bad_query(rq,
	    rq_printf(rq, "%s is a day that exists or a time of RFC 3339, like 2026-11-23 or 2026-11-23T15:00:00Z.", name));
	return (false);
}

bool
query_period(struct request *rq, struct period *out)
{
	return (query_time(rq, "from", &out->from) && query_time(rq, "to", &out->to));
}

/* Adds the query's values of the named parameters. */
static void
params_add(struct request *rq, const char *names, const char **params, int *n)
{
	char name[NAME_MAX];

	while (names != NULL && *names != '\0') {
		names = name_split(names, name);
		params[(*n)++] = rq_query(rq, name);
	}
}

#define SITE_COOKIE "madang-site="
#define SITE_BYTES  "abcdefghijklmnopqrstuvwxyz0123456789-_." /* of a key that the cookie can hold */

/* The value of the cookie, if it can be a key of a site. */
static const char *
site_chosen(struct request *rq)
{
	const char *field = rq_field(rq, "cookie"), *at = field != NULL ? strstr(field, SITE_COOKIE) : NULL;
	size_t n;

	if (at == NULL || (at != field && at[-1] != ' ' && at[-1] != ';'))
		return (NULL);
	at += strlen(SITE_COOKIE);
	n = strspn(at, SITE_BYTES);
	return (n == 0 || (at[n] != '\0' && at[n] != ';') ? NULL : rq_printf(rq, "%.*s", (int)n, at));
}

bool
list_site_named(struct request *rq)
{
	const char *query = strchr(rq_target(rq), '?');

	return (query != NULL && (strstr(query, "?site=") != NULL || strstr(query, "&site=") != NULL));
}

const char *
list_site(struct request *rq)
{
	return (list_site_named(rq) || !rq_is_page(rq) ? rq_query(rq, "site") : site_chosen(rq));
}

void
list_site_remember(struct request *rq)
{
	const char *site = list_site(rq), *path = rq_mount(rq)->path;

	if (site != NULL && site[strspn(site, SITE_BYTES)] == '\0')
		rq_add(rq, "Set-Cookie",
		    rq_printf(rq, SITE_COOKIE "%s; Path=%s/; Max-Age=31536000; HttpOnly; SameSite=Lax", site, path));
	else
		rq_add(rq, "Set-Cookie", rq_printf(rq, SITE_COOKIE "; Path=%s/; Max-Age=0; HttpOnly; SameSite=Lax", path));
}

void
list_ask_step(struct request *rq, const struct id_list *list, then_fn *then, const char *step)
{
	const char *params[PARAMS_MAX] = { rq_viewer(rq) }, *at = place_or(rq, list->kind, list->ascending ? 0 : 0xff);
	struct period p;
	long limit;
	int n = 1;

	if (at == NULL || !rq_query_int(rq, "limit", 1, 100, list->limit, &limit) ||
	    (list->ids != NULL && !query_ids(rq, list->ids)) || (list->period && !query_period(rq, &p)))
		return;
	if (list->fixed != NULL)
		params[n++] = list->fixed;
	params_add(rq, list->ids, params, &n);
	params_add(rq, list->texts, params, &n);
	if (list->period) {
		params[n++] = p.from;
		params[n++] = p.to;
	}
	params[n++] = rq_int(rq, limit);
	params[n++] = at;
	if (list->site)
		params[n++] = list_site(rq);
	rq_set_state(rq, (void *)(uintptr_t)list);
	ask_list(rq, list->statement, then, step, params, n);
}

json_t *
list_json(struct request *rq, const struct answer *a)
{
	const struct id_list *list = rq_state(rq);

	return (list_page(rq, a, list->kind));
}

void
list_get(struct request *rq, const struct id_list *list)
{
	list_ask(rq, list, list_answered);
}

static void
list_answered(struct request *rq, const struct answer *a)
{
	reply_list(rq, a, list_json(rq, a));
}

json_t *
list_cursor(struct request *rq, char kind, const char *id)
{
	struct buf text;
	struct uuid last;

	if (id == NULL || !uuid_parse(id, &last))
		return (json_null());
	buf_init(&text, rq_arena(rq));
	id_cursor_put(&text, kind, &any_list, &last);
	return (json_stringn(text.data, text.len));
}

json_t *
list_page(struct request *rq, const struct answer *a, char kind)
{
	json_t *doc = rq_answer_json(rq, a, "ok");

	if (doc != NULL)
		(void)json_object_set_new(doc, "next", list_cursor(rq, kind, json_string_value(json_object_get(doc, "next"))));
	return (doc);
}

void
reply_list(struct request *rq, const struct answer *a, const json_t *doc)
{
	if (doc == NULL)
		reply_ok(rq, a);
	else
		reply_doc(rq, 200, doc);
}
