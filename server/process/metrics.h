/* The board as OpenMetrics 1.0 text, counters per worker, ended by "# EOF". */
#ifndef METRICS_H
#define METRICS_H

#include "base/buf.h"
#include "process/scoreboard.h"

void metrics_write(struct scoreboard *, struct buf *out);

#endif
