/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The protocols sd_notify(3) and sd_listen_fds(3). Both are documented as stable. This code replaces libsystemd, which
 * would map four more libraries into every worker.
 */
#ifndef SYSTEMD_H
#define SYSTEMD_H

#include <stdbool.h>

#include "base/mem.h"

/* Sends "READY=1", "STATUS=…" and the like, lines separated by \n. Does nothing without NOTIFY_SOCKET. */
void systemd_notify(const char *format, ...) PRINTF_LIKE(1, 2);

/* The interval of the watchdog in ms; 0: none. */
long systemd_watchdog_ms(void);

/* The number of inherited sockets, which are the descriptors 3, 4, …. Makes them close-on-exec and non-blocking. */
int systemd_sockets(void);
/* FileDescriptorName= of the i-th socket, from 0; "" if it has none. Valid until the next call. */
const char *systemd_socket_name(int i);

#endif
