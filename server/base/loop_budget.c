/* SPDX-License-Identifier: Apache-2.0 */
#include "base/loop_budget.h"

#include "base/clock.h"

static int64_t spent; /* us */

void
loop_budget_begin(void)
{
	spent = 0;
}

bool
loop_budget_over(long max)
{
	return (spent >= max);
}

bool
loop_budget_spent(int64_t *since, long max)
{
	int64_t now = clock_us();

	spent += now - *since;
	*since = now;
	return (loop_budget_over(max));
}
