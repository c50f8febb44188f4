/* SPDX-License-Identifier: Apache-2.0 */
/* Notifications: what the caller is to hear of others' comments and of the moderators, in one list. */
#ifndef NOTIFICATION_NOTIFICATION_H
#define NOTIFICATION_NOTIFICATION_H

#include "request/request.h"

struct id_list; /* request/list.h: how a page asks for the same list */

handler_fn notification_list;	   /* GET /v1/account/notifications */
handler_fn notification_read;	   /* POST /v1/account/notifications/{notification}/read */
handler_fn notification_read_many; /* POST /v1/account/notifications/read */
extern const struct id_list notification_list_def, notification_replies_def; /* all; answers to the caller alone */

handler_fn follow_put, follow_delete; /* PUT, DELETE /v1/articles/{article}/follow */
handler_fn follow_list;		      /* GET /v1/account/follows */
extern const struct id_list follow_list_def;

handler_fn mute_put, mute_delete; /* PUT, DELETE /v1/account/mutes/{account} */
handler_fn mute_list;		  /* GET /v1/account/mutes */
extern const struct id_list mute_list_def;
/* Asks MUTE_SET. */
void mute_ask(struct request *, const char *account, bool muted, then_fn *, const char *step);

#endif
