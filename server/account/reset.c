/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A forgotten password. The request is stored and answered at once; periodic work looks for the account later
 * (process/scheduler.c). So neither the answer nor its time shows whether there is one. The link of the mail sets a new
 * password: the link is looked up first, so that nobody without one makes the server hash. The device that used the link is
 * then known to the account, so strangers who fail to sign in do not keep it out.
 */
#include <string.h>

#include "account/account.h"
#include "guard/cookie.h"
#include "guard/rate.h"
#include "text/name.h"

static then_fn reset_link_found, reset_stored;
static hashed_fn reset_hashed;

struct reset_state {
	const char *digest;
	const char *field;	     /* of the body */
	char *password;		     /* wiped by ask_hash() */
	struct session_grant device; /* its device and new_device only */
	then_fn *done;
};

void
reset_ask(struct request *rq, const char *login, then_fn *done)
{
	struct buf folded;

	if (!rate_reset(rq))
		return;
	buf_init(&folded, rq_arena(rq));
	if (!login_fold(login, strlen(login), &folded)) {
		folded.len = 0;
		buf_putc(&folded, ' '); /* no account's login */
	}
	/* Over the limit of this login the request is stored without it, which takes the same time. */
	ask(rq, RESET_ASK, done, rq_id(rq), rate_mail_address(folded.data) ? folded.data : " ");
}

static void
reset_wipe(struct request *rq, void *arg)
{
	struct reset_state *s = arg;

	(void)rq;
	secret_wipe(s->password, strlen(s->password));
}

void
reset_set(struct request *rq, const char *digest, const char *password, const char *field, then_fn *done)
{
	struct reset_state *s = rq_alloc(rq, sizeof(*s));

	*s = (struct reset_state) {
		.digest = digest,
		.field = field,
		.password = arena_string(rq_arena(rq), password),
		.done = done,
	};
	rq_set_state(rq, s);
	rq_at_end(rq, reset_wipe, s);
	if (!reply_if_hashing_full(rq))
		ask(rq, LINK_GET, reset_link_found, digest, "reset invite");
}

static void
reset_link_found(struct request *rq, const struct answer *a)
{
	struct reset_state *s = rq_state(rq);
	const json_t *account = rq_answer_json(rq, a, "ok");
	enum password_fault fault;

	if (account == NULL) {
		s->done(rq, a);
		return;
	}
	fault = new_password_fault(rq, s->password, json_string_value(json_object_get(account, "username")),
	    json_string_value(json_object_get(account, "address")));
	if (fault != PASSWORD_FINE) {
		rq_bad(rq, s->field, password_code(fault));
		s->done(rq, NULL);
		return;
	}
	ask_hash(rq, s->password, reset_hashed);
}

static void
reset_hashed(struct request *rq, bool good, bool rehash, const char *text)
{
	struct reset_state *s = rq_state(rq);

	(void)good;
	(void)rehash;
	session_grant_device(rq, &s->device);
	ask(rq, PASSWORD_RESET, reset_stored, s->digest, text, s->device.device, rq_network(rq));
}

static void
reset_stored(struct request *rq, const struct answer *a)
{
	const struct reset_state *s = rq_state(rq);

	if (answer_is(a, "ok") && s->device.new_device != NULL)
		cookie_set_device(rq, s->device.new_device);
	s->done(rq, a);
}
