/*
 * The settings: ONE table. The sample file, the checks, --help and the docs are
 * made from it. A value comes from the file (INI: section, key), then from
 * MADANG_SECTION_KEY in the environment. Values are read at the moment of use,
 * so a reload needs no plumbing; rows marked RESTART are read once at start.
 *
 *   X(name, section, key, type, default, min, max, unit, when, help)
 *
 * Types: INT (a count), TIME and SIZE (numbers of the row's unit; the file writes
 * them with a unit, settings/units.h), TEXT (max in bytes), BOOL (on, off). min
 * and max are inclusive.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"

/* clang-format off */
#define SETTINGS(X) \
X(SERVER_LISTEN, "server", "listen", TEXT, "127.0.0.1:8080", 0, 1024, "", RESTART, \
  "Addresses readers and the proxy reach, separated by blanks; [::1]:8080 for IPv6. Under systemd the sockets it passes are used instead.") \
X(SERVER_ADMIN_LISTEN, "server", "admin_listen", TEXT, "127.0.0.1:8081", 0, 1024, "", RESTART, \
  "Address of /healthz, /readyz and /metrics. Keep it on loopback.") \
X(SERVER_BASE_URL, "server", "base_url", TEXT, "http://127.0.0.1:8080", 8, 512, "", RELOAD, \
  "How readers' browsers reach this server. Its scheme decides the cookie; links are made from it. http is for loopback listeners only.") \
X(SERVER_ORIGINS, "server", "origins", TEXT, "", 0, 2048, "", RELOAD, \
  "Further origins whose pages may write, separated by blanks. The origin of base_url and the sites' own origins are always accepted.") \
X(SERVER_WORKERS, "server", "workers", INT, 0, 0, 256, "processes", RESTART, \
  "Worker processes; 0 means one per core.") \
X(SERVER_LOOP_BUDGET, "server", "loop_budget", TIME, 25, 10, 1000000, "us", RELOAD, \
  "How long a worker works on requests that memory cannot answer and on answers of the database before it looks again for readers whose page is in memory.") \
X(SERVER_DRAIN, "server", "drain_timeout", TIME, 25, 1, 3600, "s", RELOAD, \
  "How long a stopping worker may take to finish what it has begun.") \
X(SERVER_HEARTBEAT_INTERVAL, "server", "heartbeat_interval", TIME, 500, 20, 500, "ms", RESTART, \
  "How often a worker gives a sign of life and publishes its readiness and figures.") \
X(SERVER_HEARTBEAT_TIMEOUT, "server", "heartbeat_timeout", TIME, 5000, 1000, 600000, "ms", RELOAD, \
  "After so long without a sign of life of a worker, /readyz is 503 and systemd's watchdog hears nothing. See server.heartbeat_interval.") \
X(SERVER_HANG_TIMEOUT, "server", "hang_timeout", TIME, 30000, 1000, 3600000, "ms", RELOAD, \
  "A worker that was silent for so long is killed and replaced. Not less than server.heartbeat_timeout.") \
X(SERVER_RESTART_BACKOFF_MAX, "server", "restart_backoff_max", TIME, 5000, 100, 600000, "ms", RELOAD, \
  "Longest wait before a child that keeps ending is started again; the waits start at 100 ms and double.") \
X(SERVER_TRUSTED, "server", "trusted_proxies", TEXT, "", 0, 2048, "", RELOAD, \
  "Addresses and networks (CIDR) of proxies whose X-Forwarded-For is believed; 'unix' for a unix socket. Nobody else's is.") \
X(SERVER_PROXY_PROTOCOL, "server", "proxy_protocol", BOOL, 0, 0, 1, "", RESTART, \
  "Expect the PROXY protocol (version 1 or 2) on connections of trusted proxies.") \
X(SERVER_RUN_DIR, "server", "run_dir", TEXT, "/run/madang", 1, 100, "", RESTART, \
  "Folder of the hashers' socket; only the server's own user may enter it.") \
X(HTTP_HEAD_MAX, "http", "head_max", SIZE, 16384, 1024, 65536, "B", RELOAD, \
  "Largest request head; more is 431.") \
X(HTTP_TARGET_MAX, "http", "target_max", SIZE, 8192, 256, 32768, "B", RELOAD, \
  "Largest request target; more is 414.") \
X(HTTP_FIELDS_MAX, "http", "fields_max", INT, 100, 10, 1000, "fields", RELOAD, \
  "Most header fields in a request; more is 431.") \
X(HTTP_BODY_MAX, "http", "body_max", SIZE, 4194304, 1024, 16777216, "B", RELOAD, \
  "Largest request body of any route, above what each route takes by itself (madang routes); more is 413. The proxy's limit must be above it.") \
X(HTTP_HEAD_TIMEOUT, "http", "head_timeout", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "From the first octet of a head to its last, in all; then 408.") \
X(HTTP_BODY_TIMEOUT, "http", "body_timeout", TIME, 30000, 50, 600000, "ms", RELOAD, \
  "From the end of the head to the end of the body, in all; then 408.") \
X(HTTP_RATE_MIN, "http", "rate_min", SIZE, 500, 0, 1000000, "B", RELOAD, \
  "Slowest that a head or a body may arrive, on average: one that took a second is the connection's last request, one that takes three is 408. 0: no limit.") \
X(HTTP_IDLE_TIMEOUT, "http", "idle_timeout", TIME, 75000, 50, 3600000, "ms", RELOAD, \
  "How long a kept connection waits for its next request. Longer than the proxy's own.") \
X(HTTP_WRITE_TIMEOUT, "http", "write_timeout", TIME, 30000, 50, 600000, "ms", RELOAD, \
  "How long a client may take to read an answer, in all.") \
X(HTTP_SEND_BUFFER, "http", "send_buffer", SIZE, 131072, 4096, 16777216, "B", RESTART, \
  "What of an answer the kernel may hold for a client that reads slowly, not counting its own bookkeeping; the rest waits here, and http.write_timeout with it.") \
X(HTTP_CONN_TIMEOUT, "http", "connection_timeout", TIME, 3600000, 1000, 86400000, "ms", RELOAD, \
  "Life of a connection; after it the next answer says close.") \
X(HTTP_LINGER_TIMEOUT, "http", "linger_timeout", TIME, 2000, 50, 60000, "ms", RELOAD, \
  "After the last answer of a connection: how long to read on, so that the client hears it.") \
X(HTTP_DRAIN_GRACE, "http", "drain_grace", TIME, 1000, 10, 60000, "ms", RELOAD, \
  "When stopping: how long an idle connection may still deliver a request that is on its way.") \
X(HTTP_CONNS_MAX, "http", "connections_max", INT, 10000, 8, 1000000, "per worker", RELOAD, \
  "Open connections of a worker; one more is answered 503 and closed.") \
X(HTTP_CONNS_ADDRESS, "http", "connections_per_address", INT, 256, 1, 1000000, "per worker", RELOAD, \
  "Open connections of one IPv4 address or IPv6 /64, trusted proxies excepted; one more is answered 503 and closed.") \
X(DATABASE_URL, "database", "url", TEXT, "postgresql:///madang", 0, 2048, "", RESTART, \
  "Where the data is, as the role that may only call the api's functions. Keep passwords in a passfile or the service's credentials.") \
X(DATABASE_OWNER_URL, "database", "owner_url", TEXT, "", 0, 2048, "", RESTART, \
  "The same database as its owner: used by migrate, check, account, article, site and rules, never by serve.") \
X(DATABASE_CONNECT_TIMEOUT, "database", "connect_timeout", TIME, 5000, 50, 60000, "ms", RELOAD, \
  "One attempt to connect.") \
X(DATABASE_BACKOFF_MAX, "database", "backoff_max", TIME, 5000, 50, 60000, "ms", RELOAD, \
  "Longest wait between two attempts to connect; they start at 50 ms and double, with jitter.") \
X(DATABASE_STATEMENT_TIMEOUT, "database", "statement_timeout", TIME, 5000, 100, 600000, "ms", RESTART, \
  "PostgreSQL's own limit for one statement on the read and write links.") \
X(DATABASE_WORK_TIMEOUT, "database", "work_timeout", TIME, 30000, 100, 600000, "ms", RESTART, \
  "The same on the link for slow and many-article work.") \
X(DATABASE_ASK_TIMEOUT, "database", "ask_timeout", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "A question's whole time, waiting included; then 503.") \
X(DATABASE_QUEUE_MAX, "database", "queue_max", INT, 512, 1, 100000, "questions per link", RELOAD, \
  "Questions waiting for a link, and answers of it waiting for their turn; one more is answered 503 before any work. While half as many reads wait, readers with a session get everybody's page.") \
X(DATABASE_PIPELINE_MAX, "database", "pipeline_max", INT, 64, 1, 1024, "questions", RELOAD, \
  "Questions in flight on one read link.") \
X(DATABASE_BATCH_MAX, "database", "batch_max", INT, 64, 1, 1024, "questions", RELOAD, \
  "Writes in one commit.") \
X(DATABASE_SKEW_MAX, "database", "skew_max", TIME, 5000, 100, 600000, "ms", RESTART, \
  "How far a worker's clock, or the id of a write, may be from the database's clock; beyond it writes are 503 clock_skew.") \
X(DATABASE_CLOCK_CHECK, "database", "clock_check", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "How often a worker compares its clock with the database's, and asks a connection without traffic whether it is alive.") \
X(DATABASE_RECONNECT_WAIT, "database", "reconnect_wait", TIME, 1000, 0, 60000, "ms", RELOAD, \
  "How long queries wait for a lost connection to come back; then they are 503, and public pages come from memory.") \
X(DATABASE_LOCK_TIMEOUT, "database", "lock_timeout", TIME, 200, 20, 60000, "ms", RESTART, \
  "How long a batch of writes waits for a locked row. Then the writes to that article wait apart from the batch.") \
X(DATABASE_WORK_LOCK_TIMEOUT, "database", "work_lock_timeout", TIME, 1000, 20, 60000, "ms", RESTART, \
  "The same on the connection for slow and many-article work, which then tries again.") \
X(DATABASE_LOCK_RETRY, "database", "lock_retry", TIME, 200, 50, 60000, "ms", RELOAD, \
  "How often the writes to a locked article are tried again. Each try waits for the lock for 20 ms and holds up the other writes for so long.") \
X(DATABASE_LOCK_WAIT_MAX, "database", "lock_wait_max", TIME, 1000, 0, 600000, "ms", RELOAD, \
  "How long a write waits for a locked article, retries included; then 503.") \
X(DATABASE_LOCK_MEMORY, "database", "lock_memory", TIME, 5000, 0, 600000, "ms", RELOAD, \
  "How long after its last failed try an article counts as locked: the next write to it is tried apart from the batch.") \
X(DATABASE_PROBE_INTERVAL, "database", "probe_interval", TIME, 2000, 250, 60000, "ms", RELOAD, \
  "How often each connection that readiness needs is probed by a query. Connections are looked at every 250 ms.") \
X(DATABASE_PROBE_TIMEOUT, "database", "probe_timeout", TIME, 5000, 250, 600000, "ms", RELOAD, \
  "After so long without a good answer of a connection, /readyz is 503. Not less than database.probe_interval.") \
X(DATABASE_SILENCE_MAX, "database", "silence_max", TIME, 500, 50, 60000, "ms", RELOAD, \
  "After so long without an answer, PostgreSQL is asked whether the query arrived; a connection whose query did not arrive is closed.") \
X(NOTIFY_INTERVAL, "notify", "interval", TIME, 5, 0, 1000, "ms", RELOAD, \
  "Least time between two notices of new versions to the other workers; what comes meanwhile goes together.") \
X(NOTIFY_ARTICLES, "notify", "articles", INT, 4096, 16, 1000000, "per worker", RELOAD, \
  "Articles whose new version waits to be told; of one more the oldest is forgotten, and found out by comparing.") \
X(HASH_WORKERS, "hash", "workers", INT, 0, 0, 256, "processes", RESTART, \
  "Processes that hash passwords; 0 means half the cores, at least one.") \
X(HASH_MEMORY, "hash", "memory", SIZE, 19456, 8, 1048576, "kB", RESTART, \
  "Argon2id memory of one hash. All of it: workers times this.") \
X(HASH_PASSES, "hash", "passes", INT, 2, 1, 10, "passes", RESTART, \
  "Argon2id passes. 19456 KiB and 2 passes is OWASP's advice.") \
X(HASH_QUEUE_MAX, "hash", "queue_max", INT, 64, 1, 10000, "per worker", RELOAD, \
  "Sign-ins waiting for a hasher; one more is 503 with Retry-After.") \
X(HASH_SHARED_MAX, "hash", "shared_max", INT, 64, 1, 10000, "per hash", RELOAD, \
  "Equal sign-ins that wait for one hash; one more is 503 with Retry-After.") \
X(HASH_TIMEOUT, "hash", "timeout", TIME, 10000, 50, 600000, "ms", RELOAD, \
  "How long a sign-in waits for its hash, in all; then 503 with Retry-After.") \
X(HASH_NICE, "hash", "nice", INT, 20, 0, 20, "", RESTART, \
  "Niceness of the hashers. 20: they take only processor time that nobody else wants, so that readers feel nothing of a sign-in storm; signing in is slow then on a machine that is busy for long.") \
X(ACCOUNTS_PASSWORD_MIN, "accounts", "password_min", INT, 10, 8, 64, "characters", RELOAD, \
  "Shortest password. NIST SP 800-63B-4 says 15 for a password alone, OWASP ASVS 5.0 says 8.") \
X(ACCOUNTS_PASSWORD_MAX, "accounts", "password_max", SIZE, 256, 64, 1024, "B", RELOAD, \
  "Longest password.") \
X(ACCOUNTS_PASSWORD_LIST, "accounts", "password_list", TEXT, "/usr/share/john/password.lst", 0, 512, "", RESTART, \
  "File of common passwords, one a line (Debian: package john-data). Nobody may choose one of them, also with other letter case, with @ 0 1 3 4 5 7 $ for letters, or with up to four digits or marks around it. Empty: no list; then only walks over the keyboard, repeated pieces and names are refused.") \
X(ACCOUNTS_NAME_MIN, "accounts", "name_min", INT, 2, 1, 32, "characters", RELOAD, \
  "Shortest username.") \
X(ACCOUNTS_NAME_MAX, "accounts", "name_max", INT, 32, 8, 64, "characters", RELOAD, \
  "Longest username.") \
X(ACCOUNTS_SIGN_UP, "accounts", "sign_up", BOOL, 1, 0, 1, "", RELOAD, \
  "Whether readers may make accounts themselves.") \
X(ACCOUNTS_SESSION_LIFE, "accounts", "session_life", TIME, 2592000, 60, 31536000, "s", RELOAD, \
  "How long a session lasts.") \
X(SESSION_IDLE, "session", "idle", TIME, 1209600, 20, 31536000, "s", RELOAD, \
  "A reader's session ends when it was not used for so long; accounts.session_life is its end in any case.") \
X(SESSION_IDLE_STAFF, "session", "idle_staff", TIME, 43200, 20, 31536000, "s", RELOAD, \
  "The same of an account that has any role.") \
X(LIMITS_RATES, "limits", "rates", BOOL, 1, 0, 1, "", RELOAD, \
  "Rate limits and waiting times. off is for tests and benches, and refused unless every listener is on loopback.") \
X(LIMITS_READS, "limits", "reads", INT, 600, 1, 1000000, "per minute and address", RELOAD, \
  "Reads of one IPv4 address or IPv6 /64 by requests with a session or to moderation; public reads are not counted.") \
X(LIMITS_WRITES, "limits", "writes", INT, 30, 1, 1000000, "per minute and account", RELOAD, \
  "Comments, edits, reports and other writes of one account, in all its sessions. Where no session is needed (notices of illegal content): of one IPv4 address or IPv6 /64.") \
X(LIMITS_VOTES, "limits", "votes", INT, 120, 1, 1000000, "per minute and account", RELOAD, \
  "Votes of one account, in all its sessions.") \
X(LIMITS_HEAVY, "limits", "heavy", INT, 30, 1, 1000000, "per minute and account", RELOAD, \
  "Questions of one account that read much of the database: figures, previews of jobs, trials of rules, counts of hits.") \
X(LIMITS_NETWORK_WRITES, "limits", "network_writes", INT, 600, 1, 1000000, "per minute and address", RELOAD, \
  "Writes of one IPv4 address or IPv6 /64 that name a session, counted before the session is looked up, so that made-up ones have a limit too. Never less than limits.writes.") \
X(LIMITS_NETWORK_VOTES, "limits", "network_votes", INT, 2400, 1, 1000000, "per minute and address", RELOAD, \
  "The same for votes. Never less than limits.votes.") \
X(LIMITS_SIGN_UPS, "limits", "sign_ups", INT, 10, 1, 1000000, "per hour and address", RELOAD, \
  "Accounts made from one address.") \
X(LIMITS_SITE_SIGN_UPS, "limits", "site_sign_ups", INT, 50, 1, 1000000, "per hour and IPv6 /48", RELOAD, \
  "Accounts made from one IPv6 /48, which a single subscriber may have.") \
X(LIMITS_FREE_TRIES, "limits", "free_tries", INT, 5, 1, 100, "attempts", RELOAD, \
  "Failed sign-ins for one login, known or not, from one address before that login waits there: 1 s, doubling. Ten times as many from one address for all logins.") \
X(LIMITS_WAIT_MAX, "limits", "wait_max", TIME, 900, 1, 86400, "s", RELOAD, \
  "Longest wait between two sign-ins from one address; a wait is forgotten after as long again.") \
X(LIMITS_LOGIN_TRIES, "limits", "login_tries", INT, 100, 5, 4000, "attempts", RELOAD, \
  "Failed sign-ins for one login from all addresses together before it waits everywhere. Fewer would let strangers keep an owner out.") \
X(LIMITS_LOGIN_WAIT_MAX, "limits", "login_wait_max", TIME, 30, 1, 3600, "s", RELOAD, \
  "Longest of these waits; so many failures are forgotten after as long again without one.") \
X(COMMENTS_LENGTH_MAX, "comments", "length_max", INT, 5000, 10, 65536, "characters", RELOAD, \
  "Longest comment as its author counts it (grapheme clusters of the Markdown); more is 422 too_long.") \
X(COMMENTS_BYTES_MAX, "comments", "bytes_max", SIZE, 24576, 64, 262144, "B", RELOAD, \
  "Largest comment in UTF-8, behind length_max; more is 422 too_long. A request that carries a comment may have three times as many bytes, and 16 kB.") \
X(COMMENTS_HTML_MAX, "comments", "html_max", SIZE, 65536, 1024, 1048576, "B", RELOAD, \
  "Longest comment, rendered; more is 422 too_large_rendered.") \
X(COMMENTS_DEPTH_MAX, "comments", "depth_max", INT, 1000, 1, 30000, "levels", RELOAD, \
  "Deepest reply; a reply below it is 422 bad_parent.") \
X(COMMENTS_EDIT_WINDOW, "comments", "edit_window", TIME, 900, 0, 31536000, "s", RELOAD, \
  "How long an author may edit.") \
X(COMMENTS_PAGE_MAX, "comments", "page_max", SIZE, 1048576, 65536, 16777216, "B", RESTART, \
  "Largest answer that carries texts: a page of a thread, a list of the desk, of notices or of the audit ends early with a cursor to go on. Not less than comments.html_max.") \
X(CACHE_SIZE, "cache", "size", SIZE, 64, 0, 1048576, "MB", RELOAD, \
  "Memory for whole answers of public pages; 0 keeps none.") \
X(CACHE_FILES_MAX, "cache", "files_max", INT, 256, 0, 10000, "per worker", RELOAD, \
  "Bodies that a worker also keeps in memory files, so that the kernel sends them without copying; they count towards cache.size. One more takes the place of the one sent longest ago, or is copied while answers are being sent from all. Each takes a file descriptor. 0: none.") \
X(CACHE_FILE_MIN, "cache", "file_min", SIZE, 8192, 1, 16777216, "B", RELOAD, \
  "Smallest body that is kept in a memory file. Copying a smaller one costs less than the additional system call.") \
X(CACHE_STALE_MAX, "cache", "stale_max", TIME, 1000, 0, 60000, "ms", RELOAD, \
  "How long an old page may still be served while one request fetches the new one; ten times as long, marked, while database.queue_max is half reached. Also how long anybody waits for a page that is in memory: then the old one comes, marked. 0: no old pages.") \
X(CACHE_REFILL_MIN, "cache", "refill_min", TIME, 250, 0, 60000, "ms", RELOAD, \
  "A page that changes all the time waits up to this between two fetches (eight times what the last one took), unless a version is asked for.") \
X(CACHE_CHECK, "cache", "check", TIME, 500, 50, 60000, "ms", RESTART, \
  "How often the versions of the articles being read are compared with the database's, to repair lost notices.") \
X(CACHE_WAITING_MAX, "cache", "waiting_max", INT, 4096, 1, 1000000, "requests per page", RELOAD, \
  "Requests that wait for one page to be fetched; one more gets the last copy, marked, or 503.") \
X(CACHE_CHECK_BATCH, "cache", "check_batch", INT, 1000, 1, 10000, "articles", RELOAD, \
  "Articles whose versions are asked for in one question; of more the next question follows at once.") \
X(MODERATION_LEASE, "moderation", "lease", TIME, 600, 5, 86400, "s", RELOAD, \
  "How long a claim holds without being renewed.") \
X(MODERATION_CLAIMS_MAX, "moderation", "claims_max", INT, 100, 0, 100000, "cases", RELOAD, \
  "How many cases one moderator may hold at once; asking for more is 409 claims_max. 0: no limit.") \
X(MODERATION_HOLD_REPORTS, "moderation", "hold_reports", INT, 5, 1, 1000, "readers", RELOAD, \
  "Distinct readers of good standing whose reports hold a published comment until it is decided.") \
X(REPORTS_HOLD_MAX, "reports", "hold_max", TIME, 86400, 60, 2592000, "s", RELOAD, \
  "How long reports alone may hold a comment; then it is shown again with its case still open.") \
X(REPORTS_STANDING_AGE, "reports", "standing_age", TIME, 604800, 0, 31536000, "s", RELOAD, \
  "How old the account of a reader without a record must be for its report to help hold a comment.") \
X(RETENTION_APPEAL, "retention", "appeal", TIME, 184, 184, 3650, "d", RELOAD, \
  "How long the text of a rejected comment or a former revision is kept for appeals; longer while a case on it is open.") \
X(RETENTION_WITHDRAWN, "retention", "withdrawn", TIME, 30, 1, 3650, "d", RELOAD, \
  "How long the text of a withdrawn comment is kept that never had a case.") \
X(RETENTION_OUTBOX, "retention", "outbox", TIME, 7, 1, 3650, "d", RELOAD, \
  "How long a mail stays in the outbox, sent or not.") \
X(RETENTION_JOURNAL, "retention", "journal", TIME, 2, 1, 3650, "d", RELOAD, \
  "How long entries of the journal of article changes are kept.") \
X(JOBS_BATCH, "jobs", "batch", INT, 50, 1, 500, "comments", RELOAD, \
  "Decisions of a bulk job in one transaction; writers to their articles wait for it.") \
X(JOBS_PAUSE, "jobs", "pause", TIME, 20, 0, 60000, "ms", RELOAD, \
  "Rest between two batches of a job, of a sanction's comments, of texts for the search.") \
X(JOBS_POLL_INTERVAL, "jobs", "poll_interval", TIME, 1000, 20, 60000, "ms", RELOAD, \
  "How often it is looked whether there is such work.") \
X(JOBS_LEASE, "jobs", "lease", TIME, 60, 5, 3600, "s", RELOAD, \
  "How long a job waits for the worker that last worked on it before another goes on.") \
X(SWEEP_EVERY, "sweep", "every", TIME, 60000, 20, 3600000, "ms", RELOAD, \
  "How often what has had its time is let go: sessions, keys, texts; and comments shown, articles closed at their time.") \
X(NEWSROOM_INTERVAL, "newsroom", "interval", TIME, 15000, 100, 3600000, "ms", RELOAD, \
  "How often the database is asked what waits for the newsroom, for the metrics.") \
X(RULES_REFRESH, "rules", "refresh", TIME, 2000, 50, 600000, "ms", RELOAD, \
  "How often a worker asks whether the sites' rules or origins have changed.") \
X(AUDIT_KEY_FILE, "audit", "key_file", TEXT, "", 0, 512, "", RESTART, \
  "File with the key that signs the audit's seals, made by `madang audit key`, readable by the server's user alone; empty: no seals.") \
X(AUDIT_HEADS_FILE, "audit", "heads_file", TEXT, "", 0, 512, "", RESTART, \
  "File that each seal's head is appended to, best on another machine or a disk that only takes appends: without it a cut tail is not found out.") \
X(AUDIT_SEAL_EVERY, "audit", "seal_every", TIME, 5000, 50, 3600000, "ms", RELOAD, \
  "How often what the audit has gained is sealed.") \
X(AUDIT_SEAL_TIMEOUT, "audit", "seal_timeout", TIME, 10000, 1000, 3600000, "ms", RELOAD, \
  "After so long without a seal, two intervals of audit.seal_every added, /readyz is 503.") \
X(AUDIT_HEADS_RETRY, "audit", "heads_retry", TIME, 1000, 50, 600000, "ms", RESTART, \
  "How often heads that could not be written are tried again.") \
X(AUDIT_NETWORK_KEY, "audit", "network_key", TEXT, "", 0, 512, "", RESTART, \
  "Secret (16 octets at least, best as file:/path) of the digests that stand for readers' networks; empty: a fresh one at each start, so that networks cannot be compared over a restart.") \
X(LOG_LEVEL, "log", "level", TEXT, "info", 0, 16, "", RELOAD, \
  "Least level written: debug, info, warn or error. One JSON object a line on standard error.") \
X(LOG_REQUESTS, "log", "requests", TEXT, "uncached", 0, 16, "", RELOAD, \
  "Which requests get a line: off, uncached (all but those answered from memory at once) or all. Never their query, body or credentials.") \
X(LOG_SLOW, "log", "slow", TIME, 1000, 1, 600000, "ms", RELOAD, \
  "A request that took longer is logged as a warning, with the step it spent the time in.")
/* clang-format on */

enum setting {
#define X(name, ...) name,
	SETTINGS(X)
#undef X
	SETTING_COUNT
};

long setting_int(enum setting);
bool setting_on(enum setting);
/* Never NULL. Good until the next settings_load(). */
const char *setting_text(enum setting);

/*
 * Reads file (NULL: defaults and environment only), checks every value and the
 * rules between values, and only then puts them in force. Returns false and
 * says all that is wrong on err, one line each with file and line number, and
 * leaves what was in force untouched. An unknown section or key is an error.
 */
bool settings_load(const char *file, FILE *err) MUST_USE;

/*
 * The same for a process that runs: rows marked RESTART stay as they are, and
 * err hears of each that was changed.
 */
bool settings_reload(const char *file, FILE *err) MUST_USE;

/*
 * An origin as browsers write it (RFC 6454 6.2): scheme://host[:port], lower case,
 * no default port, nothing behind; only then a comparison is one of octets. *why
 * says in a few words what is wrong.
 */
bool settings_origin(struct span origin, const char **why) MUST_USE;

#define LISTEN_MAX 16 /* addresses in one of the listen settings */

/* "section.key" of a setting. */
const char *setting_name(enum setting);

/* The commented sample file, or the table for --help. */
void settings_sample(FILE *out);
void settings_help(FILE *out);

#endif
