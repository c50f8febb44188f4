/*
 * What systemd and a service say to each other: sd_notify(3) and
 * sd_listen_fds(3). Both are plain protocols that are documented as stable, and
 * a page of code spares every worker a library that maps four more.
 */
#ifndef SYSTEMD_H
#define SYSTEMD_H

#include <stdbool.h>

#include "base/mem.h"

/* "READY=1", "STATUS=…", lines separated by \n. Nothing happens without NOTIFY_SOCKET. */
void systemd_notify(const char *format, ...) PRINTF_LIKE(1, 2);

/* Milliseconds between two signs of life that systemd wants; 0: none. */
long systemd_watchdog_ms(void);

/*
 * The sockets this process was given: their number (0: none); they are 3, 4, …
 * Sets them close-on-exec and non-blocking.
 */
int systemd_sockets(void);
/* FileDescriptorName= of the i-th; "" if it has none. Good until the next call. */
const char *systemd_socket_name(int i);

#endif
