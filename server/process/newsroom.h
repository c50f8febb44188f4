/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The newsroom's figures for the metrics. The scheduler of slot 0 calls api_1.newsroom_figures() every
 * newsroom.interval, so a scrape sends no query. While the database is unavailable the last figures remain, and
 * updated_ms shows their age.
 */
#ifndef NEWSROOM_H
#define NEWSROOM_H

#include <jansson.h>
#include <stdint.h>

#define NEWSROOM_VIEWS 9
#define NEWSROOM_MAILS 10

struct newsroom_figures {
	int64_t updated_ms; /* clock_wall_ms(); 0: the database has not answered yet, and the rest is meaningless */
	long cases[NEWSROOM_VIEWS];
	long illegal, appeals, outbox, tasks;
	unsigned long mails[NEWSROOM_MAILS]; /* totals by result */
	double oldest_case_s, oldest_illegal_s, oldest_appeal_s, oldest_outbox_s, oldest_task_s;
};

/* The desk's views, in the order of struct newsroom_figures.cases. */
extern const char *const newsroom_views[NEWSROOM_VIEWS];

/* The results of mails, in the order of struct newsroom_figures.mails: values of core.mail_total.result. */
extern const char *const newsroom_mails[NEWSROOM_MAILS];

/* Stores the body of a reply of api_1.newsroom_figures(). */
void newsroom_take(const json_t *body);
struct newsroom_figures newsroom_figures(void);

#endif
