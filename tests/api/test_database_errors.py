# SPDX-License-Identifier: Apache-2.0
"""Goal: a database that answers with errors counts as away: pages come from memory, marked, all else is 503, and
readiness and `madang check` say why."""
import contextlib

import pytest

from cache_client import comments_path, post_comment, fetch

pytestmark = pytest.mark.fault

SETTINGS = {"server.workers": 1, "cache.check": "100ms", "database.backoff_max": "200ms", "rules.refresh": "200ms"}
EXECUTE = "execute on all functions in schema api_1"


@contextlib.contextmanager
def revoked(database):
    database.sql(f"revoke {EXECUTE} from madang_app")
    yield "42501"
    database.sql(f"grant {EXECUTE} to madang_app")


@contextlib.contextmanager
def schema_revoked(database):
    database.sql("revoke usage on schema api_1 from madang_app")
    kill_links(database)    # a statement that is prepared asks for its function's privileges alone
    yield "permission denied for schema api_1"
    database.sql("grant usage on schema api_1 to madang_app")


@contextlib.contextmanager
def half_restored(database):
    tables = ["article", "comment", "session"]
    for name in tables:
        database.sql(f"alter table core.{name} rename to {name}_not_yet")
    yield "42P01"
    for name in tables:
        database.sql(f"alter table core.{name}_not_yet rename to {name}")


@contextlib.contextmanager
def upgraded_in_place(database):
    """Functions whose library is gone, which a session finds out that has not loaded it yet."""
    handlers = "update pg_proc set probin = '%s' where probin = '%s' and pronamespace = 'pg_catalog'::regnamespace"
    database.sql(handlers % ("$libdir/plpgsql_gone", "$libdir/plpgsql"), user="postgres")
    kill_links(database)
    yield "58P01"
    database.sql(handlers % ("$libdir/plpgsql", "$libdir/plpgsql_gone"), user="postgres")
    kill_links(database)


@contextlib.contextmanager
def column_gone(database):
    database.sql("alter table core.article rename column state to state_gone")
    yield "42703"
    database.sql("alter table core.article rename column state_gone to state")


def kill_links(database):
    database.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'madang %%'"
                 " and datname = current_database()", user="postgres")


def ready(server):
    return server.admin("/readyz")[0] == 200


@pytest.mark.parametrize("broken", [revoked, schema_revoked, half_restored, upgraded_in_place, column_gone])
def test_a_database_with_errors_counts_as_away(server, database, reader, article, broken):
    post_comment(reader, article, "What was said while all was well")
    before = fetch(server, comments_path(article))
    assert before[0] == 200 and "madang-stale" not in before[1]
    with broken(database) as why:
        server.wait_for(lambda: server.admin("/readyz")[0] == 503, what="503")
        server.wait_for(lambda: why in server.admin("/readyz")[1], what="the reason")
        # for cache.stale_max an unchecked page may be served
        server.wait_for(lambda: int(fetch(server, comments_path(article))[1].get("age", 0)) > 2, what="the mark")
        kept = fetch(server, comments_path(article))
        assert kept[0] == 200 and kept[2] == before[2] and kept[1]["madang-stale"] == "1" and "age" in kept[1]
        assert reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "What nobody can take"}).status == 503
        assert fetch(server, comments_path(article, "?limit=7"))[0] == 503, "not in memory"
        assert fetch(server, "/v1/session", {"Authorization": "Bearer " + reader.token})[0] == (200 if broken is column_gone else 503)
        checked = server.cli("check", check=False)
        assert checked.returncode == 1 and "wrong: " in checked.stdout
    server.wait_for(lambda: ready(server), what="readyz")
    server.wait_for(lambda: "madang-stale" not in fetch(server, comments_path(article))[1], what="a fresh page")
    post_comment(reader, article, "What is said again, in other words")


def test_check_queries_as_each_connection_does(server, database):
    """Prepared it fits; executed it is refused."""
    for function, link in (("probe_read()", "read"), ("probe_write(int)", "write"), ("probe_work()", "work"),
                           ("notify_versions(text[])", "notify"), ("versions(uuid[])", "listen")):
        database.sql(f"revoke execute on function api_1.{function} from madang_app")
        checked = server.cli("check", check=False)
        database.sql(f"grant execute on function api_1.{function} to madang_app")
        assert checked.returncode == 1
        assert f"wrong: {link} connection: permission denied for function" in checked.stdout, checked.stdout
    assert server.cli("check").returncode == 0


def test_check_reports_a_read_only_database(server, database):
    database.sql(f"alter database {database.name} set default_transaction_read_only = on")
    try:
        checked = server.cli("check", check=False)
        assert checked.returncode == 1 and "wrong: write connection: cannot execute INSERT in a read-only transaction" in checked.stdout
    finally:
        database.pg.sql(f"alter database {database.name} reset default_transaction_read_only")


RISKS = {"fsync": "fsync is off", "full_page_writes": "full_page_writes is off", "synchronous_commit": "synchronous_commit is off"}


def test_risky_database_settings_are_reported(server):
    """The tests' cluster has all three off: check warns and is content, the log of one worker warns once."""
    said = server.cli("check").stdout
    warnings = [line for line in server.log_lines() if line["msg"] == "unsafe database settings found"]
    assert all(risk in said for risk in RISKS.values()) and "collation" not in said, said
    assert warnings and {line["process"] for line in warnings} == {"worker 0"}
    assert all(risk in warnings[0]["why"] for risk in RISKS.values())


def test_a_wrong_collation_is_reported(server, database, make_server):
    name = database.name + "_posix"
    database.pg.sql(f"create database {name} template template0 encoding 'UTF8' lc_collate 'POSIX' lc_ctype 'C.UTF-8' owner madang")
    try:
        other = make_server(database)
        other.settings.update({"database.url": database.pg.url(name, "madang_app"), "database.owner_url": database.pg.url(name, "madang")})
        other.write()
        other.cli("migrate")
        assert "warning: " in (said := other.cli("check").stdout) and "the collation is C:" in said, said
    finally:
        database.pg.drop(name)


def test_repeated_errors_are_one_log_line(server, database, reader, article):
    """A hundred refused writes are one line, and a count later."""
    with revoked(database):
        for n in range(100):
            assert reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": f"Refused, number {n}"}).status == 503
        lines = [line for line in server.log_lines() if line["msg"] == "statement failed" and line["statement"] == "comment_post"
                 and line["sqlstate"] == "42501"]
        assert len(lines) <= 1, lines
    server.wait_for(lambda: ready(server), what="readyz")
