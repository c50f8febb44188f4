# SPDX-License-Identifier: Apache-2.0
"""Goal: an account changes its name, address, language and password itself, and nobody else can, with a session or with one mailbox alone."""
import concurrent.futures
import urllib.parse

import pytest

from client import Client
from fixture_site import PASSWORD
from world import form_token, link, token_digest

NEW = "eleven silent lanterns"


@pytest.fixture
def person(make_account, database):
    """A function that makes a reader with a verified address."""
    def make():
        reader = make_account("reader")
        reader.address = f"{reader.username.replace(' ', '-')}@mail.example".lower()
        database.sql("update core.account set email = %s, email_verified = true where id = %s", [reader.address, reader.id])
        return reader
    return make


def outbox(database, account):
    return database.sql("select template, token_purpose, address from core.outbox where account_id = %s order by template", [account])


def confirm(api, token):
    return api.post("/v1/account/email/confirm", {"token": token})


def change(reader, **members):
    return reader.api.patch("/v1/account", members)


def page(server, method, path, fields=None, token=None, cookie=""):
    headers = {"Cookie": f"madang={token}{cookie}"} if token else {"Cookie": cookie} if cookie else {}
    if method == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "Accept": "text/html"}
        fields = {**fields, **({"form_token": form_token(token)} if token else {})}
    return Client(server.url).request(method, path, urllib.parse.urlencode(fields) if fields else None, headers=headers, check=False)


# ---- language and the account as a whole

def test_an_account_reads_itself_and_changes_its_language(person):
    reader = person()
    mine = reader.api.get("/v1/account").json
    assert (mine["username"], mine["language"], mine["name_change_at"], mine["email_change"]) == (reader.username, "en", None, None)
    done = change(reader, language="ko")
    assert (done.status, done.json["language"]) == (200, "ko")
    assert change(reader).json["language"] == "ko"
    for bad in ("de", "", "KO", "ko-KR"):
        assert change(reader, language=bad).status == 422, bad


# ---- name

def test_a_new_name_signs_in_and_the_former_one_is_for_moderators(api, person, make_account):
    reader = person()
    former, name = reader.username, reader.username + " renamed"
    done = change(reader, username=name)
    assert (done.status, done.json["username"]) == (200, name) and done.json["name_change_at"] is not None
    assert api.post("/v1/sessions", {"login": name, "password": PASSWORD}).status == 201
    assert api.post("/v1/sessions", {"login": former, "password": PASSWORD}).status == 401
    assert api.get(f"/v1/accounts/{reader.id}").json["username"] == name
    seen = make_account("moderator").api.get(f"/v1/moderation/accounts/{reader.id}").json["names"]
    assert [n["username"] for n in seen] == [former]
    assert reader.api.get(f"/v1/moderation/accounts/{reader.id}").status == 403


def test_a_former_name_is_free_for_its_owner_only_until_its_time_is_over(api, person, make_account, database):
    reader, other = person(), person()
    former = reader.username
    assert change(reader, username=former + " away").status == 200
    database.sql("update core.account_name set changed_at = changed_at - interval '31 days'")
    taken = change(other, username=former.upper())
    assert taken.status == 422 and taken.json["fields"] == [{"field": "username", "code": "username_taken"}]
    made = api.post("/v1/accounts", {"username": former, "email": "a@mail.example", "password": PASSWORD})
    assert made.code == "username_taken"
    assert change(reader, username=former).status == 200, "the owner takes it back"
    database.sql("update core.account_name set shown_at = shown_at - interval '366 days'")
    database.sql("select api_1.sweep(100, 1, 1)")
    assert api.post("/v1/accounts", {"username": former + " away", "email": "a@mail.example", "password": PASSWORD}).status == 201


def test_a_former_name_under_a_comment_is_never_free_for_others(api, person, article, database):
    reader = person()
    former = reader.username
    made = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "under the former name"}).json["comment"]
    assert change(reader, username=former + " since").status == 200
    for _ in range(2):
        database.sql("update core.account_name set shown_at = shown_at - interval '366 days'")
        database.sql("select api_1.sweep(100, 1, 1)")
    assert api.get(f"/v1/articles/{article['id']}/comments/{made['id']}").json["comment"]["author"] == {"id": reader.id, "username": former, "role": "reader"}
    assert api.post("/v1/accounts", {"username": former, "email": "a@mail.example", "password": PASSWORD}).code == "username_taken"


def test_a_name_is_changed_once_in_the_waiting_time(person, database):
    reader = person()
    assert change(reader, username=reader.username + " one").status == 200
    answer = change(reader, username=reader.username + " two")
    assert (answer.status, answer.code) == (429, "name_wait") and 29 * 86400 < int(answer.headers["Retry-After"]) <= 30 * 86400
    assert change(reader, username=reader.username + " one").status == 200, "its present name is no change"
    database.sql("update core.account_name set changed_at = changed_at - interval '30 days' where account_id = %s", [reader.id])
    assert change(reader, username=reader.username + " two").status == 200


@pytest.mark.parametrize("name", ["a", "x" * 33, "a@b", "admin", "two  blanks", "nul\u0001", "раypal", "\u202eevil", "a\r\nb", "=?utf-8?q?x?="])
def test_an_unsafe_name_is_refused(person, name):
    answer = change(person(), username=name)
    assert answer.status == 422 and answer.json["fields"][0]["field"] == "username"


def test_of_two_accounts_one_gets_a_free_name(server, person):
    readers = [person() for _ in range(4)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        got = sorted(pool.map(lambda r: Client(server.url).signed_in(r.api.token).patch("/v1/account", {"username": "wanted by four"}).status, readers))
    assert got == [200, 422, 422, 422]


def test_a_name_given_up_and_taken_at_once_has_one_owner(server, api):
    for n in range(6):
        former = f"left behind {n}"
        token = api.post("/v1/accounts", {"username": former, "email": "l@mail.example", "password": PASSWORD}).json["token"]

        def leave():
            return Client(server.url).signed_in(token).patch("/v1/account", {"username": f"went away {n}"}).status

        def take():
            return Client(server.url).post("/v1/accounts", {"username": former, "email": "t@mail.example", "password": PASSWORD}).status
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            assert [f.result() for f in [pool.submit(leave), pool.submit(take)]] == [200, 422]


# ---- address

def test_a_change_of_a_verified_address_needs_both_addresses(api, person, database):
    for order in (("email_new", "email_old"), ("email_old", "email_new")):
        reader = person()
        new = f"new-{reader.address}"
        done = change(reader, email=new.upper(), password=PASSWORD)
        assert done.json["email"] == reader.address and done.json["email_change"] == {"email": new, "confirmed": False, "approved": False}
        assert outbox(database, reader.id) == [("email_new", "email_new", new), ("email_old", "email_old", reader.address)]
        tokens = {"email_new": link(database, reader.id, "email_new", new), "email_old": link(database, reader.id, "email_old", reader.address)}
        first = confirm(api, tokens[order[0]])
        assert first.json == {"email": reader.address, "email_verified": True, "waits_for": "old" if order[0] == "email_new" else "new"}
        assert confirm(api, tokens[order[0]]).json == first.json, "the same again"
        assert reader.api.get("/v1/session").json["account"]["email"] == reader.address
        assert confirm(api, tokens[order[1]]).json == {"email": new, "email_verified": True, "waits_for": None}
        assert api.post("/v1/sessions", {"login": new, "password": PASSWORD}).status == 201
        assert api.post("/v1/sessions", {"login": reader.address, "password": PASSWORD}).status == 401
        assert reader.api.get("/v1/session").code == "sign_in", "the new address ends the sessions"
        assert reader.sign_in(api).api.get("/v1/account").json["email_change"] is None
        assert confirm(api, tokens[order[1]]).code == "link_unknown"


def test_an_unverified_address_is_replaced_at_once_and_has_to_be_verified(api, make_account, database):
    reader = make_account("reader")
    done = change(reader, email="fresh@mail.example", password=PASSWORD)
    assert (done.json["email"], done.json["email_verified"], done.json["email_change"]) == ("fresh@mail.example", False, None)
    assert outbox(database, reader.id) == [("verify", "verify", None)]
    old = link(database, reader.id, "verify", "fresh@mail.example")
    assert change(reader, email="fresher@mail.example", password=PASSWORD).status == 200
    assert confirm(api, old).code == "link_unknown"
    assert confirm(api, link(database, reader.id, "verify", "fresher@mail.example")).json["email_verified"] is True


def test_a_new_address_needs_the_password(person, database):
    reader = person()
    answer = change(reader, email="thief@mail.example")
    assert answer.json["fields"] == [{"field": "password", "code": "missing"}]
    answer = change(reader, email="thief@mail.example", password="not the password")
    assert answer.json["fields"] == [{"field": "password", "code": "wrong_password"}]
    assert outbox(database, reader.id) == [] and reader.api.get("/v1/account").json["email_change"] is None


@pytest.mark.parametrize("email", ["x", "a@b", "a b@c.example", "a\r\nBcc: x@y.example", "\"q\"@mail.example", "a@" + "b" * 250 + ".example", "a@mail.example\x7f"])
def test_a_malformed_address_is_refused(person, email):
    answer = change(person(), email=email, password=PASSWORD)
    assert answer.status == 422 and answer.json["fields"][0]["field"] == "email", answer


def test_an_address_of_another_account_shows_itself_to_its_owner_only(api, person, database):
    reader, other = person(), person()
    done = change(reader, email=other.address, password=PASSWORD)
    assert done.json["email_change"]["email"] == other.address, "the same answer as for a free address"
    answer = confirm(api, link(database, reader.id, "email_new", other.address))
    assert (answer.status, answer.code) == (409, "email_taken")


def test_links_of_a_replaced_or_ended_change_are_void(api, person, database):
    reader = person()
    assert change(reader, email="first@mail.example", password=PASSWORD).status == 200
    first, old = link(database, reader.id, "email_new", "first@mail.example"), link(database, reader.id, "email_old", reader.address)
    assert change(reader, email="second@mail.example", password=PASSWORD).status == 200
    assert [confirm(api, t).code for t in (first, old)] == ["link_unknown", "link_unknown"]
    fresh = link(database, reader.id, "email_old", reader.address)
    assert change(reader, email=reader.address, password=PASSWORD).json["email_change"] is None
    assert confirm(api, fresh).code == "link_unknown"


def test_links_of_a_change_serve_nothing_else(api, person, database):
    reader = person()
    assert change(reader, email="other@mail.example", password=PASSWORD).status == 200
    token = link(database, reader.id, "email_old", reader.address)
    assert api.post("/v1/password-resets/confirm", {"token": token, "password": NEW}).code == "link_unknown"
    database.sql("update core.token set expires_at = core.now() where digest = %s", [token_digest(token)])
    assert confirm(api, token).code == "link_expired"


def test_a_change_ends_after_a_week(person, database):
    reader = person()
    assert change(reader, email="slow@mail.example", password=PASSWORD).status == 200
    database.sql("update core.email_change set at = at - interval '8 days' where account_id = %s", [reader.id])
    database.sql("select api_1.sweep(100, 1, 1)")
    assert reader.api.get("/v1/account").json["email_change"] is None


# ---- password and devices

def test_a_new_password_tells_the_address(person, database):
    reader = person()
    assert reader.api.put("/v1/account/password", {"current": PASSWORD, "new": NEW}).status == 204
    assert outbox(database, reader.id) == [("password_changed", None, None)]


def signs_in(server, reader, agent, cookie=""):
    """By the page, as a browser: the cookie of the device that the answer sets."""
    answer = Client(server.url).request("POST", "/sign-in", urllib.parse.urlencode({"login": reader.username, "password": PASSWORD}), check=False, headers={
        "Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "User-Agent": agent, **({"Cookie": cookie} if cookie else {})})
    assert answer.status == 303, answer
    found = [c for c in answer.headers.get_all("Set-Cookie") if c.startswith("madang-device=")]
    return found[0].split(";")[0] if found else None


def test_a_sign_in_from_an_unknown_device_tells_the_address(server, person, database):
    reader = person()
    told = "select count(*) from core.outbox where account_id = %s and template = 'sign_in_new'"
    database.sql("delete from core.known_device where account_id = %s", [reader.id])
    home = signs_in(server, reader, "Home")
    assert home is not None and database.one(told, [reader.id]) == 0, "the first device is known"
    assert signs_in(server, reader, "Home after an update", home) is None, "the device keeps its cookie"
    signs_in(server, reader, "Home")        # the same browser without its cookie
    assert database.one(told, [reader.id]) == 0
    signs_in(server, reader, "Elsewhere")
    assert database.one(told, [reader.id]) == 1
    signs_in(server, reader, "Elsewhere")
    signs_in(server, reader, "Third", "madang-device=" + "x" * 43)
    assert database.one(told, [reader.id]) == 2
    database.sql("update core.known_device set last_at = last_at - interval '401 days' where account_id = %s", [reader.id])
    database.sql("select api_1.sweep(100, 1, 1)")
    assert database.one("select count(*) from core.known_device where account_id = %s", [reader.id]) == 0


def test_a_device_of_one_account_is_unknown_to_another(server, person, database):
    first, second = person(), person()
    database.sql("delete from core.known_device")
    cookie = signs_in(server, first, "Shared A")
    signs_in(server, second, "Shared B")
    signs_in(server, second, "Shared C", cookie)
    assert database.one("select count(*) from core.outbox where account_id = %s and template = 'sign_in_new'", [second.id]) == 1


def test_no_mail_goes_to_an_unverified_address(server, make_account, database):
    reader = make_account("reader")
    signs_in(server, reader, "One")
    signs_in(server, reader, "Two")
    assert outbox(database, reader.id) == []


# ---- pages

def test_the_account_page_has_a_form_for_each_change(server, person, database):
    reader = person()
    shown = page(server, "GET", "/account", token=reader.api.token).text
    for action in ("/account/name", "/account/email", "/account/language", "/account/password"):
        assert f'action="{action}"' in shown
    done = page(server, "POST", "/account/name", {"username": reader.username + " paged"}, reader.api.token)
    assert (done.status, done.headers["Location"]) == (303, "/account?said=renamed")
    assert "You can change your name again on" in page(server, "GET", "/account", token=reader.api.token).text
    refused = page(server, "POST", "/account/name", {"username": "admin"}, reader.api.token)
    assert refused.status == 422 and "kept for the newsroom" in refused.text
    waits = page(server, "POST", "/account/name", {"username": reader.username + " again"}, reader.api.token)
    assert waits.status == 429 and "changed your name lately" in waits.text
    assert page(server, "POST", "/account/language", {"language": "ko"}, reader.api.token).status == 303
    assert page(server, "POST", "/account/email", {"email": "paged@mail.example", "password": "wrong"}, reader.api.token).status == 422
    done = page(server, "POST", "/account/email", {"email": "paged@mail.example", "password": PASSWORD}, reader.api.token)
    assert (done.status, done.headers["Location"]) == (303, "/account?said=new_address")
    assert "The change to paged@mail.example waits for the link in the mail to each address." in page(server, "GET", "/account", token=reader.api.token).text


def test_the_page_of_a_change_says_what_it_does_and_waits_for(server, person, database):
    reader = person()
    assert change(reader, email="landing@mail.example", password=PASSWORD).status == 200
    old, new = link(database, reader.id, "email_old", reader.address), link(database, reader.id, "email_new", "landing@mail.example")
    database.sql("update core.token set data = '{\"address\": \"landing@mail.example\"}' where digest = %s", [token_digest(old)])
    shown = page(server, "GET", f"/email?token={old}").text
    assert reader.address in shown and "landing@mail.example" in shown and "If that was not you" in shown
    assert "landing@mail.example" in page(server, "GET", f"/email?token={new}").text
    assert reader.api.get("/v1/account").json["email_change"] == {"email": "landing@mail.example", "confirmed": False, "approved": False}
    assert page(server, "POST", "/email", {"token": new}).headers["Location"] == "/?said=address_waits_old"
    assert page(server, "POST", "/email", {"token": old}, reader.api.token).headers["Location"] == "/sign-in?said=address_changed"
    assert page(server, "POST", "/email", {"token": old}).status == 422
