/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scoreboard as a page of metrics: OpenMetrics 1.0 if the client asks for it, else Prometheus text 0.0.4. The latter
 * names counters differently and has no units and no end mark. The page sends no query to the database.
 */
#ifndef METRICS_H
#define METRICS_H

#include "base/buf.h"
#include "process/scoreboard.h"

#define METRICS_OPEN_TYPE "application/openmetrics-text; version=1.0.0; charset=utf-8"
#define METRICS_TEXT_TYPE "text/plain; version=0.0.4; charset=utf-8"

void metrics_write(struct scoreboard *, bool open_metrics, struct buf *out);

#endif
