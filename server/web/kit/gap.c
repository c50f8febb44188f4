#include "web/kit/gap.h"

#include "text/html.h"

#include "secret/token.h"
#include "web/kit/template.h"
#include "web/view/view.h"

#define BEGIN '\x02'
#define END   '\x03'
#define HEAD  (TOKEN_TEXT + 1) /* octets before what a gap is of: BEGIN, the secret, the kind */

/* The process's own, for as long as it lives. */
static const char *
secret(void)
{
	static char text[TOKEN_TEXT];

	if (*text == '\0')
		token_new(text);
	return (text);
}

json_t *
gap_value(enum gap gap, const char *of)
{
	return (view_string("%c%s%c%s%c", BEGIN, secret(), (char)gap, of, END));
}

static void
put_text(struct buf *out, const char *s)
{
	html_escape(out, s, strlen(s));
}

static void
put(enum gap gap, const char *of, size_t n, const struct page_context *l, struct buf *out)
{
	char text[VIEW_AGO], when[VIEW_AGO];

	switch (gap) {
	case GAP_TOKEN:
		put_text(out, l->token);
		return;
	case GAP_KEY:
		put_text(out, l->key);
		return;
	case GAP_NAME:
		put_text(out, view_name(l));
		return;
	case GAP_AGO:
		(void)snprintf(when, sizeof(when), "%.*s", (int)n, of); /* by itself: behind it is the page */
		view_ago(view_ms(when), l->now_ms, text);
		put_text(out, text);
		return;
	}
}

/* The gap that begins here: its end, or NULL if it is none of ours. */
static const char *
gap_end(const char *at, const char *end)
{
	if ((size_t)(end - at) <= HEAD || memcmp(at + 1, secret(), TOKEN_TEXT - 1) != 0)
		return (NULL);
	return (memchr(at + HEAD, END, (size_t)(end - at) - HEAD));
}

void
gap_fill(const char *html, size_t n, const struct page_context *l, struct buf *out)
{
	const char *end = html + n, *at, *stop;

	buf_reserve(out, n);
	while ((at = memchr(html, BEGIN, (size_t)(end - html))) != NULL) {
		buf_add(out, html, (size_t)(at - html));
		stop = gap_end(at, end);
		if (stop != NULL)
			put((enum gap)at[HEAD - 1], at + HEAD, (size_t)(stop - at) - HEAD, l, out);
		else
			buf_putc(out, *at);
		html = (stop != NULL ? stop : at) + 1;
	}
	buf_add(out, html, (size_t)(end - html));
}
