/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/transfer.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "courier/address_class.h"
#include "courier/curl_loop.h"
#include "secret/token.h"
#include "settings/settings.h"

#define HEAD_MAX 65536

struct transfers {
	struct curl_loop *loop;
	transferred_fn *done;
};

struct transfer {
	struct transfers *all;
	CURL *easy;
	struct curl_slist *fields;
	void *arg;
	bool inside;	     /* the host may have an address inside the house */
	bool plain;	     /* http */
	const char *refused; /* why the courier ended it; NULL: it did not */
	size_t head_bytes;
	struct buf body;
};

/* ---- the URL */

struct provider_url {
	char *scheme, *host;
};

/* False for a URL that libcurl does not read, or with a user. provider_url_end() in either case. */
static bool
provider_url_read(const char *url, struct provider_url *parts)
{
	CURLU *u = curl_url();
	bool good;

	*parts = (struct provider_url) { NULL, NULL };
	if (u == NULL)
		abort();
	good = curl_url_set(u, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_SCHEME, &parts->scheme, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &parts->host, 0) == CURLUE_OK;
	curl_url_cleanup(u);
	return (good);
}

static void
provider_url_end(struct provider_url *parts)
{
	curl_free(parts->scheme);
	curl_free(parts->host);
}

/* Is the URL's host that of the issuer inside the house? */
static bool
host_is_inside(const struct fetch_request *q)
{
	struct provider_url parts, inside;
	bool same = provider_url_read(q->url, &parts);

	same = provider_url_read(q->inside, &inside) && same && strcasecmp(parts.host, inside.host) == 0;
	provider_url_end(&parts);
	provider_url_end(&inside);
	return (same);
}

bool
transfer_host(const struct fetch_request *q, char host[TRANSFER_HOST])
{
	struct provider_url parts;
	bool good = provider_url_read(q->url, &parts), plain;

	plain = good && strcmp(parts.scheme, "http") == 0;
	good = good && (plain || strcmp(parts.scheme, "https") == 0) && strlen(parts.host) < TRANSFER_HOST &&
	    (!plain || host_is_inside(q));
	if (good)
		for (size_t i = 0; i == 0 || host[i - 1] != '\0'; i++)
			host[i] = (char)tolower((unsigned char)parts.host[i]);
	provider_url_end(&parts);
	return (good);
}

/* ---- callbacks of libcurl */

/* Judges the address before a connection is begun. */
static curl_socket_t
open_judged(void *arg, curlsocktype purpose, struct curl_sockaddr *at)
{
	struct transfer *t = arg;
	enum address_class class = address_class((const struct sockaddr *)&at->addr);

	bool allowed = (class == ADDRESS_PUBLIC && !t->plain) || (class == ADDRESS_LOOPBACK && t->inside) ||
	    (class == ADDRESS_PRIVATE && t->inside && !t->plain);

	(void)purpose;
	t->refused = allowed ? NULL : "the address is not public";
	return (allowed ? socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol) : CURL_SOCKET_BAD);
}

static size_t
take_field(char *line, size_t size, size_t count, void *arg)
{
	struct transfer *t = arg;

	(void)line;
	t->head_bytes += size * count;
	if (t->head_bytes <= HEAD_MAX)
		return (size * count);
	t->refused = "the header fields are too large";
	return (0);
}

static size_t
take_body(char *p, size_t size, size_t count, void *arg)
{
	struct transfer *t = arg;

	if (size * count > FETCH_BODY_MAX - t->body.len) {
		t->refused = "the body is too large";
		return (0);
	}
	buf_add(&t->body, p, size * count);
	return (size * count);
}

static void
transfer_ended(CURL *easy, CURLcode code)
{
	struct transfer_result r = { .head = { .result = FETCHED }, .body = "" };
	struct transfer *t;
	const char *type = NULL;
	char *private = NULL;
	long status = 0;

	(void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
	t = (void *)private;
	if (code == CURLE_OK) {
		(void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		(void)curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
		r.head.status = (int)status;
		r.head.len = (uint32_t)t->body.len;
		r.body = t->body.len > 0 ? t->body.data : "";
		(void)snprintf(r.head.type, sizeof(r.head.type), "%s", type != NULL ? type : "");
	} else {
		r.head.result = code == CURLE_OPERATION_TIMEDOUT ? FETCH_TIMEOUT : FETCH_FAILED;
		r.why = t->refused != NULL ? t->refused : curl_easy_strerror(code);
	}
	t->all->done(t->arg, &r);
}

/* ---- options */

/* QUICK_EXIT: a look-up of a name that hangs is left to its thread, instead of waited for. */
static void
set_bounds(struct transfer *t, int64_t left_ms)
{
	long connect_ms = setting_int(FETCH_CONNECT_TIMEOUT);

	(void)curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)left_ms);
	(void)curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms < left_ms ? connect_ms : (long)left_ms);
	(void)curl_easy_setopt(t->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)FETCH_BODY_MAX);
	(void)curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, take_field);
	(void)curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
	(void)curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, take_body);
	(void)curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
	(void)curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(t->easy, CURLOPT_QUICK_EXIT, 1L);
}

static void
set_connection(struct transfer *t)
{
	(void)curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, t->plain ? "http" : "https");
	(void)curl_easy_setopt(t->easy, CURLOPT_PROXY, ""); /* no proxy of the environment */
	(void)curl_easy_setopt(t->easy, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(t->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	(void)curl_easy_setopt(t->easy, CURLOPT_FRESH_CONNECT, 1L);
	(void)curl_easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 1L);
	(void)curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, open_judged);
	(void)curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t);
	(void)curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(t->easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (*setting_text(FETCH_CA_FILE) == '\0')
		return;
	(void)curl_easy_setopt(t->easy, CURLOPT_CAINFO, setting_text(FETCH_CA_FILE));
	(void)curl_easy_setopt(t->easy, CURLOPT_CAPATH, NULL);
}

static void
set_request(struct transfer *t, const struct fetch_request *q)
{
	char accept[sizeof(q->accept) + 8];

	(void)snprintf(accept, sizeof(accept), "Accept: %s", q->accept);
	t->fields = curl_slist_append(NULL, accept);
	if (t->fields == NULL)
		abort();
	(void)curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->fields);
	(void)curl_easy_setopt(t->easy, CURLOPT_URL, q->url);
	(void)curl_easy_setopt(t->easy, CURLOPT_USERAGENT, "Madang");
	if (q->method == FETCH_POST)
		(void)curl_easy_setopt(t->easy, CURLOPT_COPYPOSTFIELDS, q->form);
	if (*q->user == '\0')
		return;
	(void)curl_easy_setopt(t->easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	(void)curl_easy_setopt(t->easy, CURLOPT_USERNAME, q->user);
	(void)curl_easy_setopt(t->easy, CURLOPT_PASSWORD, q->password);
}

/* ---- a transfer */

struct transfers *
transfers_new(struct event_base *base, transferred_fn *done)
{
	struct transfers *all = mem_zero(1, sizeof(*all));

	*all = (struct transfers) { curl_loop_new(base, transfer_ended), done };
	return (all);
}

void
transfers_end(struct transfers *all)
{
	curl_loop_end(all->loop);
	free(all);
}

struct transfer *
transfer_start(struct transfers *all, const struct fetch_request *q, int64_t left_ms, void *arg)
{
	struct transfer *t = mem_zero(1, sizeof(*t));

	*t = (struct transfer) { .all = all, .easy = curl_easy_init(), .arg = arg, .inside = host_is_inside(q) };
	if (t->easy == NULL)
		abort();
	t->plain = strncasecmp(q->url, "http:", 5) == 0;
	buf_init(&t->body, NULL);
	set_bounds(t, left_ms);
	set_connection(t);
	set_request(t, q);
	(void)curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
	curl_loop_add(all->loop, t->easy);
	return (t);
}

void
transfer_end(struct transfer *t)
{
	curl_loop_remove(t->all->loop, t->easy);
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->fields);
	if (t->body.len > 0)
		secret_wipe(t->body.data, t->body.len);
	buf_end(&t->body);
	free(t);
}
