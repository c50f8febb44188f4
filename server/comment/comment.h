/* SPDX-License-Identifier: Apache-2.0 */
/* The comment endpoints, one file each; server/routes.c has their URLs. */
#ifndef COMMENT_COMMENT_H
#define COMMENT_COMMENT_H

#include "request/request.h"

handler_fn comment_page;
handler_fn comment_replies;
handler_fn comment_get;
handler_fn comment_source;
handler_fn comment_post;
handler_fn comment_preview;
handler_fn comment_edit;
handler_fn comment_withdraw;
handler_fn comment_mine;

#endif
