"""Goal: what `cmake --install` put somewhere finds its own schema, rules and sample there, and serves."""
import os
import subprocess

import pytest

from client import Client
from server import ROOT, Server, preset


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    there = tmp_path_factory.mktemp("installed")
    done = subprocess.run(["cmake", "--install", os.path.join(ROOT, "build", preset()), "--prefix", str(there)],
                          stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    return there


def test_everything_an_operator_needs_is_there(prefix):
    for path in ("bin/madang", "share/madang/schema/roles.sql", "share/madang/config/madang.conf.sample",
                 "share/madang/config/rules", "share/madang/systemd/madang.service",
                 "share/madang/nginx/madang.conf"):
        assert (prefix / path).exists(), path


def test_installed_binary_uses_the_installed_files(prefix, postgres, monkeypatch, tmp_path):
    """A function that only the installed schema has is in the database afterwards."""
    extra = prefix / "share" / "madang" / "schema" / "api" / "core_installed.sql"
    extra.write_text("create or replace function core.installed() returns int language sql as $$ select 1 $$;\n")
    monkeypatch.setenv("MADANG_BINARY", str(prefix / "bin" / "madang"))
    postgres.create("madang_installed")
    s = Server(postgres.url("madang_installed", "madang_app"), postgres.url("madang_installed", "madang"))
    try:
        s.cli("migrate")
        assert postgres.sql("select core.installed()", database="madang_installed") == [(1,)]
        s.cli("site", "create", "default")
        s.start()
        c = Client(s.url)
        assert c.get("/openapi.json").status == 200
        c.close()
        s.stop()
    finally:
        s.close()
        postgres.drop("madang_installed")
