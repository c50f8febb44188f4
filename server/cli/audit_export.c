/* SPDX-License-Identifier: Apache-2.0 */
/* madang audit export */
#include "cli/command.h"
#include "base/uuid.h"
#include "db/owner.h"

/* The fields from which an entry's digest is computed, in the same form (server/secret/seal.h). */
static const char entries[] =
    "select a.id::text, json_build_object('kind', 'entry', 'id', a.id, 'at', floor(extract(epoch from a.at) * 1000000)::bigint::text,"
    " 'actor', a.actor_id, 'action', a.action, 'object', a.object_id, 'site', a.site_id, 'codes', a.codes::text,"
    " 'digest', encode(a.digest, 'hex'), 'network', encode(a.network, 'hex'),"
    " 'salt', case when $2 = '' then encode(p.salt, 'hex') end, 'private', case when $2 = '' then p.payload end)::text"
    " from core.audit a left join core.audit_private p on p.entry = a.id"
    " where a.id > $1::uuid order by a.id limit 1000";
static const char seals[] =
    "select s.number::text, json_build_object('kind', 'seal', 'number', s.number, 'at', s.at::text, 'previous', encode(s.previous, 'hex'),"
    " 'hash', encode(s.hash, 'hex'), 'signature', encode(s.signature, 'hex'), 'key', encode(s.key, 'hex'),"
    " 'entries', s.entries, 'digests', (select json_agg(encode(d, 'hex') order by n) from unnest(s.digests) with ordinality u (d, n)))::text"
    " from core.seal s where s.number > $1::bigint and $2::text is not null order by s.number limit 100";

/* Prints all pages of a query that continues after the last row's key. False after an error message. */
static bool
pages(struct owner *o, const char *sql, const char *first, const char *bare)
{
	char at[UUID_TEXT + 8];
	struct answer *a;
	int row, n;

	(void)snprintf(at, sizeof(at), "%s", first);
	do {
		a = owner_ask(o, sql, (const char *const[]) { at, bare }, 2);
		if (a == NULL)
			return (cli_fail("audit export: %s", owner_error(o)) == 0);
		n = answer_rows(a);
		for (row = 0; row < n; row++)
			(void)puts(answer_text(a, row, 1));
		if (n > 0)
			(void)snprintf(at, sizeof(at), "%s", answer_text(a, n - 1, 0));
		owner_answer_free(a);
	} while (n > 0);
	return (true);
}

static int
run_audit_export(const struct call *c)
{
	const char *bare = c->values[0] != NULL ? "bare" : "";
	struct owner *o = cli_owner();
	bool fine;

	if (o == NULL)
		return (1);
	fine = owner_exec(o, "begin isolation level repeatable read, read only") &&
	    pages(o, entries, "00000000-0000-0000-0000-000000000000", bare) && pages(o, seals, "0", bare);
	owner_close(o);
	if (fflush(stdout) != 0)
		return (cli_fail("audit export: writing to standard output failed"));
	return (fine ? 0 : 1);
}

const struct command cmd_audit_export = {
	.name = "audit export",
	.summary = "Prints the audit as lines of JSON",
	.help =
	    "Prints the audit as lines of JSON from one snapshot: entries by id, then seals by number. Each entry has the fields from "
	    "which its digest is computed. Personal data is in the field private.",
	.options = { { "bare", NULL, "Omits the private fields." } },
	.run = run_audit_export,
};
