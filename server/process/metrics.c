#include "process/metrics.h"

#include <unistd.h>

#include "base/clock.h"

enum source {
	COUNT,	/* unsigned long */
	AMOUNT, /* unsigned */
	SIGNED, /* long */
	YES,	/* bool */
};

static const struct metric {
	const char *name, *help;
	enum source source;
	size_t at; /* in struct worker_figures */
} metrics[] = {
#define AT(member) offsetof(struct worker_figures, member)
	{ "madang_worker_ready", "The worker can ask the database.", YES, AT(ready) },
	{ "madang_http_connections", "Open connections.", AMOUNT, AT(http.connections) },
	{ "madang_http_connections_idle", "Open connections without a request.", AMOUNT, AT(http.idle) },
	{ "madang_http_connections_writing", "Open connections whose answer waits for the client to read.", AMOUNT, AT(http.writing) },
	{ "madang_http_exchanges", "Requests being answered.", AMOUNT, AT(http.exchanges) },
	{ "madang_http_accepted", "Connections accepted.", COUNT, AT(http.accepted) },
	{ "madang_http_requests", "Requests whose head was sound.", COUNT, AT(http.requests) },
	{ "madang_http_bad", "Requests refused by the parser.", COUNT, AT(http.bad) },
	{ "madang_http_timeouts", "Connections closed by a deadline.", COUNT, AT(http.timeouts) },
	{ "madang_http_refused", "Connections refused by a limit.", COUNT, AT(http.refused) },
	{ "madang_http_later", "Requests that waited for another turn of the loop.", COUNT, AT(http.later) },
	{ "madang_http_sent_bytes", "Octets written.", COUNT, AT(http.sent_octets) },
	{ "madang_requests_open", "Requests begun and not answered.", AMOUNT, AT(request.open) },
	{ "madang_requests_shed", "Requests answered 503.", COUNT, AT(request.shed) },
	{ "madang_requests_slow", "Requests that took longer than log.slow.", COUNT, AT(request.slow) },
	{ "madang_cache_hits", "Public pages answered from memory.", COUNT, AT(page.hits) },
	{ "madang_cache_fills", "Public pages asked of the database.", COUNT, AT(page.fills) },
	{ "madang_cache_unchanged", "Public pages found right by asking for their version alone.", COUNT, AT(page.unchanged) },
	{ "madang_cache_waits", "Requests that waited for another's fill.", COUNT, AT(page.waits) },
	{ "madang_cache_stale", "Old pages served because the database was away.", COUNT, AT(page.stale) },
	{ "madang_cache_shared", "Everybody's pages given to readers with a session, under pressure.", COUNT, AT(page.shared) },
	{ "madang_cache_evicted", "Pages forgotten for room.", COUNT, AT(page.evicted) },
	{ "madang_cache_pages", "Pages kept.", AMOUNT, AT(page.pages) },
	{ "madang_cache_files", "Bodies kept in memory files.", AMOUNT, AT(page.files) },
	{ "madang_cache_bytes", "Octets of pages kept.", AMOUNT, AT(page.octets) },
	{ "madang_database_questions", "Questions asked.", COUNT, AT(pool.queries) },
	{ "madang_database_batches", "Commits of writes.", COUNT, AT(pool.batches) },
	{ "madang_database_writes", "Writes that were committed: over the commits they are their company.", COUNT,
		AT(pool.writes) },
	{ "madang_database_redriven", "Questions asked again.", COUNT, AT(pool.redriven) },
	{ "madang_database_lost", "Links lost.", COUNT, AT(pool.lost) },
	{ "madang_database_errors", "Statements that failed.", COUNT, AT(pool.errors) },
	{ "madang_database_shed", "Questions refused by a full queue.", COUNT, AT(pool.shed) },
	{ "madang_database_waiting_read", "Questions waiting on the read link.", AMOUNT, AT(pool.waiting_read) },
	{ "madang_database_waiting_write", "Questions waiting on the write link.", AMOUNT, AT(pool.waiting_write) },
	{ "madang_database_waiting_work", "Questions waiting on the work link.", AMOUNT, AT(pool.waiting_work) },
	{ "madang_database_waiting_heavy", "Questions waiting on the heavy link.", AMOUNT, AT(pool.waiting_heavy) },
	{ "madang_database_skew_milliseconds", "The worker's clock against the database's.", SIGNED, AT(pool.skew_ms) },
	{ "madang_notify_telling", "The link that tells versions is up.", YES, AT(pool.telling) },
	{ "madang_notify_listening", "The link that hears versions is up.", YES, AT(pool.listening) },
	{ "madang_notify_told", "Versions told to other workers.", COUNT, AT(pool.told) },
	{ "madang_notify_forgotten", "Versions that were not told.", COUNT, AT(pool.forgotten) },
	{ "madang_notify_statements", "Statements that told them.", COUNT, AT(pool.notices) },
	{ "madang_notify_heard", "Versions heard, one's own with them.", COUNT, AT(pool.heard) },
	{ "madang_hash_waiting", "Sign-ins and new passwords that wait for a hash.", AMOUNT, AT(hash_client.waiting) },
	{ "madang_hash_asked", "Hashes asked for.", COUNT, AT(hash_client.asked) },
	{ "madang_hash_shared", "Those answered by the hash of an equal attempt.", COUNT, AT(hash_client.shared) },
	{ "madang_hash_refused", "Those refused: a full queue, or no hasher.", COUNT, AT(hash_client.refused) },
	{ "madang_rules_judging", "The worker has rules to judge by.", YES, AT(sites.judging) },
	{ "madang_rules_refused", "Sites whose rules in force make no sense: older ones are used, or every text is held.",
		AMOUNT, AT(sites.refused) },
	{ "madang_audit_seals", "Seals of the audit that this worker made.", COUNT, AT(sealer.seals) },
	{ "madang_audit_waiting", "Audit entries without a seal; worker 0 alone looks.", AMOUNT, AT(sealer.waiting) },
#undef AT
};

static void
heading(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# TYPE %s %s\n# HELP %s %s\n", name, type, name, help);
}

static void
sample(struct buf *out, const struct metric *m, unsigned worker, const struct worker_figures *f)
{
	const char *p = (const char *)f + m->at;

	buf_printf(out, "%s%s{worker=\"%u\"} ", m->name, m->source == COUNT ? "_total" : "", worker);
	switch (m->source) {
	case COUNT:
		buf_printf(out, "%lu\n", *(const unsigned long *)(const void *)p);
		break;
	case AMOUNT:
		buf_printf(out, "%u\n", *(const unsigned *)(const void *)p);
		break;
	case SIGNED:
		buf_printf(out, "%ld\n", *(const long *)(const void *)p);
		break;
	case YES:
		buf_printf(out, "%d\n", *(const bool *)(const void *)p ? 1 : 0);
		break;
	}
}

/* Answers by the first digit of their status. */
static void
statuses(struct buf *out, const struct worker_figures *f, unsigned workers)
{
	unsigned i, digit;

	heading(out, "madang_responses", "counter", "Answers by the first digit of their status.");
	for (i = 0; i < workers; i++)
		for (digit = 1; digit < LENGTH(f[i].request.status); digit++)
			buf_printf(out, "madang_responses_total{worker=\"%u\",status=\"%uxx\"} %lu\n", i, digit,
			    f[i].request.status[digit]);
}

static long
resident(pid_t pid)
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

void
metrics_write(struct scoreboard *b, struct buf *out)
{
	struct worker_figures *f = mem_zero(b->workers, sizeof(*f));
	char why[256];
	unsigned i;
	size_t m;

	for (i = 0; i < b->workers; i++)
		f[i] = scoreboard_read(b, i);
	heading(out, "madang_build", "info", "The version that runs.");
	buf_puts(out, "madang_build_info{version=\"" MADANG_VERSION "\"} 1\n");
	heading(out, "madang_ready", "gauge", "What /readyz says.");
	buf_printf(out, "madang_ready %d\n", scoreboard_ready(b, why) ? 1 : 0);
	heading(out, "madang_audit_sealed", "gauge", "The audit is being sealed, and its chain is whole.");
	buf_printf(out, "madang_audit_sealed %d\n", strcmp(f[0].sealer.state, "sealed") == 0 ? 1 : 0);
	heading(out, "madang_audit_heads_waiting", "gauge", "Heads of the audit that could not be written to their file yet.");
	buf_printf(out, "madang_audit_heads_waiting %u\n", atomic_load(&b->heads.waiting));
	heading(out, "madang_children_died", "counter", "Workers and hashers that ended unasked.");
	buf_printf(out, "madang_children_died_total %lu\n", atomic_load(&b->deaths));
	heading(out, "madang_log_dropped", "counter", "Log lines that were dropped because nobody read them in time.");
	buf_printf(out, "madang_log_dropped_total %lu\n", atomic_load(&b->log_dropped));
	heading(out, "madang_worker_resident_bytes", "gauge", "Resident memory.");
	for (i = 0; i < b->workers; i++)
		buf_printf(out, "madang_worker_resident_bytes{worker=\"%u\"} %ld\n", i, resident(f[i].pid));
	heading(out, "madang_worker_beat_age_seconds", "gauge", "Since the worker's last sign of life.");
	for (i = 0; i < b->workers; i++)
		buf_printf(out, "madang_worker_beat_age_seconds{worker=\"%u\"} %.3f\n", i,
		    (double)(clock_ms() - f[i].heartbeat_ms) / 1000.0);
	for (m = 0; m < LENGTH(metrics); m++) {
		heading(out, metrics[m].name, metrics[m].source == COUNT ? "counter" : "gauge", metrics[m].help);
		for (i = 0; i < b->workers; i++)
			sample(out, &metrics[m], i, &f[i]);
	}
	statuses(out, f, b->workers);
	buf_puts(out, "# EOF\n");
	free(f);
}
