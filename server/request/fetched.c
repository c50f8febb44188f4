/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of identity providers as steps of a request. */
#include "base/clock.h"
#include "base/log.h"
#include "fetch/fetch.h"
#include "http/http.h"
#include "request/impl.h"

static fetch_done_fn call_answered;
static handler_fn fetched_step;

void
ask_fetch(struct request *rq, const struct fetch_call *call, fetched_fn *then)
{
	if (!step_acts(rq))
		return;
	rq->step = "fetch";
	rq->fetched_then = then;
	rq->asked_us = clock_us();
	fetch_ask(rq->services->fetch_client, call, call_answered, rq);
}

static void
call_answered(void *arg, const struct fetched *answer)
{
	struct request *rq = arg;
	struct log_request outer = log_request_enter(exchange_request_id(rq->ex));

	step_measure(rq);
	rq->fetched = answer;
	rq->next = fetched_step;
	request_run(rq);
	log_request_leave(&outer);
}

static void
fetched_step(struct request *rq)
{
	rq->fetched_then(rq, rq->fetched);
}
