/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. request/request.c calls the guard in this order:
 *
 *   1. guard_admit() with the head: CORS fields, credentials, origin, the network's rate.
 *   2. guard_needs_session_first() with the head: for a large body, guard_ask_session() validates the session.
 *   3. guard_admit_body() with the body: the form's token, then the account's rate.
 *
 * A session token does not name its account. If its owner is not remembered (rate.h), step 2 or 3 looks it up by a query
 * of its own.
 */
#include "guard/guard.h"

#include <string.h>
#include <strings.h>

#include "guard/cookie.h"
#include "guard/origin.h"
#include "guard/rate.h"

/* False for an Authorization field without a token of ours (RFC 6750 2.1). */
static bool
read_credentials(struct request *rq)
{
	const char *field = rq_field(rq, "authorization");

	if (field == NULL) {
		cookie_read(rq);
		return (true);
	}
	if (strncasecmp(field, "bearer ", 7) != 0)
		return (false);
	field += 7;
	field += strspn(field, " ");
	rq_take_token(rq, field, TOKEN_HEADER);
	return (rq_token(rq) != NULL);
}

/* CORS comes first, so that scripts of an accepted origin can read why they were refused. */
bool
guard_admit(struct request *rq)
{
	const struct route *route = rq_route(rq);

	origin_headers(rq, route);
	if (route->who == WHO_ANYONE)
		return (true);
	if (!read_credentials(rq) || (rq_token(rq) == NULL && route->who >= WHO_READER)) {
		reply_problem(rq, PROBLEM_SIGN_IN);
		return (false);
	}
	if (rq_token_source(rq) == TOKEN_API && route->who >= WHO_READER && route->scope == SCOPE_NONE) {
		reply_problem(rq, PROBLEM_NO_SCOPE);
		return (false);
	}
	if (!rq_is_safe(rq) && !origin_allows_write(rq)) {
		reply_problem(rq, PROBLEM_BAD_ORIGIN);
		return (false);
	}
	return (rate_admit(rq, route));
}

/* ---- the account of a session */

static then_fn session_account_replied_before_body, session_account_replied;

/* True if the session is valid; its account is then known to the rate limits. */
static bool
owner_learned(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok")) {
		rate_owner_set(rq_viewer(rq), answer_text(a, 0, 1));
		return (true);
	}
	reply_outcome(rq, NULL, a);
	return (false);
}

bool
guard_needs_session_first(struct request *rq)
{
	const struct route *route = rq_route(rq);

	return (route->body > BODY_UNCHECKED_MAX && route->who >= WHO_READER);
}

void
guard_ask_session(struct request *rq)
{
	ask(rq, SESSION_ACCOUNT, session_account_replied_before_body, rq_viewer(rq));
}

static void
session_account_replied_before_body(struct request *rq, const struct answer *a)
{
	if (owner_learned(rq, a))
		rq_read_on(rq);
}

static void
session_account_replied(struct request *rq, const struct answer *a)
{
	if (owner_learned(rq, a) && rate_admit_account(rq, rq_route(rq)))
		rq_go_on(rq);
}

/* Applies the account's limit, after a query if the account is unknown. */
static bool
admit_account(struct request *rq)
{
	if (!rate_owner_unknown(rq, rq_route(rq)))
		return (rate_admit_account(rq, rq_route(rq)));
	ask(rq, SESSION_ACCOUNT, session_account_replied, rq_viewer(rq));
	return (false);
}

/* ---- after the body */

/*
 * A form of a page carries a hidden token that belongs to the session (form_token()). Sign-in and sign-up forms need
 * none: they act for no session, and a form made before another tab signed in must still work.
 */
static bool
form_token_admit(struct request *rq)
{
	const char *presented;

	if (rq_is_safe(rq) || !rq_is_page(rq) || !rq_by_cookie(rq) || rq_route(rq)->who == WHO_OPEN)
		return (true);
	if (!rq_form_read(rq))
		return (false);
	presented = rq_form(rq, "form_token");
	if (presented != NULL && form_token_fits(rq_token(rq), presented))
		return (true);
	reply_problem(rq, PROBLEM_BAD_FORM_TOKEN);
	return (false);
}

bool
guard_admit_body(struct request *rq)
{
	return (form_token_admit(rq) && admit_account(rq));
}

void
guard_cors(struct request *rq)
{
	origin_headers(rq, rq_route(rq));
}

void
guard_preflight(struct request *rq, const struct route *wanted)
{
	if (wanted != NULL)
		origin_preflight(rq, wanted);
}
