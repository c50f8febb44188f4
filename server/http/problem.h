/*
 * application/problem+json (RFC 9457), the one shape of every error:
 * {"type":"about:blank","title":"Not Found","status":404,"code":"not_found","detail":"…"}
 */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "base/problems.h"

/* Reason phrase of a status (RFC 9110 15); "Unknown" for one we do not send. */
const char *http_reason(int status);

/*
 * Writes the object up to, but not including, its closing brace, so that a
 * caller may add members ("fields", "current"). detail NULL: the table's.
 */
void http_problem_open(struct buf *, enum problem, const char *detail);

/*
 * The fields that request/headers.c gives every answer, for those that are made without it: nothing runs in
 * them, nobody frames them or loads them from elsewhere.
 */
#define FIELDS_SECURITY \
	"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n" \
	"Cross-Origin-Resource-Policy: same-origin\r\n" \
	"Referrer-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n"

#endif
