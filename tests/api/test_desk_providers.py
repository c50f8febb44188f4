# SPDX-License-Identifier: Apache-2.0
"""Goal: admins connect, change and remove the systems that sign readers in, with the checks of the command line and no secret in any
answer; an admin of one site gains nothing elsewhere by it."""
import html
import json
import re
import urllib.parse

import pytest

from publisher import SECRET, Key, Publisher, register
from world import form_token

SETTINGS = {"limits.rates": "off"}
PROVIDERS = "/v1/sites/default/providers"
OTHER = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"


@pytest.fixture
def paper(request):
    """A publisher with an issuer of its own."""
    return Publisher(f"https://{abs(hash(request.node.name))}.example")


@pytest.fixture(scope="module")
def chief(server, make_account):
    """An admin of the site weekly alone."""
    server.cli("site", "create", "weekly", "--title", "Weekly")
    made = make_account("reader")
    server.cli("account", "role", made.username, "admin", "--site", "weekly")
    return made.sign_in(made.api)


def enter(api, paper, **claims):
    return api.post("/v1/sessions/sso", {"token": paper.token(**claims)})


def listed(person, name, site="default"):
    return next((p for p in person.api.get(f"/v1/sites/{site}/providers").json["providers"] if p["name"] == name), None)


def stale(database, person):
    database.sql("update core.session set proved_at = core.now() - interval '1 hour' where account_id = %s", [person.id])


# ---- the API
def test_a_provider_that_an_admin_connects_signs_readers_in(api, admin, paper, database):
    assert admin.api.post(PROVIDERS, {"name": "one", "settings": paper.settings(), "secret": SECRET}).status == 204
    assert enter(api, paper, name="Desk Reader").status == 201
    one = listed(admin, "one")
    assert one["settings"] == paper.settings() and one["keys"] == [{"kid": None, "kty": "oct"}] and (one["kind"], one["accounts"]) == ("jwt", 1)
    entry = admin.api.get("/v1/moderation/audit", query={"action": "provider"}).json["entries"][0]
    assert entry["actor"]["username"] == admin.username and SECRET not in json.dumps(entry)


def test_a_change_without_keys_keeps_them_and_one_with_keys_replaces_them(api, admin, paper):
    key = Key("EdDSA", "k1")
    admin.api.post(PROVIDERS, {"name": "two", "settings": paper.settings(), "secret": SECRET})
    assert admin.api.post(PROVIDERS, {"name": "two", "settings": {**paper.settings(), "title": "Second title"}}).status == 204
    assert enter(api, paper).status == 201 and listed(admin, "two")["settings"]["title"] == "Second title"
    assert admin.api.post(PROVIDERS, {"name": "two", "settings": {**paper.settings(), "algorithms": ["EdDSA"]}, "keys": {"keys": [key.jwk()]}}).status == 204
    assert listed(admin, "two")["keys"] == [{"kid": "k1", "kty": "OKP"}] and enter(api, paper).status == 403


def test_no_answer_and_no_log_has_a_secret(server, admin, paper):
    admin.api.post(PROVIDERS, {"name": "three", "settings": paper.settings(), "secret": OTHER})
    admin.api.post(PROVIDERS, {"name": "three", "settings": {**paper.settings(), "algorithms": []}, "secret": OTHER})
    encoded = __import__("base64").urlsafe_b64encode(OTHER.encode()).decode()[:40]
    for text in admin.api.get(PROVIDERS).text, server.log_text(), admin.api.get("/v1/moderation/audit").text:
        assert OTHER not in text and encoded not in text


@pytest.mark.parametrize("change,code", [
    ({"settings": {"title": "T"}}, "bad_provider"), ({"settings": []}, "bad_provider"), ({"name": "No Spaces"}, "bad_provider"), ({"secret": "short"}, "bad_provider"),
    ({"secret": None}, "provider_incomplete"), ({"keys": {"keys": []}}, "bad_provider"), ({"secret": None, "keys": {"keys": [{"kty": "oct", "k": "AA"}]}}, "bad_provider")])
def test_documents_that_the_command_refuses_are_refused(admin, paper, change, code):
    answer = admin.api.post(PROVIDERS, {"name": "wrong", "settings": paper.settings(), "secret": SECRET, **change})
    assert (answer.status, answer.code) == (422, code) and listed(admin, "wrong") is None


def test_command_and_api_say_the_same(server, admin, paper):
    for wrong in {"roles": {"x": "king"}}, {"life_max": 0}, {"badges": {"x": ""}}, {"claims": {"who": "x"}}, {"sign_in": "javascript:1"}, {"extra": 1}:
        said = register(server, paper.settings(**wrong), SECRET + "\n", name="same", check=False).stderr
        answer = admin.api.post(PROVIDERS, {"name": "same", "settings": paper.settings(**wrong), "secret": SECRET})
        assert answer.code == "bad_provider" and answer.json["detail"].rstrip(".") in said, wrong


def test_removing_ends_sessions_and_roles(api, admin, paper):
    admin.api.post(PROVIDERS, {"name": "gone", "settings": paper.settings(roles={"ed": "moderator"}), "secret": SECRET})
    reader = api.signed_in(enter(api, paper, roles=["ed"]).json["token"])
    assert listed(admin, "gone")["roles"] == 1 and reader.get("/v1/session").status == 200
    assert admin.api.delete(PROVIDERS + "/gone").status == 204
    assert reader.get("/v1/session").status == 401 and listed(admin, "gone") is None and admin.api.delete(PROVIDERS + "/gone").status == 404
    reader.close()


def test_changes_need_a_fresh_proof(admin, paper, database):
    database_before = database.one("select count(*) from core.provider")
    stale(database, admin)
    try:
        for answer in (admin.api.post(PROVIDERS, {"name": "stale", "settings": paper.settings(), "secret": SECRET}), admin.api.delete(PROVIDERS + "/stale"),
                       admin.api.post("/v1/sites/default/tokens", {"name": "stale", "scopes": ["audit:read"]})):
            assert (answer.status, answer.code) == (403, "confirm")
        assert admin.api.get(PROVIDERS).status == 200 and database.one("select count(*) from core.provider") == database_before
    finally:
        database.sql("update core.session set proved_at = core.now() where account_id = %s", [admin.id])


# ---- an admin of one site
def test_an_admin_of_one_site_takes_no_issuer_of_another(api, admin, chief, paper):
    admin.api.post(PROVIDERS, {"name": "theirs", "settings": paper.settings(), "secret": SECRET})
    reader = enter(api, paper, sub="somebody").json["account"]["id"]
    for audience in "elsewhere", paper.settings()["audience"]:
        answer = chief.api.post("/v1/sites/weekly/providers", {"name": "mine", "settings": {**paper.settings(), "audience": audience}, "secret": OTHER})
        assert (answer.status, answer.code) == (409, "provider_taken")
    admin.api.delete(PROVIDERS + "/theirs")
    answer = chief.api.post("/v1/sites/weekly/providers", {"name": "mine", "settings": paper.settings(), "secret": OTHER})
    assert answer.code == "provider_taken", "the accounts of a removed provider are not free to take"
    assert admin.api.post(PROVIDERS, {"name": "theirs", "settings": paper.settings(), "secret": SECRET}).status == 204
    assert enter(api, paper, sub="somebody").json["account"]["id"] == reader


def test_an_admin_of_one_site_gives_no_role_of_an_admin(chief, paper):
    wish = {"name": "roles", "settings": paper.settings(roles={"chef": "admin"}), "secret": SECRET}
    assert chief.api.post("/v1/sites/weekly/providers", wish).status == 403
    assert chief.api.post("/v1/sites/weekly/providers", {**wish, "settings": paper.settings(roles={"ed": "moderator"})}).status == 204


def test_an_admin_of_one_site_changes_no_provider_of_somebody_with_a_role_elsewhere(server, api, chief, paper):
    wish = {"name": "people", "settings": paper.settings(), "secret": SECRET}
    assert chief.api.post("/v1/sites/weekly/providers", wish).status == 204
    account = enter(api, paper, name="Both Sides").json["account"]
    assert chief.api.post("/v1/sites/weekly/providers", wish).status == 204
    server.cli("account", "role", account["username"], "moderator", "--site", "default")
    assert chief.api.post("/v1/sites/weekly/providers", {**wish, "secret": OTHER}).status == 403
    assert enter(api, paper, name="Both Sides").status == 201, "the keys in force stay"


def test_only_the_operator_connects_a_provider_in_the_servers_own_network(server, admin):
    settings = {"kind": "oidc", "title": "Inside", "issuer": "https://id.inside.example", "client_id": "madang", "inside": True}
    assert admin.api.post(PROVIDERS, {"name": "inside", "settings": settings, "secret": "client secret"}).status == 403
    register(server, settings, "client secret\n", name="inside")
    assert admin.api.post(PROVIDERS, {"name": "inside", "settings": {**settings, "title": "Other"}}).status == 204
    assert admin.api.post(PROVIDERS, {"name": "inside", "settings": {**settings, "issuer": "https://other.inside.example"}}).status == 403


def test_an_openid_connect_provider_shows_its_redirect_uri(api, admin):
    settings = {"kind": "oidc", "title": "Connect", "issuer": "https://id.connect.example", "client_id": "madang"}
    assert admin.api.post(PROVIDERS, {"name": "connect", "settings": settings, "secret": "client secret"}).status == 204
    assert listed(admin, "connect")["settings"] == settings
    for path in "/desk/connections?site=default", "/desk/providers?site=default&name=connect":
        assert f"{api.base}/sso/oidc/connect/callback" in visit(api, admin, "GET", path).text


def test_other_sites_are_not_there(chief, paper):
    assert chief.api.post(PROVIDERS, {"name": "x", "settings": paper.settings(), "secret": SECRET}).status == 404
    assert chief.api.get(PROVIDERS).status == 404 and chief.api.delete(PROVIDERS + "/x").status == 404


# ---- the desk's page
def visit(api, person, method, path, form=None):
    headers = {"Cookie": "madang=" + person.api.token, "Accept": "text/html", "Origin": api.base, "Content-Type": "application/x-www-form-urlencoded"}
    body = urllib.parse.urlencode({**form, "form_token": form_token(person.api.token)}) if form is not None else None
    return api.request(method, path, body, headers=headers, check=False)


def test_the_desk_connects_changes_and_removes_a_provider(api, admin, paper):
    settings = {**paper.settings(), "title": "동네 신문 <1>"}
    form = {"site": "default", "name": "page", "settings": json.dumps(settings), "secret": SECRET}
    assert visit(api, admin, "POST", "/desk/providers", form).headers["Location"] == "/desk/connections?site=default&said=provider_set"
    assert enter(api, paper).status == 201
    page = visit(api, admin, "GET", "/desk/connections?site=default").text
    assert "동네 신문 &lt;1&gt;" in page and paper.settings()["issuer"] in page and "name=page" in page
    page = visit(api, admin, "GET", "/desk/providers?site=default&name=page").text
    typed = json.loads(html.unescape(re.search(r'<textarea id="settings"[^>]*>\n(.*?)</textarea>', page, re.S)[1]))
    assert typed == settings and SECRET not in page and "1 account signs in by this provider" in page
    assert visit(api, admin, "POST", "/desk/providers/remove", {"site": "default", "name": "page"}).headers["Location"].endswith("said=provider_removed")
    assert enter(api, paper).status == 403


@pytest.mark.parametrize("change,says", [({"settings": "{"}, "This is not JSON"), ({"settings": "{}"}, "That is not usable"), ({"name": ""}, "This field is required"),
                                         ({"secret": ""}, "A new provider needs a secret or keys"), ({"keys": "["}, "This is not JSON")])
def test_the_desks_form_says_what_is_wrong_and_keeps_the_settings(api, admin, paper, change, says):
    form = {"site": "default", "name": "bad", "settings": json.dumps(paper.settings()), "secret": SECRET, **change}
    page = visit(api, admin, "POST", "/desk/providers", form)
    assert page.status == 422 and says in page.text and SECRET not in page.text and html.escape(form["settings"], quote=False) in page.text.replace("&quot;", '"')
    assert listed(admin, "bad") is None


def test_a_page_of_a_form_asks_for_a_fresh_proof_first(api, admin, database):
    stale(database, admin)
    try:
        for path in "/desk/providers?site=default", "/desk/tokens?site=default":
            page = visit(api, admin, "GET", path)
            assert page.status == 303 and page.headers["Location"] == "/account/confirm?return=" + urllib.parse.quote(path, safe=""), path
        assert visit(api, admin, "GET", "/desk/connections?site=default").status == 200
    finally:
        database.sql("update core.session set proved_at = core.now() where account_id = %s", [admin.id])
