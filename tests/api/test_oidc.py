# SPDX-License-Identifier: Apache-2.0
"""Goal: a reader signs in at a real provider of OpenID Connect, by the code flow alone; account, roles and badges follow its claims, and
keys may change at any time."""
import html
import re
import urllib.parse

import pytest
import requests

import totp
from oidc_site import PRESSED, SECRET, Browser, RealProvider, add, courier_of, query, settings
from publisher import b64, register

SETTINGS = {"limits.rates": "off", "rules.refresh": "200ms", "server.workers": 1}
PAPER = "https://www.news.example"
SCOPES = {"scopes": "openid profile email groups", "claims": {"roles": "groups"}, "roles": {"newsroom": "moderator"}, "badges": {"gold": "Patron"}}
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")


@pytest.fixture(scope="module")
def courier(server, database):
    with courier_of(server, database) as courier:
        yield courier


@pytest.fixture(scope="module")
def real(server, courier):
    server.cli("site", "origin", "default", PAPER)
    public = {"token_endpoint_auth_method": "none", "client_secret": None}
    provider = RealProvider(server, {"id": {}, "posting": {"token_endpoint_auth_method": "client_secret_post"}, "public": public,
                                     **{alg.lower(): {"id_token_signed_response_alg": alg} for alg in ALGORITHMS}})
    add(server, "id", provider.issuer, **SCOPES)
    yield provider
    provider.close()


def test_a_reader_signs_in_and_goes_on(server, real, database):
    browser = Browser(server)
    done = browser.sign_in("id", "anna", {"name": "Anna Kim", "email": "anna@news.example", "email_verified": True}, next="/house-rules/default")
    assert done.status_code == 303 and done.headers["Location"].endswith("/house-rules/default")
    me = browser.account().json()
    assert (me["username"], me["email"], me["email_verified"], me["signs_in_at"]) == ("Anna Kim", "anna@news.example", True, "The Keycloak")
    [(issuer, sid)] = database.sql("select i.issuer, s.provider_sid from core.identity i join core.session s using (account_id) where i.subject = 'anna'")
    assert issuer == real.issuer and sid


def test_the_same_subject_comes_back_to_its_account(server, real):
    ids = set()
    for name in ("Bo Lee", "Bo Park"):
        browser = Browser(server)
        browser.sign_in("id", "bo", {"name": name})
        me = browser.account().json()
        ids.add(me["id"])
    assert len(ids) == 1 and me["username"] == "Bo Park"


def test_an_address_links_no_account(server, real, make_account, database):
    old = make_account()
    database.sql("update core.account set email = 'old@news.example', email_verified = true where id = %s", [old.id])
    browser = Browser(server)
    browser.sign_in("id", "new", {"name": "New One", "email": "old@news.example", "email_verified": True})
    me = browser.account().json()
    assert me["id"] != old.id and not me["email_verified"]


def test_roles_and_badges_come_and_go_with_their_claims(server, real, database):
    for claims, role, badge in (({"groups": ["newsroom"], "badge": "gold"}, "moderator", "Patron"), ({}, "reader", None)):
        browser = Browser(server)
        browser.sign_in("id", "cho", {"name": "Cho", **claims})
        assert browser.account().json()["role"] == role
        assert database.one("select badge from core.identity where subject = 'cho'") == badge


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_every_algorithm_of_the_list_signs_in(server, real, alg):
    add(server, alg.lower(), real.issuer)
    browser = Browser(server)
    assert browser.sign_in(alg.lower(), alg, {"name": f"With {alg}"}).status_code == 303
    assert browser.account().json()["username"] == f"With {alg}"


@pytest.mark.parametrize("name,how,secret", [("posting", "client_secret_post", SECRET), ("public", "none", None)])
def test_the_client_proves_itself_as_the_settings_say(server, real, name, how, secret):
    add(server, name, real.issuer, secret, client_auth=how)
    browser = Browser(server)
    assert browser.sign_in(name, name).status_code == 303
    assert browser.account().status_code == 200


def test_claims_that_the_id_token_lacks_come_from_userinfo(server, courier):
    thin = RealProvider(server, {"thin": {}}, thin=True)
    try:
        add(server, "thin", thin.issuer, **SCOPES)
        browser = Browser(server)
        browser.sign_in("thin", "dan", {"name": "Dan Thin", "email": "dan@news.example", "email_verified": True, "groups": ["newsroom"]})
        me = browser.account().json()
        assert (me["username"], me["email_verified"], me["role"]) == ("Dan Thin", True, "moderator") and thin.count("/me") == 1
    finally:
        thin.close()


def test_two_providers_have_different_people(server, real):
    other = RealProvider(server, {"second": {}})
    try:
        add(server, "second", other.issuer)
        ids = set()
        for name in ("id", "second"):
            browser = Browser(server)
            browser.sign_in(name, "same", {"name": "Same Subject"})
            ids.add(browser.account().json()["id"])
        assert len(ids) == 2
    finally:
        other.close()


# ---- keys and metadata
def test_keys_that_change_in_the_middle_of_a_sign_in_are_fetched_again(server, database, courier):
    moving = RealProvider(server, {"moving": {}})
    try:
        add(server, "moving", moving.issuer)
        Browser(server).sign_in("moving", "eve")
        browser = Browser(server)
        page = browser.to_provider("moving")
        answer = browser.at_provider(page, "eve")
        moving.rotate()
        before = moving.count("/jwks")
        assert browser.show(answer).status_code == 303 and browser.account().status_code == 200
        assert moving.count("/jwks") == before + 1
    finally:
        moving.close()


def test_metadata_and_keys_are_fetched_once_for_many_sign_ins(server, courier):
    busy = RealProvider(server, {"busy": {}})
    try:
        add(server, "busy", busy.issuer)
        for subject in range(12):
            assert Browser(server).sign_in("busy", f"reader {subject}").status_code == 303
        assert [busy.count(path) for path in ("/.well-known/openid-configuration", "/jwks", "/token")] == [1, 1, 12]
    finally:
        busy.close()


# ---- the request
def test_the_request_has_what_the_flow_needs(server, real):
    browser = Browser(server)
    add(server, "es256", real.issuer, acr_values="silver gold", max_age=300)
    sent = query(browser.begin("es256").headers["Location"])
    assert len(sent.pop("state")) == 43 and len(sent.pop("nonce")) == 64 and len(sent.pop("code_challenge")) == 43
    assert sent == {"response_type": "code", "client_id": "es256", "redirect_uri": f"{server.url}/sso/oidc/es256/callback", "scope": "openid profile email",
                    "code_challenge_method": "S256", "acr_values": "silver gold", "max_age": "300"}


def test_the_cookie_of_a_sign_in_is_kept_from_scripts(server, real):
    cookie = Browser(server).begin("id").headers["Set-Cookie"]
    assert re.fullmatch(r"madang-sign-on=[\w-]{43}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax", cookie)


def test_a_level_that_was_asked_for_has_to_be_reached(server, real):
    add(server, "es256", real.issuer, acr_values="silver gold")
    refused = Browser(server).sign_in("es256", "low", {})
    assert refused.status_code == 403 and "did not check as thoroughly" in refused.text
    assert Browser(server).sign_in("es256", "low", {}, acr="gold").status_code == 303


def test_only_a_press_on_our_page_begins(server, real, database):
    browser = Browser(server)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-site"}, {}, {"Referer": "https://evil.example/" + server.url},
                    {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"}):
        page = browser.show("/sso/oidc/id?return=/house-rules/default", headers=headers)
        assert page.status_code == 200 and "Continue to sign in with your account at The Keycloak" in page.text and "Set-Cookie" not in page.headers
        assert html.unescape(re.search(r'class="button primary" href="([^"]*)"', page.text)[1]) == "/sso/oidc/id?return=%2Fhouse-rules%2Fdefault"
        assert ('target="_blank"' in page.text) == ("Sec-Fetch-Dest" in headers)
    assert browser.show("/sso/oidc/id", headers={"Referer": server.url + "/sign-in"}).status_code == 303


def test_the_sign_in_page_has_a_button_for_each_provider(server, real):
    add(server, "ps256", real.issuer, title="독자 로그인")
    page = requests.get(server.url + "/sign-in?next=/house-rules/default", timeout=30).text
    links = dict(reversed(pair) for pair in re.findall(r'class="button" href="([^"]*)">Sign in with ([^<]*)<', html.unescape(page)))
    assert links["The Keycloak"].startswith("/sso/oidc/") and links["독자 로그인"] == "/sso/oidc/ps256?return=%2Fhouse-rules%2Fdefault"


def test_a_frame_s_window_reports_to_its_frame(server, real):
    assert Browser(server).sign_in("id", "framed", next="/embed/x").headers["Location"].endswith("/signed-in?next=%2Fembed%2Fx")


def test_a_page_of_the_newspaper_is_gone_on_to(server, real):
    server.wait_for(lambda: Browser(server).begin("id", PAPER + "/story").status_code == 303, what="the site's origins")
    done = Browser(server).sign_in("id", "paper", next=PAPER + "/story?id=1")
    assert done.status_code == 200 and done.headers["Refresh"] == f"0; url={PAPER}/story?id=1" and "madang" in done.cookies


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", f"{PAPER}@evil.example/", f"{PAPER}.evil.example/",
                                  "http://www.news.example/", "https://www.news.example:444/"])
def test_no_other_page_is_gone_on_to(server, real, database, next):
    before = database.one("select count(*) from core.sign_on_state")
    answer = Browser(server).begin("id", next)
    assert answer.status_code == 403 and "it names a page of another site" in answer.text and not answer.cookies and "Location" not in answer.headers
    assert database.one("select count(*) from core.sign_on_state") == before


def test_a_reader_who_refuses_is_told_so_and_can_try_again(server, real):
    browser = Browser(server)
    refused = browser.sign_in("id", "fay", refuse="1", next="/house-rules/default")
    assert refused.status_code == 403 and "it ended there without a sign-in" in refused.text and browser.account().status_code == 401
    assert "state=" not in refused.text and 'href="/sso/oidc/id?return=%2Fhouse-rules%2Fdefault"' in refused.text and 'href="/sign-in?next=%2Fhouse-rules%2Fdefault"' in refused.text


def test_two_tabs_sign_in_at_the_same_time(server, real):
    browser = Browser(server)
    pages = [browser.to_provider("id", next) for next in ("/house-rules/default", "/")]
    for page in pages:
        assert browser.show(browser.at_provider(page, "gus")).status_code == 303


def test_an_account_confirms_who_it_is_at_its_provider(server, real, database):
    browser = Browser(server)
    browser.sign_in("id", "kim", {"name": "Kim"})
    database.sql("update core.session s set proved_at = '2020-01-01' from core.identity i where i.subject = 'kim' and s.account_id = i.account_id")
    page = browser.show("/account/confirm?return=/account").text
    href = html.unescape(re.search(r'href="(/sso/oidc/id[^"]*)"', page)[1])
    form = browser.follow(browser.show(href, headers=PRESSED), "never")
    back = browser.show(browser.at_provider(form, "kim", {"name": "Kim"}))
    assert back.headers["Location"].endswith("/account/confirm?return=%2Faccount")
    assert browser.show(back.headers["Location"]).headers["Location"].endswith("/account")


def test_a_listed_value_proves_a_second_factor(server, real, database):
    add(server, "eddsa", real.issuer, acr_values="silver gold", second_factor={"acr": ["gold"]})
    for subject, form, proven in (("lee", {"acr": "silver"}, False), ("mia", {"acr": "gold"}, True)):
        Browser(server).sign_in("eddsa", subject, **form)
        assert database.one("select factor_at is not null from core.session s join core.identity i using (account_id) where i.subject = %s", [subject]) == proven


def test_an_account_with_an_app_needs_its_code_unless_the_provider_proved_a_factor(server, api, real):
    levels = {"acr_values": "silver gold", "second_factor": {"acr": ["gold"]}, "max_age": 300}
    add(server, "eddsa", real.issuer, **levels)
    first = Browser(server)
    first.sign_in("eddsa", "pia", acr="silver")
    mine = api.signed_in(first.cookies["madang"])
    secret = mine.post("/v1/account/totp").json["secret"]
    assert mine.post("/v1/account/totp/confirm", {"code": totp.code(secret)}).status == 201
    half, whole = Browser(server), Browser(server)
    assert half.sign_in("eddsa", "pia", acr="silver", next="/house-rules/default").headers["Location"].endswith("/sign-in/second?next=%2Fhouse-rules%2Fdefault")
    assert half.account().status_code == 401
    assert whole.sign_in("eddsa", "pia", acr="gold").headers["Location"].endswith("/") and whole.account().status_code == 200


# ---- the secret
def test_the_secret_is_never_shown(server, real, database):
    shown = server.cli("site", "provider", "default").stdout
    assert "oidc " + real.issuer in shown and SECRET not in shown and b64(SECRET.encode()) not in shown
    Browser(server).sign_in("id", "ina")
    with open(server.log) as log:
        text = log.read()
    assert SECRET not in text and urllib.parse.quote(SECRET) not in text and b64(SECRET.encode()) not in text
    assert database.one("select count(*) from core.audit where position(%s in codes::text) > 0", [b64(SECRET.encode())]) == 0


def test_the_command_says_which_address_the_provider_needs(server):
    printed = register(server, settings("https://id.example", "printed"), SECRET, name="printed").stdout
    assert f"redirect URI: {server.url}/sso/oidc/printed/callback" in printed


@pytest.mark.parametrize("change,why", [
    ({"issuer": "http://id.example"}, "issuer"), ({"issuer": "https://id.example/?a"}, "issuer"), ({"client_auth": "private_key_jwt"}, "client_auth"), ({"scopes": "email"}, "scopes"),
    ({"max_age": -1}, "max_age"), ({"second_factor": {"amr": "mfa"}}, "second_factor"), ({"claims": {"subject": "email"}}, "sub"), ({"roles": {"boss": "owner"}}, "roles"),
    ({"algorithms": ["none"]}, "algorithms")])
def test_bad_settings_are_refused(server, change, why):
    answer = register(server, {**settings("https://bad.example", "bad"), **change}, SECRET, name="bad", check=False)
    assert answer.returncode == 1 and why in answer.stderr and "bad" not in server.cli("site", "provider", "default").stdout.split()


def test_a_secret_fits_how_the_client_proves_itself(server):
    assert "no secret" in register(server, settings("https://bad.example", client_auth="none"), SECRET, name="bad", check=False).stderr
    assert "--secret" in register(server, settings("https://bad.example"), name="bad", check=False).stderr
    assert "itself" in register(server, settings("https://bad.example"), keys={"keys": []}, name="bad", check=False).stderr
