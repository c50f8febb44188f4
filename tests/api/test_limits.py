# SPDX-License-Identifier: Apache-2.0
"""Goal: limits that other tests meet only at their shipped values are where a setting puts them, and answered as it says."""
import datetime
import statistics
import time

import pytest

from client import Client
from conftest import Account, PASSWORD
from cache_client import LockedTable, PendingRequest, comments_path
from server import wall_clock
from fixture_site import create_account
from wire import Wire, WireServer, talk

SETTINGS = {"limits.rates": "off", "accounts.name_min": 4, "accounts.name_max": 8, "accounts.password_min": 8, "accounts.password_max": "64B",
            "accounts.session_life": "1min", "comments.length_max": 64, "comments.bytes_max": "96B", "comments.html_max": "1kB", "comments.depth_max": 2,
            "comments.edit_window": "30s", "sweep.every": "20ms", "retention.withdrawn": "1d", "retention.outbox": "3d", "retention.journal": "1d", "log.slow": "100ms"}


# ---- a request
HEAD = b"GET / HTTP/1.1\r\nHost: a.example\r\n"


@pytest.fixture(scope="module")
def narrow():
    s = WireServer({"http.head_max": "1kB", "http.target_max": "256B", "http.fields_max": 10, "http.body_max": "1kB",
                    "comments.bytes_max": "64B"})
    yield s
    s.stop()


def head_of(n):
    return HEAD + b"A: " + b"x" * (n - len(HEAD) - 7) + b"\r\n\r\n"


def target_of(n):
    return b"GET /" + b"t" * (n - 1) + b" HTTP/1.1\r\nHost: a.example\r\n\r\n"


def fields_of(n):
    return HEAD + b"".join(b"F%d: x\r\n" % i for i in range(n - 1)) + b"\r\n"


def body_of(n):
    return b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n" % n + b"b" * n


def chunks_of(n):
    return b"POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nb\r\n" * n + b"0\r\n\r\n"


@pytest.mark.parametrize("make, most, says", [(head_of, 1024, 431), (target_of, 256, 414), (fields_of, 10, 431), (body_of, 1024, 413),
                                              (chunks_of, 1024, 413)])
def test_request_limits_hold_to_the_byte(narrow, make, most, says):
    assert [a.status for a in talk(narrow, make(most))] == [200]
    assert [a.status for a in talk(narrow, make(most + 1))] == [says]


def test_a_refused_client_is_read_for_the_linger_time():
    """The server reads on for http.linger_timeout after a refusal, so that the client gets the answer."""
    short, long = (WireServer({"http.linger_timeout": most}) for most in ("50ms", "1min"))
    refused = [Wire(s.host, s.port).send(b"NONSENSE\r\n\r\n") for s in (short, long)]
    for w in refused:
        assert w.answer().status == 400 and w.closed()
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            refused[0].send(b"more")
            time.sleep(0.01)
    refused[1].send(b"more").send(b"more")
    for w in refused:
        w.socket.close()
    short.stop()
    long.stop()


def test_a_refused_body_is_read_up_to_the_linger_limit():
    """A proxy that sends a whole body before it reads gets the refusal of every body below http.linger_max."""
    for most, gets_it in (("8MB", True), ("64kB", False)):
        server = WireServer({"http.linger_max": most})
        w = Wire(server.host, server.port)
        try:
            w.send(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (6 << 20))
            for _ in range(6 << 4):
                w.send(bytes(1 << 16))
        except (BrokenPipeError, ConnectionResetError):
            assert not gets_it
        else:
            assert gets_it and w.answer().status == 413
        w.socket.close()
        server.stop()


# ---- accounts
def sign_up(api, **more):
    return api.post("/v1/accounts", {"username": "fitting", "email": "a@b.example", "password": PASSWORD, **more})


@pytest.mark.parametrize("field, value, code", [
    ("username", "abc", "too_short"), ("username", "abcdefghi", "too_long"), ("password", "seven c", "too_short"),
    ("password", "a sentence " * 6, "too_long")])
def test_names_and_passwords_beyond_the_limits_are_refused(api, field, value, code):
    answer = sign_up(api, **{field: value})
    assert (answer.status, answer.json["fields"]) == (422, [{"field": field, "code": code}])


@pytest.mark.parametrize("name, password", [("four", "ähre 5x8"), ("eightbut", ("a sentence " * 6)[:64])])
def test_names_and_passwords_at_the_limits_are_accepted(api, name, password):
    assert sign_up(api, username=name, password=password).status == 201


@pytest.fixture
def person(server, api):
    """Made for one test: its session does not last."""
    made = []

    def make(role="reader"):
        account = Account(f"p{len(made)}{time.monotonic_ns() % 1000000}", role)
        create_account(server, account.username, role)
        made.append(account.sign_in(api))
        return account
    yield make
    for account in made:
        account.api.close()


def test_a_session_ends_at_its_configured_life(person, clock):
    reader = person()
    clock(55)
    assert reader.api.get("/v1/session").status == 200
    clock(65)
    assert reader.api.get("/v1/session").code == "sign_in"


# ---- comments
@pytest.fixture
def article(person):
    admin = person("admin")
    return admin.api.post("/v1/articles", {"key": admin.id, "url": f"https://news.example/{admin.id}", "title": "A"}).json


def post(account, article, body, **more):
    return account.api.post(comments_path(article), {"body": body, **more})


def test_comments_hold_to_the_configured_length(person, article):
    reader = person()
    assert post(reader, article, "x" * 64).status == 201
    long = post(reader, article, "x" * 65)
    assert (long.status, long.code, long.json["characters"], long.json["characters_max"]) == (422, "too_long", 65, 64)
    large = post(reader, article, "가" * 33)
    assert (large.status, large.code, large.json["bytes"], large.json["bytes_max"]) == (422, "too_long", 99, 96)
    much = post(reader, article, ">" * 60 + "x")
    assert (much.status, much.code) == (422, "too_large_rendered")


def test_replies_hold_to_the_configured_depth(person, article):
    reader, above = person(), None
    for depth in range(4):
        answer = post(reader, article, f"At {depth}.", **({"parent_id": above} if above else {}))
        assert (answer.status, answer.code if answer.status == 422 else None) == ((201, None) if depth <= 2 else (422, "bad_parent"))
        above = answer.json["comment"]["id"] if answer.status == 201 else None


def test_edits_hold_to_the_configured_window(person, article, clock):
    reader = person()
    one = post(reader, article, "First.").json["comment"]["id"]
    clock(25)
    assert reader.api.patch(f"{comments_path(article)}/{one}", {"body": "Second.", "revision": 1}).status == 200
    clock(35)
    late = reader.api.patch(f"{comments_path(article)}/{one}", {"body": "Third.", "revision": 2})
    assert (late.status, late.code) == (409, "edit_window")


def test_a_withdrawn_text_is_erased_after_its_retention(server, database, person, article, clock):
    reader = person()
    one = post(reader, article, "Withdrawn.").json["comment"]["id"]
    assert reader.api.delete(f"{comments_path(article)}/{one}").status == 204
    assert database.one("select body from core.comment where id = %s", [one]) == "Withdrawn."
    clock(86400 + 60)
    server.wait_for(lambda: database.one("select body from core.comment where id = %s", [one]) == "", what="the sweep")


@pytest.mark.parametrize("what, limit", [("mail", 3), ("journal", 1)])
def test_rows_beyond_their_retention_are_deleted(server, database, person, article, what, limit):
    """One row a minute older than may be, one a minute younger."""
    old, young = datetime.timedelta(days=limit, minutes=1), datetime.timedelta(days=limit, minutes=-1)
    author = database.one("select id from core.account where username = %s", [person().username])
    for n, age in (1001, young), (1002, old):
        if what == "mail":
            database.sql("insert into core.outbox (id, account_id, template, data, created_at, due_at)"
                         " values (core.new_id(), %s, %s, '{}', core.now() - %s, core.now())", [author, f"{n}", age])
        else:
            database.sql("insert into core.journal (article_id, version, change, at) values (%s, %s, 'state', core.now() - %s)", [article["id"], n, age])
    left = {"mail": "select count(*) from core.outbox where template = %s", "journal": "select count(*) from core.journal where version = %s::text::bigint"}[what]
    server.wait_for(lambda: database.one(left, ["1002"]) == 0, what="the sweep")
    assert database.one(left, ["1001"]) == 1


# ---- time
def test_a_slow_request_is_logged_with_its_slow_step(server, database, api, article):
    """With the step that it spent its time in; a quick one is not."""
    def slow():
        return [line for line in server.log_lines() if line["msg"] == "slow request answered" and line["object"] == article["id"]]
    assert api.get(comments_path(article)).status == 200 and not slow()
    with LockedTable(database):
        reader = PendingRequest(server, comments_path(article, "?sort=best"))
        server.wait_for(lambda: server.metric("madang_database_waiting", connection="read") >= 1, what="a question that hangs")
        began = time.monotonic()
        server.wait_for(lambda: time.monotonic() > began + 0.1, what="more than may be")
    assert reader.result()[0] == 200
    server.wait_for(slow, what="a line of the slow one")
    assert slow()[0]["level"] == "warn" and slow()[0]["duration_ms"] > 100 and slow()[0]["step"]


def test_a_server_whose_clock_disagrees_writes_nothing(database, make_server, api, tmp_path):
    """Nothing is written by a server whose clock is further from the database's than it may be; pages are read."""
    for most, status in ("2s", 503), ("20s", 201):
        server = make_server(database, {"database.skew_max": most})
        server.environment = {**wall_clock(tmp_path), "MADANG_CLOCK_AHEAD": "3"}
        server.start(wait="healthz")
        there = Client(server.url)
        server.wait_for(lambda: "clocks" in server.admin("/readyz")[1] or server.admin("/readyz")[0] == 200, what="the links")
        answer = sign_up(there, username=f"skewed {most}")
        assert (answer.status, answer.code if status == 503 else "") == (status, "clock_skew" if status == 503 else ""), answer
        assert there.get("/v1/articles?key=none").status == 404
        there.close()
        server.stop()


@pytest.mark.parametrize("interval, fresh", [("20ms", True), ("500ms", False)])
def test_a_worker_publishes_its_figures_at_the_configured_interval(make_server, database, interval, fresh):
    s = make_server(database, {"server.workers": 1, "server.heartbeat_interval": interval}).start()
    ages = []
    for _ in range(60):
        ages.append(s.metric("madang_worker_heartbeat_age_seconds"))
        time.sleep(0.01)
    s.stop()
    assert (statistics.median(ages) < 0.12) is fresh, sorted(ages)


# ---- rates
def test_each_rate_limit_holds_and_reads_are_not_counted(make_database, make_server):
    """So many of each kind, then 429 with how long to wait; what anybody reads is not counted."""
    server = make_server(make_database(), {"limits.rates": "on", "limits.reads": 5, "limits.votes": 4, "limits.free_tries": 1,
                                           "limits.wait_max": "1s", "server.workers": 1}).start()
    create_account(server, "reader", "reader")
    api = Client(server.url)
    reader = Account("reader", "reader").sign_in(api).api
    nowhere = "/v1/articles/01890000-0000-7000-8000-000000000000/comments"

    def asked(n, ask):
        answers = [ask() for _ in range(n)]
        for refused in (a for a in answers if a.status == 429):
            assert refused.code == "too_fast" and 0 < int(refused.headers["Retry-After"]) <= 60
        return [a.status for a in answers]
    assert asked(6, lambda: reader.put(nowhere + "/01890000-0000-7000-8000-000000000000/vote", {"value": 1})) == [404] * 4 + [429] * 2
    assert asked(7, lambda: reader.get("/v1/session")) == [200] * 5 + [429] * 2
    assert asked(9, lambda: api.get(nowhere)) == [404] * 9

    def guess():
        return api.post("/v1/sessions", {"login": "nobody", "password": PASSWORD})
    assert guess().status == 401
    for _ in range(2):                      # the second would be twice as long
        assert (guess().status, guess().headers["Retry-After"]) == (429, "1")
        server.wait_for(lambda: guess().status == 401, what="the end of a wait")
    server.stop()
