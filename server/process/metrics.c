/* SPDX-License-Identifier: Apache-2.0 */
#include "process/metrics.h"

#include <unistd.h>

#include "base/clock.h"

/*
 * One row, one family. The name has no suffix: a counter's samples get _total, and a unit is the last word of the name,
 * as OpenMetrics demands.
 */
enum metric_type {
	COUNT, /* a counter; unsigned long */
	LONG,  /* gauges of these types */
	UNSIGNED,
	MILLIS, /* signed long milliseconds, written as seconds */
	YES,	/* bool, written as 1 or 0 */
};

/* clang-format off */
static const struct metric {
	const char *name, *unit, *help; /* unit: "" for none */
	enum metric_type type;
	size_t at; /* in struct worker_figures */
} metrics[] = {
#define AT(member) offsetof(struct worker_figures, member)
	{ "madang_worker_ready", "", "Whether the worker can query the database (1) or not (0).", YES, AT(ready) },
	{ "madang_http_connections", "", "Open client connections.", UNSIGNED, AT(http.connections) },
	{ "madang_http_connections_idle", "", "Open client connections without a request.", UNSIGNED, AT(http.idle) },
	{ "madang_http_connections_writing", "", "Open client connections whose response waits for the client to read it.", UNSIGNED,
		AT(http.writing) },
	{ "madang_http_connections_accepted", "", "Client connections accepted.", COUNT, AT(http.accepted) },
	{ "madang_http_connections_timed_out", "", "Client connections closed by a timeout.", COUNT, AT(http.timeouts) },
	{ "madang_http_connections_refused", "", "Client connections refused because a limit was reached.", COUNT, AT(http.refused) },
	{ "madang_http_exchanges", "", "Requests whose response is not written yet, in the HTTP layer.", UNSIGNED, AT(http.exchanges) },
	{ "madang_http_requests", "", "Requests with a valid head.", COUNT, AT(http.requests) },
	{ "madang_http_requests_malformed", "", "Requests refused by the parser.", COUNT, AT(http.bad) },
	{ "madang_http_deferred", "", "Requests that were deferred to a later iteration of the event loop.", COUNT, AT(http.deferred) },
	{ "madang_http_sent_bytes", "bytes", "Bytes written to clients.", COUNT, AT(http.sent_bytes) },
	{ "madang_requests_open", "", "Requests that wait for their response.", UNSIGNED, AT(request.open) },
	{ "madang_requests_shed", "", "Requests answered 503 because of overload or a missing database.", COUNT, AT(request.shed) },
	{ "madang_requests_slow", "", "Requests that took longer than log.slow.", COUNT, AT(request.slow) },
	{ "madang_live_streams", "", "Open streams of events.", UNSIGNED, AT(live.streams) },
	{ "madang_live_articles", "", "Articles that these streams follow.", UNSIGNED, AT(live.articles) },
	{ "madang_live_memory_bytes", "bytes", "Memory used by streams and events, without the kernel's.", LONG, AT(live.bytes) },
	{ "madang_live_frames", "", "Events sent, each counted for each stream that it was sent to.", COUNT, AT(live.frames) },
	{ "madang_live_resets", "", "Events sent that told a page to load again.", COUNT, AT(live.resets) },
	{ "madang_live_streams_refused", "", "Streams that ended at once because a limit was reached or the worker stopped.", COUNT,
		AT(live.busy) },
	{ "madang_live_streams_slow", "", "Streams ended because the client did not read.", COUNT, AT(live.slow) },
	{ "madang_live_journal_reads", "", "Queries of the journal for streams.", COUNT, AT(live.reads) },
	{ "madang_live_repairs", "", "Versions of followed articles that no notification announced and a check found.", COUNT,
		AT(live.repairs) },
	{ "madang_cache_hits", "", "Requests answered from memory at once.", COUNT, AT(page.hits) },
	{ "madang_cache_fills", "", "Public pages fetched from the database.", COUNT, AT(page.fills) },
	{ "madang_cache_revalidated", "", "Cached pages whose version alone was fetched and had not changed.", COUNT, AT(page.unchanged) },
	{ "madang_cache_coalesced", "", "Requests that waited for another request's fetch of the same page.", COUNT, AT(page.waits) },
	{ "madang_cache_stale", "", "Stale pages served because the database was unavailable or slow.", COUNT, AT(page.stale) },
	{ "madang_cache_shared", "", "Public pages served to signed-in readers because the database was overloaded.", COUNT,
		AT(page.shared) },
	{ "madang_cache_evicted", "", "Cached pages evicted to make room.", COUNT, AT(page.evicted) },
	{ "madang_cache_pages", "", "Cached pages.", LONG, AT(page.pages) },
	{ "madang_cache_files", "", "Cached pages that are stored in memory files.", LONG, AT(page.files) },
	{ "madang_cache_bytes", "bytes", "Memory used by cached pages.", LONG, AT(page.bytes) },
	{ "madang_database_queries", "", "Queries asked.", COUNT, AT(pool.queries) },
	{ "madang_database_batches", "", "Commits of batched writes.", COUNT, AT(pool.batches) },
	{ "madang_database_writes", "", "Writes committed; divided by the batches, the writes of one commit.", COUNT, AT(pool.writes) },
	{ "madang_database_retried", "", "Queries that a worker sent again after an error.", COUNT, AT(pool.retried) },
	{ "madang_database_connections_lost", "", "Database connections lost.", COUNT, AT(pool.lost) },
	{ "madang_database_errors", "", "Queries that PostgreSQL answered with an error.", COUNT, AT(pool.errors) },
	{ "madang_database_shed", "", "Queries refused because a queue was full.", COUNT, AT(pool.shed) },
	{ "madang_database_clock_skew_seconds", "seconds", "How far the database's clock is ahead of the worker's.", MILLIS,
		AT(pool.skew_ms) },
	{ "madang_notify_sender_up", "", "Whether the connection that sends versions to other workers is up.", YES, AT(pool.sender_up) },
	{ "madang_notify_listener_up", "", "Whether the connection that receives versions is up.", YES, AT(pool.listener_up) },
	{ "madang_notify_versions_sent", "", "Versions sent to other workers.", COUNT, AT(pool.versions_sent) },
	{ "madang_notify_versions_dropped", "", "Versions that were dropped instead of sent; the other workers' checks find them.", COUNT,
		AT(pool.versions_dropped) },
	{ "madang_notify_statements", "", "Statements that sent versions.", COUNT, AT(pool.notify_statements) },
	{ "madang_notify_versions_received", "", "Versions received, including the worker's own.", COUNT, AT(pool.versions_received) },
	{ "madang_hash_waiting", "", "Sign-ins and new passwords that wait for a hash.", UNSIGNED, AT(hash_client.waiting) },
	{ "madang_hash_requests", "", "Hashes asked for.", COUNT, AT(hash_client.asked) },
	{ "madang_hash_shared", "", "Hash requests answered by the hash of an identical one.", COUNT, AT(hash_client.shared) },
	{ "madang_hash_refused", "", "Hash requests refused: the queue was full or no hasher answered.", COUNT, AT(hash_client.refused) },
	{ "madang_fetch_waiting", "", "Calls of identity providers without an answer yet.", UNSIGNED, AT(fetch_client.waiting) },
	{ "madang_fetch_calls", "", "Calls of identity providers.", COUNT, AT(fetch_client.asked) },
	{ "madang_fetch_refused", "", "Calls refused: a queue was full or no courier listened.", COUNT, AT(fetch_client.busy) },
	{ "madang_fetch_failed", "", "Calls that failed: not connected, wrong certificate, refused address or too large an answer.",
		COUNT, AT(fetch_client.failed) },
	{ "madang_fetch_timed_out", "", "Calls without a whole answer in time.", COUNT, AT(fetch_client.timeouts) },
	{ "madang_rules_loaded", "", "Whether the worker has loaded the sites' rules.", YES, AT(sites.loaded) },
	{ "madang_rules_rejected", "", "Sites whose rules are invalid: older ones are used, or every text is held.", UNSIGNED,
		AT(sites.rejected) },
	{ "madang_audit_seals", "", "Seals of the audit made by this worker.", COUNT, AT(sealer.seals) },
	{ "madang_audit_waiting", "", "Audit entries without a seal; only worker 0 counts them.", UNSIGNED, AT(sealer.waiting) },
#undef AT
};
/* clang-format on */

/* ---- parts of the page */

struct metrics_page {
	struct buf *out;
	bool open_metrics; /* else Prometheus text 0.0.4 */
	struct worker_figures *figures;
	unsigned workers;
};

static void
family_put(struct metrics_page *p, const char *name, const char *type, const char *unit, const char *help)
{
	bool total = !p->open_metrics && strcmp(type, "counter") == 0;
	const char *kind = !p->open_metrics && strcmp(type, "info") == 0 ? "gauge" : type;
	const char *suffix = total ? "_total" : kind != type ? "_info" : "";

	buf_printf(p->out, "# TYPE %s%s %s\n", name, suffix, kind);
	if (p->open_metrics && *unit != '\0')
		buf_printf(p->out, "# UNIT %s %s\n", name, unit);
	buf_printf(p->out, "# HELP %s%s %s\n", name, suffix, help);
}

static void
value_put(struct buf *out, enum metric_type type, const void *p)
{
	switch (type) {
	case COUNT:
		buf_printf(out, "%lu\n", *(const unsigned long *)p);
		break;
	case LONG:
		buf_printf(out, "%ld\n", *(const long *)p);
		break;
	case UNSIGNED:
		buf_printf(out, "%u\n", *(const unsigned *)p);
		break;
	case MILLIS:
		buf_printf(out, "%.3f\n", (double)*(const long *)p / 1000.0);
		break;
	case YES:
		buf_printf(out, "%d\n", *(const bool *)p ? 1 : 0);
		break;
	}
}

/* Families with one sample for each worker. */
static void
worker_metrics(struct metrics_page *p)
{
	for (size_t m = 0; m < LENGTH(metrics); m++) {
		const struct metric *row = &metrics[m];

		family_put(p, row->name, row->type == COUNT ? "counter" : "gauge", row->unit, row->help);
		for (unsigned i = 0; i < p->workers; i++) {
			buf_printf(p->out, "%s%s{worker=\"%u\"} ", row->name, row->type == COUNT ? "_total" : "", i);
			value_put(p->out, row->type, (const char *)&p->figures[i] + row->at);
		}
	}
}

static void
queues(struct metrics_page *p)
{
	static const struct {
		const char *name;
		size_t at;
	} rows[] = {
#define AT(member) offsetof(struct worker_figures, pool.member)
		{ "read", AT(waiting_read) },
		{ "write", AT(waiting_write) },
		{ "work", AT(waiting_work) },
		{ "heavy", AT(waiting_heavy) },
#undef AT
	};

	family_put(p, "madang_database_waiting", "gauge", "", "Queries that wait, by connection.");
	for (unsigned i = 0; i < p->workers; i++)
		for (size_t r = 0; r < LENGTH(rows); r++) {
			buf_printf(p->out, "madang_database_waiting{worker=\"%u\",connection=\"%s\"} ", i, rows[r].name);
			value_put(p->out, UNSIGNED, (const char *)&p->figures[i] + rows[r].at);
		}
}

/* ---- responses: summed over the workers, because a histogram for each worker would take hundreds of lines */

static void
responses(struct metrics_page *p)
{
	family_put(p, "madang_http_responses", "counter", "", "Responses, by the first digit of their status.");
	for (unsigned i = 0; i < p->workers; i++)
		for (unsigned digit = 1; digit < LENGTH(p->figures[i].request.status); digit++)
			buf_printf(p->out, "madang_http_responses_total{worker=\"%u\",status=\"%uxx\"} %lu\n", i, digit,
			    p->figures[i].request.status[digit]);
}

static struct latency
latency_sum(const struct metrics_page *p, enum route_class class)
{
	struct latency sum = { 0 };

	for (unsigned i = 0; i < p->workers; i++) {
		const struct latency *l = &p->figures[i].request.latency[class];

		for (size_t b = 0; b <= LATENCY_BOUNDS; b++)
			sum.count[b] += l->count[b];
		sum.sum_us += l->sum_us;
	}
	return (sum);
}

static void
latency(struct metrics_page *p, enum route_class class)
{
	static const char name[] = "madang_http_request_duration_seconds";
	const struct latency l = latency_sum(p, class);
	unsigned long below = 0;

	for (size_t b = 0; b < LATENCY_BOUNDS; b++) {
		below += l.count[b];
		buf_printf(p->out, "%s_bucket{route_class=\"%s\",le=\"%g\"} %lu\n", name, route_class_name(class),
		    (double)latency_bounds_us[b] / 1e6, below);
	}
	below += l.count[LATENCY_BOUNDS];
	buf_printf(p->out, "%s_bucket{route_class=\"%s\",le=\"+Inf\"} %lu\n", name, route_class_name(class), below);
	buf_printf(p->out, "%s_sum{route_class=\"%s\"} %.6f\n", name, route_class_name(class), (double)l.sum_us / 1e6);
	buf_printf(p->out, "%s_count{route_class=\"%s\"} %lu\n", name, route_class_name(class), below);
}

static void
latencies(struct metrics_page *p)
{
	family_put(p, "madang_http_request_duration_seconds", "histogram", "seconds",
	    "Time from the end of a request's head until its response went to the socket, by class of route.");
	for (unsigned class = 0; class < CLASS_COUNT; class ++)
		latency(p, class);
	family_put(p, "madang_http_responses_cached", "counter", "",
	    "Responses that came from memory at once, by class of route.");
	for (unsigned class = 0; class < CLASS_COUNT; class ++) {
		unsigned long n = 0;

		for (unsigned i = 0; i < p->workers; i++)
			n += p->figures[i].request.cached[class];
		buf_printf(p->out, "madang_http_responses_cached_total{route_class=\"%s\"} %lu\n", route_class_name(class), n);
	}
}

static void
live_lag(struct metrics_page *p)
{
	static const char name[] = "madang_live_lag_seconds";
	unsigned long below[LATENCY_BOUNDS + 1] = { 0 }, sum_us = 0;

	family_put(p, name, "histogram", "seconds",
	    "Time from the newest change of an event until the event was sent to the last stream of a worker.");
	for (unsigned i = 0; i < p->workers; i++) {
		unsigned long n = 0;

		for (size_t b = 0; b <= LATENCY_BOUNDS; b++)
			below[b] += n += p->figures[i].live.lag.count[b];
		sum_us += p->figures[i].live.lag.sum_us;
	}
	for (size_t b = 0; b < LATENCY_BOUNDS; b++)
		buf_printf(p->out, "%s_bucket{le=\"%g\"} %lu\n", name, (double)latency_bounds_us[b] / 1e6, below[b]);
	buf_printf(p->out, "%s_bucket{le=\"+Inf\"} %lu\n", name, below[LATENCY_BOUNDS]);
	buf_printf(p->out, "%s_sum %.6f\n%s_count %lu\n", name, (double)sum_us / 1e6, name, below[LATENCY_BOUNDS]);
}

static void
actions(struct metrics_page *p)
{
	family_put(p, "madang_actions", "counter", "", "Sign-ups, sign-ins, comments and reports that were sent, by outcome.");
	for (unsigned a = 0; a < ACTION_COUNT; a++)
		for (unsigned o = 0; o < OUTCOME_COUNT; o++) {
			unsigned long n = 0;

			for (unsigned i = 0; i < p->workers; i++)
				n += p->figures[i].request.actions[a][o];
			buf_printf(p->out, "madang_actions_total{action=\"%s\",outcome=\"%s\"} %lu\n", action_name(a),
			    action_outcome_name(o), n);
		}
}

/* ---- newsroom: omitted until the database has answered once */

static void
waiting(struct metrics_page *p, const char *what, const char *help, long n, double oldest_s)
{
	char name[64];

	(void)snprintf(name, sizeof(name), "madang_newsroom_%s_waiting", what);
	family_put(p, name, "gauge", "", help);
	buf_printf(p->out, "%s %ld\n", name, n);
	(void)snprintf(name, sizeof(name), "madang_newsroom_%s_oldest_age_seconds", what);
	family_put(p, name, "gauge", "seconds", "Age of the oldest of these when they were last counted; 0 if there is none.");
	buf_printf(p->out, "%s %.3f\n", name, oldest_s);
}

static void
newsroom(struct metrics_page *p)
{
	const struct newsroom_figures *n = &p->figures[0].newsroom;

	if (n->updated_ms == 0)
		return;
	family_put(p, "madang_newsroom_updated_timestamp_seconds", "gauge", "seconds",
	    "When the newsroom's metrics were last read from the database.");
	buf_printf(p->out, "madang_newsroom_updated_timestamp_seconds %.3f\n", (double)n->updated_ms / 1000.0);
	family_put(p, "madang_newsroom_cases_open", "gauge", "", "Open cases, by the desk's view, at most 10000.");
	for (int v = 0; v < NEWSROOM_VIEWS; v++)
		buf_printf(p->out, "madang_newsroom_cases_open{view=\"%s\"} %ld\n", newsroom_views[v], n->cases[v]);
	family_put(p, "madang_newsroom_cases_oldest_age_seconds", "gauge", "seconds",
	    "Age of the oldest open case when they were last counted; 0 if there is none.");
	buf_printf(p->out, "madang_newsroom_cases_oldest_age_seconds %.3f\n", n->oldest_case_s);
	waiting(p, "illegal_notices", "Notices of illegal content that wait for a decision, at most 10000.", n->illegal,
	    n->oldest_illegal_s);
	waiting(p, "appeals", "Appeals that wait for a decision, at most 10000.", n->appeals, n->oldest_appeal_s);
	waiting(p, "outbox", "Messages that wait to be mailed, at most 10000; their age counts from when they were due.",
	    n->outbox, n->oldest_outbox_s);
	waiting(p, "notifications", "Changes of comments whose readers are still to be notified, at most 10000.", n->tasks,
	    n->oldest_task_s);
	family_put(p, "madang_mails", "counter", "",
	    "Mails that were sent, are dead, expired or cancelled, and failed attempts by class: relay, temporary, permanent, unknown, address, template.");
	for (int i = 0; i < NEWSROOM_MAILS; i++)
		buf_printf(p->out, "madang_mails_total{result=\"%s\"} %lu\n", newsroom_mails[i], n->mails[i]);
}

/* ---- the whole server */

static void
single_metric(struct metrics_page *p, const char *name, const char *type, const char *help, unsigned long value)
{
	family_put(p, name, type, "", help);
	buf_printf(p->out, "%s%s %lu\n", name, strcmp(type, "counter") == 0 ? "_total" : "", value);
}

static void
whole_server(struct metrics_page *p, struct scoreboard *b)
{
	char why[256];

	family_put(p, "madang_build", "info", "", "The version that runs.");
	buf_puts(p->out, "madang_build_info{version=\"" MADANG_VERSION "\"} 1\n");
	single_metric(p, "madang_ready", "gauge", "Whether /readyz answers 200 (1) or 503 (0).", scoreboard_ready(b, why));
	single_metric(p, "madang_audit_sealed", "gauge", "Whether the audit is sealed and its chain is intact.",
	    strcmp(p->figures[0].sealer.state, "sealed") == 0);
	single_metric(p, "madang_audit_heads_waiting", "gauge", "Heads of the audit that could not be written to their file yet.",
	    atomic_load(&b->heads.waiting));
	single_metric(p, "madang_children_exited", "counter", "Workers and hashers that exited unasked.",
	    atomic_load(&b->deaths));
	single_metric(p, "madang_log_lines_dropped", "counter", "Log lines dropped because no process read them in time.",
	    atomic_load(&b->log_dropped));
}

static long
resident_bytes(pid_t pid)
{
	char path[64];
	long pages = 0, all;
	FILE *in;

	(void)snprintf(path, sizeof(path), "/proc/%ld/statm", (long)pid);
	in = pid > 0 ? fopen(path, "re") : NULL;
	if (in == NULL)
		return (0);
	if (fscanf(in, "%ld %ld", &all, &pages) != 2)
		pages = 0;
	(void)fclose(in);
	return (pages * sysconf(_SC_PAGESIZE));
}

static void
processes(struct metrics_page *p)
{
	family_put(p, "madang_worker_resident_memory_bytes", "gauge", "bytes", "Resident memory of the worker.");
	for (unsigned i = 0; i < p->workers; i++)
		buf_printf(p->out, "madang_worker_resident_memory_bytes{worker=\"%u\"} %ld\n", i,
		    resident_bytes(p->figures[i].pid));
	family_put(p, "madang_worker_heartbeat_age_seconds", "gauge", "seconds", "Time since the worker's last heartbeat.");
	for (unsigned i = 0; i < p->workers; i++)
		buf_printf(p->out, "madang_worker_heartbeat_age_seconds{worker=\"%u\"} %.3f\n", i,
		    (double)(clock_ms() - p->figures[i].heartbeat_ms) / 1000.0);
}

void
metrics_write(struct scoreboard *b, bool open_metrics, struct buf *out)
{
	struct metrics_page p = { out, open_metrics, mem_zero(b->workers, sizeof(*p.figures)), b->workers };

	for (unsigned i = 0; i < b->workers; i++)
		p.figures[i] = scoreboard_read(b, i);
	whole_server(&p, b);
	processes(&p);
	worker_metrics(&p);
	queues(&p);
	responses(&p);
	latencies(&p);
	live_lag(&p);
	actions(&p);
	newsroom(&p);
	if (open_metrics)
		buf_puts(out, "# EOF\n");
	free(p.figures);
}
