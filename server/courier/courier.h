/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The courier: the only process that connects to other hosts. It sends mail: it claims rows of the outbox, sends each, and
 * records the result. And it calls identity providers for the workers. Several couriers may run.
 */
#ifndef COURIER_COURIER_H
#define COURIER_COURIER_H

#include <stdbool.h>

#include "base/mem.h"
#include "courier/result.h"

/* Runs until SIGTERM. texts: the folder of the mails' texts. Returns the exit status. */
int courier_run(const char *config, const char *texts);

/* Sends one mail, the record "test", to this address and waits for the result. False with a reason. */
bool courier_test(const char *texts, const char *address, char why[REPLY_TEXT]) MUST_USE;

#endif
