/* SPDX-License-Identifier: Apache-2.0 */
/* Who sends, by the settings; and a whole mail from its row of the outbox. */
#ifndef COURIER_SENDER_H
#define COURIER_SENDER_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "courier/mail.h"
#include "courier/result.h"
#include "secret/token.h"

/* Appends the host of Message-IDs and EHLO: that of server.base_url, or localhost for an address without a name. */
void sender_host(struct buf *);
/* Appends the address that undeliverable mail returns to. False: mail.from or mail.bounce_address is no address. */
bool sender_envelope(struct buf *) MUST_USE;

struct composed_mail {
	struct buf to;	  /* for RCPT */
	struct buf bytes; /* the message */
};

/*
 * Makes the mail of one element of api_1.mail_claim()'s body. tokens: those whose digests the call had. False with the
 * result and a reason if it cannot be made. composed_mail_end() in either case.
 */
bool mail_compose(const struct mail_texts *, const json_t *row, char (*tokens)[TOKEN_TEXT], struct composed_mail *,
    enum mail_result *, char reply[REPLY_TEXT]) MUST_USE;
void composed_mail_end(struct composed_mail *);

#endif
