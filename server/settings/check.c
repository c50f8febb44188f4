/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of settings that bounds cannot express. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/endpoint.h"
#include "base/list.h"
#include "base/log.h"
#include "settings/parts.h"

static bool
all_local(enum setting s)
{
	struct endpoint e;
	struct span word;
	const char *at, *why;

	for (at = setting_text(s); list_next(&at, &word);)
		if (!endpoint_parse(word, &e, &why) || !endpoint_local(&e))
			return (false);
	return (true);
}

static void
check_listen(enum setting s)
{
	struct endpoint e;
	struct span word;
	const char *at, *why;
	unsigned n = 0;

	for (at = setting_text(s); list_next(&at, &word); n++)
		if (!endpoint_parse(word, &e, &why))
			settings_wrong(s, "\"%.*s\": %s", (int)word.n, word.p, why);
	if (n == 0)
		settings_wrong(s, "at least one address is needed");
	if (n > LISTEN_MAX)
		settings_wrong(s, "at most %d addresses are allowed", LISTEN_MAX);
}

bool
settings_origin(struct span o, const char **why)
{
	const char *host, *port;
	size_t i, n;
	bool secure;

	secure = o.n > 8 && memcmp(o.p, "https://", 8) == 0;
	*why = "an origin is written https://host or http://host:port";
	if (!secure && (o.n <= 7 || memcmp(o.p, "http://", 7) != 0))
		return (false);
	host = o.p + (secure ? 8 : 7);
	n = o.n - (size_t)(host - o.p);
	for (i = 0; i < n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-._[]:", host[i]) == NULL) {
			*why = "an origin has lower-case letters, no path and no slash at the end";
			return (false);
		}
	port = memrchr(host, ':', n);
	if (port == NULL || host[n - 1] == ']')
		return (true);
	*why = "the port of an origin is a number; leave out 80 for http and 443 for https";
	n -= (size_t)(port + 1 - host);
	if (n == 0 || n > 5 || strspn(port + 1, "0123456789") < n)
		return (false);
	return (!(secure && n == 3 && memcmp(port + 1, "443", 3) == 0) && !(!secure && n == 2 && memcmp(port + 1, "80", 2) == 0));
}

static void
check_origins(enum setting s)
{
	struct span word;
	const char *at, *why;

	for (at = setting_text(s); list_next(&at, &word);)
		if (!settings_origin(word, &why))
			settings_wrong(s, "\"%.*s\": %s", (int)word.n, word.p, why);
}

/* The bytes before the path. */
static struct span
origin_of_url(const char *url)
{
	const char *host = strstr(url, "://");

	return ((struct span) { url, host != NULL ? (size_t)(host - url) + 3 + strcspn(host + 3, "/") : strlen(url) });
}

/* The path is compared byte by byte, so it has one spelling only. */
static const char *
mount_path_fault(const char *path)
{
	static const char fine[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/";

	if (path[strspn(path, fine)] != '\0')
		return ("a path has letters, digits, '-' and '_' between its slashes");
	if (strstr(path, "//") != NULL || (*path != '\0' && path[strlen(path) - 1] == '/'))
		return ("a path has no empty part and no slash at the end");
	return (NULL);
}

static void
check_url(enum setting s, bool path_allowed)
{
	const char *url = setting_text(s), *at = url, *why;
	struct span word, origin = origin_of_url(url);

	(void)list_next(&at, &word);
	if (word.n != strlen(url))
		settings_wrong(s, "one URL without spaces is needed");
	else if (!settings_origin(path_allowed ? origin : word, &why))
		settings_wrong(s, "\"%s\": %s", url, why);
	else if ((why = mount_path_fault(url + origin.n)) != NULL)
		settings_wrong(s, "\"%s\": %s", url, why);
	if (strncmp(url, "http://", 7) == 0 && !all_local(SERVER_LISTEN))
		settings_wrong(s, "http is allowed for loopback listeners only; use https or change server.listen");
}

/*
 * Every script of a host can act as a reader of a path on it. Staff may do more, so below a path nobody but readers is
 * served.
 */
static void
check_addresses(void)
{
	const char *base = setting_text(SERVER_BASE_URL), *desk = setting_text(SERVER_DESK_URL);
	struct span origin = origin_of_url(base);

	check_url(SERVER_BASE_URL, true);
	if (*desk != '\0')
		check_url(SERVER_DESK_URL, false);
	else if (origin.n < strlen(base))
		settings_wrong(SERVER_BASE_URL, "a path needs a host of its own for the desk; set server.desk_url too");
	if (strlen(desk) == origin.n && strncmp(desk, base, origin.n) == 0)
		settings_wrong(SERVER_DESK_URL, "a host other than that of server.base_url is needed");
}

static void
check_proxies(void)
{
	char text[64];
	struct in6_addr a6;
	struct in_addr a4;
	struct span word;
	const char *at, *slash;
	long bits;
	size_t n;
	bool fits, six;

	for (at = setting_text(SERVER_TRUSTED); list_next(&at, &word);) {
		if (word.n == 4 && memcmp(word.p, "unix", 4) == 0)
			continue;
		slash = memchr(word.p, '/', word.n);
		n = slash != NULL ? (size_t)(slash - word.p) : word.n;
		fits = n < sizeof(text);
		(void)snprintf(text, sizeof(text), "%.*s", (int)n, word.p);
		six = strchr(text, ':') != NULL;
		fits = fits && (six ? inet_pton(AF_INET6, text, &a6) : inet_pton(AF_INET, text, &a4)) == 1;
		if (slash != NULL) {
			n = word.n - n - 1;
			fits = fits && n > 0 && n <= 3 && strspn(slash + 1, "0123456789") >= n;
			bits = fits ? strtol(slash + 1, NULL, 10) : 0;
			fits = fits && bits <= (six ? 128 : 32);
		}
		if (!fits)
			settings_wrong(SERVER_TRUSTED, "\"%.*s\" is not an address, a network (10.0.0.0/8) or 'unix'",
			    (int)word.n, word.p);
	}
}

static void
at_most(enum setting less, enum setting more)
{
	char low[UNIT_TEXT], high[UNIT_TEXT];

	setting_number_text(&setting_rows[less], setting_int(less), low);
	setting_number_text(&setting_rows[more], setting_int(more), high);
	if (setting_int(less) > setting_int(more))
		settings_wrong(less, "%s is more than %s, which is %s", low, setting_name(more), high);
}

/* A form encodes each byte of a comment as up to three bytes. */
static void
check_form_size(void)
{
	long text = setting_int(COMMENTS_BYTES_MAX), body = setting_int(HTTP_BODY_MAX);
	char a[UNIT_TEXT], b[UNIT_TEXT], c[UNIT_TEXT];

	unit_print(UNIT_SIZE, "B", text, a);
	unit_print(UNIT_SIZE, "B", 3 * text, b);
	unit_print(UNIT_SIZE, "B", body, c);
	if (3 * text > body)
		settings_wrong(COMMENTS_BYTES_MAX,
		    "a comment of %s takes up to %s in a form, more than http.body_max, which is %s", a, b, c);
}

/* Empty, or an address for a link. */
static void
check_web_address(enum setting s)
{
	const char *url = setting_text(s);

	if (*url != '\0' &&
	    ((strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) || strpbrk(url, " \t\"<>") != NULL))
		settings_wrong(s, "\"%s\": an http or https address without spaces is needed", url);
}

static void
one_of(enum setting s, const char *const *words, const char *choice)
{
	while (*words != NULL && strcmp(*words, setting_text(s)) != 0)
		words++;
	if (*words == NULL)
		settings_wrong(s, "%s is needed, not \"%s\"", choice, setting_text(s));
}

static bool
is_loopback_url(const char *url)
{
	const char *host = strstr(url, "://");

	return (host != NULL &&
	    (strncmp(host, "://127.", 7) == 0 || strncmp(host, "://[::1]", 8) == 0 || strncmp(host, "://localhost", 12) == 0));
}

static void
check_mail_settings(void)
{
	static const char *const transports[] = { "smtp", "maildir", NULL }, *const tls[] = { "required", "off", NULL },
				 *const languages[] = { "en", "ko", NULL };
	const char *url = setting_text(MAIL_SMTP_URL);
	bool starttls = strncmp(url, "smtp://", 7) == 0;

	one_of(MAIL_TRANSPORT, transports, "smtp or maildir");
	one_of(MAIL_TLS, tls, "required or off");
	one_of(MAIL_LANGUAGE, languages, "en or ko");
	if (*setting_text(MAIL_DIR) != '/')
		settings_wrong(MAIL_DIR, "an absolute path is needed");
	if (!starttls && strncmp(url, "smtps://", 8) != 0)
		settings_wrong(MAIL_SMTP_URL, "smtp://HOST:PORT or smtps://HOST:PORT is needed");
	if (strpbrk(url, " @?#") != NULL)
		settings_wrong(MAIL_SMTP_URL, "user and password belong into mail.credential_file");
	if (starttls && strcmp(setting_text(MAIL_TLS), "off") == 0 && *setting_text(MAIL_CREDENTIAL_FILE) != '\0' &&
	    !is_loopback_url(url))
		settings_wrong(MAIL_TLS, "off would send the password of mail.credential_file in clear text");
	at_most(MAIL_CONNECT_TIMEOUT, MAIL_TIMEOUT);
	at_most(MAIL_RETRY_MIN, MAIL_RETRY_MAX);
}

void
settings_check(void)
{
	static const char *const requests[] = { "off", "uncached", "all", NULL };
	static const char *const verify_before[] = { "nothing", "posting", "showing", NULL };
	enum log_level level;

	check_listen(SERVER_LISTEN);
	check_listen(SERVER_ADMIN_LISTEN);
	check_addresses();
	check_origins(SERVER_ORIGINS);
	check_proxies();
	if (*setting_text(SERVER_RUN_DIR) != '/')
		settings_wrong(SERVER_RUN_DIR, "an absolute path is needed");
	at_most(HTTP_TARGET_MAX, HTTP_HEAD_MAX);
	at_most(COMMENTS_HTML_MAX, COMMENTS_PAGE_MAX);
	check_form_size();
	at_most(DATABASE_STATEMENT_TIMEOUT, DATABASE_WORK_TIMEOUT);
	at_most(DATABASE_PROBE_INTERVAL, DATABASE_PROBE_TIMEOUT);
	at_most(SERVER_HEARTBEAT_TIMEOUT, SERVER_HANG_TIMEOUT);
	at_most(ACCOUNTS_NAME_MIN, ACCOUNTS_NAME_MAX);
	at_most(HTTP_IDLE_TIMEOUT, HTTP_CONN_TIMEOUT);
	if (*setting_text(ACCOUNTS_FACTOR_KEY) != '\0' && strlen(setting_text(ACCOUNTS_FACTOR_KEY)) < 16)
		settings_wrong(ACCOUNTS_FACTOR_KEY, "at least 16 bytes are needed");
	if (*setting_text(AUDIT_NETWORK_KEY) != '\0' && strlen(setting_text(AUDIT_NETWORK_KEY)) < 16)
		settings_wrong(AUDIT_NETWORK_KEY, "at least 16 bytes are needed");
	if (*setting_text(AUDIT_HEADS_FILE) != '\0' && *setting_text(AUDIT_KEY_FILE) == '\0')
		settings_wrong(AUDIT_HEADS_FILE, "there are no heads without seals; set audit.key_file too");
	if (!setting_on(LIMITS_RATES) && !(all_local(SERVER_LISTEN) && all_local(SERVER_ADMIN_LISTEN)))
		settings_wrong(LIMITS_RATES, "off is allowed only if all listeners are on loopback");
	check_web_address(TERMS_URL);
	check_web_address(TERMS_PRIVACY_URL);
	if (*setting_text(TERMS_VERSION) != '\0' && *setting_text(TERMS_URL) == '\0')
		settings_wrong(TERMS_VERSION, "readers cannot accept terms that they cannot read; set terms.url too");
	one_of(LOG_REQUESTS, requests, "off, uncached or all");
	one_of(ACCOUNTS_VERIFY_BEFORE, verify_before, "nothing, posting or showing");
	check_mail_settings();
	if (*setting_text(FETCH_SOCKET) != '/')
		settings_wrong(FETCH_SOCKET, "an absolute path is needed");
	at_most(FETCH_CONNECT_TIMEOUT, FETCH_TIMEOUT_MS);
	at_most(FETCH_CONNS_HOST, FETCH_CONNS);
	if (!log_level_parse(setting_text(LOG_LEVEL), &level))
		settings_wrong(LOG_LEVEL, "debug, info, warn or error is needed, not \"%s\"", setting_text(LOG_LEVEL));
}
