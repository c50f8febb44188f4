/*
 * A request head as a pure function of octets (RFC 9112 2 to 6). Strict by
 * construction: whatever two parsers could read in two ways is an error, and
 * the caller closes the connection after answering it.
 *
 * Refused beyond the letter of the RFC, because others disagree about it:
 * two Content-Length even if equal, a body on GET or HEAD, a comma in Host, an
 * absolute-form target whose authority is not the Host field's. Fields whose
 * name has an underscore are dropped: no name of ours has one, and a proxy may
 * take it for a hyphen.
 */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "http/http.h"

#define HEAD_FIELDS_MAX 1000 /* the largest value http.fields_max takes */

/* Where a field stands; offsets from the start of the head. */
struct head_field {
	uint32_t name, name_len;
	uint32_t value, value_len; /* blanks trimmed */
};

struct head_limits {
	size_t head;	 /* octets; more is 431 */
	size_t target;	 /* octets; more is 414 */
	unsigned fields; /* at most HEAD_FIELDS_MOST; more is 431 */
};

struct head {
	enum http_method method;
	bool http10;
	bool asterisk;	 /* OPTIONS *; path is empty */
	bool keep_alive; /* what version and Connection say together */
	bool expects;	 /* Expect: 100-continue, from HTTP/1.1 */
	bool chunked;
	int64_t length;		     /* Content-Length; 0 if none and not chunked */
	uint32_t path, path_len;     /* path_len 0: the target had none, which means "/" */
	uint32_t query, query_len;   /* behind the '?' */
	uint32_t size;		     /* octets of the head, leading empty lines and last CRLF included */
	unsigned nfields;
	struct head_field fields[HEAD_FIELDS_MAX];
};

/*
 * 0: sound, out is filled. HEAD_MORE: not complete yet. Else the status to
 * answer with; out->method is then right if the request line came that far and
 * HTTP_OTHER if not. Errors are found as soon as their line is complete.
 */
#define HEAD_MORE (-1)
int head_parse(const char *p, size_t n, const struct head_limits *, struct head *out) MUST_USE;

/*
 * Whether a head that was HEAD_MORE at old octets is worth another look at n:
 * an end of line or a control character came, or HEAD_STEP octets did (a limit
 * may be crossed). Keeps a head that drips in from costing its square.
 */
#define HEAD_STEP 256
bool head_needs_parse(const char *p, size_t old, size_t n) MUST_USE;

/*
 * The value of Origin in a head that may be neither sound nor complete, so that a script hears why it was
 * refused; false if there is none, or two, or one with other than visible ASCII.
 */
bool head_origin(const char *p, size_t n, struct span *value) MUST_USE;

/* Decodes what RFC 3986 2.3 calls unreserved in a sound path, in place; its new length. */
size_t path_normalize(char *path, size_t n);

/* ---- what the chunked coding shares */
bool char_is_token(unsigned char c); /* tchar, RFC 9110 5.6.2 */
bool char_is_text(unsigned char c);  /* what a field value may hold: visible, obs-text, SP, HTAB */
int char_hex(unsigned char c);	   /* 0 to 15, or -1 */

/* host [ ":" port ], RFC 3986 3.2, without userinfo, not empty. */
bool host_valid(const char *p, size_t n) MUST_USE;

#endif
