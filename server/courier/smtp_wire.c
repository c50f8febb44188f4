/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/smtp_wire.h"

#include <string.h>

#define REPLY_MAX 16384 /* bytes of a reply with all its lines */

static void
reply_text(const char *line, size_t n, char text[REPLY_TEXT])
{
	size_t kept = 0;

	for (size_t i = 0; i < n && kept < REPLY_TEXT - 1; i++)
		if (line[i] >= ' ' && line[i] <= '~')
			text[kept++] = line[i];
	text[kept] = '\0';
}

static bool
is_digit_in(char c, char least, char most)
{
	return (c >= least && c <= most);
}

enum reply_read
smtp_reply(struct buf *in, long *code, char text[REPLY_TEXT])
{
	size_t at = 0, n;
	const char *line, *end;

	while (at < in->len && (end = memchr(in->data + at, '\n', in->len - at)) != NULL) {
		line = in->data + at;
		n = (size_t)(end - line);
		at += n + 1;
		if (n < 3 || !is_digit_in(line[0], '2', '5') || !is_digit_in(line[1], '0', '9') ||
		    !is_digit_in(line[2], '0', '9'))
			return (REPLY_BAD);
		if (n > 3 && line[3] == '-')
			continue;
		*code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
		reply_text(line, n, text);
		buf_drop(in, at);
		return (REPLY_WHOLE);
	}
	return (in->len > REPLY_MAX ? REPLY_BAD : REPLY_PART);
}

void
smtp_stuff(const struct buf *text, struct buf *out)
{
	const char *at = text->data, *end = at + text->len, *next;
	size_t n;

	buf_reserve(out, text->len + text->len / 64);
	for (; at < end; at += n) {
		next = memchr(at, '\n', (size_t)(end - at));
		n = next != NULL ? (size_t)(next - at) + 1 : (size_t)(end - at);
		if (*at == '.')
			buf_putc(out, '.');
		buf_add(out, at, n);
	}
	if (out->len < 2 || memcmp(out->data + out->len - 2, "\r\n", 2) != 0)
		buf_puts(out, "\r\n");
	buf_puts(out, ".\r\n");
}

enum mail_result
smtp_result(long reply, bool text_begun)
{
	if (text_begun && reply >= 200 && reply < 300)
		return (MAIL_SENT);
	if (reply >= 500 && reply != 530)
		return (MAIL_PERMANENT);
	if (reply >= 400 && reply != 530)
		return (MAIL_TEMPORARY);
	return (text_begun ? MAIL_UNKNOWN : MAIL_RELAY);
}
