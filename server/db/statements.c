#include "db/statements.h"

#include <string.h>

#include "base/mem.h"

const struct statement_row statements[STATEMENT_COUNT] = {
#define X(name, link, function, params, columns) { function, link, params, columns },
	STATEMENTS(X)
#undef X
};

int
statement_params(enum statement st)
{
	const char *p = statements[st].params;
	int n = *p != '\0';

	for (; *p != '\0'; p++)
		n += *p == ' ';
	return (n);
}

bool
statement_plural(enum statement st)
{
	return (strcmp(statements[st].columns, "verdicts") == 0);
}

int
statement_article(enum statement st)
{
	const char *p = statements[st].params;
	int n = 0;

	if (statements[st].link != LINK_WRITE)
		return (-1);
	for (; p != NULL; p = strchr(p, ' '), n++) {
		p += *p == ' ';
		if (strncmp(p, "article:", strlen("article:")) == 0)
			return (n);
	}
	return (-1);
}

int
statement_topic(enum statement st)
{
	/* ARTICLE_PATCH names its article `id`, so as not to be batched. */
	return (st == ARTICLE_PATCH ? 1 : statement_article(st));
}
