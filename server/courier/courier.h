/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The courier: the process that sends mail, and the only one that connects to other hosts. It claims rows of the outbox,
 * sends each as a mail, and records the result. Several couriers may run.
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
