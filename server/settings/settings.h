/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of settings. The sample file, the checks, `madang settings list` and madang.conf(5) are made from it. A
 * value comes from the file (INI: section, key); MADANG_SECTION_KEY in the environment overrides it. Code reads a value
 * when it needs it, so a reload takes effect at once; rows marked RESTART keep their value until the next start.
 *
 *   X(name, section, key, type, default, min, max, unit, when, help)
 *
 * Types: INT (a count), TIME and SIZE (in the row's unit; the file writes them with a unit, settings/units.h), TEXT
 * (min and max in bytes), BOOL (on, off). min and max are inclusive.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"

/* clang-format off */
#define SETTINGS(X) \
X(SERVER_LISTEN, "server", "listen", TEXT, "127.0.0.1:8080", 0, 1024, "", RESTART, \
  "Addresses for readers and the proxy, separated by spaces; [::1]:8080 for IPv6, unix:/path for a unix socket. Under systemd the server uses the sockets that systemd passes.") \
X(SERVER_ADMIN_LISTEN, "server", "admin_listen", TEXT, "127.0.0.1:8081", 0, 1024, "", RESTART, \
  "Address of /healthz, /readyz and /metrics. Keep it on loopback.") \
X(SERVER_BASE_URL, "server", "base_url", TEXT, "http://127.0.0.1:8080", 8, 512, "", RELOAD, \
  "URL of this server in readers' browsers, with a path if it has no host of its own. Links begin with it, and its scheme decides the cookie's name. http is allowed for loopback listeners only.") \
X(SERVER_DESK_URL, "server", "desk_url", TEXT, "", 0, 512, "", RELOAD, \
  "A host of its own for the desk and for every route that needs a role, for example https://desk.news.example. They then answer on that host only. Needed if base_url has a path.") \
X(SERVER_ORIGINS, "server", "origins", TEXT, "", 0, 2048, "", RELOAD, \
  "Additional origins whose pages act with the reader's cookie, separated by spaces; every script there can act as the reader. The origins of the sites may frame discussions, and call the API with a token only.") \
X(SERVER_WORKERS, "server", "workers", INT, 0, 0, 256, "processes", RESTART, \
  "Worker processes; 0 means one per core.") \
X(SERVER_LOOP_BUDGET, "server", "loop_budget", TIME, 25, 10, 1000000, "us", RELOAD, \
  "How long a worker handles database answers and uncached requests before it serves readers of cached pages again.") \
X(SERVER_DRAIN, "server", "drain_timeout", TIME, 25, 1, 3600, "s", RELOAD, \
  "How long a stopping worker may take to finish open requests.") \
X(SERVER_HEARTBEAT_INTERVAL, "server", "heartbeat_interval", TIME, 500, 20, 500, "ms", RESTART, \
  "How often a worker sends a heartbeat and publishes its readiness and figures.") \
X(SERVER_HEARTBEAT_TIMEOUT, "server", "heartbeat_timeout", TIME, 5000, 1000, 600000, "ms", RELOAD, \
  "If a worker's last heartbeat is older, /readyz answers 503 and systemd's watchdog is not notified. See server.heartbeat_interval.") \
X(SERVER_HANG_TIMEOUT, "server", "hang_timeout", TIME, 30000, 1000, 3600000, "ms", RELOAD, \
  "If a worker's last heartbeat is older, the worker is killed and replaced. Not less than server.heartbeat_timeout.") \
X(SERVER_RESTART_BACKOFF_MAX, "server", "restart_backoff_max", TIME, 5000, 100, 600000, "ms", RELOAD, \
  "Longest delay before a child process that keeps exiting is started again. The delay starts at 100 ms and doubles.") \
X(SERVER_TRUSTED, "server", "trusted_proxies", TEXT, "", 0, 2048, "", RELOAD, \
  "Addresses and networks (CIDR) of proxies whose X-Forwarded-For is trusted, separated by spaces; 'unix' means a unix socket. The header of other clients is ignored.") \
X(SERVER_PROXY_PROTOCOL, "server", "proxy_protocol", BOOL, 0, 0, 1, "", RESTART, \
  "Expect the PROXY protocol (version 1 or 2) on connections of trusted proxies.") \
X(SERVER_RUN_DIR, "server", "run_dir", TEXT, "/run/madang", 1, 100, "", RESTART, \
  "Directory of the hashers' socket. Only the server's user may have access to it.") \
X(HTTP_HEAD_MAX, "http", "head_max", SIZE, 16384, 1024, 65536, "B", RELOAD, \
  "Largest request head; a larger one is answered 431.") \
X(HTTP_TARGET_MAX, "http", "target_max", SIZE, 8192, 256, 32768, "B", RELOAD, \
  "Largest request target; a longer one is answered 414.") \
X(HTTP_FIELDS_MAX, "http", "fields_max", INT, 100, 10, 1000, "fields", RELOAD, \
  "Most header fields of a request; more are answered 431.") \
X(HTTP_BODY_MAX, "http", "body_max", SIZE, 4194304, 1024, 16777216, "B", RELOAD, \
  "Largest request body of any route, in addition to each route's own limit (madang routes); a larger one is answered 413. The proxy's limit must be higher.") \
X(HTTP_HEAD_TIMEOUT, "http", "head_timeout", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "Time from the first byte of a request head to its last; then 408.") \
X(HTTP_BODY_TIMEOUT, "http", "body_timeout", TIME, 30000, 50, 600000, "ms", RELOAD, \
  "Time from the end of the request head to the end of the body; then 408.") \
X(HTTP_RATE_MIN, "http", "rate_min", SIZE, 500, 0, 1000000, "B", RELOAD, \
  "Minimum average rate per second of a request head or body. A slower request is the connection's last after 1 s and is answered 408 after 3 s. 0: no limit.") \
X(HTTP_IDLE_TIMEOUT, "http", "idle_timeout", TIME, 75000, 50, 3600000, "ms", RELOAD, \
  "How long an idle connection waits for its next request. Set it longer than the proxy's own timeout.") \
X(HTTP_WRITE_TIMEOUT, "http", "write_timeout", TIME, 30000, 50, 600000, "ms", RELOAD, \
  "How long a client may take to read a response.") \
X(HTTP_SEND_BUFFER, "http", "send_buffer", SIZE, 131072, 4096, 16777216, "B", RESTART, \
  "Bytes of a response that the kernel buffers for a slow client, without its own bookkeeping. The rest stays in the server, and http.write_timeout applies to it.") \
X(HTTP_CONN_TIMEOUT, "http", "connection_timeout", TIME, 3600000, 1000, 86400000, "ms", RELOAD, \
  "Longest life of a connection. The next response after it closes the connection.") \
X(HTTP_LINGER_TIMEOUT, "http", "linger_timeout", TIME, 2000, 50, 60000, "ms", RELOAD, \
  "How long the server reads on after the last response of a connection, so that the client receives the response.") \
X(HTTP_LINGER_MAX, "http", "linger_max", SIZE, 8388608, 4096, 1073741824, "B", RELOAD, \
  "Bytes that the server reads and discards after the last response of a connection; then it resets the connection, and the response may be lost. Set it above the proxy's own limit of a body.") \
X(HTTP_DRAIN_GRACE, "http", "drain_grace", TIME, 1000, 10, 60000, "ms", RELOAD, \
  "How long a stopping server accepts requests that are already on their way on idle connections.") \
X(HTTP_CONNS_MAX, "http", "connections_max", INT, 10000, 8, 1000000, "per worker", RELOAD, \
  "Open connections of a worker; additional ones are answered 503 and closed.") \
X(HTTP_CONNS_ADDRESS, "http", "connections_per_address", INT, 256, 1, 1000000, "per worker", RELOAD, \
  "Open connections of one IPv4 address or IPv6 /64; additional ones are answered 503 and closed. Trusted proxies are exempt.") \
X(DATABASE_URL, "database", "url", TEXT, "postgresql:///madang", 0, 2048, "", RESTART, \
  "The database, with the role madang_app, which may only call the functions of the schema api_1. Keep passwords in a passfile or in a systemd credential.") \
X(DATABASE_OWNER_URL, "database", "owner_url", TEXT, "", 0, 2048, "", RESTART, \
  "The same database with its owner's role. The command line uses it; the server never does.") \
X(DATABASE_COURIER_URL, "database", "courier_url", TEXT, "", 0, 2048, "", RESTART, \
  "The same database with the role madang_courier, which may only call the functions for mail. Only madang courier uses it. Empty: database.url.") \
X(DATABASE_CONNECT_TIMEOUT, "database", "connect_timeout", TIME, 5000, 50, 60000, "ms", RELOAD, \
  "Time limit of one attempt to connect.") \
X(DATABASE_BACKOFF_MAX, "database", "backoff_max", TIME, 5000, 50, 60000, "ms", RELOAD, \
  "Longest delay between two attempts to connect. The delay starts at 50 ms, doubles and has jitter.") \
X(DATABASE_STATEMENT_TIMEOUT, "database", "statement_timeout", TIME, 5000, 100, 600000, "ms", RESTART, \
  "PostgreSQL's statement_timeout on the read and write connections.") \
X(DATABASE_WORK_TIMEOUT, "database", "work_timeout", TIME, 30000, 100, 600000, "ms", RESTART, \
  "PostgreSQL's statement_timeout on the work and heavy connections.") \
X(DATABASE_ASK_TIMEOUT, "database", "ask_timeout", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "Time limit of a query, including its time in the queue; then 503.") \
X(DATABASE_QUEUE_MAX, "database", "queue_max", INT, 512, 1, 100000, "queries per connection", RELOAD, \
  "Queries and undelivered answers that may wait on one connection; further queries are answered 503. While half as many reads wait, signed-in readers get the public page.") \
X(DATABASE_PIPELINE_MAX, "database", "pipeline_max", INT, 64, 1, 1024, "queries", RELOAD, \
  "Queries in flight on a read connection.") \
X(DATABASE_BATCH_MAX, "database", "batch_max", INT, 64, 1, 1024, "writes", RELOAD, \
  "Writes in one commit.") \
X(DATABASE_SKEW_MAX, "database", "skew_max", TIME, 5000, 100, 600000, "ms", RESTART, \
  "Largest difference between the database's clock and a worker's clock, or the time in a new id. Beyond it, writes are answered 503 clock_skew.") \
X(DATABASE_CLOCK_CHECK, "database", "clock_check", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "How often a worker compares its clock with the database's and checks that a silent connection still works.") \
X(DATABASE_RECONNECT_WAIT, "database", "reconnect_wait", TIME, 1000, 0, 60000, "ms", RELOAD, \
  "How long queries wait for a lost connection. Then they are answered 503, and public pages come from the cache.") \
X(DATABASE_LOCK_TIMEOUT, "database", "lock_timeout", TIME, 200, 20, 60000, "ms", RESTART, \
  "How long a batch of writes waits for a locked row. Then the writes to that article wait apart from the batch.") \
X(DATABASE_WORK_LOCK_TIMEOUT, "database", "work_lock_timeout", TIME, 1000, 20, 60000, "ms", RESTART, \
  "How long a statement on the work and heavy connections waits for a locked row before it is retried.") \
X(DATABASE_LOCK_RETRY, "database", "lock_retry", TIME, 200, 50, 60000, "ms", RELOAD, \
  "How often writes to a locked article are retried. Each retry waits up to 20 ms for the lock, and other writes wait meanwhile.") \
X(DATABASE_LOCK_WAIT_MAX, "database", "lock_wait_max", TIME, 1000, 0, 600000, "ms", RELOAD, \
  "How long a write waits for a locked article, retries included; then 503.") \
X(DATABASE_LOCK_MEMORY, "database", "lock_memory", TIME, 5000, 0, 600000, "ms", RELOAD, \
  "How long an article counts as locked after its last failed retry. The next write to it is tried apart from the batch.") \
X(DATABASE_PROBE_INTERVAL, "database", "probe_interval", TIME, 2000, 250, 60000, "ms", RELOAD, \
  "How often a query probes each connection that readiness needs. Connections are checked every 250 ms.") \
X(DATABASE_PROBE_TIMEOUT, "database", "probe_timeout", TIME, 5000, 250, 600000, "ms", RELOAD, \
  "If the last successful answer of a connection is older, /readyz answers 503. Not less than database.probe_interval.") \
X(DATABASE_SILENCE_MAX, "database", "silence_max", TIME, 500, 50, 60000, "ms", RELOAD, \
  "After this time without an answer, another connection asks PostgreSQL whether the query arrived. If it did not arrive, the connection is closed.") \
X(NOTIFY_INTERVAL, "notify", "interval", TIME, 5, 0, 1000, "ms", RELOAD, \
  "Minimum time between two notifications of new versions to other workers. Versions of this time are sent together.") \
X(NOTIFY_ARTICLES, "notify", "articles", INT, 4096, 16, 1000000, "per worker", RELOAD, \
  "Articles whose new version waits to be sent. Beyond it the oldest is dropped, and other workers find it when they compare versions.") \
X(HASH_WORKERS, "hash", "workers", INT, 0, 0, 256, "processes", RESTART, \
  "Processes that hash passwords; 0 means half the cores, but at least one.") \
X(HASH_MEMORY, "hash", "memory", SIZE, 19456, 8, 1048576, "kB", RESTART, \
  "Argon2id memory of one hash. All hashers together use hash.workers times as much.") \
X(HASH_PASSES, "hash", "passes", INT, 2, 1, 10, "passes", RESTART, \
  "Argon2id passes. OWASP advises 19 MB of memory with 2 passes.") \
X(HASH_QUEUE_MAX, "hash", "queue_max", INT, 64, 1, 10000, "per worker", RELOAD, \
  "Sign-ins that wait for a hasher; additional ones are answered 503 with Retry-After.") \
X(HASH_SHARED_MAX, "hash", "shared_max", INT, 64, 1, 10000, "per hash", RELOAD, \
  "Identical sign-ins that wait for the same hash; additional ones are answered 503 with Retry-After.") \
X(HASH_TIMEOUT, "hash", "timeout", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "How long a sign-in waits for its hash; then 503 with Retry-After.") \
X(HASH_NICE, "hash", "nice", INT, 20, 0, 20, "", RESTART, \
  "Niceness of the hashers. With 20 they use only idle processor time, so a wave of sign-ins does not slow readers down. Signing in is slow while the machine is busy.") \
X(FETCH_SOCKET, "fetch", "socket", TEXT, "/run/madang-courier/fetch", 1, 90, "", RESTART, \
  "Unix socket through which the server has the courier call identity providers (OpenID Connect). The courier makes it; only the server's user may have access to its directory.") \
X(FETCH_CA_FILE, "fetch", "ca_file", TEXT, "", 0, 1024, "", RELOAD, \
  "PEM file of the authority that signed the certificates of identity providers; empty: the authorities of the system.") \
X(FETCH_TIMEOUT_MS, "fetch", "timeout", TIME, 10000, 50, 60000, "ms", RELOAD, \
  "How long a call of an identity provider may take, waiting included. Then the sign-in is answered 503.") \
X(FETCH_CONNECT_TIMEOUT, "fetch", "connect_timeout", TIME, 5000, 50, 60000, "ms", RELOAD, \
  "Time limit of a connection to an identity provider, look-up of its name and TLS included. Not more than fetch.timeout.") \
X(FETCH_QUEUE_MAX, "fetch", "queue_max", INT, 64, 1, 10000, "per worker", RELOAD, \
  "Calls of a worker that wait for an answer; sign-ins beyond are answered 503.") \
X(FETCH_CONNS, "fetch", "connections", INT, 32, 1, 256, "connections", RELOAD, \
  "Calls that the courier makes at the same time; additional ones wait.") \
X(FETCH_CONNS_HOST, "fetch", "connections_per_host", INT, 8, 1, 256, "connections", RELOAD, \
  "Calls to one host at the same time, so that a provider that hangs leaves connections to the others. Not more than fetch.connections.") \
X(FETCH_WAITING_HOST, "fetch", "waiting_per_host", INT, 32, 0, 256, "calls", RELOAD, \
  "Calls to one host that wait for a connection; sign-ins beyond are answered 503 at once.") \
X(ACCOUNTS_PASSWORD_MIN, "accounts", "password_min", INT, 10, 8, 64, "characters", RELOAD, \
  "Shortest password, for readers and staff. NIST SP 800-63B-4 demands 15 characters for a password as the only factor and 8 beside a second factor; OWASP ASVS 5.0 demands 8.") \
X(ACCOUNTS_PASSWORD_MAX, "accounts", "password_max", SIZE, 256, 64, 1024, "B", RELOAD, \
  "Longest password.") \
X(ACCOUNTS_PASSWORD_LIST, "accounts", "password_list", TEXT, "/usr/share/john/password.lst", 0, 512, "", RESTART, \
  "File of common passwords, one per line (Debian: package john-data). These are refused, also in other letter case or with @ 0 1 3 4 5 7 $ as letters. Up to four digits or marks around them do not help. Empty: no list; keyboard walks, repetitions and names are still refused.") \
X(ACCOUNTS_NAME_MIN, "accounts", "name_min", INT, 2, 1, 32, "characters", RELOAD, \
  "Shortest username.") \
X(ACCOUNTS_NAME_MAX, "accounts", "name_max", INT, 32, 8, 64, "characters", RELOAD, \
  "Longest username.") \
X(ACCOUNTS_NAME_WAIT, "accounts", "name_wait", TIME, 30, 0, 3650, "d", RELOAD, \
  "How long an account waits between two changes of its name; before that it gets 429 name_wait. 0: it need not wait.") \
X(ACCOUNTS_SIGN_UP, "accounts", "sign_up", BOOL, 1, 0, 1, "", RELOAD, \
  "Whether readers may create accounts themselves.") \
X(ACCOUNTS_VERIFY_BEFORE, "accounts", "verify_before", TEXT, "nothing", 0, 16, "", RELOAD, \
  "What needs a verified mail address: nothing, posting (a comment is answered 403 check_mail) or showing (comments wait, at most ten, and appear when the address is verified). Staff is exempt. Sign-up sends the mail in any case.") \
X(ACCOUNTS_SESSION_LIFE, "accounts", "session_life", TIME, 2592000, 60, 31536000, "s", RELOAD, \
  "How long a session lasts at most.") \
X(ACCOUNTS_STAFF_FACTOR, "accounts", "staff_factor", BOOL, 1, 0, 1, "", RELOAD, \
  "Whether a role gives its rights only in sessions with a second factor: an app, a passkey, a recovery code, or the provider's own. Without one, staff signs in as readers do. A change holds for sessions that begin after it.") \
X(ACCOUNTS_FACTOR_KEY, "accounts", "factor_key", TEXT, "", 0, 512, "", RESTART, \
  "Secret of at least 16 bytes that encrypts the secrets of authenticator apps in the database, best as file:/path. Empty: they are stored as they are. If it is lost or changed, those apps no longer work; recovery codes do.") \
X(SESSION_IDLE, "session", "idle", TIME, 1209600, 20, 31536000, "s", RELOAD, \
  "A reader's session ends after this time without use. accounts.session_life limits it in any case.") \
X(SESSION_IDLE_STAFF, "session", "idle_staff", TIME, 43200, 20, 31536000, "s", RELOAD, \
  "The same for accounts with a role.") \
X(SESSION_LIFE_STAFF, "session", "life_staff", TIME, 604800, 60, 31536000, "s", RELOAD, \
  "How long a session of an account with a role lasts at most. accounts.session_life limits it in any case.") \
X(SESSION_FRESH, "session", "fresh", TIME, 600, 20, 86400, "s", RELOAD, \
  "For this time after signing in, an account may do what needs a fresh sign-in: give roles, make keys, undo in bulk, change how it signs in. Later it has to prove itself again first.") \
X(SESSION_CODE_LIFE, "session", "code_life", TIME, 60, 5, 600, "s", RELOAD, \
  "How long the code lasts that carries a sign-in from its window to a frame on a page of another site. It works once.") \
X(TERMS_VERSION, "terms", "version", TEXT, "", 0, 64, "", RELOAD, \
  "Version of the terms of use that readers accept, for example 2026-12. When it changes, an account has to accept them again before its next comment. Empty: there are no terms.") \
X(TERMS_URL, "terms", "url", TEXT, "", 0, 512, "", RELOAD, \
  "Web address of the terms of use, needed with terms.version.") \
X(TERMS_PRIVACY_URL, "terms", "privacy_url", TEXT, "", 0, 512, "", RELOAD, \
  "Web address of the privacy notice, shown beside the terms; empty: none.") \
X(LIMITS_RATES, "limits", "rates", BOOL, 1, 0, 1, "", RELOAD, \
  "Rate limits and waiting times. off is for tests and benchmarks and needs all listeners on loopback.") \
X(LIMITS_READS, "limits", "reads", INT, 600, 1, 1000000, "per minute and address", RELOAD, \
  "Reads of one IPv4 address or IPv6 /64 with a session or by moderators. Public reads are not counted.") \
X(LIMITS_WRITES, "limits", "writes", INT, 30, 1, 1000000, "per minute and account", RELOAD, \
  "Comments, edits, reports and other writes of one account, in all its sessions. Writes without a session, such as notices of illegal content, count for one IPv4 address or IPv6 /64.") \
X(LIMITS_VOTES, "limits", "votes", INT, 120, 1, 1000000, "per minute and account", RELOAD, \
  "Votes of one account, in all its sessions.") \
X(LIMITS_HEAVY, "limits", "heavy", INT, 30, 1, 1000000, "per minute and account", RELOAD, \
  "Queries of one account that read much of the database: transparency figures, job previews, rule trials, counts of rule hits.") \
X(LIMITS_NETWORK_WRITES, "limits", "network_writes", INT, 600, 1, 1000000, "per minute and address", RELOAD, \
  "Writes of one IPv4 address or IPv6 /64 with a session token, and, apart from them, its requests to sign in by a provider or passkey. They are counted before the session is looked up, so invented tokens are limited too. Never less than limits.writes.") \
X(LIMITS_NETWORK_VOTES, "limits", "network_votes", INT, 2400, 1, 1000000, "per minute and address", RELOAD, \
  "The same for votes. Never less than limits.votes.") \
X(LIMITS_SIGN_UPS, "limits", "sign_ups", INT, 10, 1, 1000000, "per hour and address", RELOAD, \
  "Accounts created from one address.") \
X(LIMITS_SITE_SIGN_UPS, "limits", "site_sign_ups", INT, 50, 1, 1000000, "per hour and IPv6 /48", RELOAD, \
  "Accounts created from one IPv6 /48, which a single subscriber may have.") \
X(LIMITS_MAILS, "limits", "mails", INT, 5, 1, 1000, "per hour and address", RELOAD, \
  "Mails with a link that readers may ask for, for one address or account. A sign-up over the limit succeeds without the mail.") \
X(LIMITS_RESETS, "limits", "resets", INT, 10, 1, 1000000, "per hour and address", RELOAD, \
  "Requests from one IPv4 address or IPv6 /64 to reset a password. limits.mails limits the mails for one name or address; requests over that limit are answered as ever, but send nothing.") \
X(LIMITS_FIRST_SIGHTS, "limits", "first_sights", INT, 60, 1, 1000000, "per hour and address", RELOAD, \
  "Requests of one IPv4 address or IPv6 /64 that make an article at first sight.") \
X(LIMITS_SITE_FIRST_SIGHTS, "limits", "site_first_sights", INT, 1000, 1, 1000000, "per day and site", RELOAD, \
  "Articles that pages of one site make at first sight.") \
X(LIMITS_FREE_TRIES, "limits", "free_tries", INT, 5, 1, 100, "attempts", RELOAD, \
  "Failed sign-ins for one login from one address before that login waits there. The wait starts at 1 s and doubles. An address may fail ten times as often for all logins together.") \
X(LIMITS_WAIT_MAX, "limits", "wait_max", TIME, 900, 1, 86400, "s", RELOAD, \
  "Longest wait between two sign-ins from one address. A wait is forgotten after the same time again.") \
X(LIMITS_LOGIN_TRIES, "limits", "login_tries", INT, 100, 5, 4000, "attempts", RELOAD, \
  "Failed sign-ins for one login from all addresses before that login waits everywhere, except on devices and in networks where its owner signed in before.") \
X(LIMITS_LOGIN_WAIT_MAX, "limits", "login_wait_max", TIME, 30, 1, 3600, "s", RELOAD, \
  "Longest of these waits. The failures are forgotten after the same time without a new one.") \
X(COMMENTS_LENGTH_MAX, "comments", "length_max", INT, 5000, 10, 65536, "characters", RELOAD, \
  "Longest comment as its author counts it, in grapheme clusters of the Markdown; a longer one is answered 422 too_long.") \
X(COMMENTS_BYTES_MAX, "comments", "bytes_max", SIZE, 24576, 64, 262144, "B", RELOAD, \
  "Largest comment in UTF-8; a larger one is answered 422 too_long. A request with a comment may have three times as many bytes and 16 kB more.") \
X(COMMENTS_HTML_MAX, "comments", "html_max", SIZE, 65536, 1024, 1048576, "B", RELOAD, \
  "Largest comment as HTML; a larger one is answered 422 too_large_rendered.") \
X(COMMENTS_DEPTH_MAX, "comments", "depth_max", INT, 1000, 1, 30000, "levels", RELOAD, \
  "Deepest reply; a deeper one is answered 422 bad_parent.") \
X(COMMENTS_LEVELS, "comments", "levels", INT, 3, 1, 4, "levels", RELOAD, \
  "How many levels of comments a page of a discussion shows in place. Deeper replies are behind a link, which shows them below the comment that they answer.") \
X(COMMENTS_EDIT_WINDOW, "comments", "edit_window", TIME, 900, 0, 31536000, "s", RELOAD, \
  "How long an author may edit a comment.") \
X(COMMENTS_PAGE_MAX, "comments", "page_max", SIZE, 1048576, 65536, 16777216, "B", RESTART, \
  "Largest response with texts: a page of a thread, or a list of cases, notices or audit entries. A longer list ends early with a cursor. Not less than comments.html_max.") \
X(EMBED_UNKNOWN_MAX_AGE, "embed", "unknown_max_age", TIME, 60, 0, 86400, "s", RELOAD, \
  "How long browsers and proxies may keep the fragment and the comment counts of articles that have no discussion yet.") \
X(EMBED_COUNTS_MAX_AGE, "embed", "counts_max_age", TIME, 30, 0, 86400, "s", RELOAD, \
  "How long browsers and proxies may keep the comment counts of a page (GET /v1/counts).") \
X(CACHE_SIZE, "cache", "size", SIZE, 64, 0, 1048576, "MB", RELOAD, \
  "Memory of a worker for cached public pages; 0 means no cache.") \
X(CACHE_FILES_MAX, "cache", "files_max", INT, 256, 0, 10000, "per worker", RELOAD, \
  "Cached pages that a worker also stores in memory files, so that the kernel sends them without copying. They count towards cache.size. A new one replaces the one that was sent longest ago. Each needs a file descriptor. 0: none.") \
X(CACHE_FILE_MIN, "cache", "file_min", SIZE, 8192, 1, 16777216, "B", RELOAD, \
  "Smallest page that is stored in a memory file. Copying a smaller one costs less than the additional system call.") \
X(CACHE_STALE_MAX, "cache", "stale_max", TIME, 1000, 0, 60000, "ms", RELOAD, \
  "How long a stale page may be served while one request fetches the new one. Ten times as long, with a mark, while half of database.queue_max is used. A reader waits at most this long for a cached page. 0: no stale pages.") \
X(CACHE_REFILL_MIN, "cache", "refill_min", TIME, 250, 0, 60000, "ms", RELOAD, \
  "Longest delay between two fetches of a page that changes constantly. The delay is eight times the duration of the last fetch. Requests for a certain version ignore it.") \
X(CACHE_CHECK, "cache", "check", TIME, 500, 50, 60000, "ms", RESTART, \
  "How often the versions of cached articles in use are compared with the database's, to repair lost notifications.") \
X(CACHE_WAITING_MAX, "cache", "waiting_max", INT, 4096, 1, 1000000, "requests per page", RELOAD, \
  "Requests that wait for one page to be fetched; additional ones get the stale page, marked, or 503.") \
X(CACHE_CHECK_BATCH, "cache", "check_batch", INT, 1000, 1, 10000, "articles", RELOAD, \
  "Articles whose versions one query compares. The rest follows in the next query at once.") \
X(LIVE_ON, "live", "on", BOOL, 1, 0, 1, "", RELOAD, \
  "Whether pages learn of new comments, edits and removals while they are open (GET /v1/articles/{article}/events). off ends the streams, and browsers ask for no new ones.") \
X(LIVE_DAYS, "live", "days", TIME, 7, 1, 3650, "d", RELOAD, \
  "Pages follow a discussion only if its newest comment on the page is younger, or if there is none.") \
X(LIVE_STAY, "live", "stay", TIME, 5000, 0, 600000, "ms", RELOAD, \
  "How long a reader stays on a page before it follows the discussion.") \
X(LIVE_HIDDEN, "live", "hidden", TIME, 60000, 0, 3600000, "ms", RELOAD, \
  "How long a page follows after its tab was hidden.") \
X(LIVE_SPREAD, "live", "spread", TIME, 5000, 0, 600000, "ms", RELOAD, \
  "Pages fetch the text of an edited comment after a random time up to this, so that not all of them ask at once.") \
X(LIVE_STREAMS_MAX, "live", "streams_max", INT, 40000, 0, 10000000, "streams", RELOAD, \
  "Streams of all workers together, readers' and moderators'. A client above this or the next limits gets an empty stream that says when to try again. Each stream needs a file descriptor and a connection to the proxy.") \
X(LIVE_STREAMS_WORKER, "live", "streams_per_worker", INT, 20000, 0, 1000000, "per worker", RELOAD, \
  "Streams of one worker. They do not count towards http.connections_max.") \
X(LIVE_STREAMS_ARTICLE, "live", "streams_per_article", INT, 10000, 0, 1000000, "per worker", RELOAD, \
  "Streams of one article.") \
X(LIVE_STREAMS_ADDRESS, "live", "streams_per_address", INT, 500, 1, 1000000, "per worker", RELOAD, \
  "Streams of one IPv4 address or IPv6 /64. A school or an office may have a single address; a browser needs one stream for each open discussion.") \
X(LIVE_COLLECT, "live", "collect", TIME, 1000, 50, 60000, "ms", RELOAD, \
  "The first change after this time of quiet is sent at once; further changes of the same article are collected for this time.") \
X(LIVE_VOTES, "live", "votes", TIME, 5000, 50, 600000, "ms", RELOAD, \
  "Votes alone cause an event at most this often.") \
X(LIVE_KEEPALIVE, "live", "keepalive", TIME, 20000, 100, 600000, "ms", RELOAD, \
  "A stream without an event for this time gets a comment line, so that proxies keep it open and vanished readers are noticed. Set it below the proxy's read timeout.") \
X(LIVE_RETRY_MIN, "live", "retry_min", TIME, 2000, 10, 600000, "ms", RELOAD, \
  "Browsers that lost a stream, or that were sent away, try again after a random time between live.retry_min and live.retry_max.") \
X(LIVE_RETRY_MAX, "live", "retry_max", TIME, 15000, 10, 3600000, "ms", RELOAD, \
  "See live.retry_min. Readers of ten thousand streams that end together come back over this time.") \
X(LIVE_DESK, "live", "desk", TIME, 1000, 50, 60000, "ms", RELOAD, \
  "How often a worker asks for the state of the queue while moderators follow it, once for all of them. Their sessions and roles are checked as often.") \
X(LIVE_REPLAY, "live", "replay", INT, 256, 1, 1024, "changes", RELOAD, \
  "Number of changes of an article that a stream repeats to a reader who comes back. If the reader missed more, or the journal no longer has them (retention.journal), the stream asks the page to load again. A worker keeps at most this many of each article that is followed, 56 bytes each.") \
X(LIVE_CHECK, "live", "check", TIME, 2000, 50, 600000, "ms", RELOAD, \
  "How often the versions of followed articles are compared with the database's, to repair lost notifications. One query for cache.check_batch articles.") \
X(LIVE_SEND_BUFFER, "live", "send_buffer", SIZE, 16384, 4096, 1048576, "B", RELOAD, \
  "Bytes of a stream that the kernel buffers for a slow reader. A reader who does not read for http.write_timeout is disconnected.") \
X(LIVE_LOOP_BUDGET, "live", "loop_budget", TIME, 100, 10, 1000000, "us", RELOAD, \
  "How long a worker sends events before it serves requests again.") \
X(MODERATION_LEASE, "moderation", "lease", TIME, 600, 5, 86400, "s", RELOAD, \
  "How long a claim holds unless it is renewed.") \
X(MODERATION_CLAIMS_MAX, "moderation", "claims_max", INT, 100, 0, 100000, "cases", RELOAD, \
  "Cases that one moderator may claim at once; further claims are answered 409 claims_max. 0: no limit.") \
X(MODERATION_HOLD_REPORTS, "moderation", "hold_reports", INT, 5, 1, 1000, "readers", RELOAD, \
  "Reports from different readers in good standing that hide a published comment until a moderator decides.") \
X(REPORTS_HOLD_MAX, "reports", "hold_max", TIME, 86400, 60, 2592000, "s", RELOAD, \
  "How long reports alone may hide a comment. Then it is published again, and its case stays open.") \
X(REPORTS_STANDING_AGE, "reports", "standing_age", TIME, 604800, 0, 31536000, "s", RELOAD, \
  "Minimum age of an account without a record before its reports count towards hiding a comment.") \
X(RETENTION_APPEAL, "retention", "appeal", TIME, 184, 184, 3650, "d", RELOAD, \
  "How long the text of a rejected comment or an earlier revision is kept for appeals. An open case keeps it longer.") \
X(RETENTION_WITHDRAWN, "retention", "withdrawn", TIME, 30, 1, 3650, "d", RELOAD, \
  "How long the text of a withdrawn comment that never had a case is kept.") \
X(RETENTION_FIRST_SIGHT, "retention", "first_sight", TIME, 30, 1, 3650, "d", RELOAD, \
  "How long an article that was made at first sight is kept without a comment.") \
X(RETENTION_OUTBOX, "retention", "outbox", TIME, 30, 1, 3650, "d", RELOAD, \
  "How long a mail stays in the outbox after it was sent, refused or expired, counted from when it was written.") \
X(RETENTION_TOKEN, "retention", "token", TIME, 30, 1, 3650, "d", RELOAD, \
  "How long a token of a link in a mail is kept after its end, to tell a used or expired link from an unknown one.") \
X(RETENTION_NAMES, "retention", "names", TIME, 365, 1, 3650, "d", RELOAD, \
  "How long an account's former name is kept for moderators. Meanwhile, and as long as comments stand under it, no other account can take it. Answered reports of names are kept as long.") \
X(RETENTION_DEVICES, "retention", "devices", TIME, 400, 1, 3650, "d", RELOAD, \
  "How long a device stays known after its last sign-in. A sign-in from an unknown device causes a mail.") \
X(RETENTION_SKIP, "retention", "skip", TIME, 184, 1, 3650, "d", RELOAD, \
  "How long the desk keeps that a moderator skipped a case, for the figures.") \
X(RETENTION_JOURNAL, "retention", "journal", TIME, 2, 1, 3650, "d", RELOAD, \
  "How long entries of the journal of article changes are kept.") \
X(RETENTION_UNVERIFIED, "retention", "unverified", TIME, 7, 1, 365, "d", RELOAD, \
  "How long a comment waits for its author's mail address to be verified (accounts.verify_before = showing). Then it is rejected, and the author gets the reason.") \
X(RETENTION_NOTIFICATIONS, "retention", "notifications", TIME, 90, 1, 3650, "d", RELOAD, \
  "How long a reader's notification is kept, read or not. Statements of reasons and results of reports are no notifications and stay.") \
X(NOTIFICATIONS_INTERVAL, "notifications", "interval", TIME, 1000, 20, 60000, "ms", RELOAD, \
  "How often a worker checks for new comments whose readers are to be notified.") \
X(NOTIFICATIONS_BATCH, "notifications", "batch", INT, 200, 1, 5000, "notifications", RELOAD, \
  "Notifications made in one transaction. A comment with more followers takes several, with jobs.pause between them.") \
X(NOTIFICATIONS_DIGEST_INTERVAL, "notifications", "digest_interval", TIME, 60000, 20, 3600000, "ms", RELOAD, \
  "How often a worker checks for daily mails that are due. A reader's is due a day after the first notification for it.") \
X(NOTIFICATIONS_DIGEST_MAX, "notifications", "digest_max", INT, 20, 1, 100, "notifications", RELOAD, \
  "How many notifications a daily mail lists; it counts the others.") \
X(NOTIFICATIONS_MUTES_MAX, "notifications", "mutes_max", INT, 500, 0, 10000, "readers", RELOAD, \
  "How many readers an account can mute.") \
X(NOTIFICATIONS_MENTIONS_MAX, "notifications", "mentions_max", INT, 10, 0, 100, "names", RELOAD, \
  "How many names of a comment are looked for. They link to the readers who have them, and notify these; names beyond do neither.") \
X(MAIL_TRANSPORT, "mail", "transport", TEXT, "maildir", 4, 7, "", RELOAD, \
  "How the courier delivers mail: smtp, to the mail server of mail.smtp_url; or maildir, into the folder mail.dir, where it stays.") \
X(MAIL_DIR, "mail", "dir", TEXT, "/var/lib/madang/mail", 1, 1024, "", RELOAD, \
  "The maildir of mail.transport = maildir. The courier creates it.") \
X(MAIL_SMTP_URL, "mail", "smtp_url", TEXT, "smtp://127.0.0.1:25", 8, 512, "", RELOAD, \
  "The mail server that relays all mail: smtp://HOST:PORT, with STARTTLS by mail.tls; or smtps://HOST:PORT, with TLS from the start.") \
X(MAIL_TLS, "mail", "tls", TEXT, "required", 3, 8, "", RELOAD, \
  "required: no mail leaves without TLS and a valid certificate of the host in mail.smtp_url. off: no STARTTLS, for a mail server on this machine.") \
X(MAIL_CA_FILE, "mail", "ca_file", TEXT, "", 0, 1024, "", RELOAD, \
  "PEM file of the authority that signed the mail server's certificate; empty: the authorities of the system.") \
X(MAIL_CREDENTIAL_FILE, "mail", "credential_file", TEXT, "", 0, 1024, "", RELOAD, \
  "File with one line USER:PASSWORD for the mail server, readable by the courier's user alone; empty: no authentication.") \
X(MAIL_FROM, "mail", "from", TEXT, "", 0, 320, "", RELOAD, \
  "Sender of all mail: name@example.org, or The Courier <name@example.org>. Empty: noreply@ and the host of server.base_url.") \
X(MAIL_BOUNCE_ADDRESS, "mail", "bounce_address", TEXT, "", 0, 254, "", RELOAD, \
  "Address that undeliverable mail returns to; empty: that of mail.from. Madang reads no mail.") \
X(MAIL_LANGUAGE, "mail", "language", TEXT, "en", 2, 2, "", RELOAD, \
  "Language of mail to people without a language of their own: en or ko.") \
X(MAIL_TEXTS, "mail", "texts", TEXT, "", 0, 1024, "", RESTART, \
  "Folder with the texts of all mails; empty: the texts that Madang ships in config/mail.") \
X(MAIL_CONNS, "mail", "connections", INT, 10, 1, 100, "connections", RELOAD, \
  "Mails that the courier sends at the same time, each on a connection to the mail server.") \
X(MAIL_POLL_INTERVAL, "mail", "poll_interval", TIME, 1000, 10, 60000, "ms", RELOAD, \
  "How often an idle courier looks for mail.") \
X(MAIL_CONNECT_TIMEOUT, "mail", "connect_timeout", TIME, 30000, 100, 600000, "ms", RELOAD, \
  "Time limit of a connection to the mail server, TLS included.") \
X(MAIL_TIMEOUT, "mail", "timeout", TIME, 120000, 100, 1800000, "ms", RELOAD, \
  "Time limit of one attempt to send a mail, connecting included.") \
X(MAIL_RETRY_MIN, "mail", "retry_min", TIME, 60000, 10, 3600000, "ms", RELOAD, \
  "Delay before a mail that the mail server refused for now is tried again. It doubles with each try and has jitter.") \
X(MAIL_RETRY_MAX, "mail", "retry_max", TIME, 14400000, 10, 86400000, "ms", RELOAD, \
  "Longest such delay.") \
X(MAIL_UNKNOWN_WINDOW, "mail", "unknown_window", TIME, 21600000, 10, 604800000, "ms", RELOAD, \
  "How long a mail that may have arrived is not repeated, because the connection ended while its text was sent. It doubles with each try.") \
X(MAIL_EXPIRE, "mail", "expire", TIME, 7, 1, 30, "d", RELOAD, \
  "A mail that could not be sent for this long is not sent any more, and counted as expired. See retention.outbox.") \
X(MAIL_TOKEN_VERIFY, "mail", "token_verify", TIME, 1440, 1, 43200, "min", RELOAD, \
  "How long the link to verify an address works.") \
X(MAIL_TOKEN_RESET, "mail", "token_reset", TIME, 30, 1, 1440, "min", RELOAD, \
  "How long the link to reset a password works.") \
X(MAIL_TOKEN_EMAIL, "mail", "token_email", TIME, 1440, 1, 43200, "min", RELOAD, \
  "How long the links to confirm a change of address work.") \
X(MAIL_TOKEN_INVITE, "mail", "token_invite", TIME, 10080, 1, 43200, "min", RELOAD, \
  "How long the link of an invitation works.") \
X(MAIL_TOKEN_UNSUBSCRIBE, "mail", "token_unsubscribe", TIME, 129600, 43200, 525600, "min", RELOAD, \
  "How long the link to unsubscribe from notifications works.") \
X(JOBS_BATCH, "jobs", "batch", INT, 50, 1, 500, "comments", RELOAD, \
  "Decisions of a bulk job in one transaction. Writes to the same articles wait for it.") \
X(JOBS_PAUSE, "jobs", "pause", TIME, 20, 0, 60000, "ms", RELOAD, \
  "Pause between two batches of a job, of a sanction's comments, or of texts for the search.") \
X(JOBS_POLL_INTERVAL, "jobs", "poll_interval", TIME, 1000, 20, 60000, "ms", RELOAD, \
  "How often a worker checks whether there is such work.") \
X(JOBS_LEASE, "jobs", "lease", TIME, 60, 5, 3600, "s", RELOAD, \
  "How long a job is reserved for the worker that last worked on it. Then another worker continues.") \
X(SWEEP_EVERY, "sweep", "every", TIME, 60000, 20, 3600000, "ms", RELOAD, \
  "How often expired sessions, keys and texts are deleted, due comments are published and due articles are closed.") \
X(NEWSROOM_INTERVAL, "newsroom", "interval", TIME, 15000, 100, 3600000, "ms", RELOAD, \
  "How often the newsroom metrics are read from the database.") \
X(RULES_REFRESH, "rules", "refresh", TIME, 2000, 50, 600000, "ms", RELOAD, \
  "How often a worker checks whether the rules or origins of a site have changed.") \
X(AUDIT_KEY_FILE, "audit", "key_file", TEXT, "", 0, 512, "", RESTART, \
  "File with the key that signs the audit's seals, made by `madang audit key`. Only the server's user may read it. Empty: no seals.") \
X(AUDIT_HEADS_FILE, "audit", "heads_file", TEXT, "", 0, 512, "", RESTART, \
  "File to which the head of each seal is appended, best on another machine or on append-only storage. Without it, removed entries at the end of the audit are not detected.") \
X(AUDIT_SEAL_EVERY, "audit", "seal_every", TIME, 5000, 50, 3600000, "ms", RELOAD, \
  "How often new audit entries are sealed.") \
X(AUDIT_SEAL_TIMEOUT, "audit", "seal_timeout", TIME, 10000, 1000, 3600000, "ms", RELOAD, \
  "If the last seal is older than this and two intervals of audit.seal_every, /readyz answers 503.") \
X(AUDIT_HEADS_RETRY, "audit", "heads_retry", TIME, 1000, 50, 600000, "ms", RESTART, \
  "How often heads that could not be written are written again.") \
X(AUDIT_NETWORK_KEY, "audit", "network_key", TEXT, "", 0, 512, "", RESTART, \
  "Secret of at least 16 bytes for the digests of readers' networks, best as file:/path. Empty: a new secret at each start, so networks cannot be compared across restarts.") \
X(LOG_LEVEL, "log", "level", TEXT, "info", 0, 16, "", RELOAD, \
  "Lowest level that is written: debug, info, warn or error. Each line on standard error is one JSON object.") \
X(LOG_REQUESTS, "log", "requests", TEXT, "uncached", 0, 16, "", RELOAD, \
  "Which requests are logged: off, uncached (all but those answered from the cache at once) or all. Queries, bodies and credentials are never logged.") \
X(LOG_SLOW, "log", "slow", TIME, 1000, 1, 600000, "ms", RELOAD, \
  "A request that takes longer is logged as a warning with its slowest step.")
/* clang-format on */

enum setting {
#define X(name, ...) name,
	SETTINGS(X)
#undef X
	    SETTING_COUNT
};

long setting_int(enum setting);
bool setting_on(enum setting);
/* Never NULL. Valid until the next settings_load(). */
const char *setting_text(enum setting);
/* The same, NULL if it is empty. */
const char *setting_filled(enum setting);

/*
 * Reads file (NULL: defaults and environment only), checks every value and the rules between values, and only then puts
 * them in force. On an error it returns false, writes one line with file and line number for each error to err, and
 * changes nothing. An unknown section or key is an error.
 */
bool settings_load(const char *file, FILE *err) MUST_USE;

/* The same for a running process. Rows marked RESTART keep their value; err gets a line for each that changed. */
bool settings_reload(const char *file, FILE *err) MUST_USE;

/*
 * True for an origin as browsers write it (RFC 6454 section 6.2): scheme://host[:port] in lower case, without a default
 * port. Such origins can be compared byte by byte. Else *why is a phrase that names the fault.
 */
bool settings_origin(struct span origin, const char **why) MUST_USE;

#define LISTEN_MAX 16 /* addresses in one of the listen settings */

/* "section.key" */
const char *setting_name(enum setting);

/* The commented sample file, the table for the command line, and the source of madang.conf(5). */
void settings_sample(FILE *out);
void settings_help(FILE *out);
void settings_manual(FILE *out);

#endif
