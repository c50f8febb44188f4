/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/sender.h"

#include <stdio.h>
#include <string.h>

#include "courier/message.h"
#include "settings/settings.h"
#include "text/url.h"

void
sender_host(struct buf *out)
{
	const char *url = setting_text(SERVER_BASE_URL);
	char host[ORIGIN_TEXT] = "";

	if (!url_host(url, strlen(url), host) || host[0] == '[' || host[strspn(host, "0123456789.")] == '\0')
		buf_puts(out, "localhost");
	else
		buf_puts(out, host);
}

/* Appends mail.from or its default. */
static void
sender_from(struct buf *out)
{
	buf_puts(out, setting_text(MAIL_FROM));
	if (out->len > 0)
		return;
	buf_puts(out, "noreply@");
	sender_host(out);
}

bool
sender_envelope(struct buf *out)
{
	const char *bounce = setting_text(MAIL_BOUNCE_ADDRESS);
	struct buf from, name;
	bool fine;

	if (*bounce != '\0')
		return (address_smtp(bounce, strlen(bounce), out));
	buf_init(&from, NULL);
	buf_init(&name, NULL);
	sender_from(&from);
	fine = sender_read(from.data, &name, out);
	buf_end(&from);
	buf_end(&name);
	return (fine);
}

/* ---- a mail */

static bool
compose_fails(enum mail_result *result, enum mail_result is, char reply[REPLY_TEXT], const char *why)
{
	*result = is;
	(void)snprintf(reply, REPLY_TEXT, "%s", why);
	return (false);
}

static const char *
row_text(const json_t *row, const char *key)
{
	return (json_string_value(json_object_get(row, key)));
}

static const char *
language_of(const json_t *row)
{
	const char *language = row_text(row, "language");

	return (language != NULL && mail_language_known(language) ? language : setting_text(MAIL_LANGUAGE));
}

static void
compose_message(const struct mail_values *values, const json_t *row, const char *to, struct buf parts[3], struct buf *out)
{
	struct buf host, from, unsubscribe;
	struct message m = { .id = row_text(row, "id"),
		.to = to,
		.subject = parts[0].data,
		.text = parts[1].data,
		.html = parts[2].data,
		.language = values->language,
		.at_ms = json_integer_value(json_object_get(row, "at")),
		.eight_bit = strcmp(setting_text(MAIL_TRANSPORT), "maildir") == 0 };

	buf_init(&host, NULL);
	buf_init(&from, NULL);
	buf_init(&unsubscribe, NULL);
	sender_host(&host);
	sender_from(&from);
	if (values->record->notification && values->token != NULL)
		mail_unsubscribe_url(values, &unsubscribe);
	m.host = host.data;
	m.from = from.data;
	m.unsubscribe = unsubscribe.data;
	message_write(out, &m);
	buf_end(&host);
	buf_end(&from);
	buf_end(&unsubscribe);
}

bool
mail_compose(const struct mail_texts *texts, const json_t *row, char (*tokens)[TOKEN_TEXT], struct composed_mail *mail,
    enum mail_result *result, char reply[REPLY_TEXT])
{
	const char *template = row_text(row, "template"), *address = row_text(row, "address");
	const json_t *token = json_object_get(row, "token");
	struct mail_values values = { .record = mail_find(template != NULL ? template : ""),
		.language = language_of(row),
		.base_url = setting_text(SERVER_BASE_URL),
		.name = row_text(row, "name"),
		.token = json_is_integer(token) ? tokens[json_integer_value(token)] : NULL,
		.data = json_object_get(row, "data") };
	struct buf parts[3];
	bool fine;

	buf_init(&mail->to, NULL);
	buf_init(&mail->bytes, NULL);
	if (values.record == NULL)
		return (compose_fails(result, MAIL_TEMPLATE, reply, "this version has no such mail"));
	if (address == NULL || !address_smtp(address, strlen(address), &mail->to))
		return (
		    compose_fails(result, MAIL_ADDRESS, reply, address == NULL ? "no address" : "the address cannot be written"));
	for (int i = 0; i < 3; i++)
		buf_init(&parts[i], NULL);
	fine = mail_render(texts, &values, &parts[0], &parts[1], &parts[2]);
	if (fine)
		compose_message(&values, row, mail->to.data, parts, &mail->bytes);
	for (int i = 0; i < 3; i++)
		buf_end(&parts[i]);
	return (fine || compose_fails(result, MAIL_TEMPLATE, reply, "a value for the subject is missing"));
}

void
composed_mail_end(struct composed_mail *mail)
{
	buf_end(&mail->to);
	buf_end(&mail->bytes);
}
