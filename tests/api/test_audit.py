# SPDX-License-Identifier: Apache-2.0
"""Goal: the audit has every act with actor, source and reason; verification finds and names each later change by a superuser."""
import contextlib
import json
import os
import stat

import pytest

from cache_client import fetch

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "audit.seal_every": "50ms", "server.workers": 2}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("audit")


@pytest.fixture(scope="module")
def server(database, make_server, place):
    """Sealing from the start."""
    key, heads = str(place / "key"), str(place / "heads")
    s = make_server(database, {**SETTINGS, "audit.key_file": key, "audit.heads_file": heads})
    said = s.cli("audit", "key").stdout
    assert len(said.strip()) == 64 and stat.S_IMODE(os.stat(key).st_mode) == 0o600
    assert s.cli("audit", "key", check=False).returncode == 1, "a key is never written over"
    assert s.cli("audit", "key", "--show").stdout == said
    return s.start()


def post(account, article, body):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def reject(moderator, comment, note=None):
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": 0, "action": "reject", "reason": "abuse", "note": note}]})
    assert answer.json["results"][0]["status"] == 200, answer
    return answer.json["results"][0]["decision"]


def sealed(server, database):
    server.wait_for(lambda: database.one("select count(*) from core.audit_unsealed") == 0, what="the seals")


def verify(server, *args):
    done = server.cli("audit", "verify", *args, check=False)
    return done.returncode, done.stdout + done.stderr


def entries(account, **query):
    answer = account.api.get("/v1/moderation/audit", query=query)
    assert answer.status == 200, answer
    return answer.json["entries"]


@pytest.fixture
def decision(server, database, reader, moderator, admin):
    n = os.urandom(4).hex()
    article = admin.api.post("/v1/articles", {"key": n, "url": f"https://news.example/{n}", "title": "T"}).json
    done = reject(moderator, post(reader, article, f"words {n}"), "a private thought")
    sealed(server, database)
    return done


def test_an_act_says_who_from_where_and_why(server, database, decision, moderator, admin):
    found = entries(admin, actor=moderator.id, action="reject")[0]
    assert found["id"] == decision and found["actor"]["username"] == moderator.username
    assert found["codes"]["from"] == "published" and found["codes"]["to"] == "rejected" and found["codes"]["reason"] == "abuse"
    assert found["private"] == {"note": "a private thought"} and found["sealed"] and not found["erased"]
    network = database.one("select encode(network, 'hex') from core.audit where id = %s", [decision])
    assert len(network) == 64 and network.startswith(found["network"])
    assert "127.0.0.1" not in json.dumps(found)


def test_sign_ins_of_staff_are_audited_and_readers_are_not(admin, moderator, reader, make_account):
    fresh = make_account("staff")
    found = entries(admin, actor=fresh.id, action="sign_in")
    assert len(found) == 1 and found[0]["codes"] == {"role": "staff"} and found[0]["network"]
    assert entries(admin, actor=reader.id) == []


def test_failed_sign_ins_of_staff_are_audited_and_readers_are_not(api, admin, reader, make_account):
    fresh = make_account("staff")
    for account in fresh, reader:
        assert api.post("/v1/sessions", {"login": account.username, "password": "some other words"}).status == 401
    found = entries(admin, action="sign_in_failed", object=fresh.id)
    assert len(found) == 1 and found[0]["actor"]["id"] == fresh.id
    assert found[0]["network"] == entries(admin, action="sign_in", actor=fresh.id)[0]["network"] is not None
    assert entries(admin, action="sign_in_failed", object=reader.id) == []


def test_changed_roles_and_settings_are_audited_with_the_former_value(server, admin, reader, make_account):
    someone = make_account("reader")
    assert admin.api.put(f"/v1/accounts/{someone.id}/role", {"role": "staff"}).status == 200
    assert admin.api.put(f"/v1/accounts/{someone.id}/role", {"role": "reader"}).status == 200
    found = entries(admin, object=someone.id, action="role")
    assert [e["codes"] for e in found][:2] == [{"role": "reader", "from": "staff"}, {"role": "staff", "from": "reader"}]
    assert found[0]["actor"]["id"] == admin.id and found[0]["network"]
    server.cli("site", "origin", "default", "https://late.example")
    found = entries(admin, action="site_origin")[0]
    assert found["actor"] is None and "https://late.example" in found["codes"]["origins"]
    assert "https://late.example" not in found["codes"]["from"]
    server.cli("site", "token", "default", "cms")
    server.cli("site", "token", "default", "cms", "--revoke")
    assert entries(admin, action="site_token_revoke") and entries(admin, action="site_token")


def test_only_admins_and_auditors_read_the_audit(api, reader, moderator, admin, make_account):
    auditor = make_account("auditor")
    assert entries(auditor) and entries(admin)
    for account in (reader, moderator):
        assert account.api.get("/v1/moderation/audit").status == 403
    assert api.get("/v1/moderation/audit").status == 401


def test_the_audit_is_complete_page_by_page(admin, decision):
    whole = [e["id"] for e in entries(admin, limit=100)]
    got, cursor = [], None
    while True:
        answer = admin.api.get("/v1/moderation/audit", query={"limit": 3, **({"cursor": cursor} if cursor else {})}).json
        got += [e["id"] for e in answer["entries"]]
        cursor = answer["next"]
        if cursor is None or len(got) >= len(whole):
            break
    assert got[:len(whole)] == whole and whole == sorted(whole, reverse=True)
    assert admin.api.get("/v1/moderation/audit", query={"cursor": "x"}).code == "bad_cursor"
    assert admin.api.get("/v1/moderation/audit", query={"actor": "x"}).code == "bad_query"
    assert admin.api.get("/v1/moderation/audit", query={"from": "yesterday"}).code == "bad_query"


def test_the_audit_is_sealed_and_verifies(server, database, decision, place):
    assert '"audit":"sealed"' in server.admin("/readyz")[1] and server.metric("madang_audit_sealed") == 1
    code, said = verify(server)
    assert code == 0 and said.startswith("fine: "), said
    last = database.sql("select number, encode(hash, 'hex') from core.seal order by number desc limit 1")[0]
    server.wait_for(lambda: (place / "heads").read_text().splitlines()[-1].split() == [str(last[0]), last[1]], what="the head")
    lines = [json.loads(line) for line in server.cli("audit", "export").stdout.splitlines()]
    assert {line["kind"] for line in lines} == {"entry", "seal"}
    assert len([x for x in lines if x["kind"] == "entry"]) == database.one("select count(*) from core.audit")
    assert "a private thought" in server.cli("audit", "export").stdout
    assert "a private thought" not in server.cli("audit", "export", "--bare").stdout


def test_a_hanging_disk_under_the_heads_file_delays_nobody(make_server, make_database, tmp_path):
    """The heads file is a fifo without a reader, so opening it waits. Sealing goes on, requests are answered, and no head is lost."""
    database, heads = make_database(), tmp_path / "heads"
    s = make_server(database, {**SETTINGS, "server.workers": 1, "audit.key_file": str(tmp_path / "key"), "audit.heads_file": str(heads)})
    s.cli("audit", "key")
    s.start()
    s.cli("site", "create", "one")
    sealed(s, database)
    before = database.one("select max(number) from core.seal")
    s.wait_for(lambda: heads.exists() and heads.read_text().count("\n") >= before, what="the heads")
    heads.unlink()
    os.mkfifo(heads)
    for key in ("two", "three", "four"):
        s.cli("site", "create", key)
        sealed(s, database)
        assert fetch(s, "/v1/articles/01900000-0000-7000-8000-00000000abcd/comments", timeout=5)[0] == 404
    last = database.one("select max(number) from core.seal")
    assert last >= before + 3
    fifo, got = os.open(heads, os.O_RDWR | os.O_NONBLOCK), []

    def all_of_them():
        with contextlib.suppress(BlockingIOError):
            got.append(os.read(fifo, 4096))
        return [int(line.split()[0]) for line in b"".join(got).splitlines()] == list(range(before + 1, last + 1))
    s.wait_for(all_of_them, what="every head")
    s.stop()
    os.close(fifo)


def test_only_a_superuser_can_change_the_audit(database, decision):
    for user in ("madang", "madang_app"):
        for sql in ("update core.audit set action = 'x'", "delete from core.audit", "truncate core.audit",
                    "delete from core.seal", "update core.audit_private set payload = '{}'", "delete from core.audit_private"):
            with pytest.raises(Exception, match="permission denied|appended to|audit_erase"):
                database.sql(sql, user=user)
    for sql in ("update core.audit set action = 'x'", "truncate core.seal", "delete from core.audit_private"):
        with pytest.raises(Exception, match="appended to|audit_erase"):
            database.sql(sql, user="postgres")      # not even one, by mistake


class Frozen:
    """A database that was sealed, without its server; copy() gives one to tamper with."""

    def __init__(self, pg, name, make_server, settings):
        self.pg, self.name, self.make_server, self.settings = pg, name, make_server, settings

    def copy(self, postgres):
        name = f"{self.name}_{os.urandom(3).hex()}"
        postgres.create(name, self.name)
        return Tampered(self, name)


class Tampered:
    def __init__(self, frozen, name):
        self.pg, self.name, self.url, self.owner_url = frozen.pg, name, frozen.pg.url(name, "madang_app"), frozen.pg.url(name, "madang")
        self.server = frozen.make_server(self, frozen.settings)

    def sql(self, text, args=None):
        """As a superuser, past every trigger."""
        return self.pg.sql("set session_replication_role = replica; " + text, args, self.name, "postgres")

    def says(self, *args):
        return verify(self.server, *args)


@pytest.fixture(scope="module")
def frozen(postgres, make_database, make_server, tmp_path_factory):
    place, database = tmp_path_factory.mktemp("frozen"), make_database()
    settings = {**SETTINGS, "audit.key_file": str(place / "key"), "audit.heads_file": str(place / "heads")}
    s = make_server(database, settings)
    s.cli("audit", "key")
    s.start()
    for key in ("one", "two", "three"):
        s.cli("site", "create", key)
        sealed(s, database)
    database.sql("select core.audit_write(core.new_id(), null, 'note', core.new_id(), null, '{}', '{\"note\":\"a private thought\"}')")
    sealed(s, database)
    database.sql("select core.rules_import('two', '{\"links\": {\"outcome\": \"flag\"}}')")
    sealed(s, database)
    last = database.one("select max(number) from core.seal")
    assert last >= 4
    s.wait_for(lambda: (place / "heads").read_text().count("\n") >= last, what="the heads")
    s.stop()
    assert verify(s)[0] == 0, verify(s)
    return Frozen(database.pg, database.name, make_server, settings)


@pytest.fixture
def tampered(frozen, postgres):
    """It is not dropped: on ext4, files are slow to create for seconds after many were deleted."""
    t = frozen.copy(postgres)
    yield t
    if t.server.process is not None:
        t.server.stop()


@pytest.fixture
def entry(tampered):
    """One in the middle of the chain, with a private part at its end."""
    return tampered.sql("select entries[1]::text from core.seal where number = 3")[0][0]


@pytest.mark.parametrize("column,value", [
    ("actor_id", "core.new_id()"), ("action", "'approve'"), ("at", "at + interval '1 ms'"), ("object_id", "core.new_id()"),
    ("site_id", "null"), ("codes", "codes || '{\"reason\":\"spam\"}'"), ("network", "'\\x00'"), ("digest", "'\\x00'")])
def test_an_altered_entry_is_named(tampered, entry, column, value):
    tampered.sql(f"update core.audit set {column} = {value} where id = '{entry}'")
    assert tampered.says() == (1, f"wrong: entry {entry} was altered\n")


def test_a_removed_entry_is_named(tampered, entry):
    tampered.sql(f"delete from core.audit where id = '{entry}'")
    assert tampered.says() == (1, f"wrong: entry {entry} was removed\n")


def test_a_removed_first_entry_is_named(tampered):
    first = tampered.sql("select entries[1]::text from core.seal where number = 1")[0][0]
    tampered.sql("truncate core.audit")
    assert tampered.says() == (1, f"wrong: entry {first} was removed\n")


def test_an_inserted_entry_is_named(tampered):
    new = "01900000-0000-7000-8000-00000000abcd"
    tampered.sql(f"insert into core.audit (id, at, action, object_id) values ('{new}', core.now(), 'approve', core.new_id())")
    code, said = tampered.says()
    assert code == 1 and said.startswith(f"wrong: entry {new} was inserted"), said


def test_a_backdated_sealed_entry_is_named(tampered):
    new = "01900000-0000-7000-8000-00000000abce"
    tampered.sql(f"insert into core.audit (id, at, action, object_id) values ('{new}', core.now() - interval '1 day', 'approve', core.new_id());"
                 f" insert into core.audit_unsealed values ('{new}')")
    heads = tampered.server.settings["audit.heads_file"]
    kept = open(heads).read()
    tampered.server.start()
    tampered.server.wait_for(lambda: tampered.sql("select count(*) from core.audit_unsealed")[0][0] == 0, what="its seal")
    tampered.server.stop()
    tampered.server.process = None
    code, said = tampered.says()
    open(heads, "w").write(kept)
    assert code == 1 and f"entry {new} is older than the previous seal" in said, said


def test_an_erased_private_part_is_no_alteration(tampered):
    entry = tampered.sql("select entry::text from core.audit_private order by entry desc limit 1")[0][0]
    assert tampered.pg.sql(f"select core.audit_erase('{entry}', null, 'asked')", None, tampered.name, "madang") == [(True,)]
    code, said = tampered.says()
    assert code == 0 and "1 private parts erased" in said and "1 entries wait" in said, said


def test_an_altered_or_lost_private_part_is_named(tampered):
    entry = tampered.sql("select entry::text from core.audit_private order by entry desc limit 1")[0][0]
    tampered.sql("update core.audit_private set payload = '{\"note\":\"kind words\"}'")
    code, said = tampered.says()
    assert code == 1 and f"entry {entry} has a private part that differs" in said
    tampered.sql("delete from core.audit_private")
    code, said = tampered.says()
    assert code == 1 and f"entry {entry} lost its private part" in said


@pytest.mark.parametrize("sql", ["update core.rule_set set document = '{}'", "delete from core.rule_set"])
def test_rules_that_were_rewritten_are_named(tampered, sql):
    entry = tampered.sql("select id::text from core.audit where action = 'rules_import'")[0][0]
    tampered.sql(sql)
    assert tampered.says() == (1, f"wrong: entry {entry} put other rules in force than this version has now: the rules were altered\n")


SITE = "(select id from core.site where key = 'two')"


@pytest.mark.parametrize("sql,why", [
    (f"insert into core.rule_set (site_id, version, document) values ({SITE}, 2, '{{}}'); update core.site set rules_version = 2 where key = 'two'",
     "version 2 were put in force without an entry"),
    ("insert into core.rule_set (site_id, version, document) select id, 1, '{}' from core.site where key = 'one'",
     "version 1 were put in force without an entry"),
    ("update core.site set rules_version = 0 where key = 'two'", "has another version of its rules in force"),
    ("update core.site set rules_version = 1 where key = 'one'", "has another version of its rules in force"),
    ("""update core.site set state_rules = '{"premoderated": {}}' where key = 'two'""", "has rules in force that its version"),
    ("""update core.site set state_rules = '{"newcomer": {}}' where key = 'one'""", "has rules in force that its version"),
    ("""update core.site set state_rules = '{"articles": {"a": {"record": null}}}' where key = 'three'""", "has rules in force that its version")])
def test_rules_in_force_without_an_entry_are_named(tampered, sql, why):
    tampered.sql(sql)
    code, said = tampered.says()
    assert code == 1 and said.startswith("wrong: ") and why in said, said


def test_rules_that_the_database_applies_verify(tampered):
    rules = {"newcomer": {"outcome": "hold", "first": 3, "reason": "other"}, "record": None,
             "articles": {"01900000-0000-7000-8000-00000000abcd": {"newcomer": None}, "01900000-0000-7000-8000-00000000abce": {}}}
    for key in "one", "two":
        tampered.pg.sql("select core.rules_import(%s, %s)", [key, json.dumps(rules)], tampered.name, "madang")
    code, said = tampered.says()
    assert code == 0 and "not proven: entries that wait for a seal, the oldest since 20" in said, said
    tampered.sql("update core.site set state_rules = state_rules - 'newcomer' where key = 'two'")
    assert "has rules in force that its version" in tampered.says()[1]


@pytest.mark.parametrize("table", ["audit", "audit_private", "audit_unsealed", "seal", "rule_set", "site"])
@pytest.mark.parametrize("sql", [
    "alter table core.{0} rename to {0}_2; create view core.{0} as select * from core.{0}_2",
    "alter table core.{0} enable row level security", "alter table core.{0} force row level security",
    "create rule hide as on delete to core.{0} do instead nothing", "create table core.heir () inherits (core.{0})"])
def test_a_view_rule_or_policy_over_a_table_is_named(tampered, table, sql):
    tampered.sql(sql.format(table))
    code, said = tampered.says()
    assert code == 1 and said.startswith(f"wrong: table {table} is not a plain table"), said


def test_a_search_path_hides_no_alteration(tampered, entry):
    tampered.sql("create function core.encode(bytea, text) returns text language sql as $$ select repeat('0', 64) $$;"
                 " alter role madang in database " + tampered.name + " set search_path = core, pg_catalog")
    assert tampered.says()[0] == 0
    tampered.sql(f"update core.audit set action = 'approve' where id = '{entry}'")
    assert tampered.says() == (1, f"wrong: entry {entry} was altered\n")


def insert(tampered, age, place="default"):
    """An entry of that age that waits for its seal; place: as if it had been appended there."""
    new = "01900000-0000-7000-8000-00000000abce"
    tampered.sql(f"insert into core.audit (id, at, action, object_id, seq) overriding system value"
                 f" values ('{new}', core.now() - interval '{age}', 'approve', core.new_id(), {place});"
                 f" insert into core.audit_unsealed values ('{new}')")
    return new


@pytest.mark.parametrize("age", ["1 hour", "1 day", "10 years"])
def test_a_backdated_unsealed_entry_is_named(tampered, age):
    new = insert(tampered, age)
    assert tampered.says() == (1, f"wrong: entry {new} is older than an entry that was appended earlier: it was dated back, or a clock went back\n")
    tampered.sql(f"alter table core.audit alter seq drop identity; update core.audit set seq = -1 where id = '{new}'")
    assert tampered.says() == (1, f"wrong: entry {new} waits for a seal, but later entries are sealed: it was inserted, or a clock went back\n")


def seal_anew(tampered):
    """Its server seals what waits, with its key."""
    tampered.server.start()
    tampered.server.wait_for(lambda: tampered.sql("select count(*) from core.audit_unsealed")[0][0] == 0, what="the seals")
    tampered.server.stop()
    tampered.server.process = None


@pytest.fixture
def unsealed(tampered, frozen, tmp_path):
    """As if sealing had not begun."""
    tampered.server = frozen.make_server(tampered, {**frozen.settings, "audit.heads_file": str(tmp_path / "heads")})
    tampered.sql("truncate core.seal, core.audit_unsealed; insert into core.audit_unsealed select id from core.audit")
    return tampered


def test_an_entry_backdated_into_the_first_seal_is_named(unsealed):
    new = insert(unsealed, "1 day")
    seal_anew(unsealed)
    assert unsealed.sql("select count(*) from core.seal")[0][0] == 1
    code, said = unsealed.says()
    assert code == 1 and f"entry {new} is older than an entry that was appended earlier" in said, said


def test_an_entry_backdated_after_a_full_seal_is_named(unsealed, tmp_path):
    unsealed.sql("insert into core.audit (id, at, action, object_id) select core.new_id(), core.now(), 'note', core.new_id() from generate_series(1, 1100);"
                 " insert into core.audit_unsealed select id from core.audit where action = 'note' on conflict do nothing")
    seal_anew(unsealed)
    assert unsealed.sql("select max(cardinality(entries)) from core.seal")[0][0] == 1000
    assert unsealed.says()[0] == 0, unsealed.says()
    unsealed.sql("delete from core.seal where number > 1;"
                 " insert into core.audit_unsealed select id from core.audit where id not in (select unnest(entries) from core.seal)")
    new = insert(unsealed, "1 day", "-1")
    (tmp_path / "heads").write_text("")
    seal_anew(unsealed)
    code, said = unsealed.says()
    assert code == 1 and f"entry {new} is older than the previous seal" in said, said


def test_a_postdated_entry_is_named(tampered):
    heads = tampered.server.settings["audit.heads_file"]
    kept = open(heads).read()
    new = insert(tampered, "-1 day")
    seal_anew(tampered)
    code, said = tampered.says()
    open(heads, "w").write(kept)
    assert code == 1 and f"entry {new} is younger than its seal" in said, said


def test_the_heads_file_reveals_a_cut_tail(tampered, tmp_path):
    tampered.sql("delete from core.audit a using core.seal s where s.number > 2 and a.id = any(s.entries); delete from core.seal where number > 2")
    code, said = tampered.says()
    assert code == 1 and said.startswith("wrong: seal 3 was cut off"), said
    (tmp_path / "none").write_text("")
    tampered.sql("delete from core.rule_set; update core.site set rules_version = 0") # their entry was cut off
    code, said = tampered.says("--from", str(tmp_path / "none"))
    assert code == 0 and "not checked: the end of the chain" in said, said
    tampered.server.start()
    tampered.server.wait_for(lambda: '"audit":"broken"' in tampered.server.admin("/readyz")[1], what="the sealer's word")
    assert tampered.server.metric("madang_audit_sealed") == 0
    assert tampered.sql("select max(number) from core.seal")[0][0] == 2, "nothing is sealed upon a cut chain"


def test_removed_and_renumbered_seals_are_named(tampered, entry, tmp_path):
    tampered.sql("delete from core.seal where number = 2")
    assert tampered.says() == (1, "wrong: seal 2 was removed\n")
    tampered.sql("update core.seal set number = number - 1 where number > 2")
    assert tampered.says()[1].startswith("wrong: seal 2 was altered")


@pytest.mark.parametrize("sql,why", [
    ("update core.seal set digests[1] = sha256('x') where number = 3", "was altered"),
    ("update core.seal set at = at + 1 where number = 3", "seal 3 was altered: its head"),
    ("update core.seal set hash = sha256('x') where number = 3", "seal 3 was altered: its head"),
    ("update core.seal set previous = sha256('x') where number = 3", "seal 3 was altered: its head"),
    ("update core.seal set signature = sha256('x') || sha256('y') where number = 3", "seal 3 is not signed by a trusted key"),
    ("update core.seal set key = sha256('x') where number = 3", "seal 3 is not signed by a trusted key")])
def test_a_changed_seal_is_named(tampered, sql, why):
    tampered.sql(sql)
    code, said = tampered.says()
    assert code == 1 and why in said, said


def test_a_chain_resealed_with_another_key_is_named(tampered, frozen, tmp_path, make_server):
    """A database owner with a new key is detected: neither the heads nor the trusted key match."""
    tampered.sql("update core.audit set actor_id = core.new_id(); insert into core.audit_unsealed select id from core.audit on conflict do nothing; truncate core.seal")
    forger = make_server(tampered, {**frozen.settings, "audit.key_file": str(tmp_path / "key"), "audit.heads_file": str(tmp_path / "heads")})
    forger.cli("audit", "key")
    forger.start()
    forger.wait_for(lambda: tampered.sql("select count(*) from core.audit_unsealed")[0][0] == 0, what="its seals")
    forger.stop()
    forger.process = None
    assert verify(forger)[0] == 0
    code, said = tampered.says()
    assert code == 1 and "seal 1 differs from the heads file" in said, said
    (tmp_path / "none").write_text("")
    code, said = tampered.says("--from", str(tmp_path / "none"))
    assert code == 1 and "seal 1 is not signed by a trusted key" in said, said


def test_a_chain_continues_after_a_key_change(tampered, frozen, tmp_path, make_server):
    old = tampered.server.cli("audit", "key", "--show").stdout.strip()
    next_one = make_server(tampered, {**frozen.settings, "audit.key_file": str(tmp_path / "key"), "audit.heads_file": ""})
    new = next_one.cli("audit", "key").stdout.strip()
    next_one.start()
    next_one.cli("site", "create", "late")
    next_one.wait_for(lambda: tampered.sql("select count(*) from core.audit_unsealed")[0][0] == 0, what="its seal")
    next_one.stop()
    next_one.process = None
    assert tampered.says()[0] == 1
    assert tampered.says("--trust", f"{old},{new}")[0] == 0
    assert tampered.says("--trust", "beef")[0] == 1


def test_two_sealers_never_fork_the_chain(postgres, frozen, make_server, tampered):
    database = tampered
    other = make_server(database, {**frozen.settings, "audit.heads_file": ""})
    third = make_server(database, {**frozen.settings, "audit.heads_file": ""})
    for s in (other, third):
        s.start()
    for n in range(6):
        other.cli("site", "create", f"fork-{n}")
    other.wait_for(lambda: database.sql("select count(*) from core.audit_unsealed")[0][0] == 0, what="the seals")
    for s in (other, third):
        s.stop()
        s.process = None
    assert tampered.says()[0] == 0, tampered.says()


def test_a_key_that_others_can_read_is_refused(make_server, database, tmp_path):
    s = make_server(database, {**SETTINGS, "audit.key_file": str(tmp_path / "key")})
    s.cli("audit", "key")
    os.chmod(tmp_path / "key", 0o644)
    s.start()
    assert '"audit":"unsealed"' in s.admin("/readyz")[1]
    assert any(line["msg"] == "audit not sealed" and "0600" in line["why"] for line in s.log_lines())
    code, said = verify(s)
    assert code == 1 and "0600" in said
    s.stop()
    s.process = None


def test_a_missing_key_is_logged_once(make_server, database):
    s = make_server(database, {"limits.rates": "off", "server.workers": 2}).start()
    assert '"audit":"unsealed"' in s.admin("/readyz")[1] and s.metric("madang_audit_sealed") == 0
    assert len([x for x in s.log_lines() if x["msg"] == "audit not sealed"]) == 1
    s.stop()
    s.process = None
