/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mails that Madang sends: one file and one record for each, in courier/mail. The name is core.outbox.template. The
 * text is config/mail/NAME.LANGUAGE.txt: the subject, an empty line, then the body. The HTML part is made from the body,
 * each paragraph one <p>. In a text:
 *
 *   {field}        The value of a field of the record, or of these: name (of the account), link, unsubscribe, home (the
 *                  address of Madang). A line with an empty value is omitted.
 *   {each field}   On a line of its own: the lines up to {end} are repeated for each element of a FIELD_LIST, an object
 *   {end}          whose members are fields as well.
 *
 * Values are never markup: they are written as one line, and escaped in HTML.
 */
#ifndef COURIER_MAIL_H
#define COURIER_MAIL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

enum mail_field_kind {
	FIELD_TEXT, /* a name, title or number */
	FIELD_WORD, /* a code; words.LANGUAGE.txt has its words, in the line "field.code = words" */
	FIELD_DATE, /* a time in RFC 3339, shown as a date */
	FIELD_PATH, /* a path below server.base_url, shown as a link */
	FIELD_LIST, /* an array of objects, for {each} */
};

#define MAIL_FIELDS 16

struct mail_field {
	const char *name;
	enum mail_field_kind kind;
};

struct mail_record {
	const char *name;
	bool notification; /* has List-Unsubscribe; core.outbox.token_purpose is 'unsubscribe' */
	/*
	 * Path of {link}, NULL for none. {token} in it is the token that the courier made for the mail, {field} a field of
	 * the record, both percent-encoded.
	 */
	const char *link;
	struct mail_field fields[MAIL_FIELDS]; /* ends at the first without a name */
};

extern const struct mail_record *const mails[];
extern const size_t nmails;

/* The record with this name; NULL: none. */
const struct mail_record *mail_find(const char *name);

/* ---- texts */

struct mail_texts;

/* Reads all texts of all languages from a folder. NULL, with one sentence in why, if one is missing or has an unknown field. */
struct mail_texts *mail_texts_load(const char *folder, char why[256]) MUST_USE;
void mail_texts_end(struct mail_texts *); /* NULL is allowed */
/* Is there a text in this language? */
bool mail_language_known(const char *language);

/* The values of one mail. */
struct mail_values {
	const struct mail_record *record;
	const char *language;
	const char *base_url; /* server.base_url */
	const char *name;     /* the account's; NULL: none */
	const char *token;    /* NULL: none */
	const json_t *data;   /* an object */
};

/* Appends subject (one line), text and HTML. False if the subject lacks a value. */
bool mail_render(const struct mail_texts *, const struct mail_values *, struct buf *subject, struct buf *text,
    struct buf *html) MUST_USE;

/* Appends the address for unsubscribing. */
void mail_unsubscribe_url(const struct mail_values *, struct buf *);

#endif
