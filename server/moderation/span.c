/* The comments a sanction takes with it, or gives back: batches over the work link. */
#include <stdlib.h>

#include "moderation/moderation.h"
#include "text/json.h"

#define BATCH	  "100" /* comments in one transaction */
#define STEPS_MAX 10	/* batches in one request; the chores do the rest */

struct run {
	const char *sanction, *body, *see; /* see: where a form goes on */
	int status, steps;
};

static then_fn stepped;

void
span_run(struct request *rq, const char *sanction, int status, const char *body)
{
	struct run *r = rq_alloc(rq, sizeof(*r));

	*r = (struct run){ .sanction = sanction, .body = body, .status = status };
	rq_set_state(rq, r);
	ask(rq, SPAN_STEP, stepped, r->sanction, BATCH);
}

void
span_run_see(struct request *rq, const char *sanction, const char *path)
{
	struct run *r = rq_alloc(rq, sizeof(*r));

	*r = (struct run){ .sanction = sanction, .see = path };
	rq_set_state(rq, r);
	ask(rq, SPAN_STEP, stepped, r->sanction, BATCH);
}

/* The articles' new versions are made known; true if comments are left. */
static bool
take_batch(struct request *rq, const json_t *doc)
{
	const char *article;
	json_t *version;

	json_object_foreach(json_object_get(doc, "articles"), article, version)
		rq_wrote(rq, article, (long)json_integer_value(version));
	return (json_is_true(json_object_get(doc, "unfinished")));
}

static void
span_reply(struct request *rq, const struct run *r, const json_t *doc)
{
	char *text;

	if (r->see != NULL) {
		reply_see(rq, r->see);
		return;
	}
	text = r->body == NULL ? json_dumps(json_object_get(doc, "sanction"), JSON_COMPACT) : NULL;
	if (text == NULL && r->body == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else
		reply_json(rq, r->status, text != NULL ? text : r->body, strlen(text != NULL ? text : r->body));
	free(text);
}

static void
stepped(struct request *rq, const struct answer *a)
{
	struct run *r = rq_state(rq);
	json_t *doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);

	if (take_batch(rq, doc) && ++r->steps < STEPS_MAX)
		ask(rq, SPAN_STEP, stepped, r->sanction, BATCH);
	else
		span_reply(rq, r, doc);
	json_decref(doc);
}
