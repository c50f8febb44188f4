# SPDX-License-Identifier: Apache-2.0
"""Goal: a system call that fails for a while costs one log line and a pause; the server then recovers without help."""
import errno
import http.client
import os
import subprocess
import time

import pytest

from calls_fail import ACCEPTS, CallsFail
from client import Client
from conftest import PASSWORD, create_account

pytestmark = pytest.mark.fault

MISSING = "/v1/articles/01890000-0000-7000-8000-000000000000"


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    return CallsFail(str(tmp_path_factory.mktemp("calls")))


@pytest.fixture(scope="module")
def odd(database, make_server, calls):
    return make_server(database, {"server.workers": 1}, environment=calls.environment).start()


def ask(s, timeout=10):
    link = http.client.HTTPConnection(s.host, s.port, timeout=timeout)
    try:
        link.request("GET", MISSING)
        return link.getresponse().status
    finally:
        link.close()


@pytest.mark.parametrize("error", [errno.EPERM, errno.EPROTO, errno.EMFILE, errno.ENETDOWN, errno.ECONNABORTED, errno.ENOSYS,
                                   errno.EINVAL, errno.EBADF])
def test_an_accept_that_fails_pauses(odd, calls, error):
    assert ask(odd) == 404
    before = len(odd.log_lines())
    calls.fail(accept=error)
    link = http.client.HTTPConnection(odd.host, odd.port, timeout=20)
    link.request("GET", MISSING)                # waits in the kernel's queue
    odd.wait_for(lambda: calls.count(ACCEPTS) > 0, what="a try")
    time.sleep(1.5)                             # a worker that retried without a pause would make tens of thousands of calls
    tried = calls.count(ACCEPTS)
    calls.fail()
    assert link.getresponse().status == 404     # accepted as soon as accept() works again
    link.close()
    assert 1 <= tried < 1000, tried
    said = [line for line in odd.log_lines()[before:] if line["msg"] == "accept paused" and line["process"] == "worker 0"]
    assert len(said) == 1 and said[0]["why"], said


@pytest.mark.parametrize("error", [errno.ENOSYS, errno.EPERM])
def test_the_server_does_not_start_without_random_numbers(database, make_server, calls, error):
    s = make_server(database, environment=calls.environment)
    calls.fail(random=error)
    try:
        assert s.start(wait=None).process.wait(20) == 1
    finally:
        calls.fail()
    s.process = None
    said = [line for line in s.log_lines() if line["msg"] == "random numbers refused"]
    assert len(said) == 1 and said[0]["call"] == "getrandom"
    assert not any(line["msg"] == "child exited" for line in s.log_lines())


# ---- the hashers' socket
def remove(path):
    os.unlink(path)


def replace(path):
    os.unlink(path)
    open(path, "w").close()


def move(path):
    os.rename(path, path + ".old")


@pytest.mark.parametrize("away", [remove, replace, move])
def test_a_removed_hasher_socket_is_made_again(database, make_server, away):
    s = make_server(database, {"server.workers": 1}).start()
    create_account(s, f"hashed {away.__name__}", "reader")
    api = Client(s.url)

    def sign_in():
        return api.post("/v1/sessions", {"login": f"hashed {away.__name__}", "password": PASSWORD}).status
    assert sign_in() == 201
    before = len(s.log_lines())
    away(s.settings["server.run_dir"] + "/hash")
    s.wait_for(lambda: sign_in() == 201, what="a sign-in")
    s.wait_for(lambda: any(line["msg"] == "hash socket recreated" for line in s.log_lines()[before:]), what="the line that says so")
    for _ in range(3):
        assert sign_in() == 201
    assert s.metric("madang_children_exited_total") == 0
    api.close()
    s.stop()
    assert not os.path.exists(s.settings["server.run_dir"] + "/hash")


# ---- the heads of the audit
def sealed(s):
    return s.metric("madang_audit_seals_total")


@pytest.fixture
def audited(make_database):
    """A database of its own: the heads file of the test has all its seals."""
    return make_database()


@pytest.fixture
def sealing(audited, make_server, tmp_path):
    """A function (heads_file): a server that seals ten times a second."""
    made, key = [], str(tmp_path / "key")

    def make(heads):
        s = make_server(audited, {"server.workers": 1, "audit.seal_every": "100ms"})
        s.cli("audit", "key", key)
        s.settings.update({"audit.key_file": key, "audit.heads_file": str(heads)})
        s.write()
        made.append(s.start())
        return s
    yield make
    for s in made:
        if s.process is not None:
            s.stop()


def act(s, n):
    """An entry for the audit."""
    create_account(s, f"actor {n}", "moderator")


def numbers(path):
    return [int(line.split()[0]) for line in open(path) if len(line.split()) == 2]


def test_unwritable_heads_are_written_later(sealing, audited, tmp_path):
    folder = tmp_path / "away"
    s = sealing(folder / "heads")
    act(s, 1)
    s.wait_for(lambda: s.metric("madang_audit_heads_waiting") >= 1, what="a head that waits")
    assert '"audit":"heads not written"' in s.admin("/readyz")[1]
    first = sealed(s)
    act(s, 2)
    s.wait_for(lambda: sealed(s) > first, what="another seal")
    # The log has one line for the failure, and the heads process may die meanwhile.
    os.kill(s.children("head writer")[0], 9)
    folder.mkdir()
    s.wait_for(lambda: s.metric("madang_audit_heads_waiting") == 0, what="the heads")
    assert '"audit":"sealed"' in s.admin("/readyz")[1]
    last = audited.one("select max(number) from core.seal")
    assert set(range(1, last + 1)) <= set(numbers(folder / "heads"))
    assert sum(line["msg"] == "audit head not written" for line in s.log_lines()) <= 2
    assert s.cli("audit", "verify").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a file system of its own")
def test_a_full_disk_leaves_no_torn_line_in_the_heads_file(sealing, audited, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(place)], check=True)
    try:
        s = sealing(place / "heads")
        act(s, 3)
        s.wait_for(lambda: (place / "heads").exists() and (place / "heads").stat().st_size > 0, what="the first head")
        room = os.statvfs(place)
        with open(place / "filler", "wb") as f:
            f.write(b"x" * (room.f_bavail * room.f_bsize))
        with open(place / "heads", "ab") as f:      # the file owns its last page: leave room for half a line there
            f.write(b"\n" * (4096 - f.tell() - 30))
        act(s, 4)
        s.wait_for(lambda: s.metric("madang_audit_heads_waiting") >= 1, what="a full disk")
        os.unlink(place / "filler")
        s.wait_for(lambda: s.metric("madang_audit_heads_waiting") == 0, what="the heads")
        last = audited.one("select max(number) from core.seal")
        assert max(numbers(place / "heads")) == last
        assert s.cli("audit", "verify").returncode == 0
        s.stop()
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)
