/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: courier_turn() has at most one query under way, and chooses the next: record results, else record that
 * texts are about to be sent, else claim mails for the free connections. Mails that end while a query is under way share
 * the next one, so a fast mail server causes large batches and a slow one costs little.
 *
 *   claimed -> OFFERED -> READY -> MARKING -> TEXT -> ENDED -> RECORDING -> freed
 *                 |         |         |        |        ^
 *                 +---------+---------+--------+--------+   the mail server failed or refused
 *
 * MARKING is what keeps a mail from being sent twice: only a mail that the database knows as "sending" may reach the mail
 * server, and it does so only while this courier's claim is the last one. If the courier is killed, a mail before
 * MARKING is claimed again after its lease, and one after it is unknown.
 */
#include "courier/courier.h"

#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/repeat.h"
#include "base/signals.h"
#include "base/uuid.h"
#include "courier/arrays.h"
#include "courier/fetch_server.h"
#include "courier/maildir.h"
#include "courier/sandbox.h"
#include "courier/sender.h"
#include "courier/smtp.h"
#include "db/pool.h"
#include "settings/settings.h"
#include "text/json.h"

#define CLAIM_MAX      100 /* the maximum of mail.connections */
#define CLAIM_TEXT     16
#define ASK_PAUSE_MS   250   /* after a query that failed */
#define RELAY_PAUSE_MS 60000 /* longest pause while the mail server cannot be used */
#define LEASE_SPARE_MS 60000

enum mail_state {
	MAIL_OFFERED,	/* the mail server is being connected to, or considers sender and recipient */
	MAIL_READY,	/* it waits for the text; to be recorded as sending */
	MAIL_MARKING,	/* that query is under way */
	MAIL_TEXT,	/* the text is being sent */
	MAIL_ENDED,	/* has a result, to be recorded */
	MAIL_RECORDING, /* that query is under way */
	MAIL_STATES,
};

struct mail {
	TAILQ_ENTRY(mail) on;
	enum mail_state state;
	char id[UUID_TEXT], claim[CLAIM_TEXT];
	struct smtp_send *send; /* NULL once it has ended */
	enum mail_result result;
	char reply[REPLY_TEXT];
};
TAILQ_HEAD(mail_list, mail);

static struct courier {
	const char *config;
	struct event_base *base;
	struct pool *pool;
	struct smtp *smtp;
	struct fetch_server *fetches;
	struct mail_texts *texts;
	struct event *timer, *wakeup, *term, *intr, *hup;
	struct mail_list mails[MAIL_STATES]; /* one list for each state */
	unsigned count;			     /* mails in all lists */
	bool asking;			     /* a query is under way */
	bool stopping;
	int64_t stop_ms;     /* clock_ms() when texts under way are given up */
	int64_t ask_after;   /* clock_ms() of the next query: one failed */
	int64_t claim_after; /* clock_ms() of the next claim */
	long relay_pause;    /* ms; 0: the mail server works */
	unsigned claimed;    /* how many mails the claim under way asked for */
	char tokens[CLAIM_MAX][TOKEN_TEXT];
} c;

static void courier_turn(void);
static answer_fn claimed_answered, marking_answered, recording_answered;

/* ---- the states of a mail */

static void
mail_move(struct mail *m, enum mail_state to)
{
	TAILQ_REMOVE(&c.mails[m->state], m, on);
	m->state = to;
	TAILQ_INSERT_TAIL(&c.mails[to], m, on);
	event_active(c.wakeup, EV_TIMEOUT, 0);
}

static struct mail *
mail_new(const json_t *row)
{
	struct mail *m = mem_zero(1, sizeof(*m));

	(void)snprintf(m->id, sizeof(m->id), "%s", json_string_value(json_object_get(row, "id")));
	(void)snprintf(m->claim, sizeof(m->claim), "%lld", (long long)json_integer_value(json_object_get(row, "claim")));
	TAILQ_INSERT_TAIL(&c.mails[MAIL_OFFERED], m, on);
	c.count++;
	return (m);
}

static void
mail_free(struct mail *m)
{
	TAILQ_REMOVE(&c.mails[m->state], m, on);
	if (m->send != NULL)
		smtp_send_cancel(m->send);
	free(m);
	c.count--;
}

/* After a failure of the mail server, claims pause longer and longer; any other result shows that it works. */
static void
relay_judge(enum mail_result result)
{
	long pause = setting_int(MAIL_RETRY_MIN) < 1000 ? setting_int(MAIL_RETRY_MIN) : 1000;

	if (result == MAIL_SENT || result == MAIL_TEMPORARY || result == MAIL_PERMANENT)
		c.relay_pause = 0;
	if (result != MAIL_RELAY)
		return;
	if (clock_ms() < c.claim_after && c.relay_pause > 0)
		return; /* a mail of the same claim failed first */
	c.relay_pause = c.relay_pause == 0 ? pause : c.relay_pause * 2;
	if (c.relay_pause > RELAY_PAUSE_MS)
		c.relay_pause = RELAY_PAUSE_MS;
	c.claim_after = clock_ms() + c.relay_pause;
}

/* Replies may quote an address, so the log has libcurl's words only; `madang mail list` shows the reply. */
static void
result_log(const struct mail *m)
{
	const char *name = mail_result_name(m->result);
	long more;

	if (m->result == MAIL_RELAY && repeat_due("mail server unusable", "", NULL, &more))
		log_error("mail server unusable", log_text("why", m->reply), log_repeated(more));
	if (m->result == MAIL_UNKNOWN)
		log_warn("mail interrupted", log_text("mail", m->id), log_text("why", m->reply));
	if (m->result == MAIL_PERMANENT || m->result == MAIL_ADDRESS || m->result == MAIL_TEMPLATE)
		log_error("mail dead", log_text("mail", m->id), log_text("class", name));
	if (m->result == MAIL_SENT || m->result == MAIL_TEMPORARY)
		log_debug("mail attempted", log_text("mail", m->id), log_text("result", name));
}

static void
mail_ended(struct mail *m, enum mail_result result, const char *reply)
{
	m->result = result;
	if (m->reply != reply)
		(void)snprintf(m->reply, sizeof(m->reply), "%s", reply);
	m->send = NULL;
	relay_judge(result);
	result_log(m);
	mail_move(m, MAIL_ENDED);
}

static void
smtp_ready(void *arg)
{
	mail_move(arg, MAIL_READY);
}

static void
smtp_done(void *arg, enum mail_result result, const char *reply)
{
	mail_ended(arg, result, reply);
}

static void
mail_start(const json_t *row)
{
	static const struct smtp_fns fns = { smtp_ready, smtp_done };
	struct mail *m = mail_new(row);
	struct composed_mail made;
	enum mail_result result;
	struct buf from;

	buf_init(&from, NULL);
	if (!mail_compose(c.texts, row, c.tokens, &made, &result, m->reply))
		mail_ended(m, result, m->reply);
	else if (!sender_envelope(&from))
		mail_ended(m, MAIL_RELAY, "mail.from or mail.bounce_address is no address");
	else if (strcmp(setting_text(MAIL_TRANSPORT), "maildir") == 0) {
		result = maildir_put(m->id, &made.bytes, m->reply);
		mail_ended(m, result, m->reply);
	} else
		m->send = smtp_send_start(c.smtp, from.data, made.to.data, &made.bytes, &fns, m);
	composed_mail_end(&made);
	buf_end(&from);
}

/* ---- queries */

/* Longer than any attempt: a lease that ends while its courier lives could send a mail twice. */
static long
lease_ms(void)
{
	return (2 * setting_int(MAIL_TIMEOUT) + LEASE_SPARE_MS);
}

static void
ask_mail(enum statement st, const char *const *params, answer_fn *answered)
{
	c.asking = true;
	pool_ask(c.pool, st, params, answered, NULL);
}

/* The outcome of a query; false: it failed, and the next one waits. */
static bool
ask_fine(enum ask_status status, const struct answer *a)
{
	c.asking = false;
	if (status == ASK_OK && answer_is(a, "ok"))
		return (true);
	c.ask_after = clock_ms() + ASK_PAUSE_MS;
	return (false);
}

static json_t *
answer_body(const struct answer *a)
{
	json_t *body = json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL);

	if (body == NULL)
		abort(); /* the database wrote it */
	return (body);
}

/* Moves all mails of one list to another, and makes the parameters of the query about them. */
static void
arrays_make(struct mail_arrays *x, enum mail_state from, enum mail_state to)
{
	struct mail *m;

	mail_arrays_begin(x);
	while ((m = TAILQ_FIRST(&c.mails[from])) != NULL) {
		mail_arrays_add(x, m->id, m->claim, m->result, m->reply);
		mail_move(m, to);
	}
	mail_arrays_close(x);
}

static void
record_results(void)
{
	struct mail_arrays x;
	char backoff[24], backoff_max[24], window[24];

	arrays_make(&x, MAIL_ENDED, MAIL_RECORDING);
	(void)snprintf(backoff, sizeof(backoff), "%ld", setting_int(MAIL_RETRY_MIN));
	(void)snprintf(backoff_max, sizeof(backoff_max), "%ld", setting_int(MAIL_RETRY_MAX));
	(void)snprintf(window, sizeof(window), "%ld", setting_int(MAIL_UNKNOWN_WINDOW));
	ask_mail(MAIL_DONE,
	    (const char *const[]) { x.ids.data, x.claims.data, x.results.data, x.replies.data, backoff, backoff_max, window },
	    recording_answered);
	mail_arrays_end(&x);
}

static void
recording_answered(void *arg, enum ask_status status, const struct answer *a)
{
	bool fine = ask_fine(status, a);
	struct mail *m;

	(void)arg;
	while ((m = TAILQ_FIRST(&c.mails[MAIL_RECORDING])) != NULL)
		if (fine)
			mail_free(m);
		else
			mail_move(m, MAIL_ENDED);
	courier_turn();
}

static void
mark_sending(void)
{
	struct mail_arrays x;
	char lease[24];

	arrays_make(&x, MAIL_READY, MAIL_MARKING);
	(void)snprintf(lease, sizeof(lease), "%ld", lease_ms());
	ask_mail(MAIL_SENDING, (const char *const[]) { x.ids.data, x.claims.data, lease }, marking_answered);
	mail_arrays_end(&x);
}

static bool
array_has(const json_t *ids, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach (ids, i, one)
		if (strcmp(json_string_value(one), id) == 0)
			return (true);
	return (false);
}

static void
marking_answered(void *arg, enum ask_status status, const struct answer *a)
{
	bool fine = ask_fine(status, a);
	json_t *ids = fine ? answer_body(a) : NULL;
	struct mail *m;

	(void)arg;
	while ((m = TAILQ_FIRST(&c.mails[MAIL_MARKING])) != NULL) {
		if (!fine)
			mail_move(m, MAIL_READY);
		else if (array_has(ids, m->id)) {
			mail_move(m, MAIL_TEXT);
			smtp_send_text(m->send);
		} else
			mail_free(m); /* another courier has it */
	}
	json_decref(ids);
	courier_turn();
}

static void
claim_mails(unsigned n)
{
	char max[24], lease[24], window[24], expire[24];
	struct buf digests, lifetimes;

	buf_init(&digests, NULL);
	buf_init(&lifetimes, NULL);
	c.claimed = n;
	mail_tokens_make(c.tokens, n, &digests);
	mail_lifetimes_put(&lifetimes);
	(void)snprintf(max, sizeof(max), "%u", n);
	(void)snprintf(lease, sizeof(lease), "%ld", lease_ms());
	(void)snprintf(window, sizeof(window), "%ld", setting_int(MAIL_UNKNOWN_WINDOW));
	(void)snprintf(expire, sizeof(expire), "%ld", setting_int(MAIL_EXPIRE) * 86400);
	ask_mail(MAIL_CLAIM, (const char *const[]) { max, digests.data, lease, window, expire, lifetimes.data },
	    claimed_answered);
	buf_end(&digests);
	buf_end(&lifetimes);
}

/* If fewer came than were asked for, no more are due. */
static void
claimed_answered(void *arg, enum ask_status status, const struct answer *a)
{
	json_t *rows, *row;
	size_t i;

	(void)arg;
	if (ask_fine(status, a)) {
		rows = answer_body(a);
		c.claim_after = json_array_size(rows) < c.claimed ? clock_ms() + setting_int(MAIL_POLL_INTERVAL) : 0;
		json_array_foreach (rows, i, row)
			mail_start(row);
		json_decref(rows);
		secret_wipe(c.tokens, sizeof(c.tokens));
	}
	courier_turn();
}

/* ---- the loop */

static unsigned
free_connections(void)
{
	unsigned max = c.relay_pause > 0 ? 1 : (unsigned)setting_int(MAIL_CONNS); /* one mail tries a failed mail server */

	return (c.count < max ? max - c.count : 0);
}

static void
turn_at(int64_t at)
{
	int64_t ms = at > clock_ms() ? at - clock_ms() : 0;
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	(void)event_add(c.timer, &tv);
}

static void
courier_turn(void)
{
	int64_t now = clock_ms();

	if (c.stopping && c.count == 0 && !fetch_server_busy(c.fetches))
		(void)event_base_loopbreak(c.base);
	if (c.asking)
		return;
	if (now < c.ask_after)
		turn_at(c.ask_after);
	else if (!TAILQ_EMPTY(&c.mails[MAIL_ENDED]))
		record_results();
	else if (!TAILQ_EMPTY(&c.mails[MAIL_READY]))
		mark_sending();
	else if (c.stopping)
		turn_at(c.stop_ms);
	else if (free_connections() == 0)
		return; /* the end of a mail wakes it */
	else if (now < c.claim_after)
		turn_at(c.claim_after);
	else
		claim_mails(free_connections());
}

static void
on_turn(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	if (c.stopping && c.stop_ms <= clock_ms())
		(void)event_base_loopbreak(c.base);
	else
		courier_turn();
}

/* Mails whose text is not begun are given back. Texts and calls under way may end within server.drain_timeout. */
static void
on_stop(evutil_socket_t fd, short what, void *arg)
{
	static const enum mail_state begun[] = { MAIL_OFFERED, MAIL_READY };
	struct mail *m;

	(void)fd;
	(void)what;
	(void)arg;
	log_info("stop requested");
	c.stop_ms = c.stopping ? 0 : clock_ms() + setting_int(SERVER_DRAIN) * 1000;
	c.stopping = true;
	fetch_server_stop(c.fetches);
	for (size_t i = 0; i < LENGTH(begun); i++)
		while ((m = TAILQ_FIRST(&c.mails[begun[i]])) != NULL) {
			if (m->send != NULL)
				smtp_send_cancel(m->send);
			mail_ended(m, MAIL_RELEASED, "");
		}
	turn_at(c.stop_ms);
	event_active(c.wakeup, EV_TIMEOUT, 0);
}

static void
on_reload(evutil_socket_t fd, short what, void *arg)
{
	enum log_level level;

	(void)fd;
	(void)what;
	(void)arg;
	if (!settings_reload(c.config, stderr)) {
		log_error("settings not reloaded", log_text("why", "see the lines before"));
		return;
	}
	if (log_level_parse(setting_text(LOG_LEVEL), &level))
		log_set_level(level);
	log_info("settings reloaded");
}

static struct event *
event_or_abort(struct event *e)
{
	if (e == NULL)
		abort();
	return (e);
}

static void
on_calls_ended(void)
{
	event_active(c.wakeup, EV_TIMEOUT, 0);
}

static void
courier_start(void)
{
	signals_ignore();
	log_set_process("courier");
	log_open(NULL);
	crash_watch("courier");
	secret_start();
	for (int i = 0; i < MAIL_STATES; i++)
		TAILQ_INIT(&c.mails[i]);
	c.base = event_base_new();
	if (c.base == NULL)
		abort();
	c.timer = event_or_abort(evtimer_new(c.base, on_turn, NULL));
	c.wakeup = event_or_abort(event_new(c.base, -1, 0, on_turn, NULL));
	c.term = event_or_abort(evsignal_new(c.base, SIGTERM, on_stop, NULL));
	c.intr = event_or_abort(evsignal_new(c.base, SIGINT, on_stop, NULL));
	c.hup = event_or_abort(evsignal_new(c.base, SIGHUP, on_reload, NULL));
	(void)event_add(c.term, NULL);
	(void)event_add(c.intr, NULL);
	(void)event_add(c.hup, NULL);
	c.pool = pool_new_courier(c.base);
	c.smtp = smtp_new(c.base);
	c.fetches = fetch_server_new(c.base, on_calls_ended);
}

static void
courier_end(void)
{
	struct event *events[] = { c.timer, c.wakeup, c.term, c.intr, c.hup };
	struct mail *m;

	c.asking = true; /* pool_end() answers the query under way; no other begins */
	pool_end(c.pool);
	for (int i = 0; i < MAIL_STATES; i++)
		while ((m = TAILQ_FIRST(&c.mails[i])) != NULL)
			mail_free(m);
	smtp_end(c.smtp);
	fetch_server_end(c.fetches);
	for (size_t i = 0; i < LENGTH(events); i++)
		event_free(events[i]);
	event_base_free(c.base);
	mail_texts_end(c.texts);
}

int
courier_run(const char *config, const char *texts)
{
	char why[256];

	c.config = config;
	c.texts = mail_texts_load(texts, why);
	if (c.texts == NULL) {
		(void)fprintf(stderr, "madang: %s\n", why);
		return (1);
	}
	courier_start();
	if (!sandbox_enter(fetch_server_fd(c.fetches), why)) {
		(void)fprintf(stderr, "madang: %s\n", why);
		return (1);
	}
	log_info("courier started", log_text("transport", setting_text(MAIL_TRANSPORT)));
	courier_turn();
	(void)event_base_dispatch(c.base);
	log_info("courier stopped");
	courier_end();
	return (0);
}
