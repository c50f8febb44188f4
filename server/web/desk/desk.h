/* SPDX-License-Identifier: Apache-2.0 */
/* Parts that several pages of the desk share: versioned site documents, forms, lists of cases. */
#ifndef WEB_DESK_H
#define WEB_DESK_H

#include "web/kit/show.h"

/* ---- a site's rules or settings, by version */

/* Asks statement for ?site= and ?version=. */
void desk_site_ask(struct request *, enum statement, then_fn *, const char *step);
/* Draws the answer. Without ?site=, a moderator of several sites chooses one; other refusals stay refusals. */
void desk_site_answer(struct request *, const struct page_view *, const struct answer *);
/* path, or "path?site=…". */
const char *desk_site_path(struct request *, const char *path, const char *site);
/* The version that the form was made from, as a parameter; "-1": none. */
const char *desk_form_version(struct request *);
/* Shows the form's version in doc, so that saving over another version stays a conflict. Not after a conflict (409). */
void desk_keep_version(struct request *, int status, json_t *doc);

/* ---- forms */

/* Redirects to back with the line that said names (page.c), or refuses the answer. */
void desk_done(struct request *, const struct answer *, const char *back, const char *said);
/* Makes the document of form.html, with the fields that were sent. */
typedef json_t *form_fn(struct request *, const struct page_context *);
/* Shows the form to moderators; others get 403. */
void desk_form(struct request *, form_fn *);
/* Shows the form again (422) with a failed check, a code or a sentence, beside its field. */
void desk_form_refuse(struct request *, form_fn *, const char *field, const char *code);

/* The decision of a form's action: "close", which the pages offer for comments that were taken back, is "approve". */
const char *desk_decision_action(const char *action);

/* The ticked areas of a form with permissions.html, separated by spaces; NULL: the form has no such boxes. */
const char *desk_permissions(struct request *);

/* ---- lists of cases */

/* The list that a form or an address names. Both members may be NULL. */
struct queue {
	const char *view, *article;
};
struct queue desk_queue(struct request *);
/* path with the list: "/desk?view=held&article=…". */
const char *desk_queue_path(struct request *, const char *path, const struct queue *);
/*
 * Claims the next case of the list; then gets CLAIM_NEXT's answer. A repeated form gets the same case again, except
 * with fresh. desk_claimed() returns the case, or NULL; held: an account still holds it.
 */
void desk_claim(struct request *, const struct queue *, bool fresh, then_fn *, const char *step);
const char *desk_claimed(struct request *, const struct answer *, bool *held);

#endif
