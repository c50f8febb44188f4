# SPDX-License-Identifier: Apache-2.0
"""Goal: an address counts as verified once its owner pressed the button behind the link in its mail, and never otherwise."""
import concurrent.futures
import re
import urllib.parse

import pytest

from client import Client
from fixture_site import PASSWORD
from world import form_token, link, token_digest

NOBODY = "A" * 43


@pytest.fixture
def mailed(database):
    """A function that makes the token of the link in the newest mail of an account."""
    def make(account):
        rows = database.sql("select coalesce(o.address, a.email) from core.outbox o join core.account a on a.id = o.account_id"
                            " where o.account_id = %s and o.token_purpose = 'verify' order by o.id desc limit 1", [account])
        assert rows, "no mail with a link"
        return link(database, account, "verify", rows[0][0])
    return make


def sign_up(api, name, email, **more):
    made = api.post("/v1/accounts", {"username": name, "email": email, "password": PASSWORD}, **more)
    assert made.status == 201, made
    return made.json["account"], api.signed_in(made.json["token"])


def page(server, method, path, fields=None, token=None):
    headers = {"Cookie": f"madang={token}"} if token else {}
    if method == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url}
        fields = {**fields, **({"form_token": form_token(token)} if token else {})}
    return Client(server.url).request(method, path, urllib.parse.urlencode(fields) if fields else None, headers=headers, check=False)


def mails(database, account):
    return database.one("select count(*) from core.outbox where account_id = %s and template = 'verify'", [account])


def test_sign_up_queues_a_mail_in_the_readers_language(api, database):
    account, _ = sign_up(api, "mail one", "one@mail.example", headers={"Accept-Language": "de, ko-KR;q=0.8, en;q=0.5"})
    assert account["language"] == "ko"
    assert database.sql("select template, token_purpose, address, data from core.outbox where account_id = %s", [account["id"]]) == [
        ("verify", "verify", None, {})]


def test_the_link_verifies_once_for_sign_in_by_address(api, database, mailed):
    account, reader = sign_up(api, "mail two", "two@mail.example")
    login = {"login": "Two@Mail.Example", "password": PASSWORD}
    assert api.post("/v1/sessions", login).status == 401
    token = mailed(account["id"])
    done = api.post("/v1/account/email/confirm", {"token": token})
    assert (done.status, done.json) == (200, {"email": "two@mail.example", "email_verified": True, "waits_for": None})
    assert reader.get("/v1/session").json["account"]["email_verified"] is True
    assert api.post("/v1/sessions", login).status == 201
    assert api.post("/v1/account/email/confirm", {"token": token}).status == 200        # the same again
    assert done.headers["Set-Cookie"] is None


@pytest.mark.parametrize("token", ["", " ", NOBODY, "A" * 42, "A" * 44, "A" * 42 + "=", "é" * 20, "a\x01" * 20, "a\r\nb", "%00" * 10, "x" * 256])
def test_an_invented_or_truncated_token_is_unknown(api, token):
    answer = api.post("/v1/account/email/confirm", {"token": token})
    assert answer.status == 422, answer
    assert answer.json["fields"][0]["field"] == "token"


def test_a_token_serves_its_purpose_its_address_and_its_time_only(api, database, mailed, server):
    account, reader = sign_up(api, "mail three", "three@mail.example")
    token = mailed(account["id"])
    for purpose in ("reset", "email_new", "email_old", "invite", "unsubscribe"):
        database.sql("update core.token set purpose = %s where digest = %s", [purpose, token_digest(token)])
        assert api.post("/v1/account/email/confirm", {"token": token}).code == "link_unknown", purpose
    database.sql("update core.token set purpose = 'verify', expires_at = core.now() where digest = %s", [token_digest(token)])
    assert api.post("/v1/account/email/confirm", {"token": token}).code == "link_expired"
    assert "too old" in page(server, "GET", f"/verify?token={token}").text
    database.sql("update core.token set expires_at = core.now() + interval '1 hour' where digest = %s", [token_digest(token)])
    database.sql("update core.account set email = 'other@mail.example' where id = %s", [account["id"]])
    assert api.post("/v1/account/email/confirm", {"token": token}).code == "link_unknown"
    assert reader.get("/v1/session").json["account"]["email_verified"] is False
    database.sql("update core.account set state = 'erased', email = 'three@mail.example' where id = %s", [account["id"]])
    assert api.post("/v1/account/email/confirm", {"token": token}).code == "link_unknown"


def test_a_session_token_is_no_link_and_a_link_is_no_session(api, mailed):
    account, reader = sign_up(api, "mail four", "four@mail.example")
    assert api.post("/v1/account/email/confirm", {"token": reader.token}).code == "link_unknown"
    assert api.signed_in(mailed(account["id"])).get("/v1/session").status == 401


def test_of_two_accounts_one_gets_the_address(api, mailed):
    first, _ = sign_up(api, "twin one", "twin@mail.example")
    second, other = sign_up(api, "twin two", "twin@mail.example")
    one, two = mailed(first["id"]), mailed(second["id"])
    assert api.post("/v1/account/email/confirm", {"token": one}).status == 200
    answer = api.post("/v1/account/email/confirm", {"token": two})
    assert (answer.status, answer.code) == (409, "email_taken")
    assert other.get("/v1/session").json["account"]["email_verified"] is False


def test_a_link_pressed_many_times_at_once_verifies(api, server, mailed):
    account, _ = sign_up(api, "mail five", "five@mail.example")
    token = mailed(account["id"])
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        got = list(pool.map(lambda _: Client(server.url).post("/v1/account/email/confirm", {"token": token}).status, range(6)))
    assert got == [200] * 6


def test_a_scanner_that_opens_the_link_changes_nothing(api, server, database, mailed):
    account, reader = sign_up(api, "mail six", "six@mail.example")
    token = mailed(account["id"])
    before = database.sql("select * from core.token where digest = %s", [token_digest(token)])
    for method in ("GET", "HEAD", "GET"):
        answer = page(server, method, f"/verify?token={token}")
        assert answer.status == 200 and answer.headers["Cache-Control"] == "private, no-store"
    assert "six@mail.example" in answer.text and "mail six" in answer.text
    links = re.findall(r'(?:href|action|src)="([^"]+)"', answer.text)
    assert not [link for link in links if token in link], "no link of the page carries the token"
    assert database.sql("select * from core.token where digest = %s", [token_digest(token)]) == before
    assert reader.get("/v1/session").json["account"]["email_verified"] is False


def test_the_button_verifies_and_a_second_press_says_so_too(api, server, mailed):
    account, reader = sign_up(api, "mail seven", "seven@mail.example")
    token = mailed(account["id"])
    for _ in range(2):
        done = page(server, "POST", "/verify", {"token": token})
        assert (done.status, done.headers["Location"], done.headers["Set-Cookie"]) == (303, "/sign-in?said=verified", None)
    assert page(server, "POST", "/verify", {"token": token}, reader.token).headers["Location"] == "/account?said=verified"
    assert "is verified" in page(server, "GET", "/sign-in?said=verified").text
    for bad in (NOBODY, "", "x"):
        answer = page(server, "POST", "/verify", {"token": bad})
        assert answer.status == 422 and "This link does not work" in answer.text


def test_a_page_of_another_site_cannot_press_the_button(api, server, mailed):
    account, reader = sign_up(api, "mail eight", "eight@mail.example")
    answer = Client(server.url).request("POST", "/verify", urllib.parse.urlencode({"token": mailed(account["id"])}), check=False, headers={
        "Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403
    assert reader.get("/v1/session").json["account"]["email_verified"] is False


@pytest.fixture(scope="module")
def limited(database, make_server):
    """A server of the same database with limits."""
    return make_server(database, {"limits.rates": "on", "limits.mails": "3"}).start()


def test_the_mail_is_sent_again_within_a_limit(limited, database):
    server, api = limited, Client(limited.url)
    account, reader = sign_up(api, "mail nine", "nine@mail.example")
    assert "Send the mail again" in page(server, "GET", "/account", token=reader.token).text
    again = reader.post("/v1/account/email/verification")
    assert (again.status, again.json) == (202, {"status": "check_mail"})
    done = page(server, "POST", "/account/verification", {"back": "/account"}, reader.token)
    assert (done.status, done.headers["Location"]) == (303, "/account?said=mailed")
    assert reader.post("/v1/account/email/verification").status == 202
    assert reader.post("/v1/account/email/verification").code == "too_fast"
    assert mails(database, account["id"]) == 4


def test_nothing_is_sent_to_a_verified_address_or_without_one(api, database):
    account, reader = sign_up(api, "mail ten", "ten@mail.example")
    database.sql("update core.account set email_verified = true where id = %s", [account["id"]])
    answer = reader.post("/v1/account/email/verification")
    assert (answer.status, answer.code) == (409, "verified")
    database.sql("update core.account set email_verified = false, email = null where id = %s", [account["id"]])
    answer = reader.post("/v1/account/email/verification")
    assert (answer.status, answer.code) == (409, "no_email")
    assert mails(database, account["id"]) == 1


def test_many_sign_ups_do_not_flood_an_address(limited, database):
    api = Client(limited.url)
    made = [sign_up(api, f"flood {n}", "flooded@mail.example")[0]["id"] for n in range(5)]
    assert [mails(database, account) for account in made] == [1, 1, 1, 0, 0]


def test_the_welcome_names_no_mail_that_was_not_sent(limited, database):
    said = []
    for n in range(4):
        made = page(limited, "POST", "/sign-up", {"username": f"welcome {n}", "email": "welcome@mail.example", "password": PASSWORD})
        assert made.status == 303
        said.append(made.headers["Location"].partition("said=")[2].partition("&")[0])
    assert said == ["welcome", "welcome", "welcome", "welcome_unsent"]
    assert "No mail was sent" in page(limited, "GET", "/?said=welcome_unsent").text


@pytest.fixture(scope="module")
def strict(database, make_server):
    """Servers of the same database that want verified addresses before posting and before showing."""
    return {word: Client(make_server(database, {"accounts.verify_before": word, "limits.rates": "off"}).start().url)
            for word in ("posting", "showing")}


@pytest.fixture(scope="module")
def article(make_account):
    return make_account("admin").api.post("/v1/articles", {"key": "mail", "url": "https://news.example/mail", "title": "Mail"}).json["id"]


def test_before_posting_a_comment_needs_a_verified_address(strict, api, mailed, article, make_account):
    api = strict["posting"]
    account, reader = sign_up(api, "poster one", "poster1@mail.example")
    path = f"/v1/articles/{article}/comments"
    refused = reader.post(path, {"body": "early words"})
    assert (refused.status, refused.code) == (403, "check_mail")
    assert reader.get(f"/v1/articles/{article}/mine").json["restriction"] == {"kind": "check_mail"}
    shown = api.request("GET", f"/a/{article}", headers={"Cookie": f"madang={reader.token}"}, check=False).text
    assert "Send the mail again" in shown and 'name="body"' not in shown
    assert api.post("/v1/account/email/confirm", {"token": mailed(account["id"])}).status == 200
    assert reader.post(path, {"body": "late words"}).status == 201
    assert api.signed_in(make_account("staff").api.token).post(path, {"body": "staff needs no address"}).status == 201


def test_before_showing_comments_wait_for_the_address_without_a_case(strict, mailed, article, database, make_account):
    api, path = strict["showing"], f"/v1/articles/{article}/comments"
    account, reader = sign_up(api, "poster two", "poster2@mail.example")
    made = [reader.post(path, {"body": f"waiting words {n}"}) for n in range(11)]
    assert [m.status for m in made] == [201] * 10 + [403] and made[10].code == "check_mail"
    assert {m.json["comment"]["state"] for m in made[:10]} == {"held"}
    assert database.one("select count(*) from core.case_file where author_id = %s", [account["id"]]) == 0
    assert database.one("select count(*) from core.notice where account_id = %s", [account["id"]]) == 0
    mine = reader.get(f"/v1/articles/{article}/mine").json
    assert mine["restriction"] == {"kind": "check_mail"} and mine["comments"][0]["reasons"][0]["rule"] == "unverified"
    held = made[0].json["comment"]["id"]
    assert make_account("moderator").api.post(f"/v1/articles/{article}/comments/{held}/reports", {"reason": "spam"}).status == 404
    before = database.one("select comment_count from core.article where id = %s", [article])
    assert api.post("/v1/account/email/confirm", {"token": mailed(account["id"])}).status == 200
    after, version = database.sql("select comment_count, version from core.article where id = %s", [article])[0]
    assert after == before + 10
    shown = api.get(path, query={"limit": 100}, headers={"Madang-Min-Version": str(version)}).json["comments"]
    assert {m.json["comment"]["id"] for m in made[:10]} <= {c["id"] for c in shown}
    assert reader.post(path, {"body": "words at once"}).json["comment"]["state"] == "published"


def test_verifying_does_not_publish_what_a_moderator_has_to_read(strict, mailed, article, database):
    api, path = strict["showing"], f"/v1/articles/{article}/comments"
    account, reader = sign_up(api, "poster three", "poster3@mail.example")
    made = [reader.post(path, {"body": f"other words {n}"}).json["comment"]["id"] for n in range(2)]
    database.sql("select core.case_open(c, a.site_id, 1, true, false, false, false, false) from core.comment c join core.article a on a.id = c.article_id"
                 " where c.id = %s", [made[0]])
    assert api.post("/v1/account/email/confirm", {"token": mailed(account["id"])}).status == 200
    assert [database.one("select state from core.comment where id = %s", [c]) for c in made] == ["held", "published"]
