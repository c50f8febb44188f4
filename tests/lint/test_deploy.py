# SPDX-License-Identifier: Apache-2.0
"""Goal: what we ship for operators passes its own tools: systemd's, the shell's, the package list's."""
import os
import re
import shutil
import subprocess

import pytest

from server import ROOT, binary
from tree import files, read

UNITS = [p for p in files("deploy/systemd/*") if p.endswith((".service", ".socket"))]
SERVICES = [p for p in UNITS if p.endswith(".service")]
SHELL = [p for p in files("deploy/*", "tests/run", "tests/bench/run", ".ci/run", "tests/*.sh")
         if re.match(r"#!.*\b(ba)?sh\b", read(p))]


def run(*command, **more):
    return subprocess.run(command, cwd=ROOT, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("path", SERVICES, ids=os.path.basename)
def test_units_expose_little_to_systemd_analyze(path):
    done = run("systemd-analyze", "security", "--offline=true", "--threshold=15", path)
    assert done.returncode == 0, done.stdout
    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert score and float(score[1]) <= 1.5, done.stdout


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_units_pass_systemd_analyze_verify(tmp_path):
    """All units together, with the binary of the build tree in place of the installed one."""
    copies = []
    for path in UNITS:
        copy = tmp_path / os.path.basename(path)
        copy.write_text(read(path).replace("/usr/local/bin/madang", binary()))
        copies.append(str(copy))
    done = run("systemd-analyze", "verify", "--man=no", *copies)
    said = [line for line in done.stdout.splitlines() if "madang" in line]
    assert done.returncode == 0 and not said, done.stdout


def test_systemd_waits_longer_than_the_drain():
    unit, table = read("deploy/systemd/madang.service"), read("server/settings/settings.h")
    drain = int(re.search(r'"drain_timeout", (?:INT|TIME|SIZE), (\d+)', table)[1])
    assert int(re.search(r"TimeoutStopSec=(\d+)", unit)[1]) > drain
    assert "Type=notify" in unit and "WatchdogSec=" in unit and "KillMode=mixed" in unit


def test_nginx_closes_idle_connections_before_madang_does():
    conf, table = read("deploy/nginx/madang.conf"), read("server/settings/settings.h")
    idle = int(re.search(r'"idle_timeout", (?:INT|TIME|SIZE), (\d+)', table)[1])
    ask = int(re.search(r'"ask_timeout", (?:INT|TIME|SIZE), (\d+)', table)[1])
    assert int(re.search(r"keepalive_timeout (\d+)s;", conf)[1]) * 1000 < idle
    assert int(re.search(r"proxy_read_timeout (\d+)s;", conf)[1]) * 1000 > ask


def test_nginx_limits_are_above_madangs():
    """So that the answers readers see are Madang's: its limits are the lower ones."""
    conf, table = read("deploy/nginx/madang.conf"), read("server/settings/settings.h")

    def setting(name):
        return int(re.search(rf'"{name}", (?:INT|TIME|SIZE), (\d+)', table)[1])
    assert int(re.search(r"client_max_body_size (\d+)m;", conf)[1]) << 20 > setting("body_max")
    number, size = re.search(r"large_client_header_buffers (\d+) (\d+)k;", conf).groups()
    assert int(size) << 10 > setting("target_max") and int(number) * int(size) << 10 > setting("head_max")
    routes = read("server/routes.c") + read("server/site/openapi.json")
    for path in re.findall(r"location [=~^* ]*(/\S+)", conf):
        if path.endswith("$"):          # a regular expression
            assert re.search('"' + path.removesuffix("$") + '"', routes), f"nginx serves {path}, Madang does not"
            continue
        assert path.startswith("/.nginx/") or path == "/" or path in routes, f"nginx serves {path}, Madang does not"


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("path", SHELL)
def test_shell_scripts_pass_shellcheck(path):
    done = run("shellcheck", path)
    assert done.returncode == 0, done.stdout


def test_packages_are_listed_once_and_installed_in_one_place():
    done = run("deploy/packages", "--list")
    names = done.stdout.split()
    assert done.returncode == 0 and len(names) == len(set(names)) and "postgresql-15" in names
    others = [p for p in files("deploy/*", "tests/run", ".ci/run") if p != "deploy/packages"]
    assert not [p for p in others if re.search(r"apt(-get)? (-\S+ )*install", read(p))]


def test_programs_are_executable():
    for path in ("deploy/quickstart", "deploy/packages", "tests/run", ".ci/run"):
        assert os.access(os.path.join(ROOT, path), os.X_OK), path
