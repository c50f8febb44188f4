/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of SMTP (RFC 5321): pure functions. Private to smtp*.c and the unit test. */
#ifndef COURIER_SMTP_WIRE_H
#define COURIER_SMTP_WIRE_H

#include <stdbool.h>

#include "base/buf.h"
#include "courier/result.h"

enum reply_read {
	REPLY_WHOLE,
	REPLY_PART, /* more bytes are needed */
	REPLY_BAD,  /* not SMTP, or too long */
};

/*
 * Takes a reply of one or more lines from the buffer (4.2.1). code: its three digits. text: its last line, printable ASCII
 * only, shortened.
 */
enum reply_read smtp_reply(struct buf *in, long *code, char text[REPLY_TEXT]);

/* Appends the text as DATA wants it: a full stop at the start of a line is doubled (4.5.2), and a line of one ends it. */
void smtp_stuff(const struct buf *text, struct buf *out);

/*
 * The result of a mail by the last reply; 0: the connection ended, or timed out, without one. 530 (authentication or TLS
 * is required) is the mail server's matter, not the mail's.
 */
enum mail_result smtp_result(long reply, bool text_begun);

#endif
