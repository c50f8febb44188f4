#include "base/loop_budget.h"

#include "base/clock.h"

static int64_t spent; /* us */

void
loop_budget_begin(void)
{
	spent = 0;
}

bool
loop_budget_over(long most)
{
	return (spent >= most);
}

bool
loop_budget_spent(int64_t *since, long most)
{
	int64_t now = clock_us();

	spent += now - *since;
	*since = now;
	return (loop_budget_over(most));
}
