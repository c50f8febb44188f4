/* SPDX-License-Identifier: Apache-2.0 */
/* GET /assets/{file}: the name holds a digest of the contents, so browsers may cache it for ever. */
#include <string.h>

#include "web/kit/asset.h"
#include "web/web.h"

void
web_asset(struct request *rq)
{
	const char *file = rq_path(rq, 0);

	for (size_t i = 0; i < nassets; i++)
		if (strcmp(strrchr(assets[i].path, '/') + 1, file) == 0) {
			reply_bytes(rq, 200, assets[i].type, assets[i].data, assets[i].len, true);
			return;
		}
	reply_problem(rq, PROBLEM_NOT_FOUND);
}
