/* SPDX-License-Identifier: Apache-2.0 */
#include "base/help_text.h"

#include <stdbool.h>
#include <string.h>

#define COLUMNS 92

void
help_text_wrap(FILE *out, const char *prefix, const char *text)
{
	size_t width = COLUMNS - strlen(prefix), n;

	while (*text != '\0') {
		n = strlen(text);
		if (n > width)
			for (n = width; n > 0 && text[n] != ' '; n--)
				;
		if (n == 0) /* a word longer than the line */
			n = strcspn(text, " ");
		(void)fprintf(out, "%s%.*s\n", prefix, (int)n, text);
		text += n;
		text += *text == ' ';
	}
}

void
help_text_roff(FILE *out, const char *text)
{
	bool start = true;

	for (; *text != '\0'; text++) {
		if (start && (*text == '.' || *text == '\''))
			(void)fputs("\\&", out);
		start = text[0] == '.' && text[1] == ' ';
		if (start)
			(void)fputs(".\n", out);
		else if (*text == '\\')
			(void)fputs("\\e", out);
		else if (*text == '-')
			(void)fputs("\\-", out);
		else
			(void)fputc(*text, out);
		text += start;
	}
}
