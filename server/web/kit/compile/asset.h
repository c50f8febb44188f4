/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that browsers load by themselves: stylesheet, scripts, pictures. Each is compiled in under a path with a digest
 * of its contents, so that browsers cache it for ever: "/assets/NAME-DIGEST.EXT".
 *
 * An ES module imports another one of server/web/script by its file name ('./other.js'). The compiler puts the path with
 * the digest in its place, so a changed module changes the paths of all modules that import it. Modules that import each
 * other do not compile.
 */
#ifndef WEB_COMPILE_ASSET_H
#define WEB_COMPILE_ASSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct asset_source {
	const char *file; /* "window.js" */
	const char *text;
	size_t len;
	char path[160]; /* "" until asset_finish() */
	bool begun;
};

/* Removes comments and indentation, completes the imports of a module, and makes the path. */
void asset_finish(struct arena *, struct asset_source *all, unsigned n, struct asset_source *);
/* The type of a file by the end of its name, for Content-Type; NULL: not an asset. */
const char *asset_type(const char *file);

#endif
