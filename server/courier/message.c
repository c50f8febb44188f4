/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/message.h"

#include <string.h>

#include "base/clock.h"
#include "text/url.h"
#include "text/utf8.h"

#define LINE_BYTES    76  /* RFC 2045 6.7, RFC 2047 2 */
#define LONGEST_LINE  998 /* RFC 5322 2.1.1, without CRLF */
#define WORD_FRAME    12  /* bytes of an encoded word around its base64 */
#define ADDRESS_BYTES 254 /* RFC 5321 4.5.3.1.3 */
#define LOCAL_BYTES   64

/* ---- encodings */

static void
base64_put(struct buf *b, const unsigned char *p, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t v;
	size_t i;

	for (i = 0; i < n; i += 3) {
		v = (uint32_t)p[i] << 16 | (i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);
		buf_putc(b, digits[v >> 18]);
		buf_putc(b, digits[v >> 12 & 63]);
		buf_putc(b, i + 1 < n ? digits[v >> 6 & 63] : '=');
		buf_putc(b, i + 2 < n ? digits[v & 63] : '=');
	}
}

static bool
is_plain_ascii(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] < ' ' || p[i] > '~')
			return (false);
	return (true);
}

/* Must this byte of a line be written as =XX? A "." at the start would be doubled by SMTP. */
static bool
qp_escapes(const char *line, size_t n, size_t i)
{
	char c = line[i];

	if (c == ' ' || c == '\t')
		return (i + 1 == n);
	return (c < '!' || c > '~' || c == '=' || (i == 0 && c == '.'));
}

/* One line as quoted-printable (RFC 2045 6.7), with soft line breaks. */
static void
qp_line(struct buf *b, const char *line, size_t n)
{
	size_t column = 0, width;

	for (size_t i = 0; i < n; i++) {
		width = qp_escapes(line, n, i) ? 3 : 1;
		if (column + width > LINE_BYTES - 1) {
			buf_puts(b, "=\r\n");
			column = 0;
		}
		if (width == 3)
			buf_printf(b, "=%02X", (unsigned char)line[i]);
		else
			buf_putc(b, line[i]);
		column += width;
	}
}

/* Every line may be sent as it is. */
static bool
is_seven_bit(const char *text)
{
	size_t n;

	for (; *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		if (n > LONGEST_LINE || !is_plain_ascii(text, n))
			return (false);
	}
	return (true);
}

static void
part_put(struct buf *b, const struct message *m, const char *type, const char *text)
{
	bool plain = is_seven_bit(text), encoded = !plain && !m->eight_bit;
	size_t n;

	buf_printf(b, "--=_madang-%s\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: %s\r\n\r\n", m->id, type,
	    encoded   ? "quoted-printable" :
		plain ? "7bit" :
			"8bit");
	for (; *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		if (encoded)
			qp_line(b, text, n);
		else
			buf_add(b, text, n);
		buf_puts(b, "\r\n");
	}
}

/* ---- header fields */

/* The text in one line: control characters, and the separators of lines and paragraphs, become spaces. */
static void
one_line(struct buf *b, const char *text)
{
	size_t n = strlen(text), step;
	uint32_t c;

	for (size_t i = 0; i < n; i += step) {
		step = utf8_next(text + i, n - i, &c);
		if (step == 0) {
			step = 1;
			buf_putc(b, '?');
		} else if (c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029)
			buf_putc(b, ' ');
		else
			buf_add(b, text + i, step);
	}
}

/* As encoded words, each in a line of its own; column: the bytes already in the first line. */
static void
encoded_words(struct buf *b, const char *p, size_t n, size_t column)
{
	size_t room, cut;

	while (n > 0) {
		room = (LINE_BYTES - column - WORD_FRAME) / 4 * 3;
		cut = utf8_cut(p, n, room);
		buf_puts(b, "=?UTF-8?B?");
		base64_put(b, (const unsigned char *)p, cut);
		buf_puts(b, "?=");
		p += cut;
		n -= cut;
		if (n > 0)
			buf_puts(b, "\r\n ");
		column = 1;
	}
}

void
header_put(struct buf *b, const char *name, const char *text)
{
	struct buf line;
	size_t column = strlen(name) + 2;

	buf_init(&line, NULL);
	one_line(&line, text);
	buf_printf(b, "%s: ", name);
	if (line.len > 0 &&
	    (column + line.len > LINE_BYTES || !is_plain_ascii(line.data, line.len) || strstr(line.data, "=?") != NULL))
		encoded_words(b, line.data, line.len, column);
	else
		buf_add(b, line.data, line.len);
	buf_puts(b, "\r\n");
	buf_end(&line);
}

/* From: a name of ASCII becomes a quoted string (RFC 5322 3.2.4). */
static void
from_put(struct buf *b, const char *from)
{
	struct buf name, address;

	buf_init(&name, NULL);
	buf_init(&address, NULL);
	buf_puts(b, "From: ");
	if (!sender_read(from, &name, &address))
		buf_puts(&address, "invalid@invalid"); /* not reached: the courier checks mail.from */
	if (name.len > 0 && is_plain_ascii(name.data, name.len) && name.len < 60) {
		buf_putc(b, '"');
		for (size_t i = 0; i < name.len; i++)
			buf_printf(b, "%s%c", strchr("\"\\", name.data[i]) != NULL ? "\\" : "", name.data[i]);
		buf_puts(b, "\" ");
	} else if (name.len > 0) {
		encoded_words(b, name.data, name.len, strlen("From: "));
		buf_puts(b, "\r\n ");
	}
	buf_printf(b, "<%s>\r\n", address.data);
	buf_end(&name);
	buf_end(&address);
}

/* RFC 5322 3.3: the zone is a number, so the "GMT" of HTTP is replaced. */
static void
date_put(struct buf *b, int64_t at_ms)
{
	char text[CLOCK_HTTP];

	clock_http(at_ms, text);
	buf_printf(b, "Date: %.*s+0000\r\n", CLOCK_HTTP - 4, text);
}

void
message_write(struct buf *b, const struct message *m)
{
	from_put(b, m->from);
	buf_printf(b, "To: <%s>\r\n", m->to);
	header_put(b, "Subject", m->subject);
	date_put(b, m->at_ms);
	buf_printf(b, "Message-ID: <%s@%s>\r\n", m->id, m->host);
	buf_puts(b, "Auto-Submitted: auto-generated\r\n"); /* RFC 3834: no automatic reply */
	if (m->unsubscribe != NULL)
		buf_printf(b, "List-Unsubscribe: <%s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", m->unsubscribe);
	buf_printf(b, "MIME-Version: 1.0\r\nContent-Language: %s\r\n", m->language);
	buf_printf(b, "Content-Type: multipart/alternative; boundary=\"=_madang-%s\"\r\n\r\n", m->id);
	part_put(b, m, "text/plain", m->text);
	part_put(b, m, "text/html", m->html);
	buf_printf(b, "--=_madang-%s--\r\n", m->id);
}

/* ---- addresses */

/* RFC 5322 3.2.3; RFC 6532 adds all characters beyond ASCII. */
static bool
is_dot_atom(const char *p, size_t n)
{
	static const char others[] = "!#$%&'*+-/=?^_`{|}~.";
	char c;

	for (size_t i = 0; i < n; i++) {
		c = p[i];
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80)
			continue;
		if (strchr(others, c) == NULL || (c == '.' && (i == 0 || i + 1 == n || p[i + 1] == '.')))
			return (false);
	}
	return (n > 0);
}

/* "…" in which each quote and backslash is escaped. */
static bool
is_quoted_local(const char *p, size_t n)
{
	size_t i;

	if (n < 2 || p[0] != '"' || p[n - 1] != '"')
		return (false);
	for (i = 1; i < n - 1; i++)
		if (p[i] == '"' || (p[i] == '\\' && ++i == n - 1))
			return (false);
	return (true);
}

static void
local_put(struct buf *b, const char *p, size_t n)
{
	if (is_dot_atom(p, n) || is_quoted_local(p, n)) {
		buf_add(b, p, n);
		return;
	}
	buf_putc(b, '"');
	for (size_t i = 0; i < n; i++) {
		if (p[i] == '"' || p[i] == '\\')
			buf_putc(b, '\\');
		buf_putc(b, p[i]);
	}
	buf_putc(b, '"');
}

bool
address_smtp(const char *address, size_t n, struct buf *out)
{
	const char *at = memrchr(address, '@', n);
	size_t local = at != NULL ? (size_t)(at - address) : 0, begun = out->len, host;

	if (local == 0 || local > LOCAL_BYTES || !utf8_line(address, n))
		return (false);
	local_put(out, address, local);
	buf_putc(out, '@');
	host = out->len;
	return (host_ascii(at + 1, n - local - 1, out) && host_name_valid(out->data + host, out->len - host) &&
	    out->len - begun <= ADDRESS_BYTES);
}

bool
sender_read(const char *from, struct buf *name, struct buf *address)
{
	size_t n = strlen(from), begin;
	const char *open = n > 0 && from[n - 1] == '>' ? strrchr(from, '<') : NULL;

	if (!utf8_line(from, n))
		return (false);
	begin = open != NULL ? (size_t)(open - from) : 0;
	for (size_t end = begin; end > 0; end--)
		if (from[end - 1] != ' ') {
			buf_add(name, from, end);
			break;
		}
	return (open != NULL ? address_smtp(open + 1, n - begin - 2, address) : address_smtp(from, n, address));
}
