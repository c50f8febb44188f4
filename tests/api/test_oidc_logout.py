# SPDX-License-Identifier: Apache-2.0
"""Goal: a provider signs a reader out (OpenID Connect Back-Channel Logout 1.0): a good logout token ends the sessions that it names
and no other one, any other token ends none."""
import json
import re
import time
import uuid

import pytest
import requests

from oidc_site import SECRET, Browser, LyingProvider, RealProvider, add, courier_of, query
from publisher import Key, b64

SETTINGS = {"limits.rates": "off", "rules.refresh": "200ms", "server.workers": 1}
EVENT = {"http://schemas.openid.net/event/backchannel-logout": {}}
NOW = int(time.time())


@pytest.fixture(scope="module")
def courier(server, database):
    with courier_of(server, database) as courier:
        yield courier


@pytest.fixture(scope="module")
def lying(server, courier):
    provider = LyingProvider()
    add(server, "lying", provider.issuer)
    yield provider
    provider.close()


def sign_in(server, lying, name="lying", **claims):
    """A browser with a session that came from this provider."""
    browser = Browser(server)
    sent = query(browser.begin(name).headers["Location"])
    token = lying.id_token(sent, **{"sub": "eve", "sid": "s-1", **claims})
    lying.token = lambda form: (200, {"access_token": "a", "token_type": "Bearer", "id_token": token})
    assert browser.show(f"/sso/oidc/{name}/callback?code=a&state={sent['state']}").status_code == 303
    assert is_in(browser)
    return browser


def is_in(browser):
    return browser.account().status_code == 200


def logout_token(lying, head=None, key=None, name="lying", **claims):
    claims = {"sub": "eve", "sid": "s-1", "events": EVENT, "jti": uuid.uuid4().hex, "nonce": None, "name": None, "email": None, **claims}
    return lying.id_token({"client_id": name, "nonce": None}, {"typ": "logout+jwt", **(head or {})}, key, **claims)


def send(server, token, name="lying", **more):
    return requests.post(f"{server.url}/sso/oidc/{name}/logout", data={"logout_token": token}, timeout=30, **more)


def ended(answer):
    assert (answer.status_code, answer.content) == (200, b""), (answer.status_code, answer.text)
    assert "no-store" in answer.headers["Cache-Control"] and "Set-Cookie" not in answer.headers


def refused(server, answer, reason):
    assert answer.status_code == 400 and "no-store" in answer.headers["Cache-Control"], (answer.status_code, answer.text)
    assert answer.json() == {"error": "invalid_request", "error_description": reason}
    with open(server.log) as log:
        lines = [json.loads(line) for line in log if '"sign-on refused"' in line]
    assert lines[-1]["reason"] == reason, lines[-1]


# ---- a real provider
def end_at(provider, browser):
    """The browser signs out at the provider, which then calls us."""
    page = browser.get(provider.issuer + "/session/end", timeout=30)
    xsrf = re.search(r'name="xsrf" value="([^"]*)"', page.text)[1]
    done = browser.post(provider.issuer + "/session/end/confirm", data={"xsrf": xsrf, "logout": "yes"}, allow_redirects=False, timeout=30)
    assert done.status_code in (302, 303), done.text


def test_a_reader_who_signs_out_at_the_provider_is_signed_out_here(server, courier):
    real = RealProvider(server, {"real": {}, "es256": {"id_token_signed_response_alg": "ES256"}})
    try:
        for name in ("real", "es256"):
            add(server, name, real.issuer)
            here, elsewhere, other = Browser(server), Browser(server), Browser(server)
            for browser, subject in ((here, "anna"), (elsewhere, "anna"), (other, "bo")):
                assert browser.sign_in(name, f"{subject} of {name}").status_code == 303 and is_in(browser)
            end_at(real, here)
            server.wait_for(lambda: not is_in(here), what="the end of the session")
            assert is_in(elsewhere) and is_in(other)
            assert here.sign_in(name, f"anna of {name}").status_code == 303 and is_in(here)
    finally:
        real.close()


# ---- the sessions that end
def test_a_session_of_the_provider_ends_alone(server, lying):
    one, same, other, stranger = sign_in(server, lying), sign_in(server, lying), sign_in(server, lying, sid="s-2"), sign_in(server, lying, sub="adam", sid="s-3")
    ended(send(server, logout_token(lying, sub=None)))
    assert [is_in(b) for b in (one, same, other, stranger)] == [False, False, True, True]
    ended(send(server, logout_token(lying, sid="s-2")))
    assert [is_in(b) for b in (other, stranger)] == [False, True]


def test_all_sessions_of_a_subject_end_if_the_token_names_none(server, lying):
    mine, without, stranger = sign_in(server, lying), sign_in(server, lying, sid=None), sign_in(server, lying, sub="adam", sid="s-3")
    ended(send(server, logout_token(lying, sid=None)))
    assert [is_in(b) for b in (mine, without, stranger)] == [False, False, True]


def test_a_session_that_has_no_name_ends_with_its_subject(server, lying):
    without, named = sign_in(server, lying, sid=None), sign_in(server, lying, sid="s-2")
    ended(send(server, logout_token(lying, sid="s-1")))
    assert [is_in(b) for b in (without, named)] == [False, True]


def test_a_session_of_another_subject_stays_though_the_token_names_it(server, lying):
    browser = sign_in(server, lying)
    ended(send(server, logout_token(lying, sub="adam")))
    assert is_in(browser)


def test_an_unknown_session_or_subject_is_fine(server, lying):
    browser = sign_in(server, lying)
    for claims in ({"sid": "unknown"}, {"sub": "unknown", "sid": None}, {"sub": None, "sid": "' or true --"}):
        ended(send(server, logout_token(lying, **claims)))
    assert is_in(browser)


def test_another_provider_s_sessions_stay(server, lying, courier):
    twin = LyingProvider()
    try:
        add(server, "twin", twin.issuer)
        mine, theirs = sign_in(server, lying), sign_in(server, twin, "twin")
        ended(send(server, logout_token(lying)))
        assert [is_in(b) for b in (mine, theirs)] == [False, True]
        refused(server, send(server, logout_token(lying), name="twin"), "signature")
        refused(server, send(server, logout_token(lying, head={"kid": "unknown"}), name="twin"), "key_unknown")
        assert is_in(theirs)
    finally:
        twin.close()


@pytest.mark.parametrize("head", [{"typ": "logout+jwt"}, {"typ": "application/logout+jwt"}, {"typ": "JWT"}, {"typ": None}])
def test_the_type_of_the_token_is_recommended_only(server, lying, head):
    browser = sign_in(server, lying)
    ended(send(server, logout_token(lying, head)))
    assert not is_in(browser)


def test_a_page_in_a_browser_signs_nobody_out(server, lying):
    browser = sign_in(server, lying)
    for more in ({"cookies": browser.cookies}, {"headers": {"Origin": "https://evil.example"}}, {"headers": {"Sec-Fetch-Site": "cross-site"}}):
        assert send(server, logout_token(lying), **more).status_code == 403, more
    assert is_in(browser)


def test_new_keys_of_the_provider_are_fetched(server, courier):
    moving = LyingProvider()
    try:
        add(server, "moving", moving.issuer)
        browser = sign_in(server, moving, "moving")
        moving.key = Key("ES256", "second")
        moving.keys = [moving.key.jwk()]
        ended(send(server, logout_token(moving, name="moving"), name="moving"))
        assert not is_in(browser)
    finally:
        moving.close()


# ---- tokens that end none
rsa = Key("RS256", "rsa")
BAD = {
    "another issuer": ({"iss": "https://other.example"}, "issuer"), "no issuer": ({"iss": None}, "issuer"), "another client": ({"aud": "other"}, "audience"),
    "two clients": ({"aud": ["lying", "other"]}, "audience"), "an old token": ({"exp": NOW - 100}, "expired"), "no end": ({"exp": None}, "expired"), "a far end": ({"exp": NOW + 90000}, "expired"),
    "the future": ({"iat": NOW + 1000}, "early"), "no time": ({"iat": None}, "issued"), "no events": ({"events": None}, "events"), "another event": ({"events": {"https://x.example/event": {}}}, "events"),
    "an event without an object": ({"events": dict.fromkeys(EVENT, "yes")}, "events"), "a list of events": ({"events": list(EVENT)}, "events"), "a nonce": ({"nonce": "n"}, "nonce"),
    "no id": ({"jti": None}, "jti"), "an empty id": ({"jti": ""}, "jti"), "a number as id": ({"jti": 7}, "jti"), "a long id": ({"jti": "j" * 256}, "jti"),
    "nobody": ({"sub": None, "sid": None}, "subject"), "a number as subject": ({"sub": 7}, "subject"), "a long subject": ({"sub": "s" * 256}, "subject"),
    "a number as session": ({"sid": 7}, "subject"), "an empty session": ({"sid": ""}, "subject"),
    "no algorithm": ({"head": {"alg": "none"}}, "algorithm"), "an unknown algorithm": ({"head": {"alg": "RS512"}}, "algorithm"), "the client's secret as key": ({"key": SECRET}, "algorithm"),
    "a public key as secret": ({"key": rsa.public("PEM")}, "algorithm"), "an unknown key": ({"key": rsa}, "key_unknown"), "another key of the same id": ({"key": Key("ES256", "first")}, "signature"),
    "a key of its own": ({"head": {"jwk": Key("ES256", "first").jwk()}}, "header"), "an address of keys": ({"head": {"jku": "https://x.example"}}, "header"), "a critical header": ({"head": {"crit": ["exp"]}}, "header"),
    "an access token's type": ({"head": {"typ": "at+jwt"}}, "type"), "huge claims": ({"groups": ["g" * 40] * 280}, "malformed"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_token_ends_no_session(server, lying, what):
    change, reason = BAD[what]
    browser = sign_in(server, lying)
    refused(server, send(server, logout_token(lying, **change)), reason)
    assert is_in(browser)


def test_a_token_works_once(server, lying):
    first = sign_in(server, lying)
    token = logout_token(lying)
    ended(send(server, token))
    assert not is_in(first)
    again = sign_in(server, lying)
    refused(server, send(server, token), "replayed")
    refused(server, send(server, token.rsplit(".", 1)[0] + "." + b64(lying.key.sign(token.rsplit(".", 1)[0].encode()))), "replayed")
    assert is_in(again)


def test_an_id_token_ends_no_session(server, lying):
    browser = Browser(server)
    sent = query(browser.begin("lying").headers["Location"])
    token = lying.id_token(sent, sub="eve", sid="s-1")
    mine = sign_in(server, lying)
    refused(server, send(server, token), "events")
    assert is_in(mine)


def test_a_logout_token_signs_nobody_in(server, lying, database):
    browser = Browser(server)
    sent = query(browser.begin("lying").headers["Location"])
    token = logout_token(lying, nonce=sent["nonce"])
    lying.token = lambda form: (200, {"access_token": "a", "id_token": token})
    assert browser.show(f"/sso/oidc/lying/callback?code=a&state={sent['state']}").status_code == 403 and not is_in(browser)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.", "." * 20])
def test_a_mangled_token_is_refused(server, lying, token):
    answer = send(server, token)
    assert answer.status_code == 400 and answer.json()["error"] == "invalid_request"


def test_other_requests_are_refused(server, lying):
    url = f"{server.url}/sso/oidc/lying/logout"
    refused(server, requests.post(url, data={"token": "x"}, timeout=30), "malformed")
    assert requests.post(url, json={"logout_token": "x"}, timeout=30).status_code == 415
    assert requests.post(url, data={"logout_token": "x" * 30000}, timeout=30).status_code == 413
    assert requests.get(url, timeout=30).status_code in (404, 405)
    refused(server, send(server, logout_token(lying), name="nowhere"), "issuer")


def test_while_the_keys_cannot_be_fetched_nothing_ends(server, courier):
    gone = LyingProvider()
    add(server, "gone", gone.issuer)
    gone.close()
    answer = send(server, logout_token(gone, name="gone"), name="gone")
    assert answer.status_code == 400 and answer.json()["error"] == "temporarily_unavailable"
