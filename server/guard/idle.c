/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. A session that was used goes into a small hash table with the time of its next report, and its digest
 * into the parameter of the next query. Until that time further requests of the session cost nothing. A collision
 * evicts the older session, which is then reported once more than needed.
 */
#include "guard/idle.h"

#include <string.h>

#include "base/clock.h"
#include "db/pool.h"
#include "settings/settings.h"

#define SLOTS	     4096 /* sessions that a worker tracks */
#define SESSIONS_MAX 1000 /* in one query */
#define PART	     20	  /* the idle time is precise to one part in so many */
#define PART_MAX_S   300

#define DIGITS	     64 /* of a token's digest, after "\\x" */

static struct {
	struct {
		uint64_t tag;
		int64_t again_ms;
	} slots[SLOTS];
	struct buf tokens; /* a bytea[] without its closing brace */
	unsigned n;
} used;

/* Seconds by which an idle session may end before its setting. */
static long
idle_precision(void)
{
	long idle = setting_int(SESSION_IDLE), staff = setting_int(SESSION_IDLE_STAFF);
	long s = (idle < staff ? idle : staff) / PART;

	return (s < 1 ? 1 : s > PART_MAX_S ? PART_MAX_S : s);
}

static uint64_t
session_digest_tag(const char *digest)
{
	char hex[17];

	(void)snprintf(hex, sizeof(hex), "%.16s", digest + 2);
	return (strtoull(hex, NULL, 16));
}

void
idle_mark_used(struct request *rq)
{
	const char *digest = rq_viewer(rq);
	uint64_t tag;
	int64_t now = clock_ms();

	if (digest == NULL || used.n >= SESSIONS_MAX)
		return;
	tag = session_digest_tag(digest);
	if (used.slots[tag % SLOTS].tag == tag && used.slots[tag % SLOTS].again_ms > now)
		return;
	used.slots[tag % SLOTS].tag = tag;
	used.slots[tag % SLOTS].again_ms = now + idle_precision() * 1000;
	buf_printf(&used.tokens, "%c\"\\%.*s\"", used.n == 0 ? '{' : ',', DIGITS + 2, digest);
	used.n++;
}

/* After a failed report every session is reported with its next request. */
static void
sessions_used_replied(void *arg, enum ask_status status, const struct answer *a)
{
	(void)arg;
	(void)a;
	if (status != ASK_OK)
		memset(used.slots, 0, sizeof(used.slots));
}

void
idle_flush(struct pool *pool)
{
	char life[16], staff_life[16], idle[16], staff[16], min[16];

	if (used.n == 0)
		return;
	buf_putc(&used.tokens, '}');
	(void)snprintf(life, sizeof(life), "%ld", setting_int(ACCOUNTS_SESSION_LIFE));
	(void)snprintf(staff_life, sizeof(staff_life), "%ld", setting_int(SESSION_LIFE_STAFF));
	(void)snprintf(idle, sizeof(idle), "%ld", setting_int(SESSION_IDLE));
	(void)snprintf(staff, sizeof(staff), "%ld", setting_int(SESSION_IDLE_STAFF));
	(void)snprintf(min, sizeof(min), "%ld", idle_precision());
	pool_ask(pool, SESSIONS_USED, (const char *const[]) { used.tokens.data, life, staff_life, idle, staff, min },
	    sessions_used_replied, NULL);
	buf_end(&used.tokens);
	used.n = 0;
}
