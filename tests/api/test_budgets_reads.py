# SPDX-License-Identifier: Apache-2.0
"""Goal: what a read costs is counted, not timed: system calls and allocations of an answer from the cache, questions to
the database of every kind of request."""
import os
import re
import shutil
import struct
import subprocess
import time
import urllib.parse
import uuid

import pytest

from fixture_site import PASSWORD
from server import ROOT, binary
from wire import Wire
import publisher
import totp
from world import form_token

pytestmark = pytest.mark.alone       # a neighbour changes what is counted

CONNECTIONS, ROUNDS, CALLS = 32, 60, 2.3
# By how its body is sent: the fields that ask for it, and the calls that send one answer.
WAYS = {"copied": ("Accept-Encoding: gzip\r\n", {"sendmsg"}), "from its memory file": ("", {"sendto", "sendfile"})}
# Background work pauses for a minute, so that only the requests are counted.
QUIET = {"server.workers": 1, "log.level": "warn", "log.requests": "off", "rules.refresh": "1min", "cache.check": "1min",
         "jobs.poll_interval": "1min", "sweep.every": "1h", "server.heartbeat_interval": "500ms"}


def get(path, fields=WAYS["copied"][0]):
    return f"GET {path} HTTP/1.1\r\nHost: a.example\r\n{fields}\r\n".encode()


def rounds(wires, request, n):
    for _ in range(n):
        for w in wires:
            w.send(request)
        for w in wires:
            assert w.answer().status == 200


@pytest.fixture
def thread(article, reader):
    for n in range(30):
        assert reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": f"Comment {n} " + "and more " * 40}).status == 201
    return f"/v1/articles/{article['id']}/comments"


@pytest.fixture
def busy(make_server, database, thread):
    """A function (fields, environment) that gives a quiet server and its busy connections, the page kept."""
    held = []

    def make(fields, environment=None):
        server = make_server(database, QUIET, environment=environment).start()
        held.extend(Wire(server.host, server.port) for _ in range(CONNECTIONS))
        rounds(held, get(thread, fields), 4)
        return server, held
    yield make
    for w in held:
        w.socket.close()


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
@pytest.mark.parametrize("way", WAYS)
def test_a_cache_hit_stays_within_its_system_calls(busy, thread, tmp_path, way):
    fields, sends = WAYS[way]
    server, wires = busy(fields)
    report = tmp_path / "calls"
    tracer = subprocess.Popen(["strace", "-f", "-c", "-o", report, "-p", str(server.worker())], stderr=subprocess.PIPE)
    try:
        if b"attached" not in tracer.stderr.readline():
            pytest.skip("strace may not attach here")
        rounds(wires, get(thread, fields), ROUNDS)
        rounds(wires[:1], get(thread, fields), 1)       # strace counts a call when it returns: the last one may not have
    finally:
        tracer.terminate()
        tracer.wait(20)
        tracer.stderr.close()
    server.wait_for(lambda: report.exists() and "total" in report.read_text(), what="strace's report")
    calls = {m[2]: int(m[1]) for m in re.finditer(r"^ *[\d.]+ +[\d.]+ +\d+ +(\d+) +(?:\d+ +)?(\w+)$", report.read_text(), re.M)}
    calls.pop("total", None)
    each = sum(calls.values()) / (CONNECTIONS * ROUNDS)
    print(f"{each:.3f} system calls a hit")
    assert 1 + len(sends) <= each <= CALLS - 1 + len(sends), calls
    assert all(calls.get(name, 0) >= CONNECTIONS * ROUNDS for name in sends), calls


@pytest.fixture
def counter_file(tmp_path):
    path = tmp_path / "allocs"
    with open(path, "wb") as f:
        f.truncate((1 << 22) * 8)
    return path


def allocations(path, pid):
    with open(path, "rb") as f:
        f.seek(pid * 8)
        return struct.unpack("q", f.read(8))[0]


@pytest.mark.parametrize("way", WAYS)
def test_a_cache_hit_allocates_nothing(busy, thread, counter_file, tmp_path, way):
    """None: what a second of waiting costs (the worker's figures, the links' clocks) stays far below one in a hundred."""
    sanitized = "libasan" in subprocess.run(["ldd", binary()], stdout=subprocess.PIPE, text=True).stdout
    library = str(tmp_path / "allocs.so")
    subprocess.run(["gcc", "-D_GNU_SOURCE", "-O2", "-shared", "-fPIC", *(["-DSANITIZED"] if sanitized else []), "-o", library,
                    os.path.join(ROOT, "tests", "lib", "allocs.c")], check=True)
    environment = {"LD_PRELOAD": library, "MADANG_ALLOCS": str(counter_file)}
    fields = WAYS[way][0]
    server, wires = busy(fields, environment)
    pid = server.worker()
    assert allocations(counter_file, pid) > 100, "the worker's own beginnings are counted"
    before = allocations(counter_file, pid)
    rounds(wires, get(thread, fields), ROUNDS)
    more = allocations(counter_file, pid) - before
    print(f"{more} allocations during {CONNECTIONS * ROUNDS} hits")
    assert more < CONNECTIONS * ROUNDS / 100


# ---- questions
class Asked:
    """questions(act): how many questions one call of act costs."""
    TIMES = 5

    def __init__(self, server):
        self.server = server

    def settled(self):
        began = time.monotonic()
        # the clock first: an age asked for takes its time to come
        self.server.wait_for(lambda: time.monotonic() - began > self.server.metric("madang_worker_heartbeat_age_seconds"), what="a beat")
        return self.server.metric("madang_database_queries_total")

    def questions(self, act):
        before = self.settled()
        for n in range(self.TIMES):
            act(n)
        return (self.settled() - before) / self.TIMES


def test_each_request_stays_within_its_queries(make_server, database, make_account, article, thread):
    """One a GET or POST of the contract, at most three a sign-in, one a page without a session and two with one."""
    server = make_server(database, {**QUIET, "cache.size": 0, "server.heartbeat_interval": "50ms"}).start()
    someone = make_account("reader")
    api = type(someone.api)(server.url, someone.token)
    api.check = True
    asked, at = Asked(server), f"/v1/articles/{article['id']}"
    mine = [api.post(thread, {"body": f"Mine, number {n} of a few words"}).json["comment"]["id"] for n in range(Asked.TIMES)]
    other = api.get(thread + "?sort=oldest").json["comments"][0]["id"]
    login = {"login": someone.username, "password": someone.password}
    paper = publisher.open_site(server)
    html = {"Accept": "text/html"}
    cookie = {**html, "Cookie": "madang=" + someone.token}
    nobody = type(api)(server.url, None, check=False)

    def form(path, fields):
        """A form that the script of the page sends."""
        return nobody.post(f"/a/{article['id']}{path}", urllib.parse.urlencode({**fields, "form_token": form_token(someone.token)}), headers={
            **cookie, "Madang-Part": "1", "Origin": server.url, "Content-Type": "application/x-www-form-urlencoded"})
    acts = {
        "article": (1, lambda n: api.get(at)),
        "thread": (1, lambda n: api.get(thread)),
        "replies": (1, lambda n: api.get(f"{thread}/{other}/replies")),
        "comment": (1, lambda n: api.get(f"{thread}/{other}")),
        "mine": (1, lambda n: api.get(f"{at}/mine")),
        "session": (1, lambda n: api.get("/v1/session")),
        "post": (1, lambda n: api.post(thread, {"body": f"Again, number {n}, with other words"})),
        "vote": (1, lambda n: api.put(f"{thread}/{other}/vote", {"value": 1 - 2 * (n % 2)})),
        "part: vote": (1, lambda n: form(f"/c/{other}/vote", {"value": str(1 - 2 * (n % 2))})),
        "part: comment": (1, lambda n: form("/comments", {"body": f"From a form, number {n}, other words", "key": str(uuid.uuid4())})),
        "edit": (1, lambda n: api.patch(f"{thread}/{mine[n]}", {"body": f"Edited, number {n} of a few", "revision": 1})),
        "withdraw": (1, lambda n: api.delete(f"{thread}/{mine[n]}")),
        "sign_in": (3, lambda n: api.post("/v1/sessions", login)),
        "sign-on": (2, lambda n: nobody.post("/v1/sessions/sso", {"token": paper.token()})),
        "page": (1, lambda n: nobody.get(f"/a/{article['id']}", headers=html)),
        "overlay": (1, lambda n: nobody.get(f"/a/{article['id']}/own", headers={**cookie, "Madang-Part": "1"})),
        "overlay of a comment": (1, lambda n: nobody.get(f"/a/{article['id']}/c/{other}/own", headers={**cookie, "Madang-Part": "1"})),
        "part: report form": (2, lambda n: nobody.get(f"/a/{article['id']}/c/{other}/report", headers={**cookie, "Madang-Part": "1"})),
        "part: edit form": (2, lambda n: nobody.get(f"/a/{article['id']}/c/{mine[0]}/edit", headers={**cookie, "Madang-Part": "1"})),
        "own page": (2, lambda n: nobody.get(f"/a/{article['id']}", headers=cookie)),
    }
    found = {}
    for name, (most, act) in acts.items():
        for _ in range(1 if name in ("edit", "withdraw") else 4):   # the links' own questions only ever add
            found[name] = min(found.get(name, 1e9), asked.questions(lambda n, act=act: succeeds(act(n))))
            if found[name] <= most:
                break
    print(found)
    assert all(1 <= found[name] <= most for name, (most, _) in acts.items()), found


def test_a_second_step_stays_within_its_queries(make_server, database, make_account):
    """A password costs two queries with and without a second factor; then a code of the app costs two, and a recovery code one."""
    server = make_server(database, {**QUIET, "cache.size": 0, "server.heartbeat_interval": "50ms"}).start()
    someone, most = make_account("reader"), {"password": 2, "code": 2, "recovery code": 1}
    found = dict.fromkeys(most, 1e9)
    api, asked = type(someone.api)(server.url), Asked(server)
    secret = someone.api.post("/v1/account/totp").json["secret"]
    codes = someone.api.post("/v1/account/totp/confirm", {"code": totp.code(secret)}).json["recovery_codes"]

    def password():
        made = api.post("/v1/sessions", {"login": someone.username, "password": PASSWORD})
        succeeds(made)
        return made.json["token"]

    def app(token):
        database.sql("update core.totp set last_step = null where account_id = %s", [someone.id])       # the same step works again
        succeeds(api.signed_in(token).post("/v1/session/second-factor", {"code": totp.code(secret)}))

    for _ in range(6):      # the links' own questions only ever add
        tokens = []
        database.sql("update core.recovery_code set used_at = null where account_id = %s", [someone.id])
        found["password"] = min(found["password"], asked.questions(lambda _: tokens.append(password())))
        found["code"] = min(found["code"], asked.questions(lambda n: app(tokens[n])))
        tokens = [password() for _ in range(asked.TIMES)]
        found["recovery code"] = min(found["recovery code"], asked.questions(
            lambda n: succeeds(api.signed_in(tokens[n]).post("/v1/session/second-factor", {"code": codes[n]}))))
        if found == most:
            break
    assert found == most, found


def test_a_failed_sign_in_runs_as_many_queries_as_a_good_one(make_server, database, make_account):
    """A moderator, a reader, an unknown name and a right password that is refused cost two queries each, so that the number reveals nothing."""
    server = make_server(database, {**QUIET, "cache.size": 0, "server.heartbeat_interval": "50ms"}).start()
    staff, reader, closed = make_account("moderator"), make_account("reader"), make_account("reader")
    api, asked, found = type(staff.api)(server.url), Asked(server), {}
    database.sql("insert into core.sign_in_failures values (%s, 100, core.new_id())", [closed.id])
    database.sql("delete from core.known_device where account_id = %s", [closed.id])
    for login in staff.username, reader.username, closed.username, "nobody-at-all":
        def fails(_, login=login):
            password = PASSWORD if login == closed.username else "some other words"
            assert api.post("/v1/sessions", {"login": login, "password": password}).status == 401
        found[login] = min(asked.questions(fails) for _ in range(4))      # the links' own questions only ever add
    assert set(found.values()) == {2}, found


def succeeds(answer):
    assert answer.status < 300, answer
