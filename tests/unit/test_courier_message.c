/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: no value that a person chose changes the structure of a mail, and every mail is valid in seven bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "courier/mail.h"
#include "courier/message.h"
#include "courier/smtp_wire.h"

#define ID "01a22bb8-2921-7670-b58a-85f1717a637d"

/* ---- header fields */

static const struct {
	const char *text, *field;
} subjects[] = {
	{ "Hello", "Subject: Hello\r\n" },
	{ "", "Subject: \r\n" },
	{ "a\r\nBcc: eve@example.org", "Subject: a  Bcc: eve@example.org\r\n" },
	{ "a\nb\tc\x7f", "Subject: a b c \r\n" },
	{ "a\xe2\x80\xa8"
	  "b",
	    "Subject: a b\r\n" }, /* U+2028 */
	{ "=?UTF-8?B?SGk?=", "Subject: =?UTF-8?B?PT9VVEYtOD9CP1NHaz89?=\r\n" },
	{ "\xec\x95\x88\xeb\x85\x95", "Subject: =?UTF-8?B?7JWI64WV?=\r\n" },
	{ "\xff", "Subject: ?\r\n" },
};

static void
test_a_header_field_is_one_field(void **state)
{
	struct buf b;

	(void)state;
	for (size_t i = 0; i < LENGTH(subjects); i++) {
		buf_init(&b, NULL);
		header_put(&b, "Subject", subjects[i].text);
		assert_string_equal(b.data, subjects[i].field);
		buf_end(&b);
	}
}

static void
test_encoded_words_cut_no_character_and_fit_their_lines(void **state)
{
	struct buf b, text;
	const char *line;
	size_t n;

	(void)state;
	buf_init(&text, NULL);
	buf_init(&b, NULL);
	for (int i = 0; i < 100; i++)
		buf_puts(&text, i % 3 == 0 ? "a" : "\xed\x95\x9c");
	header_put(&b, "Subject", text.data);
	for (line = b.data; *line != '\0'; line += n + 2) {
		n = strcspn(line, "\r");
		assert_true(n <= 76);
		assert_memory_equal(line + n, "\r\n", 2);
		assert_true(line == b.data || *line == ' ');
		assert_non_null(strstr(line, "=?UTF-8?B?"));
	}
	buf_end(&b);
	buf_end(&text);
}

/* ---- addresses */

static const struct {
	const char *stored, *smtp; /* NULL: refused */
} addresses[] = {
	{ "bob@example.org", "bob@example.org" }, { "b.o-b+news@example.org", "b.o-b+news@example.org" },
	{ "o'hara@example.org", "o'hara@example.org" }, { "\"bob smith\"@example.org", "\"bob smith\"@example.org" },
	{ "\"b\\\"b\"@example.org", "\"b\\\"b\"@example.org" }, { "a>b@example.org", "\"a>b\"@example.org" },
	{ "a\"b@example.org", "\"a\\\"b\"@example.org" }, { ".bob@example.org", "\".bob\"@example.org" },
	{ "bo..b@example.org", "\"bo..b\"@example.org" }, { "\"@example.org", "\"\\\"\"@example.org" },
	{ "\"a\"b\"@example.org", "\"\\\"a\\\"b\\\"\"@example.org" },
	{ "bob@\xed\x95\x9c\xea\xb5\xad.kr", "bob@xn--3e0b707e.kr" }, { "\xed\x95\x9c@example.org", "\xed\x95\x9c@example.org" },
	{ "bob@example.org\r\nRCPT TO:<eve@example.org>", NULL }, { "bob\n@example.org", NULL }, { "bob@example.org>", NULL },
	{ "bob@exa mple.org", NULL }, { "@example.org", NULL }, { "bob", NULL }, { "", NULL },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org", NULL }, /* 65 bytes */
};

static void
test_an_address_is_written_as_smtp_wants_it_or_refused(void **state)
{
	struct buf b;
	bool fine;

	(void)state;
	for (size_t i = 0; i < LENGTH(addresses); i++) {
		buf_init(&b, NULL);
		fine = address_smtp(addresses[i].stored, strlen(addresses[i].stored), &b);
		assert_int_equal(fine, addresses[i].smtp != NULL);
		if (fine)
			assert_string_equal(b.data, addresses[i].smtp);
		buf_end(&b);
	}
}

static void
test_an_address_has_at_most_254_bytes(void **state)
{
	struct buf text, b;

	(void)state;
	buf_init(&text, NULL);
	buf_puts(&text, "bob@");
	while (text.len < 245)
		buf_puts(&text, "abcdefghijklmnop.");
	while (text.len < 254)
		buf_putc(&text, 'a');
	buf_init(&b, NULL);
	assert_true(address_smtp(text.data, 254, &b));
	buf_end(&b);
	buf_putc(&text, 'a');
	buf_init(&b, NULL);
	assert_false(address_smtp(text.data, 255, &b));
	buf_end(&b);
	buf_end(&text);
}

static void
test_a_sender_is_a_name_and_an_address(void **state)
{
	static const struct {
		const char *from, *name, *address;
	} rows[] = {
		{ "news@example.org", "", "news@example.org" },
		{ "<news@example.org>", "", "news@example.org" },
		{ "The Courier <news@example.org>", "The Courier", "news@example.org" },
		{ "A <b> <news@example.org>", "A <b>", "news@example.org" },
		{ "The Courier", NULL, NULL },
		{ "a\nb <news@example.org>", NULL, NULL },
	};
	struct buf name, address;
	bool fine;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_init(&name, NULL);
		buf_init(&address, NULL);
		fine = sender_read(rows[i].from, &name, &address);
		assert_int_equal(fine, rows[i].name != NULL);
		if (fine) {
			assert_string_equal(name.data != NULL ? name.data : "", rows[i].name);
			assert_string_equal(address.data, rows[i].address);
		}
		buf_end(&name);
		buf_end(&address);
	}
}

/* ---- whole messages */

static void
message(struct buf *b, const char *text, const char *unsubscribe, bool eight_bit)
{
	struct message m = { .id = ID,
		.host = "talk.example",
		.from = "The \"Courier\" <news@example.org>",
		.to = "bob@example.org",
		.subject = "Hi",
		.text = text,
		.html = "<p>Hi</p>\n",
		.language = "en",
		.unsubscribe = unsubscribe,
		.at_ms = 1796026323000,
		.eight_bit = eight_bit };

	buf_init(b, NULL);
	message_write(b, &m);
}

static void
test_a_message_has_its_fields(void **state)
{
	struct buf b;

	(void)state;
	message(&b, "Hi\n", NULL, false);
	assert_string_equal(b.data,
	    "From: \"The \\\"Courier\\\"\" <news@example.org>\r\n"
	    "To: <bob@example.org>\r\n"
	    "Subject: Hi\r\n"
	    "Date: Mon, 30 Nov 2026 08:12:03 +0000\r\n"
	    "Message-ID: <" ID "@talk.example>\r\n"
	    "Auto-Submitted: auto-generated\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Language: en\r\n"
	    "Content-Type: multipart/alternative; boundary=\"=_madang-" ID "\"\r\n\r\n"
	    "--=_madang-" ID "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHi\r\n"
	    "--=_madang-" ID "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n<p>Hi</p>\r\n"
	    "--=_madang-" ID "--\r\n");
	buf_end(&b);
}

static void
test_a_notification_can_be_unsubscribed_with_one_click(void **state)
{
	struct buf b;

	(void)state;
	message(&b, "Hi\n", "https://talk.example/unsubscribe?token=x", false);
	assert_non_null(strstr(b.data,
	    "\r\nList-Unsubscribe: <https://talk.example/unsubscribe?token=x>\r\n"
	    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
	buf_end(&b);
	message(&b, "Hi\n", NULL, false);
	assert_null(strstr(b.data, "List-Unsubscribe"));
	buf_end(&b);
}

static void
test_a_text_beyond_ascii_is_quoted_printable(void **state)
{
	struct buf b;

	(void)state;
	message(&b, "\xec\x95\x88=\n.\nend \n", NULL, false);
	assert_non_null(strstr(b.data, "quoted-printable\r\n\r\n=EC=95=88=3D\r\n=2E\r\nend=20\r\n"));
	for (size_t i = 0; i < b.len; i++)
		assert_true((unsigned char)b.data[i] < 0x80);
	buf_end(&b);
	message(&b, "\xec\x95\x88\n", NULL, true);
	assert_non_null(strstr(b.data, "8bit\r\n\r\n\xec\x95\x88\r\n"));
	buf_end(&b);
}

static void
test_no_line_of_a_message_is_too_long(void **state)
{
	char text[3000];
	struct buf b;
	size_t n;

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 2] = '\n';
	text[sizeof(text) - 1] = '\0';
	message(&b, text, NULL, false);
	for (const char *line = b.data; *line != '\0'; line += n + 2) {
		n = strcspn(line, "\r");
		assert_true(n <= 120); /* the boundary's line is the longest */
	}
	buf_end(&b);
}

/* ---- SMTP */

static void
test_a_reply_is_taken_when_it_is_whole(void **state)
{
	static const struct {
		const char *in;
		enum reply_read is;
		long code;
		const char *text, *rest;
	} rows[] = {
		{ "250 ok\r\n", REPLY_WHOLE, 250, "250 ok", "" },
		{ "250\r\n", REPLY_WHOLE, 250, "250", "" },
		{ "250-a\r\n250 b\r\n354 c", REPLY_WHOLE, 250, "250 b", "354 c" },
		{ "550 5.1.1 \x1b[31mno\r\n", REPLY_WHOLE, 550, "550 5.1.1 [31mno", "" },
		{ "250-a\r\n", REPLY_PART, 0, NULL, NULL },
		{ "250 ok", REPLY_PART, 0, NULL, NULL },
		{ "", REPLY_PART, 0, NULL, NULL },
		{ "HTTP/1.1 400 Bad Request\r\n", REPLY_BAD, 0, NULL, NULL },
		{ "25\r\n", REPLY_BAD, 0, NULL, NULL },
		{ "150 a\r\n", REPLY_BAD, 0, NULL, NULL },
	};
	char text[REPLY_TEXT];
	struct buf in;
	long code;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_init(&in, NULL);
		buf_puts(&in, rows[i].in);
		assert_int_equal(smtp_reply(&in, &code, text), rows[i].is);
		if (rows[i].is == REPLY_WHOLE) {
			assert_int_equal(code, rows[i].code);
			assert_string_equal(text, rows[i].text);
			assert_int_equal(in.len, strlen(rows[i].rest));
		}
		buf_end(&in);
	}
}

static void
test_an_endless_reply_is_refused(void **state)
{
	char text[REPLY_TEXT];
	struct buf in;
	long code;

	(void)state;
	buf_init(&in, NULL);
	for (int i = 0; i < 2000; i++)
		buf_puts(&in, "250-more\r\n");
	assert_int_equal(smtp_reply(&in, &code, text), REPLY_BAD);
	buf_end(&in);
}

static void
test_a_full_stop_in_a_text_does_not_end_it(void **state)
{
	struct buf text, out;

	(void)state;
	buf_init(&text, NULL);
	buf_init(&out, NULL);
	buf_puts(&text, ".\r\na.\r\n..\r\nb");
	smtp_stuff(&text, &out);
	assert_string_equal(out.data, "..\r\na.\r\n...\r\nb\r\n.\r\n");
	buf_end(&text);
	buf_end(&out);
}

static void
test_the_reply_decides_the_result(void **state)
{
	static const struct {
		long reply;
		bool text;
		enum mail_result is;
	} rows[] = {
		{ 250, true, MAIL_SENT },
		{ 0, true, MAIL_UNKNOWN },
		{ 354, true, MAIL_UNKNOWN },
		{ 451, true, MAIL_TEMPORARY },
		{ 554, true, MAIL_PERMANENT },
		{ 421, true, MAIL_TEMPORARY },
		{ 0, false, MAIL_RELAY },
		{ 450, false, MAIL_TEMPORARY },
		{ 550, false, MAIL_PERMANENT },
		{ 530, false, MAIL_RELAY },
		{ 250, false, MAIL_RELAY },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(smtp_result(rows[i].reply, rows[i].text), rows[i].is);
}

/* ---- texts */

static struct mail_texts *texts;

static int
load_texts(void **state)
{
	char why[256];

	(void)state;
	texts = mail_texts_load(MADANG_SOURCE_DIR "/config/mail", why);
	return (texts != NULL ? 0 : -1);
}

static int
end_texts(void **state)
{
	(void)state;
	mail_texts_end(texts);
	return (0);
}

struct drawn {
	struct buf subject, text, html;
};

static void
draw(struct drawn *d, const char *template, const char *language, json_t *data)
{
	struct mail_values values = { .record = mail_find(template),
		.language = language,
		.base_url = "https://talk.example",
		.name = "bob",
		.token = "T0KEN",
		.data = data };

	buf_init(&d->subject, NULL);
	buf_init(&d->text, NULL);
	buf_init(&d->html, NULL);
	assert_non_null(values.record);
	assert_true(mail_render(texts, &values, &d->subject, &d->text, &d->html));
	json_decref(data);
}

static void
drawn_end(struct drawn *d)
{
	buf_end(&d->subject);
	buf_end(&d->text);
	buf_end(&d->html);
}

static void
test_a_value_is_never_markup(void **state)
{
	struct drawn d;

	(void)state;
	draw(&d, "illegal_outcome", "en",
	    json_pack("{s:s,s:s,s:s,s:s}", "article", "<b>a</b>\r\n.\r\nBcc: eve", "site", "{name}", "reference", "a/?&\"",
		"outcome", "removed"));
	assert_non_null(strstr(d.text.data, "\n<b>a</b>  .  Bcc: eve\n{name}\n"));
	assert_non_null(strstr(d.text.data, "\nhttps://talk.example/notices/illegal/a%2F%3F%26%22\n"));
	assert_non_null(strstr(d.text.data, "\nThe comment was taken down.\n"));
	assert_null(strstr(d.html.data, "<b>"));
	assert_non_null(strstr(d.html.data, "&lt;b&gt;a&lt;/b&gt;"));
	drawn_end(&d);
}

static void
test_a_line_without_its_value_is_omitted(void **state)
{
	struct drawn d;

	(void)state;
	draw(&d, "notice_sanction", "en", json_pack("{s:s,s:s}", "sanction", "mute", "appeal_until", "2027-05-30T00:00:00Z"));
	assert_non_null(strstr(d.text.data, "you cannot write comments\n\n"));
	assert_null(strstr(d.text.data, "It ends on"));
	assert_null(strstr(d.text.data, "Site:"));
	assert_non_null(strstr(d.text.data, "until 30 May 2027."));
	assert_null(strstr(d.text.data, "{"));
	assert_null(strstr(d.html.data, "<p></p>"));
	drawn_end(&d);
	draw(&d, "notice_sanction", "ko", json_pack("{s:s,s:s}", "sanction", "mute", "appeal_until", "2027-05-30T00:00:00Z"));
	assert_non_null(strstr(d.text.data, "2027\xeb\x85\x84 5\xec\x9b\x94 30\xec\x9d\xbc"));
	drawn_end(&d);
}

static void
test_a_token_is_in_the_link_only(void **state)
{
	struct drawn d;

	(void)state;
	draw(&d, "verify", "en", json_object());
	assert_non_null(strstr(d.text.data, "\nhttps://talk.example/verify?token=T0KEN\n"));
	assert_non_null(strstr(d.html.data, "<a href=\"https://talk.example/verify?token=T0KEN\">"));
	assert_null(strstr(d.subject.data, "T0KEN"));
	drawn_end(&d);
}

static void
test_every_mail_has_its_texts_in_every_language(void **state)
{
	static const char *const languages[] = { "en", "ko" };
	struct mail_values values = { .base_url = "https://talk.example",
		.name = "bob",
		.token = "T0KEN",
		.data = json_object() };
	struct buf parts[3];
	size_t whole = 0;

	(void)state;
	for (size_t i = 0; i < nmails * 2; i++) {
		values.record = mails[i / 2];
		values.language = languages[i % 2];
		for (int k = 0; k < 3; k++)
			buf_init(&parts[k], NULL);
		whole += mail_render(texts, &values, &parts[0], &parts[1], &parts[2]); /* else the subject needs a value */
		assert_true(parts[1].len > 20 && parts[2].len > 100);
		for (int k = 0; k < 3; k++)
			buf_end(&parts[k]);
	}
	assert_true(whole >= nmails);
	json_decref((json_t *)(uintptr_t)values.data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_header_field_is_one_field),
		cmocka_unit_test(test_encoded_words_cut_no_character_and_fit_their_lines),
		cmocka_unit_test(test_an_address_is_written_as_smtp_wants_it_or_refused),
		cmocka_unit_test(test_an_address_has_at_most_254_bytes),
		cmocka_unit_test(test_a_sender_is_a_name_and_an_address),
		cmocka_unit_test(test_a_message_has_its_fields),
		cmocka_unit_test(test_a_notification_can_be_unsubscribed_with_one_click),
		cmocka_unit_test(test_a_text_beyond_ascii_is_quoted_printable),
		cmocka_unit_test(test_no_line_of_a_message_is_too_long),
		cmocka_unit_test(test_a_reply_is_taken_when_it_is_whole),
		cmocka_unit_test(test_an_endless_reply_is_refused),
		cmocka_unit_test(test_a_full_stop_in_a_text_does_not_end_it),
		cmocka_unit_test(test_the_reply_decides_the_result),
		cmocka_unit_test(test_a_value_is_never_markup),
		cmocka_unit_test(test_a_line_without_its_value_is_omitted),
		cmocka_unit_test(test_a_token_is_in_the_link_only),
		cmocka_unit_test(test_every_mail_has_its_texts_in_every_language),
	};

	return (cmocka_run_group_tests(tests, load_texts, end_texts));
}
