# SPDX-License-Identifier: Apache-2.0
"""Goal: systemd gets the true state of the service, and the server uses the sockets that systemd passes."""
import http.client
import os
import re
import signal
import socket
import subprocess

import pytest

from server import ROOT, binary

MISSING = "/v1/articles/01890000-0000-7000-8000-000000000000"


class Notify:
    """The other end of NOTIFY_SOCKET."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.socket.settimeout(0)
        self.said = []

    def heard(self, word):
        try:
            while True:
                self.said += self.socket.recv(4096).decode().split("\n")
        except BlockingIOError:
            pass
        return any(re.fullmatch(word, line) for line in self.said)

    def forget(self):
        self.heard("")
        self.said = []


@pytest.fixture
def notify(tmp_path):
    n = Notify(str(tmp_path / "notify"))
    yield n
    n.socket.close()


def get(port):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    link.request("GET", MISSING)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status


def test_systemd_is_notified_of_ready_reloading_and_stopping(make_server, database, notify, tmp_path):
    s = make_server(database, environment={"NOTIFY_SOCKET": str(tmp_path / "notify")})
    s.start(wait=None)
    s.wait_for(lambda: notify.heard("READY=1"), what="READY=1")
    assert get(s.port) in (404, 503)            # ready: it accepts
    s.wait_for(lambda: s.admin("/readyz")[0] == 200, what="readyz")
    s.wait_for(lambda: notify.heard("STATUS=ready"), what="STATUS=ready")
    notify.forget()
    s.process.send_signal(signal.SIGHUP)
    s.wait_for(lambda: notify.heard("READY=1"), what="READY=1 after RELOADING=1")
    assert notify.heard("RELOADING=1") and notify.heard(r"MONOTONIC_USEC=\d+")
    assert notify.said.index("RELOADING=1") < notify.said.index("READY=1")
    s.stop()
    assert notify.heard("STOPPING=1")


def test_a_server_that_cannot_start_is_never_ready(make_server, database, notify, tmp_path):
    s = make_server(database, {"server.run_dir": str(tmp_path / "no" / "where")},
                    environment={"NOTIFY_SOCKET": str(tmp_path / "notify")})
    assert s.start(wait=None).process.wait(10) == 1
    s.process = None
    assert not notify.heard("READY=1")


def test_watchdog_is_silent_while_a_worker_hangs(make_server, database, notify, tmp_path):
    s = make_server(database, environment={"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "400000"})
    s.start()
    s.wait_for(lambda: notify.heard("WATCHDOG=1"), what="WATCHDOG=1")
    pid, = s.children("worker 0")
    os.kill(pid, signal.SIGSTOP)
    try:
        s.wait_for(lambda: "worker 0 does not answer" in s.admin("/readyz")[1], what="503", seconds=10)
        s.wait_for(lambda: s.metric("madang_worker_heartbeat_age_seconds") > 7, what="time", seconds=10)
        notify.forget()                         # a word may have been on its way
        s.wait_for(lambda: s.metric("madang_worker_heartbeat_age_seconds") > 9, what="time", seconds=10)
        assert not notify.heard("WATCHDOG=1")
    finally:
        os.kill(pid, signal.SIGCONT)
    s.wait_for(lambda: notify.heard("WATCHDOG=1"), what="WATCHDOG=1 again")
    s.stop()


@pytest.fixture
def given():
    """Two listening sockets, made before the server."""
    pair = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    yield pair
    for one in pair:
        one.close()


def pass_sockets(s, given, names):
    """Starts serve with the sockets at 3 and 4, as systemd does."""
    fds = [one.fileno() for one in given]
    top = 64                                    # out of the way of 3 and 4
    high = [os.dup2(fd, top + i, inheritable=True) for i, fd in enumerate(fds)]
    script = " ".join([f"exec {3 + i}<&{fd} {fd}<&-;" for i, fd in enumerate(high)] +
                      ['export LISTEN_PID=$$ ; exec "$@"'])
    log = open(s.log, "ab")
    s.process = subprocess.Popen(
        ["bash", "-c", script, "serve", binary(), "serve", "-c", s.config], stdin=subprocess.DEVNULL,
        stdout=log, stderr=log, pass_fds=high,
        env={**s.env(), "LISTEN_FDS": str(len(fds)), "LISTEN_FDNAMES": names})
    log.close()
    for fd in high:
        os.close(fd)


def test_given_sockets_are_used_and_outlive_a_restart(make_server, database, given):
    s = make_server(database)
    own = s.port
    port, s.admin_port = (one.getsockname()[1] for one in given)
    pass_sockets(s, given, "http:admin")
    s.wait_for(lambda: s.admin("/readyz")[0] == 200, what="readyz", seconds=20)
    assert get(port) == 404
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", own), 1)
    s.stop()
    # No server runs now; a new connection waits in the socket's queue for the next one.
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    link.request("GET", "/v1/articles?key=nothing")
    pass_sockets(s, given, "http:admin")
    assert link.getresponse().status in (404, 503)
    s.wait_for(lambda: s.admin("/readyz")[0] == 200, what="readyz", seconds=20)
    s.stop()


def test_a_given_public_socket_with_rates_off_is_refused(make_server, database):
    with socket.create_server(("0.0.0.0", 0)) as one:
        s = make_server(database)
        pass_sockets(s, [one], "http")
        assert s.process.wait(10) == 1
        s.process = None
        assert "limits.rates = off is allowed for loopback listeners only" in s.log_text()


@pytest.mark.parametrize("name", ["madang.service", "madang-courier.service"])
def test_systemd_finds_no_fault_in_a_unit_and_little_exposure(name, tmp_path):
    units = os.path.join(ROOT, "deploy", "systemd")
    for one in os.listdir(units):
        with open(os.path.join(units, one)) as f:
            (tmp_path / one).write_text(f.read().replace("/usr/local/bin/madang", "/usr/bin/true"))
    unit = tmp_path / name
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert [line for line in done.stdout.splitlines() if name in line] == []
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
