# SPDX-License-Identifier: Apache-2.0
"""Goal: migrate is forward only, safe twice and from several machines, and touches nothing it should not."""
import itertools
import os
import shutil
import subprocess

import pytest

from server import ROOT, Server, binary

names = itertools.count(1)


@pytest.fixture
def fresh(postgres):
    """An empty database's (owner URL, function sql)."""
    name = f"migrate_{next(names)}"
    postgres.create(name)
    yield name, lambda text: postgres.sql(text, None, name, "madang")
    postgres.drop(name)


@pytest.fixture
def server_of(postgres):
    made = []

    def make(name):
        made.append(Server(postgres.url(name, "madang_app"), postgres.url(name, "madang")))
        return made[-1]
    yield make
    for s in made:
        s.close()


@pytest.fixture
def data(tmp_path):
    """A copy of the schema that a test may spoil, with at least two migrations; MADANG_DATA names its parent."""
    shutil.copytree(os.path.join(ROOT, "schema"), tmp_path / "schema")
    number = int(files(tmp_path)[-1][:4]) + 1
    (tmp_path / "schema" / "migrations" / f"{number:04}_second.sql").write_text("create table core.second (a int);\n")
    return tmp_path


def migrate(s, data=None, check=True):
    return s.cli("migrate", check=check, environment={"MADANG_DATA": str(data)} if data else None)


def applied(sql):
    return sql("select number, name, digest, at from migrate.applied order by number")


def files(data):
    return sorted(os.listdir(data / "schema" / "migrations"))


def test_a_second_migrate_does_nothing(fresh, server_of):
    name, sql = fresh
    s = server_of(name)
    migrate(s)
    first = applied(sql)
    said = migrate(s).stdout
    assert "applied" not in said and applied(sql) == first
    assert [row[0] for row in first] == sorted({row[0] for row in first})


def test_concurrent_migrates_apply_each_migration_once(fresh, server_of):
    name, sql = fresh
    servers = [server_of(name) for _ in range(3)]
    running = [subprocess.Popen([binary(), "migrate", "-c", s.config], cwd=ROOT, env=s.env(), text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE) for s in servers]
    said = [p.communicate(timeout=60) for p in running]
    assert [p.returncode for p in running] == [0, 0, 0], said
    lines = [line for out, _ in said for line in out.splitlines() if line.startswith("applied")]
    assert len(lines) == len(set(lines)) == len(applied(sql))


def test_a_newer_database_is_refused(fresh, server_of, data):
    name, sql = fresh
    s = server_of(name)
    migrate(s)
    number = applied(sql)[-1][0] + 1
    sql(f"insert into migrate.applied (number, name, digest) values ({number}, '{number:04}_future.sql', 'x')")
    sql("drop function api_1.counts")
    done = migrate(s, check=False)
    assert done.returncode == 1 and f"newer than this program ({number:04}_future.sql)" in done.stderr
    assert sql("select count(*) from pg_proc where proname = 'counts'") == [(0,)]    # nothing was done
    said = s.cli("check", check=False)
    assert said.returncode == 1 and "newer than this program" in said.stdout


def test_a_database_of_an_unreleased_version_is_refused(fresh, server_of):
    """Databases of before the baseline: nothing is changed, and one line says what to do."""
    name, sql = fresh
    sql("create schema migrate; create table migrate.applied (number integer primary key, name text not null, digest text not null,"
        " at timestamptz not null default clock_timestamp());"
        "insert into migrate.applied values (1, '0001_ground.sql', 'x'), (2, '0002_people.sql', 'x'), (161, '0161_epoch.sql', 'x')")
    before = applied(sql), sql("select count(*) from pg_class"), sql("select count(*) from pg_proc")
    s = server_of(name)
    done = migrate(s, check=False)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1, done
    assert "an unreleased version made this database; create an empty one" in done.stderr and "nothing was done" in done.stderr
    assert (applied(sql), sql("select count(*) from pg_class"), sql("select count(*) from pg_proc")) == before
    assert "wrong: schema: an unreleased version made this database" in s.cli("check", check=False).stdout


def test_an_edited_migration_is_refused(fresh, server_of, data):
    name, sql = fresh
    s = server_of(name)
    migrate(s, data)
    path = data / "schema" / "migrations" / files(data)[1]
    path.write_text(path.read_text() + "\n-- one more thought\n")
    done = migrate(s, data, check=False)
    assert done.returncode == 1 and "was changed after it was applied" in done.stderr


def test_a_duplicate_number_is_refused(fresh, server_of, data):
    name, sql = fresh
    (data / "schema" / "migrations" / (files(data)[1][:4] + "_twin.sql")).write_text("select 1;\n")
    done = migrate(server_of(name), data, check=False)
    assert done.returncode == 1 and "must begin with a unique number" in done.stderr
    assert sql("select count(*) from pg_namespace where nspname = 'core'") == [(0,)]


def test_a_missing_applied_migration_is_refused(fresh, server_of, data):
    name, sql = fresh
    migrate(server_of(name), data)
    before = applied(sql)
    gone = files(data)[1]
    (data / "schema" / "migrations" / gone).unlink()
    (data / "schema" / "migrations" / "9999_last.sql").write_text("select 1;\n")
    done = migrate(server_of(name), data, check=False)
    assert done.returncode == 1 and f"the database has {gone} where" in done.stderr
    assert applied(sql) == before


@pytest.mark.parametrize("spoil,folder", [
    (lambda data: shutil.rmtree(data / "schema" / "api"), "schema/api"),
    (lambda data: [f.unlink() for f in (data / "schema" / "api").iterdir()], "schema/api"),
    (lambda data: [f.rename(f.with_suffix(".txt")) for f in (data / "schema" / "api").iterdir()], "schema/api"),
    (lambda data: (shutil.rmtree(data / "schema" / "api"), (data / "schema" / "api").write_text("no folder")), "schema/api"),
    (lambda data: shutil.rmtree(data / "schema" / "core"), "schema/core"),
    (lambda data: shutil.rmtree(data / "schema" / "migrations"), "schema/migrations"),
    (lambda data: [f.unlink() for f in (data / "schema" / "migrations").iterdir()], "schema/migrations"),
    (lambda data: (data / "schema" / "roles.sql").unlink(), "schema/roles.sql"),
    (lambda data: shutil.rmtree(data / "schema"), "schema"),
], ids=["no api", "empty api", "api without sql", "api is a file", "no core", "no migrations", "empty migrations", "no roles", "no schema"])
@pytest.mark.parametrize("before", [False, True], ids=["empty database", "migrated database"])
def test_an_incomplete_installation_is_refused_before_any_change(fresh, server_of, data, spoil, folder, before):
    name, sql = fresh
    if before:
        migrate(server_of(name))
    tables = sql("select count(*) from pg_class")
    spoil(data)
    done = migrate(server_of(name), data, check=False)
    assert done.returncode == 1 and str(data / folder) in done.stderr, (done.stdout, done.stderr)
    assert "the database is at" not in done.stdout and sql("select count(*) from pg_class") == tables


def test_check_reports_an_unmigrated_database_in_one_line(fresh, server_of, data):
    name, sql = fresh
    said = server_of(name).cli("check", check=False)
    wrong = [line for line in said.stdout.splitlines() if not line.startswith("fine: ")]
    assert said.returncode == 1 and len(wrong) == 1 and "run madang migrate" in wrong[0], said.stdout
    migrate(server_of(name))
    said = server_of(name).cli("check", check=False, environment={"MADANG_DATA": str(data)})
    wrong = [line for line in said.stdout.splitlines() if not line.startswith("fine: ")]
    assert said.returncode == 1 and len(wrong) == 1 and "run madang migrate" in wrong[0], said.stdout


def test_a_failing_step_leaves_no_trace(fresh, server_of, data):
    name, sql = fresh
    s = server_of(name)
    number = int(files(data)[-1][:4]) + 1
    bad = data / "schema" / "migrations" / f"{number:04}_bad.sql"
    bad.write_text("create table core.half (a int);\nselect 1 / 0;\n")
    done = migrate(s, data, check=False)
    assert done.returncode == 1 and "division by zero" in done.stderr
    assert applied(sql)[-1][0] < number
    assert sql("select to_regclass('core.half')") == [(None,)]
    bad.write_text("create table core.half (a int);\n")
    migrate(s, data)
    assert applied(sql)[-1][0] == number


def test_concurrently_runs_outside_a_transaction(fresh, server_of, data):
    """Also while another machine waits for the lock: it must not wait in a statement."""
    name, sql = fresh
    number = int(files(data)[-1][:4]) + 1
    (data / "schema" / "migrations" / f"{number:04}_index.concurrently.sql").write_text(
        "create index concurrently if not exists account_state on core.account (state);\n")
    servers = [server_of(name) for _ in range(2)]
    env = {"MADANG_DATA": str(data)}
    running = [subprocess.Popen([binary(), "migrate", "-c", s.config], cwd=ROOT, env={**s.env(), **env}, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE) for s in servers]
    said = [p.communicate(timeout=60) for p in running]
    assert [p.returncode for p in running] == [0, 0], said
    assert sql("select indisvalid from pg_index where indexrelid = 'core.account_state'::regclass") == [(True,)]


def test_migrate_restores_a_dropped_function(fresh, server_of):
    name, sql = fresh
    s = server_of(name)
    migrate(s)
    sql("drop function api_1.counts")
    said = s.cli("check", check=False)
    assert said.returncode == 1 and "statement counts" in said.stdout
    migrate(s)
    assert s.cli("check").returncode == 0


@pytest.mark.parametrize("language,body,why", [
    ("plpgsql", "begin selekt 1; end", "syntax error"), ("sql", "select core.nowhere()", "core.nowhere() does not exist")])
def test_a_function_with_a_wrong_body_is_refused(fresh, server_of, data, language, body, why):
    name, sql = fresh
    (data / "schema" / "core" / "wrong.sql").write_text(
        f"create or replace function core.wrong() returns int language {language} as $$ {body} $$;\n")
    done = migrate(server_of(name), data, check=False)
    assert done.returncode == 1 and why in done.stderr, done.stderr
    assert sql("select count(*) from pg_proc where proname in ('wrong', 'counts')") == [(0,)]


def test_functions_may_call_functions_of_later_files(fresh, server_of, data):
    name, sql = fresh
    for file, body in (("a_first", "select core.z_last()"), ("z_last", "select 7")):
        (data / "schema" / "core" / f"{file}.sql").write_text(
            f"create or replace function core.{file}() returns int language sql as $$ {body} $$;\n")
    migrate(server_of(name), data)
    assert sql("select core.a_first()") == [(7,)]


def test_a_killed_migrate_can_be_run_again(fresh, server_of, data):
    name, sql = fresh
    s = server_of(name)
    number = int(files(data)[-1][:4]) + 1
    slow = data / "schema" / "migrations" / f"{number:04}_slow.sql"
    slow.write_text("create table core.slow (a int);\nselect pg_sleep(60);\n")
    p = subprocess.Popen([binary(), "migrate", "-c", s.config], cwd=ROOT, env={**s.env(), "MADANG_DATA": str(data)},
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    s.wait_for(lambda: sql("select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()")
               == [(1,)], what="the slow step")
    p.kill()
    p.wait(10)
    slow.write_text("create table core.slow (a int);\n")
    sql("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()")
    migrate(s, data)
    assert applied(sql)[-1][0] == number


def test_check_reports_excess_privileges_of_the_app_role(fresh, server_of):
    name, sql = fresh
    s = server_of(name)
    migrate(s)
    assert "has rights on" not in s.cli("check").stdout
    sql("grant select on core.account to madang_app")
    said = s.cli("check", check=False)
    assert said.returncode == 1 and "has rights on core.account" in said.stdout
