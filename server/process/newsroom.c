/* SPDX-License-Identifier: Apache-2.0 */
#include "process/newsroom.h"

#include "base/clock.h"

const char *const newsroom_views[NEWSROOM_VIEWS] = { "all", "held", "reported", "suspect", "escalated", "appealed", "illegal",
	"proposed", "withdrawn" };

const char *const newsroom_mails[NEWSROOM_MAILS] = { "sent", "dead", "expired", "cancelled", "relay", "temporary", "permanent",
	"unknown", "address", "template" };

static struct newsroom_figures figures;

static long
json_count(const json_t *object, const char *name)
{
	return ((long)json_integer_value(json_object_get(object, name)));
}

static double
json_age(const json_t *body, const char *name)
{
	return (json_number_value(json_object_get(body, name)));
}

void
newsroom_take(const json_t *body)
{
	figures = (struct newsroom_figures) { .updated_ms = clock_wall_ms(),
		.illegal = json_count(body, "illegal"),
		.appeals = json_count(body, "appeals"),
		.outbox = json_count(body, "outbox"),
		.tasks = json_count(body, "tasks"),
		.oldest_case_s = json_age(body, "oldest_case"),
		.oldest_illegal_s = json_age(body, "oldest_illegal"),
		.oldest_appeal_s = json_age(body, "oldest_appeal"),
		.oldest_outbox_s = json_age(body, "oldest_outbox"),
		.oldest_task_s = json_age(body, "oldest_task") };
	for (int i = 0; i < NEWSROOM_VIEWS; i++)
		figures.cases[i] = json_count(json_object_get(body, "cases"), newsroom_views[i]);
	for (int i = 0; i < NEWSROOM_MAILS; i++)
		figures.mails[i] = (unsigned long)json_count(json_object_get(body, "mail"), newsroom_mails[i]);
}

struct newsroom_figures
newsroom_figures(void)
{
	return (figures);
}
