/*
 * application/problem+json (RFC 9457), the one shape of every error:
 * {"type":"about:blank","title":"Not Found","status":404,"code":"not_found","detail":"…"}
 */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "base/buf.h"

/* Reason phrase of a status (RFC 9110 15); "Unknown" for one we do not send. */
const char *http_reason(int status);

/*
 * Writes the object up to, but not including, its closing brace, so that a
 * caller may add members ("fields", "current"). detail NULL: left out. code and
 * detail are ours and plain ASCII.
 */
void problem_open(struct buf *, int status, const char *code, const char *detail);

#endif
