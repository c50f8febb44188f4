# SPDX-License-Identifier: Apache-2.0
"""Goal: a reader who comes back from the newspaper's sign-in page is signed in by a button, goes on to pages of ours or of the site's origins
alone, and is told where the account signs in."""
import html
import re
import urllib.parse

import pytest
import requests

import publisher

SETTINGS = {"limits.rates": "off"}
PAPER = "https://www.news.example"


@pytest.fixture(scope="module")
def paper(server):
    server.cli("site", "origin", "default", PAPER)
    return publisher.open_site(server, sign_in="https://www.news.example/login?from=talk")


def show(server, token, next=None):
    return requests.get(server.url + "/sso", params={"token": token, **({"next": next} if next else {})}, timeout=30)


def press(server, token, next="/", cookies=None, origin=None):
    return requests.post(server.url + "/sso", data={"token": token, "next": next}, cookies=cookies, allow_redirects=False, timeout=30,
                         headers={"Origin": origin or server.url, "Sec-Fetch-Dest": "document"})


def me(server, answer):
    cookies = requests.get(server.url + "/account", cookies={"madang": answer.cookies["madang"]}, timeout=30)
    return html.unescape(cookies.text)


def test_the_page_says_who_comes_and_uses_nothing_up(server, paper, database):
    token = paper.token(name="Back Again")
    for _ in range(2):
        page = show(server, token, "/house-rules/default")
        assert page.status_code == 200 and "The Daily News knows you as Back Again" in page.text and "Set-Cookie" not in page.headers
    assert database.one("select count(*) from core.sign_on_token") == 0


def test_the_button_signs_in_and_leads_on(server, paper):
    done = press(server, paper.token(name="Presser"), "/house-rules/default")
    assert done.status_code == 303 and done.headers["Location"].endswith("/house-rules/default")
    assert "Presser" in me(server, done)


def test_a_frame_s_window_reports_to_its_frame(server, paper):
    assert press(server, paper.token(), "/embed/x").headers["Location"].endswith("/signed-in?next=%2Fembed%2Fx")


def test_a_page_of_the_newspaper_is_gone_on_to(server, paper):
    done = press(server, paper.token(), PAPER + "/story?id=1")
    assert done.status_code == 200 and done.headers["Refresh"] == f"0; url={PAPER}/story?id=1" and f'href="{PAPER}/story?id=1"' in done.text
    assert "madang" in done.cookies


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", f"{PAPER}@evil.example/", f"{PAPER}.evil.example/",
                                  "http://www.news.example/", "https://www.news.example:444/", "data:text/html,x", "https:evil.example", " https://evil.example"])
def test_no_other_page_is_gone_on_to(server, paper, database, next):
    token, before = paper.token(), database.one("select count(*) from core.session")
    for answer in (show(server, token, next), press(server, token, next)):
        assert answer.status_code == 403 and "it names a page of another site" in answer.text and not answer.cookies
        assert "Refresh" not in answer.headers and "Location" not in answer.headers
    assert database.one("select count(*) from core.session") == before


def test_a_form_of_another_page_only_asks(server, paper, database):
    token, before = paper.token(), database.one("select count(*) from core.session")
    answer = press(server, token, origin=PAPER)
    assert answer.status_code == 200 and "Continue" in answer.text and not answer.cookies
    assert press(server, token, origin="https://evil.example").status_code == 403
    assert database.one("select count(*) from core.session") == before


def test_a_reader_with_a_session_can_take_another_account(server, paper):
    first = press(server, paper.token(name="First One"))
    second = press(server, paper.token(name="Second One"), cookies={"madang": first.cookies["madang"]})
    assert second.status_code == 303 and "Second One" in me(server, second)


def test_a_refused_token_is_a_page_that_says_why(server, paper):
    for answer in (show(server, paper.token(exp=1)), press(server, paper.token(exp=1)), show(server, ""), requests.get(server.url + "/sso", timeout=30)):
        assert answer.status_code == 403 and "The sign-in of the publisher was not accepted" in answer.text
    token = paper.token()
    assert press(server, token).status_code == 303
    again = press(server, token)
    assert again.status_code == 403 and "its token was used before" in again.text and not again.cookies


def test_the_sign_in_page_leads_to_the_newspaper_and_back(server, paper):
    server.wait_for(lambda: "Sign in with The Daily News" in requests.get(server.url + "/sign-in", timeout=30).text, what="the workers' sites")
    page = requests.get(server.url + "/sign-in?next=/house-rules/default", timeout=30).text
    href = html.unescape(re.search(r'href="([^"]*)"[^>]*>Sign in with The Daily News', page)[1])
    assert href == "https://www.news.example/login?from=talk&madang_next=%2Fhouse-rules%2Fdefault"
    assert "Sign in with The Daily News" in requests.get(server.url + "/sign-up?next=/house-rules/default", timeout=30).text
    evil = requests.get(server.url + "/sign-in?next=https://evil.example/", timeout=30).text
    assert urllib.parse.quote("evil", "") not in re.search(r'href="([^"]*)"[^>]*>Sign in with The Daily News', evil)[1]


def test_the_account_says_where_it_signs_in_and_has_no_password(server, api, paper, reader):
    made = api.post("/v1/sessions/sso", {"token": paper.token(name="Has None", email="none@news.example", email_verified=True)}).json
    mine = api.signed_in(made["token"])
    assert mine.get("/v1/account").json["signs_in_at"] == "The Daily News" and reader.api.get("/v1/account").json["signs_in_at"] is None
    page = requests.get(server.url + "/account", cookies={"madang": made["token"]}, timeout=30).text
    assert "At The Daily News" in page and "Change your password" not in page and "Change your mail address" not in page and "Change your name" in page
    assert mine.put("/v1/account/password", {"current": "!", "new": "seven brown teapots"}).code == "no_password"
    assert mine.patch("/v1/account", {"email": "new@news.example", "password": "!"}).code == "no_password"


def test_no_link_gives_such_an_account_a_password(server, api, paper, database):
    api.post("/v1/sessions/sso", {"token": paper.token(sub="no link", name="No Link", email="link@news.example", email_verified=True)})
    assert api.post("/v1/password-resets", {"login": "link@news.example"}).status == 202
    server.wait_for(lambda: database.one("select count(*) from core.reset_request") == 0, what="the answer to the request")
    assert database.one("select count(*) from core.outbox where template = 'reset'") == 0
    server.cli("site", "provider", "default", "news", "--remove")
    assert api.post("/v1/password-resets", {"login": "link@news.example"}).status == 202
    server.wait_for(lambda: database.one("select count(*) from core.outbox where template = 'reset'") == 1, what="the mail, as the newspaper signs nobody in now")
