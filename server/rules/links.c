/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/links.h"

#include <strings.h>
#include <unicode/uidna.h>

#include "base/buf.h"
#include "text/normal.h"
#include "text/percent.h"

/* The part between "//" and the path, without user and port. A browser treats '\' as '/'. */
static void
link_authority(const char *p, struct buf *out)
{
	const char *colon;
	char *at;
	size_t n = strcspn(p, "/?#\\"), i;

	for (i = 0; i < n; i++) {
		int byte = percent_byte(p + i, n - i);

		if (byte >= 0) {
			buf_putc(out, (char)byte);
			i += 2;
		} else
			buf_putc(out, p[i]);
	}
	if (out->len == 0)
		return;
	at = memrchr(out->data, '@', out->len);
	if (at != NULL)
		buf_drop(out, (size_t)(at - out->data) + 1);
	colon = out->data[0] == '[' ? NULL : memchr(out->data, ':', out->len);
	if (colon != NULL)
		out->len = (size_t)(colon - out->data);
}

/* The full stops of East Asian keyboards separate labels too (Unicode TS 46, 2.3). */
static void
unify_full_stops(struct buf *b)
{
	static const char *const stops[] = { "\xe3\x80\x82", "\xef\xbd\xa1" };
	size_t i;
	char *at;

	for (i = 0; i < LENGTH(stops); i++) {
		while ((at = memmem(b->data, b->len, stops[i], 3)) != NULL) {
			*at = '.';
			memmove(at + 1, at + 3, b->len - (size_t)(at - b->data) - 3);
			b->len -= 2;
		}
	}
}

/* Decodes xn--… to letters, as browsers do (Unicode TS 46). An invalid name keeps its spelling. */
static void
decode_punycode(struct buf *b)
{
	static UIDNA *idna;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode e = U_ZERO_ERROR;
	char name[HOST_TEXT];
	int32_t n;

	if (idna == NULL)
		idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_UNICODE, &e);
	n = U_SUCCESS(e) ? uidna_nameToUnicodeUTF8(idna, b->data, (int32_t)b->len, name, sizeof(name), &info, &e) : 0;
	if (U_FAILURE(e) || info.errors != 0 || n <= 0 || n >= (int32_t)sizeof(name))
		return;
	b->len = 0;
	buf_add(b, name, (size_t)n);
}

static bool
needs_idna(const struct buf *b)
{
	size_t i;

	for (i = 0; i < b->len; i++)
		if ((unsigned char)b->data[i] >= 0x80)
			return (true);
	return (memmem(b->data, b->len, "xn--", 4) != NULL);
}

/* NFKC and lower case. Most hosts are ASCII, which needs no Unicode tables. */
static bool
host_fold(const struct buf *raw, struct buf *out)
{
	size_t i;

	for (i = 0; i < raw->len && (unsigned char)raw->data[i] < 0x80 && raw->data[i] != '\0'; i++) {
		char c = raw->data[i];

		buf_putc(out, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
	}
	if (i == raw->len)
		return (true);
	out->len = 0;
	if (!normal_fold(raw->data, raw->len, out))
		return (false);
	unify_full_stops(out);
	return (true);
}

bool
link_host(const char *link, char out[HOST_TEXT])
{
	struct buf raw, folded;
	bool ok;

	if (strncasecmp(link, "http://", 7) != 0 && strncasecmp(link, "https://", 8) != 0)
		return (false);
	buf_init(&raw, NULL);
	buf_init(&folded, NULL);
	link = strstr(link, "//") + 2;
	link += strspn(link, "/\\");
	link_authority(link, &raw);
	ok = raw.len > 0 && host_fold(&raw, &folded) && folded.len > 0;
	if (ok) {
		while (folded.len > 0 && folded.data[folded.len - 1] == '.')
			folded.len--;
		if (needs_idna(&folded))
			decode_punycode(&folded);
		ok = folded.len > 0 && folded.len < HOST_TEXT;
	}
	if (ok) {
		memcpy(out, folded.data, folded.len);
		out[folded.len] = '\0';
	}
	buf_end(&raw);
	buf_end(&folded);
	return (ok);
}

/* ---- domains */
struct domains {
	char **names;
	size_t n, room;
};

struct domains *
domains_new(void)
{
	return (mem_zero(1, sizeof(struct domains)));
}

bool
domains_add(struct domains *d, const char *domain)
{
	char link[HOST_TEXT + 8], host[HOST_TEXT];

	if (strlen(domain) >= HOST_TEXT || domain[strcspn(domain, " /?#\\@:")] != '\0')
		return (false);
	domain += domain[0] == '.';
	(void)snprintf(link, sizeof(link), "http://%s", domain);
	if (!link_host(link, host))
		return (false);
	if (d->n == d->room) {
		d->room = d->room != 0 ? d->room * 2 : 16;
		d->names = mem_grow(d->names, d->room * sizeof(*d->names));
	}
	d->names[d->n++] = mem_copy(host, strlen(host));
	return (true);
}

static int
domain_compare(const void *a, const void *b)
{
	return (strcmp(*(char *const *)a, *(char *const *)b));
}

void
domains_build(struct domains *d)
{
	if (d->n > 1)
		qsort(d->names, d->n, sizeof(*d->names), domain_compare);
}

const char *
domains_find(const struct domains *d, const char *host)
{
	while (d->n > 0 && host != NULL) {
		char **found = bsearch(&host, d->names, d->n, sizeof(*d->names), domain_compare);

		if (found != NULL)
			return (*found);
		host = strchr(host, '.');
		if (host != NULL)
			host++;
	}
	return (NULL);
}

size_t
domains_count(const struct domains *d)
{
	return (d->n);
}

void
domains_end(struct domains *d)
{
	size_t i;

	if (d == NULL)
		return;
	for (i = 0; i < d->n; i++)
		free(d->names[i]);
	free(d->names);
	free(d);
}
