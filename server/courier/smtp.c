/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: a link is a connection to the mail server and serves one send at a time, in the states below. A link
 * whose mail was accepted waits for the next send. Any other end closes it, so that no reply can be taken for another
 * mail's.
 *
 *   CONNECTING -> MAIL -> RCPT -> DATA -> READY -> TEXT -> END -> IDLE -> MAIL …
 */
#include "courier/smtp.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "base/clock.h"
#include "courier/smtp_connect.h"
#include "courier/smtp_wire.h"
#include "settings/settings.h"

#define IDLE_MS 5000 /* how long a link waits for the next mail; mail servers wait for minutes */

enum link_state {
	LINK_CONNECTING, /* until the mail server has authenticated us */
	LINK_MAIL,	 /* MAIL was sent */
	LINK_RCPT,	 /* RCPT was sent */
	LINK_DATA,	 /* DATA was sent */
	LINK_READY,	 /* the mail server waits for the text, and the caller was told */
	LINK_TEXT,	 /* the text is being sent */
	LINK_END,	 /* the text was sent */
	LINK_IDLE,
};

struct link {
	TAILQ_ENTRY(link) on;
	struct smtp *smtp;
	enum link_state state;
	struct connecting *conn;
	struct smtp_send *send; /* NULL: idle */
	struct event *readable, *writable;
	struct event *timer; /* the limit of the attempt, or of idleness */
	struct buf in, out;
	size_t written; /* of out */
	bool used;	/* it has served a mail before, so the mail server may have closed it */
	bool utf8;
};

struct smtp_send {
	struct link *link;
	struct buf from, to, text; /* text: as DATA wants it */
	const struct smtp_fns *fns;
	void *arg;
	int64_t deadline; /* clock_ms() */
};

struct smtp {
	struct event_base *base;
	struct connector *connector;
	TAILQ_HEAD(, link) links;
};

static connected_fn link_connected;
static void link_event(evutil_socket_t, short, void *);
static void link_timeout(evutil_socket_t, short, void *);

/* ---- links */

static struct link *
link_new(struct smtp *s)
{
	struct link *l = mem_zero(1, sizeof(*l));

	l->smtp = s;
	l->state = LINK_CONNECTING;
	buf_init(&l->in, NULL);
	buf_init(&l->out, NULL);
	l->timer = evtimer_new(s->base, link_timeout, l);
	if (l->timer == NULL)
		abort();
	l->conn = connector_start(s->connector, l);
	TAILQ_INSERT_TAIL(&s->links, l, on);
	return (l);
}

static void
link_close(struct link *l)
{
	TAILQ_REMOVE(&l->smtp->links, l, on);
	if (l->readable != NULL)
		event_free(l->readable);
	if (l->writable != NULL)
		event_free(l->writable);
	event_free(l->timer);
	connecting_close(l->conn);
	buf_end(&l->in);
	buf_end(&l->out);
	free(l);
}

static void
link_timer(struct link *l, int64_t ms)
{
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	if (ms < 0)
		tv = (struct timeval) { 0, 0 };
	(void)event_add(l->timer, &tv);
}

/* Queues bytes; they are written in the next iteration of the loop, so that the caller may still use the link. */
static void
link_say(struct link *l, const char *before, const char *text, const char *after)
{
	buf_puts(&l->out, before);
	buf_puts(&l->out, text);
	buf_puts(&l->out, after);
	(void)event_add(l->writable, NULL);
}

static void
send_free(struct smtp_send *x)
{
	buf_end(&x->from);
	buf_end(&x->to);
	buf_end(&x->text);
	free(x);
}

/* The link has no other mail under way, so it may be idle next; else it is closed. */
static void
send_end(struct link *l, enum mail_result result, const char *reply, bool keep)
{
	struct smtp_send *x = l->send;

	l->send = NULL;
	l->state = LINK_IDLE;
	l->used = true;
	if (keep)
		link_timer(l, IDLE_MS);
	else
		link_close(l);
	x->fns->done(x->arg, result, reply);
	send_free(x);
}

static bool
is_ascii_address(const char *p)
{
	while (*p != '\0' && (unsigned char)*p < 0x80)
		p++;
	return (*p == '\0');
}

/* The first command of a mail. */
static void
link_begin(struct link *l, struct smtp_send *x)
{
	bool ascii = is_ascii_address(x->to.data);

	l->send = x;
	x->link = l;
	l->state = LINK_MAIL;
	link_timer(l, x->deadline - clock_ms());
	link_say(l, "MAIL FROM:<", x->from.data, ascii || !l->utf8 ? ">\r\n" : "> SMTPUTF8\r\n");
}

static void
send_connect(struct smtp *s, struct smtp_send *x)
{
	struct link *l = link_new(s);

	l->send = x;
	x->link = l;
	link_timer(l, x->deadline - clock_ms());
}

/* The connection ended. A mail server may close an idle link at any time, so the first command is sent again on a new one. */
static void
link_lost(struct link *l, const char *why)
{
	struct smtp_send *x = l->send;
	struct smtp *s = l->smtp;
	bool stale = x != NULL && l->used && l->state == LINK_MAIL && clock_ms() < x->deadline;

	if (x == NULL || stale) {
		link_close(l);
		if (stale)
			send_connect(s, x);
		return;
	}
	send_end(l, smtp_result(0, l->state == LINK_TEXT || l->state == LINK_END), why, false);
}

static void
link_timeout(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	link_lost(arg, "the mail server did not answer in time");
}

static void
link_connected(void *arg, int fd, bool utf8, const char *why)
{
	struct link *l = arg;
	struct smtp *s = l->smtp;

	if (fd < 0) {
		link_lost(l, why);
		return;
	}
	l->utf8 = utf8;
	l->readable = event_new(s->base, fd, EV_READ | EV_PERSIST, link_event, l);
	l->writable = event_new(s->base, fd, EV_WRITE, link_event, l);
	if (l->readable == NULL || l->writable == NULL)
		abort();
	(void)event_add(l->readable, NULL);
	link_begin(l, l->send);
}

/* ---- the conversation */

/* A reply that ends the mail: a refusal, or the reply to its text. */
static void
link_finished(struct link *l, long code, const char *reply)
{
	bool text = l->state == LINK_TEXT || l->state == LINK_END;
	enum mail_result result = smtp_result(code, text);

	if (l->state == LINK_MAIL && l->used && code == 421)
		link_lost(l, reply);
	else
		send_end(l, result, reply, result == MAIL_SENT && l->state == LINK_END);
}

/* False: the link has ended. */
static bool
link_reply(struct link *l, long code, const char *reply)
{
	struct smtp_send *x = l->send;

	if (x == NULL) {
		link_close(l); /* nothing was asked: the mail server says goodbye */
		return (false);
	}
	if (code >= 400 || l->state == LINK_READY || l->state == LINK_TEXT || l->state == LINK_END) {
		link_finished(l, code, reply);
		return (false);
	}
	if (l->state == LINK_MAIL) {
		l->state = LINK_RCPT;
		link_say(l, "RCPT TO:<", x->to.data, ">\r\n");
	} else if (l->state == LINK_RCPT) {
		l->state = LINK_DATA;
		link_say(l, "", "DATA", "\r\n");
	} else if (code == 354) {
		l->state = LINK_READY;
		x->fns->ready(x->arg);
	} else {
		link_lost(l, reply);
		return (false);
	}
	return (true);
}

/* False: the link has ended. */
static bool
link_read(struct link *l)
{
	char bytes[4096], reply[REPLY_TEXT];
	enum reply_read got;
	ssize_t n;
	long code;

	while ((n = connecting_read(l->conn, bytes, sizeof(bytes))) > 0) {
		buf_add(&l->in, bytes, (size_t)n);
		while ((got = smtp_reply(&l->in, &code, reply)) == REPLY_WHOLE)
			if (!link_reply(l, code, reply))
				return (false);
		if (got == REPLY_BAD) {
			link_lost(l, "the mail server does not speak SMTP");
			return (false);
		}
	}
	if (n < 0)
		link_lost(l, "the connection to the mail server ended");
	return (n == 0);
}

static void
link_write(struct link *l)
{
	ssize_t n = connecting_write(l->conn, l->out.data + l->written, l->out.len - l->written);

	if (n < 0) {
		link_lost(l, "the connection to the mail server ended");
		return;
	}
	l->written += (size_t)n;
	if (l->written < l->out.len) {
		(void)event_add(l->writable, NULL);
		return;
	}
	buf_drop(&l->out, l->out.len);
	l->written = 0;
	if (l->state == LINK_TEXT)
		l->state = LINK_END;
}

static void
link_event(evutil_socket_t fd, short what, void *arg)
{
	struct link *l = arg;

	(void)fd;
	if (what & EV_READ && !link_read(l))
		return;
	if (what & EV_WRITE && l->out.len > 0)
		link_write(l);
}

/* ---- sends */

static struct link *
idle_link(struct smtp *s)
{
	struct link *l;

	TAILQ_FOREACH(l, &s->links, on)
	if (l->state == LINK_IDLE)
		return (l);
	return (NULL);
}

struct smtp *
smtp_new(struct event_base *base)
{
	struct smtp *s = mem_zero(1, sizeof(*s));

	s->base = base;
	s->connector = connector_new(base, link_connected);
	TAILQ_INIT(&s->links);
	return (s);
}

void
smtp_end(struct smtp *s)
{
	struct link *l;

	if (s == NULL)
		return;
	while ((l = TAILQ_FIRST(&s->links)) != NULL)
		link_close(l);
	connector_end(s->connector);
	free(s);
}

struct smtp_send *
smtp_send_start(struct smtp *s, const char *from, const char *to, const struct buf *bytes, const struct smtp_fns *fns, void *arg)
{
	struct smtp_send *x = mem_zero(1, sizeof(*x));
	struct link *l = idle_link(s);

	x->fns = fns;
	x->arg = arg;
	x->deadline = clock_ms() + setting_int(MAIL_TIMEOUT);
	buf_init(&x->from, NULL);
	buf_init(&x->to, NULL);
	buf_init(&x->text, NULL);
	buf_puts(&x->from, from);
	buf_puts(&x->to, to);
	smtp_stuff(bytes, &x->text);
	if (l != NULL)
		link_begin(l, x);
	else
		send_connect(s, x);
	return (x);
}

void
smtp_send_text(struct smtp_send *x)
{
	struct link *l = x->link;

	l->state = LINK_TEXT;
	buf_add(&l->out, x->text.data, x->text.len);
	(void)event_add(l->writable, NULL);
}

void
smtp_send_cancel(struct smtp_send *x)
{
	link_close(x->link);
	send_free(x);
}
