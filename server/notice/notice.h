/* SPDX-License-Identifier: Apache-2.0 */
/* Notices: statements of reasons and outcomes for the caller, the caller's appeals, and notices of illegal content. */
#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H

#include "request/request.h"

struct id_list; /* request/list.h: how a page asks for the same list */

handler_fn notice_list; /* GET /v1/account/notices */
handler_fn notice_read; /* POST /v1/account/notices/{notice}/read */
extern const struct id_list notice_list_def;

/* Appeals against a decision, a sanction, or the answer to a notice of illegal content. */
#define APPEAL_TEXT_MAX 8192 /* bytes */
handler_fn appeal_post;	     /* POST /v1/appeals */
handler_fn appeal_mine;	     /* GET /v1/account/appeals */
extern const struct id_list appeal_mine_def;

/* Notices of illegal content; anyone may send one. The largest fields in bytes: */
#define ILLEGAL_TEXT_MAX  8192
#define ILLEGAL_URL_MAX	  2000
#define ILLEGAL_LAW_MAX	  500
#define ILLEGAL_NAME_MAX  200
#define ILLEGAL_EMAIL_MAX 254
handler_fn illegal_post; /* POST /v1/notices/illegal */
handler_fn illegal_get;	 /* GET /v1/notices/illegal/{reference} */
/* Can this be a mail address? One '@' between two parts, without spaces, controls and separators. */
bool illegal_address(const char *) MUST_USE;

#endif
