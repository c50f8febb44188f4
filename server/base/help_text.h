/* SPDX-License-Identifier: Apache-2.0 */
/* Help texts of commands and settings: wrapped for a terminal, or escaped for a manual page (man(7)). */
#ifndef BASE_HELP_TEXT_H
#define BASE_HELP_TEXT_H

#include <stdio.h>

/* Writes text, UTF-8 without newlines, in lines of at most 92 bytes that begin with prefix. */
void help_text_wrap(FILE *out, const char *prefix, const char *text);

#define MANUAL_DATE "2026-11-30" /* of the manual pages, for their footer */

/* Writes text as roff, one line a sentence. No byte of it becomes a request or an escape; hyphens stay ASCII. */
void help_text_roff(FILE *out, const char *text);

#endif
