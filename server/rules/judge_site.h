/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a judge: its sites with their compiled rules. Shared by judge.c and judge_make.c. */
#ifndef RULES_JUDGE_SITE_H
#define RULES_JUDGE_SITE_H

#include "rules/judge.h"
#include "rules/judged_text.h"
#include "rules/rules.h"

struct judge_site {
	char *id, *key;
	long version;
	struct rules *rules; /* NULL: none */
	struct domains *own; /* hosts of the site's origins: the rule links does not count them */
	bool rejected;	     /* its document is invalid: rules are former ones or NULL */
};

struct judge {
	struct judge_site *sites;
	size_t n;
	size_t made;		    /* number of sites that are compiled */
	const struct judge *former; /* while sites are compiled */
	struct judge_scratch *scratch;
};

#endif
