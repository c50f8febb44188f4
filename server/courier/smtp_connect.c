/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: a transfer with CURLOPT_CONNECT_ONLY ends when SMTP is authenticated, and its socket stays open for
 * curl_easy_send() and curl_easy_recv(). libcurl's own SMTP is not used for the mail: it waits for the reply to a text in a
 * blocking loop, ends a text that was cancelled as if it were whole, and uses a connection again whose reply is still due.
 */
#include "courier/smtp_connect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/repeat.h"
#include "courier/curl_loop.h"
#include "courier/sender.h"
#include "secret/token.h"
#include "settings/settings.h"

#define CREDENTIAL_MAX 1024

struct connector {
	struct curl_loop *loop;
	connected_fn *connected;
};

struct connecting {
	struct connector *connector;
	CURL *easy;
	void *arg;
	curl_socket_t fd;
	bool utf8;
};

static void
connecting_ended(CURL *easy, CURLcode result)
{
	struct connecting *x;
	char why[REPLY_TEXT], *private = NULL;
	long status = 0;

	(void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
	x = (void *)private;
	(void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	(void)snprintf(why, sizeof(why), "%s (%ld)", curl_easy_strerror(result), status);
	if (result == CURLE_OK)
		(void)curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &x->fd);
	x->connector->connected(x->arg, x->fd, x->utf8, why);
}

struct connector *
connector_new(struct event_base *base, connected_fn *connected)
{
	struct connector *k = mem_zero(1, sizeof(*k));

	*k = (struct connector) { .loop = curl_loop_new(base, connecting_ended), .connected = connected };
	return (k);
}

void
connector_end(struct connector *k)
{
	curl_loop_end(k->loop);
	free(k);
}

/* ---- one connection */

/* libcurl passes each line of a reply. */
static size_t
connecting_reply(char *line, size_t size, size_t count, void *arg)
{
	struct connecting *x = arg;
	size_t n = size * count;

	if (n >= 12 && memcmp(line, "250", 3) == 0 && memcmp(line + 4, "SMTPUTF8", 8) == 0)
		x->utf8 = true;
	return (n);
}

/* USER:PASSWORD. A file that cannot be read leads to a refused authentication, which is reported. */
static void
set_credential(CURL *easy)
{
	const char *path = setting_text(MAIL_CREDENTIAL_FILE);
	char line[CREDENTIAL_MAX] = "";
	FILE *f = fopen(path, "re");
	long more;

	if ((f == NULL || fgets(line, sizeof(line), f) == NULL || strchr(line, ':') == NULL) &&
	    repeat_due("mail credential unreadable", "", NULL, &more))
		log_error("mail credential unreadable", log_text("file", path), log_repeated(more));
	line[strcspn(line, "\r\n")] = '\0';
	(void)curl_easy_setopt(easy, CURLOPT_USERPWD, line);
	secret_wipe(line, sizeof(line));
	if (f != NULL)
		(void)fclose(f);
}

/* The path of the URL is the name in EHLO (RFC 5321 4.1.1.1). */
static void
set_url(CURL *easy)
{
	const char *url = setting_text(MAIL_SMTP_URL);
	size_t n = strlen(url);
	struct buf whole;

	buf_init(&whole, NULL);
	while (n > 0 && url[n - 1] == '/')
		n--;
	buf_add(&whole, url, n);
	buf_putc(&whole, '/');
	sender_host(&whole);
	(void)curl_easy_setopt(easy, CURLOPT_URL, whole.data);
	buf_end(&whole);
	(void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	(void)curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* no proxy of the environment */
}

static void
set_tls(CURL *easy)
{
	(void)curl_easy_setopt(easy, CURLOPT_USE_SSL,
	    (long)(strcmp(setting_text(MAIL_TLS), "required") == 0 ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	(void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (*setting_text(MAIL_CA_FILE) == '\0')
		return;
	(void)curl_easy_setopt(easy, CURLOPT_CAINFO, setting_text(MAIL_CA_FILE));
	(void)curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
}

struct connecting *
connector_start(struct connector *k, void *arg)
{
	struct connecting *x = mem_zero(1, sizeof(*x));

	*x = (struct connecting) { .connector = k, .easy = curl_easy_init(), .arg = arg, .fd = CURL_SOCKET_BAD };
	if (x->easy == NULL)
		abort();
	set_url(x->easy);
	set_tls(x->easy);
	if (*setting_text(MAIL_CREDENTIAL_FILE) != '\0')
		set_credential(x->easy);
	(void)curl_easy_setopt(x->easy, CURLOPT_CONNECT_ONLY, 1L);
	(void)curl_easy_setopt(x->easy, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(x->easy, CURLOPT_CONNECTTIMEOUT_MS, setting_int(MAIL_CONNECT_TIMEOUT));
	(void)curl_easy_setopt(x->easy, CURLOPT_TIMEOUT_MS, setting_int(MAIL_CONNECT_TIMEOUT));
	(void)curl_easy_setopt(x->easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, setting_int(MAIL_CONNECT_TIMEOUT) / 1000 + 1);
	(void)curl_easy_setopt(x->easy, CURLOPT_PRIVATE, x);
	(void)curl_easy_setopt(x->easy, CURLOPT_HEADERFUNCTION, connecting_reply);
	(void)curl_easy_setopt(x->easy, CURLOPT_HEADERDATA, x);
	curl_loop_add(k->loop, x->easy);
	return (x);
}

/* The socket is shut down first, so that libcurl cannot wait for a reply to QUIT. */
void
connecting_close(struct connecting *x)
{
	if (x->fd != CURL_SOCKET_BAD)
		(void)shutdown(x->fd, SHUT_RDWR);
	curl_loop_remove(x->connector->loop, x->easy);
	curl_easy_cleanup(x->easy);
	free(x);
}

ssize_t
connecting_write(struct connecting *x, const void *p, size_t n)
{
	size_t did = 0;
	CURLcode code = curl_easy_send(x->easy, p, n, &did);

	return (code == CURLE_OK ? (ssize_t)did : code == CURLE_AGAIN ? 0 : -1);
}

ssize_t
connecting_read(struct connecting *x, void *p, size_t n)
{
	size_t did = 0;
	CURLcode code = curl_easy_recv(x->easy, p, n, &did);

	if (code == CURLE_AGAIN)
		return (0);
	return (code == CURLE_OK && did > 0 ? (ssize_t)did : -1);
}
