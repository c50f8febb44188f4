/* SPDX-License-Identifier: Apache-2.0 */
/* GET /openapi.json: the contract, as it was when this binary was built. */
#include "site/site.h"

#include <string.h>

#include "request/mount.h"

__asm__(".section .rodata\n"
	"openapi_begin:\n"
	".incbin \"" MADANG_OPENAPI "\"\n"
	"openapi_end:\n"
	".byte 0\n"
	".previous\n");

extern const char openapi_begin[], openapi_end[];

/* The contract's `servers`, which has the path of server.base_url. */
#define SERVERS	      "\"servers\": [{\"url\": \""
#define SERVERS_PLACE SERVERS "/\""

void
openapi_get(struct request *rq)
{
	const char *path = rq_mount(rq)->path, *at;
	size_t len = (size_t)(openapi_end - openapi_begin), before;
	struct buf b;

	if (*path == '\0') {
		reply_public(rq, 0, openapi_begin, len);
		return;
	}
	at = memmem(openapi_begin, len, SERVERS_PLACE, strlen(SERVERS_PLACE));
	before = (size_t)(at - openapi_begin) + strlen(SERVERS);
	buf_init(&b, rq_arena(rq));
	buf_reserve(&b, len + strlen(path));
	buf_add(&b, openapi_begin, before);
	buf_puts(&b, path);
	buf_add(&b, openapi_begin + before + 1, len - before - 1);
	reply_public(rq, 0, b.data, b.len);
}
