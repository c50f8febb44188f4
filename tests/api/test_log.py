# SPDX-License-Identifier: Apache-2.0
"""Goal: a slow log reader delays no request; missed lines are counted, and delivered lines are whole."""
import fcntl
import http.client
import json
import os
import signal
import socket
import subprocess
import time

import pytest

from server import ROOT

pytestmark = pytest.mark.fault

MISSING = "/v1/articles/01890000-0000-7000-8000-000000000000"


def pipe(size=4096):
    out, into = os.pipe()
    fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, size)
    return out, into


def pair():
    ours, theirs = socket.socketpair()
    return ours.detach(), theirs.detach()


def terminal():
    ours, theirs = os.openpty()
    return ours, theirs


def start(s, into):
    s.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *s.setpriv_options(), s.program(), "serve", "-c", s.config],
                                 stdin=subprocess.DEVNULL, stdout=into, stderr=into, cwd="/" if s.user else ROOT, env=s.env())
    os.close(into)
    s.wait_for(lambda: s.admin("/readyz")[0] == 200, 30, "readyz")


def ask(s):
    link = http.client.HTTPConnection(s.host, s.port, timeout=5)
    link.request("GET", MISSING)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status


def read_all(out):
    """The bytes that are available now."""
    fcntl.fcntl(out, fcntl.F_SETFL, os.O_NONBLOCK)
    data = b""
    try:
        while more := os.read(out, 65536):
            data += more
    except (BlockingIOError, OSError):
        pass
    return data


@pytest.mark.parametrize("kind,user", [(pipe, None), (pipe, "postgres"), (pair, None), (terminal, None)])
def test_a_stalled_log_reader_delays_no_request(database, make_server, kind, user):
    s = make_server(database, {"server.workers": 2, "log.level": "debug"}, user=user)
    if user:
        s.give_folder_to_user()
    out, into = kind()
    start(s, into)
    try:
        took = []
        for _ in range(3000):
            began = time.monotonic()
            assert ask(s) == 404
            took.append(time.monotonic() - began)
            if s.metric("madang_log_lines_dropped_total") > 50:
                break
        assert s.metric("madang_log_lines_dropped_total") > 50 and max(took) < 3
        # The supervisor, too, still handles signals and starts children while its log lines are dropped.
        os.kill(s.children("hasher")[0], signal.SIGKILL)
        s.wait_for(lambda: s.metric("madang_children_exited_total") == 1, what="the supervisor")
        os.kill(s.pid, signal.SIGHUP)
        assert ask(s) == 404 and s.admin("/readyz")[0] == 200
        # Somebody reads again: whole lines, and one that says how many are missing.
        said = read_all(out)
        assert ask(s) == 404
        until = time.monotonic() + 5
        while b"log lines dropped" not in said and time.monotonic() < until:
            ask(s)
            said += read_all(out)
        lines = [line for line in said.replace(b"\r\n", b"\n").split(b"\n")[:-1] if line]
        if kind is terminal:            # takes half a line where there is room for half a line
            lines = [line for line in lines if line.startswith(b"{") and line.count(b"{") == 1 and line.endswith(b"}")]
        whole = [json.loads(line) for line in lines]
        assert any(line["msg"] == "log lines dropped" and int(line["lines"]) > 0 for line in whole)
        began = time.monotonic()
        s.process.send_signal(signal.SIGTERM)
        assert s.process.wait(15) == 0 and time.monotonic() - began < 10
    finally:
        s.kill()
        os.close(out)


def test_a_closed_log_pipe_stops_no_request(database, make_server):
    s = make_server(database, {"server.workers": 1})
    out, into = pipe()
    start(s, into)
    os.close(out)
    for _ in range(20):
        assert ask(s) == 404
    assert s.metric("madang_log_lines_dropped_total") >= 20
    s.process.send_signal(signal.SIGTERM)
    assert s.process.wait(15) == 0
    s.process = None
