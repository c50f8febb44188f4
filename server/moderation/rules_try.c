/*
 * POST /v1/moderation/rules/try: what rules would have done with the site's last
 * comments, or do with a text. Comments come by pages of the database; a turn of
 * the loop judges for a moment only and then asks for what is left of the page.
 */
#include "base/clock.h"
#include "moderation/moderation.h"
#include "settings/settings.h"
#include "text/json.h"
#include "rules/trial.h"

#define LAST_MAX  1000
#define PAGE	   20	/* comments; their JSON is read in one turn too */
#define TURN_US	   2000 /* of judging in one turn */
#define EMPTY_MAX 250	/* pages without a comment, where other sites have most of them */
#define SITE_MAX   200

struct attempt {
	const char *site, *text, *article;
	json_t *rules;
	long last;
	struct trial *trial; /* NULL before the first answer */
	const char *state;   /* the state rules, for the database; NULL: those in force */
	char at[UUID_TEXT];  /* all from here on are judged */
	long version;
	unsigned empty;
	trial_fn *done; /* NULL: the answer is JSON */
};

static then_fn looked;
static void look(struct request *, struct attempt *);
static const struct field fields[] = {
	{ "site", FIELD_TEXT, false, offsetof(struct attempt, site), 1, SITE_MAX },
	{ "rules", FIELD_JSON, false, offsetof(struct attempt, rules) },
	{ "text", FIELD_TEXT, false, offsetof(struct attempt, text), 1, 0 },
	{ "article", FIELD_UUID, false, offsetof(struct attempt, article) },
	{ "last", FIELD_LONG, false, offsetof(struct attempt, last), 1, LAST_MAX },
};
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

static void
over(struct request *rq, void *arg)
{
	(void)rq;
	trial_end(((struct attempt *)arg)->trial);
}

static const char *
copy_dump(struct request *rq, json_t *doc)
{
	char *dump = json_dumps(doc, JSON_COMPACT);
	const char *text = rq_printf(rq, "%s", dump != NULL ? dump : "{}");

	free(dump);
	json_decref(doc);
	return (text);
}

static void
check(struct request *rq, const struct attempt *t)
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

static void begin(struct request *, struct attempt *);

void
rules_try(struct request *rq)
{
	struct attempt *t = rq_alloc(rq, sizeof(*t));

	memset(t, 0, sizeof(*t));
	if (!rq_read(rq, fields, LENGTH(fields), t))
		return;
	check(rq, t);
	if (!reply_if_bad(rq))
		begin(rq, t);
}

void
rules_try_page(struct request *rq, const struct trial_wish *w, trial_fn *done)
{
	struct attempt *t = rq_alloc(rq, sizeof(*t));

	memset(t, 0, sizeof(*t));
	t->site = w->site;
	t->rules = w->rules;
	t->text = w->text;
	t->last = w->last;
	t->done = done;
	check(rq, t);
	if (rq_failures(rq) != NULL)
		done(rq, NULL, NULL);
	else
		begin(rq, t);
}

static void
begin(struct request *rq, struct attempt *t)
{
	if (t->rules != NULL)
		t->state = copy_dump(rq, trial_state_rules(t->rules));
	memcpy(t->at, "ffffffff-ffff-ffff-ffff-ffffffffffff", UUID_TEXT);
	rq_set_state(rq, t);
	rq_at_end(rq, over, t);
	look(rq, t);
}

static void
look(struct request *rq, struct attempt *t)
{
	long n = t->last < PAGE ? t->last : PAGE;

	ask(rq, RULES_PAST, looked, rq_viewer(rq), t->site, t->state, rq_int(rq, n), rq_printf(rq, "%s", t->at));
}

/* The rules that were sent, or those in force, which the first page tells. False after answering. */
static bool
compiled(struct request *rq, struct attempt *t, const json_t *page)
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
		rules_refused(rq, &error); /* t went with the request */
	return (false);
}

static void
report(struct request *rq, struct attempt *t)
{
	json_t *doc = t->text != NULL ? trial_text(t->trial, t->article, t->text, strlen(t->text)) : trial_report(t->trial);
	const char *text;

	(void)json_object_set_new(doc, "version", t->rules != NULL ? json_null() : json_integer(t->version));
	if (t->done != NULL) {
		t->done(rq, rq_json_own(rq, doc), NULL);
		return;
	}
	text = copy_dump(rq, doc);
	reply_json(rq, 200, text, strlen(text));
}

/* True when nothing is left to be looked at. */
static bool
judge_page(struct attempt *t, const json_t *page)
{
	int64_t until = clock_us() + TURN_US;
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
looked(struct request *rq, const struct answer *a)
{
	struct attempt *t = rq_state(rq);
	json_t *page;
	bool done;

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	page = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);
	if (t->trial == NULL && !compiled(rq, t, page)) {
		json_decref(page);
		return;
	}
	done = t->text != NULL || judge_page(t, page);
	json_decref(page);
	if (done)
		report(rq, t);
	else
		look(rq, t);
}
