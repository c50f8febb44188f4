/* SPDX-License-Identifier: Apache-2.0 */
/* Muting a reader: their comments notify the caller no longer, and pages fold them. The muted reader does not learn of it. */
#include "notification/notification.h"
#include "request/list.h"
#include "settings/settings.h"

const struct id_list mute_list_def = { .statement = MUTE_LIST, .kind = 'm', .limit = 50 };

static then_fn mute_answered;
static const struct outcome outcomes[] = {
	{ "ok", 204 },
	{ "mutes_max" },
	{ NULL },
};

void
mute_ask(struct request *rq, const char *account, bool muted, then_fn *then, const char *step)
{
	const char *max = rq_int(rq, setting_int(NOTIFICATIONS_MUTES_MAX));

	ask_list(rq, MUTE_SET, then, step, (const char *const[]) { rq_viewer(rq), account, muted ? "true" : "false", max }, 4);
}

void
mute_put(struct request *rq)
{
	mute_ask(rq, rq_path(rq, 0), true, mute_answered, "mute_answered");
}

void
mute_delete(struct request *rq)
{
	mute_ask(rq, rq_path(rq, 0), false, mute_answered, "mute_answered");
}

static void
mute_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

void
mute_list(struct request *rq)
{
	list_get(rq, &mute_list_def);
}
