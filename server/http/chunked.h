/*
 * The chunked coding as a pure function of octets (RFC 9112 7.1), fed as they
 * come. Extensions and trailers must be well formed and are thrown away; their
 * octets in all are bounded. No blanks inside a chunk line, no bare CR or LF.
 */
#ifndef HTTP_CHUNKED_H
#define HTTP_CHUNKED_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define CHUNKED_EXTRA_MAX 4096 /* octets of all extensions and trailers; more is 431 */

struct chunked {
	unsigned char step;
	unsigned char digits; /* of the chunk size at hand */
	uint16_t extra;
	uint64_t left;	/* octets of this chunk still to come */
	uint64_t total; /* octets announced so far */
};

enum { CHUNKED_MORE = 0, CHUNKED_DATA = 1, CHUNKED_END = 2 };

/* All zero is the start. */
#define CHUNKED_START ((struct chunked){ 0 })

/*
 * Takes octets from [p, p+n) and says in *used how many. CHUNKED_DATA: *data is
 * a piece of the body inside [p, p+n); call again with the rest. CHUNKED_MORE:
 * all were taken, there must be more. CHUNKED_END: the body is complete, what
 * lies behind *used is not ours. Else the status to answer with: 400, 413 when
 * the body is larger than most, 431.
 */
int chunked_feed(struct chunked *, const char *p, size_t n, uint64_t max, size_t *used, struct span *data) MUST_USE;

#endif
