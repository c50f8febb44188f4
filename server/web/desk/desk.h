/* What the desk's pages share: an answer, then who looks at it, then the page. */
#ifndef WEB_DESK_H
#define WEB_DESK_H

#include "web/kit/page.h"

struct desk_page {
	const struct template *template;
	json_t *(*view)(const struct page_context *, json_t *doc);
};

/* Asks who is looking, then draws doc, which lives as long as the request. Takes the place of rq_set_state(). */
void desk_show(struct request *, const struct desk_page *, int status, json_t *doc);
/* For a page that its handler draws from what it keeps: asks who is looking, then draws. */
typedef void draw_fn(struct request *, struct page_context *);
void desk_draw(struct request *, draw_fn *);
/* As desk_show() with the answer's body; refuses an outcome that is not ok. */
void desk_answer(struct request *, const struct desk_page *, const struct answer *);

/* path, or "path?site=…". */
const char *desk_site_path(struct request *, const char *path, const char *site);
/* For a page of one site, asked without saying which: lets somebody with several choose; else refuses the answer. */
void desk_which_site(struct request *, const struct answer *);

/* What came of a form: back with the line said, or the refusal as a page. */
void desk_done(struct request *, const struct answer *, const char *back, const char *said);

/* The list of cases a form or an address is about; NULL: none is named. */
struct queue {
	const char *view, *article;
};
struct queue desk_queue(struct request *);
/* path with the list behind it: "/desk?view=held&article=…". */
const char *desk_queue_path(struct request *, const char *path, const struct queue *);
/*
 * Leases the list's next case; then sees CLAIM_NEXT's answer, whose case desk_claimed() gives: NULL if there is none.
 * The same form sent again gets the same case, unless anew. held: somebody holds that case still.
 */
void desk_claim(struct request *, const struct queue *, bool anew, then_fn *, const char *step);
const char *desk_claimed(struct request *, const struct answer *, bool *held);

#endif
