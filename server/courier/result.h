/* SPDX-License-Identifier: Apache-2.0 */
/* The result of one attempt to send a mail, as api_1.mail_done() takes it. */
#ifndef COURIER_RESULT_H
#define COURIER_RESULT_H

#define REPLY_TEXT 201 /* bytes of a reply and its NUL */

enum mail_result {
	MAIL_SENT,
	MAIL_RELEASED,	/* not tried */
	MAIL_RELAY,	/* the mail server cannot be used: no connection, no TLS, no authentication */
	MAIL_TEMPORARY, /* refused for now: a reply 4xx */
	MAIL_PERMANENT, /* refused for good: a reply 5xx */
	MAIL_UNKNOWN,	/* the connection ended while the text was sent, or before the reply to it */
	MAIL_ADDRESS,	/* there is no address, or none that can be written */
	MAIL_TEMPLATE,	/* the mail cannot be made from its data */
};

/* "sent", "released", … */
const char *mail_result_name(enum mail_result);

#endif
