/*
 * What the page handlers share: what is known of the reader, drawing a document,
 * going on after a form. A page asks at most two questions: its own, and the
 * overlay that says whose eyes it is for. A form asks one, and what its refusal
 * shows; a decision that goes on to the next case asks for that too.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "request/request.h"
#include "web/kit/template.h"
#include "web/view/view.h"

/* Known without a question; account is NULL until page_account(). at: see struct look. */
struct page_context *page_context(struct request *, const char *at);

/* The JSON body of a verdict, freed with the request; an empty object if there is none. */
json_t *page_json(struct request *, const struct answer *);
/* JSON text of our own making, freed with the request. */
json_t *page_parse(struct request *, const char *text, size_t n);

/*
 * SESSION_GET as the overlay: then sees the answer. Without a token there is
 * nothing to ask: returns false, and the page goes on without.
 */
bool page_ask_account(struct request *, then_fn *, const char *step) MUST_USE;
/* What SESSION_GET or MINE_PAGE said goes into the look; a session that is over leaves nobody. */
void page_account(struct request *, struct page_context *, const struct answer *);

/* Draws and answers; ends root. The line that ?said= names goes on top. */
void page_reply(struct request *, int status, const struct template *, json_t *root);
/* The same for a page with nothing of anybody on it: all readers without a session share it. */
void page_reply_public(struct request *, long version, const struct template *, json_t *root);

/* Of nobody: no account, no token, no time of day, and a way back with the page's own parameters only. */
struct page_context *page_context_shared(struct request *);

/* An outcome that is no success, as a page: status, words, and what the verdict's body says. */
void page_refuse(struct request *, const struct answer *);
/* struct house's page: a problem outside /v1. */
void page_problem(struct request *, enum problem, const char *detail);

/*
 * 303 to back (checked by view_back) with said, version and anchor; said and
 * anchor NULL, version 0: left out (back's own anchor stays).
 */
void page_see(struct request *, const char *back, const char *said, long version, const char *anchor);
/* The page the posted form stands on: a reply's comment, else the nearest above the form's own path. */
const char *page_of_form(struct request *);
/* The form's hidden field `back`, or fallback if it is missing or not ours. */
const char *page_back(struct request *, const char *fallback);

/*
 * What is wrong with a field that people write into: nothing visible in it, or more than max bytes, as a sentence with
 * both numbers. NULL: nothing is, or it is empty and may be.
 */
const char *page_text_fault(struct request *, const char *name, bool needed, size_t max);
/* The same of a decision's note and message. */
const char *page_words_fault(struct request *, size_t max);
/* A field of the form that is filled in, else NULL. */
const char *form_filled(struct request *, const char *name);

/* Every failed check of rq_failures(), beside its field and in the form's summary. */
void page_failures(struct request *, json_t *root);
/* "?next=…" for a link between the ways in; "" without a way back. */
const char *page_next(struct request *, const char *next);

#endif
