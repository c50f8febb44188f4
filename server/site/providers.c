/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /v1/sites/{site}/providers: lists the systems that sign readers in on a site, never their secrets, and makes or changes
 * one. DELETE …/{provider} removes one.
 */
#include <stdlib.h>

#include "site/provider_doc.h"
#include "site/site.h"

static then_fn provider_list_answered, provider_set_answered;
static const struct outcome provider_outcomes[] = {
	{ "ok", 204 },
	{ "provider_incomplete" },
	{ "provider_taken" },
	{ "provider_name_taken", .problem = PROBLEM_PROVIDER_NAME_TAKEN },
	{ "provider_beyond", .problem = PROBLEM_PROVIDER_BEYOND },
	{ NULL },
};
static const struct field provider_fields[] = {
	{ "name", FIELD_TEXT, true, offsetof(struct provider_wish, name), 1, 100 },
	{ "settings", FIELD_JSON, true, offsetof(struct provider_wish, settings) },
	{ "keys", FIELD_JSON, false, offsetof(struct provider_wish, keys) },
	{ "secret", FIELD_SECRET, false, offsetof(struct provider_wish, secret), 1, 1024 },
};

void
provider_list(struct request *rq)
{
	ask(rq, CONNECTIONS, provider_list_answered, rq_viewer(rq), rq_path(rq, 0), "f");
}

static void
provider_list_answered(struct request *rq, const struct answer *a)
{
	connections_reply(rq, a, "providers");
}

/* ---- make, change, remove */

struct provider_end {
	char *keys;
	char *settings;
};

/* Wipes the keys behind the answer. */
static void
provider_wipe(struct request *rq, void *arg)
{
	struct provider_end *e = arg;

	(void)rq;
	provider_keys_free(e->keys);
	free(e->settings);
}

const char *
provider_ask(struct request *rq, const char *site, const struct provider_wish *w, then_fn *then, const char *step)
{
	char *why = rq_alloc(rq, PROVIDER_WHY), *keys = w->keys != NULL ? json_dumps(w->keys, JSON_COMPACT) : NULL;
	struct provider_end *e = rq_alloc(rq, sizeof(*e));
	const char *fault = NULL;

	*e = (struct provider_end) { NULL, NULL };
	rq_at_end(rq, provider_wipe, e);
	if (!provider_name_valid(w->name))
		fault = "the name has 1 to 32 of a-z, 0-9 and -";
	if (fault == NULL)
		fault = provider_settings_fault(w->settings, why);
	if (fault == NULL)
		e->keys = provider_keys(w->settings, w->secret, keys, why, &fault);
	provider_keys_free(keys);
	if (fault != NULL)
		return (fault);
	e->settings = json_dumps(w->settings, JSON_COMPACT);
	ask_list(rq, PROVIDER_SET, then, step,
	    (const char *const[]) { rq_viewer(rq), site, w->name, e->settings, e->keys, rq_id(rq) }, 6);
	return (NULL);
}

void
provider_set(struct request *rq)
{
	struct provider_wish w = { 0 };
	const char *fault;

	if (!rq_read(rq, provider_fields, LENGTH(provider_fields), &w))
		return;
	fault = provider_ask(rq, rq_path(rq, 0), &w, provider_set_answered, "provider_set_answered");
	if (fault != NULL)
		reply_problem_saying(rq, PROBLEM_BAD_PROVIDER,
		    rq_fill(rq, problem_detail(PROBLEM_BAD_PROVIDER), &(struct problem_value) { "why", fault }, 1));
}

static void
provider_set_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, provider_outcomes, a);
}

void
provider_remove(struct request *rq)
{
	ask(rq, PROVIDER_REMOVE, reply_no_content, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}
