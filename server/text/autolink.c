#include <strings.h>

#include "text/mark.h"
#include "text/url.h"

static bool
begins(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	return (n > len && strncasecmp(p, word, len) == 0);
}

bool
link_allowed(const struct buf *url)
{
	size_t i;

	for (i = 0; i < url->len; i++)
		if ((unsigned char)url->data[i] < 0x20 || url->data[i] == 0x7f || url->data[i] == '\\')
			return (false);
	return (url->len > 0
	    && (begins(url->data, url->len, "http://") || begins(url->data, url->len, "https://")
	        || begins(url->data, url->len, "mailto:")));
}

/* A letter, a digit or a part of another address before it: not the beginning of one. */
static bool
in_word(char c)
{
	return ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c != '\0' && strchr("/.@:-", c) != NULL));
}

/* What a sentence puts behind an address: full stops, quotes, brackets that were not opened in it. */
static size_t
trimmed(const char *p, size_t n)
{
	for (; n > 0; n--) {
		size_t i;
		int open = 0;

		if (strchr("?!.,:;*_~'\"", p[n - 1]) != NULL)
			continue;
		if (p[n - 1] != ')' && p[n - 1] != ']')
			return (n);
		for (i = 0; i < n; i++)
			open += (p[i] == '(' || p[i] == '[') - (p[i] == ')' || p[i] == ']');
		if (open >= 0)
			return (n);
	}
	return (0);
}

static size_t
extent(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n && (unsigned char)p[i] > 0x20 && p[i] != '<' && p[i] != '>' && p[i] != '"'; i++)
		;
	return (i);
}

size_t
autolink_next(const char *p, size_t n, size_t *at, struct buf *url)
{
	char host[ORIGIN_TEXT];
	size_t i = *at, whole, len;
	bool www;

	while (i < n) {
		www = (p[i] | 0x20) == 'w' && begins(p + i, n - i, "www.");
		if ((!www && !((p[i] | 0x20) == 'h' && (begins(p + i, n - i, "http://") || begins(p + i, n - i, "https://"))))
		    || (i > 0 && in_word(p[i - 1]))) {
			i++;
			continue;
		}
		whole = extent(p + i, n - i);
		len = whole <= URL_MAX ? trimmed(p + i, whole) : 0;
		url->len = 0;
		buf_puts(url, www ? "http://" : "");
		buf_add(url, p + i, len);
		if (len > 0 && url_host(url->data, url->len, host) && strchr(host, '.') != NULL) {
			*at = i;
			return (len);
		}
		i += whole;
	}
	*at = n;
	return (0);
}
