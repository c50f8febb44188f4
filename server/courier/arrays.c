/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/arrays.h"

#include <stdlib.h>

#include "settings/settings.h"
#include "text/json.h"

static void
array_put_quoted(struct buf *b, const char *text)
{
	buf_putc(b, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *text);
	}
	buf_putc(b, '"');
}

static void
each_array(struct mail_arrays *x, void (*fn)(struct buf *))
{
	fn(&x->ids);
	fn(&x->claims);
	fn(&x->results);
	fn(&x->replies);
}

static void
array_open(struct buf *b)
{
	buf_init(b, NULL);
	buf_putc(b, '{');
}

static void
array_next(struct buf *b)
{
	if (b->len > 1)
		buf_putc(b, ',');
}

static void
array_close(struct buf *b)
{
	buf_putc(b, '}');
}

void
mail_arrays_begin(struct mail_arrays *x)
{
	each_array(x, array_open);
}

void
mail_arrays_add(struct mail_arrays *x, const char *id, const char *claim, enum mail_result result, const char *reply)
{
	each_array(x, array_next);
	buf_puts(&x->ids, id);
	buf_puts(&x->claims, claim);
	buf_puts(&x->results, mail_result_name(result));
	array_put_quoted(&x->replies, reply);
}

void
mail_arrays_close(struct mail_arrays *x)
{
	each_array(x, array_close);
}

void
mail_arrays_end(struct mail_arrays *x)
{
	each_array(x, buf_end);
}

void
mail_tokens_make(char (*tokens)[TOKEN_TEXT], unsigned n, struct buf *digests)
{
	char digest[DIGEST_TEXT];

	array_open(digests);
	for (unsigned i = 0; i < n; i++) {
		token_new(tokens[i]);
		if (!token_digest(tokens[i], TOKEN_TEXT - 1, digest))
			abort();
		array_next(digests);
		array_put_quoted(digests, digest);
	}
	array_close(digests);
}

void
mail_lifetimes_put(struct buf *b)
{
	static const struct {
		const char *purpose;
		enum setting minutes;
	} all[] = { { "verify", MAIL_TOKEN_VERIFY }, { "reset", MAIL_TOKEN_RESET }, { "email_old", MAIL_TOKEN_EMAIL },
		{ "email_new", MAIL_TOKEN_EMAIL }, { "invite", MAIL_TOKEN_INVITE }, { "unsubscribe", MAIL_TOKEN_UNSUBSCRIBE } };

	buf_putc(b, '{');
	for (size_t i = 0; i < LENGTH(all); i++)
		json_pair_long(b, all[i].purpose, setting_int(all[i].minutes) * 60);
	buf_putc(b, '}');
}
