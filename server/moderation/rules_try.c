/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/moderation/rules/try: a dry run of rules on the site's last comments, or on one text.
 *
 * How this works: the request asks for pages of comments, newest first, and judges each. Judging blocks the event loop,
 * so a step judges for at most STEP_US and then asks again, from the first comment that is not judged yet.
 */
#include "base/clock.h"
#include "moderation/moderation.h"
#include "settings/settings.h"
#include "text/json.h"
#include "rules/trial.h"

#define LAST_MAX  1000
#define PAGE	  20   /* comments; one step reads the JSON of all of them */
#define STEP_US	  2000 /* of judging in one step */
#define EMPTY_MAX 250  /* pages without a comment of this site, as other sites may have most comments */
#define SITE_MAX  200

struct trial_run {
	const char *site, *text, *article;
	json_t *rules;
	long last;
	struct trial *trial; /* NULL before the first answer */
	const char *state;   /* the rules that the database judges (state rules); NULL: the site's */
	char at[UUID_TEXT];  /* comments from this id on are judged */
	long version;
	unsigned empty;
	trial_fn *done; /* NULL: the answer is JSON */
};

static then_fn trial_page_answered;
static void trial_ask(struct request *, struct trial_run *);
static const struct field fields[] = {
	{ "site", FIELD_TEXT, false, offsetof(struct trial_run, site), 1, SITE_MAX },
	{ "rules", FIELD_JSON, false, offsetof(struct trial_run, rules) },
	{ "text", FIELD_TEXT, false, offsetof(struct trial_run, text), 1, 0 },
	{ "article", FIELD_UUID, false, offsetof(struct trial_run, article) },
	{ "last", FIELD_LONG, false, offsetof(struct trial_run, last), 1, LAST_MAX },
};

static void
trial_release(struct request *rq, void *arg)
{
	(void)rq;
	trial_end(((struct trial_run *)arg)->trial);
}

static void
trial_check(struct request *rq, const struct trial_run *t)
{
	if (t->text != NULL && t->last != 0)
		rq_bad(rq, "last", "not_allowed");
	if (t->text == NULL && (t->last < 1 || t->last > LAST_MAX))
		rq_bad(rq, "last", "missing");
	if (t->text == NULL && t->article != NULL)
		rq_bad(rq, "article", "not_allowed");
	if (t->text != NULL && strlen(t->text) > (size_t)setting_int(COMMENTS_BYTES_MAX))
		rq_bad(rq, "text", "too_long");
}

static void trial_begin(struct request *, struct trial_run *);

void
rules_try(struct request *rq)
{
	struct trial_run *t = rq_alloc(rq, sizeof(*t));

	memset(t, 0, sizeof(*t));
	if (!rq_read(rq, fields, LENGTH(fields), t))
		return;
	trial_check(rq, t);
	if (!reply_if_bad(rq))
		trial_begin(rq, t);
}

void
rules_try_ask(struct request *rq, const struct trial_options *options, trial_fn *done)
{
	struct trial_run *t = rq_alloc(rq, sizeof(*t));

	memset(t, 0, sizeof(*t));
	t->site = options->site;
	t->rules = options->rules;
	t->text = options->text;
	t->last = options->last;
	t->done = done;
	trial_check(rq, t);
	if (rq_failures(rq) != NULL)
		done(rq, NULL, NULL);
	else
		trial_begin(rq, t);
}

static void
trial_begin(struct request *rq, struct trial_run *t)
{
	if (t->rules != NULL)
		t->state = rq_json_text(rq, rq_json_own(rq, trial_state_rules(t->rules)));
	memcpy(t->at, "ffffffff-ffff-ffff-ffff-ffffffffffff", UUID_TEXT);
	rq_set_state(rq, t);
	rq_at_end(rq, trial_release, t);
	trial_ask(rq, t);
}

static void
trial_ask(struct request *rq, struct trial_run *t)
{
	long n = t->last < PAGE ? t->last : PAGE;

	ask(rq, RULES_PAST, trial_page_answered, rq_viewer(rq), t->site, t->state, rq_int(rq, n), rq_printf(rq, "%s", t->at));
}

/* Compiles the rules of the body, or the site's rules, which come with the first page. False after answering. */
static bool
trial_compile(struct request *rq, struct trial_run *t, const json_t *page)
{
	const json_t *rules = t->rules != NULL ? t->rules : json_object_get(page, "rules");
	struct buf error;

	buf_init(&error, rq_arena(rq));
	t->version = (long)json_integer_value(json_object_get(page, "version"));
	t->trial = trial_new(rules, json_object_get(page, "origins"), &error);
	if (t->trial != NULL)
		return (true);
	if (t->done != NULL)
		t->done(rq, NULL, error.len > 0 ? error.data : "");
	else
		rules_refused(rq, &error); /* t is freed now */
	return (false);
}

static void
trial_reply(struct request *rq, struct trial_run *t)
{
	json_t *doc = t->text != NULL ? trial_text(t->trial, t->article, t->text, strlen(t->text)) : trial_report(t->trial);

	(void)rq_json_own(rq, doc);
	(void)json_object_set_new(doc, "version", t->rules != NULL ? json_null() : json_integer(t->version));
	if (t->done != NULL)
		t->done(rq, doc, NULL);
	else
		reply_doc(rq, 200, doc);
}

/* Judges comments of the page until STEP_US is over; true if none is left to judge. */
static bool
trial_judge(struct trial_run *t, const json_t *page)
{
	int64_t until = clock_us() + STEP_US;
	const json_t *list = json_object_get(page, "comments");
	const char *next = json_string_value(json_object_get(page, "next")), *id;
	size_t i = 0, n = json_array_size(list);

	for (; i < n && t->last > 0 && (i == 0 || clock_us() < until); i++, t->last--) {
		trial_add(t->trial, json_array_get(list, i));
		id = json_string_value(json_object_get(json_array_get(list, i), "id"));
		if (id != NULL && strlen(id) < sizeof(t->at))
			memcpy(t->at, id, strlen(id) + 1);
	}
	if (i < n)
		return (t->last == 0);
	if (next == NULL || strlen(next) >= sizeof(t->at))
		return (true);
	memcpy(t->at, next, strlen(next) + 1);
	t->empty += n == 0;
	return (t->last == 0 || t->empty >= EMPTY_MAX);
}

static void
trial_page_answered(struct request *rq, const struct answer *a)
{
	struct trial_run *t = rq_state(rq);
	json_t *page;
	bool done;

	if (!answer_is(a, "ok")) {
		reply_ok(rq, a);
		return;
	}
	page = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);
	if (t->trial == NULL && !trial_compile(rq, t, page)) {
		json_decref(page);
		return;
	}
	done = t->text != NULL || trial_judge(t, page);
	json_decref(page);
	if (done)
		trial_reply(rq, t);
	else
		trial_ask(rq, t);
}
