/* SPDX-License-Identifier: Apache-2.0 */
/* A maildir (https://cr.yp.to/proto/maildir.html): the transport for installations without a mail server. */
#ifndef COURIER_MAILDIR_H
#define COURIER_MAILDIR_H

#include "base/buf.h"
#include "courier/result.h"

/*
 * Writes the mail into the folder mail.dir/new, which it creates. The file's name begins with the id, so a repeated mail
 * replaces itself. MAIL_SENT, or MAIL_RELAY with the error in reply.
 */
enum mail_result maildir_put(const char *id, const struct buf *bytes, char reply[REPLY_TEXT]);

#endif
