/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands about mail share. */
#ifndef CLI_MAIL_H
#define CLI_MAIL_H

#include "base/mem.h"

/* The folder of the mails' texts: mail.texts, else the one that ships with Madang. The caller frees it. NULL after an error message. */
char *cli_mail_texts(void) MUST_USE;

#endif
