/* SPDX-License-Identifier: Apache-2.0 */
/* The part of mount.h that needs no request, for templates and their tests. */
#include <string.h>

#include "request/mount.h"

bool
path_lies_under(const char *path, const char *place)
{
	size_t n = strlen(place);

	return (strncmp(path, place, n) == 0 && strchr("/?#", path[n]) != NULL);
}

const char *
mount_before(const struct mount *m, const char *path)
{
	return (m->desk != NULL && path_lies_under(path, "/desk") ? m->desk : m->path);
}
