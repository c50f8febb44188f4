/* SPDX-License-Identifier: Apache-2.0 */
/* Notifications: what the caller is to hear of others' comments and of the moderators, in one list. */
#ifndef NOTIFICATION_NOTIFICATION_H
#define NOTIFICATION_NOTIFICATION_H

#include "request/request.h"

struct id_list; /* request/list.h: how a page asks for the same list */

handler_fn notification_list;	   /* GET /v1/account/notifications */
handler_fn notification_read;	   /* POST /v1/account/notifications/{notification}/read */
handler_fn notification_read_many; /* POST /v1/account/notifications/read */
extern const struct id_list notification_list_def;

#endif
