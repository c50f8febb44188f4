/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parser of a request head: a pure function of bytes (RFC 9112 2 to 6). A head that two parsers could read in two
 * ways is an error, and the caller closes the connection after answering it (request smuggling, RFC 9112 11.2).
 *
 * Stricter than the RFC, because other parsers disagree here:
 * - two Content-Length fields, even if equal;
 * - a body on GET or HEAD;
 * - a comma in Host;
 * - an absolute-form target whose authority differs from Host.
 * Fields whose name has an underscore are dropped: Madang uses none, and a proxy may read it as a hyphen.
 */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "http/http.h"

#define HEAD_FIELDS_MAX 1000 /* the max of http.fields_max */

/* Position of a field: offsets from the start of the head. */
struct head_field {
	uint32_t name, name_len;
	uint32_t value, value_len; /* without spaces around it */
};

struct head_limits {
	size_t head;	 /* bytes; more is 431 */
	size_t target;	 /* bytes; more is 414 */
	unsigned fields; /* at most HEAD_FIELDS_MAX; more is 431 */
};

struct head {
	enum http_method method;
	bool http10;
	bool asterisk;	 /* OPTIONS *; path is empty */
	bool keep_alive; /* from version and Connection (RFC 9112 9.3) */
	bool expects;	 /* Expect: 100-continue, from HTTP/1.1 */
	bool chunked;
	int64_t length;		   /* Content-Length; 0 if none and not chunked */
	uint32_t path, path_len;   /* 0: the target has no path, which means "/" */
	uint32_t query, query_len; /* after the '?' */
	uint32_t size;		   /* bytes of the head, with leading empty lines and the last CRLF */
	unsigned nfields;
	struct head_field fields[HEAD_FIELDS_MAX];
};

/*
 * 0: valid, out is filled. HEAD_MORE: incomplete. Else the status to answer with; out->method is then right if the
 * request line was read so far, else HTTP_OTHER. An error is found as soon as its line is complete.
 */
#define HEAD_MORE (-1)
int head_parse(const char *p, size_t n, const struct head_limits *, struct head *out) MUST_USE;

/*
 * Whether a head that was HEAD_MORE at old bytes needs parsing at n: an end of line or a control character arrived,
 * or HEAD_STEP bytes did (a limit may be exceeded). Without this a head that arrives byte by byte costs its square.
 */
#define HEAD_STEP 256
bool head_needs_parse(const char *p, size_t old, size_t n) MUST_USE;

/*
 * The value of Origin in an invalid or incomplete head, so that a script may read why it was refused. False if there
 * is none, more than one, or one with bytes other than visible ASCII.
 */
bool head_origin(const char *p, size_t n, struct span *value) MUST_USE;

/* Decodes the unreserved characters (RFC 3986 2.3) of a valid path in place; returns its new length. */
size_t path_normalize(char *path, size_t n);

/* ---- shared with chunked.c */
bool char_is_token(unsigned char c); /* tchar, RFC 9110 5.6.2 */
bool char_is_text(unsigned char c);  /* bytes of a field value: visible, obs-text, SP, HTAB (RFC 9110 5.5) */
int char_hex(unsigned char c);	     /* 0 to 15, or -1 */

/* host [ ":" port ] (RFC 3986 3.2), not empty, without userinfo. */
bool host_valid(const char *p, size_t n) MUST_USE;

#endif
