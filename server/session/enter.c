/*
 * The way in: whose password, is it that one, a session. An unknown login takes
 * every step that a known one takes, with a dummy in place of the hash, so that
 * neither time nor the log tells them apart.
 */
#include <string.h>

#include "guard/rate.h"
#include "secret/token.h"
#include "session/session.h"
#include "text/name.h"

static then_fn found;
static hashed_fn verified;
static hashed_fn rehashed;
static void open_session(struct request *, const char *rehash);
static then_fn opened;
static void refuse(struct request *);
static then_fn refused;

struct enter {
	char *password; /* wiped with its verification */
	char *again;	/* the same, for a rehash */
	const char *login; /* folded */
	const char *account;
	const char *hash; /* NULL: no such account */
	struct login_attempt *attempts;
	struct session_grant entry;
	session_granted_fn *done;
};

static void
wipe(struct request *rq, void *arg)
{
	struct enter *e = arg;

	(void)rq;
	secret_wipe(e->password, strlen(e->password));
	secret_wipe(e->again, strlen(e->again));
}

void
session_enter(struct request *rq, const char *login, const char *password, session_granted_fn *done)
{
	struct enter *e = rq_alloc(rq, sizeof(*e));
	struct buf folded;

	rq_set_state(rq, e);
	e->done = done;
	e->password = arena_string(rq_arena(rq), password);
	e->again = arena_string(rq_arena(rq), password);
	rq_at_end(rq, wipe, e);
	buf_init(&folded, rq_arena(rq));
	if (!login_fold(login, strlen(login), &folded)) {
		folded.len = 0;
		buf_putc(&folded, ' '); /* nobody's login; asked for all the same */
	}
	e->login = folded.data;
	if (reply_if_hashing_full(rq) || !login_attempt_begin(rq, folded.data, &e->attempts))
		return;
	ask(rq, ACCOUNT_SECRET, found, folded.data);
}

static void
found(struct request *rq, const struct answer *a)
{
	struct enter *e = rq_state(rq);

	if (answer_is(a, "ok")) {
		e->account = arena_string(rq_arena(rq), answer_text(a, 0, 1));
		e->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
	}
	ask_verify(rq, e->login, e->password, e->hash, verified);
}

static void
verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct enter *e = rq_state(rq);

	(void)text;
	if (!good || e->account == NULL)
		refuse(rq);
	else if (rehash)
		ask_hash(rq, e->again, rehashed);
	else
		open_session(rq, NULL);
}

static void
rehashed(struct request *rq, bool good, bool rehash, const char *text)
{
	(void)good;
	(void)rehash;
	open_session(rq, text);
}

static void
open_session(struct request *rq, const char *rehash)
{
	struct enter *e = rq_state(rq);

	session_grant_new(rq, &e->entry);
	ask(rq, SESSION_OPEN, opened, e->account, e->hash, rehash, e->entry.session, e->entry.digest, e->entry.life,
	    e->entry.network, e->entry.agent, e->entry.staff_life);
}

static void
opened(struct request *rq, const struct answer *a)
{
	struct enter *e = rq_state(rq);

	if (answer_is(a, "bad_credentials")) { /* changed meanwhile */
		refuse(rq);
		return;
	}
	login_attempt_end(e->attempts, true);
	if (answer_is(a, "ok"))
		rate_owner_set(e->entry.digest, e->account);
	e->done(rq, &e->entry, a);
}

static void
refuse(struct request *rq)
{
	struct enter *e = rq_state(rq);

	login_attempt_end(e->attempts, false);
	ask(rq, SIGN_IN_FAILED, refused, e->account, rq_network(rq), rq_id(rq));
}

static void
refused(struct request *rq, const struct answer *a)
{
	struct enter *e = rq_state(rq);

	(void)a;
	e->done(rq, NULL, NULL);
}
