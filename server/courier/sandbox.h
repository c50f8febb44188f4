/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The courier's own sandbox (seccomp, by libseccomp), below that of its systemd unit. It talks to hosts outside, so it
 * may not start programs, listen, or change other processes and the system: those calls fail with EPERM. It accepts
 * connections on one socket, which listens already.
 */
#ifndef COURIER_SANDBOX_H
#define COURIER_SANDBOX_H

#include <stdbool.h>

#include "base/mem.h"

/* For the rest of the process's life. False with one sentence in why. */
bool sandbox_enter(int listen_fd, char why[256]) MUST_USE; /* listen_fd -1: none */

#endif
