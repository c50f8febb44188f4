/* SPDX-License-Identifier: Apache-2.0 */
/* GET /assets/{file}, /embed.js and /count.js. The name of an asset holds a digest of the contents, so browsers may cache it for ever. */
#include <string.h>

#include "templates.h"
#include "web/kit/asset.h"
#include "web/web.h"

void
web_asset(struct request *rq)
{
	const char *file = rq_path(rq, 0);

	for (size_t i = 0; i < nassets; i++)
		if (strcmp(strrchr(assets[i].path, '/') + 1, file) == 0) {
			reply_bytes(rq, 200, assets[i].type, assets[i].data, assets[i].len, CACHE_ASSET);
			return;
		}
	reply_problem(rq, PROBLEM_NOT_FOUND);
}

#define CACHE_LOADER "public, max-age=300" /* its URL stays the same, so a new version is used everywhere after this time */

/* A loader for pages of newspapers, at the URL that their templates have. */
void
web_loader(struct request *rq)
{
	const char *name = strcmp(rq_route(rq)->path, "/embed.js") == 0 ? asset_embed_js : asset_count_js;

	for (size_t i = 0; i < nassets; i++)
		if (strcmp(assets[i].path, name) == 0)
			reply_static(rq, strrchr(name, '/') + 1, assets[i].type, assets[i].data, assets[i].len, CACHE_LOADER);
}
