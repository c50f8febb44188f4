/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: the address is cut at "://", the first of "/?#", "?" and "#".
 * Each part is brought into its one spelling and appended:
 *
 *   HTTPS://%EB%89%B4스.Example:443/a/../%7eb c/?utm_source=x&q={1}#top
 *   https://xn--...   .example     /    ~b%20c/?              q=%7B1%7D
 */
#include <arpa/inet.h>
#include <strings.h>
#include <unicode/uidna.h>

#include "text/percent.h"
#include "text/url.h"
#include "text/utf8.h"

#define PATH_ALSO  "/:@!$&'()*+,;=" /* RFC 3986 3.3: these stand for themselves too */
#define QUERY_ALSO PATH_ALSO "?"

/* Query parameters of advertising and analytics, in lower case; a final "*" matches any rest. */
/* clang-format off */
static const char *const campaigns[] = {
	"utm_*", "ga_*", "_ga", "_gl", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_*", "srsltid", /* Google */
	"fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "igsh", "igshid", /* Meta */
	"msclkid", "yclid", "ysclid", "_openstat", "twclid", "ttclid", "li_fat_id", "epik", "rdt_cid", "sccid",
	"napm", "n_media", "n_query", "n_rank", "n_ad*", "n_keyword*", "n_campaign*", "n_match", /* Naver */
	"mtm_*", "matomo_*", "pk_*", "piwik_*", "at_medium", "at_campaign", "at_custom*", "xtor", "ns_mchannel", "ns_source",
	"ns_campaign", "ns_linkname", "ns_fee", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp",
	"hsctatracking", "vero_conv", "vero_id", "oly_anon_id", "oly_enc_id", "_bhlid", "_branch_match_id", "rb_clickid",
	"wickedid", "irclickid", "cjevent", "zanpid", "sfmc_id", "guccounter", "guce_referrer*", "soc_src", "soc_trk",
	"ref_src", "ref_url", "__twitter_impression", "trk_*",
};
/* clang-format on */

/* Bytes that are unreserved or in `also` become themselves, all others "%XX". False for a "%" without two hex digits. */
static bool
url_put_bytes(struct buf *out, const char *p, size_t n, const char *also)
{
	size_t i, step;

	for (i = 0; i < n; i += step) {
		int c = percent_byte(p + i, n - i);
		bool plain = c >= 0 ? percent_unreserved((unsigned char)c) :
				      percent_unreserved((unsigned char)p[i]) || (p[i] != '\0' && strchr(also, p[i]) != NULL);

		step = c >= 0 ? 3 : 1;
		if (c < 0 && p[i] == '%')
			return (false);
		if (c < 0)
			c = (unsigned char)p[i];
		if (plain)
			buf_putc(out, (char)c);
		else
			percent_put(out, (unsigned char)c);
	}
	return (true);
}

/* Removes dot segments (RFC 3986 5.2.4). p begins with "/" or is empty. */
static void
url_put_path(struct buf *out, const char *p, size_t n)
{
	size_t root = out->len, i, len;

	for (i = 0; i < n; i += 1 + len) {
		const char *segment = p + i + 1, *end = memchr(segment, '/', n - i - 1);
		bool up;

		len = end != NULL ? (size_t)(end - segment) : n - i - 1;
		up = len == 2 && memcmp(segment, "..", 2) == 0;
		if (up && out->len > root)
			out->len = (size_t)((char *)memrchr(out->data, '/', out->len) - out->data);
		if (!up && !(len == 1 && *segment == '.')) {
			buf_putc(out, '/');
			buf_add(out, segment, len);
		} else if (end == NULL)
			buf_putc(out, '/');
	}
	if (out->len == root)
		buf_putc(out, '/');
}

/* Does this query parameter say how a reader came to the page, rather than which page it is? */
static bool
url_campaign(const char *name, size_t n)
{
	for (size_t i = 0; i < LENGTH(campaigns); i++) {
		size_t len = strlen(campaigns[i]);
		bool any = campaigns[i][len - 1] == '*';

		len -= any;
		if ((any ? n > len : n == len) && strncasecmp(name, campaigns[i], len) == 0)
			return (true);
	}
	return (false);
}

static void
url_put_query(struct buf *out, const char *p, size_t n)
{
	char before = '?';
	size_t i, len;

	for (i = 0; i < n; i += len + 1) {
		const char *one = p + i, *end = memchr(one, '&', n - i), *equals;

		len = end != NULL ? (size_t)(end - one) : n - i;
		equals = memchr(one, '=', len);
		if (len == 0 || url_campaign(one, equals != NULL ? (size_t)(equals - one) : len))
			continue;
		buf_putc(out, before);
		buf_add(out, one, len);
		before = '&';
	}
}

/* ---- the host */

/* Unicode TS 46 as browsers apply it, with CheckHyphens off: hyphens are allowed anywhere in a label. */
static bool
host_put_punycode(struct buf *out, const char *host, size_t n)
{
	static UIDNA *idna;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode e = U_ZERO_ERROR;
	char name[HOST_ASCII];
	int32_t len;

	if (idna == NULL)
		idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &e);
	len = U_SUCCESS(e) ? uidna_nameToASCII_UTF8(idna, host, (int32_t)n, name, sizeof(name), &info, &e) : 0;
	info.errors &= ~(uint32_t)(UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN);
	if (U_FAILURE(e) || info.errors != 0 || len <= 0 || len >= (int32_t)sizeof(name))
		return (false);
	buf_add(out, name, (size_t)len);
	return (true);
}

static bool
host_put_name(struct buf *out, const char *host, size_t n)
{
	size_t begin = out->len;
	struct buf raw;
	bool plain = true, good;

	buf_init(&raw, NULL);
	for (size_t i = 0; i < n; i++) {
		int c = percent_byte(host + i, n - i);

		i += c >= 0 ? 2 : 0;
		if (c < 0)
			c = (unsigned char)host[i];
		plain &= c < 0x80;
		buf_putc(&raw, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : (char)c);
	}
	if (plain && raw.len > 0 && memmem(raw.data, raw.len, "xn--", 4) == NULL) {
		buf_add(out, raw.data, raw.len);
		good = true;
	} else
		good = raw.len > 0 && host_put_punycode(out, raw.data, raw.len);
	buf_end(&raw);
	if (good && out->data[out->len - 1] == '.')
		out->data[--out->len] = '\0';
	return (good && host_name_valid(out->data + begin, out->len - begin));
}

bool
host_ascii(const char *host, size_t n, struct buf *out)
{
	char text[INET6_ADDRSTRLEN];
	unsigned char address[16];

	if (n > HOST_ASCII * 3)
		return (false);
	if (n == 0 || host[0] != '[')
		return (host_put_name(out, host, n));
	if (!ipv6_valid(host, n, address) || inet_ntop(AF_INET6, address, text, sizeof(text)) == NULL)
		return (false);
	buf_printf(out, "[%s]", text);
	return (true);
}

/* Host and port; user information is refused. An empty port is the default one. */
static bool
url_put_authority(struct buf *out, const char *p, size_t n, unsigned standard)
{
	const char *end = n > 0 && p[0] == '[' ? memchr(p, ']', n) : memchr(p, ':', n);
	size_t nhost = end == NULL ? n : (size_t)(end - p) + (*end == ']'), i;
	unsigned port = 0;

	if (memchr(p, '@', n) != NULL || !host_ascii(p, nhost, out) || (nhost < n && p[nhost] != ':'))
		return (false);
	for (i = nhost + 1; i < n && port <= 65535; i++) {
		if (p[i] < '0' || p[i] > '9')
			return (false);
		port = port * 10 + (unsigned)(p[i] - '0');
	}
	if (port > 65535 || (port == 0 && nhost + 1 < n))
		return (false);
	if (port != 0 && port != standard)
		buf_printf(out, ":%u", port);
	return (true);
}

/* ---- the whole */

/* The text without the spaces around it. */
static struct span
url_trimmed(const char *p, size_t n)
{
	for (; n > 0 && *p == ' '; n--)
		p++;
	while (n > 0 && p[n - 1] == ' ')
		n--;
	return ((struct span) { p, n });
}

static bool
url_put_path_and_query(struct buf *out, struct buf *tmp, const char *path, const char *query, const char *end)
{
	if (memchr(path, '\\', (size_t)(query - path)) != NULL) /* browsers read it as "/" */
		return (false);
	if (!url_put_bytes(tmp, path, (size_t)(query - path), PATH_ALSO))
		return (false);
	url_put_path(out, tmp->data, tmp->len);
	tmp->len = 0;
	if (query == end)
		return (true);
	if (!url_put_bytes(tmp, query + 1, (size_t)(end - query) - 1, QUERY_ALSO))
		return (false);
	url_put_query(out, tmp->data, tmp->len);
	return (true);
}

bool
url_canonical(const char *url, size_t n, struct buf *out)
{
	struct span u = url_trimmed(url, n);
	const char *at, *path, *query, *end = u.p + u.n;
	size_t begin = out->len;
	struct buf tmp;
	bool https = u.n > 8 && strncasecmp(u.p, "https://", 8) == 0, good;

	if (u.n > URL_MAX || !utf8_line(u.p, u.n) || (!https && (u.n <= 7 || strncasecmp(u.p, "http://", 7) != 0)))
		return (false);
	at = u.p + (https ? 8 : 7);
	if (memchr(at, '#', (size_t)(end - at)) != NULL)
		end = memchr(at, '#', (size_t)(end - at));
	query = memchr(at, '?', (size_t)(end - at));
	if (query == NULL)
		query = end;
	path = memchr(at, '/', (size_t)(query - at));
	if (path == NULL)
		path = query;
	buf_puts(out, https ? "https://" : "http://");
	buf_init(&tmp, NULL);
	good = url_put_authority(out, at, (size_t)(path - at), https ? 443 : 80) &&
	    url_put_path_and_query(out, &tmp, path, query, end);
	buf_end(&tmp);
	return (good && out->len - begin <= URL_MAX);
}
