/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that browsers load by themselves: stylesheet, scripts, pictures. Each is compiled in under a path with a digest
 * of its contents, so that browsers cache it for ever: "/assets/NAME-DIGEST.EXT".
 *
 * The modules that a script imports are part of its file (module.h).
 */
#ifndef WEB_COMPILE_ASSET_H
#define WEB_COMPILE_ASSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct asset_source {
	const char *file; /* "window.js" */
	const char *source;
	const char *text; /* after asset_finish(), as path */
	size_t len;
	char path[160];
	bool imported;				/* a part of other scripts only */
	const struct asset_source *joined_into; /* for module_join() */
	bool joining;
};

/* Removes comments and indentation, joins a script with its modules, and makes the path. */
void asset_finish(struct arena *, struct asset_source *all, unsigned n, struct asset_source *);
/* Ends the compiler with a message about a file. */
_Noreturn void asset_fail(const struct asset_source *, const char *what);
/* The type of a file by the end of its name, for Content-Type; NULL: not an asset. */
const char *asset_type(const char *file);

#endif
