/* SPDX-License-Identifier: Apache-2.0 */
/* Marks the caller's notifications as read: one, or all up to one that the caller has seen. */
#include "notification/notification.h"

struct read_body {
	const char *upto;
};

static const struct field fields[] = {
	{ "upto", FIELD_UUID, true, offsetof(struct read_body, upto) },
};

void
notification_read(struct request *rq)
{
	ask(rq, NOTIFICATION_READ, reply_no_content, rq_viewer(rq), rq_path(rq, 0));
}

void
notification_read_many(struct request *rq)
{
	struct read_body b = { NULL };

	if (rq_read(rq, fields, LENGTH(fields), &b))
		ask(rq, NOTIFICATIONS_READ, reply_ok, rq_viewer(rq), b.upto, NULL);
}
