/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bare links. The hard part is the end of one: readers write no space before a particle (…/news/1에서), a full stop
 * (…/a)。) or a quotation mark (“…/x”). So an address consists of ASCII and of other letters. A letter that CJK scripts use
 * belongs to it only behind a slash, a similar sign or another such letter. All other characters end the address.
 */
#include <strings.h>
#include <unicode/uchar.h>

#include "text/md_dialect.h"
#include "text/prepared_parts.h"
#include "text/url.h"
#include "text/utf8.h"

static bool
link_begins(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	return (n > len && strncasecmp(p, word, len) == 0);
}

bool
md_link_allowed(const struct buf *url)
{
	size_t i;

	for (i = 0; i < url->len; i++)
		if ((unsigned char)url->data[i] < 0x20 || url->data[i] == 0x7f || url->data[i] == '\\')
			return (false);
	return (url->len > 0 &&
	    (link_begins(url->data, url->len, "http://") || link_begins(url->data, url->len, "https://") ||
		link_begins(url->data, url->len, "mailto:")));
}

static bool
is_ascii_alnum(char c)
{
	return ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
}

static bool
char_in(const char *set, char c)
{
	return (c != '\0' && strchr(set, c) != NULL);
}

/* A letter, a digit, or a combining mark, of any script. */
static bool
is_script_letter(uint32_t c)
{
	return ((U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0 &&
	    !u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

/* ---- the host */

/* Top-level domains outside ASCII that a particle may follow. */
static const char *const ascii_less_tlds[] = { "한국", "닷컴", "닷넷", "삼성", "中国", "中國", "香港", "台灣", "台湾", "みんな",
	"コム" };

/* The end of the last label [from, to) of a host, without a particle behind it. */
static size_t
label_end(const char *p, size_t from, size_t to)
{
	size_t i, step, len;
	uint32_t c;

	for (i = 0; i < LENGTH(ascii_less_tlds); i++) {
		len = strlen(ascii_less_tlds[i]);
		if (to - from > len && memcmp(p + from, ascii_less_tlds[i], len) == 0)
			return (from + len);
	}
	for (i = from; i < to; i += step) {
		step = utf8_next(p + i, to - i, &c);
		if (i > from && is_ascii_alnum(p[i - 1]) && flanks_cjk(c))
			return (i);
	}
	return (to);
}

/* The end of a host that begins at i; i if there is none. IPv6 is in brackets. */
static size_t
host_end(const char *p, size_t n, size_t i)
{
	size_t begin = i, label = i, step;
	uint32_t c;

	if (i < n && p[i] == '[') {
		while (i < n && p[i] != ']' && (is_ascii_alnum(p[i]) || char_in("[:.", p[i])))
			i++;
		return (i < n && p[i] == ']' ? i + 1 : begin);
	}
	for (; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		if (c == '.' && i > label)
			label = i + 1;
		else if (c == '.' || (c < 0x80 && !is_ascii_alnum(p[i]) && c != '-' && c != '_') ||
		    !(c < 0x80 || is_script_letter(c)))
			break;
	}
	while (i > begin && char_in(".-_", p[i - 1])) /* the end of a sentence */
		i--;
	if (label >= i) /* the last label ends before the dots */
		for (label = i; label > begin && p[label - 1] != '.'; label--)
			;
	return (label > begin ? label_end(p, label, i) : i);
}

/* ---- the rest */

/* The end of a port at i; i if there is none. */
static size_t
port_end(const char *p, size_t n, size_t i)
{
	size_t digits = i + 1;

	if (i >= n || p[i] != ':')
		return (i);
	while (digits < n && p[digits] >= '0' && p[digits] <= '9')
		digits++;
	return (digits > i + 1 ? digits : i);
}

/* May the character at i, which is not ASCII, be part of a path? */
static bool
path_has(const char *p, size_t n, size_t i, uint32_t c, size_t step)
{
	uint32_t behind;

	if (c == 0xb7) /* the middle dot of 3·1운동, between letters */
		return (utf8_next(p + i + step, n - i - step, &behind) > 0 && is_script_letter(behind));
	if (!is_script_letter(c))
		return (false);
	return (!flanks_cjk(c) || (p[i - 1] & 0x80) != 0 || char_in("/-_=&+#([@~$", p[i - 1]));
}

/* Marks of emphasis around an address do not belong to it: **https://…**, ~~https://…~~입니다 */
static bool
link_ends_at_emphasis(const char *p, size_t n, size_t i)
{
	if (p[i] != '*' && p[i] != '~')
		return (false);
	return (i + 1 == n || p[i + 1] == p[i] || (p[i] == '*' && !is_ascii_alnum(p[i + 1]) && !char_in("/.-_", p[i + 1])));
}

static size_t
path_end(const char *p, size_t n, size_t i)
{
	unsigned open = 0;
	size_t step;
	uint32_t c;

	for (; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		if (c >= 0x80 ? !path_has(p, n, i, c, step) :
				(c <= ' ' || c == 0x7f || char_in("\"<>\\^`{|}", p[i]) || link_ends_at_emphasis(p, n, i)))
			break;
		if (c == '(' || c == '[')
			open++;
		else if ((c == ')' || c == ']') && open-- == 0)
			break;
	}
	return (i);
}

/* The length of the address that begins at p, 0 if there is none; *host is the end of its host. */
static size_t
link_extent(const char *p, size_t n, size_t scheme, size_t *host)
{
	size_t i, rest;

	*host = host_end(p, n, scheme);
	if (*host == scheme)
		return (0);
	rest = port_end(p, n, *host);
	i = rest < n && char_in("/?#", p[rest]) ? path_end(p, n, rest) : rest;
	while (i > rest && char_in("?!.,:;*_~'([", p[i - 1])) /* the punctuation of a sentence behind an address */
		i--;
	return (i);
}

static bool
link_has_host(const char *p, size_t n)
{
	struct buf name;
	bool good;

	buf_init(&name, NULL);
	good = (p[0] == '[' || memchr(p, '.', n) != NULL) && host_ascii(p, n, &name);
	buf_end(&name);
	return (good);
}

size_t
autolink_next(const char *p, size_t n, size_t *at, struct buf *url)
{
	size_t i, scheme, host, len;

	for (i = *at; i < n; i++) {
		char c = p[i] | 0x20;

		if (c != 'h' && c != 'w')
			continue;
		scheme = link_begins(p + i, n - i, "https://") ? 8 : link_begins(p + i, n - i, "http://") ? 7 : 0;
		if ((scheme == 0 && !link_begins(p + i, n - i, "www.")) ||
		    (i > 0 && (is_ascii_alnum(p[i - 1]) || char_in("/.@:-", p[i - 1]))))
			continue;
		len = link_extent(p + i, n - i, scheme, &host);
		if (len > 0 && len <= URL_MAX && link_has_host(p + i + scheme, host - scheme)) {
			url->len = 0;
			buf_puts(url, scheme == 0 ? "http://" : "");
			buf_add(url, p + i, len);
			*at = i;
			return (len);
		}
		i += len > 0 ? len - 1 : 0;
	}
	*at = n;
	return (0);
}
