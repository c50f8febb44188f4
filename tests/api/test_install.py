# SPDX-License-Identifier: Apache-2.0
"""Goal: what `cmake --install` put somewhere finds its own schema, rules and sample there, and serves."""
import os
import shutil
import subprocess

import pytest

from client import Client
from server import ROOT, Server, binary, preset


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
                 "share/madang/nginx/madang.conf", "share/madang/nginx/ssi.conf", "share/madang/nginx/path-mount.conf"):
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


def alone(program, *words):
    """Run as an operator would: without the tests' environment."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("MADANG_")}
    return subprocess.run([program, *words], env=env, cwd="/", text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=30)


nothing_installed = pytest.mark.skipif(os.path.exists("/usr/local/share/madang"), reason="/usr/local/share/madang is there")


@pytest.mark.release
@nothing_installed
def test_a_released_binary_knows_nothing_of_where_it_was_built():
    with open(binary(), "rb") as f:
        assert ROOT.encode() not in f.read()
    for words in (["migrate"], ["rules", "try", os.path.join(ROOT, "config", "rules", "default.json"), "--text", "words"]):
        said = alone(binary(), *words)
        assert said.returncode == 1 and "is not installed; set MADANG_DATA" in said.stderr, said.stderr


@pytest.mark.release
@nothing_installed
@pytest.mark.skipif(os.getuid() != 0, reason="needs root, to make another's folder")
def test_files_of_another_user_beside_the_binary_are_not_read(tmp_path):
    (tmp_path / "bin").mkdir()
    program = shutil.copy(binary(), tmp_path / "bin" / "madang")
    shutil.copytree(os.path.join(ROOT, "schema"), tmp_path / "share" / "madang" / "schema")
    said = alone(program, "migrate")
    assert "is not installed" not in said.stderr, "the owner's own"
    os.chown(tmp_path / "share" / "madang", 65534, 65534)
    said = alone(program, "migrate")
    assert said.returncode == 1 and "schema is not installed" in said.stderr, said.stderr
