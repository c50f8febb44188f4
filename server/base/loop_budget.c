#include "base/loop_budget.h"

#include "base/clock.h"

static int64_t spent; /* us */

void
turn_begin(void)
{
	spent = 0;
}

bool
turn_over(long most)
{
	return (spent >= most);
}

bool
turn_worked(int64_t *since, long most)
{
	int64_t now = clock_us();

	spent += now - *since;
	*since = now;
	return (turn_over(most));
}
