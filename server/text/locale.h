/* SPDX-License-Identifier: Apache-2.0 */
/* The languages of mails. */
#ifndef TEXT_LOCALE_H
#define TEXT_LOCALE_H

/* The known languages, as words and one by one, with NULL at the end. */
#define LOCALES "en ko"
extern const char *const locales[];

/* The known language that an Accept-Language field (RFC 9110 12.5.4) prefers; "en" for NULL or if it names none. */
const char *locale_of(const char *field);

#endif
