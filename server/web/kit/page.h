/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shared by the page handlers: the reader of a page, drawing a document, redirecting after a form.
 * A page costs at most two queries: its document, and the reader's account or overlay. A form costs one.
 * A refused form costs one more, for the page that shows it again; so does a decision that claims the next case.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "request/request.h"
#include "web/kit/template.h"
#include "web/view/view.h"

/* The reader as the request alone describes them; account is NULL until page_account(). at: see the struct. */
struct page_context *page_context(struct request *, const char *at);

/* The first part of this page's path: ROOT_FRAME for a page in a frame, else ROOT_PAGE. Links within the discussion begin with it. */
const char *page_root(struct request *);
/* The colours that the embedding page asks for: "light", "dark", or "" for those of the browser. */
const char *page_theme(struct request *);
/* The path of a page or form of this discussion, with the same colours. path: without a query. */
const char *page_discussion(struct request *, const char *path);
/* Is this a page or form of a discussion? Of the desk? */
bool page_is_discussion(struct request *);
bool page_is_desk(struct request *);

/* The JSON body of an answer, or an empty object; freed with the request. */
json_t *page_json(struct request *, const struct answer *);
/* Parses JSON that this server made; freed with the request. */
json_t *page_parse(struct request *, const char *text, size_t n);

/* Asks SESSION_GET; then gets the answer. False: there is no session token, so nothing was asked. */
bool page_ask_account(struct request *, then_fn *, const char *step) MUST_USE;
/* The body of SESSION_GET or MINE_PAGE, whose account goes into the context; NULL: the session has ended. */
json_t *page_account(struct request *, struct page_context *, const struct answer *);

/* Draws into the request's arena; takes root. */
struct buf page_draw(struct request *, const struct template *, json_t *root) MUST_USE;
/* Draws and replies; takes root. ?said= names the line at the top. */
void page_reply(struct request *, int status, const struct template *, json_t *root);
/* The same for a page without personal parts: it is cached for all readers without a session. */
void page_reply_public(struct request *, long version, const struct template *, json_t *root);

/* The context of a cached page: no account, no token, absolute times, and only the page's own parameters. */
struct page_context *page_context_shared(struct request *);

/* ---- parts: the scripts of a discussion's page and of the desk send forms with "Madang-Part: 1" (kit/part.c) */
bool page_wants_part(struct request *);
/* The template of the part that stands for a page: of a form or a refusal; others are drawn whole. */
const struct template *page_part_of(const struct template *);
/* Replies with what a form changed (part.html) and its version (0: none). said: the line's name, or NULL. Takes root. */
void page_part(struct request *, int status, long version, const char *said, json_t *root);
/* The same for the comment of an answer by COMMENT_POST (201: with the list's item) or COMMENT_EDIT (200). */
void page_part_comment(struct request *, int status, const struct answer *, const char *said);

/* Replies to a form of the desk in place of a redirect: the line that said names, and a link to back (said_part.html). */
void page_part_see(struct request *, const char *back, const char *said);

/* Replies with the page of an outcome other than ok: its status, its sentence and the facts of its body. */
void page_refuse(struct request *, const struct answer *);

/*
 * Redirects (303) to back, checked by view_back(), with ?said=, ?v= and an anchor. NULL and 0 leave a part out; the
 * anchor of back then stays.
 */
void page_see(struct request *, const char *back, const char *said, long version, const char *anchor);
/* The page that shows the posted form: of a reply the parent comment, else the nearest page above the form's path. */
const char *page_of_form(struct request *);
/* The form's hidden field `back`, or fallback if it is absent or not a path of this server. */
const char *page_back(struct request *, const char *fallback);

/* page_back(), or the article's page if the way back is the page of this comment, which may be gone. */
const char *page_back_past_comment(struct request *);
/* The form's address that undoes "DECISION", "ACCOUNT.SANCTION" or "appeal.APPEAL"; null for anything else. */
json_t *page_undo_path(const char *undo) MUST_USE;
/* On a page with a form: the discussion's page that its reader came from (Referer), else fallback. For the field `back`. */
const char *page_came_from(struct request *, const char *fallback);
/* The name of the line about a stored comment: published, "held" or "refused". */
const char *page_said(const json_t *comment, const char *published);
/* Adds the line that a form's result has this name for. */
void page_put_said(json_t *root, const char *said);

/*
 * The failed check of a text field, as a sentence: it is missing (if needed), has no visible text, or has more than max
 * bytes. NULL: the field is valid.
 */
const char *page_text_fault(struct request *, const char *name, bool needed, size_t max);
/* The same for the note and the message of a decision. */
const char *page_words_fault(struct request *, size_t max);
/* A field of the form, NULL if it is absent or empty. */
const char *form_filled(struct request *, const char *name);

/* Shows every failed check of rq_failures() beside its field and in the form's summary. */
void page_failures(struct request *, json_t *root);
/* "?next=…" for links to sign-in and sign-up; "" without a page to go to. */
const char *page_next(struct request *, const char *next);

#endif
