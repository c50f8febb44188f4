/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of a mail (RFC 5322, RFC 2045 to 2047, RFC 8058). Pure functions: no value that a person chose can begin a
 * header field, end a line of one, or add a recipient.
 */
#ifndef COURIER_MESSAGE_H
#define COURIER_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct message {
	const char *id;		 /* uuid: each attempt to send the mail has the same Message-ID */
	const char *host;	 /* of the Message-ID */
	const char *from;	 /* as in mail.from */
	const char *to;		 /* from address_smtp() */
	const char *subject;	 /* one line */
	const char *text, *html; /* lines end in LF */
	const char *language;	 /* "en" */
	const char *unsubscribe; /* address of the one-click POST; NULL: the mail is no notification */
	int64_t at_ms;		 /* since 1970 */
	bool eight_bit;		 /* bodies need not be encoded: the mail goes to a file */
};

/* Appends the whole mail; lines end in CRLF. */
void message_write(struct buf *, const struct message *);

/*
 * Appends "Name: text" with CRLF. Other text than printable ASCII becomes encoded words (RFC 2047 2), in lines of at most
 * 76 bytes. Control characters become spaces.
 */
void header_put(struct buf *, const char *name, const char *text);

/*
 * Appends a stored address (email_fold()) as SMTP wants it (RFC 5321 4.1.2): the domain in the form of the DNS, the part
 * before the @ quoted if necessary. False for an address that cannot be written in 254 bytes without control characters.
 */
bool address_smtp(const char *address, size_t n, struct buf *) MUST_USE;

/* Reads "name@example.org" or "Name <name@example.org>"; name may stay empty. False for any other text. */
bool sender_read(const char *from, struct buf *name, struct buf *address) MUST_USE;

#endif
