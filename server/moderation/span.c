/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The comments that a sanction rejects, or restores when it is lifted: in batches over the work connection, so that no
 * request holds its locks for long.
 */
#include "moderation/moderation.h"
#include "text/json.h"

#define BATCH	  "100" /* comments in one transaction */
#define STEPS_MAX 10	/* batches in one request; the scheduler does the rest */

struct span_state {
	const char *sanction, *body, *path; /* path: for see */
	span_see_fn *see;		    /* answers a form; NULL: JSON */
	int status, steps;
};

static then_fn span_step_answered;

void
span_run(struct request *rq, const char *sanction, int status, const char *body)
{
	struct span_state *r = rq_alloc(rq, sizeof(*r));

	*r = (struct span_state) { .sanction = sanction, .body = body, .status = status };
	rq_set_state(rq, r);
	ask(rq, SPAN_STEP, span_step_answered, r->sanction, BATCH);
}

void
span_run_see(struct request *rq, const char *sanction, const char *path, span_see_fn *see)
{
	struct span_state *r = rq_alloc(rq, sizeof(*r));

	*r = (struct span_state) { .sanction = sanction, .path = path, .see = see };
	rq_set_state(rq, r);
	ask(rq, SPAN_STEP, span_step_answered, r->sanction, BATCH);
}

/* Publishes the new versions of the batch's articles; true if comments are left. */
static bool
span_batch_done(struct request *rq, const json_t *doc)
{
	const char *article;
	json_t *version;

	json_object_foreach (json_object_get(doc, "articles"), article, version)
		rq_wrote(rq, article, (long)json_integer_value(version));
	return (json_is_true(json_object_get(doc, "unfinished")));
}

static void
span_reply(struct request *rq, const struct span_state *r, const json_t *doc)
{
	if (r->see != NULL) {
		r->see(rq, r->path);
		return;
	}
	if (r->body == NULL)
		reply_doc(rq, r->status, json_object_get(doc, "sanction"));
	else
		reply_json(rq, r->status, r->body, strlen(r->body));
}

static void
span_step_answered(struct request *rq, const struct answer *a)
{
	struct span_state *r = rq_state(rq);
	json_t *doc = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);

	if (span_batch_done(rq, doc) && ++r->steps < STEPS_MAX)
		ask(rq, SPAN_STEP, span_step_answered, r->sanction, BATCH);
	else
		span_reply(rq, r, doc);
	json_decref(doc);
}
