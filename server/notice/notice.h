/*
 * Notices: statements of reasons and outcomes for the reader who asks.
 */
#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H

#include "request.h"

handler_fn notice_list; /* GET /v1/account/notices */
handler_fn notice_read; /* POST /v1/account/notices/{notice}/read */

#endif
