/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages behind links of mails. GET shows a form with a button and changes nothing, because programs that scan mails open
 * links; the form acts. Its address has the token, so no link on the page names the page itself.
 */
#ifndef WEB_LINK_PAGE_H
#define WEB_LINK_PAGE_H

#include "web/kit/page.h"

struct link_page {
	const char *purpose; /* of the token */
	/* The form; doc: {"username","address"} of LINK_GET. The token is added as a hidden field. */
	json_t *(*form)(struct request *, const struct page_context *, const json_t *doc);
	/* A next step for a link that does not work: a link's text and path. */
	const char *next, *next_path;
};

/* Handles GET: the form, or the page of a link that does not work. */
void link_page_show(struct request *, const struct link_page *);
/* The digest of the form's token; NULL after replying. */
const char *link_page_token(struct request *, const struct link_page *) MUST_USE;
/* Replies with the page of a link that does not work; code: of the problem. */
void link_page_refuse(struct request *, const struct link_page *, const char *code);

#endif
