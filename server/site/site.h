/* SPDX-License-Identifier: Apache-2.0 */
/* The server's own endpoint, its contract; and the systems that a site is connected with. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "request/request.h"

handler_fn openapi_get;	    /* GET /openapi.json */
handler_fn api_token_list;  /* GET /v1/sites/{site}/tokens */
handler_fn api_token_make;  /* POST /v1/sites/{site}/tokens */
handler_fn api_token_end;   /* DELETE /v1/sites/{site}/tokens/{token} */
handler_fn provider_list;   /* GET /v1/sites/{site}/providers */
handler_fn provider_set;    /* POST /v1/sites/{site}/providers */
handler_fn provider_remove; /* DELETE /v1/sites/{site}/providers/{provider} */

/* Answers with one list of the answer of CONNECTIONS. */
void connections_reply(struct request *, const struct answer *, const char *list);

/* An API token to make; the page's form has its scopes in boxes, so it reads all fields but the last. */
struct api_token_wish {
	const char *name;
	long days;
	json_t *scopes;
	char token[API_TOKEN_TEXT]; /* made by api_token_ask(), to be shown once */
};
extern const struct field api_token_fields[];
#define API_TOKEN_FIELDS 2
/* Makes the token and asks the database to store its digest; scopes: names with spaces between. The wish is of the request. */
void api_token_ask(struct request *, const char *site, struct api_token_wish *, const char *scopes, then_fn *, const char *step);

/* A provider to make or change. settings and keys are documents, and the keys or the secret may be NULL: those in force stay. */
struct provider_wish {
	const char *name, *secret;
	json_t *settings, *keys;
};
/*
 * Checks the documents as `madang site provider` does, then asks the database to store them. Returns the fault as a sentence without
 * its full stop, and then has not asked.
 */
const char *provider_ask(struct request *, const char *site, const struct provider_wish *, then_fn *, const char *step) MUST_USE;

#endif
