# SPDX-License-Identifier: Apache-2.0
"""Goal: no signal ends the server but by a drain, and one to reload a file that cannot be read changes nothing."""
import http.client
import os
import signal

import pytest

pytestmark = pytest.mark.fault

MISSING = "/v1/articles/01890000-0000-7000-8000-000000000000"
SETTINGS = {"server.workers": 1, "server.drain_timeout": "5s"}
# SIGKILL and SIGSTOP cannot be caught; faults must crash; job control is the terminal's; the rest is asked for below.
MEANT = {signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGABRT,
         signal.SIGTRAP, signal.SIGSYS, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGTERM, signal.SIGINT,
         signal.SIGQUIT, signal.SIGCONT}


def children(pid):
    """{name: pid}"""
    with open(f"/proc/{pid}/task/{pid}/children") as f:
        return {open(f"/proc/{p}/comm").read().strip(): int(p) for p in f.read().split()}


def ask(s, path=MISSING):
    link = http.client.HTTPConnection(s.host, s.port, timeout=10)
    link.request("GET", path)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status


@pytest.fixture(scope="module")
def server(database, make_server, tmp_path_factory):
    """With every kind of process."""
    place = tmp_path_factory.mktemp("audit")
    s = make_server(database, {**SETTINGS, "audit.heads_file": str(place / "heads")})
    s.settings["audit.key_file"] = str(place / "key")
    s.write()
    s.cli("audit", "key", str(place / "key"))
    return s.start()


def test_signals_without_a_purpose_end_no_process(server):
    server.wait_for(lambda: "conn budget" not in children(server.pid), what="the end of the check of max_connections")
    before = children(server.pid)
    assert {"worker 0", "hasher 0", "admin listener", "head writer"} <= set(before)
    for number in range(1, signal.SIGRTMAX + 1):
        if number in MEANT or 32 <= number < signal.SIGRTMIN:
            continue
        for pid in (server.pid, *before.values()):
            os.kill(pid, number)
    for _ in range(3):
        assert ask(server) == 404
        assert server.admin("/healthz")[0] == 200
    assert server.process.poll() is None and children(server.pid) == before, server.tail()


def test_a_terminals_signal_drains(database, make_server):
    """Ctrl-C and Ctrl-\\ go to every process of the group; the supervisor alone decides."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        s = make_server(database, SETTINGS).start()
        link = http.client.HTTPConnection(s.host, s.port, timeout=10)
        link.putrequest("POST", "/v1/counts")
        link.putheader("Content-Type", "application/json")
        link.putheader("Content-Length", "15")
        link.endheaders(b'{"art')
        s.wait_for(lambda: s.metric("madang_http_connections") >= 1, what="the connection")
        for pid in (*children(s.pid).values(), s.pid):
            os.kill(pid, number)
        s.wait_for(lambda: "stop requested" in s.log_text(), what="the stop")
        link.send(b'icles":[]}')
        assert link.getresponse().status == 200
        link.close()
        s.end(signal.SIGCONT)           # ends without another signal
        assert s.process.returncode == 0
        s.process = None


# ---- a reload that cannot be
def empty(path):
    open(path, "w").close()


def comments(path):
    with open(path, "w") as f:
        f.write("# nothing\n\n[server]\n; listen = 127.0.0.1:1\n")


def folder(path):
    os.unlink(path)
    os.mkdir(path)


def pipe(path):
    os.unlink(path)
    os.mkfifo(path)


def gone(path):
    os.unlink(path)


def loop(path):
    os.unlink(path)
    os.symlink(path, path)


def binary(path):
    with open(path, "wb") as f:
        f.write(bytes(range(256)) * 16)


def memory(path):
    """Opens as a file, and every read of it fails."""
    os.unlink(path)
    os.symlink("/proc/self/mem", path)


@pytest.mark.parametrize("make", [empty, comments, folder, pipe, gone, loop, binary, memory])
def test_a_file_that_cannot_be_read_changes_nothing(server, make):
    """The settings under test are not the defaults: a short target is what the file says."""
    server.settings["http.target_max"] = "1kB"
    server.write()
    before = len(server.log_lines())
    os.kill(server.pid, signal.SIGHUP)
    server.wait_for(lambda: any(line["msg"] == "settings reloaded" for line in server.log_lines()[before:]), what="a reload")
    long = "/v1/articles?key=" + 1200 * "k"
    server.wait_for(lambda: ask(server, long) == 414, what="the setting")
    before, kept = len(server.log_lines()), open(server.config).read()
    try:
        make(server.config)
        os.kill(server.pid, signal.SIGHUP)
        server.wait_for(lambda: any(line["msg"] == "settings not reloaded" for line in server.log_lines()[before:]), what="the refusal")
        assert not any(line["msg"] == "settings reloaded" for line in server.log_lines()[before:])
        os.kill(children(server.pid)["worker 0"], signal.SIGHUP)        # and its own process may not take it either
        for _ in range(5):
            assert ask(server, long) == 414
    finally:
        if os.path.isdir(server.config) and not os.path.islink(server.config):
            os.rmdir(server.config)
        elif os.path.lexists(server.config):
            os.unlink(server.config)
        with open(server.config, "w") as f:
            f.write(kept)
        os.chmod(server.config, 0o600)
