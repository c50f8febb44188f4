# SPDX-License-Identifier: Apache-2.0
"""Goal: the mails about accounts reach a maildir in the account's language, and each link does what its mail says, once."""
import email
import email.policy
import glob
import re
import urllib.parse

import pytest

from client import Client
from fixture_site import PASSWORD
from mail_site import Courier

SETTINGS = {"jobs.poll_interval": "20ms", "jobs.pause": "0ms"}
NEW = "eleven silent lanterns"


@pytest.fixture(scope="module")
def courier(server, database):
    with Courier(database, settings={"server.base_url": server.url, "mail.from": "The Courier <news@example.org>"}) as c:
        yield c


@pytest.fixture
def inbox(courier):
    """A function (address, subject) that waits for the mail and returns its text and the token of its link."""
    def find(address, subject):
        def found():
            for path in glob.glob(courier.mail_dir + "/new/*"):
                with open(path, "rb") as f:
                    mail = email.message_from_bytes(f.read(), policy=email.policy.default)
                if mail["To"] == address and mail["Subject"] == subject:
                    return mail
            return None
        courier.wait_for(lambda: found() is not None, what=f"{subject} to {address}")
        text = found().get_body(("plain",)).get_content()
        token = re.search(r"token=([\w-]{43})$", text, re.M)
        return text, token and token[1]
    return find


def press(server, path, fields):
    """The form of a page, as a browser without a session sends it."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "Accept": "text/html"}
    return Client(server.url).request("POST", path, urllib.parse.urlencode(fields), headers=headers, check=False)


def opens(server, path):
    return Client(server.url).request("GET", path, headers={"Accept": "text/html"}, check=False)


def sign_up(api, name, address, language="en"):
    made = api.post("/v1/accounts", {"username": name, "email": address, "password": PASSWORD}, headers={"Accept-Language": language})
    assert made.status == 201, made
    return api.signed_in(made.json["token"]), made.json["account"]["id"]


def test_a_reader_verifies_forgets_and_moves_by_the_links_of_mails(server, api, inbox):
    reader, _ = sign_up(api, "Wren Ord", "wren@mail.example")
    text, token = inbox("wren@mail.example", "Confirm your e-mail address")
    assert "Hello Wren Ord," in text and f"{server.url}/verify?token={token}" in text
    assert opens(server, f"/verify?token={token}").status == 200
    assert press(server, "/verify", {"token": token}).headers["Location"] == "/sign-in?said=verified"

    assert press(server, "/reset", {"login": "wren@mail.example"}).status == 303
    text, token = inbox("wren@mail.example", "Set a new password")
    assert f"{server.url}/reset?token={token}" in text and opens(server, f"/reset?token={token}").status == 200
    assert api.post("/v1/password-resets/confirm", {"token": token, "password": NEW}).status == 204
    text, _ = inbox("wren@mail.example", "Your password was changed")
    assert f"{server.url}/reset" in text
    assert reader.get("/v1/session").status == 401
    reader = api.signed_in(api.post("/v1/sessions", {"login": "wren@mail.example", "password": NEW}).json["token"])

    assert reader.patch("/v1/account", {"email": "ord@mail.example", "password": NEW}).status == 200
    _, new = inbox("ord@mail.example", "Confirm your new e-mail address")
    text, old = inbox("wren@mail.example", "Approve the new address of your account")
    assert "ord@mail.example" in text
    shown = opens(server, f"/email?token={old}").text
    assert "wren@mail.example" in shown and "ord@mail.example" in shown
    assert confirm(api, old)["waits_for"] == "new"
    assert confirm(api, new) == {"email": "ord@mail.example", "email_verified": True, "waits_for": None}


def confirm(api, token):
    answer = api.post("/v1/account/email/confirm", {"token": token})
    assert answer.status == 200, answer
    return answer.json


def test_mails_are_in_the_accounts_language(server, api, inbox):
    reader, _ = sign_up(api, "한결", "hangyeol@mail.example", "ko-KR,ko;q=0.9")
    text, token = inbox("hangyeol@mail.example", "이메일 주소를 확인해 주세요")
    assert "한결 님, 안녕하세요." in text
    confirm(api, token)
    assert reader.put("/v1/account/password", {"current": PASSWORD, "new": NEW}).status == 204
    text, _ = inbox("hangyeol@mail.example", "비밀번호가 변경되었습니다")
    assert f"{server.url}/reset" in text
    assert reader.patch("/v1/account", {"language": "en"}).status == 200
    assert press(server, "/reset", {"login": "한결"}).status == 303
    inbox("hangyeol@mail.example", "Set a new password")


def test_staff_is_invited_offered_and_told_of_new_devices(server, api, database, make_account, inbox):
    server.cli("account", "create", "Editor Kim", "--role", "moderator", "--email", "kim@mail.example", "--invite")
    text, token = inbox("kim@mail.example", "You are invited")
    assert "with this role: moderator" in text and opens(server, f"/invite?token={token}").status == 200
    assert press(server, "/reset/password", {"token": token, "password": NEW, "invited": "yes"}).headers["Location"] == "/sign-in?said=invited"
    for agent in ("First", "Second"):
        assert Client(server.url).post("/v1/sessions", {"login": "kim@mail.example", "password": NEW}, headers={"User-Agent": agent}).status == 201
    text, _ = inbox("kim@mail.example", "A sign-in from a new device")
    assert f"{server.url}/account" in text
    boss, reader = make_account("reader"), make_account("reader")
    boss.give_role(server, "admin", "--site", "default")
    database.sql("update core.account set email = 'offered@mail.example', email_verified = true where id = %s", [reader.id])
    assert boss.api.put(f"/v1/accounts/{reader.id}/role", {"role": "moderator", "site": "default"}).status == 200
    text, _ = inbox("offered@mail.example", "You are offered a role")
    assert "moderator" in text and "The Default Courier" in text
