/* SPDX-License-Identifier: Apache-2.0 */
/*
 * application/problem+json (RFC 9457), the format of every error:
 * {"type":…,"title":"Not Found","status":404,"code":"not_found","detail":"…"}
 */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "base/problems.h"

/* Reason phrase of a status (RFC 9110 15); "Unknown" for a status that Madang does not send. */
const char *http_reason(int status);

/*
 * Appends the object without its closing brace, so that a caller may add members ("fields", "current"). detail
 * NULL: that of base/problems.h.
 */
void http_problem_open(struct buf *, enum problem, const char *detail);

/*
 * The security fields of request/headers.c, for answers that are made without it: the answer runs no script, and no
 * other site may frame or load it.
 */
#define FIELDS_SECURITY                                                           \
	"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n" \
	"Cross-Origin-Resource-Policy: same-origin\r\n"                           \
	"Referrer-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n"

#endif
