/* SPDX-License-Identifier: Apache-2.0 */
/* Stylesheet, scripts and pictures, compiled in (web/kit/compile/asset.h). The generated templates.h names their paths. */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include <stddef.h>

struct asset {
	const char *path; /* "/assets/style-0123456789abcdef.css" */
	const char *type; /* for Content-Type */
	const char *data;
	size_t len;
};

/* In the generated templates.c. */
extern const struct asset assets[];
extern const size_t nassets;

#endif
