/* SPDX-License-Identifier: Apache-2.0 */
/*
 * madang audit verify: compares the audit with its seals.
 *
 * How this works: the command computes every digest, head and signature from the tables' columns, without the
 * database's own functions, which an attacker could have replaced. seals_fit() walks along the chain of seals and
 * entry_fits() along the entries of each. rest_fits() then searches for entries and rules outside the seals, and
 * gaps_named() accepts gaps that a restore explains. The first fault ends the search and names its entry or seal.
 */
#include <errno.h>
#include <inttypes.h>

#include "cli/audit_heads.h"
#include "cli/command.h"
#include "base/uuid.h"
#include "db/owner.h"
#include "secret/seal.h"
#include "secret/token.h"
#include "settings/settings.h"
#include "rules/rule.h"

#define TRUST_MAX    16
#define SEAL_FULL    1000 /* entries of a full seal; more entries were waiting, so the next seal's may be older */
#define QUOTED(name) ", '" #name "'"
#define STATE_RULES  "(''" RULE_STATE_KINDS(QUOTED) ")"
#define LATE_US	     600000000ULL /* the longest transaction and the largest clock difference together */

struct verify {
	struct owner *o;
	unsigned char trust[TRUST_MAX][SEAL_PUBLIC];
	unsigned trusted;
	struct audit_heads heads;
	/* the previous seal; entries outside of it are younger than since */
	uint64_t number, since;
	unsigned char hash[SEAL_HASH];
	unsigned long entries, erased;
};

static bool
fault(const char *what, const char *name, const char *more)
{
	(void)printf("wrong: %s %s %s\n", what, name, more);
	return (false);
}

static bool
seal_fault(uint64_t number, const char *more)
{
	char n[24];

	(void)snprintf(n, sizeof(n), "%" PRIu64, number);
	return (fault("seal", n, more));
}

/* ---- trusted keys and heads */

static bool
trust_add(struct verify *v, const char *list)
{
	char word[2 * SEAL_PUBLIC + 1];
	size_t n;

	for (; *list != '\0'; list += n + (list[n] == ',')) {
		n = strcspn(list, ",");
		(void)snprintf(word, sizeof(word), "%.*s", (int)n, list);
		if (v->trusted == TRUST_MAX || n != 2 * SEAL_PUBLIC || !seal_unhex(word, v->trust[v->trusted], SEAL_PUBLIC))
			return (cli_fail("audit verify: --trust takes public keys of %d hex digits, separated by commas",
				    2 * SEAL_PUBLIC) == 0);
		v->trusted++;
	}
	return (true);
}

static bool
trust_read(struct verify *v, const char *list)
{
	struct seal_key key;
	char why[256];

	if (list != NULL && !trust_add(v, list))
		return (false);
	if (v->trusted == 0 && *setting_text(AUDIT_KEY_FILE) != '\0') {
		if (!seal_key_read(setting_text(AUDIT_KEY_FILE), &key, why))
			return (cli_fail("audit verify: %s", why) == 0);
		memcpy(v->trust[v->trusted++], key.public, SEAL_PUBLIC);
		seal_key_wipe(&key);
	}
	if (v->trusted == 0)
		return (cli_fail("audit verify: there is no trusted key; give it with --trust or set audit.key_file") == 0);
	return (true);
}

static bool
read_heads(struct verify *v, const char *path)
{
	if (*path == '\0' || audit_heads_read(&v->heads, path))
		return (true);
	return (cli_fail("audit verify: %s: %s", path, strerror(errno)) == 0);
}

/* ---- entries */

static const char entry_sql[] =
    "select u.e::text, encode(u.d, 'hex'), a.id::text, floor(extract(epoch from a.at) * 1000000)::bigint::text,"
    " a.actor_id::text, a.action, a.object_id::text, a.site_id::text, a.codes::text, encode(a.digest, 'hex'), encode(a.network, 'hex'),"
    " encode(p.salt, 'hex'), p.payload,"
    " exists (select from core.audit z where z.object_id = a.id and z.action = 'erase')"
    " from core.seal s cross join lateral unnest(s.entries, s.digests) with ordinality u (e, d, n)"
    " left join core.audit a on a.id = u.e left join core.audit_private p on p.entry = u.e"
    " where s.number = $1::bigint order by u.n";

/* The private part is the sealed one, or it was erased and an entry records this. */
static bool
private_fits(struct verify *v, const struct answer *a, int row)
{
	const char *id = answer_text(a, row, 0), *payload = answer_text(a, row, 12);
	unsigned char salt[32], bound[SEAL_HASH], now[SEAL_HASH];

	if (answer_null(a, row, 12)) {
		if (answer_null(a, row, 9))
			return (true);
		if (!answer_bool(a, row, 13))
			return (fault("entry", id, "lost its private part, and no entry records an erasure"));
		v->erased++;
		return (true);
	}
	if (!seal_unhex(answer_text(a, row, 9), bound, sizeof(bound)) || !seal_unhex(answer_text(a, row, 11), salt, sizeof(salt)))
		return (fault("entry", id, "has a private part without a digest"));
	seal_private(salt, sizeof(salt), payload, answer_len(a, row, 12), now);
	if (memcmp(bound, now, SEAL_HASH) != 0)
		return (fault("entry", id, "has a private part that differs from the sealed one: it was altered"));
	return (true);
}

static bool
entry_fits(struct verify *v, const struct answer *a, int row, uint64_t sealed, struct seal_head *head)
{
	const char *id = answer_text(a, row, 0), *fields[SEAL_FIELDS];
	unsigned char said[SEAL_HASH] = { 0 }, now[SEAL_HASH];
	struct uuid u;
	uint64_t at = strtoull(answer_text(a, row, 3), NULL, 10);
	int i;

	if (!uuid_parse(id, &u))
		memset(&u, 0, sizeof(u));
	if (!seal_unhex(answer_text(a, row, 1), said, sizeof(said)))
		memset(said, 0, sizeof(said)); /* matches no head */
	seal_add(head, u.b, said);
	if (answer_null(a, row, 2))
		return (fault("entry", id, "was removed"));
	for (i = 0; i < SEAL_FIELDS; i++)
		fields[i] = answer_null(a, row, 2 + i) ? NULL : answer_text(a, row, 2 + i);
	seal_entry(fields, now);
	if (memcmp(said, now, SEAL_HASH) != 0)
		return (fault("entry", id, "was altered"));
	if (at + LATE_US < v->since)
		return (fault("entry", id, "is older than the previous seal: it was inserted, or a clock went back"));
	if (at > sealed + LATE_US)
		return (fault("entry", id, "is younger than its seal: it was dated forward, or a clock went back"));
	v->entries++;
	return (private_fits(v, a, row));
}

/* ---- seals */

static bool
head_known(const struct verify *v, uint64_t number, const unsigned char hash[SEAL_HASH])
{
	size_t i;

	for (i = 0; i < v->heads.n; i++)
		if (v->heads.list[i].number == number && memcmp(v->heads.list[i].hash, hash, SEAL_HASH) != 0)
			return (false);
	return (true);
}

static bool
key_known(const struct verify *v, const unsigned char key[SEAL_PUBLIC])
{
	unsigned i;

	for (i = 0; i < v->trusted; i++)
		if (memcmp(v->trust[i], key, SEAL_PUBLIC) == 0)
			return (true);
	return (false);
}

/* A row of core.seal. */
struct seal {
	uint64_t number, at;
	unsigned char previous[SEAL_HASH], hash[SEAL_HASH], signature[SEAL_SIGNATURE], key[SEAL_PUBLIC];
};

static bool
seal_fits(struct verify *v, const struct seal *s)
{
	unsigned char now[SEAL_HASH];
	char number[24];
	struct seal_head *head;
	struct answer *a;
	uint64_t since;
	bool fits = true;
	int row;

	if (s->number != v->number + 1)
		return (seal_fault(v->number + 1, "was removed"));
	(void)snprintf(number, sizeof(number), "%" PRIu64, s->number);
	a = owner_ask(v->o, entry_sql, (const char *const[]) { number }, 1);
	if (a == NULL)
		return (cli_fail("audit verify: %s", owner_error(v->o)) == 0);
	head = seal_begin(s->previous, s->number, s->at);
	for (row = 0; row < answer_rows(a) && fits; row++)
		fits = entry_fits(v, a, row, s->at, head);
	since = row < SEAL_FULL ? s->at : strtoull(answer_text(a, row - 1, 3), NULL, 10); /* entries are sealed in order */
	owner_answer_free(a);
	seal_end(head, now);
	if (!fits)
		return (false);
	if (memcmp(now, s->hash, SEAL_HASH) != 0)
		return (seal_fault(s->number, "was altered: its head does not match its entries"));
	if (memcmp(s->previous, v->hash, SEAL_HASH) != 0)
		return (seal_fault(s->number, "does not follow the previous seal"));
	if (!head_known(v, s->number, s->hash))
		return (seal_fault(s->number, "differs from the heads file: the chain was made again from here"));
	if (!key_known(v, s->key) || !seal_signed(s->hash, s->signature, s->key))
		return (seal_fault(s->number, "is not signed by a trusted key"));
	v->number = s->number;
	v->since = since;
	memcpy(v->hash, s->hash, SEAL_HASH);
	return (true);
}

static bool
seals_fit(struct verify *v)
{
	char after[24];
	struct seal s;
	struct answer *a;
	int row, n;
	bool fits = true;

	do {
		(void)snprintf(after, sizeof(after), "%" PRIu64, v->number);
		a = owner_ask(v->o,
		    "select number, at, encode(previous, 'hex'), encode(hash, 'hex'), encode(signature, 'hex'),"
		    " encode(key, 'hex') from core.seal where number > $1::bigint order by number limit 500",
		    (const char *const[]) { after }, 1);
		if (a == NULL)
			return (cli_fail("audit verify: %s", owner_error(v->o)) == 0);
		n = answer_rows(a);
		for (row = 0; row < n && fits; row++) {
			s.number = strtoull(answer_text(a, row, 0), NULL, 10);
			s.at = strtoull(answer_text(a, row, 1), NULL, 10);
			fits = seal_unhex(answer_text(a, row, 2), s.previous, SEAL_HASH) &&
				seal_unhex(answer_text(a, row, 3), s.hash, SEAL_HASH) &&
				seal_unhex(answer_text(a, row, 4), s.signature, SEAL_SIGNATURE) &&
				seal_unhex(answer_text(a, row, 5), s.key, SEAL_PUBLIC) ?
			    seal_fits(v, &s) :
			    seal_fault(s.number, "was altered: a column has another length");
		}
		owner_answer_free(a);
	} while (n > 0 && fits);
	return (fits);
}

/* ---- data outside the seals */

/*
 * The tables must be plain ones: a view, a rule, inheritance or row security could hide rows. The search path is set,
 * because the role may have another one.
 */
static bool
tables_fit(struct verify *v)
{
	struct answer *a;
	bool fits;

	if (!owner_exec(v->o, "set local search_path = pg_catalog, pg_temp") || !owner_exec(v->o, "set local row_security = off"))
		return (cli_fail("audit verify: %s", owner_error(v->o)) == 0);
	a = owner_ask(v->o,
	    "select n.name from unnest(array['audit', 'audit_private', 'audit_unsealed', 'seal', 'rule_set', 'site']) n (name)"
	    " left join pg_class c on c.relname = n.name and c.relnamespace = (select oid from pg_namespace where nspname = 'core')"
	    " where c.relkind is distinct from 'r' or c.relrowsecurity or c.relforcerowsecurity or c.relhasrules"
	    " or exists (select from pg_inherits i where c.oid in (i.inhparent, i.inhrelid)) limit 1",
	    NULL, 0);
	if (a == NULL)
		return (cli_fail("audit verify: %s", owner_error(v->o)) == 0);
	fits = answer_rows(a) == 0 ||
	    fault("table", answer_text(a, 0, 0), "is not a plain table: a view, a rule or row security may hide rows");
	owner_answer_free(a);
	return (fits);
}

static bool
rest_fits(struct verify *v)
{
	/* clang-format off */
	static const struct {
		const char *what, *sql, *text;
	} checks[] = {
		{ "entry", "select a.id from core.audit a left join core.audit_unsealed w on w.entry = a.id"
		  " left join (select unnest(entries) as e from core.seal) s on s.e = a.id"
		  " where w.entry is null and s.e is null order by a.id limit 1",
		    "was inserted: it has no seal and waits for none" },
		{ "entry", "select w.entry from core.audit_unsealed w left join core.audit a on a.id = w.entry"
		  " where a.id is null order by w.entry limit 1",
		    "was removed before it was sealed" },
		{ "entry", "select a.id from (select id, at, seq, max(at) over (order by seq) as newest from core.audit) a"
		  " where a.at < a.newest - interval '10 min' order by a.seq limit 1",
		    "is older than an entry that was appended earlier: it was dated back, or a clock went back" },
		{ "entry", "select w.entry from core.audit_unsealed w join core.audit a on a.id = w.entry"
		  " where a.at < to_timestamp($1::bigint / 1000000.0) - interval '10 min' order by w.entry limit 1",
		    "waits for a seal, but later entries are sealed: it was inserted, or a clock went back" },
		{ "entry", "select e from (select unnest(entries) as e from core.seal) s group by e having count(*) > 1 limit 1",
		    "is sealed twice" },
		{ "entry", "select a.id from core.audit a left join core.rule_set r on r.site_id = a.site_id and r.version = (a.codes ->> 'version')::int"
		  " where a.action in ('rules_put', 'rules_import') and a.codes ? 'sha256'"
		  " and encode(sha256(convert_to(r.document::text, 'UTF8')), 'hex') is distinct from a.codes ->> 'sha256' order by a.id limit 1",
		    "put other rules in force than this version has now: the rules were altered" },
		{ "rules", "select r.site_id::text || ' version ' || r.version from core.rule_set r where not exists (select from core.audit a"
		  " where a.site_id = r.site_id and a.action in ('rules_put', 'rules_import') and (a.codes ->> 'version')::int = r.version)"
		  " order by r.site_id, r.version limit 1",
		    "were put in force without an entry" },
		{ "site", "select s.id from core.site s where s.rules_version <> (select coalesce(max((a.codes ->> 'version')::int), 0) from core.audit a"
		  " where a.site_id = s.id and a.action in ('rules_put', 'rules_import')) order by s.id limit 1",
		    "has another version of its rules in force than its last entry records" },
		{ "site", "select s.id from core.site s left join core.rule_set r on r.site_id = s.id and r.version = s.rules_version"
		  " where s.state_rules is distinct from (select coalesce(jsonb_object_agg(x.key, x.value), '{}') from ("
		  "select d.key, d.value from jsonb_each(r.document) d where d.key in " STATE_RULES " and d.value <> 'null'"
		  " union all select 'articles', jsonb_object_agg(y.key, y.own) from (select o.key, jsonb_object_agg(e.key, e.value) as own"
		  " from jsonb_each(case jsonb_typeof(r.document -> 'articles') when 'object' then r.document -> 'articles' else '{}' end) o,"
		  " jsonb_each(o.value) e where e.key in " STATE_RULES " group by o.key) y having count(*) > 0) x) order by s.id limit 1",
		    "has rules in force that its version of the rules does not contain" },
	};
	/* clang-format on */
	char since[24];
	struct answer *a;
	size_t i;
	bool fits = true;

	(void)snprintf(since, sizeof(since), "%" PRIu64, v->since);
	for (i = 0; i < v->heads.n; i++)
		if (v->heads.list[i].number > v->number)
			return (seal_fault(v->number + 1, "was cut off: the heads file has it, or a later one"));
	for (i = 0; i < LENGTH(checks) && fits; i++) {
		a = owner_ask(v->o, checks[i].sql, (const char *const[]) { since }, strstr(checks[i].sql, "$1") != NULL ? 1 : 0);
		if (a == NULL)
			return (cli_fail("audit verify: %s", owner_error(v->o)) == 0);
		if (answer_rows(a) > 0)
			fits = fault(checks[i].what, answer_text(a, 0, 0), checks[i].text);
		owner_answer_free(a);
	}
	return (fits);
}

/* A gap in the heads is accepted if an entry names the restore that lost these seals. */
static bool
gaps_named(struct verify *v)
{
	char after[24], hex[SEAL_HEX(SEAL_HASH)], text[160];
	struct answer *a;
	bool named = true;

	for (size_t i = 0; i < v->heads.ngaps && named; i++) {
		const struct audit_gap *g = &v->heads.gaps[i];

		(void)snprintf(after, sizeof(after), "%" PRIu64, g->after);
		seal_hex(g->last.hash, SEAL_HASH, hex);
		a = owner_ask(v->o,
		    "select a.id, core.rfc3339(a.at), a.codes ->> 'since', a.codes ->> 'until' from core.audit a"
		    " where a.action = 'restored' and a.codes -> 'gap' ->> 'after' = $1 and a.codes -> 'gap' ->> 'head' = $2"
		    " order by a.id limit 1",
		    (const char *const[]) { after, hex + 2 }, 2);
		if (a == NULL)
			return (cli_fail("audit verify: %s", owner_error(v->o)) == 0);
		(void)snprintf(text, sizeof(text), "to %" PRIu64 " are missing, and no entry records a restored backup",
		    g->last.number);
		if (answer_rows(a) == 0)
			named = seal_fault(g->after + 1, text);
		else
			(void)printf("gap: a restore lost seals %" PRIu64 " to %" PRIu64
				     "; entry %s names it: data from %s to %s may be missing\n",
			    g->after + 1, g->last.number, answer_text(a, 0, 0), answer_text(a, 0, 2), answer_text(a, 0, 3));
		owner_answer_free(a);
	}
	return (named);
}

static void
print_result(struct verify *v)
{
	struct answer *a = owner_ask(v->o,
	    "select count(*), to_char(min(x.at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
	    " from core.audit_unsealed w join core.audit x on x.id = w.entry",
	    NULL, 0);
	char hex[SEAL_HEX(SEAL_HASH)];

	seal_hex(v->hash, SEAL_HASH, hex);
	(void)printf("fine: %lu entries in %" PRIu64
		     " seals; %lu private parts erased, as entries record; %ld entries wait for a seal\n",
	    v->entries, v->number, v->erased, a != NULL ? answer_long(a, 0, 0) : 0);
	if (a != NULL && answer_long(a, 0, 0) > 0)
		(void)printf("not proven: entries that wait for a seal, the oldest since %s UTC\n", answer_text(a, 0, 1));
	if (v->heads.n == 0)
		(void)printf("not checked: the end of the chain, because there is no heads file; see audit.heads_file\n");
	(void)printf("head: %" PRIu64 " %s\n", v->number, hex + 2);
	owner_answer_free(a);
}

static int
run_audit_verify(const struct call *c)
{
	struct verify v = { .o = NULL };
	bool fits = false;

	secret_start();
	if (trust_read(&v, c->values[1]) &&
	    read_heads(&v, c->values[0] != NULL ? c->values[0] : setting_text(AUDIT_HEADS_FILE)) && (v.o = cli_owner()) != NULL) {
		fits = owner_exec(v.o, "begin isolation level repeatable read, read only") && tables_fit(&v) && seals_fit(&v) &&
		    rest_fits(&v) && gaps_named(&v);
		if (fits)
			print_result(&v);
		owner_close(v.o);
	}
	audit_heads_end(&v.heads);
	return (fits ? 0 : 1);
}

const struct command cmd_audit_verify = {
	.name = "audit verify",
	.summary = "Verifies the audit against its seals",
	.help =
	    "Computes every digest, head and signature of the audit and compares. Prints \"fine\" and the last head, or the first entry or "
	    "seal that was altered, removed, inserted or cut off; then the exit status is 1. An erased private part is accepted if an "
	    "entry records it, and a gap if `madang check --restored` recorded it. Rules are compared with the digests of their entries.",
	.options = { { "from", "FILE", "The heads file, which proves the end of the chain. Default: audit.heads_file." },
	    { "trust", "HEX", "Trusted public keys, separated by commas. Default: the key of audit.key_file." } },
	.run = run_audit_verify,
};
