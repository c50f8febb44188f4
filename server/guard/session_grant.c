/* SPDX-License-Identifier: Apache-2.0 */
#include "guard/session_grant.h"

#include <string.h>

#include "guard/cookie.h"
#include "guard/origin.h"
#include "settings/settings.h"
#include "text/json.h"

/* An unused session ends after its idle time. */
static const char *
first_life(struct request *rq, enum setting idle, enum setting longest)
{
	long life = setting_int(ACCOUNTS_SESSION_LIFE);

	life = life < setting_int(longest) ? life : setting_int(longest);
	return (rq_int(rq, life < setting_int(idle) ? life : setting_int(idle)));
}

void
session_grant_device(struct request *rq, struct session_grant *e)
{
	char *token, *digest = rq_alloc(rq, DIGEST_TEXT);

	e->device = digest;
	if (cookie_device(rq, digest))
		return;
	if (!cookie_may_set(rq)) {
		e->device = NULL;
		return;
	}
	token = rq_alloc(rq, TOKEN_TEXT);
	token_new_digest(token, digest);
	e->new_device = token;
}

void
session_grant_new(struct request *rq, struct session_grant *e)
{
	session_grant_renew(rq, e);
	e->session = rq_id(rq);
	e->life = first_life(rq, SESSION_IDLE, ACCOUNTS_SESSION_LIFE);
	e->staff_life = first_life(rq, SESSION_IDLE_STAFF, SESSION_LIFE_STAFF);
	e->network = rq_network(rq);
	e->agent = rq_agent(rq);
	e->factor_required = setting_on(ACCOUNTS_STAFF_FACTOR) ? "t" : "f";
	session_grant_device(rq, e);
}

void
session_grant_renew(struct request *rq, struct session_grant *e)
{
	char *token = rq_alloc(rq, TOKEN_TEXT), *hex = rq_alloc(rq, DIGEST_TEXT);

	token_new_digest(token, hex);
	*e = (struct session_grant) { .token = token, .digest = hex };
}

void
session_grant_cookies(struct request *rq, const struct session_grant *e)
{
	cookie_set(rq, e->token);
	if (e->new_device != NULL)
		cookie_set_device(rq, e->new_device);
}

/* The answer's object, with the token before its members. */
static void
session_grant_body(struct request *rq, struct buf *b, const struct session_grant *e, const struct answer *a)
{
	buf_init(b, rq_arena(rq));
	buf_putc(b, '{');
	json_pair_text(b, "token", e->token);
	buf_putc(b, ',');
	buf_add(b, answer_text(a, 0, 2) + 1, answer_len(a, 0, 2) - 1);
}

void
session_grant_reply(struct request *rq, const struct outcome *outcomes, const struct session_grant *e, const struct answer *a)
{
	struct buf b;

	if ((!answer_is(a, "ok") && !answer_is(a, "pending")) || answer_len(a, 0, 2) < 2) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	if (origin_has_cookie(rq))
		session_grant_cookies(rq, e);
	session_grant_body(rq, &b, e, a);
	reply_json(rq, 201, b.data, b.len);
}

void
session_grant_renewed(struct request *rq, const struct outcome *outcomes, const struct session_grant *e, const struct answer *a)
{
	struct buf b;

	if (answer_is(a, "ok") && rq_by_cookie(rq))
		cookie_replace(rq, e->token);
	if (!answer_is(a, "ok") || answer_len(a, 0, 2) < 2 || rq_by_cookie(rq)) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	session_grant_body(rq, &b, e, a);
	reply_json(rq, 200, b.data, b.len);
}
