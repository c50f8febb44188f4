/*
 * What waits for the newsroom, for the metrics: the scheduler of slot 0 asks api_1.newsroom_figures() every
 * newsroom.interval, so a scrape asks the database nothing. While the database is away the last figures stand, and
 * updated_ms says how old they are.
 */
#ifndef NEWSROOM_H
#define NEWSROOM_H

#include <jansson.h>
#include <stdint.h>

#define NEWSROOM_VIEWS 9

struct newsroom_figures {
	int64_t updated_ms; /* wall clock; 0: the database has not answered yet, and the rest means nothing */
	long cases[NEWSROOM_VIEWS];
	long illegal, appeals, outbox;
	double oldest_case_s, oldest_illegal_s, oldest_appeal_s, oldest_outbox_s;
};

/* The desk's views, in the order of cases. */
extern const char *const newsroom_views[NEWSROOM_VIEWS];

/* The answer of api_1.newsroom_figures(). */
void newsroom_take(const json_t *body);
struct newsroom_figures newsroom_figures(void);

#endif
