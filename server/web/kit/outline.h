/*
 * Outlines of the discussion's pages (request/request.h): drawn once a version for a reader in general, who has a session,
 * has done nothing on the page and does not moderate. Whoever is such a reader gets it with its gaps filled; for all
 * others the page is drawn from the JSON beside it.
 */
#ifndef WEB_OUTLINE_H
#define WEB_OUTLINE_H

#include "request/request.h"
#include "web/view/view.h"

/* Whom it is drawn for. */
struct page_context *outline_context(struct request *);
/* The ids of a page's comments and authors; the request's memory. */
void outline_people(struct request *, const json_t *page, struct outline *);
/* Does this reader see the page as the outline has it? mine: MINE_PAGE's, of a session that is one. */
bool outline_fits(const struct outline *, const struct page_context *, const json_t *mine) MUST_USE;

#endif
