/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mail to the mail server of mail.smtp_url (RFC 5321), many at once on an event loop. libcurl connects, starts TLS and
 * authenticates; a connection then serves one mail after another. Before the text of a mail is sent, the caller is
 * asked: only after that point may the mail arrive although no reply comes.
 *
 *   s = smtp_send_start(smtp, from, to, &bytes, fns, arg);
 *   … fns->ready(arg): the mail server accepts sender, recipient and DATA; then or later: smtp_send_text(s)
 *   … fns->done(arg, result, reply): s is freed
 */
#ifndef COURIER_SMTP_H
#define COURIER_SMTP_H

#include <stdbool.h>

#include "base/buf.h"
#include "courier/result.h"

struct event_base;
struct smtp;
struct smtp_send;

struct smtp_fns {
	void (*ready)(void *arg);
	void (*done)(void *arg, enum mail_result, const char *reply);
};

struct smtp *smtp_new(struct event_base *) MUST_USE;
/* Closes idle connections. All sends must have ended. NULL is allowed. */
void smtp_end(struct smtp *);

/* from, to and bytes are copied. Calls no function of fns before it returns. */
struct smtp_send *smtp_send_start(struct smtp *, const char *from, const char *to, const struct buf *bytes,
    const struct smtp_fns *, void *arg) MUST_USE;
/* After ready(): sends the text. */
void smtp_send_text(struct smtp_send *);
/* Closes the connection and frees the send; done() is not called. */
void smtp_send_cancel(struct smtp_send *);

#endif
