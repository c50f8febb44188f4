# SPDX-License-Identifier: Apache-2.0
"""Goal: the reader of an account's verified mail replaces a forgotten password, and nobody learns who has an account."""
import concurrent.futures
import statistics
import time
import urllib.parse

import pytest

from client import Client
from fixture_site import PASSWORD
from world import form_token, link, token_digest

NEW = "eleven silent lanterns"
SETTINGS = {"jobs.poll_interval": "20ms", "jobs.pause": "0ms"}


@pytest.fixture
def person(make_account, database):
    """A function that makes a reader with a verified address."""
    def make():
        reader = make_account("reader")
        reader.address = f"{reader.username.replace(' ', '-')}@mail.example".lower()
        database.sql("update core.account set email = %s, email_verified = true where id = %s", [reader.address, reader.id])
        return reader
    return make


def mails(database, account, template="reset"):
    return database.one("select count(*) from core.outbox where account_id = %s and template = %s", [account, template])


def settled(database):
    """Waits until periodic work has answered all requests."""
    end = time.monotonic() + 10
    while database.one("select count(*) from core.reset_request"):
        assert time.monotonic() < end, "requests wait for ever"
        time.sleep(0.02)


def ask(api, login):
    answer = api.post("/v1/password-resets", {"login": login})
    assert (answer.status, answer.json) == (202, {"status": "check_mail"})
    return answer


def confirm(api, token, password=NEW):
    return api.post("/v1/password-resets/confirm", {"token": token, "password": password})


def page(server, method, path, fields=None, token=None):
    headers = {"Cookie": f"madang={token}"} if token else {}
    if method == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "Accept": "text/html"}
        fields = {**fields, **({"form_token": form_token(token)} if token else {})}
    return Client(server.url).request(method, path, urllib.parse.urlencode(fields) if fields else None, headers=headers, check=False)


@pytest.mark.parametrize("login", ["name", "NAME", "address", "ADDRESS"])
def test_a_mail_goes_to_the_verified_address_of_a_name_or_address(api, database, person, login):
    reader = person()
    ask(api, {"name": reader.username, "NAME": reader.username.upper(), "address": reader.address, "ADDRESS": reader.address.upper()}[login])
    settled(database)
    assert database.sql("select template, token_purpose, address from core.outbox where account_id = %s", [reader.id]) == [("reset", "reset", None)]


def test_nothing_goes_to_an_unverified_address_or_an_unknown_login(api, database, make_account):
    reader = make_account("reader")
    database.sql("update core.account set email = 'unproven@mail.example', email_verified = false where id = %s", [reader.id])
    before = database.one("select count(*) from core.outbox")
    for login in (reader.username, "unproven@mail.example", "no such person", "nobody@mail.example", "a\x01b", "@", "  ", "a\r\nBcc: x@y.example", "é" * 200, "\u202e"):
        ask(api, login)
    settled(database)
    assert database.one("select count(*) from core.outbox") == before


def test_known_and_unknown_logins_get_the_same_answer_in_the_same_statements(api, database, person):
    """The request is stored in the same way; the account is looked for later. So the answers differ in nothing, and take as long."""
    reader = person()

    def timed(login):
        began = time.perf_counter()
        answer = ask(api, login)
        return time.perf_counter() - began, answer
    times = {"known": [], "unknown": []}
    for n in range(20):
        for kind, login in (("known", reader.username), ("unknown", f"nobody {n}")):
            spent, answer = timed(login)
            times[kind].append(spent)
            assert set(answer.headers.keys()) == set(api.post("/v1/password-resets", {"login": "x y z"}).headers.keys())
    ratio = statistics.median(times["known"]) / statistics.median(times["unknown"])
    assert 1 / 3 < ratio < 3, times
    settled(database)
    assert mails(database, reader.id) == 20


def test_the_link_sets_the_password_ends_all_sessions_and_signs_nobody_in(api, database, person):
    reader = person()
    other = api.post("/v1/sessions", {"login": reader.username, "password": PASSWORD}).json["token"]
    token = link(database, reader.id, "reset", reader.address)
    spare = link(database, reader.id, "reset", reader.address)
    done = confirm(api, token)
    assert (done.status, done.headers["Set-Cookie"]) == (204, None)
    for session in (other, reader.api.token):
        assert api.signed_in(session).get("/v1/session").status == 401
    assert api.post("/v1/sessions", {"login": reader.username, "password": PASSWORD}).status == 401
    assert api.post("/v1/sessions", {"login": reader.address, "password": NEW}).status == 201
    assert mails(database, reader.id, "password_changed") == 1
    assert confirm(api, token, "another nine lanterns").code == "link_used"
    assert confirm(api, spare, "another nine lanterns").code == "link_used", "a change makes the other links void"
    assert api.post("/v1/sessions", {"login": reader.address, "password": NEW}).status == 201


@pytest.mark.parametrize("password,code", [("short", "too_short"), ("x" * 257, "too_long"), ("aaaaaaaaaaaa", "common_password"), ("NAME", "same_as_name"),
                                           ("ADDRESS", "same_as_name")])
def test_a_weak_password_is_refused_and_the_link_stays_usable(api, database, person, password, code):
    reader = person()
    token = link(database, reader.id, "reset", reader.address)
    typed = {"NAME": reader.username + "1234", "ADDRESS": reader.address}.get(password, password)
    answer = confirm(api, token, typed)
    assert answer.status == 422 and answer.json["fields"] == [{"field": "password", "code": code}], answer
    assert confirm(api, token).status == 204


@pytest.mark.parametrize("token", ["", "A" * 43, "A" * 42, "A" * 44, "é" * 20, "a\x01" * 20, "a\r\nb"])
def test_an_invented_or_truncated_token_is_refused(api, token):
    answer = confirm(api, token)
    assert answer.status == 422 and answer.json["fields"][0]["field"] == "token", answer


def test_a_link_serves_its_purpose_its_address_and_its_time_only(api, database, person):
    reader = person()
    token = link(database, reader.id, "verify", reader.address)
    assert confirm(api, token).code == "link_unknown"
    database.sql("update core.token set purpose = 'reset', expires_at = core.now() where digest = %s", [token_digest(token)])
    assert confirm(api, token).code == "link_expired"
    database.sql("update core.token set expires_at = core.now() + interval '1 hour' where digest = %s", [token_digest(token)])
    database.sql("update core.account set email = 'elsewhere@mail.example' where id = %s", [reader.id])
    assert confirm(api, token).code == "link_unknown"
    assert api.post("/v1/account/email/confirm", {"token": token}).code == "link_unknown"
    assert api.post("/v1/sessions", {"login": reader.username, "password": PASSWORD}).status == 201


def test_of_many_at_once_one_sets_the_password(server, database, person):
    reader = person()
    token = link(database, reader.id, "reset", reader.address)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        got = sorted(pool.map(lambda n: confirm(Client(server.url), token, f"{NEW} {n}").status, range(4)))
    assert got == [204, 422, 422, 422]


def test_the_reset_of_staff_is_audited(api, database, make_account):
    boss = make_account("moderator")
    database.sql("update core.account set email = 'boss@mail.example', email_verified = true where id = %s", [boss.id])
    assert confirm(api, link(database, boss.id, "reset", "boss@mail.example")).status == 204
    assert database.one("select count(*) from core.audit where action = 'password' and object_id = %s", [boss.id]) == 1


def test_every_sign_in_form_leads_to_the_page_of_the_reset(server, make_account):
    admin = make_account("admin")
    article = admin.api.post("/v1/articles", {"key": "reset", "url": "https://news.example/reset", "title": "R"}).json["id"]
    pages = [page(server, "GET", "/sign-in"), page(server, "GET", f"/sign-in?next=/embed/{article}"),
             page(server, "POST", f"/a/{article}/comments", {"body": "words"})]       # without a session: the form carries the text
    for answer in pages:
        assert 'href="/reset' in answer.text, answer


def test_the_pages_ask_set_and_say_what_happened(server, database, person):
    reader = person()
    asked = page(server, "POST", "/reset", {"login": reader.username})
    assert (asked.status, asked.headers["Location"]) == (303, "/reset?said=reset_mail")
    assert page(server, "POST", "/reset", {"login": "nobody at all"}).headers["Location"] == "/reset?said=reset_mail"
    assert "a mail with a link is on its way" in page(server, "GET", "/reset?said=reset_mail").text
    assert page(server, "POST", "/reset", {"login": ""}).status == 422
    token = link(database, reader.id, "reset", reader.address)
    shown = page(server, "GET", f"/reset?token={token}")
    assert shown.status == 200 and reader.username in shown.text and 'autocomplete="new-password"' in shown.text
    assert not [part for part in shown.text.split('href="')[1:] if token in part.split('"')[0]]
    weak = page(server, "POST", "/reset/password", {"token": token, "username": reader.username, "password": "short"})
    assert weak.status == 422 and "too short" in weak.text and token in weak.text
    done = page(server, "POST", "/reset/password", {"token": token, "password": NEW}, reader.api.token)
    assert (done.status, done.headers["Location"]) == (303, "/sign-in?said=reset")
    assert [c.split("=")[0] for c in done.headers.get_all("Set-Cookie")] == ["madang-device"], "a known device, but no session"
    assert "Sign in with the new password" in page(server, "GET", "/sign-in?said=reset").text
    again = page(server, "POST", "/reset/password", {"token": token, "password": NEW + " again"})
    assert again.status == 422 and "used already" in again.text
    assert page(server, "GET", f"/reset?token={token[:-1]}").status == 422


@pytest.fixture(scope="module")
def limited(make_database, make_server):
    database = make_database()
    return make_server(database, {**SETTINGS, "limits.rates": "on", "limits.mails": "2", "limits.resets": "7"}).start(), database


def lost(api, database, name):
    made = api.post("/v1/accounts", {"username": name, "email": f"{name}@mail.example", "password": PASSWORD}).json["account"]
    database.sql("update core.account set email_verified = true where id = %s", [made["id"]])
    return made


def test_limits_hold_by_network_and_by_login_and_show_nothing(limited):
    server, database = limited
    api = Client(server.url)
    reader = lost(api, database, "limited")
    for login in 4 * [reader["username"]] + [reader["email"]] + 2 * ["nobody in particular"]:
        ask(api, login)
    answer = api.post("/v1/password-resets", {"login": "anybody"})
    assert answer.code == "too_fast" and int(answer.headers["Retry-After"]) > 0
    settled(database)
    # two for the name; one for the address, whose first mail was that of the sign-up
    assert mails(database, reader["id"]) == 3


def test_an_account_gets_no_more_links_in_an_hour(limited):
    server, database = limited
    reader = lost(Client(server.url), database, "patient")
    for _ in range(2):
        link(database, reader["id"], "reset", reader["email"])
    database.sql("insert into core.reset_request (id, login, at) select core.new_id(), skeleton, core.now() from core.account where id = %s", [reader["id"]])
    settled(database)
    assert mails(database, reader["id"]) == 0
