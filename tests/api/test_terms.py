# SPDX-License-Identifier: Apache-2.0
"""Goal: nobody makes an account or comments under terms of use that they did not accept, and a new version is asked for once."""
import urllib.parse

import pytest

from client import Client
from fixture_site import PASSWORD
from world import form_token

SETTINGS = {"terms.version": "2026-12", "terms.url": "https://news.example/terms", "terms.privacy_url": "https://news.example/privacy"}


@pytest.fixture(scope="module")
def later(database, make_server):
    """A server of the same database under new terms."""
    return make_server(database, {**SETTINGS, "terms.version": "2027-01"}).start()


@pytest.fixture(scope="module")
def article(make_account):
    boss = make_account("admin")
    return boss.api.post("/v1/articles", {"key": "terms", "url": "https://news.example/t", "title": "T"}).json["id"]


def sign_up(api, name, **more):
    return api.post("/v1/accounts", {"username": name, "email": "terms@mail.example", "password": PASSWORD, **more})


def page(server, method, path, fields=None, token=None):
    headers = {"Cookie": f"madang={token}"} if token else {}
    if method == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "Accept": "text/html"}
        fields = {**fields, **({"form_token": form_token(token)} if token else {})}
    return Client(server.url).request(method, path, urllib.parse.urlencode(fields) if fields else None, headers=headers, check=False)


def test_sign_up_needs_the_version_in_force(api, database):
    for number, terms in enumerate(({}, {"terms": "2026-11"}, {"terms": ""}, {"terms": None}, {"terms": "yes"})):
        answer = sign_up(api, f"no terms {number}", **terms)
        assert answer.status == 422 and answer.json["fields"][0]["field"] == "terms", answer
    made = sign_up(api, "with terms", terms="2026-12")
    assert made.status == 201
    assert api.signed_in(made.json["token"]).get("/v1/account").json["terms_accepted"] == "2026-12"
    assert database.one("select terms_accepted_at is not null from core.account where id = %s", [made.json["account"]["id"]])


def test_the_sign_up_page_shows_the_terms_and_needs_the_box(server, api):
    shown = page(server, "GET", "/sign-up").text
    assert 'href="https://news.example/terms"' in shown and 'href="https://news.example/privacy"' in shown
    form = {"username": "boxer", "email": "b@mail.example", "password": PASSWORD, "terms_version": "2026-12"}
    refused = page(server, "POST", "/sign-up", form)
    assert refused.status == 422 and "must be confirmed" in refused.text
    assert page(server, "POST", "/sign-up", {**form, "terms": "yes", "terms_version": "2025"}).status == 422
    assert page(server, "POST", "/sign-up", {**form, "terms": "yes"}).status == 303


def test_a_new_version_is_asked_for_before_the_next_comment(api, server, later, article):
    made = sign_up(api, "asked again", terms="2026-12")
    now, then = api.signed_in(made.json["token"]), Client(later.url).signed_in(made.json["token"])
    path = f"/v1/articles/{article}/comments"
    assert now.post(path, {"body": "old words"}).status == 201
    assert now.get(f"/v1/articles/{article}/mine").json["restriction"] is None
    refused = then.post(path, {"body": "new words"})
    assert (refused.status, refused.code) == (403, "accept_terms")
    assert then.get(f"/v1/articles/{article}/mine").json["restriction"] == {"kind": "accept_terms", "terms": "2027-01"}
    assert then.patch("/v1/account", {"terms": "2026-12"}).json["fields"] == [{"field": "terms", "code": "not_confirmed"}]
    assert then.patch("/v1/account", {"terms": "2027-01"}).json["terms_accepted"] == "2027-01"
    assert then.post(path, {"body": "new words"}).status == 201


def test_the_composer_makes_room_for_the_terms_until_they_are_accepted(api, later, article):
    made = sign_up(api, "composer", terms="2026-12")
    token, at = made.json["token"], f"/a/{article}"
    shown = page(later, "GET", at, token=token).text
    assert "The terms of use have changed." in shown and 'href="https://news.example/terms"' in shown and 'name="body"' not in shown
    stale = page(later, "POST", "/account/terms", {"terms": "2026-12", "back": at}, token)
    assert stale.status == 422 and 'name="terms_version" value="2027-01"' in stale.text
    done = page(later, "POST", "/account/terms", {"terms": "yes", "terms_version": "2027-01", "back": at}, token)
    assert (done.status, done.headers["Location"]) == (303, f"{at}?said=terms")
    assert 'name="body"' in page(later, "GET", at, token=token).text


def test_without_terms_nothing_is_asked(database, make_server):
    server = make_server(database, {}).start()
    assert sign_up(Client(server.url), "free of terms").status == 201
    assert "terms" not in page(server, "GET", "/sign-up").text
    assert Client(server.url).signed_in(sign_up(Client(server.url), "also free", terms="whatever").json["token"]).get("/v1/account").json["terms_accepted"] is None


@pytest.mark.parametrize("settings", [{"terms.version": "1"}, {"terms.version": "1", "terms.url": "javascript:alert(1)"}, {"terms.privacy_url": "news.example"}])
def test_terms_that_cannot_be_read_are_refused(database, make_server, settings):
    server = make_server(database, settings)
    try:
        server.start(wait=None)
        assert server.process.wait(10) != 0
    finally:
        server.process = None
