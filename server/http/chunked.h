/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoder of the chunked coding (RFC 9112 7.1): a pure function of bytes, fed as they arrive. Extensions and trailers
 * must be well formed and are discarded; CHUNKED_EXTRA_MAX limits their size. Spaces inside a chunk line and a bare CR
 * or LF are errors.
 */
#ifndef HTTP_CHUNKED_H
#define HTTP_CHUNKED_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define CHUNKED_EXTRA_MAX 4096 /* bytes of all extensions and trailers; more is 431 */

struct chunked {
	unsigned char step;
	unsigned char digits; /* of the current chunk size */
	uint16_t extra;
	uint64_t left;	/* bytes of this chunk still to come */
	uint64_t total; /* bytes announced so far */
};

enum { CHUNKED_MORE = 0, CHUNKED_DATA = 1, CHUNKED_END = 2 };

/* The state at the start: all zero. */
#define CHUNKED_START ((struct chunked) { 0 })

/*
 * Decodes [p, p+n) and sets *used to the number of bytes consumed. CHUNKED_DATA: *data is a part of the body inside
 * [p, p+n); call again with the rest. CHUNKED_MORE: all bytes were consumed and more must follow. CHUNKED_END: the body
 * is complete; bytes after *used belong to the next request. Else the status to answer with: 400, 413 for a body larger
 * than max, 431.
 */
int chunked_feed(struct chunked *, const char *p, size_t n, uint64_t max, size_t *used, struct span *data) MUST_USE;

#endif
