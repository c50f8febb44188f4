/* SPDX-License-Identifier: Apache-2.0 */
/* GET /openapi.json: the contract, as it was when this binary was built. */
#include "site/site.h"

__asm__(".section .rodata\n"
	"openapi_begin:\n"
	".incbin \"" MADANG_OPENAPI "\"\n"
	"openapi_end:\n"
	".byte 0\n"
	".previous\n");

extern const char openapi_begin[], openapi_end[];

void
openapi_get(struct request *rq)
{
	reply_public(rq, 0, openapi_begin, (size_t)(openapi_end - openapi_begin));
}
