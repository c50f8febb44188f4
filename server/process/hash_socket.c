/* SPDX-License-Identifier: Apache-2.0 */
#include "process/hash_socket.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/repeat.h"
#include "hash/hash.h"
#include "settings/settings.h"

bool
hash_socket_open(struct hash_socket *h)
{
	struct stat st;
	long more;
	int fd;

	(void)snprintf(h->path, sizeof(h->path), "%s/hash", setting_text(SERVER_RUN_DIR));
	fd = hasher_listen(h->path);
	if (fd >= 0 && stat(h->path, &st) == 0) {
		h->fd = fd;
		h->inode = st.st_ino;
		return (true);
	}
	if (repeat_due("hash socket refused", "hash", strerrorname_np(errno), &more))
		log_error("hash socket refused", log_text("path", h->path), log_text("why", strerror(errno)), log_repeated(more));
	if (fd >= 0)
		(void)close(fd);
	return (false);
}

bool
hash_socket_renew(struct hash_socket *h)
{
	int old = h->fd;
	struct stat st;

	if (stat(h->path, &st) == 0 && st.st_ino == h->inode && S_ISSOCK(st.st_mode))
		return (false);
	(void)mkdir(setting_text(SERVER_RUN_DIR), 0700);
	if (!hash_socket_open(h))
		return (false);
	(void)close(old);
	log_warn("hash socket recreated", log_text("path", h->path));
	return (true);
}
