# SPDX-License-Identifier: Apache-2.0
"""Goal: a false answer of a provider of OpenID Connect, or of a stranger, is refused with its reason, in the page and the log, and changes nothing."""
import hashlib
import json
import re
import threading
import time
import urllib.parse

import pytest
import requests

from oidc_site import PRESSED, SECRET, Browser, LyingProvider, add, courier_of, query, settings
from publisher import Key, b64, register

BASE, DESK = "https://news.example/talk", "https://desk.news.example"
SETTINGS = {"limits.rates": "off", "rules.refresh": "200ms", "server.workers": 1, "fetch.timeout": "2s", "fetch.connect_timeout": "2s"}
OTHER = "https://other.example"


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


@pytest.fixture(autouse=True)
def no_session(database):
    """Each test begins without a session of a provider."""
    database.sql("delete from core.session where provider_id is not null")


class Story:
    """One sign-in at the lying provider: what we sent, and what comes back for it."""

    def __init__(self, server, lying, name="lying", browser=None, next="/"):
        self.server, self.lying, self.name = server, lying, name
        self.browser = browser or Browser(server)
        self.sent = query(self.browser.begin(name, next).headers["Location"])

    def answer(self, browser=None, name=None, **more):
        parameters = {"code": "a code", "state": self.sent["state"], **more}
        parameters = {key: value for key, value in parameters.items() if value is not None}
        return (browser or self.browser).show(f"/sso/oidc/{name or self.name}/callback?{urllib.parse.urlencode(parameters)}")

    def token(self, head=None, key=None, access="an access token", **claims):
        token = self.lying.id_token(self.sent, head, key, **claims)
        self.lying.token = lambda form: (200, {"access_token": access, "token_type": "Bearer", "id_token": token})
        return self


def refused(server, database, answer, reason):
    """Refused for this reason, with nothing changed."""
    assert answer.status_code == 403 and "You are not signed in" in answer.text and "madang" not in answer.cookies, (answer.status_code, answer.text)
    with open(server.log) as log:
        lines = [json.loads(line) for line in log if '"sign-on refused"' in line]
    assert lines[-1]["reason"] == reason, lines[-1]
    assert database.one("select count(*) from core.session where provider_id is not null") == 0


def test_a_good_answer_signs_in(server, lying, database):
    story = Story(server, lying).token()
    assert story.answer().status_code == 303 and story.browser.account().json()["username"] == "Liar"
    form = lying.forms[-1]
    assert form["grant_type"] == "authorization_code" and form["code"] == "a code" and form["redirect_uri"] == f"{server.url}/sso/oidc/lying/callback"
    assert b64(hashlib.sha256(form["code_verifier"].encode()).digest()) == story.sent["code_challenge"]
    user, password = (urllib.parse.unquote(part) for part in __import__("base64").b64decode(form["authorization"][6:]).decode().split(":"))
    assert (user, password) == ("lying", SECRET) and "client_secret" not in form
    database.sql("delete from core.session where provider_id is not null")


# ---- the ID token
other = Key("ES256", "first")
rsa = Key("RS256", "rsa")
NOW = int(time.time())
BAD_TOKENS = {
    "another issuer": ({"iss": OTHER}, "issuer"), "the issuer with a slash": ({"iss": "http://127.0.0.1/"}, "issuer"), "no issuer": ({"iss": None}, "issuer"),
    "another client": ({"aud": "other"}, "audience"), "two clients": ({"aud": ["lying", "other"]}, "audience"), "two clients and azp": ({"aud": ["lying", "other"], "azp": "lying"}, "audience"),
    "no client": ({"aud": None}, "audience"), "another azp": ({"azp": "other"}, "audience"), "an old token": ({"exp": NOW - 100}, "expired"), "no end": ({"exp": None}, "expired"),
    "the future": ({"iat": NOW + 1000}, "early"), "no time": ({"iat": None}, "issued"), "another nonce": ({"nonce": "0" * 64}, "nonce"), "no nonce": ({"nonce": None}, "nonce"),
    "another access token": ({"at_hash": b64(hashlib.sha256(b"another").digest()[:16])}, "at_hash"), "nobody": ({"sub": ""}, "subject"), "no subject": ({"sub": None}, "subject"),
    "a number as subject": ({"sub": 7}, "subject"), "a long subject": ({"sub": "x" * 256}, "subject"), "huge claims": ({"groups": ["g" * 40] * 400}, "malformed"),
    "no algorithm": ({"head": {"alg": "none"}}, "algorithm"), "an unknown algorithm": ({"head": {"alg": "RS512"}}, "algorithm"),
    "the client's secret as key": ({"key": SECRET}, "algorithm"), "a public key as secret": ({"key": rsa.public("PEM")}, "algorithm"), "the public key's bytes as secret": ({"key": rsa.public()}, "algorithm"),
    "another key of the same id": ({"key": other}, "signature"), "an unknown key": ({"key": rsa}, "key_unknown"), "a path as key id": ({"head": {"kid": "../../etc/passwd"}}, "key_unknown"),
    "a number as key id": ({"head": {"kid": 1}}, "malformed"), "a key of its own": ({"head": {"jwk": other.jwk()}}, "header"), "an address of keys": ({"head": {"jku": OTHER}}, "header"),
    "an address of a certificate": ({"head": {"x5u": OTHER}}, "header"), "a certificate": ({"head": {"x5c": ["MIIB"]}}, "header"), "a critical header": ({"head": {"crit": ["exp"]}}, "header"),
    "another type": ({"head": {"typ": "logout+jwt"}}, "type"), "an access token's type": ({"head": {"typ": "at+jwt"}}, "type"),
}


@pytest.mark.parametrize("what", BAD_TOKENS)
def test_a_bad_token_is_refused(server, lying, database, what):
    change, reason = BAD_TOKENS[what]
    refused(server, database, Story(server, lying).token(**change).answer(), reason)


@pytest.mark.parametrize("mangle,reason", [
    (lambda token: token[:-1], "malformed"), (lambda token: token[:-6], "signature"), (lambda token: token.rsplit(".", 1)[0], "malformed"), (lambda token: token.rsplit(".", 1)[0] + ".", "malformed"),
    (lambda token: token + ".x", "malformed"), (lambda token: token + "=", "malformed"), (lambda token: "", "malformed"), (lambda token: "x" * 20000, "malformed"),
    (lambda token: token.split(".")[0] + "." + b64({"sub": "admin"}) + "." + token.split(".")[2], "signature"), (lambda token: None, "answer"), (lambda token: {"a": 1}, "answer")])
def test_a_mangled_token_is_refused(server, lying, database, mangle, reason):
    story = Story(server, lying)
    token = mangle(lying.id_token(story.sent))
    lying.token = lambda form: (200, {"access_token": "a", "id_token": token})
    refused(server, database, story.answer(), reason)


def test_a_token_of_another_sign_in_is_refused(server, lying, database):
    first = Story(server, lying)
    stolen = lying.id_token(first.sent)
    second = Story(server, lying)
    lying.token = lambda form: (200, {"access_token": "a", "id_token": stolen})
    refused(server, database, second.answer(), "nonce")


def test_clocks_may_differ_by_a_minute(server, lying, database):
    for change in ({"exp": int(time.time()) - 50}, {"iat": int(time.time()) + 50}):
        assert Story(server, lying).token(**change).answer().status_code == 303
        database.sql("delete from core.session where provider_id is not null")
    for change, reason in (({"exp": int(time.time()) - 65}, "expired"), ({"iat": int(time.time()) + 75}, "early")):
        refused(server, database, Story(server, lying).token(**change).answer(), reason)


def test_a_fresh_proof_has_to_be_fresh(server, lying, database):
    """The way to /account/confirm asks for a new sign-in at the provider, and believes the ID token alone."""
    confirm = "/account/confirm?return=%2Faccount"
    story = Story(server, lying, next=confirm)
    assert (story.sent["prompt"], story.sent["max_age"]) == ("login", "0")
    refused(server, database, story.token().answer(), "auth_time")
    refused(server, database, Story(server, lying, next=confirm).token(auth_time=int(time.time()) - 100).answer(), "auth_time")
    for next, auth_time, fresh in ((confirm, int(time.time()), True), ("/", None, False), ("/", int(time.time()) - 3600, False), ("/", 10 ** 18, True), ("/", -5, False), ("/", "now", False)):
        assert Story(server, lying, next=next).token(auth_time=auth_time).answer().status_code == 303
        assert database.one("select proved_at > core.now() - interval '10 minutes' from core.session where provider_id is not null") == fresh
        database.sql("delete from core.session where provider_id is not null")


# ---- state and code
def test_an_answer_works_once(server, lying, database):
    story = Story(server, lying).token()
    assert story.answer().status_code == 303
    database.sql("delete from core.session where provider_id is not null")
    calls = len(lying.forms)
    refused(server, database, story.answer(), "state")
    assert len(lying.forms) == calls, "a replayed answer reached the provider"


@pytest.mark.parametrize("state", [None, "", "x", "A" * 43, "A" * 500, "\\x00", "' or true --"])
def test_an_unknown_state_is_refused(server, lying, database, state):
    refused(server, database, Story(server, lying).token().answer(state=state), "state")


def test_a_state_of_another_browser_is_refused_and_stays(server, lying, database):
    story = Story(server, lying).token()
    stranger, guest = Browser(server), Story(server, lying).browser
    refused(server, database, story.answer(browser=stranger), "browser")
    refused(server, database, story.answer(browser=guest), "browser")
    assert story.answer().status_code == 303
    database.sql("delete from core.session where provider_id is not null")


def test_a_state_that_is_too_old_is_refused(server, lying, database):
    story = Story(server, lying).token()
    database.sql("update core.sign_on_state set expires_at = core.now()")
    refused(server, database, story.answer(), "state")


@pytest.mark.parametrize("answer,reason", [({"code": None}, "code"), ({"code": "c" * 4097}, "code"), ({"error": "access_denied"}, "denied"), ({"error": "server_error", "code": None}, "provider_error"),
                                           ({"error": "<script>alert(1)</script>"}, "provider_error"), ({"iss": OTHER}, "mixed")])
def test_an_answer_without_a_good_code_is_refused(server, lying, database, answer, reason):
    calls = len(lying.forms)
    page = Story(server, lying).token().answer(**answer)
    refused(server, database, page, reason)
    assert len(lying.forms) == calls and "<script>alert" not in page.text


def test_a_code_that_the_provider_refuses_is_refused(server, lying, database):
    story = Story(server, lying)
    lying.token = lambda form: (400, {"error": "invalid_grant"})
    refused(server, database, story.answer(), "code")


# ---- other providers
@pytest.fixture(scope="module")
def careful(server, courier):
    """A provider that names its issuer in every answer (RFC 9207)."""
    provider = LyingProvider()
    provider.metadata = {"authorization_response_iss_parameter_supported": True}
    add(server, "careful", provider.issuer)
    yield provider
    provider.close()


def test_the_answer_of_another_provider_is_refused(server, lying, careful, database):
    for story, more in ((Story(server, careful, "careful"), {}), (Story(server, careful, "careful"), {"iss": lying.issuer}), (Story(server, lying), {"iss": careful.issuer})):
        calls = len(lying.forms) + len(careful.forms)
        refused(server, database, story.token().answer(**more), "mixed")
        assert len(lying.forms) + len(careful.forms) == calls, "a code of one provider reached the other"
    story = Story(server, careful, "careful").token()
    refused(server, database, story.answer(name="lying"), "mixed")
    story = Story(server, careful, "careful").token()
    assert story.answer(iss=careful.issuer).status_code == 303
    database.sql("delete from core.session where provider_id is not null")


def test_a_token_of_another_provider_is_refused(server, lying, careful, database):
    story = Story(server, lying)
    foreign = careful.id_token(story.sent)
    lying.token = lambda form: (200, {"access_token": "a", "id_token": foreign})
    refused(server, database, story.answer(), "signature")


def test_userinfo_of_another_person_is_refused(server, courier, database):
    liar = LyingProvider()
    try:
        liar.metadata = {"userinfo_endpoint": liar.issuer + "/userinfo"}
        add(server, "info", liar.issuer)
        for answer, status in (({"sub": "somebody"}, 403), ({"name": "No Subject"}, 403), ({"sub": "liar", "name": "From Userinfo"}, 303)):
            liar.userinfo = lambda form: (200, answer) if form == {"access_token": "an access token"} else (401, {})
            story = Story(server, liar, "info").token(name=None)
            got = story.answer()
            assert got.status_code == status
            if status == 403:
                refused(server, database, got, "userinfo")
        assert story.browser.account().json()["username"] == "From Userinfo"
        database.sql("delete from core.session where provider_id is not null")
        liar.userinfo = lambda form: (403, {})
        assert Story(server, liar, "info").token(sub="no info", name=None).answer().status_code == 303
        database.sql("delete from core.session where provider_id is not null")
    finally:
        liar.close()


@pytest.mark.parametrize("change,why", [({"issuer": OTHER}, "issuer"), ({"issuer": None}, "issuer"), ({"token_endpoint": None}, "endpoints"), ({"authorization_endpoint": "javascript:alert(1)"}, "endpoints"),
                                        ({"jwks_uri": "file:///etc/passwd"}, "endpoints"), ({"response_types_supported": ["id_token"]}, "flow"),
                                        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "algorithms"), ({"code_challenge_methods_supported": ["plain"]}, "pkce"), ({"pad": "x" * 300000}, "failed")])
def test_metadata_that_do_not_fit_are_not_used(server, courier, database, change, why):
    liar, name = LyingProvider(), "meta"
    try:
        liar.metadata = change
        add(server, name, liar.issuer)
        away(server, Browser(server).begin(name), "metadata", why)
    finally:
        liar.close()


def away(server, answer, what, why):
    assert answer.status_code == 503 and "The system that signs you in does not answer" in answer.text and answer.headers["Retry-After"] == "60"
    assert "madang" not in answer.cookies and ">Try again<" in answer.text and ">Sign in another way<" in answer.text
    with open(server.log) as log:
        lines = [json.loads(line) for line in log if '"identity provider not usable"' in line]
    assert (lines[-1]["what"], lines[-1]["why"]) == (what, why), lines[-1]


@pytest.mark.parametrize("token,why", [(lambda form: (500, {}), "status"), (lambda form: (302, {}), "status"), (lambda form: (401, {"error": "invalid_client"}), "invalid_client"), (lambda form: (400, {"error": "Bad\nword"}), "status"), (lambda form: time.sleep(3) or (200, {}), "timeout"), (lambda form: (200, b"x" * 300000), "failed")])
def test_a_token_endpoint_that_fails_ends_the_sign_in_for_now(server, lying, database, token, why):
    story = Story(server, lying)
    lying.token = token
    away(server, story.answer(), "token", why)
    assert Story(server, lying).token().answer().status_code == 303
    database.sql("delete from core.session where provider_id is not null")


def test_a_provider_that_hangs_keeps_nobody_else_waiting(server, lying, reader, database):
    story = Story(server, lying).token()
    good, asked, go_on = lying.token, threading.Event(), threading.Event()
    lying.token = lambda form: (asked.set(), go_on.wait(20), good(form))[2]
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(story.answer()))
    waiting.start()
    assert asked.wait(20)
    assert reader.api.get("/v1/session").status == 200 and Browser(server).show("/sign-in").status_code == 200 and not answers
    go_on.set()
    waiting.join()
    assert answers[0].status_code == 303
    database.sql("delete from core.session where provider_id is not null")


def test_keys_that_cannot_be_used_end_the_sign_in_for_now(server, courier):
    liar = LyingProvider()
    try:
        add(server, "keyless", liar.issuer)
        for keys in ([], [{"kty": "oct", "k": b64(b"x" * 32)}], [{"kty": "RSA", "kid": "weak", "n": b64(b"\xff" * 64), "e": "AQAB"}]):
            liar.keys = keys
            answer = Story(server, liar, "keyless").token().answer()
            assert answer.status_code == 503, answer.text
    finally:
        liar.close()


def test_unknown_key_ids_have_the_keys_fetched_once_a_minute(server, courier, database):
    liar = LyingProvider()
    try:
        add(server, "kids", liar.issuer)
        for n in range(5):
            refused(server, database, Story(server, liar, "kids").token({"kid": f"made up {n}"}).answer(), "key_unknown")
        assert liar.asked.count("/keys") == 2
    finally:
        liar.close()


def test_a_provider_that_is_gone_is_away(server, courier):
    liar = LyingProvider()
    add(server, "gone", liar.issuer)
    liar.close()
    away(server, Browser(server).begin("gone"), "metadata", "failed")


def test_a_code_flow_provider_s_token_signs_nobody_in_by_itself(server, api, lying, database):
    story = Story(server, lying)
    answer = api.post("/v1/sessions/sso", {"token": lying.id_token(story.sent)})
    assert answer.status == 403 and answer.json["reason"] == "issuer" and database.one("select count(*) from core.session where provider_id is not null") == 0


def test_an_unknown_provider_is_not_found(server):
    browser = Browser(server)
    assert [browser.show(path).status_code for path in ("/sso/oidc/nowhere", "/sso/oidc/nowhere/callback?state=" + "A" * 43)] == [404, 403]
    assert re.search("not signed in", browser.show("/sso/oidc/nowhere/callback").text)


@pytest.mark.parametrize("host,base,path,cookie", [("news.example", BASE, "/talk", "__Secure-madang-sign-on"), ("desk.news.example", DESK, "", "__Host-madang-sign-on")])
def test_the_redirect_uri_is_on_the_host_of_the_reader(mounted, host, base, path, cookie):
    server, liar = mounted
    begun = requests.get(f"{server.url}{path}/sso/oidc/mounted", headers={**PRESSED, "Host": host}, allow_redirects=False, timeout=30)
    assert query(begun.headers["Location"])["redirect_uri"] == f"{base}/sso/oidc/mounted/callback"
    assert begun.headers["Set-Cookie"].startswith(cookie + "=") and begun.headers["Set-Cookie"].endswith(f"; Path={path}/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")


@pytest.fixture(scope="module")
def mounted(make_database, make_server):
    """A server below a path, with a desk on a host of its own."""
    database, liar = make_database(), LyingProvider()
    server = make_server(database, {**SETTINGS, "server.base_url": BASE, "server.desk_url": DESK})
    server.start()
    with courier_of(server, database):
        register(server, settings(liar.issuer, "mounted"), SECRET, name="mounted")
        server.wait_for(lambda: "/talk/sso/oidc/mounted" in requests.get(server.url + "/talk/sign-in", headers={"Host": "news.example"}, timeout=30).text, what="the button")
        yield server, liar
    liar.close()
