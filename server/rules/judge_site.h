/* A judge inside: its sites and their compiled rules. For judge.c and judge_make.c. */
#ifndef RULES_JUDGE_SITE_H
#define RULES_JUDGE_SITE_H

#include "rules/judge.h"
#include "rules/judged_text.h"
#include "rules/rules.h"

struct judge_site {
	char *id, *key;
	long version;
	struct rules *rules;  /* NULL: none */
	struct domains *own;  /* hosts of the site's origins: linking to them is no link */
	bool refused;	      /* its document makes no sense: rules are former ones, or there are none to go by */
};

struct judge {
	struct judge_site *sites;
	size_t n;
	size_t made; /* so many of them are whole */
	const struct judge *former; /* while sites are being made */
	struct judge_scratch *scratch;
};

#endif
