# SPDX-License-Identifier: Apache-2.0
"""Goal: a library that finds no memory is the server's trouble: 503, and never the client's fault nor a wrong answer."""
import mmap
import os
import struct
import subprocess

import pytest

from client import Client
from conftest import Account, PASSWORD
from server import ROOT
from fixture_site import create_account
from visitor import Visitor

pytestmark = [pytest.mark.release, pytest.mark.fault]        # AddressSanitizer has an allocator of its own

NTH = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597)
LIBRARIES = ("libjansson", "libmd4c", "libicu")
TEXT = "A *comment* with [a link](https://a.example/), `code`, a list:\n\n- one\n- 둘 दो\n\nand words like these | more\n--|--\na|b"


class Starve:
    """The file that selects the allocation that tests/lib/starve.c fails."""

    def __init__(self, folder):
        self.library = str(folder / "starve.so")
        subprocess.run(["cc", "-O1", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls", "-shared", "-fPIC", "-o", self.library,
                        os.path.join(ROOT, "tests", "lib", "starve.c"), "-ldl"], check=True)
        self.path = str(folder / "starve")
        with open(self.path, "wb") as f:
            f.write(bytes(64))
        self.file = open(self.path, "r+b")
        self.map = mmap.mmap(self.file.fileno(), 64)

    def arm(self, library, n):
        self.map[4:8] = struct.pack("i", 0 if library == "libmd4c" else 3)
        self.map[8:64] = library.encode().ljust(56, b"\0")
        self.map[0:4] = struct.pack("i", n)

    def left(self):
        """0: it failed."""
        n = struct.unpack("i", self.map[0:4])[0]
        self.map[0:4] = bytes(4)
        return n


@pytest.fixture(scope="module")
def starve(tmp_path_factory):
    return Starve(tmp_path_factory.mktemp("starve"))


@pytest.fixture(scope="module")
def scene(make_server, database, starve):
    """A server with rules, an article, a reader, an admin and somebody at the desk."""
    server = make_server(database, {"server.workers": 1, "rules.refresh": "10min", "cache.size": 0, "sweep.every": "1h", "jobs.poll_interval": "1min"},
                         environment={"LD_PRELOAD": starve.library, "MADANG_STARVE": starve.path}).start()
    api = Client(server.url)
    people = {}
    for role in ("reader", "admin"):
        create_account(server, role + "x", role)
        people[role] = Account(role + "x", role).sign_in(api)
    article = people["admin"].api.post("/v1/articles", {"key": "starved", "url": "https://news.example/starved", "title": "Starved"}).json
    return server, api, people, article


def requests_of(scene):
    """(name, what to do, the statuses it has with memory enough)"""
    server, api, people, article = scene
    comments = f"/v1/articles/{article['id']}/comments"
    chief, own = Visitor(server), Visitor(server)
    chief.sign_in(people["admin"])
    own.sign_in(people["reader"])
    token = own.token()
    counter = iter(range(100000))
    return [
        ("comment", lambda: people["reader"].api.post(comments, {"body": TEXT + str(next(counter))}).status, {201}),
        ("form", lambda: own.http.post(f"{own.url}/a/{article['id']}/comments", data={"body": TEXT + str(next(counter)), "form_token": token},
                                       headers={"Origin": own.url}, allow_redirects=False).status_code, {303}),
        ("thread", lambda: api.get(comments).status, {200}),
        ("page", lambda: own.get(f"/a/{article['id']}").status_code, {200}),
        ("desk", lambda: chief.get("/desk/log").status_code, {200}),
        ("log", lambda: people["admin"].api.get("/v1/moderation/decisions").status, {200}),
        ("csv", lambda: people["admin"].api.get("/v1/moderation/transparency", query={"format": "csv"}, check=False).status, {200}),
        ("try", lambda: people["admin"].api.post("/v1/moderation/rules/try", {"text": TEXT}).status, {200}),
        ("rules", lambda: people["admin"].api.put("/v1/moderation/rules", {"version": 4711, "rules": {}}).status, {409}),
        ("sign-up", lambda: api.post("/v1/accounts", {"username": f"a long name for the starved {next(counter):03}", "email": "a@b.example", "password": PASSWORD}).status, {201}),
    ]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_without_memory_is_503(scene, starve, library):
    server = scene[0]
    before, failed = sorted(server.children()), {}
    for name, act, fine in requests_of(scene):
        assert act() in fine, name              # with memory enough
        for n in NTH:
            starve.arm(library, n)
            status = act()
            if starve.left() != 0:
                assert status in fine, (name, n, status)
                break
            assert status == 503, (library, name, n, status)
            failed[name] = failed.get(name, 0) + 1
        assert act() in fine, (name, "afterwards")
    print(library, failed)
    assert failed, "nothing failed, so nothing was shown"
    assert {"libjansson": "page", "libmd4c": "comment", "libicu": "sign-up"}[library] in failed
    assert sorted(server.children()) == before
