# SPDX-License-Identifier: Apache-2.0
"""Goal: the pages of the second step work without a script, keep the way back, and show secrets once."""
import re
import time

import pytest

import totp
from authenticator import add_passkey
from visitor import Visitor, page

SETTINGS = {"accounts.staff_factor": "on", "database.skew_max": "60s"}


@pytest.fixture(autouse=True)
def early_in_a_step(database):
    """The database's clock, which decides, is at the start of a step."""
    totp.shift = -(time.time() % 30)
    database.sql("select core.clock_set(make_interval(secs => %s))", [totp.shift])
    yield
    database.sql("select core.clock_set('0')")
    totp.shift = 0


@pytest.fixture
def visitor(server):
    v = Visitor(server)
    yield v
    v.http.close()


def key_of(shown):
    """The key on the page that sets up an app, which shows it in groups of four characters."""
    key = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", re.search(r'<code class="key">(.*?)</code>', shown)[1]))
    assert len(key) == 32
    return key


def set_up(visitor):
    """Sets up an app on the pages; returns its secret and the recovery codes."""
    begun = visitor.post("/account/security/app", {})
    assert begun.status_code == 303 and begun.headers["Location"].endswith("/account/security/app")
    shown = page(visitor.get("/account/security/app"))
    secret = key_of(shown)
    done = page(visitor.post("/account/security/app/confirm", {"code": totp.code(secret, steps=-1)}))
    return secret, re.findall(r"<code>([a-z2-7-]{29})</code>", done)


def test_an_app_is_set_up_and_its_secret_shown_until_it_is_confirmed(visitor, make_account):
    visitor.sign_in(make_account())
    assert visitor.get("/account/security/app").status_code == 303, "nothing was begun"
    secret, codes = set_up(visitor)
    assert len(codes) == 10
    assert visitor.get("/account/security/app").status_code == 303
    shown = page(visitor.get("/account/security"))
    assert 'class="key"' not in shown and not any(code in shown for code in codes) and "10 recovery codes are left" in shown
    assert visitor.post("/sign-out", {}).status_code == 303, "the forms of the page have the token of the new session"


def test_a_wrong_code_shows_the_same_secret_again(visitor, make_account):
    visitor.sign_in(make_account())
    visitor.post("/account/security/app", {})
    secret = key_of(visitor.get("/account/security/app").text)
    again = page(visitor.post("/account/security/app/confirm", {"code": totp.wrong(secret)}), 422)
    assert key_of(again) == secret and "not the code that the app shows" in again
    assert visitor.post("/account/security/app/confirm", {"code": ""}).status_code == 422
    assert visitor.post("/account/security/app/confirm", {"code": totp.code(secret)}).status_code == 200


def test_the_second_step_keeps_the_way_back(server, visitor, make_account):
    me = make_account()
    visitor.sign_in(me)
    secret, codes = set_up(visitor)
    other = Visitor(server)
    asked = other.sign_in(me, next="/account/follows?said=none")
    assert asked.headers["Location"] == "/sign-in/second?next=%2Faccount%2Ffollows%3Fsaid%3Dnone"
    shown = page(other.get(asked.headers["Location"]))
    assert 'autocomplete="one-time-code"' in shown and 'value="/account/follows?said=none"' in shown
    assert other.get("/account").headers["Location"].startswith("/sign-in"), "a pending session is none"
    wrong = page(other.post("/sign-in/second", {"code": totp.wrong(secret), "next": "/account/follows"}, token=False), 422)
    assert 'value="/account/follows"' in wrong
    done = other.post("/sign-in/second", {"code": totp.code(secret), "next": "/account/follows"}, token=False)
    assert done.status_code == 303 and done.headers["Location"].endswith("/account/follows")
    assert other.get("/account").status_code == 200
    framed = Visitor(server)
    framed.sign_in(me, next="/embed/x")
    done = framed.post("/sign-in/second", {"code": codes[0], "next": "/embed/x"}, token=False)
    assert done.headers["Location"].endswith("/signed-in?next=%2Fembed%2Fx"), "a frame's window reports to its frame"
    foreign = Visitor(server)
    foreign.sign_in(me, next="https://evil.example/")
    assert foreign.post("/sign-in/second", {"code": codes[1], "next": "https://evil.example/"}, token=False).headers["Location"] == "/"


def test_a_comment_written_before_the_sign_in_survives_the_second_step(server, visitor, make_account, database):
    me = make_account()
    article = database.one("select (core.article_make(core.new_id(), 'default', 'draft', 'https://news.example/draft', 'Draft')).id")
    visitor.sign_in(me)
    secret, _ = set_up(visitor)
    other = Visitor(server)
    path = f"/a/{article}/comments"
    asked = page(other.post(path, {"body": "Words before the sign-in."}, token=False), 401)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', asked)) | {"login": me.username, "password": me.password}
    fields |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)', asked))
    second = page(other.post("/sign-in", fields, token=False))
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', second)) | {"code": totp.code(secret)}
    carried |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)', second))
    cookieless = page(Visitor(server).post("/sign-in/second", carried, token=False), 422)
    assert "Words before the sign-in." in cookieless and 'name="password"' in cookieless and carried["code"] not in cookieless
    assert other.post("/sign-in/second", carried, token=False).status_code == 303
    assert "Words before the sign-in." in other.get(f"/a/{article}").text


def test_five_wrong_codes_lead_back_to_the_sign_in(server, visitor, make_account):
    me = make_account()
    visitor.sign_in(me)
    secret, _ = set_up(visitor)
    other = Visitor(server)
    other.sign_in(me)
    for _ in range(4):
        page(other.post("/sign-in/second", {"code": totp.wrong(secret)}, token=False), 422)
    ended = page(other.post("/sign-in/second", {"code": totp.wrong(secret)}, token=False), 422)
    assert "Too many codes were wrong" in ended and 'name="password"' in ended
    assert other.post("/sign-in/second", {"code": totp.code(secret)}, token=False).status_code == 422


def test_a_moderator_without_a_factor_is_led_to_the_security_page(visitor, make_account):
    visitor.sign_in(make_account(role="moderator"))
    refused = page(visitor.get("/desk"), 403)
    assert "Your role waits for a second step" in refused and 'href="/account/security"' in refused
    assert "Your role waits for a second step." in page(visitor.get("/account/security"))
    set_up(visitor)
    assert visitor.get("/desk").status_code == 200
    kept = page(visitor.get("/account/security"))
    assert "you can replace the app and not remove it" in kept and "/account/security/app/remove" not in kept
    assert visitor.post("/account/security/app/remove", {}).status_code == 409


def test_the_last_passkey_of_a_moderator_stays_and_the_page_says_why(visitor, make_account):
    me = make_account(role="moderator")
    visitor.sign_in(me)
    key = add_passkey(me.api.signed_in(visitor.http.cookies["madang"]))
    refused = page(visitor.post(f"/account/passkeys/{key.row}/remove", {}), 409)
    assert "Set up another one first." in refused
    assert key.row in page(visitor.get("/account/passkeys"))


def test_a_reader_removes_the_app_and_makes_new_codes(visitor, make_account):
    visitor.sign_in(make_account())
    _, codes = set_up(visitor)
    again = re.findall(r"<code>([a-z2-7-]{29})</code>", page(visitor.post("/account/security/codes", {})))
    assert len(again) == 10 and not set(again) & set(codes)
    assert visitor.post("/account/security/app/remove", {}).status_code == 303
    assert "recovery codes are left" not in page(visitor.get("/account/security"))
