# SPDX-License-Identifier: Apache-2.0
"""Goal: strangers who fail to sign in keep no owner out, and a hundred failures in a row close the account to strangers."""
import concurrent.futures
import itertools
import statistics
import time
import urllib.parse

import publisher
import pytest

from client import Client
from fixture_site import PASSWORD, create_account
from world import link

WRONG = "not the password at all"
NEW = "eleven silent lanterns"
PASSKEY = dict.fromkeys(("challenge", "credential", "client_data", "authenticator_data", "signature"), "AAAA")       # of nobody
FAILURES = 100          # core.sign_in_failures_max()
networks = (f"198.18.{n // 250}.{n % 250 + 1}" for n in itertools.count())


def serve(make_server, database, **more):
    return make_server(database, {"limits.rates": "on", "limits.login_tries": 20, "server.trusted_proxies": "127.0.0.1",
                                  "log.requests": "all", **{f"limits.{k}": v for k, v in more.items()}}).start()


@pytest.fixture(scope="module")
def limits(make_database, make_server):
    """(server, database): a login waits everywhere after twenty failures, for 30 s."""
    database = make_database()
    server = serve(make_server, database)
    server.people = (f"owner{n}" for n in itertools.count())
    return server, database


@pytest.fixture
def owner(limits):
    """A moderator with a verified address who signed in at home, and has the cookie of a device."""
    server, database = limits
    name = next(server.people)
    create_account(server, name, "moderator")
    database.sql("update core.account set email = %s, email_verified = true where username = %s", [f"{name}@mail.example", name])
    made = page(server, name, "192.0.2.10")
    return name, device_of(made)


def sign_in(server, login, network, password=PASSWORD, device=None):
    api = Client(server.url)
    try:
        return api.post("/v1/sessions", {"login": login, "password": password},
                        headers={"X-Forwarded-For": network, **({"Cookie": f"madang-device={device}"} if device else {})})
    finally:
        api.close()


def post(server, path, body, network):
    api = Client(server.url)
    try:
        return api.post(path, body, headers={"X-Forwarded-For": network})
    finally:
        api.close()


def page(server, login, network, password=PASSWORD, path="/sign-in", **fields):
    api = Client(server.url)
    try:
        answer = api.request("POST", path, urllib.parse.urlencode({"login": login, "password": password, **fields}), check=False, headers={
            "X-Forwarded-For": network, "Origin": server.url, "Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status == 303, answer
        return answer
    finally:
        api.close()


def device_of(answer):
    return next(c.split("=")[1].split(";")[0] for c in answer.headers.get_all("Set-Cookie") if c.startswith("madang-device="))


def besiege(server, login, device=None):
    """Each failure from a network of its own, until the login waits."""
    for _ in range(21):
        answer = sign_in(server, login, next(networks), WRONG, device)
    assert (answer.status, answer.code) == (429, "too_fast")


def failures(database, name):
    return database.one("select coalesce((select f.failures from core.sign_in_failures f join core.account a on a.id = f.account_id"
                        " where a.username = %s), 0)", [name])


def close_to_strangers(database, name, n=FAILURES):
    """As n failures do; tests/schema/sign_in_failures.sql counts them."""
    database.sql("insert into core.sign_in_failures select id, %s, core.new_id() from core.account where username = %s"
                 " on conflict (account_id) do update set failures = excluded.failures", [n, name])


def test_a_known_device_does_not_wait_for_strangers(limits, owner):
    """Not even in the network in which they fail."""
    server, _ = limits
    name, device = owner
    besiege(server, name)
    while sign_in(server, name, "192.0.2.66", WRONG).status != 429:
        pass
    for network in (next(networks), "192.0.2.66"):
        assert sign_in(server, name, network, device=device).status == 201


def test_the_owners_network_does_not_wait_for_strangers(limits, owner):
    """A right password from elsewhere waits; the network does not tell strangers in it that the owner signs in there."""
    server, _ = limits
    name, _ = owner
    besiege(server, name)
    inside, outside = (sign_in(server, name, network, WRONG) for network in ("192.0.2.10", next(networks)))
    assert (inside.status, inside.code) == (outside.status, outside.code) == (429, "too_fast")
    assert sign_in(server, name, next(networks)).status == 429
    assert sign_in(server, name, "192.0.2.10").status == 201


def test_a_cookie_of_another_account_is_like_none(limits, owner):
    """So an attacker's own account gains nothing, nor do made-up cookies."""
    server, _ = limits
    name, _ = owner
    create_account(server, f"attacker of {name}", "reader")
    foreign = device_of(page(server, f"attacker of {name}", "203.0.113.5"))
    besiege(server, name, foreign)
    assert sign_in(server, name, next(networks), device=foreign).status == 429
    assert sign_in(server, name, "203.0.113.5", device=foreign).status == 429
    made_up = [sign_in(server, name, "203.0.113.6", WRONG, f"{n:043}").status for n in range(8)]
    assert made_up[-1] == 429, "each with another cookie, from one network"


def test_a_stolen_cookie_has_its_own_limit(limits, owner):
    """It waits as a network does, and the owner's other device does not."""
    server, _ = limits
    name, device = owner
    other = device_of(page(server, name, "192.0.2.11"))
    tried = [sign_in(server, name, next(networks), WRONG, device).status for n in range(8)]
    assert tried == [401] * 5 + [429] * 3
    assert sign_in(server, name, next(networks), device=other).status == 201


def test_strangers_cannot_make_a_session_wait_for_its_password(limits, owner):
    """The owner changes the address while the login waits everywhere."""
    server, _ = limits
    name, device = owner
    token = sign_in(server, name, "192.0.2.10").json["token"]
    besiege(server, name)
    done = Client(server.url).signed_in(token).patch("/v1/account", {"email": "next@mail.example", "password": PASSWORD},
                                                     headers={"X-Forwarded-For": next(networks)})
    assert done.status in (200, 202), done


def test_after_a_hundred_failures_strangers_need_more_than_the_password(limits, owner):
    """The owner comes in on a known device and in a known network, and by the link of the one mail."""
    server, database = limits
    name, device = owner
    close_to_strangers(database, name, FAILURES - 1)
    assert sign_in(server, name, "192.0.2.99").status == 201, "99 do not"
    close_to_strangers(database, name, FAILURES - 1)
    wrong = sign_in(server, name, "192.0.2.99", WRONG)
    right = sign_in(server, name, "192.0.2.98")
    unknown = sign_in(server, "nobody at all", "192.0.2.97")
    assert (wrong.status, wrong.code) == (401, "bad_credentials")
    for answer in (right, unknown):
        assert {**answer.json, "request_id": 0} == {**wrong.json, "request_id": 0}
    account = database.one("select id::text from core.account where username = %s", [name])
    server.wait_for(lambda: [line["account"] for line in server.log_lines() if line["msg"] == "password sign-in limited"][-1:] == [account], what="log line")
    assert database.one("select count(*) from core.outbox where account_id = %s and template = 'sign_in_limited' and token_purpose = 'reset'", [account]) == 1
    assert sign_in(server, name, next(networks), device=device).status == 201
    assert failures(database, name) == 0, "which is a fresh proof"
    close_to_strangers(database, name)
    assert sign_in(server, name, "192.0.2.10").status == 201
    close_to_strangers(database, name)
    done = page(server, None, "203.0.113.77", NEW, "/reset/password", token=link(database, account, "reset", f"{name}@mail.example"))
    close_to_strangers(database, name)
    assert sign_in(server, name, next(networks), NEW).status == 401
    assert sign_in(server, name, next(networks), NEW, device_of(done)).status == 201, "the browser that used the link is known"


def test_failures_count_on_all_servers_and_after_restarts(limits, owner, make_server):
    server, database = limits
    name, _ = owner
    assert sign_in(server, name, next(networks), WRONG).status == 401
    other = serve(make_server, database)
    assert sign_in(other, name, next(networks), WRONG).status == 401
    assert failures(database, name) == 2
    close_to_strangers(database, name)
    assert sign_in(other, name, next(networks)).status == 401
    other.stop()
    assert sign_in(server, name, next(networks)).status == 401


def test_passwords_passkeys_and_providers_wait_apart(limits, owner):
    """Nothing of a passkey or a publisher's token can be guessed, so neither waits for wrong passwords, nor makes them wait."""
    server, _ = limits
    name, _ = owner
    paper = publisher.open_site(server)
    for n in range(60):
        assert post(server, "/v1/sessions/sso", {"token": "no token"}, "203.0.113.90").status == 403
        assert post(server, "/v1/sessions/passkey", PASSKEY, "203.0.113.90").code == "bad_passkey"
    assert sign_in(server, name, "203.0.113.90").status == 201
    for n in range(60):
        if sign_in(server, f"login {n}", "203.0.113.91", WRONG).status == 429:
            break
    assert sign_in(server, name, "203.0.113.91").status == 429
    assert post(server, "/v1/sessions/passkey", PASSKEY, "203.0.113.91").code == "bad_passkey"
    assert post(server, "/v1/sessions/sso", {"token": paper.token()}, "203.0.113.91").status == 201


def test_parallel_right_sign_ins_all_succeed(limits, owner):
    """As many as one network may run at once; none counts as a failure."""
    server, database = limits
    name, device = owner
    close_to_strangers(database, name, FAILURES - 1)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        assert {a.status for a in pool.map(lambda n: sign_in(server, name, "192.0.2.10", device=device if n % 2 else None), range(16))} == {201}
    assert failures(database, name) == 0


def test_parallel_failures_are_all_counted(limits, owner):
    """None is lost, and one of them is the hundredth."""
    server, database = limits
    name, _ = owner
    close_to_strangers(database, name, FAILURES - 10)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        tried = list(pool.map(lambda n: sign_in(server, name, next(networks), f"{WRONG} {n}").status, range(16)))
    assert tried == [401] * 16
    assert failures(database, name) == FAILURES + 6
    assert database.one("select count(*) from core.outbox o join core.account a on a.id = o.account_id where a.username = %s and template = 'sign_in_limited'", [name]) == 1


def test_wrong_passwords_of_a_session_count_too(limits, owner):
    """Those with which a stolen session asks for another address or password."""
    server, database = limits
    name, _ = owner
    me = Client(server.url).signed_in(sign_in(server, name, "192.0.2.10").json["token"])
    assert me.patch("/v1/account", {"email": "next@mail.example", "password": WRONG}).json["fields"] == [{"field": "password", "code": "wrong_password"}]
    assert me.put("/v1/account/password", {"current": WRONG, "new": NEW}).json["fields"] == [{"field": "current", "code": "wrong_password"}]
    assert failures(database, name) == 2


def test_ten_wrong_passwords_end_a_session(make_database, make_server):
    """A thief of a session guesses ten times; the account's other sessions stay."""
    server = make_server(make_database()).start()
    create_account(server, "robbed", "reader")
    stolen, other = (Client(server.url).signed_in(sign_in(server, "robbed", "192.0.2.10").json["token"]) for _ in range(2))
    for n in range(10):
        assert stolen.get("/v1/session").status == 200, n
        assert stolen.put("/v1/account/password", {"current": f"{WRONG} {n}", "new": NEW}).status == 422
    assert stolen.get("/v1/session").code == "sign_in"
    assert other.get("/v1/session").status == 200


def test_every_refusal_takes_as_long(make_database, make_server):
    """An unknown login, a wrong password, and a right one that is refused, each in turn."""
    database = make_database()
    server = make_server(database, {"server.workers": 1, "hash.memory": "32MB"}).start()       # a missing hash shows
    for name in ("wrong", "closed"):
        create_account(server, name, "reader")
    close_to_strangers(database, "closed")
    api, times = Client(server.url), {}
    for _ in range(15):
        for login, password in (("wrong", WRONG), ("closed", PASSWORD), ("nobody", WRONG)):
            began = time.monotonic()
            assert api.post("/v1/sessions", {"login": login, "password": password}).status == 401
            times.setdefault(login, []).append(time.monotonic() - began)
    took = {login: statistics.median(seen) for login, seen in times.items()}
    assert max(took.values()) / min(took.values()) < 2, took


def test_sign_ins_and_failures_of_an_account_at_once_do_not_block_each_other(make_database, make_server):
    """More sessions than are kept, so sign-ins end some in which passwords fail: no deadlock, no 503."""
    server = make_server(make_database()).start()
    create_account(server, "busy", "moderator")
    devices = ["A" * 42 + c for c in "AEIM"]
    stolen = [sign_in(server, "busy", "192.0.2.10", device=device).json["token"] for device in devices]

    def act(n):
        device = devices[n % 4]
        if n % 3 == 2:
            headers = {"Cookie": f"madang-device={device}", "Authorization": f"Bearer {stolen[n % 4]}"}
            return Client(server.url).request("PUT", "/v1/account/password", {"current": f"{WRONG} {n}", "new": NEW}, headers=headers).status
        return sign_in(server, "busy", "192.0.2.10", (PASSWORD, f"{WRONG} {n}")[n % 3], device).status
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        done = list(pool.map(act, range(360)))
    assert set(done[0::3]) == {201} and set(done[1::3]) == {401} and set(done[2::3]) == {401, 422}
    assert [line for line in server.log_lines() if line["msg"] == "article lock not released"] == []


def test_many_readers_of_one_network_sign_in_by_provider(make_database, make_server):
    """As many as share a carrier's address, and no more than limits.network_writes in a minute."""
    server = serve(make_server, make_database(), network_writes=60)
    paper = publisher.open_site(server)
    done = [post(server, "/v1/sessions/sso", {"token": paper.token(sub=f"reader {n}", name=f"Reader {n}")}, "203.0.113.90").status for n in range(70)]
    assert done[:60] == [201] * 60 and 429 in done
