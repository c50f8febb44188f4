/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: unsealed_query() fetches the last seal and the entries without one. chain_continues() compares that seal
 * with the newest head, which is stored outside of the database: if they differ, the state becomes "broken", and
 * nothing is sealed any more. Else seal_query() hashes and signs the entries and stores the new seal. After a full seal
 * the next one follows at once, else after audit.seal_every.
 */
#include "audit/sealer.h"

#include <errno.h>
#include <event2/event.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "base/uuid.h"
#include "db/pool.h"
#include "secret/seal.h"
#include "settings/settings.h"

/* Intervals of audit.seal_every that may pass, in addition to audit.seal_timeout, before sealer_ready() fails. */
#define SEALER_INTERVALS 2

static struct {
	struct event_base *base;
	struct pool *pool;
	struct event *timer;
	int heads; /* the pipe to the head writer; -1: none */
	struct seal_key key;
	struct sealer_figures figures;
	/* the newest head in the file or on its way there; number 0: none */
	uint64_t written;
	char written_hash[SEAL_HEX(SEAL_HASH)];
	/* the seal that is being stored */
	uint64_t number;
	char hash[SEAL_HEX(SEAL_HASH)];
	unsigned entries;
	int64_t good_ms; /* clock_ms() of the last stored seal, or of a query without entries to seal */
	bool unsent;	 /* the newest head is not in the pipe yet */
	bool ended;
} sealer;

static answer_fn unsealed_replied, sealed_replied;

static void
sealer_wait(long ms)
{
	struct timeval tv = { ms / 1000, (ms % 1000) * 1000 };

	if (!sealer.ended)
		(void)event_add(sealer.timer, &tv);
}

static void
chain_broken(const char *why)
{
	(void)snprintf(sealer.figures.state, sizeof(sealer.figures.state), "broken");
	log_error("audit chain broken", log_text("why", why), log_int("head", (int64_t)sealer.written));
}

/* ---- the heads, outside of the database */

/* Reads the newest head. Skips lines that a crash cut off; after "restored" the chain continues from an older seal. */
static bool
read_heads_file(const char *path)
{
	char line[256];
	FILE *in = fopen(path, "re");
	unsigned char raw[SEAL_HASH];
	char hex[SEAL_HEX(SEAL_HASH)];
	uint64_t number;
	size_t skip;

	if (in == NULL)
		return (errno == ENOENT);
	while (fgets(line, sizeof(line), in) != NULL) {
		skip = strncmp(line, "restored ", 9) == 0 ? 9 : 0;
		if (sscanf(line + skip, "%" SCNu64 " %66[0-9a-fx\\]", &number, hex) == 2 && seal_unhex(hex, raw, sizeof(raw)) &&
		    (number >= sealer.written || skip > 0)) {
			sealer.written = number;
			seal_hex(raw, sizeof(raw), sealer.written_hash);
		}
	}
	(void)fclose(in);
	return (true);
}

/* A write of at most PIPE_BUF bytes to a pipe is atomic. The pipe is full if the disk hangs. */
static void
head_write(uint64_t number, const char *hash)
{
	char line[128];
	long more;
	int n;

	sealer.written = number;
	if (hash != sealer.written_hash)
		(void)snprintf(sealer.written_hash, sizeof(sealer.written_hash), "%s", hash);
	if (sealer.heads < 0)
		return;
	n = snprintf(line, sizeof(line), "%" PRIu64 " %s\n", number, hash + 2);
	sealer.unsent = write(sealer.heads, line, (size_t)n) != n;
	if (sealer.unsent && repeat_due("audit head not written", "pipe", strerrorname_np(errno), &more))
		log_error("audit head not written", log_text("file", "pipe"), log_text("why", strerror(errno)),
		    log_repeated(more));
}

/* Compares the last seal in the database with the newest head. False: the chain is broken. */
static bool
chain_continues(uint64_t number, const char *hash)
{
	if (number < sealer.written)
		chain_broken("the database ends before the newest head");
	else if (number == sealer.written && number > 0 && strcmp(hash, sealer.written_hash) != 0)
		chain_broken("the newest head differs from the database's seal");
	else
		return (true);
	return (false);
}

/* ---- a seal */

static void
unsealed_query(evutil_socket_t fd, short what, void *arg)
{
	char max[16];

	(void)fd;
	(void)what;
	(void)arg;
	if (sealer.unsent) /* the pipe was full; the newest head is enough */
		head_write(sealer.written, sealer.written_hash);
	(void)snprintf(max, sizeof(max), "%d", SEALER_MAX);
	pool_ask(sealer.pool, AUDIT_UNSEALED, (const char *const[]) { max }, unsealed_replied, NULL);
}

static void
seal_query(const struct answer *a, const char *previous)
{
	char number[24], signature[SEAL_HEX(SEAL_SIGNATURE)], public[SEAL_HEX(SEAL_PUBLIC)], hex[SEAL_HEX(SEAL_HASH)];
	unsigned char raw[SEAL_HASH] = { 0 }, sign[SEAL_SIGNATURE];
	const char *fields[SEAL_FIELDS];
	struct buf ids, digests;
	struct seal_head *head;
	struct uuid id;
	int row, i;

	if (*previous != '\0' && !seal_unhex(previous, raw, sizeof(raw)))
		return;
	seal_hex(raw, sizeof(raw), hex);
	head = seal_begin(raw, sealer.number, strtoull(answer_text(a, 0, 2), NULL, 10));
	buf_init(&ids, NULL);
	buf_init(&digests, NULL);
	for (row = 1; row < answer_rows(a); row++) {
		unsigned char digest[SEAL_HASH];
		char text[SEAL_HEX(SEAL_HASH)];

		for (i = 0; i < SEAL_FIELDS; i++)
			fields[i] = answer_null(a, row, 1 + i) ? NULL : answer_text(a, row, 1 + i);
		if (!uuid_parse(answer_text(a, row, 1), &id))
			continue;
		seal_entry(fields, digest);
		seal_add(head, id.b, digest);
		seal_hex(digest, sizeof(digest), text);
		buf_printf(&ids, "%c%s", row == 1 ? '{' : ',', answer_text(a, row, 1));
		buf_printf(&digests, "%c\"\\%s\"", row == 1 ? '{' : ',', text);
	}
	buf_putc(&ids, '}');
	buf_putc(&digests, '}');
	seal_end(head, raw);
	seal_sign(&sealer.key, raw, sign);
	seal_hex(raw, sizeof(raw), sealer.hash);
	seal_hex(sign, sizeof(sign), signature);
	seal_hex(sealer.key.public, SEAL_PUBLIC, public);
	(void)snprintf(number, sizeof(number), "%" PRIu64, sealer.number);
	pool_ask(sealer.pool, AUDIT_SEAL,
	    (const char *const[]) { number, answer_text(a, 0, 2), hex, sealer.hash, signature, public, ids.data, digests.data },
	    sealed_replied, NULL);
	buf_end(&ids);
	buf_end(&digests);
}

static void
unsealed_replied(void *arg, enum ask_status status, const struct answer *a)
{
	unsigned char raw[SEAL_HASH];
	char hash[SEAL_HEX(SEAL_HASH)] = "";
	uint64_t last;

	(void)arg;
	if (status != ASK_OK || !answer_is(a, "ok")) {
		sealer_wait(setting_int(AUDIT_SEAL_EVERY));
		return;
	}
	last = strtoull(answer_text(a, 0, 1), NULL, 10);
	if (seal_unhex(answer_text(a, 0, 4), raw, sizeof(raw)))
		seal_hex(raw, sizeof(raw), hash);
	if (!chain_continues(last, hash))
		return;
	if (last > sealer.written) /* made by another machine, or by this one before a crash */
		head_write(last, hash);
	sealer.figures.waiting = sealer.entries = (unsigned)answer_rows(a) - 1;
	sealer.number = last + 1;
	if (sealer.entries > 0)
		seal_query(a, hash);
	else {
		sealer.good_ms = clock_ms();
		sealer_wait(setting_int(AUDIT_SEAL_EVERY));
	}
}

static void
sealed_replied(void *arg, enum ask_status status, const struct answer *a)
{
	bool done = status == ASK_OK && answer_is(a, "ok");

	(void)arg;
	if (done) {
		sealer.figures.seals++;
		sealer.good_ms = clock_ms();
		sealer.figures.waiting = 0;
		head_write(sealer.number, sealer.hash);
		log_debug("audit sealed", log_int("number", (int64_t)sealer.number), log_int("entries", sealer.entries));
	}
	sealer_wait(done && sealer.entries == SEALER_MAX ? 0 : setting_int(AUDIT_SEAL_EVERY));
}

/* ---- life */

void
sealer_start(struct event_base *base, struct pool *pool, int heads)
{
	char why[256];

	sealer.base = base;
	sealer.pool = pool;
	sealer.heads = heads;
	sealer.timer = event_new(base, -1, 0, unsealed_query, NULL);
	if (sealer.timer == NULL)
		abort();
	(void)snprintf(sealer.figures.state, sizeof(sealer.figures.state), "unsealed");
	if (*setting_text(AUDIT_KEY_FILE) == '\0') {
		log_warn("audit not sealed", log_text("why", "audit.key_file is not set"));
	} else if (!seal_key_read(setting_text(AUDIT_KEY_FILE), &sealer.key, why)) {
		log_error("audit not sealed", log_text("why", why));
	} else if (*setting_text(AUDIT_HEADS_FILE) != '\0' && !read_heads_file(setting_text(AUDIT_HEADS_FILE))) {
		log_error("audit not sealed", log_text("why", strerror(errno)), log_text("file", setting_text(AUDIT_HEADS_FILE)));
	} else {
		(void)snprintf(sealer.figures.state, sizeof(sealer.figures.state), "sealed");
		sealer.good_ms = clock_ms();
		sealer_wait(0);
	}
}

void
sealer_end(void)
{
	sealer.ended = true;
	if (sealer.timer != NULL)
		event_free(sealer.timer);
	sealer.timer = NULL;
	seal_key_wipe(&sealer.key);
}

bool
sealer_ready(const char **why)
{
	*why = "the last seal of the audit is older than audit.seal_timeout";
	return (strcmp(sealer.figures.state, "sealed") != 0 ||
	    clock_ms() - sealer.good_ms <= SEALER_INTERVALS * setting_int(AUDIT_SEAL_EVERY) + setting_int(AUDIT_SEAL_TIMEOUT));
}

struct sealer_figures
sealer_figures(void)
{
	return (sealer.figures);
}
