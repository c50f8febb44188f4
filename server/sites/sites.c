/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: sites_refresh() sends the stamp of the loaded sites with its query. The database answers with a
 * document only if the stamp differs. Origins and the list serve at once. Rules are compiled into `next`, one slice per
 * iteration of the event loop, and replace `judge` when all are compiled. A site whose rules version is unchanged takes
 * over its compiled rules.
 */
#include "sites/sites.h"

#include <string.h>

#include "base/build.h"
#include "base/log.h"
#include "db/pool.h"
#include "request/request.h"
#include "secret/token.h"
#include "text/json.h"
#include "rules/judge.h"
#include "text/url.h"

#define DOCUMENT_DEPTH 16
#define STAMP_MAX      128
#define TURN_WORK      1500 /* steps of compiling in one slice, about 200 us */

static struct {
	bool asking;
	char stamp[STAMP_MAX]; /* of the loaded sites; "" before the first */
	struct buf origins;    /* normal forms, each with a NUL */
	struct buf framers;    /* the same as a list for frame-ancestors: of all sites */
	struct judge *judge;
	json_t *list;	    /* for sites_list(); NULL before the first answer */
	char digest[9];	    /* the start of their digest */
	struct judge *next; /* being compiled */
	void (*busy)(void *arg);
	void *busy_arg;
} known;

static void sites_replied(void *, enum ask_status, const struct answer *);

void
sites_open(void (*busy)(void *arg), void *arg)
{
	known.busy = busy;
	known.busy_arg = arg;
}

void
sites_refresh(struct pool *pool)
{
	const char *const params[] = { known.stamp };

	if (known.asking)
		return;
	known.asking = true;
	pool_ask(pool, SITES, params, sites_replied, NULL);
}

void
sites_mark_stale(void)
{
	known.stamp[0] = '\0';
}

void
sites_end(void)
{
	judge_end(known.next);
	judge_end(known.judge);
	json_decref(known.list);
	buf_end(&known.origins);
	buf_end(&known.framers);
	memset(&known, 0, sizeof(known));
}

/* After a restore or a failover, cached pages can differ from the database's though their versions are equal. */
static void
load_epoch(const char *epoch)
{
	if (epoch == NULL || !build_epoch(epoch))
		return;
	log_info("database epoch changed", log_text("epoch", epoch));
	page_forget();
}

/* Adds one site's origins to those of all, and puts them as its own list for frame-ancestors. */
static void
load_site_origins(json_t *site)
{
	char normal[ORIGIN_TEXT];
	struct buf own;
	size_t i;
	json_t *origin;

	buf_init(&own, NULL);
	buf_puts(&own, "'self'");
	json_array_foreach (json_object_get(site, "origins"), i, origin) {
		if (origin_read(json_string_value(origin), json_string_length(origin), normal)) {
			buf_add(&known.origins, normal, strlen(normal) + 1);
			buf_printf(&known.framers, " %s", normal);
			buf_printf(&own, " %s", normal);
		} else
			log_warn("site origin rejected", log_text("site", json_string_value(json_object_get(site, "key"))));
	}
	(void)json_object_set_new(site, "framers", json_string(own.data));
	buf_end(&own);
}

static void
load_origins(const json_t *sites)
{
	size_t i;
	json_t *site;

	known.origins.len = known.framers.len = 0;
	buf_puts(&known.framers, "'self'");
	json_array_foreach (sites, i, site)
		load_site_origins(site);
}

/* A cached page shows its site's title, mode, reasons and time zone, and its header has the framers, so a change evicts it. */
static void
digest_list(void)
{
	char *text = json_dumps(known.list, JSON_COMPACT), digest[DIGEST_TEXT], mark[sizeof(known.digest)];

	digest_text(text != NULL ? text : "", text != NULL ? strlen(text) : 0, digest);
	free(text);
	(void)snprintf(mark, sizeof(mark), "%.8s", digest + 2);
	if (strcmp(mark, known.digest) != 0)
		page_forget_html();
	memcpy(known.digest, mark, sizeof(mark));
}

static void
load_list(const json_t *sites)
{
	static const char *const names[] = { "key", "title", "home", "timezone", "mode", "fold_votes", "reasons", "framers",
		"first_sight", "providers" };
	json_t *list = json_array(), *site;
	size_t i, k;

	json_array_foreach (sites, i, site) {
		json_t *one = json_object();

		for (k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			(void)json_object_set(one, names[k], json_object_get(site, names[k]));
		(void)json_array_append_new(list, one);
	}
	json_decref(known.list);
	known.list = list;
	digest_list();
}

/* One line for each site. The stamp is stored, so each is logged once. */
static void
log_rejected_rules(struct buf *error)
{
	char *line, *rest = error->len > 0 ? error->data : NULL;

	while ((line = strsep(&rest, "\n")) != NULL)
		log_error("rules rejected", log_text("why", line));
	buf_end(error);
}

/* Documents that were read while memory ran out can be incomplete, so they are loaded again. */
static bool
memory_failed(unsigned long before)
{
	if (mem_failures() == before)
		return (false);
	log_warn("site configuration postponed", log_text("why", "memory exhausted"));
	judge_end(known.next);
	known.next = NULL;
	known.stamp[0] = '\0';
	mem_reserve();
	return (true);
}

static void
load_rules(const json_t *sites)
{
	struct buf error;

	buf_init(&error, NULL);
	judge_end(known.next);
	known.next = judge_begin(sites, known.judge, &error);
	log_rejected_rules(&error);
	known.busy(known.busy_arg);
}

bool
sites_compile_some(void)
{
	unsigned long before = mem_failures();
	struct buf error;
	bool whole;

	if (known.next == NULL)
		return (false);
	buf_init(&error, NULL);
	whole = judge_more(known.next, TURN_WORK, &error);
	log_rejected_rules(&error);
	if (memory_failed(before))
		return (false);
	if (whole) {
		judge_end(known.judge);
		known.judge = known.next;
		known.next = NULL;
	}
	return (!whole);
}

struct sites_figures
sites_figures(void)
{
	return ((struct sites_figures) { known.judge != NULL, known.judge != NULL ? judge_rejected(known.judge) : 0 });
}

static void
sites_replied(void *arg, enum ask_status status, const struct answer *a)
{
	unsigned long before = mem_failures();
	const char *stamp;
	json_t *doc, *sites;

	(void)arg;
	known.asking = false;
	if (status != ASK_OK || !answer_is(a, "ok"))
		return;
	doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), DOCUMENT_DEPTH, NULL);
	sites = json_object_get(doc, "sites");
	stamp = json_string_value(json_object_get(doc, "stamp"));
	if (memory_failed(before)) {
		json_decref(doc);
		return;
	}
	if (stamp == NULL || strlen(stamp) >= STAMP_MAX || !json_is_array(sites)) {
		log_error("site configuration rejected");
	} else {
		memcpy(known.stamp, stamp, strlen(stamp) + 1);
		load_epoch(json_string_value(json_object_get(doc, "epoch")));
		load_origins(sites);
		load_rules(sites);
		load_list(sites);
		log_debug("site configuration loaded", log_int("sites", (int64_t)json_array_size(sites)));
	}
	(void)memory_failed(before);
	json_decref(doc);
}

bool
sites_origin(const char *origin)
{
	char normal[ORIGIN_TEXT];

	if (!origin_read(origin, strlen(origin), normal))
		return (false);
	for (size_t at = 0; at < known.origins.len; at += strlen(known.origins.data + at) + 1)
		if (strcmp(known.origins.data + at, normal) == 0)
			return (true);
	return (false);
}

/* The site with this key; NULL: the one that core.default_site() names. NULL: there is none. */
static const json_t *
site_find(const char *key)
{
	const char *wanted = key != NULL ? key : "default", *one;
	json_t *site;
	size_t i;

	json_array_foreach (known.list, i, site) {
		one = json_string_value(json_object_get(site, "key"));
		if (one != NULL && strcmp(one, wanted) == 0)
			return (site);
	}
	return (key == NULL && json_array_size(known.list) == 1 ? json_array_get(known.list, 0) : NULL);
}

const char *
sites_framers(const char *key)
{
	const char *list = json_string_value(json_object_get(site_find(key), "framers"));

	return (list != NULL ? list : "'self'");
}

bool
sites_has_origin(const char *key, const char *url)
{
	char origin[ORIGIN_TEXT];

	return (url_origin(url, strlen(url), origin) && word_in(sites_embedders(key), origin));
}

bool
sites_first_sight(const char *key)
{
	return (json_is_true(json_object_get(site_find(key), "first_sight")));
}

const char *
sites_all_framers(void)
{
	return (known.framers.len > 0 ? known.framers.data : "'self'");
}

const char *
sites_embedders(const char *key)
{
	const char *list = sites_framers(key) + strlen("'self'");

	return (*list == ' ' ? list + 1 : list);
}

const char *
sites_digest(void)
{
	return (known.digest);
}

bool
sites_judge(const char *article, const char *body, size_t n, struct buf *signals)
{
	if (known.judge == NULL)
		return (false);
	judge_text(known.judge, article, body, n, signals);
	return (true);
}

json_t *
sites_list(void)
{
	if (known.list == NULL)
		known.list = json_array();
	return (known.list);
}
