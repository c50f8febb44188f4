/*
 * The rules that the database applies: core.judge and what it calls. Here their
 * members are checked, so that what is stored always makes sense there.
 */
#include "rules/read.h"

#define YEAR 31536000L

/* Texts of fewer than `min` characters are compared with their author's own only. */
static bool
repetition(struct place *w, const json_t *o)
{
	struct rule_action v;
	long n;

	return (place_only(w, o, " outcome reason weight within min ") && place_action(w, o, "hold", &v)
	    && place_whole(w, o, "within", 1, YEAR, 86400, &n) && place_whole(w, o, "min", 0, 1000000, 80, &n));
}

static bool
newcomer(struct place *w, const json_t *o)
{
	struct rule_action v;
	long n;

	return (place_only(w, o, " outcome reason weight first age ") && place_action(w, o, "hold", &v)
	    && place_whole(w, o, "first", 0, 1000000, 1, &n) && place_whole(w, o, "age", 0, YEAR * 10, 0, &n));
}

/* Of the author's last `of` decided comments at least `share` rejected; fewer than `min` decide nothing. */
static bool
record(struct place *w, const json_t *o)
{
	struct rule_action v;
	double share;
	long of, min;

	if (!place_only(w, o, " outcome reason weight share of min ") || !place_action(w, o, "hold", &v)
	    || !place_number(w, o, "share", 0, 1, 0.5, &share) || !place_whole(w, o, "of", 1, 1000, 20, &of)
	    || !place_whole(w, o, "min", 1, 1000, 5, &min))
		return (false);
	return (min <= of || place_wrong(w, "min", "cannot be more than \"of\", which is %ld", of));
}

/* More than `max` comments within so many seconds. */
static bool
velocity(struct place *w, const json_t *o)
{
	struct rule_action v;
	long n;

	return (place_only(w, o, " outcome reason weight max within ") && place_action(w, o, "hold", &v)
	    && place_whole(w, o, "max", 1, 1000, 5, &n) && place_whole(w, o, "within", 1, 86400, 60, &n));
}

static bool
premoderated(struct place *w, const json_t *o)
{
	struct rule_action v;

	return (place_only(w, o, " reason weight ") && place_action(w, o, "hold", &v));
}

bool
state_rule_read(struct place *w, const char *name, const json_t *rule)
{
	static const struct {
		const char *name;
		bool (*read)(struct place *, const json_t *);
	} readers[] = { { "repetition", repetition }, { "newcomer", newcomer }, { "record", record },
		{ "velocity", velocity }, { "premoderated", premoderated } };
	size_t i;

	for (i = 0; i < LENGTH(readers); i++)
		if (strcmp(readers[i].name, name) == 0)
			return (readers[i].read(w, rule));
	return (place_wrong(w, "", "is not known here"));
}
