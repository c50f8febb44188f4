/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. head_parse() starts again from the first byte whenever more bytes arrive; head_needs_parse() limits
 * how often. Each line has a function, in the order of the grammar: request line, fields. head_check() tests the rules
 * that need the whole head. No function looks beyond its line, copies or allocates.
 */
#include "http/parse.h"

#include <strings.h>

#define METHOD_LONGEST 64 /* a longer first word is no method: 400 instead of 501 */
#define LEADING_LINES  4  /* empty lines that may precede a request line (RFC 9112 2.2) */
#define LENGTH_DIGITS  18 /* of Content-Length: fits int64_t */

enum {
	TOKEN = 1, /* tchar */
	TEXT = 2,  /* field-vchar, SP, HTAB */
	PATH = 4,  /* in a path; [ ] { } | ^ ` too, because browsers send them unencoded */
	QUERY = 8, /* in a query; a backslash too, for the same reason */
	HOST = 16, /* unreserved and sub-delims without the comma */
};

/* clang-format off */
#define T (TOKEN | TEXT)
#define P (PATH | QUERY)
#define ALL (TOKEN | TEXT | PATH | QUERY | HOST)
static const unsigned char char_classes[256] = {
	['\t'] = TEXT, [' '] = TEXT,
	['!'] = ALL, ['"'] = TEXT, ['#'] = T, ['$'] = ALL, ['%'] = T, ['&'] = ALL, ['\''] = ALL, ['('] = TEXT | P | HOST,
	[')'] = TEXT | P | HOST, ['*'] = ALL, ['+'] = ALL, [','] = TEXT | P, ['-'] = ALL, ['.'] = ALL, ['/'] = TEXT | P,
	['0' ... '9'] = ALL,
	[':'] = TEXT | P, [';'] = TEXT | P | HOST, ['<'] = TEXT, ['='] = TEXT | P | HOST, ['>'] = TEXT, ['?'] = TEXT | QUERY,
	['@'] = TEXT | P,
	['A' ... 'Z'] = ALL,
	['['] = TEXT | P, ['\\'] = TEXT | QUERY, [']'] = TEXT | P, ['^'] = T | P, ['_'] = ALL, ['`'] = T | P,
	['a' ... 'z'] = ALL,
	['{'] = TEXT | P, ['|'] = T | P, ['}'] = TEXT | P, ['~'] = ALL,
	[0x80 ... 0xff] = TEXT,
};
#undef T
#undef P
#undef ALL
/* clang-format on */

/* The head that the functions below read. */
struct head_reader {
	const char *p;
	const struct head_limits *limits;
	struct head *out;
	const char *authority; /* of an absolute-form target */
	size_t authority_len;
	const char *host;
	size_t host_len;
	unsigned hosts, lengths, codings, chunkeds;
	unsigned fields; /* including dropped fields */
	bool close, wants_keep_alive, unknown_coding;
};

static int request_line_read(struct head_reader *, const char *line, size_t n);
static int method_read(struct head_reader *, const char *p, size_t n);
static int version_read(struct head_reader *, const char *p, size_t n);
static int target_read(struct head_reader *, const char *p, size_t n);
static int field_line_read(struct head_reader *, const char *line, size_t n);
static int field_value_read(struct head_reader *, const char *name, size_t name_len, const char *v, size_t n);
static int head_check(struct head_reader *);

bool
char_is_token(unsigned char c)
{
	return (char_classes[c] & TOKEN);
}

bool
char_is_text(unsigned char c)
{
	return (char_classes[c] & TEXT);
}

int
char_hex(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	if (c >= 'a' && c <= 'f')
		return (c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (c - 'A' + 10);
	return (-1);
}

/* An incomplete line: its bytes may be invalid already. */
static int
partial_line_check(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!char_is_text((unsigned char)p[i]) && !(p[i] == '\r' && i + 1 == n))
			return (400);
	return (HEAD_MORE);
}

static int
partial_line_limits(const struct head_reader *r, const char *line, size_t n, bool first)
{
	const char *sp;

	if (first && n > METHOD_LONGEST) {
		sp = memchr(line, ' ', METHOD_LONGEST + 1);
		if (sp == NULL)
			return (400);
		if (n - (size_t)(sp - line) > r->limits->target + sizeof(" HTTP/1.1\r"))
			return (414);
	}
	if ((size_t)(line + n - r->p) > r->limits->head)
		return (431);
	return (partial_line_check(line, n));
}

int
head_parse(const char *p, size_t n, const struct head_limits *limits, struct head *out)
{
	struct head_reader r = { .p = p, .limits = limits, .out = out };
	const char *line = p, *end = p + n, *lf;
	unsigned empty = 0;
	bool first = true;
	int status;

	memset(out, 0, offsetof(struct head, fields));
	out->method = HTTP_OTHER;
	for (;; line = lf + 1) {
		lf = memchr(line, '\n', (size_t)(end - line));
		if (lf == NULL)
			return (partial_line_limits(&r, line, (size_t)(end - line), first));
		if (lf == line || lf[-1] != '\r')
			return (400);
		if (first && lf - 1 == line) {
			if (++empty > LEADING_LINES)
				return (400);
			continue;
		}
		if (first)
			status = request_line_read(&r, line, (size_t)(lf - 1 - line));
		else if (lf - 1 == line)
			break;
		else
			status = field_line_read(&r, line, (size_t)(lf - 1 - line));
		if (status == 0 && (size_t)(lf + 1 - p) > limits->head)
			status = 431;
		if (status != 0)
			return (status);
		first = false;
	}
	out->size = (uint32_t)(lf + 1 - p);
	if (out->size > limits->head)
		return (431);
	return (head_check(&r));
}

bool
head_needs_parse(const char *p, size_t old, size_t n)
{
	if (n / HEAD_STEP != old / HEAD_STEP)
		return (true);
	for (size_t i = old; i < n; i++)
		if (!char_is_text((unsigned char)p[i]))
			return (true);
	return (old > 0 && p[old - 1] == '\r');
}

/* ---- request line: method SP target SP version, with single spaces (RFC 9112 3) */
static int
request_line_read(struct head_reader *r, const char *line, size_t n)
{
	const char *sp = memchr(line, ' ', n), *last;
	int status;

	if (sp == NULL || sp == line || sp - line > METHOD_LONGEST)
		return (400);
	if ((status = method_read(r, line, (size_t)(sp - line))) != 0)
		return (status);
	last = memrchr(sp, ' ', n - (size_t)(sp - line));
	if (last == sp)
		return (400);
	/* The version first: another version may define targets differently. */
	if ((status = version_read(r, last + 1, (size_t)(line + n - last - 1))) != 0)
		return (status);
	if ((size_t)(last - sp - 1) > r->limits->target)
		return (414);
	return (target_read(r, sp + 1, (size_t)(last - sp - 1)));
}

static int
method_read(struct head_reader *r, const char *p, size_t n)
{
	/* clang-format off */
	static const struct {
		const char *name;
		enum http_method method;
	} known[] = {
		{ "GET", HTTP_GET }, { "HEAD", HTTP_HEAD }, { "POST", HTTP_POST }, { "PUT", HTTP_PUT },
		{ "PATCH", HTTP_PATCH }, { "DELETE", HTTP_DELETE }, { "OPTIONS", HTTP_OPTIONS },
	};
	/* clang-format on */

	for (size_t i = 0; i < LENGTH(known); i++) {
		if (strlen(known[i].name) == n && memcmp(known[i].name, p, n) == 0) {
			r->out->method = known[i].method;
			return (0);
		}
	}
	for (size_t i = 0; i < n; i++)
		if (!char_is_token((unsigned char)p[i]))
			return (400);
	return (0); /* 501, when the rest of the line is valid */
}

static int
version_read(struct head_reader *r, const char *p, size_t n)
{
	if (n != 8 || memcmp(p, "HTTP/", 5) != 0 || p[5] < '0' || p[5] > '9' || p[6] != '.' || p[7] < '0' || p[7] > '9')
		return (400);
	if (p[5] != '1')
		return (505);
	r->out->http10 = p[7] == '0';
	return (0);
}

/*
 * In a path, percent-encoding must be complete and must not encode a control character. A query is decoded by the
 * reader of its parameters, which answers bad_query.
 */
static int
percent_check(const char *p, size_t n)
{
	int high, low;

	if (n < 3 || (high = char_hex((unsigned char)p[1])) < 0 || (low = char_hex((unsigned char)p[2])) < 0)
		return (400);
	if (high < 2 || (high == 7 && low == 15))
		return (400);
	return (0);
}

static int
path_read(struct head_reader *r, const char *p, size_t n)
{
	const char *end = p + n, *s = p;

	for (;; s++) {
		while (s < end && (char_classes[(unsigned char)*s] & PATH))
			s++;
		if (s == end || *s == '?')
			break;
		if (*s != '%' || percent_check(s, (size_t)(end - s)) != 0)
			return (400);
	}
	r->out->path = (uint32_t)(p - r->p);
	r->out->path_len = (uint32_t)(s - p);
	r->out->query = (uint32_t)(s - r->p);
	if (s == end)
		return (0);
	r->out->query = (uint32_t)(++s - r->p);
	r->out->query_len = (uint32_t)(end - s);
	for (; s < end; s++)
		if (*s != '%' && !(char_classes[(unsigned char)*s] & QUERY))
			return (400);
	return (0);
}

/* scheme "://" authority [path] ["?" query]; other schemes than http and https are 421 (RFC 9110 7.4). */
static int
absolute_read(struct head_reader *r, const char *p, size_t n)
{
	const char *colon = memchr(p, ':', n), *end = p + n, *s;
	size_t scheme;

	if (colon == NULL || colon == p || end - colon < 3 || memcmp(colon, "://", 3) != 0)
		return (400);
	scheme = (size_t)(colon - p);
	for (size_t i = 0; i < scheme; i++)
		if (!char_is_token((unsigned char)p[i]))
			return (400);
	if (!(scheme == 4 && strncasecmp(p, "http", 4) == 0) && !(scheme == 5 && strncasecmp(p, "https", 5) == 0))
		return (421);
	s = r->authority = colon + 3;
	while (s < end && *s != '/' && *s != '?')
		s++;
	r->authority_len = (size_t)(s - r->authority);
	if (!host_valid(r->authority, r->authority_len))
		return (400);
	if (s == end && r->out->method == HTTP_OPTIONS) /* authority alone means "*", RFC 9112 3.2.4 */
		r->out->asterisk = true;
	return (path_read(r, s, (size_t)(end - s)));
}

static int
target_read(struct head_reader *r, const char *p, size_t n)
{
	if (n == 0)
		return (400);
	/* An unknown method may use another form (CONNECT), so only spaces and control characters are refused. */
	if (r->out->method == HTTP_OTHER) {
		for (size_t i = 0; i < n; i++)
			if (p[i] <= ' ' || p[i] == 0x7f)
				return (400);
		return (501);
	}
	if (p[0] == '/')
		return (path_read(r, p, n));
	if (n == 1 && p[0] == '*') {
		r->out->asterisk = true;
		return (r->out->method == HTTP_OPTIONS ? 0 : 400);
	}
	return (absolute_read(r, p, n));
}

/* ---- fields: name ":" OWS value OWS (RFC 9112 5) */
static int
field_line_read(struct head_reader *r, const char *line, size_t n)
{
	const char *end = line + n, *s = line, *v;
	struct head_field *f;
	bool dropped = false;

	for (; s < end && char_is_token((unsigned char)*s); s++)
		if (*s == '_')
			dropped = true;
	if (s == line || s == end || *s != ':') /* a leading space is obs-fold (5.2), a space before the colon 5.1 */
		return (400);
	for (v = s + 1; v < end && (*v == ' ' || *v == '\t'); v++)
		;
	for (const char *c = v; c < end; c++)
		if (!char_is_text((unsigned char)*c))
			return (400);
	while (end > v && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	if (++r->fields > r->limits->fields)
		return (431);
	if (dropped)
		return (0);
	f = &r->out->fields[r->out->nfields++];
	f->name = (uint32_t)(line - r->p);
	f->name_len = (uint32_t)(s - line);
	f->value = (uint32_t)(v - r->p);
	f->value_len = (uint32_t)(end - v);
	return (field_value_read(r, line, f->name_len, v, f->value_len));
}

static bool
token_equal(const char *p, size_t n, const char *word)
{
	return (strlen(word) == n && strncasecmp(p, word, n) == 0);
}

static int
length_read(struct head_reader *r, const char *v, size_t n)
{
	int64_t length = 0;

	if (++r->lengths > 1 || n == 0 || n > LENGTH_DIGITS)
		return (400);
	for (size_t i = 0; i < n; i++) {
		if (v[i] < '0' || v[i] > '9')
			return (400);
		length = length * 10 + (v[i] - '0');
	}
	r->out->length = length;
	return (0);
}

/* The next member of a list of tokens (RFC 9110 5.6.1): its length, 0 if empty, -1 if invalid. */
static int
list_token_next(const char **p, const char *end, const char **token)
{
	const char *s = *p;
	int n;

	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	for (*token = s; s < end && char_is_token((unsigned char)*s); s++)
		;
	n = (int)(s - *token);
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	if (s < end && *s++ != ',')
		return (-1);
	*p = s;
	return (n);
}

/* Only "chunked" alone is implemented; head_check() answers 501 for other codings. */
static int
coding_read(struct head_reader *r, const char *v, size_t n)
{
	const char *end = v + n, *token;
	int len;

	if (n == 0 || end[-1] == ',')
		return (400);
	while (v < end) {
		if ((len = list_token_next(&v, end, &token)) <= 0)
			return (400);
		if (r->chunkeds > 0) /* chunked must be the last */
			return (400);
		r->codings++;
		if (token_equal(token, (size_t)len, "chunked"))
			r->chunkeds++;
		else
			r->unknown_coding = true;
	}
	return (0);
}

static int
connection_read(struct head_reader *r, const char *v, size_t n)
{
	const char *end = v + n, *token;
	int len;

	while (v < end) {
		if ((len = list_token_next(&v, end, &token)) < 0)
			return (400);
		if (token_equal(token, (size_t)len, "close"))
			r->close = true;
		else if (token_equal(token, (size_t)len, "keep-alive"))
			r->wants_keep_alive = true;
	}
	return (0);
}

static int
field_value_read(struct head_reader *r, const char *name, size_t name_len, const char *v, size_t n)
{
	if (token_equal(name, name_len, "host")) {
		r->hosts++;
		r->host = v;
		r->host_len = n;
		return (r->hosts == 1 && host_valid(v, n) ? 0 : 400);
	}
	if (token_equal(name, name_len, "content-length"))
		return (length_read(r, v, n));
	if (token_equal(name, name_len, "transfer-encoding"))
		return (coding_read(r, v, n));
	if (token_equal(name, name_len, "connection"))
		return (connection_read(r, v, n));
	if (token_equal(name, name_len, "expect") && !r->out->http10) {
		r->out->expects = true;
		return (token_equal(v, n, "100-continue") ? 0 : 417);
	}
	return (0);
}

/* ---- rules for the whole head */
static int
head_check(struct head_reader *r)
{
	struct head *h = r->out;

	if (r->hosts == 0 && !h->http10)
		return (400);
	if (r->authority != NULL && r->hosts == 1 &&
	    (r->authority_len != r->host_len || strncasecmp(r->authority, r->host, r->host_len) != 0))
		return (400);
	if (r->codings > 0) {
		if (r->lengths > 0 || h->http10) /* RFC 9112 6.1: an attempt at request smuggling */
			return (400);
		if (r->unknown_coding)
			return (501);
		h->chunked = true;
	}
	if ((h->chunked || h->length > 0) && (h->method == HTTP_GET || h->method == HTTP_HEAD))
		return (400);
	if (!h->chunked && h->length == 0)
		h->expects = false; /* no body follows */
	h->keep_alive = !r->close && (!h->http10 || r->wants_keep_alive);
	return (0);
}

/* ---- Origin of a refused head */
static bool
origin_value(const char *p, size_t n, struct span *value)
{
	while (n > 0 && (*p == ' ' || *p == '\t'))
		p++, n--;
	while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t' || p[n - 1] == '\r'))
		n--;
	*value = (struct span) { p, n };
	for (size_t i = 0; i < n; i++)
		if (p[i] <= ' ' || p[i] >= 0x7f)
			return (false);
	return (n > 0);
}

bool
head_origin(const char *p, size_t n, struct span *value)
{
	static const char name[] = "origin:";
	const char *end = p + n, *lf;
	unsigned count = 0;
	bool good = false;

	for (; p < end && (lf = memchr(p, '\n', (size_t)(end - p))) != NULL && lf - p > 1; p = lf + 1) {
		if ((size_t)(lf - p) < sizeof(name) - 1 || strncasecmp(p, name, sizeof(name) - 1) != 0)
			continue;
		count++;
		good = origin_value(p + sizeof(name) - 1, (size_t)(lf - p) - (sizeof(name) - 1), value);
	}
	return (count == 1 && good);
}

/* ---- normal form of a path */
static bool
is_unreserved(int c)
{
	return (
	    (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '.' || c == '_' || c == '~');
}

size_t
path_normalize(char *path, size_t n)
{
	size_t from = 0, to = 0;

	while (from < n) {
		int c = path[from] != '%' ?
		    0 :
		    char_hex((unsigned char)path[from + 1]) * 16 + char_hex((unsigned char)path[from + 2]);

		if (!is_unreserved(c)) {
			path[to++] = path[from++];
			continue;
		}
		path[to++] = (char)c;
		from += 3;
	}
	return (to);
}

/* ---- host */
static bool
port_valid(const char *p, size_t n)
{
	long port = 0;

	if (n > 5)
		return (false);
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return (false);
		port = port * 10 + (p[i] - '0');
	}
	return (port <= 65535);
}

bool
host_valid(const char *p, size_t n)
{
	const char *end = p + n, *s = p;

	if (n > 0 && *s == '[') {
		for (s++; s < end && (char_hex((unsigned char)*s) >= 0 || *s == ':' || *s == '.'); s++)
			;
		if (s - p < 3 || s == end || *s++ != ']')
			return (false);
	} else {
		for (; s < end && *s != ':'; s++)
			if (*s == '%' ? percent_check(s, (size_t)(end - s)) != 0 : !(char_classes[(unsigned char)*s] & HOST))
				return (false);
		if (s == p)
			return (false);
	}
	if (s == end)
		return (true);
	return (*s == ':' && port_valid(s + 1, (size_t)(end - s - 1)));
}
